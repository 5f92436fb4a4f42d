/** The least and the greatest of byte strings that lie in one buffer, unsigned byte by byte, the shorter before the longer. */
export class ByteOrder {
  readonly #bytes: Uint8Array<ArrayBuffer>
  /** The first four bytes of the least and of the greatest value seen. */
  minHead = 0x7fffffff
  maxHead = -0x80000000
  #min = 0
  #minLength = -1
  #max = 0
  #maxLength = -1

  constructor(bytes: Uint8Array<ArrayBuffer>) {
    this.#bytes = bytes
  }

  /** The least value seen. */
  min(): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(this.#min, this.#min + this.#minLength)
  }

  /** The greatest value seen. */
  max(): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(this.#max, this.#max + this.#maxLength)
  }

  /** `head` is the value's own. */
  see(at: number, length: number, head: number): void {
    if (
      this.#minLength < 0 ||
      head < this.minHead ||
      (head === this.minHead && this.#compare(at, length, this.#min, this.#minLength) < 0)
    ) {
      this.#min = at
      this.#minLength = length
      this.minHead = head
    }
    if (
      this.#maxLength < 0 ||
      head > this.maxHead ||
      (head === this.maxHead && this.#compare(at, length, this.#max, this.#maxLength) > 0)
    ) {
      this.#max = at
      this.#maxLength = length
      this.maxHead = head
    }
  }

  /** Of two values whose heads are equal; most often they are the same value again. */
  #compare(a: number, lengthA: number, b: number, lengthB: number): number {
    const shared = Math.min(lengthA, lengthB)
    for (let i = 4; i < shared; i++) {
      const difference = this.#bytes[a + i] - this.#bytes[b + i]
      if (difference !== 0) return difference
    }
    return lengthA - lengthB
  }
}

/**
 * The first four bytes of a value, read big-endian, zeros where it is shorter, as a number of the same order: the top bit flipped, for the
 * bytes are unsigned. Smaller or greater is certain, equal is not.
 */
export function headOf(word: number, length: number): number {
  return (length >= 4 ? word : length === 0 ? 0 : word & (-1 << (32 - 8 * length))) ^ 0x80000000
}
