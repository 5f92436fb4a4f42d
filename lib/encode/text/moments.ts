/** Dates and times as ISO 8601 prints them, without the zeros at the end of a second's fraction. */
import type { TextOutput } from './output.ts'

const MINUS = 0x2d
const PLUS = 0x2b
const COLON = 0x3a
const POINT = 0x2e
const T = 0x54
const Z = 0x5a

export function writeDate(out: TextOutput, days: number): void {
  out.reserve(20)
  // From days to a date: Howard Hinnant's civil_from_days, the proleptic Gregorian calendar.
  const shifted = days + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const part = Math.floor((5 * dayOfYear + 2) / 153)
  const month = part < 10 ? part + 3 : part - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  if (year < 0 || year > 9999) {
    out.byte(year < 0 ? MINUS : PLUS)
    out.digits(Math.abs(year), 6)
  } else out.digits(year, 4)
  out.byte(MINUS)
  out.digits(month, 2)
  out.byte(MINUS)
  out.digits(dayOfYear - Math.floor((153 * part + 2) / 5) + 1, 2)
}

/** Units since midnight, of 64 bits. */
export function writeTime(out: TextOutput, view: DataView, at: number, unit: 'us' | 'ns'): void {
  const seconds = secondsIn(view, at, unit)
  writeClock(out, seconds, fractionIn(view, at, unit, seconds), unit)
}

/** Units since 1970, of 64 bits. */
export function writeTimestamp(
  out: TextOutput,
  view: DataView,
  at: number,
  { unit, utc }: { unit: 'us' | 'ns'; utc: boolean },
): void {
  const seconds = secondsIn(view, at, unit)
  const days = Math.floor(seconds / 86_400)
  writeDate(out, days)
  out.byte(T)
  writeClock(out, seconds - days * 86_400, fractionIn(view, at, unit, seconds), unit)
  if (utc) out.byte(Z)
}

/** Of the high word, below which a double holds all 64 bits. */
const EXACT = 2 ** 20
const PER_SECOND = { us: 1e6, ns: 1e9 }
const PER_SECOND_LONG = { us: 1_000_000n, ns: 1_000_000_000n }

/** Whole seconds, towards the past. */
function secondsIn(view: DataView, at: number, unit: 'us' | 'ns'): number {
  const high = view.getInt32(at + 4, true)
  if (high >= -EXACT && high < EXACT) return Math.floor((high * 2 ** 32 + view.getUint32(at, true)) / PER_SECOND[unit])
  const units = view.getBigInt64(at, true)
  const perSecond = PER_SECOND_LONG[unit]
  return Number((units - (((units % perSecond) + perSecond) % perSecond)) / perSecond)
}

/** Units behind the whole seconds. */
function fractionIn(view: DataView, at: number, unit: 'us' | 'ns', seconds: number): number {
  const high = view.getInt32(at + 4, true)
  if (high >= -EXACT && high < EXACT) return high * 2 ** 32 + view.getUint32(at, true) - seconds * PER_SECOND[unit]
  return Number(view.getBigInt64(at, true) - BigInt(seconds) * PER_SECOND_LONG[unit])
}

function writeClock(out: TextOutput, seconds: number, fraction: number, unit: 'us' | 'ns'): void {
  out.reserve(32)
  out.digits(Math.floor(seconds / 3600), 2)
  out.byte(COLON)
  out.digits(Math.floor(seconds / 60) % 60, 2)
  out.byte(COLON)
  out.digits(seconds % 60, 2)
  if (fraction === 0) return
  let places = unit === 'us' ? 6 : 9
  let rest = fraction
  while (rest % 10 === 0) {
    rest /= 10
    places--
  }
  out.byte(POINT)
  out.digits(rest, places)
}
