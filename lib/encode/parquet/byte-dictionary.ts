import { ByteOrder, headOf } from './byte-order.ts'
import type { Dictionary } from './dictionary.ts'
import type { Leaf } from './leaf.ts'
import type { Bounds } from './meta.ts'
import type { Slice } from './pagination.ts'
import { SLACK } from './plain.ts'
import { shortBounds } from './truncation.ts'

/** Distinct byte strings, of one width or preceded by their length: open addressing, linear probing, at most half full. */
export class ByteDictionary implements Dictionary {
  readonly #width: number
  readonly #largest: number
  #size = 0
  /** The values as the dictionary page holds them, SLACK bytes longer. */
  #bytes = new Uint8Array(1024 + SLACK)
  #view = new DataView(this.#bytes.buffer)
  #length = 0
  /** Where each value's bytes begin and how long they are. */
  #starts = new Int32Array(256)
  #lengths = new Int32Array(256)
  /** The first 16 bytes of each value as four words, zeros where it is shorter: enough to tell most values apart. */
  #heads = new Int32Array(4 * 256)
  #hashes = new Int32Array(256)
  /** Index + 1 of the value in each slot, 0 where there is none. */
  #slots = new Int32Array(512)
  #shift = 32 - 9
  /** The last page in which each value was seen. */
  #seen = new Int32Array(0)
  #pages = 0

  /** `width` 0: values are preceded by their length in four bytes. */
  constructor(width: number, largestBytes: number) {
    this.#width = width
    this.#largest = largestBytes
  }

  get size(): number {
    return this.#size
  }

  plain(): Uint8Array {
    return this.#bytes.subarray(0, this.#length)
  }

  add(bytes: Uint8Array<ArrayBuffer>, start: number, count: number, indexes: Int32Array, to: number): boolean {
    const source = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const width = this.#width
    for (let i = 0; i < count; i++) {
      const index = this.#find(bytes, source, start + i * width, width)
      if (index < 0) return false
      indexes[to + i] = index
    }
    return true
  }

  /** The same for the BYTE_ARRAYs of a slice, where they are; returns where the indexes end, or -1. */
  addSlice({ column, start, end }: Slice, indexes: Int32Array, to: number): number {
    const { values, offsets, validity } = column
    if (offsets === null) return -1
    const source = new DataView(values.buffer, values.byteOffset, values.byteLength)
    // A head may be read up to here without leaving the source.
    const safe = values.byteLength - SLACK
    let at = to
    let from = offsets[start]
    for (let row = start; row < end; row++) {
      const next = offsets[row + 1]
      if (validity === null || ((validity[row >> 3] >> (row & 7)) & 1) === 1) {
        const index =
          next < safe ? this.#find(values, source, from, next - from) : this.#findCopy(values.subarray(from, next))
        if (index < 0) return -1
        indexes[at++] = index
      }
      from = next
    }
    return at
  }

