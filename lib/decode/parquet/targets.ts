/** Where the values of a column's rows are put, spread over its NULLs. */
import { isUtf8 } from 'node:buffer'
import type { Column } from '../../columns/batch.ts'
import { takeBuffer } from '../../columns/buffers.ts'
import { padded } from '../../columns/builder.ts'
import type { DataType } from '../../columns/schema.ts'
import type { Bytes, Dense } from './dense.ts'

/** A stretch of rows of one page: `count` rows from `first`, whose values begin at `value`; `valid` has a byte for each row of the page. */
export interface Stretch<Values extends Dense = Dense> {
  dense: Values
  value: number
  valid: Uint8Array | null
  first: number
  count: number
}

/** One batch of one column. */
export interface Target {
  /** Puts a stretch at `row`. */
  put(stretch: Stretch, row: number): void
  finish(): Pick<Column, 'offsets' | 'values'> & { altered: number }
}

export function targetOf(type: DataType, rows: number): Target {
  switch (type.kind) {
    case 'bool':
      return new FlagTarget(rows)
    case 'utf8':
    case 'binary':
      return new ByteTarget(rows, type.kind === 'utf8')
    case 'int':
      return type.bits === 16 ? new HalfTarget(rows) : new WordTarget(rows, type.bits === 32 ? 1 : 2)
    case 'float':
      return new WordTarget(rows, type.bits === 32 ? 1 : 2)
    case 'date':
      return new WordTarget(rows, 1)
    case 'time':
    case 'timestamp':
      return new WordTarget(rows, 2)
    case 'decimal':
    case 'uuid':
      return new WordTarget(rows, 4)
  }
}

function expect<Kind extends Dense['kind']>(
  { dense, ...rest }: Stretch,
  kind: Kind,
): Stretch<Extract<Dense, { kind: Kind }>> {
  // What `converted` gives has the kind that the column's type wants.
  if (dense.kind !== kind) throw new RangeError(`its values are ${dense.kind} where ${kind} were meant`)
  return { dense: dense as Extract<Dense, { kind: Kind }>, ...rest }
}

class WordTarget implements Target {
  readonly #per: 1 | 2 | 4
  readonly #words: Int32Array<ArrayBuffer>
  readonly #length: number

  constructor(rows: number, per: 1 | 2 | 4) {
    this.#per = per
    this.#length = rows * per * 4
    this.#words = new Int32Array(takeBuffer(padded(this.#length), true))
  }

  put(stretch: Stretch, row: number): void {
    const { dense, value, valid, first, count } = expect(stretch, 'words')
    const per = this.#per
    const { words } = dense
    const out = this.#words
    if (valid === null) {
      out.set(words.subarray(value * per, (value + count) * per), row * per)
      return
    }
    let from = value * per
    let to = row * per
    for (let i = 0; i < count; i++, to += per) {
      if (valid[first + i] === 0) continue
      out[to] = words[from]
      for (let word = 1; word < per; word++) out[to + word] = words[from + word]
      from += per
    }
  }

