/** Functions of dates and times, on ticks. */
import { SqlError, type SqlType } from '../../../types.ts'
import type { Expression } from '../../syntax/tree.ts'
import { TICKS_PER_DAY, ticksToDatetime } from '../../types/date-time.ts'
import { familyOf } from '../../types/sql-type.ts'
import type { Context } from '../context.ts'
import { convert } from '../conversion.ts'
import { ticksSql } from '../ticks.ts'
import { bigint, constant, int, type Typed, typed } from '../typed.ts'
import { type BuiltIn, countArguments } from './built-in.ts'

const DAY = TICKS_PER_DAY
const PARTS: Record<string, string> = {
  yy: 'year',
  yyyy: 'year',
  year: 'year',
  qq: 'quarter',
  q: 'quarter',
  quarter: 'quarter',
  mm: 'month',
  m: 'month',
  month: 'month',
  dy: 'dayofyear',
  y: 'dayofyear',
  dayofyear: 'dayofyear',
  dd: 'day',
  d: 'day',
  day: 'day',
  wk: 'week',
  ww: 'week',
  week: 'week',
  dw: 'weekday',
  w: 'weekday',
  weekday: 'weekday',
  hh: 'hour',
  hour: 'hour',
  mi: 'minute',
  n: 'minute',
  minute: 'minute',
  ss: 'second',
  s: 'second',
  second: 'second',
  ms: 'millisecond',
  millisecond: 'millisecond',
  mcs: 'microsecond',
  microsecond: 'microsecond',
  ns: 'nanosecond',
  nanosecond: 'nanosecond',
  isowk: 'iso_week',
  iso_week: 'iso_week',
}

/** Ticks of the units that have a fixed length. */
const UNITS: Record<string, bigint> = {
  week: 7n * DAY,
  day: DAY,
  dayofyear: DAY,
  weekday: DAY,
  hour: 36_000_000_000n,
  minute: 600_000_000n,
  second: 10_000_000n,
  millisecond: 10_000n,
  microsecond: 10n,
}
const MONTHS: Record<string, number> = { year: 12, quarter: 3, month: 1 }

const stamp = (ticks: string): string => `ticks_timestamp(${ticks})`

const PART_SQL: Record<string, (ticks: string) => string> = {
  week: t => `(dayofyear(${stamp(t)}) - 1 + dayofweek(date_trunc('year', ${stamp(t)}))) // 7 + 1`,
  weekday: t => `dayofweek(${stamp(t)}) + 1`,
  iso_week: t => `weekofyear(${stamp(t)})`,
  millisecond: t => `(${t} % 10000000) // 10000`,
  microsecond: t => `(${t} % 10000000) // 10`,
  nanosecond: t => `(${t} % 10000000) * 100`,
  second: t => `(${t} // 10000000) % 60`,
  minute: t => `(${t} // 600000000) % 60`,
  hour: t => `(${t} // 36000000000) % 24`,
}

/** Text becomes the type that SQL Server reads it as. */
function moment(value: Typed): Typed {
  return familyOf(value.type) === 'text' || value.untyped
    ? convert(value, { name: 'datetime2', scale: 7 }, { mode: 'implicit' })
    : value
}

/** DATEADD and its kin, whose first argument is a word, not a value; undefined for other functions. */
export function partFunction(
  name: string,
  { arguments: args }: Extract<Expression, { is: 'call' }>,
  value: (expression: Expression) => Typed,
): Typed | undefined {
  if (!['DATEADD', 'DATEDIFF', 'DATEDIFF_BIG', 'DATEPART', 'DATENAME'].includes(name)) return undefined
  countArguments(name, args.length, name === 'DATEPART' || name === 'DATENAME' ? [2, 2] : [3, 3])
  const [first, ...rest] = args
  const word = first!.is === 'column' ? first.path[0]! : ''
  const part = PARTS[word.toLowerCase()]
  if (!part) throw new SqlError(155, `'${word}' is not a recognized ${name.toLowerCase()} option.`, { class: 15 })
  const values = rest.map(value)
  switch (name) {
    case 'DATEADD':
      return dateAdd(part, values[0]!, values[1]!)
    case 'DATEPART':
      return datePart(part, values[0]!)
    case 'DATENAME':
      return dateName(part, values[0]!)
    default: {
      const sql = dateDiff(part, ticksSql(moment(values[0]!)), ticksSql(moment(values[1]!)))
      return name === 'DATEDIFF' ? int(`CAST(${sql} AS INTEGER)`) : bigint(`CAST(${sql} AS BIGINT)`)
    }
  }
}

