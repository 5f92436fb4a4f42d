import type { Column } from '../../../columns/batch.ts'
import { StoreError } from '../../../errors.ts'
import type { Output } from '../output.ts'

/** Rows that are written together: their bytes stay in the cache while one column after another is put into them. */
export const BLOCK_ROWS = 256

/**
 * Writes one column into rows, a block at a time: one dynamic call for a few hundred cells, and inside it a loop that sees one type
 * only. First all columns say how long their cells are, so that it is known where each row begins; then each puts its cells there.
 */
export abstract class Writer {
  /** Bytes of a cell that has a value; 0 where they vary. */
  abstract readonly size: number
  /** Bytes of a NULL. */
  abstract readonly nullSize: number
  readonly #name: string
  readonly #type: string
  /** Rows of the row group before the batch that is written. */
  before = 0

  constructor(name: string, type: string) {
    this.#name = name
    this.#type = type
  }

  /** The most bytes that the cells of a column of that many rows can take. */
  limit(_column: Column, rows: number): number {
    return rows * this.size
  }

  /** Adds the bytes of the cells of rows `first` to `first + count` to `sizes`; only for cells whose bytes vary. */
  measure(_column: Column, _first: number, _count: number, _sizes: Int32Array): void {}

  /** Writes the cells of those rows, row `first + i` at `at[i]`, and moves that behind it. */
  abstract write(column: Column, first: number, count: number, out: Output, at: Int32Array): void

  /** The value of this row of the batch cannot be stored. */
  protected refuse(row: number, why: string): never {
    const place = `Column ${JSON.stringify(this.#name)}, row ${this.before + row + 1} of its row group`
    throw new StoreError('VALUE_REFUSED', `${place}: ${why}, which ${this.#type} cannot hold.`, {
      advice: 'Change the column of the destination, or leave the value out at the source with `where` or a `query`.',
      facts: { column: this.#name, type: this.#type, row: this.before + row },
    })
  }
}

/** The bitmap of a column that has NULLs, else null. */
export function validityOf({ nulls, validity }: Column): Uint8Array | null {
  return nulls === 0 ? null : validity
}

export function isNull(validity: Uint8Array, row: number): boolean {
  return ((validity[row >>> 3]! >>> (row & 7)) & 1) === 0
}

/** The column's values as 32-bit words, little endian as the machine. */
export function wordsOf({ values }: Column): Int32Array {
  return new Int32Array(values.buffer, values.byteOffset, values.byteLength >>> 2)
}
