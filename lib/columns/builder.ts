import type { Column } from './batch.ts'
import { takeBuffer } from './buffers.ts'

/** Rows that a column's first buffers hold; later ones are sized from what the batch before them used. */
const FIRST_ROWS = 512

/** Bytes rounded up so that any typed array can view the buffer. */
export function padded(bytes: number): number {
  return (bytes + 7) & ~7
}

/**
 * Collects one column of a batch. A run of rows is announced with `reserve`, its values are written straight into the
 * builder's arrays at `rows`, then `commit` makes them part of the batch.
 */
export abstract class Builder {
  /** Rows committed to the batch being built. */
  rows = 0
  /** Values of the batch that lost precision. */
  altered = 0
  protected capacity = 0
  private expected = FIRST_ROWS
  private readonly limit: number
  private nulls = 0
  private validity: Uint8Array<ArrayBuffer> | null = null

  /** @param limit the most rows a batch may have */
  constructor(limit: number) {
    this.limit = limit
  }

  /** Bytes of the batch that hold data. */
  abstract used(): number
  /** Makes room in the value arrays for `capacity` rows, zeroed beyond what is there. */
  protected abstract resize(capacity: number): void
  /** Hands out the value arrays and forgets them. */
  protected abstract take(): Pick<Column, 'offsets' | 'values'>

  /** Makes room for `more` rows after the committed ones. */
  reserve(more: number): void {
    const rows = this.rows + more
    if (rows <= this.capacity) return
    const wanted = this.capacity === 0 ? this.expected : this.capacity * 4
    const capacity = Math.max(rows, Math.min(this.limit, wanted))
    this.resize(capacity)
    if (this.validity) this.validity = grown(this.validity, padded((capacity + 7) >>> 3))
    this.capacity = capacity
  }

  /** Adds `count` rows whose values are written. Row i is NULL when `cells[first + i * step]` is negative; `nulls` of them are. */
  commit(cells: Int32Array, first: number, step: number, count: number, nulls: number): void {
    const from = this.rows
    this.rows += count
    if (nulls === 0 && this.validity === null) return
    if (this.validity === null) {
      this.validity = new Uint8Array(takeBuffer(padded((this.capacity + 7) >>> 3), true))
      setBits(this.validity, 0, from)
    }
    this.nulls += nulls
    const { validity } = this
    if (nulls === 0) setBits(validity, from, this.rows)
    else if (nulls < count) {
      for (let row = from, cell = first; row < from + count; row++, cell += step) {
        if (cells[cell]! >= 0) validity[row >>> 3]! |= 1 << (row & 7)
      }
    }
  }

  /** The column, and an empty builder for the next batch. */
  finish(): Column {
    const { nulls, rows } = this
    const validity = this.validity && trimmed(this.validity, (rows + 7) >>> 3)
    const column: Column = { nulls, validity, ...this.take() }
    this.expected = Math.min(this.limit, Math.max(16, rows + (rows >>> 3)))
    this.rows = this.altered = this.nulls = this.capacity = 0
    this.validity = null
    return column
  }
}

/** The same bytes at the start of a larger buffer; the old one is gone. */
export function grown(bytes: Uint8Array<ArrayBuffer>, length: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes.buffer.transfer(length))
}

/** The first `length` bytes, in a smaller buffer when a good part of the old one would be waste. */
export function trimmed(bytes: Uint8Array<ArrayBuffer>, length: number): Uint8Array<ArrayBuffer> {
  const wasteful = bytes.buffer.byteLength > padded(length) + 64 + (length >>> 1)
  return new Uint8Array(wasteful ? bytes.buffer.transfer(padded(length)) : bytes.buffer, 0, length)
}

/** Sets the bits of rows `from` to `to` (exclusive). */
function setBits(bits: Uint8Array, from: number, to: number): void {
  let row = from
  for (; row < to && (row & 7) !== 0; row++) bits[row >>> 3]! |= 1 << (row & 7)
  const bytes = (to - row) >>> 3
  if (bytes > 0) {
    bits.fill(0xff, row >>> 3, (row >>> 3) + bytes)
    row += bytes << 3
  }
  for (; row < to; row++) bits[row >>> 3]! |= 1 << (row & 7)
}
