import { tooLarge } from './errors.ts'

/** Bytes beyond `end` that may be read in vain, so that hot loops look ahead without asking. */
const PADDING = 16
const FIRST_BYTES = 64 * 1024
/** The most bytes one row may take on the wire: positions and Arrow's offsets are 32 bits wide. */
export const MAX_ROW_BYTES = 0x40000000

/** What was received and is not decoded yet, in one piece. */
export class Input {
  bytes: Uint8Array<ArrayBuffer> = new Uint8Array(FIRST_BYTES + PADDING)
  view: DataView<ArrayBuffer> = new DataView(this.bytes.buffer)
  /** Where the received bytes end. */
  end = 0

  /**
   * Appends what fits of `chunk` from `from` on and returns how much that was, at least one byte.
   * Bytes before `keep` are no longer needed; when they are dropped, `moved` hears by how much the others moved down.
   */
  fill(chunk: Uint8Array, from: number, keep: number, moved: (by: number) => void): number {
    const wanted = chunk.length - from
    if (keep > 0 && (keep >= this.end || wanted > this.room())) {
      this.bytes.copyWithin(0, keep, this.end)
      this.end -= keep
      moved(keep)
      this.relax()
    }
    if (this.room() < Math.min(wanted, FIRST_BYTES / 2)) this.resize(this.bytes.length * 2)
    const taken = Math.min(wanted, this.room())
    this.bytes.set(taken === chunk.length ? chunk : chunk.subarray(from, from + taken), this.end)
    this.end += taken
    return taken
  }

  /** Gives back the memory that a huge row needed, once what is left is small again. */
  private relax(): void {
    if (this.bytes.length <= 16 * FIRST_BYTES || this.end > FIRST_BYTES / 2) return
    const rest = this.bytes.subarray(0, this.end)
    this.bytes = new Uint8Array(FIRST_BYTES + PADDING)
    this.bytes.set(rest)
    this.view = new DataView(this.bytes.buffer)
  }

  private room(): number {
    return this.bytes.length - PADDING - this.end
  }

  private resize(length: number): void {
    if (length > MAX_ROW_BYTES * 2) throw tooLarge(this.end, MAX_ROW_BYTES)
    this.bytes = new Uint8Array(this.bytes.buffer.transfer(length))
    this.view = new DataView(this.bytes.buffer)
  }
}
