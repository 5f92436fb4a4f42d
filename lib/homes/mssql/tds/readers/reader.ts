import type { Builder } from '../../../../columns/builder.ts'
import type { Input } from '../input.ts'

/**
 * Decodes one column, a run of rows at a time: one dynamic call for a few hundred cells, and inside it a loop that sees
 * one type only. No code is generated, so a schema never seen before costs no compilation (bench/decode.ts).
 */
export interface Reader {
  readonly builder: Builder
  /**
   * Writes the values of `count` rows to the builder's arrays, from its row `builder.rows` on. Row i's value begins at
   * `cells[first + i * step]` of the input, negative = NULL. Returns how many are NULL. Room for the rows is reserved.
   */
  read(input: Input, cells: Int32Array, first: number, step: number, count: number): number
}
