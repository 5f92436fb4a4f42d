/** Bytes that grow at the end: the row group while it is being written. */
export class Output {
  #bytes: Uint8Array<ArrayBuffer>
  #length = 0

  constructor(capacity: number) {
    this.#bytes = new Uint8Array(Math.max(capacity, 64))
  }

  get length(): number {
    return this.#length
  }

  append(bytes: Uint8Array): void {
    const needed = this.#length + bytes.length
    if (needed > this.#bytes.length) {
      this.#bytes = new Uint8Array(this.#bytes.buffer.transfer(Math.max(needed, this.#bytes.length * 2)))
    }
    this.#bytes.set(bytes, this.#length)
    this.#length = needed
  }

  /** What was written, alone in its ArrayBuffer, ready to be transferred. The output is empty afterwards. */
  take(): Uint8Array<ArrayBuffer> {
    const taken = new Uint8Array(this.#bytes.buffer.transfer(this.#length))
    this.#bytes = new Uint8Array(64)
    this.#length = 0
    return taken
  }
}
