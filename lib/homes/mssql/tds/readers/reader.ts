import type { Builder } from '../../../../columns/builder.ts'
import type { Input } from '../input.ts'

/**
 * Decodes one column, a run of rows at a time: one dynamic call for a few hundred cells, and inside it a loop that sees
 * one type only. Measured against a switch and closures per cell this is the fastest without code generation.
 */
export interface Reader {
  readonly builder: Builder
  /**
   * Writes the values of `count` rows to the builder's arrays, from its row `builder.rows` on. Row i's value begins at
   * `cells[first + i * step]` of the input, negative = NULL. Returns how many are NULL. Room for the rows is reserved.
   */
  read(input: Input, cells: Int32Array, first: number, step: number, count: number): number
}
