import type { Dictionary } from './dictionary.ts'

/** Distinct values of one or two 32-bit words: open addressing, linear probing, at most half full. */
export class WordDictionary implements Dictionary {
  readonly #words: 1 | 2
  readonly #largest: number
  #size = 0
  #values: Int32Array<ArrayBuffer>
  /** Index + 1 of the value in each slot, 0 where there is none. */
  #slots = new Int32Array(512)
  #shift = 32 - 9

  constructor(words: 1 | 2, largestBytes: number) {
    this.#words = words
    this.#largest = Math.floor(largestBytes / (4 * words))
    this.#values = new Int32Array(256 * words)
  }

  get size(): number {
    return this.#size
  }

  plain(): Uint8Array {
    return new Uint8Array(this.#values.buffer, 0, this.#size * this.#words * 4)
  }

  add(bytes: Uint8Array<ArrayBuffer>, start: number, count: number, indexes: Int32Array, to: number): boolean {
    const source = new Int32Array(bytes.buffer, bytes.byteOffset + start, count * this.#words)
    return this.#words === 1 ? this.#addSingles(source, indexes, to) : this.#addPairs(source, indexes, to)
  }

  #addSingles(source: Int32Array, indexes: Int32Array, to: number): boolean {
    let slots = this.#slots
    let values = this.#values
    let shift = this.#shift
    let mask = slots.length - 1
    for (let i = 0; i < source.length; i++) {
      const value = source[i]
      let slot = hash(value, 0) >>> shift
      let found = slots[slot]
      while (found !== 0 && values[found - 1] !== value) {
        slot = (slot + 1) & mask
        found = slots[slot]
      }
      if (found === 0) {
        if (this.#size === this.#largest) return false
        values[this.#size] = value
        found = ++this.#size
        slots[slot] = found
        if (this.#size * 2 > mask) {
          this.#grow()
          slots = this.#slots
          values = this.#values
          shift = this.#shift
          mask = slots.length - 1
        }
      }
      indexes[to + i] = found - 1
    }
    return true
  }

  #addPairs(source: Int32Array, indexes: Int32Array, to: number): boolean {
    let slots = this.#slots
    let values = this.#values
    let shift = this.#shift
    let mask = slots.length - 1
    const count = source.length >> 1
    for (let i = 0; i < count; i++) {
      const low = source[2 * i]
      const high = source[2 * i + 1]
      let slot = hash(low, high) >>> shift
      let found = slots[slot]
      while (found !== 0 && (values[2 * found - 2] !== low || values[2 * found - 1] !== high)) {
        slot = (slot + 1) & mask
        found = slots[slot]
      }
      if (found === 0) {
        if (this.#size === this.#largest) return false
        values[2 * this.#size] = low
        values[2 * this.#size + 1] = high
        found = ++this.#size
        slots[slot] = found
        if (this.#size * 2 > mask) {
          this.#grow()
          slots = this.#slots
          values = this.#values
          shift = this.#shift
          mask = slots.length - 1
        }
      }
      indexes[to + i] = found - 1
    }
    return true
  }

  #grow(): void {
    const values = new Int32Array(this.#values.length * 2)
    values.set(this.#values)
    this.#values = values
    const slots = new Int32Array(this.#slots.length * 2)
    const mask = slots.length - 1
    this.#shift--
    for (let index = 0; index < this.#size; index++) {
      const at = index * this.#words
      let slot = hash(values[at], this.#words === 1 ? 0 : values[at + 1]) >>> this.#shift
      while (slots[slot] !== 0) slot = (slot + 1) & mask
      slots[slot] = index + 1
    }
    this.#slots = slots
  }
}

/** Multiplicative: the high bits are the good ones. */
function hash(low: number, high: number): number {
  const mixed = Math.imul(high, 0x85ebca6b) ^ low
  return Math.imul(mixed ^ (mixed >>> 15), 0x9e3779b1)
}
