/** The least and the greatest of byte strings that lie in one buffer, unsigned byte by byte, the shorter before the longer. */
export class ByteOrder {
  readonly #bytes: Uint8Array<ArrayBuffer>
  readonly #view: DataView
  #min = 0
  #minLength = -1
  #minHead = 0x1_0000_0000
  #max = 0
  #maxLength = -1
  #maxHead = -1

  /** `bytes` go on for 3 bytes or more behind the last value. */
  constructor(bytes: Uint8Array<ArrayBuffer>) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  /** The least value seen. */
  min(): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(this.#min, this.#min + this.#minLength)
  }

  /** The greatest value seen. */
  max(): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(this.#max, this.#max + this.#maxLength)
  }

  see(at: number, length: number): void {
    // The first four bytes as a number, zeros where the value is shorter: smaller or greater is certain, equal is not.
    const head = headOf(this.#view.getInt32(at), length)
    if (head <= this.#minHead && (head < this.#minHead || this.#compare(at, length, this.#min, this.#minLength) < 0)) {
      this.#min = at
      this.#minLength = length
      this.#minHead = head
    }
    if (head >= this.#maxHead && (head > this.#maxHead || this.#compare(at, length, this.#max, this.#maxLength) > 0)) {
      this.#max = at
      this.#maxLength = length
      this.#maxHead = head
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

function headOf(word: number, length: number): number {
  return (length >= 4 ? word : length === 0 ? 0 : word & (-1 << (32 - 8 * length))) >>> 0
}
