/** Bytes that grow at the end, for writers that know how many will come and put them where they belong. */
export class Output {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly view: DataView<ArrayBuffer>
  /** Bytes written or promised. */
  length = 0

  /** @param limit the most bytes that can come: pages that are never touched cost nothing, and a buffer that grows is copied */
  constructor(limit: number) {
    this.bytes = new Uint8Array(limit)
    this.view = new DataView(this.bytes.buffer)
  }

  /** Says where the next `more` bytes begin. */
  reserve(more: number): number {
    const start = this.length
    this.length += more
    return start
  }

  /** What was written, at the start of an ArrayBuffer that is nobody else's. */
  take(): Uint8Array<ArrayBuffer> {
    return this.bytes.subarray(0, this.length)
  }
}
