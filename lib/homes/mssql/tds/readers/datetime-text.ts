/** datetime2 and datetimeoffset as the server prints them. */
import { VariableBuilder } from '../../../../columns/variable.ts'
import { TICKS, WORD } from '../../../../mssql/int64.ts'
import type { Input } from '../input.ts'
import type { Reader } from './reader.ts'
import { WIDTH_MASKS, wrongWidth } from './time.ts'

const DAY_MINUTES = 1440
const MINUTE_TICKS = 600_000_000
const LONGEST = '2024-05-01 12:00:00.0000000 +02:00'.length

/** How the offset of a datetimeoffset is treated: there is none, it is kept, or the time is shown in UTC. */
export type OffsetMode = 'none' | 'kept' | 'utc'

/** As text: `2024-05-01 12:00:00.0000000`, with ` +02:00` for datetimeoffset. */
export class DatetimeTextReader implements Reader {
  readonly builder: VariableBuilder
  private readonly name: string
  private readonly scale: number
  private readonly offset: OffsetMode

  constructor(limit: number, name: string, scale: number, offset: OffsetMode) {
    this.builder = new VariableBuilder(limit)
    this.name = name
    this.scale = scale
    this.offset = offset
  }

  read({ bytes, view }: Input, cells: Int32Array, first: number, step: number, count: number): number {
    const { builder, scale, offset } = this
    const tail = offset === 'none' ? 3 : 5
    const { offsets } = builder
    let row = builder.rows
    let nulls = 0
    for (let cell = first, end = first + count * step; cell < end; cell += step) {
      const at = cells[cell]!
      if (at < 0) nulls++
      else {
        const width = bytes[at - 1]! - tail
        if (width < 3 || width > 5) throw wrongWidth(this.name, width)
        let time = (view.getUint32(at, true) & WIDTH_MASKS[width]!) >>> 0
        if (width === 5) time += bytes[at + 4]! * WORD
        const day = at + width
        const days = bytes[day]! | (bytes[day + 1]! << 8) | (bytes[day + 2]! << 16)
        const minutes = offset === 'kept' ? view.getInt16(day + 3, true) : 0
        const text = print(days, time * TICKS[scale]!, scale, minutes) + (offset === 'none' ? '' : printOffset(minutes))
        builder.reserveBytes(LONGEST)
        const to = builder.bytes
        let length = builder.length
        for (let i = 0; i < text.length; i++) to[length++] = text.charCodeAt(i)
        builder.length = length
      }
      offsets[++row] = builder.length
    }
    return nulls
  }
}

/** Days since 0001-01-01 and 100 ns ticks since midnight: `2024-05-01 12:00:00.0000000`. */
export function printDatetime(days: number, ticks: number, scale: number): string {
  return print(days, ticks, scale, 0)
}

function print(utcDays: number, utcTicks: number, scale: number, offset: number): string {
  const shift = Math.floor((utcTicks / MINUTE_TICKS + offset) / DAY_MINUTES)
  const days = utcDays + shift
  const ticks = utcTicks + (offset - shift * DAY_MINUTES) * MINUTE_TICKS
  const seconds = Math.floor(ticks / 10_000_000)
  const fraction = ticks - seconds * 10_000_000
  const minutes = Math.floor(seconds / 60)
  const clock = `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:${two(seconds % 60)}`
  const digits = scale === 0 ? '' : `.${String(fraction).padStart(7, '0').slice(0, scale)}`
  return `${printDate(days)} ${clock}${digits}`
}

/** The proleptic Gregorian calendar, counted in eras of 400 years that begin on 1 March. */
function printDate(daysSinceYear1: number): string {
  const days = daysSinceYear1 + 306
  const era = Math.floor(days / 146097)
  const inEra = days - era * 146097
  const yearOfEra = Math.floor(
    (inEra - Math.floor(inEra / 1460) + Math.floor(inEra / 36524) - Math.floor(inEra / 146096)) / 365,
  )
  const inYear = inEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const monthFromMarch = Math.floor((5 * inYear + 2) / 153)
  const day = inYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`
}

function printOffset(minutes: number): string {
  const size = Math.abs(minutes)
  return ` ${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`
}

function two(number: number): string {
  return number < 10 ? `0${number}` : String(number)
}
