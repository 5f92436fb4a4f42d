/** real and float, [MS-TDS] 2.2.5.5.1.5. SQL Server has neither infinities nor NaN. */
import type { Column } from '../../../columns/batch.ts'
import type { Output } from '../output.ts'
import { isNull, validityOf, Writer, wordsOf } from './writer.ts'

const EXPONENT_32 = 0x7f800000
const EXPONENT_64 = 0x7ff00000

export class RealWriter extends Writer {
  readonly size = 5
  readonly nullSize = 1

  override write(column: Column, first: number, count: number, { bytes, view }: Output, at: Int32Array): void {
    const validity = validityOf(column)
    const words = wordsOf(column)
    for (let i = 0, row = first; i < count; i++, row++) {
      const to = at[i]!
      if (validity !== null && isNull(validity, row)) {
        bytes[to] = 0
        at[i] = to + 1
        continue
      }
      const word = words[row]!
      if ((word & EXPONENT_32) === EXPONENT_32) this.refuse(row, 'the number is infinite or not a number')
      bytes[to] = 4
      view.setInt32(to + 1, word, true)
      at[i] = to + 5
    }
  }
}

export class FloatWriter extends Writer {
  readonly size = 9
  readonly nullSize = 1

  override write(column: Column, first: number, count: number, { bytes, view }: Output, at: Int32Array): void {
    const validity = validityOf(column)
    const words = wordsOf(column)
    for (let i = 0, row = first; i < count; i++, row++) {
      const to = at[i]!
      if (validity !== null && isNull(validity, row)) {
        bytes[to] = 0
        at[i] = to + 1
        continue
      }
      const upper = words[row * 2 + 1]!
      if ((upper & EXPONENT_64) === EXPONENT_64) this.refuse(row, 'the number is infinite or not a number')
      bytes[to] = 8
      view.setInt32(to + 1, words[row * 2]!, true)
      view.setInt32(to + 5, upper, true)
      at[i] = to + 9
    }
  }
}