  finish(): ReturnType<Target['finish']> {
    return { offsets: null, values: new Uint8Array(this.#words.buffer, 0, this.#length), altered: 0 }
  }
}

class HalfTarget implements Target {
  readonly #halves: Int16Array<ArrayBuffer>
  readonly #length: number

  constructor(rows: number) {
    this.#length = rows * 2
    this.#halves = new Int16Array(takeBuffer(padded(this.#length), true))
  }

  put(stretch: Stretch, row: number): void {
    const { dense, value, valid, first, count } = expect(stretch, 'words')
    const { words } = dense
    let from = value
    for (let i = 0; i < count; i++) if (valid === null || valid[first + i] !== 0) this.#halves[row + i] = words[from++]
  }

  finish(): ReturnType<Target['finish']> {
    return { offsets: null, values: new Uint8Array(this.#halves.buffer, 0, this.#length), altered: 0 }
  }
}

class FlagTarget implements Target {
  readonly #bits: Uint8Array<ArrayBuffer>

  constructor(rows: number) {
    const bytes = (rows + 7) >>> 3
    this.#bits = new Uint8Array(takeBuffer(padded(bytes), true), 0, bytes)
  }

  put(stretch: Stretch, row: number): void {
    const { dense, value, valid, first, count } = expect(stretch, 'flags')
    const { flags } = dense
    let from = value
    for (let i = 0; i < count; i++) {
      if (valid !== null && valid[first + i] === 0) continue
      this.#bits[(row + i) >> 3] |= flags[from++] << ((row + i) & 7)
    }
  }

  finish(): ReturnType<Target['finish']> {
    return { offsets: null, values: this.#bits, altered: 0 }
  }
}

const DECODER = new TextDecoder('utf-8', { ignoreBOM: true })

/** Longer values are copied by the engine, shorter ones faster by hand. */
const BY_HAND = 24

class ByteTarget implements Target {
  readonly #rows: number
  readonly #text: boolean
  readonly #offsets: Int32Array<ArrayBuffer>
  #bytes = new Uint8Array(0)
  #length = 0

  constructor(rows: number, text: boolean) {
    this.#rows = rows
    this.#text = text
    this.#offsets = new Int32Array(takeBuffer(padded(4 * (rows + 1)), false))
    this.#offsets[0] = 0
  }

  put(stretch: Stretch, row: number): void {
    const { dense, value, valid, first, count } = expect(stretch, 'bytes')
    const { bytes, starts, ends } = dense
    this.#reserve(bytesOf(stretch.valid, first, count, dense, value))
    const out = this.#bytes
    const offsets = this.#offsets
    let from = value
    let at = this.#length
    for (let i = 0; i < count; i++) {
      if (valid === null || valid[first + i] !== 0) {
        const start = starts[from]
        const end = ends[from++]
        if (end - start > BY_HAND) {
          out.set(bytes.subarray(start, end), at)
          at += end - start
        } else for (let byte = start; byte < end; byte++) out[at++] = bytes[byte]
      }
      offsets[row + i + 1] = at
    }
    this.#length = at
  }

  finish(): ReturnType<Target['finish']> {
    const offsets = new Int32Array(this.#offsets.buffer, 0, this.#rows + 1)
    const values = new Uint8Array(this.#bytes.buffer, 0, this.#length)
    if (!this.#text || isText(offsets, values)) return { offsets, values, altered: 0 }
    return replaced(offsets, values)
  }

  #reserve(more: number): void {
    const needed = this.#length + more
    if (needed <= this.#bytes.length) return
    const bytes = new Uint8Array(takeBuffer(padded(needed), false))
    bytes.set(this.#bytes.subarray(0, this.#length))
    this.#bytes = bytes
  }
}

/** Bytes of the values of a stretch. */
function bytesOf(
  valid: Uint8Array | null,
  first: number,
  count: number,
  { starts, ends }: Bytes,
  value: number,
): number {
  let bytes = 0
  let at = value
  for (let i = 0; i < count; i++) {
    if (valid !== null && valid[first + i] === 0) continue
    bytes += ends[at] - starts[at]
    at++
  }
  return bytes
}

/** Whether each value is UTF-8: then all of them are together, and none begins in the middle of a character. */
function isText(offsets: Int32Array, values: Uint8Array): boolean {
  if (!isUtf8(values)) return false
  for (let row = 0; row < offsets.length - 1; row++) {
    const at = offsets[row]
    if (offsets[row + 1] > at && (values[at] & 0xc0) === 0x80) return false
  }
  return true
}

/** What is no character becomes U+FFFD, and the values that had such bytes are counted. */
function replaced(offsets: Int32Array, values: Uint8Array): ReturnType<Target['finish']> {
  const parts: Buffer[] = []
  const ends = new Int32Array(new ArrayBuffer(padded(4 * offsets.length)), 0, offsets.length)
  let altered = 0
  let length = 0
  for (let row = 0; row < offsets.length - 1; row++) {
    const bytes = values.subarray(offsets[row], offsets[row + 1])
    const sound = isUtf8(bytes)
    const part = sound ? Buffer.from(bytes) : Buffer.from(DECODER.decode(bytes))
    if (!sound) altered++
    parts.push(part)
    length += part.length
    ends[row + 1] = length
  }
  const text = new Uint8Array(new ArrayBuffer(padded(length)), 0, length)
  for (const [row, part] of parts.entries()) text.set(part, ends[row])
  return { offsets: ends, values: text, altered }
}
