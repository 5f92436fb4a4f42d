/** Exact numbers out of 128-bit two's complement, word by word: nothing passes through a double. */
import type { Column } from '../../../columns/batch.ts'
import type { Output } from '../output.ts'
import { isNull, validityOf, Writer, wordsOf } from './writer.ts'

/** Bytes of the magnitude, [MS-TDS] 2.2.5.5.1.6. */
export function magnitudeWidth(precision: number): number {
  return precision <= 9 ? 4 : precision <= 19 ? 8 : precision <= 28 ? 12 : 16
}

/** decimal and numeric: a sign byte (1 = positive), then the magnitude in as many bytes as the precision needs. */
export class DecimalWriter extends Writer {
  readonly size: number
  readonly nullSize = 1
  readonly #width: number

  constructor(name: string, type: string, precision: number) {
    super(name, type)
    this.#width = magnitudeWidth(precision)
    this.size = this.#width + 2
  }

  override write(column: Column, first: number, count: number, { bytes, view }: Output, at: Int32Array): void {
    const validity = validityOf(column)
    const words = wordsOf(column)
    const width = this.#width
    for (let i = 0, row = first; i < count; i++, row++) {
      const to = at[i]!
      if (validity !== null && isNull(validity, row)) {
        bytes[to] = 0
        at[i] = to + 1
        continue
      }
      const word = row * 4
      let a = words[word]!
      let b = words[word + 1]!
      let c = words[word + 2]!
      let d = words[word + 3]!
      bytes[to] = width + 1
      bytes[to + 1] = 1
      if (d < 0) {
        // Minus x is the complement of x, plus one that is carried on through words of zero.
        bytes[to + 1] = 0
        a = -a | 0
        b = a === 0 ? -b | 0 : ~b
        c = a === 0 && b === 0 ? -c | 0 : ~c
        d = a === 0 && b === 0 && c === 0 ? -d | 0 : ~d
      }
      view.setInt32(to + 2, a, true)
      let beyond = d
      if (width > 4) view.setInt32(to + 6, b, true)
      else beyond |= b
      if (width > 8) view.setInt32(to + 10, c, true)
      else beyond |= c
      if (width > 12) view.setInt32(to + 14, d, true)
      else if (beyond !== 0) this.refuse(row, 'the number has more digits')
      at[i] = to + width + 2
    }
  }
}

/** money: the upper four bytes, then the lower four, of ten-thousandths; smallmoney: four bytes of them, [MS-TDS] 2.2.5.5.1.4. */
export class MoneyWriter extends Writer {
  readonly size: number
  readonly nullSize = 1
  readonly #small: boolean

  constructor(name: string, type: string, small: boolean) {
    super(name, type)
    this.#small = small
    this.size = small ? 5 : 9
  }

  override write(column: Column, first: number, count: number, { bytes, view }: Output, at: Int32Array): void {
    const validity = validityOf(column)
    const words = wordsOf(column)
    const small = this.#small
    for (let i = 0, row = first; i < count; i++, row++) {
      const to = at[i]!
      if (validity !== null && isNull(validity, row)) {
        bytes[to] = 0
        at[i] = to + 1
        continue
      }
      const word = row * 4
      const lower = words[word]!
      const upper = words[word + 1]!
      const sign = (small ? lower : upper) >> 31
      if (words[word + 3] !== sign || words[word + 2] !== sign || (small && upper !== sign)) {
        this.refuse(row, 'the amount is larger')
      }
      if (small) {
        bytes[to] = 4
        view.setInt32(to + 1, lower, true)
        at[i] = to + 5
      } else {
        bytes[to] = 8
        view.setInt32(to + 1, upper, true)
        view.setInt32(to + 5, lower, true)
        at[i] = to + 9
      }
    }
  }
}
