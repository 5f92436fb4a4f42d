/** datetime and smalldatetime, [MS-TDS] 2.2.5.5.1.8, out of microseconds since 1970. */
import type { Column } from '../../../columns/batch.ts'
import { DAY_US, DAYS_1900_TO_1970, WORD } from '../../../mssql/int64.ts'
import type { Output } from '../output.ts'
import { isNull, validityOf, Writer, wordsOf } from './writer.ts'

const DAY = DAY_US.upper * WORD + DAY_US.lower
/** 1753-01-01 and 9999-12-31, in days since 1900. */
const FIRST_DAY = -53690
const LAST_DAY = 2958463
const MINUTE = 60_000_000

/** Four bytes of days since 1900-01-01, four of 1/300 s since midnight; or two of days, two of minutes. */
export class OldDatetimeWriter extends Writer {
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
      const lower = words[row * 2]! >>> 0
      const upper = words[row * 2 + 1]!
      let days = Math.floor((upper * WORD + lower) / DAY)
      let time = (upper - days * DAY_US.upper) * WORD + (lower - days * DAY_US.lower)
      if (time < 0) {
        days--
        time += DAY
      } else if (time >= DAY) {
        days++
        time -= DAY
      }
      days += DAYS_1900_TO_1970
      if (small) {
        if (days < 0 || days > 0xffff) this.refuse(row, 'the time is not of the years 1900 to 2079')
        if (time % MINUTE !== 0) this.refuse(row, 'the time has seconds')
        bytes[to] = 4
        view.setUint16(to + 1, days, true)
        view.setUint16(to + 3, time / MINUTE, true)
        at[i] = to + 5
        continue
      }
      if (days < FIRST_DAY || days > LAST_DAY) this.refuse(row, 'the time is not of the years 1753 to 9999')
      // As the server prints ticks: to the nearest millisecond, .000, .003, .007. What it would not print is not among them.
      const ticks = Math.round((time * 3) / 10_000)
      if (Math.floor((ticks * 10 + 1) / 3) * 1000 !== time) this.refuse(row, 'the time has more digits')
      bytes[to] = 8
      view.setInt32(to + 1, days, true)
      view.setInt32(to + 5, ticks, true)
      at[i] = to + 9
    }
  }
}
