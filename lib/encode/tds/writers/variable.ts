import type { Column } from '../../../columns/batch.ts'
import { BLOCK_ROWS, isNull, validityOf, Writer } from './writer.ts'

/** PLP_NULL and UNKNOWN_PLP_LEN, [MS-TDS] 2.2.5.2.3, as their upper and lower words. */
const MINUS_ONE = 0xffffffff
const UNKNOWN_LENGTH = 0xfffffffe
/** The length of a NULL. */
export const SHORT_NULL = 0xffff

/** Cells of any length: two bytes before each say it, or they are cut into chunks (`max` types), of which we write one. */
export abstract class VariableWriter extends Writer {
  readonly size = 0
  readonly nullSize: number
  /** The cells are chunked. */
  protected readonly long: boolean
  readonly #limit: number
  /** Bytes of each cell of the block that was measured last. */
  protected readonly measured: Int32Array = new Int32Array(BLOCK_ROWS)

  /** @param limit the most bytes of a cell; Infinity for `max` types */
  constructor(name: string, type: string, limit: number) {
    super(name, type)
    this.long = limit === Number.POSITIVE_INFINITY
    this.#limit = limit
    this.nullSize = this.long ? 8 : 2
  }

  /** The bytes that each value will have. */
  protected abstract lengths(column: Column, first: number, count: number, lengths: Int32Array): void
  /** What is wrong with a value of that many bytes. */
  protected abstract tooLong(length: number): string

  /** UTF-16 has at most two bytes for each of UTF-8; around them are at most sixteen. */
  override limit({ offsets }: Column, rows: number): number {
    return rows * 16 + 2 * offsets![rows]!
  }

  override measure(column: Column, first: number, count: number, sizes: Int32Array): void {
    const { measured, long, nullSize } = this
    const limit = this.#limit
    const validity = validityOf(column)
    this.lengths(column, first, count, measured)
    for (let i = 0; i < count; i++) {
      if (validity !== null && isNull(validity, first + i)) {
        sizes[i]! += nullSize
        continue
      }
      const length = measured[i]!
      if (length > limit) this.refuse(first + i, this.tooLong(length))
      sizes[i]! += length + (long ? (length === 0 ? 12 : 16) : 2)
    }
  }

  /** Returns the place behind it. */
  protected writeNull(view: DataView, to: number): number {
    if (!this.long) {
      view.setUint16(to, SHORT_NULL, true)
      return to + 2
    }
    view.setUint32(to, MINUS_ONE, true)
    view.setUint32(to + 4, MINUS_ONE, true)
    return to + 8
  }

  /** What follows the bytes of a value. */
  protected endValue(view: DataView, to: number, length: number): number {
    if (!this.long || length === 0) return to
    view.setUint32(to, 0, true)
    return to + 4
  }
}

/** What stands before the bytes of a value; the empty one has no chunk but the last. */
export function startValue(view: DataView, to: number, length: number, long: boolean): number {
  if (!long) {
    view.setUint16(to, length, true)
    return to + 2
  }
  view.setUint32(to, UNKNOWN_LENGTH, true)
  view.setUint32(to + 4, MINUS_ONE, true)
  view.setUint32(to + 8, length, true)
  return to + 12
}
