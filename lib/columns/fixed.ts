import type { Column } from './batch.ts'
import { takeBuffer } from './buffers.ts'
import { Builder, grown, padded, trimmed } from './builder.ts'

const NOTHING = new ArrayBuffer(0)

/** A column whose values all have the same width in bytes. Its buffers begin zeroed, so a NULL needs no write. */
export class FixedBuilder extends Builder {
  readonly width: number
  bytes: Uint8Array<ArrayBuffer> = new Uint8Array(NOTHING)
  /** The same buffer as 16-bit and 32-bit words, little endian as the machine. */
  halves: Int16Array<ArrayBuffer> = new Int16Array(NOTHING)
  words: Int32Array<ArrayBuffer> = new Int32Array(NOTHING)

  constructor(limit: number, width: number) {
    super(limit)
    this.width = width
  }

  override used(): number {
    return this.rows * this.width
  }

  protected override resize(capacity: number): void {
    const bytes = padded(capacity * this.width)
    this.view(this.capacity === 0 ? new Uint8Array(takeBuffer(bytes, true)) : grown(this.bytes, bytes))
  }

  protected override take(): Pick<Column, 'offsets' | 'values'> {
    const values = trimmed(this.bytes, this.used())
    this.view(new Uint8Array(NOTHING))
    return { offsets: null, values }
  }

  private view(bytes: Uint8Array<ArrayBuffer>): void {
    this.bytes = bytes
    this.halves = new Int16Array(bytes.buffer)
    this.words = new Int32Array(bytes.buffer)
  }
}
