/** Memory used again for every page, so that a row group does not allocate a megabyte for each. */
export class Scratch {
  #bytes = new Uint8Array(1 << 14)

  /** At least so many bytes from a multiple of 8 on, with whatever is in them; valid until the next call. */
  atLeast(bytes: number): Uint8Array<ArrayBuffer> {
    if (bytes > this.#bytes.length) this.#bytes = new Uint8Array(Math.max(bytes, this.#bytes.length * 2))
    return this.#bytes
  }
}
