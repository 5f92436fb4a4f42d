/** Integers as differences (parquet-format: Encodings.md, DELTA_BINARY_PACKED = 5). Differences wrap around, as the integers do. */
import { unpack } from './levels.ts'

/** Where the bytes of an encoding are read from; `at` moves. */
export interface Cursor {
  bytes: Uint8Array
  at: number
}

/** Values as 32-bit words: one a value, or two, the lower first. */
export function readDeltas(cursor: Cursor, count: number, words: 1 | 2): Int32Array<ArrayBuffer> {
  const block = varint(cursor)
  const miniblocks = varint(cursor)
  const total = varint(cursor)
  const size = block / miniblocks
  if (total !== count || !Number.isInteger(size) || size % 8 !== 0 || size === 0) {
    throw new RangeError(`${total} differences in blocks of ${block} / ${miniblocks} where there are ${count} values`)
  }
  const sum = words === 1 ? new Sum32(count) : new Sum64(count)
  sum.begin(zigzag(cursor))
  const packed = new Int32Array(size)
  while (sum.count < total) {
    const least = zigzag(cursor)
    const widths = cursor.bytes.subarray(cursor.at, cursor.at + miniblocks)
    cursor.at += miniblocks
    for (const width of widths) {
      const more = Math.min(size, total - sum.count)
      // Miniblocks behind the last value have a width and no bytes.
      if (more === 0) break
      const end = cursor.at + Math.ceil((more * width) / 8)
      // Some writers have differences of 33 bits between values of 32: only the lowest count.
      if (width > 64 || end > cursor.bytes.length) throw new RangeError('differences end before their values')
      if (width <= 32) {
        unpack(cursor.bytes, cursor.at, width, packed, 0, more)
        sum.add(least, packed, more)
      } else for (let i = 0; i < more; i++) sum.addWide(least + bitsAt(cursor, i * width, width))
      cursor.at = Math.min(cursor.bytes.length, cursor.at + (size * width) / 8)
    }
  }
  return sum.words
}

class Sum32 {
  readonly words: Int32Array<ArrayBuffer>
  count = 0
  #last = 0

  constructor(count: number) {
    this.words = new Int32Array(count)
  }

  begin(first: bigint): void {
    this.#push(Number(BigInt.asIntN(32, first)))
  }

  add(least: bigint, packed: Int32Array, count: number): void {
    const base = Number(BigInt.asIntN(32, least))
    for (let i = 0; i < count; i++) this.#push((this.#last + base + packed[i]) | 0)
  }

  addWide(difference: bigint): void {
    this.#push((this.#last + Number(BigInt.asIntN(32, difference))) | 0)
  }

  #push(value: number): void {
    this.#last = value
    // Readers of a page without values ask for none.
    if (this.count < this.words.length) this.words[this.count] = value
    this.count++
  }
}

class Sum64 {
  readonly words: Int32Array<ArrayBuffer>
  count = 0
  readonly #longs: BigInt64Array
  #last = 0n

  constructor(count: number) {
    this.words = new Int32Array(2 * count)
    this.#longs = new BigInt64Array(this.words.buffer)
  }

  begin(first: bigint): void {
    this.#push(first)
  }

  /** Doubles hold most sums exactly, and are ten times faster. */
  add(least: bigint, packed: Int32Array, count: number): void {
    const base = Number(least)
    const reach = Math.abs(Number(this.#last)) + count * (Math.abs(base) + 2 ** 32)
    if (reach > Number.MAX_SAFE_INTEGER) {
      for (let i = 0; i < count; i++) this.addWide(least + BigInt(packed[i] >>> 0))
      return
    }
    const { words } = this
    let value = Number(this.#last)
    let at = 2 * this.count
    for (let i = 0; i < count; i++) {
      value += base + (packed[i] >>> 0)
      words[at++] = value
      words[at++] = Math.floor(value / 2 ** 32)
    }
    this.#last = BigInt(value)
    this.count += count
  }

  addWide(difference: bigint): void {
    this.#push(BigInt.asIntN(64, this.#last + difference))
  }

  #push(value: bigint): void {
    this.#last = BigInt.asIntN(64, value)
    if (this.count < this.#longs.length) this.#longs[this.count] = this.#last
    this.count++
  }
}

function bitsAt({ bytes, at }: Cursor, bit: number, width: number): bigint {
  let value = 0n
  const first = at + Math.floor(bit / 8)
  const last = at + Math.floor((bit + width - 1) / 8)
  for (let byte = last; byte >= first; byte--) value = (value << 8n) | BigInt(bytes[byte])
  return BigInt.asUintN(width, value >> BigInt(bit % 8))
}

function varint(cursor: Cursor): number {
  let value = 0
  for (let unit = 1; ; unit *= 128) {
    if (cursor.at >= cursor.bytes.length || unit > 2 ** 35) throw new RangeError('a number has no end')
    const byte = cursor.bytes[cursor.at++]
    value += (byte & 0x7f) * unit
    if (byte < 0x80) return value
  }
}

function zigzag(cursor: Cursor): bigint {
  let value = 0n
  for (let shift = 0n; ; shift += 7n) {
    if (cursor.at >= cursor.bytes.length || shift > 63n) throw new RangeError('a number has no end')
    const byte = cursor.bytes[cursor.at++]
    value |= BigInt(byte & 0x7f) << shift
    if (byte < 0x80) break
  }
  return BigInt.asIntN(64, (value >> 1n) ^ -(value & 1n))
}
