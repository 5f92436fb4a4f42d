/** Dates and times as whole numbers: 100 ns ticks since 0001-01-01, days since 0001-01-01, 1/300 s since 1900-01-01. */
import type { SqlType } from '../../types.ts'

export const TICKS_PER_SECOND = 10_000_000n
export const TICKS_PER_MINUTE = 600_000_000n
export const TICKS_PER_DAY = 864_000_000_000n
/** Days from 0001-01-01 to 1900-01-01, the epoch of datetime and smalldatetime. */
export const DAYS_TO_1900 = 693_595
/** Days from 0001-01-01 to 1970-01-01. */
export const DAYS_TO_1970 = 719_162
export const TICKS_TO_1900 = BigInt(DAYS_TO_1900) * TICKS_PER_DAY
export const TICKS_TO_1970 = BigInt(DAYS_TO_1970) * TICKS_PER_DAY

export interface Moment {
  /** Local ticks since 0001-01-01. */
  ticks: bigint
  /** Minutes east of UTC, when the text said so. */
  offset?: number
}

const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]+(.*))?$/
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:[T ]+(.*))?$/
const CLOCK = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s*(am|pm)?\s*(Z|[+-]\d{2}:\d{2})?$/i

/** Reads the text forms that SQL Server takes in any language setting: `2024-01-01`, `20240101`, `…T12:00:00.1234567+02:00`, `12:00`. */
export function parseMoment(text: string): Moment | undefined {
  const trimmed = text.trim()
  if (trimmed === '') return { ticks: TICKS_TO_1900 }
  const match = ISO.exec(trimmed) ?? COMPACT.exec(trimmed)
  if (!match) {
    const clock = parseClock(trimmed)
    return clock && { ...clock, ticks: TICKS_TO_1900 + clock.ticks }
  }
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  const days = daysOf(year, month, day)
  if (days === undefined) return undefined
  const clock = match[4] === undefined ? { ticks: 0n } : parseClock(match[4].trim())
  return clock && { ...clock, ticks: BigInt(days) * TICKS_PER_DAY + clock.ticks }
}

function parseClock(text: string): Moment | undefined {
  const match = CLOCK.exec(text)
  if (!match) return undefined
  const [, hours, minutes, seconds = '0', fraction = '', half, zone] = match
  let hour = Number(hours)
  if (half) hour = (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0)
  if (hour > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined
  // A ninth digit can be given; the seventh is the last that counts.
  const digits = BigInt(fraction.padEnd(9, '0'))
  const ticks = BigInt(hour * 3600 + Number(minutes) * 60 + Number(seconds)) * TICKS_PER_SECOND + (digits + 50n) / 100n
  if (zone === undefined) return { ticks }
  if (zone.toUpperCase() === 'Z') return { ticks, offset: 0 }
  const size = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4))
  return size > 840 ? undefined : { ticks, offset: zone[0] === '-' ? -size : size }
}

/** Days since 0001-01-01, undefined when there is no such day. */
export function daysOf(year: number, month: number, day: number): number | undefined {
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  if (year < 1 || date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day)
    return undefined
  return date.getTime() / 86_400_000 + DAYS_TO_1970
}

/** Ticks of the machine's clock, in UTC. */
export function ticksNow(): bigint {
  return BigInt(Math.round((performance.timeOrigin + performance.now()) * 1000)) * 10n + TICKS_TO_1970
}

/** Rounds ticks to `scale` digits after the second, half up. */
export function roundTicks(ticks: bigint, scale: number): bigint {
  const unit = 10n ** BigInt(7 - scale)
  return ((ticks + unit / 2n) / unit) * unit
}

/** 1/300 s since 1900 of ticks since 0001: how a value becomes a datetime. */
export function ticksToDatetime(ticks: bigint): bigint {
  const scaled = (ticks - TICKS_TO_1900) * 3n
  return (scaled >= 0n ? scaled + 50_000n : scaled - 49_999n) / 100_000n
}

/** Ticks since 0001 of a datetime, exact to 100 ns as SQL Server 2016 and later convert it. */
export function datetimeToTicks(value: bigint): bigint {
  const scaled = value * 100_000n
  return (scaled >= 0n ? scaled + 1n : scaled - 1n) / 3n + TICKS_TO_1900
}

export function dayText(days: number): string {
  const date = new Date((days - DAYS_TO_1970) * 86_400_000)
  const year = String(date.getUTCFullYear()).padStart(4, '0')
  return `${year}-${String(date.getUTCMonth() + 1).padStart(2, '0')}-${String(date.getUTCDate()).padStart(2, '0')}`
}

/** `12:34:56.1234567` with `scale` digits. */
export function clockText(ticks: bigint, scale: number): string {
  const seconds = Number(ticks / TICKS_PER_SECOND)
  const two = (value: number): string => String(value).padStart(2, '0')
  const clock = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
  if (scale === 0) return clock
  return `${clock}.${String(ticks % TICKS_PER_SECOND)
    .padStart(7, '0')
    .slice(0, scale)}`
}

export function ticksText(ticks: bigint, scale: number): string {
  return `${dayText(Number(ticks / TICKS_PER_DAY))} ${clockText(ticks % TICKS_PER_DAY, scale)}`
}

export function offsetText(minutes: number): string {
  const size = Math.abs(minutes)
  return `${minutes < 0 ? '-' : '+'}${String(Math.floor(size / 60)).padStart(2, '0')}:${String(size % 60).padStart(2, '0')}`
}

/** Local ticks since 0001 of any date or time value, for conversions between them. */
export function valueTicks(type: SqlType, value: number | bigint | { ticks: bigint; offset: number }): bigint {
  if (typeof value === 'object') return value.ticks + BigInt(value.offset) * TICKS_PER_MINUTE
  switch (type.name) {
    case 'date':
      return BigInt(value) * TICKS_PER_DAY
    case 'time':
      return TICKS_TO_1900 + BigInt(value)
    case 'datetime':
      return datetimeToTicks(BigInt(value))
    case 'smalldatetime':
      return TICKS_TO_1900 + BigInt(value) * TICKS_PER_MINUTE
    default:
      return BigInt(value)
  }
}
