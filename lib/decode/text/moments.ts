/** Dates and times from the bytes of their texts: ISO 8601, with a blank for the T as databases print them. */
import { ValueError } from './value-error.ts'

const ZERO = 0x30
const MINUS = 0x2d
const PLUS = 0x2b
const COLON = 0x3a
const POINT = 0x2e
const COMMA = 0x2c
const BLANK = 0x20
const T = 0x54
const Z = 0x5a
const LOWER = 0x20

const DAY_SECONDS = 86_400

/** Days since 1970-01-01 of `2024-05-01`; years of more digits have a sign: `+010000-01-01`. */
export function date(bytes: Uint8Array, start: number, end: number): number {
  const reader = new Reader(bytes, start, end)
  const days = reader.date()
  reader.done('is no date')
  return days
}

/** Units since midnight of `12:30`, `12:30:01` or `12:30:01.123456789`. */
export function time(bytes: Uint8Array, start: number, end: number, unit: 'us' | 'ns'): bigint {
  const reader = new Reader(bytes, start, end)
  const seconds = reader.time()
  const fraction = reader.fraction(unit)
  reader.done('is no time')
  return BigInt(seconds) * PER_SECOND[unit] + BigInt(fraction)
}

/** Units since 1970 of a date, a time behind it if any, and for UTC an offset if any. */
export function timestamp(bytes: Uint8Array, start: number, end: number, unit: 'us' | 'ns', utc: boolean): bigint {
  const reader = new Reader(bytes, start, end)
  const days = reader.date()
  let seconds = 0
  let fraction = 0
  if (reader.separator()) {
    seconds = reader.time()
    fraction = reader.fraction(unit)
    const offset = reader.offset()
    if (offset !== null && !utc) throw new ValueError('has an offset, and its type has none')
    seconds -= offset ?? 0
  }
  reader.done('is no date with a time')
  const value = BigInt(days * DAY_SECONDS + seconds) * PER_SECOND[unit] + BigInt(fraction)
  if (BigInt.asIntN(64, value) !== value) throw new ValueError(`is outside of what ${unit} in 64 bits can tell`)
  return value
}

const PER_SECOND = { us: 1_000_000n, ns: 1_000_000_000n }

class Reader {
  readonly #bytes: Uint8Array
  readonly #end: number
  #at: number

  constructor(bytes: Uint8Array, start: number, end: number) {
    this.#bytes = bytes
    this.#at = start
    this.#end = end
  }

  date(): number {
    const sign = this.#bytes[this.#at]
    const long = (sign === PLUS || sign === MINUS) && this.#at < this.#end
    if (long) this.#at++
    const year = this.#digits(long ? 6 : 4, 'is no date') * (sign === MINUS ? -1 : 1)
    this.#expect(MINUS, 'is no date')
    const month = this.#digits(2, 'is no date')
    this.#expect(MINUS, 'is no date')
    const day = this.#digits(2, 'is no date')
    if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month))
      throw new ValueError('is a date that is not in the calendar')
    return daysSince1970(year, month, day)
  }

  /** Seconds since midnight. */
  time(): number {
    const hours = this.#digits(2, 'is no time')
    this.#expect(COLON, 'is no time')
    const minutes = this.#digits(2, 'is no time')
    let seconds = 0
    if (this.#at < this.#end && this.#bytes[this.#at] === COLON) {
      this.#at++
      seconds = this.#digits(2, 'is no time')
    }
    if (hours > 23 || minutes > 59 || seconds > 59) throw new ValueError('is a time that no clock shows')
    return hours * 3600 + minutes * 60 + seconds
  }

  /** Units of the second's fraction. */
  fraction(unit: 'us' | 'ns'): number {
    const mark = this.#bytes[this.#at]
    if (this.#at >= this.#end || (mark !== POINT && mark !== COMMA)) return 0
    this.#at++
    const places = unit === 'us' ? 6 : 9
    let value = 0
    let digits = 0
    for (; this.#at < this.#end; this.#at++) {
      const digit = this.#bytes[this.#at] - ZERO
      if (digit < 0 || digit > 9) break
      if (digits < places) value = value * 10 + digit
      else if (digit !== 0) throw new ValueError(`has more than ${places} digits of a second`)
      digits++
    }
    if (digits === 0) throw new ValueError('is no time')
    return value * 10 ** Math.max(0, places - digits)
  }

  /** True when something follows the date that may be a time. */
  separator(): boolean {
    if (this.#at === this.#end) return false
    const mark = this.#bytes[this.#at]
    if (mark !== BLANK && mark !== T && mark !== (T | LOWER)) throw new ValueError('is no date with a time')
    this.#at++
    return true
  }

  /** Seconds that the clock is ahead of UTC; null when nothing is said. */
  offset(): number | null {
    if (this.#at < this.#end && this.#bytes[this.#at] === BLANK) this.#at++
    if (this.#at === this.#end) return null
    const mark = this.#bytes[this.#at++]
    if (mark === Z || mark === (Z | LOWER)) return 0
    if (mark !== PLUS && mark !== MINUS) throw new ValueError('is no date with a time')
    const hours = this.#digits(2, 'has no such offset')
    if (this.#at < this.#end && this.#bytes[this.#at] === COLON) this.#at++
    const minutes = this.#at < this.#end ? this.#digits(2, 'has no such offset') : 0
    if (hours > 18 || minutes > 59) throw new ValueError('has no such offset')
    return (mark === MINUS ? -1 : 1) * (hours * 3600 + minutes * 60)
  }

  done(what: string): void {
    if (this.#at !== this.#end) throw new ValueError(what)
  }

  #digits(count: number, what: string): number {
    let value = 0
    for (let i = 0; i < count; i++) {
      const digit = this.#at < this.#end ? this.#bytes[this.#at++] - ZERO : -1
      if (digit < 0 || digit > 9) throw new ValueError(what)
      value = value * 10 + digit
    }
    return value
  }

  #expect(byte: number, what: string): void {
    if (this.#at >= this.#end || this.#bytes[this.#at++] !== byte) throw new ValueError(what)
  }
}

/** Proleptic Gregorian, the calendar of Arrow, Parquet and SQL Server. */
function daysSince1970(year: number, month: number, day: number): number {
  const shifted = month > 2 ? year : year - 1
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}