  /** The bounds of the BYTE_ARRAYs that these indexes stand for: every distinct one is looked at once. */
  bounds(leaf: Leaf, indexes: Int32Array, from: number, end: number): Bounds | null {
    if (from === end) return null
    if (this.#seen.length < this.#size) this.#seen = new Int32Array(this.#slots.length)
    const seen = this.#seen
    const page = ++this.#pages
    const order = new ByteOrder(this.#bytes)
    for (let i = from; i < end; i++) {
      const index = indexes[i]
      if (seen[index] === page) continue
      seen[index] = page
      const length = this.#lengths[index]
      order.see(this.#starts[index], length, headOf(this.#view.getInt32(this.#starts[index]), length))
    }
    return shortBounds(leaf, order.min(), order.max())
  }

  #findCopy(value: Uint8Array): number {
    const copy = new Uint8Array(value.length + SLACK)
    copy.set(value)
    return this.#find(copy, new DataView(copy.buffer), 0, value.length)
  }

  #find(bytes: Uint8Array<ArrayBuffer>, source: DataView, at: number, length: number): number {
    // Four masked words instead of a loop: values of many lengths would mispredict its end every time.
    const masks = length < 16 ? length * 4 : 64
    const a = source.getInt32(at, true) & MASKS[masks]
    const b = source.getInt32(at + 4, true) & MASKS[masks + 1]
    const c = source.getInt32(at + 8, true) & MASKS[masks + 2]
    const d = source.getInt32(at + 12, true) & MASKS[masks + 3]
    let code = mix(mix(a, b, 0x85ebca6b), mix(c, d, 0xc2b2ae35), length)
    if (length > 16) code = hashRest(code, source, at, length)
    const slots = this.#slots
    const heads = this.#heads
    const mask = slots.length - 1
    let slot = code >>> this.#shift
    let found = slots[slot]
    while (found !== 0) {
      const index = found - 1
      if (
        heads[4 * index] === a &&
        heads[4 * index + 1] === b &&
        heads[4 * index + 2] === c &&
        heads[4 * index + 3] === d &&
        this.#lengths[index] === length &&
        (length <= 16 || sameRest(this.#view, this.#starts[index], source, at, length))
      ) {
        return index
      }
      slot = (slot + 1) & mask
      found = slots[slot]
    }
    const index = this.#insert(slot, code, bytes, at, length)
    if (index >= 0) this.#heads.set([a, b, c, d], 4 * index)
    return index
  }

  #insert(slot: number, code: number, bytes: Uint8Array<ArrayBuffer>, at: number, length: number): number {
    const prefix = this.#width === 0 ? 4 : 0
    const needed = this.#length + prefix + length
    if (needed > this.#largest) return -1
    if (needed + SLACK > this.#bytes.length) {
      this.#bytes = new Uint8Array(this.#bytes.buffer.transfer(Math.max(needed, this.#bytes.length * 2) + SLACK))
      this.#view = new DataView(this.#bytes.buffer)
    }
    if (prefix > 0) this.#view.setInt32(this.#length, length, true)
    this.#bytes.set(bytes.subarray(at, at + length), this.#length + prefix)
    const index = this.#size++
    this.#starts[index] = this.#length + prefix
    this.#lengths[index] = length
    this.#hashes[index] = code
    this.#slots[slot] = this.#size
    this.#length = needed
    if (this.#size * 2 >= this.#slots.length) this.#grow()
    return index
  }

  #grow(): void {
    this.#starts = doubled(this.#starts)
    this.#lengths = doubled(this.#lengths)
    this.#heads = doubled(this.#heads)
    this.#hashes = doubled(this.#hashes)
    const slots = new Int32Array(this.#slots.length * 2)
    const mask = slots.length - 1
    this.#shift--
    for (let index = 0; index < this.#size; index++) {
      let slot = this.#hashes[index] >>> this.#shift
      while (slots[slot] !== 0) slot = (slot + 1) & mask
      slots[slot] = index + 1
    }
    this.#slots = slots
  }
}

function doubled(numbers: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(numbers.length * 2)
  grown.set(numbers)
  return grown
}

/** For each length below 16, and for all others, which bits of the four words belong to the value. */
const MASKS = Int32Array.from({ length: 17 * 4 }, (_, i) => {
  const bytes = Math.min(4, Math.max(0, (i >> 2) - 4 * (i & 3)))
  return bytes === 4 ? -1 : (1 << (8 * bytes)) - 1
})

/** Multiplicative: the high bits are the good ones. */
function mix(a: number, b: number, salt: number): number {
  const mixed = Math.imul(a, salt) ^ b
  return Math.imul(mixed ^ (mixed >>> 15), 0x9e3779b1)
}

// What is behind the first 16 bytes: the last 16, which may overlap them, then whatever is between. Most values are done without a loop.

function hashRest(head: number, view: DataView, start: number, length: number): number {
  const tail = start + length - 16
  const first = mix(view.getInt32(tail, true), view.getInt32(tail + 4, true), 0x27d4eb2f)
  const second = mix(view.getInt32(tail + 8, true), view.getInt32(tail + 12, true), 0x165667b1)
  let code = mix(mix(head, first, 0x85ebca6b), second, 0xc2b2ae35)
  for (let at = start + 16; at < tail; at += 4) code = mix(code, view.getInt32(at, true), 0x27d4eb2f)
  return code
}

function sameRest(a: DataView, startA: number, b: DataView, startB: number, length: number): boolean {
  const tailA = startA + length - 16
  const tailB = startB + length - 16
  if (
    a.getInt32(tailA, true) !== b.getInt32(tailB, true) ||
    a.getInt32(tailA + 4, true) !== b.getInt32(tailB + 4, true) ||
    a.getInt32(tailA + 8, true) !== b.getInt32(tailB + 8, true) ||
    a.getInt32(tailA + 12, true) !== b.getInt32(tailB + 12, true)
  ) {
    return false
  }
  for (let i = 16; i < length - 16; i += 4) {
    if (a.getInt32(startA + i, true) !== b.getInt32(startB + i, true)) return false
  }
  return true
}
