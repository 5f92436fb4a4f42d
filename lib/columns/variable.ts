import { HomeError } from '../errors.ts'
import type { Column } from './batch.ts'
import { takeBuffer } from './buffers.ts'
import { Builder, grown, padded, trimmed } from './builder.ts'

/** Arrow's 32-bit offsets reach this far. */
const MAX_BYTES = 0x7ffffff7
const FIRST_BYTES = 4096

/** A column of texts or byte strings: where each ends, and all their bytes one after another. */
export class VariableBuilder extends Builder {
  offsets: Int32Array<ArrayBuffer> = new Int32Array(1)
  bytes: Uint8Array<ArrayBuffer> = new Uint8Array(0)
  view: DataView<ArrayBuffer> = new DataView(this.bytes.buffer)
  /** Bytes written: where the next value begins. */
  length = 0
  private expectedBytes = FIRST_BYTES

  override used(): number {
    return this.length + 4 * (this.rows + 1)
  }

  /** Makes room for `more` bytes after `length`; `bytes` and `view` are new afterwards when there was none. */
  reserveBytes(more: number): void {
    const needed = this.length + more
    if (needed <= this.bytes.length) return
    if (needed > MAX_BYTES) {
      throw new HomeError(
        'VALUE_TOO_LARGE',
        `A column of a batch would need ${needed} bytes; ${MAX_BYTES} is the most.`,
        {
          advice: 'Leave the column out, or shorten it in a query with LEFT or SUBSTRING.',
          facts: { bytes: needed },
        },
      )
    }
    const wanted = this.bytes.length === 0 ? this.expectedBytes : this.bytes.length * 2
    const capacity = padded(Math.max(needed, Math.min(MAX_BYTES, wanted)))
    this.bytes = this.bytes.length === 0 ? new Uint8Array(takeBuffer(capacity, false)) : grown(this.bytes, capacity)
    this.view = new DataView(this.bytes.buffer)
  }

  protected override resize(capacity: number): void {
    const bytes = padded(4 * (capacity + 1))
    const old = new Uint8Array(this.offsets.buffer)
    this.offsets = new Int32Array(this.capacity === 0 ? takeBuffer(bytes, false) : grown(old, bytes).buffer)
    this.offsets[0] = 0
  }

  protected override take(): Pick<Column, 'offsets' | 'values'> {
    const entries = this.rows + 1
    const offsets = trimmed(new Uint8Array(this.offsets.buffer), 4 * entries)
    const values = trimmed(this.bytes, this.length)
    this.expectedBytes = Math.max(64, this.length + (this.length >>> 3))
    this.offsets = new Int32Array(1)
    this.bytes = new Uint8Array(0)
    this.view = new DataView(this.bytes.buffer)
    this.length = 0
    return { offsets: new Int32Array(offsets.buffer, 0, entries), values }
  }
}
