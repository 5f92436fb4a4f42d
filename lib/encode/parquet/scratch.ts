/** Memory used again for every page and chunk, so that a row group does not allocate a megabyte for each. */
export class Scratch {
  #bytes = new Uint8Array(1 << 14)
  #indexes = new Int32Array(0)

  /** At least so many bytes from a multiple of 8 on, with whatever is in them; valid until the next call. */
  bytes(atLeast: number): Uint8Array<ArrayBuffer> {
    if (atLeast > this.#bytes.length) this.#bytes = new Uint8Array(Math.max(atLeast, this.#bytes.length * 2))
    return this.#bytes
  }

  /** At least so many dictionary indexes, with whatever is in them; valid until the next call. */
  indexes(atLeast: number): Int32Array<ArrayBuffer> {
    if (atLeast > this.#indexes.length) this.#indexes = new Int32Array(atLeast)
    return this.#indexes
  }
}
