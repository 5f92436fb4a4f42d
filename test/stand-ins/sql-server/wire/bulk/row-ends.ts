/** Where rows end, without looking at their values: how the stream is cut before it is decoded, and counted when nobody wants the values. */
import type { Incoming } from '../incoming/incoming.ts'

export const ROW = 0xd1
export const NBCROW = 0xd2

const FIXED = 0
const BYTE = 1
const SHORT = 2
const PLP = 3
const TEXT = 4
const VARIANT = 5
const CODES = { fixed: FIXED, byte: BYTE, short: SHORT, plp: PLP, text: TEXT, variant: VARIANT }
const TIMESTAMP_BYTES = 8
/** The value is not all there yet. */
const MORE = -1

export class RowEnds {
  readonly #codes: Uint8Array
  readonly #sizes: Uint32Array
  readonly #bitmapBytes: number

  constructor(columns: readonly Incoming[]) {
    this.#codes = Uint8Array.from(columns, ({ frame }) => CODES[frame])
    this.#sizes = Uint32Array.from(columns, ({ size }) => size)
    this.#bitmapBytes = Math.ceil(columns.length / 8)
  }

  /** Whole rows from `from` on, `most` of them at the most; `end` is where the last one ends. */
  find(bytes: Buffer, from: number, most: number): { rows: number; end: number } {
    let rows = 0
    let end = from
    while (rows < most) {
      const token = bytes[end]
      const next = token === ROW ? this.#row(bytes, end + 1) : token === NBCROW ? this.#sparse(bytes, end + 1) : MORE
      if (next === MORE) break
      end = next
      rows++
    }
    return { rows, end }
  }

  #row(bytes: Buffer, from: number): number {
    const codes = this.#codes
    const sizes = this.#sizes
    const length = bytes.length
    let at = from
    for (let column = 0; column < codes.length; column++) {
      // The two frames that most columns have are looked at here: a call for each value would cost more than the rest.
      const code = codes[column]
      if (code === FIXED) at += sizes[column]
      else if (code === BYTE) at += 1 + bytes[at]
      else if (code === SHORT) {
        const size = bytes[at] | (bytes[at + 1] << 8)
        at += size === 0xffff ? 2 : 2 + size
      } else at = endOfLong(bytes, at, code)
      if (at === MORE || !(at <= length)) return MORE
    }
    return at
  }

  #sparse(bytes: Buffer, from: number): number {
    let at = from + this.#bitmapBytes
    if (at > bytes.length) return MORE
    for (let column = 0; column < this.#codes.length; column++) {
      if (isNull(bytes, from, column)) continue
      const code = this.#codes[column]
      if (code === FIXED) at += this.#sizes[column]
      else if (code === BYTE) at += 1 + bytes[at]
      else if (code === SHORT) {
        const size = bytes[at] | (bytes[at + 1] << 8)
        at += size === 0xffff ? 2 : 2 + size
      } else at = endOfLong(bytes, at, code)
      if (at === MORE || !(at <= bytes.length)) return MORE
    }
    return at
  }
}

/** NBCROW's bitmap, [MS-TDS] 2.2.7.15. */
export const isNull = (bytes: Buffer, bitmap: number, column: number): boolean =>
  ((bytes[bitmap + (column >> 3)] >> (column & 7)) & 1) === 1

function endOfLong(bytes: Buffer, from: number, code: number): number {
  const room = bytes.length
  if (code === VARIANT) return from + 4 > room ? MORE : from + 4 + bytes.readUInt32LE(from)
  if (code === TEXT) {
    if (from + 1 > room) return MORE
    if (bytes[from] === 0) return from + 1
    const length = from + 1 + bytes[from] + TIMESTAMP_BYTES
    return length + 4 > room ? MORE : length + 4 + bytes.readUInt32LE(length)
  }
  if (from + 8 > room) return MORE
  if (bytes.readUInt32LE(from) === 0xffffffff && bytes.readUInt32LE(from + 4) === 0xffffffff) return from + 8
  for (let at = from + 8; at + 4 <= room; ) {
    const chunk = bytes.readUInt32LE(at)
    at += 4 + chunk
    if (chunk === 0) return at
  }
  return MORE
}
