/** A set of 128-bit hashes in flat arrays: 16 bytes each and room to find them by, where objects would take ten times that. */
export class HashSet {
  #words = new Int32Array(4 * 16)
  /** A set slot has its hash; of an empty one all words are 0, which is no hash that anybody sees. */
  #size = 0

  get size(): number {
    return this.#size
  }

  /** Adds the 16 bytes at `at`, which is a multiple of 4 from the buffer's start. */
  add(bytes: Int32Array, at: number): void {
    if (2 * (this.#size + 1) > this.#words.length / 4) this.#grow()
    if (this.#put(this.#words, bytes, at)) this.#size += 1
  }

  has(bytes: Int32Array, at: number): boolean {
    const words = this.#words
    const mask = words.length / 4 - 1
    for (let slot = bytes[at]! & mask; ; slot = (slot + 1) & mask) {
      const place = slot * 4
      if (isSame(words, place, bytes, at)) return true
      if (isEmpty(words, place)) return false
    }
  }

  clear(): void {
    if (this.#size === 0) return
    this.#size = 0
    if (this.#words.length > 4 * 1024) this.#words = new Int32Array(4 * 16)
    else this.#words.fill(0)
  }

  #put(words: Int32Array, bytes: Int32Array, at: number): boolean {
    const mask = words.length / 4 - 1
    for (let slot = bytes[at]! & mask; ; slot = (slot + 1) & mask) {
      const place = slot * 4
      if (isEmpty(words, place)) {
        for (let word = 0; word < 4; word++) words[place + word] = bytes[at + word]!
        return true
      }
      if (isSame(words, place, bytes, at)) return false
    }
  }

  #grow(): void {
    const old = this.#words
    const words = new Int32Array(old.length * 2)
    for (let place = 0; place < old.length; place += 4) if (!isEmpty(old, place)) this.#put(words, old, place)
    this.#words = words
  }
}

function isSame(words: Int32Array, place: number, bytes: Int32Array, at: number): boolean {
  return (
    words[place] === bytes[at] &&
    words[place + 1] === bytes[at + 1] &&
    words[place + 2] === bytes[at + 2] &&
    words[place + 3] === bytes[at + 3]
  )
}

function isEmpty(words: Int32Array, place: number): boolean {
  return (words[place]! | words[place + 1]! | words[place + 2]! | words[place + 3]!) === 0
}
