import type { Column } from './batch.ts'
import { takeBuffer } from './buffers.ts'
import { Builder, grown, padded, trimmed } from './builder.ts'

/** A column of booleans, one bit a row, least significant first. */
export class BitBuilder extends Builder {
  bits: Uint8Array<ArrayBuffer> = new Uint8Array(0)

  override used(): number {
    return (this.rows + 7) >>> 3
  }

  protected override resize(capacity: number): void {
    const bytes = padded((capacity + 7) >>> 3)
    this.bits = this.capacity === 0 ? new Uint8Array(takeBuffer(bytes, true)) : grown(this.bits, bytes)
  }

  protected override take(): Pick<Column, 'offsets' | 'values'> {
    const values = trimmed(this.bits, this.used())
    this.bits = new Uint8Array(0)
    return { offsets: null, values }
  }
}
