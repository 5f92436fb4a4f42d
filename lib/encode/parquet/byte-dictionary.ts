import type { Dictionary } from './dictionary.ts'
import { SLACK } from './plain.ts'

/** Distinct byte strings, of one width or preceded by their length: open addressing, linear probing, at most half full. */
export class ByteDictionary implements Dictionary {
  readonly #width: number
  readonly #largest: number
  #size = 0
  /** The values as the dictionary page holds them, SLACK bytes longer. */
  #bytes = new Uint8Array(4096 + SLACK)
  #view = new DataView(this.#bytes.buffer)
  #length = 0
  /** Where each value's bytes begin, how long they are, and their hash. */
  #starts = new Int32Array(256)
  #lengths = new Int32Array(256)
  #hashes = new Int32Array(256)
  /** Index + 1 of the value in each slot, 0 where there is none. */
  #slots = new Int32Array(512)
  #shift = 32 - 9

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
    let at = start
    for (let i = 0; i < count; i++) {
      let length = width
      if (width === 0) {
        length = source.getInt32(at, true)
        at += 4
      }
      const index = this.#find(bytes, source, at, length)
      if (index < 0) return false
      indexes[to + i] = index
      at += length
    }
    return true
  }

  #find(bytes: Uint8Array<ArrayBuffer>, source: DataView, at: number, length: number): number {
    const code = hash(source, at, length)
    const slots = this.#slots
    const mask = slots.length - 1
    let slot = Math.imul(code, 0x9e3779b1) >>> this.#shift
    let found = slots[slot]
    while (found !== 0) {
      const index = found - 1
      if (
        this.#hashes[index] === code &&
        this.#lengths[index] === length &&
        equal(this.#view, this.#starts[index], source, at, length)
      ) {
        return index
      }
      slot = (slot + 1) & mask
      found = slots[slot]
    }
    return this.#insert(slot, code, bytes, at, length)
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
    this.#hashes = doubled(this.#hashes)
    const slots = new Int32Array(this.#slots.length * 2)
    const mask = slots.length - 1
    this.#shift--
    for (let index = 0; index < this.#size; index++) {
      let slot = Math.imul(this.#hashes[index], 0x9e3779b1) >>> this.#shift
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

// Both read whole words, up to three bytes behind the value: all buffers here are SLACK bytes longer than their values.

function hash(view: DataView, start: number, length: number): number {
  let code = length
  let at = start
  const end = start + (length & ~3)
  while (at < end) {
    code = Math.imul(code ^ view.getInt32(at, true), 0x85ebca6b)
    code ^= code >>> 15
    at += 4
  }
  if ((length & 3) !== 0) {
    code = Math.imul(code ^ (view.getInt32(at, true) & ((1 << (8 * (length & 3))) - 1)), 0x85ebca6b)
    code ^= code >>> 15
  }
  return code
}

function equal(a: DataView, startA: number, b: DataView, startB: number, length: number): boolean {
  const whole = length & ~3
  for (let i = 0; i < whole; i += 4) if (a.getInt32(startA + i, true) !== b.getInt32(startB + i, true)) return false
  if ((length & 3) === 0) return true
  const used = (1 << (8 * (length & 3))) - 1
  return ((a.getInt32(startA + whole, true) ^ b.getInt32(startB + whole, true)) & used) === 0
}
