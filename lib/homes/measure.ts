/** Values of watermarks as whole numbers: so they compare, and a span can be taken off them, without losing a digit. Pure. */
import type { WatermarkType } from './home.ts'

/** What values look like as text, in the journal and when a person gives one, and how to say so. */
export const FORMS: Record<WatermarkType, [form: RegExp, words: string]> = {
  int: [/^-?\d+$/, 'a whole number'],
  decimal: [/^-?\d+(\.\d+)?$/, 'a decimal number'],
  date: [/^\d{4}-\d\d-\d\d$/, 'a date such as 2026-11-23'],
  datetime: [/^\d{4}-\d\d-\d\d([T ]\d\d:\d\d:\d\d(\.\d{1,7})?)?$/, 'a time such as 2026-11-23T10:00:00.1234567'],
  datetimeoffset: [
    /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d{1,7})? ?([+-]\d\d:\d\d|Z)$/,
    'a time with its offset, such as 2026-11-23T10:00:00+01:00',
  ],
  rowversion: [/^0x[0-9a-f]{16}$/i, 'a rowversion such as 0x00000000000007d1'],
  string: [/^/, 'text'],
}

/** True for the types that the journal may name. */
export function isWatermarkType(type: string | null): type is WatermarkType {
  return type !== null && Object.hasOwn(FORMS, type)
}

/** Types whose values have a distance. */
export type MeasuredType = Exclude<WatermarkType, 'rowversion' | 'string'>

/** How values are counted: whole numbers, days, 100 ns, or the last digit of a decimal. */
export interface Measure {
  type: MeasuredType
  /** Digits behind a decimal's point. */
  scale: number
}

/** Null for types whose values have no distance. */
export function measureOf(type: WatermarkType, sqlType: string): Measure | null {
  if (type === 'rowversion' || type === 'string') return null
  const [, scale = '0'] = /^(?:decimal|numeric)\(\d+, ?(\d+)\)$/.exec(sqlType) ?? []
  return { type, scale: Number(scale) }
}

const DAY_MS = 86_400_000
/** 100 ns. */
const TICKS_PER_MS = 10_000n
const TICKS_PER_SECOND = 1000n * TICKS_PER_MS
const TICKS_PER_MINUTE = 60n * TICKS_PER_SECOND

/** The number of a value whose text has its type's form: of days and ticks since 1970, of instants in UTC. */
export function unitsOf({ type, scale }: Measure, text: string): bigint {
  switch (type) {
    case 'int':
      return BigInt(text)
    case 'decimal': {
      const [whole = '', fraction = ''] = text.split('.')
      // Beyond the column's digits there are only zeros, or a bound that no value has.
      return BigInt(whole + fraction.slice(0, scale).padEnd(scale, '0'))
    }
    case 'date':
      return BigInt(Date.parse(`${text}T00:00:00Z`) / DAY_MS)
    case 'datetime':
    case 'datetimeoffset':
      return ticksOf(text)
  }
}

const MOMENT =
  /^(?<day>\d{4}-\d\d-\d\d)(?:[T ](?<clock>\d\d:\d\d:\d\d)(?:\.(?<fraction>\d+))?)?(?: ?(?<zone>Z|(?<sign>[+-])(?<hours>\d\d):(?<minutes>\d\d)))?$/

function ticksOf(text: string): bigint {
  const { day, clock = '00:00:00', fraction = '', sign, hours, minutes } = MOMENT.exec(text)?.groups ?? {}
  const ms = BigInt(Date.parse(`${day}T${clock}Z`))
  const ticks = ms * TICKS_PER_MS + BigInt(fraction.slice(0, 7).padEnd(7, '0'))
  const offset = BigInt(hours ?? 0) * 60n + BigInt(minutes ?? 0)
  return ticks - (sign === '-' ? -offset : offset) * TICKS_PER_MINUTE
}

/** The text of a number of `unitsOf`, as parameters and the journal have it. */
export function textOfUnits({ type, scale }: Measure, units: bigint): string {
  switch (type) {
    case 'int':
      return String(units)
    case 'decimal': {
      const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0')
      const whole = `${units < 0n ? '-' : ''}${digits.slice(0, digits.length - scale)}`
      return scale === 0 ? whole : `${whole}.${digits.slice(-scale)}`
    }
    case 'date':
      return new Date(Number(units) * DAY_MS).toISOString().slice(0, 10)
    case 'datetime':
      return momentOf(units)
    case 'datetimeoffset':
      return `${momentOf(units)}+00:00`
  }
}

function momentOf(ticks: bigint): string {
  const rest = ((ticks % TICKS_PER_SECOND) + TICKS_PER_SECOND) % TICKS_PER_SECOND
  const seconds = new Date(Number((ticks - rest) / TICKS_PER_MS)).toISOString().slice(0, 19)
  const fraction = String(rest).padStart(7, '0').replace(/0+$/, '')
  return fraction === '' ? seconds : `${seconds}.${fraction}`
}

const SECONDS: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400 }

/**
 * A span in the measure's units, rounded up to what every column of the type has: whole seconds, days, digits.
 * Null when it is no span of the type: a duration for numbers, a number for times, a fraction for whole numbers.
 */
export function spanOf({ type, scale }: Measure, span: string | number): bigint | null {
  if (type === 'int' || type === 'decimal') {
    const units = typeof span === 'number' ? span * 10 ** scale : Number.NaN
    if (!Number.isFinite(units) || units <= 0 || (type === 'int' && !Number.isInteger(units))) return null
    return BigInt(Math.ceil(units))
  }
  const [, count, unit] = /^(\d+(?:\.\d+)?) ?([smhd])$/.exec(String(span)) ?? []
  const seconds = Math.ceil(Number(count) * (SECONDS[unit ?? ''] ?? Number.NaN))
  if (!(seconds > 0) || !Number.isSafeInteger(seconds)) return null
  return type === 'date' ? BigInt(Math.ceil(seconds / 86_400)) : BigInt(seconds) * TICKS_PER_SECOND
}
