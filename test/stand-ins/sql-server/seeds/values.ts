/** SqlValues as seeds write them: from numbers and from the text that SQL Server prints. */
import { daysOf, parseMoment, TICKS_TO_1900, ticksToDatetime } from '../engine/types/date-time.ts'

function momentOf(text: string): { ticks: bigint; offset: number } {
  const moment = parseMoment(text)
  if (!moment) throw new RangeError(`not a date or time: ${text}`)
  return { offset: 0, ...moment }
}

export const day = (year: number, month: number, of: number): number => {
  const days = daysOf(year, month, of)
  if (days === undefined) throw new RangeError(`not a day: ${year}-${month}-${of}`)
  return days
}
/** datetime2, and time when the text is a clock time. */
export const datetime2 = (text: string): bigint => momentOf(text).ticks
export const time = (text: string): bigint => momentOf(text).ticks - TICKS_TO_1900
export const datetime = (text: string): bigint => ticksToDatetime(momentOf(text).ticks)
export const smalldatetime = (text: string): number => Number((momentOf(text).ticks - TICKS_TO_1900) / 600_000_000n)
export function datetimeoffset(text: string): { ticks: bigint; offset: number } {
  const { ticks, offset } = momentOf(text)
  return { ticks: ticks - BigInt(offset) * 600_000_000n, offset }
}
export const bytes = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, 'hex'))

/** The nth rowversion that a database gives out. */
export function rowversion(position: number): Uint8Array {
  const value = Buffer.alloc(8)
  value.writeBigUInt64BE(2001n + BigInt(position))
  return new Uint8Array(value)
}
