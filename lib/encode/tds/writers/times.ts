/** Dates and times, [MS-TDS] 2.2.5.5.1.8: three to five bytes of 10^-n seconds since midnight, three of days since 0001-01-01. */
import type { Column } from '../../../columns/batch.ts'
import { DAY_NS, DAY_US, DAYS_TO_1970, WORD } from '../../../mssql/int64.ts'
import { timeWidth } from '../../../mssql/types.ts'
import type { Output } from '../output.ts'
import { isNull, validityOf, Writer, wordsOf } from './writer.ts'

/** 9999-12-31, in days since 0001-01-01. */
const LAST_DAY = 3652058

export class DateWriter extends Writer {
  readonly size = 4
  readonly nullSize = 1

  override write(column: Column, first: number, count: number, { bytes }: Output, at: Int32Array): void {
    const validity = validityOf(column)
    const words = wordsOf(column)
    for (let i = 0, row = first; i < count; i++, row++) {
      const to = at[i]!
      if (validity !== null && isNull(validity, row)) {
        bytes[to] = 0
        at[i] = to + 1
        continue
      }
      const days = words[row]! + DAYS_TO_1970
      if (days < 0 || days > LAST_DAY) this.refuse(row, 'the date is not of the years 1 to 9999')
      bytes[to] = 3
      bytes[to + 1] = days
      bytes[to + 2] = days >>> 8
      bytes[to + 3] = days >>> 16
      at[i] = to + 4
    }
  }
}

/** How units since midnight become ticks of 10^-scale seconds: times one number, divided by another. */
interface Ticks {
  times: number
  per: number
}

function ticksOf(unit: 'us' | 'ns', scale: number): Ticks {
  const more = scale - (unit === 'us' ? 6 : 9)
  return { times: 10 ** Math.max(0, more), per: 10 ** Math.max(0, -more) }
}

export class TimeWriter extends Writer {
  readonly size: number
  readonly nullSize = 1
  readonly #width: number
  readonly #ticks: Ticks

  constructor(name: string, type: string, unit: 'us' | 'ns', scale: number) {
    super(name, type)
    this.#width = timeWidth(scale)
    this.#ticks = ticksOf(unit, scale)
    this.size = this.#width + 1
  }

  override write(column: Column, first: number, count: number, { bytes, view }: Output, at: Int32Array): void {
    const validity = validityOf(column)
    const words = wordsOf(column)
    const width = this.#width
    const { times, per } = this.#ticks
    for (let i = 0, row = first; i < count; i++, row++) {
      const to = at[i]!
      if (validity !== null && isNull(validity, row)) {
        bytes[to] = 0
        at[i] = to + 1
        continue
      }
      const ticks = ((words[row * 2 + 1]! * WORD + (words[row * 2]! >>> 0)) * times) / per
      if (ticks !== Math.floor(ticks)) this.refuse(row, 'the time has more digits')
      bytes[to] = width
      writeTicks(bytes, view, to + 1, ticks, width)
      at[i] = to + 1 + width
    }
  }
}

/** datetime2 and, with two bytes of offset, which is that of UTC, datetimeoffset. */
export class DatetimeWriter extends Writer {
  readonly size: number
  readonly nullSize = 1
  readonly #width: number
  readonly #ticks: Ticks
  readonly #day: typeof DAY_US | typeof DAY_NS
  readonly #offset: boolean

  constructor(name: string, type: string, unit: 'us' | 'ns', scale: number, offset: boolean) {
    super(name, type)
    this.#width = timeWidth(scale)
    this.#ticks = ticksOf(unit, scale)
    this.#day = unit === 'us' ? DAY_US : DAY_NS
    this.#offset = offset
    this.size = 1 + this.#width + (offset ? 5 : 3)
  }

  override write(column: Column, first: number, count: number, { bytes, view }: Output, at: Int32Array): void {
    const validity = validityOf(column)
    const words = wordsOf(column)
    const width = this.#width
    const { times, per } = this.#ticks
    const dayUpper = this.#day.upper
    const dayLower = this.#day.lower
    const day = dayUpper * WORD + dayLower
    const offset = this.#offset
    const length = this.size - 1
    for (let i = 0, row = first; i < count; i++, row++) {
      let to = at[i]!
      if (validity !== null && isNull(validity, row)) {
        bytes[to] = 0
        at[i] = to + 1
        continue
      }
      const lower = words[row * 2]! >>> 0
      const upper = words[row * 2 + 1]!
      // The quotient may be one off, because the dividend passes 2^53; what is left is exact, because its parts do not.
      let days = Math.floor((upper * WORD + lower) / day)
      let time = (upper - days * dayUpper) * WORD + (lower - days * dayLower)
      if (time < 0) {
        days--
        time += day
      } else if (time >= day) {
        days++
        time -= day
      }
      const ticks = (time * times) / per
      if (ticks !== Math.floor(ticks)) this.refuse(row, 'the time has more digits')
      days += DAYS_TO_1970
      if (days < 0 || days > LAST_DAY) this.refuse(row, 'the time is not of the years 1 to 9999')
      bytes[to] = length
      to = writeTicks(bytes, view, to + 1, ticks, width)
      bytes[to] = days
      bytes[to + 1] = days >>> 8
      bytes[to + 2] = days >>> 16
      to += 3
      if (offset) {
        bytes[to] = 0
        bytes[to + 1] = 0
        to += 2
      }
      at[i] = to
    }
  }
}

/** At most 864,000,000,000 ticks: exact in a double. Returns the place behind them. */
function writeTicks(bytes: Uint8Array, view: DataView, to: number, ticks: number, width: number): number {
  if (width === 3) {
    bytes[to] = ticks
    bytes[to + 1] = ticks >>> 8
    bytes[to + 2] = ticks >>> 16
    return to + 3
  }
  view.setUint32(to, ticks % WORD, true)
  if (width === 4) return to + 4
  bytes[to + 4] = ticks / WORD
  return to + 5
}
