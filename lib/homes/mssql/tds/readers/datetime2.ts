/**
 * datetime2 and datetimeoffset, [MS-TDS] 2.2.5.5.1.8: three to five bytes of 10^-n seconds since midnight, three of days since
 * 0001-01-01; datetimeoffset is in UTC and two bytes of offset in minutes follow.
 */
import { FixedBuilder } from '../../../../columns/fixed.ts'
import { HomeError } from '../../../../errors.ts'
import { DAY_NS, DAY_US, DAYS_TO_1970, TICKS, WORD } from '../../../../mssql/int64.ts'
import type { Input } from '../input.ts'
import { printDatetime } from './datetime-text.ts'
import type { Reader } from './reader.ts'
import { WIDTH_MASKS, wrongWidth } from './time.ts'

/** As microseconds since 1970; a seventh digit is cut off and counted. */
export class MicrosecondReader implements Reader {
  readonly builder: FixedBuilder
  private readonly name: string
  private readonly ticks: number
  /** Bytes of a value that are not the time of day. */
  private readonly tail: number

  constructor(limit: number, name: string, scale: number, offset: boolean) {
    this.builder = new FixedBuilder(limit, 8)
    this.name = name
    this.ticks = TICKS[scale]!
    this.tail = offset ? 5 : 3
  }

  read({ bytes, view }: Input, cells: Int32Array, first: number, step: number, count: number): number {
    const { tail } = this
    const { words } = this.builder
    // Whole microseconds for all scales but the seventh, where ten ticks are one.
    const factor = this.ticks === 1 ? 1 : this.ticks / 10
    const seventh = this.ticks === 1
    let word = this.builder.rows * 2
    let nulls = 0
    let altered = 0
    for (let cell = first, end = first + count * step; cell < end; cell += step, word += 2) {
      const at = cells[cell]!
      if (at < 0) {
        nulls++
        continue
      }
      const width = bytes[at - 1]! - tail
      if (width < 3 || width > 5) throw wrongWidth(this.name, width)
      let time = (view.getUint32(at, true) & WIDTH_MASKS[width]!) >>> 0
      if (width === 5) time += bytes[at + 4]! * WORD
      if (seventh) {
        const whole = Math.floor(time / 10)
        if (time !== whole * 10) altered++
        time = whole
      } else time *= factor
      const day = at + width
      const days = (bytes[day]! | (bytes[day + 1]! << 8) | (bytes[day + 2]! << 16)) - DAYS_TO_1970
      const low = days * DAY_US.lower + time
      const upper = Math.floor(low / WORD)
      words[word] = low - upper * WORD
      words[word + 1] = days * DAY_US.upper + upper
    }
    this.builder.altered += altered
    return nulls
  }
}

/** As nanoseconds since 1970, for seven digits; years 1677 to 2262 fit. */
export class NanosecondReader implements Reader {
  readonly builder: FixedBuilder
  private readonly name: string
  private readonly tail: number

  constructor(limit: number, name: string, offset: boolean) {
    this.builder = new FixedBuilder(limit, 8)
    this.name = name
    this.tail = offset ? 5 : 3
  }

  read({ bytes, view }: Input, cells: Int32Array, first: number, step: number, count: number): number {
    const { tail } = this
    const { words } = this.builder
    let word = this.builder.rows * 2
    let nulls = 0
    for (let cell = first, end = first + count * step; cell < end; cell += step, word += 2) {
      const at = cells[cell]!
      if (at < 0) {
        nulls++
        continue
      }
      const width = bytes[at - 1]! - tail
      if (width < 3 || width > 5) throw wrongWidth(this.name, width)
      let time = (view.getUint32(at, true) & WIDTH_MASKS[width]!) >>> 0
      if (width === 5) time += bytes[at + 4]! * WORD
      const day = at + width
      const days = (bytes[day]! | (bytes[day + 1]! << 8) | (bytes[day + 2]! << 16)) - DAYS_TO_1970
      const low = days * DAY_NS.lower + time * 100
      const carry = Math.floor(low / WORD)
      const upper = days * DAY_NS.upper + carry
      if (upper !== (upper | 0)) throw this.outOfRange(days + DAYS_TO_1970, time)
      words[word] = low - carry * WORD
      words[word + 1] = upper
    }
    return nulls
  }

  private outOfRange(days: number, ticks: number): HomeError {
    const value = printDatetime(days, ticks, 7)
    const message = `Column ${JSON.stringify(this.name)} has the value ${value}, which nanoseconds since 1970 cannot hold (1677-09-21 to 2262-04-11).`
    return new HomeError('VALUE_OUT_OF_RANGE', message, {
      advice: 'Set datetime2: microseconds, or datetime2: string to keep all seven digits.',
      facts: { column: this.name, value },
    })
  }
}
