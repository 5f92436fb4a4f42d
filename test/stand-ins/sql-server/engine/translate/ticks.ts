/** Dates and times as DuckDB SQL: every type to ticks, and ticks to every type. */
import { SqlError, type SqlType } from '../../types.ts'
import { TICKS_PER_DAY, TICKS_TO_1900 } from '../types/date-time.ts'
import { familyOf } from '../types/sql-type.ts'
import type { Typed } from './typed.ts'

/** The error for two types between which SQL Server has no such conversion. */
export function refused(from: SqlType, to: SqlType, mode: 'explicit' | 'implicit' | 'assign'): SqlError {
  const [source, target] = [from.udt ?? from.name, to.udt ?? to.name]
  if (mode === 'explicit')
    return new SqlError(529, `Explicit conversion from data type ${source} to ${target} is not allowed.`)
  return new SqlError(
    257,
    `Implicit conversion from data type ${source} to ${target} is not allowed. Use the CONVERT function to run this query.`,
    { state: 3 },
  )
}

/** Any date or time, or what can become one, as local ticks since 0001-01-01. */
export function ticksSql({ sql, type }: Typed, to: SqlType = { name: 'datetime2' }): string {
  switch (type.name) {
    case 'date':
      return `(CAST(${sql} AS BIGINT) * ${TICKS_PER_DAY})`
    case 'time':
      return `(${sql} + ${TICKS_TO_1900})`
    case 'datetime':
      return `datetime_ticks(${sql})`
    case 'smalldatetime':
      return `smalldatetime_ticks(${sql})`
    case 'datetime2':
      return sql
    case 'datetimeoffset':
      return `local_ticks(${sql})`
    default: {
      const family = familyOf(type)
      if (family === 'text') return `text_ticks(${sql})`
      // Numbers are days since 1900, but only for the old types.
      if (to.name === 'datetime' && ['integer', 'exact', 'approximate'].includes(family)) {
        return `(CAST(${sql} * 864000000000 AS BIGINT) + ${TICKS_TO_1900})`
      }
      throw refused(type, to, 'explicit')
    }
  }
}

/** Local ticks as a value of a date or time type. */
export function fromTicks(ticks: string, from: Typed, to: SqlType): string {
  const unit = 10 ** (7 - (to.scale ?? 7))
  const same = from.type.name === to.name && (from.type.scale ?? 7) <= (to.scale ?? 7)
  if (same) return from.sql
  if (from.type.name === 'date' && to.name === 'time') throw refused(from.type, to, 'explicit')
  switch (to.name) {
    case 'date':
      return `CAST(${ticks} // ${TICKS_PER_DAY} AS INTEGER)`
    case 'time':
      return `(round_ticks(${ticks} % ${TICKS_PER_DAY}, ${unit}) % ${TICKS_PER_DAY})`
    case 'datetime':
      return `ticks_datetime(${ticks})`
    case 'smalldatetime':
      return `ticks_smalldatetime(${ticks})`
    case 'datetimeoffset':
      return from.type.name === 'datetimeoffset'
        ? `{'t': round_ticks((${from.sql}).t, ${unit}), 'o': (${from.sql}).o}`
        : `(CASE WHEN ${from.sql} IS NULL THEN NULL ELSE {'t': CAST(round_ticks(${ticks}, ${unit}) AS BIGINT), 'o': CAST(0 AS SMALLINT)} END)`
    default:
      return unit === 1 ? ticks : `round_ticks(${ticks}, ${unit})`
  }
}