function dateAdd(part: string, count: Typed, to: Typed): Typed {
  const of = familyOf(to.type) === 'text' ? convert(to, { name: 'datetime' }, { mode: 'implicit' }) : to
  const n = `CAST(${convert(count, { name: 'bigint' }, { mode: 'implicit' }).sql} AS BIGINT)`
  const ticks = ticksSql(of)
  const unit = UNITS[part]
  const months = MONTHS[part]
  const moved = unit
    ? `(${ticks} + ${n} * ${unit})`
    : months
      ? `(timestamp_ticks(${stamp(ticks)} + to_months(CAST(${n} * ${months} AS INTEGER))) + ${ticks} % 10)`
      : part === 'nanosecond'
        ? `(${ticks} + ${n} // 100)`
        : undefined
  if (!moved)
    throw new SqlError(
      9810,
      `The datepart ${part} is not supported by date function dateadd for data type ${of.type.name}.`,
    )
  if (of.type.name === 'datetimeoffset') {
    return typed(
      `(CASE WHEN ${of.sql} IS NULL THEN NULL ELSE {'t': ${moved} - CAST((${of.sql}).o AS BIGINT) * 600000000, 'o': (${of.sql}).o} END)`,
      of.type,
    )
  }
  const result = convert(typed(moved, { name: 'datetime2', scale: 7 }), of.type, { mode: 'explicit' })
  return { ...result, nullable: of.nullable }
}

/** Boundaries crossed, not time passed. */
function dateDiff(part: string, from: string, to: string): string {
  if (part === 'week') return `(((${to}) // ${DAY} + 1) // 7 - ((${from}) // ${DAY} + 1) // 7)`
  const unit = UNITS[part]
  if (unit) return `((${to}) // ${unit} - (${from}) // ${unit})`
  if (part === 'nanosecond') return `(((${to}) - (${from})) * 100)`
  const months = MONTHS[part]
  if (!months) throw new SqlError(9806, `The datepart ${part} is not supported by date function datediff.`)
  const index = (ticks: string): string => `((year(${stamp(ticks)}) * 12 + month(${stamp(ticks)}) - 1) // ${months})`
  return `(${index(to)} - ${index(from)})`
}

function datePart(part: string, of: Typed): Typed {
  const ticks = ticksSql(moment(of))
  const sql = PART_SQL[part]?.(ticks) ?? `${part}(${stamp(ticks)})`
  return int(`CAST(${sql} AS INTEGER)`)
}

function dateName(part: string, of: Typed): Typed {
  const type: SqlType = { name: 'nvarchar', length: 30 }
  const ticks = ticksSql(moment(of))
  if (part === 'month') return typed(`monthname(${stamp(ticks)})`, type)
  if (part === 'weekday') return typed(`dayname(${stamp(ticks)})`, type)
  return convert(datePart(part, of), type, { mode: 'implicit' })
}

const partOf = (part: string): BuiltIn => ({ arguments: [1, 1], translate: ([value]) => datePart(part, value!) })

const now = (type: SqlType, value: (context: Context) => bigint | { ticks: bigint; offset: number }): BuiltIn => ({
  arguments: [0, 0],
  translate: (_, context) => ({ ...constant(type, value(context)), nullable: false }),
})

export const MOMENT_FUNCTIONS: Record<string, BuiltIn> = {
  // The stand-in's clock is UTC.
  GETDATE: now({ name: 'datetime' }, ({ now: ticks }) => ticksToDatetime(ticks)),
  GETUTCDATE: now({ name: 'datetime' }, ({ now: ticks }) => ticksToDatetime(ticks)),
  SYSDATETIME: now({ name: 'datetime2', scale: 7 }, ({ now: ticks }) => ticks),
  SYSUTCDATETIME: now({ name: 'datetime2', scale: 7 }, ({ now: ticks }) => ticks),
  SYSDATETIMEOFFSET: now({ name: 'datetimeoffset', scale: 7 }, ({ now: ticks }) => ({ ticks, offset: 0 })),
  YEAR: partOf('year'),
  MONTH: partOf('month'),
  DAY: partOf('day'),
  DATEFROMPARTS: {
    arguments: [3, 3],
    translate: values => {
      const [year, month, day] = values.map(each => convert(each, { name: 'int' }, { mode: 'implicit' }).sql)
      return typed(`CAST(make_date(${year}, ${month}, ${day}) - DATE '0001-01-01' AS INTEGER)`, { name: 'date' })
    },
  },
  EOMONTH: {
    arguments: [1, 1],
    translate: ([value]) =>
      typed(`CAST(last_day(${stamp(ticksSql(moment(value!)))}) - DATE '0001-01-01' AS INTEGER)`, { name: 'date' }),
  },
}
