/** datetime and smalldatetime, [MS-TDS] 2.2.5.5.1.8, as microseconds since 1970. */
import { FixedBuilder } from '../../../../columns/fixed.ts'
import { DAY_US, DAYS_1900_TO_1970, WORD } from '../../../../mssql/int64.ts'
import type { Input } from '../input.ts'
import type { Reader } from './reader.ts'

/** datetime: four bytes of days since 1900-01-01, four of 1/300 s since midnight. */
export class DatetimeReader implements Reader {
  readonly builder: FixedBuilder

  constructor(limit: number) {
    this.builder = new FixedBuilder(limit, 8)
  }

  read({ view }: Input, cells: Int32Array, first: number, step: number, count: number): number {
    const { words } = this.builder
    let word = this.builder.rows * 2
    let nulls = 0
    for (let cell = first, end = first + count * step; cell < end; cell += step, word += 2) {
      const at = cells[cell]!
      if (at < 0) {
        nulls++
        continue
      }
      const days = view.getInt32(at, true) - DAYS_1900_TO_1970
      const ticks = view.getInt32(at + 4, true)
      // To the nearest millisecond, as the server prints it: .000, .003, .007.
      const low = days * DAY_US.lower + Math.floor((ticks * 10 + 1) / 3) * 1000
      const carry = Math.floor(low / WORD)
      words[word] = low - carry * WORD
      words[word + 1] = days * DAY_US.upper + carry
    }
    return nulls
  }
}

/** smalldatetime: two bytes of days since 1900-01-01, two of minutes. */
export class SmalldatetimeReader implements Reader {
  readonly builder: FixedBuilder

  constructor(limit: number) {
    this.builder = new FixedBuilder(limit, 8)
  }

  read({ view }: Input, cells: Int32Array, first: number, step: number, count: number): number {
    const { words } = this.builder
    let word = this.builder.rows * 2
    let nulls = 0
    for (let cell = first, end = first + count * step; cell < end; cell += step, word += 2) {
      const at = cells[cell]!
      if (at < 0) {
        nulls++
        continue
      }
      const days = view.getUint16(at, true) - DAYS_1900_TO_1970
      const low = days * DAY_US.lower + view.getUint16(at + 2, true) * 60_000_000
      const carry = Math.floor(low / WORD)
      words[word] = low - carry * WORD
      words[word + 1] = days * DAY_US.upper + carry
    }
    return nulls
  }
}
