/** Any value as text, in the styles of CONVERT. */
import { SqlError, type SqlType } from '../../types.ts'
import { TICKS_PER_DAY } from '../types/date-time.ts'
import { familyOf, isUnicode } from '../types/sql-type.ts'
import { ticksSql } from './ticks.ts'
import type { Typed } from './typed.ts'

export function textSql(from: Typed, to: SqlType, style?: number): string {
  const { sql, type } = from
  switch (familyOf(type)) {
    case 'text':
      return sql
    case 'bit':
      return `CAST(CAST(${sql} AS INTEGER) AS VARCHAR)`
    case 'exact':
      // Money is printed with two digits unless style 2 asks for four.
      if ((type.name === 'money' || type.name === 'smallmoney') && style !== 2)
        return `CAST(CAST(${sql} AS DECIMAL(19,2)) AS VARCHAR)`
      return `CAST(${sql} AS VARCHAR)`
    case 'integer':
    case 'approximate':
      return `CAST(${sql} AS VARCHAR)`
    case 'date':
    case 'time':
    case 'moment':
    case 'offset':
      return momentText(from, style)
    case 'guid':
      return `guid_text(${sql})`
    case 'binary':
      if (style === 1) return `'0x' || hex(${sql})`
      if (style === 2) return `hex(${sql})`
      if (isUnicode(to))
        throw new SqlError(50000, 'The stand-in turns binary into Unicode text only with style 1 or 2.')
      return `decode(${sql})`
    case 'variant':
      return `(${sql})."text"`
    case 'udt':
      throw new SqlError(529, `Explicit conversion from data type ${type.udt} to ${to.name} is not allowed.`)
  }
}

function momentText(from: Typed, style?: number): string {
  const { type } = from
  if (type.name === 'time') return `clock_text(${from.sql}, ${style === 108 ? 0 : (type.scale ?? 7)})`
  const old = type.name === 'datetime' || type.name === 'smalldatetime'
  const exact = ticksSql(from)
  // datetime prints milliseconds.
  const ticks = type.name === 'datetime' ? `round_ticks(${exact}, 10000)` : exact
  const digits = type.name === 'date' ? 0 : old ? 3 : (type.scale ?? 7)
  const day = `day_text(${ticks} // ${TICKS_PER_DAY})`
  const zone = type.name === 'datetimeoffset' ? ` || ' ' || offset_text((${from.sql}).o)` : ''
  if (type.name === 'date' && ![101, 103, 112].includes(style ?? 0)) return `day_text(${from.sql})`
  switch (style ?? (old ? 0 : 121)) {
    case 0:
    case 100:
      return `month_text(${ticks})`
    case 20:
    case 120:
      return `ticks_text(${ticks}, 0)`
    case 21:
    case 25:
    case 121:
      return `ticks_text(${ticks}, ${digits})${zone}`
    case 126:
    case 127: {
      const iso = `replace(ticks_text(${ticks}, ${digits}), ' ', 'T')${zone.replace("' ' || ", '')}`
      return old ? `regexp_replace(${iso}, '\\.000$', '')` : iso
    }
    case 23:
      return day
    case 112:
      return `replace(${day}, '-', '')`
    case 101:
      return `strftime(ticks_timestamp(${ticks}), '%m/%d/%Y')`
    case 103:
      return `strftime(ticks_timestamp(${ticks}), '%d/%m/%Y')`
    case 108:
      return `clock_text(${ticks} % ${TICKS_PER_DAY}, 0)`
    default:
      throw new SqlError(
        281,
        `${style} is not a valid style number when converting from ${type.name} to a character string.`,
      )
  }
}
