/** Which type the values of a column have, from a sample of them. Plain data, so that the samples of several files can be put together. */
import type { DataType } from '../../columns/schema.ts'
import { time, timestamp } from './moments.ts'
import type { Written } from './row-reader.ts'
import { ValueError } from './value-error.ts'

type Kind = 'bool' | 'int' | 'decimal' | 'float' | 'date' | 'time' | 'timestamp' | 'zoned'

export interface Guess {
  /** Values that were not NULL. */
  values: number
  /** What all of them could be. */
  kinds: Kind[]
  /** The most digits before the point, behind it, and of a second's fraction. */
  digits: number
  scale: number
  fraction: number
  /** A value that was a list or an object, in words. */
  nested: string | null
}

const ALL: Kind[] = ['bool', 'int', 'decimal', 'float', 'date', 'time', 'timestamp', 'zoned']

export function emptyGuess(): Guess {
  return { values: 0, kinds: ALL, digits: 0, scale: 0, fraction: 0, nested: null }
}

/** What is known when this value is known too. */
export function withValue(guess: Guess, { kind, text }: Written): Guess {
  if (kind === 'nested') return { ...guess, nested: text }
  // Some write nothing in quotes where others write nothing at all.
  if (text === '') return guess
  const seen = kindsOf(kind, text)
  const number = NUMBER.exec(text)?.groups
  const point = (number?.fraction ?? number?.part ?? '').length
  return {
    ...guess,
    values: guess.values + 1,
    kinds: guess.kinds.filter(one => seen.includes(one)),
    digits: Math.max(guess.digits, number?.whole?.length ?? 0),
    scale: Math.max(guess.scale, point),
    fraction: Math.max(guess.fraction, MOMENT.exec(text)?.groups?.fraction?.length ?? 0),
  }
}

/** What is known of two samples together. */
export function joinedGuess(one: Guess, other: Guess): Guess {
  return {
    values: one.values + other.values,
    kinds: one.kinds.filter(kind => other.kinds.includes(kind)),
    digits: Math.max(one.digits, other.digits),
    scale: Math.max(one.scale, other.scale),
    fraction: Math.max(one.fraction, other.fraction),
    nested: one.nested ?? other.nested,
  }
}

/** The narrowest type that has room for more of the same; text when there is none. */
export function guessedType({ values, kinds, digits, scale, fraction }: Guess): DataType {
  if (values === 0) return { kind: 'utf8' }
  const unit = fraction > 6 ? 'ns' : 'us'
  switch (kinds[0]) {
    case undefined:
      return { kind: 'utf8' }
    case 'bool':
    case 'date':
      return { kind: kinds[0] }
    case 'int':
      return digits <= 18 ? { kind: 'int', bits: 64 } : decimalOf(digits, 0)
    case 'decimal':
      return decimalOf(digits, scale)
    case 'float':
      return { kind: 'float', bits: 64 }
    case 'time':
      return { kind: 'time', unit }
    case 'timestamp':
      return { kind: 'timestamp', unit, utc: false }
    case 'zoned':
      return { kind: 'timestamp', unit, utc: true }
  }
}

/** Room for values that are larger than those of the sample. */
function decimalOf(digits: number, scale: number): DataType {
  const needed = digits + scale
  if (needed > 38) return { kind: 'utf8' }
  return { kind: 'decimal', precision: needed <= 15 ? 18 : 38, scale }
}

/** Without zeros in front, and no sign before a zero: what would not be printed as it was is text. */
const NUMBER = /^-?(?:(?<whole>0|[1-9]\d*)(?:\.(?<fraction>\d+))?|\.(?<part>\d+))$/
const FLOAT = /^-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)$|^(NaN|-?Infinity)$/i
const MOMENT =
  /^(?<date>\d{4}-\d\d-\d\d)?(?:(?:^|[T ])(?<time>\d\d:\d\d(?::\d\d(?:\.(?<fraction>\d{1,9}))?)?)(?<zone>Z|[+-]\d\d(?::?\d\d)?)?)?$/

function kindsOf(kind: Written['kind'], text: string): Kind[] {
  if (kind === 'bool') return ['bool']
  if (kind === 'number' || kind === 'plain') {
    const number = NUMBER.exec(text)?.groups
    // What a zero's sign means only floats know.
    if (number && /^-[0.]+$/.test(text)) return ['float']
    if (number) return number.whole === text.replace('-', '') ? ['int', 'decimal', 'float'] : ['decimal', 'float']
    if (FLOAT.test(text) || kind === 'number') return ['float']
    if (/^(true|false)$/i.test(text)) return ['bool']
  }
  const groups = MOMENT.exec(text)?.groups
  return groups && isMoment(text, groups) ? momentKinds(groups) : []
}

type Moment = Partial<Record<string, string>>

function momentKinds({ date: day, time: clock, zone }: Moment): Kind[] {
  if (day === undefined) return clock !== undefined && zone === undefined ? ['time'] : []
  if (clock === undefined) return ['date', 'timestamp']
  return zone === undefined ? ['timestamp'] : ['zoned']
}

/** Whether the calendar and the clock have it. */
function isMoment(text: string, { date: day }: Moment): boolean {
  const bytes = Buffer.from(text)
  try {
    if (day === undefined) time(bytes, 0, bytes.length, 'ns')
    else timestamp(bytes, 0, bytes.length, 'us', true)
    return true
  } catch (error) {
    // A fraction of nine digits is one of nanoseconds.
    return error instanceof ValueError && error.what.startsWith('has more than')
  }
}
