/** Conversions of text that is known before the statement runs: done here, so that DuckDB compares numbers with numbers. */
import { SqlError, type SqlType, type SqlValue } from '../../types.ts'
import {
  type Moment,
  parseMoment,
  roundTicks,
  TICKS_PER_DAY,
  TICKS_PER_MINUTE,
  TICKS_TO_1900,
  ticksToDatetime,
} from '../types/date-time.ts'
import { familyOf, isUnicode } from '../types/sql-type.ts'

/** A moment as a value of a date or time type. */
export function momentValue({ ticks, offset = 0 }: Moment, type: SqlType): SqlValue {
  const scale = type.scale ?? 7
  switch (type.name) {
    case 'date':
      return Number(ticks / TICKS_PER_DAY)
    case 'time':
      return roundTicks(ticks % TICKS_PER_DAY, scale) % TICKS_PER_DAY
    case 'datetime':
      return ticksToDatetime(ticks)
    case 'smalldatetime':
      return Number((ticks - TICKS_TO_1900 + TICKS_PER_MINUTE / 2n) / TICKS_PER_MINUTE)
    case 'datetimeoffset':
      return { ticks: roundTicks(ticks - BigInt(offset) * TICKS_PER_MINUTE, scale), offset }
    default:
      return roundTicks(ticks, scale)
  }
}

/**
 * Text as a value of another type; undefined when DuckDB should convert it.
 * @throws {SqlError} 241, 8169, 242 … when the text is no such value.
 */
export function textValue(text: string, from: SqlType, to: SqlType): SqlValue | undefined {
  switch (familyOf(to)) {
    case 'date':
    case 'time':
    case 'moment':
    case 'offset': {
      const moment = parseMoment(text)
      if (!moment) throw new SqlError(241, 'Conversion failed when converting date and/or time from character string.')
      const year = moment.ticks / TICKS_PER_DAY
      if (
        (to.name === 'datetime' && year < 639_905n) ||
        (to.name === 'smalldatetime' && (year < 693_595n || year > 759_130n))
      ) {
        throw new SqlError(
          242,
          `The conversion of a varchar data type to a ${to.name} data type resulted in an out-of-range value.`,
          { state: 3 },
        )
      }
      return momentValue(moment, to)
    }
    case 'guid': {
      const match = /^\s*\{?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\}?/i.exec(text)
      if (!match)
        throw new SqlError(8169, 'Conversion failed when converting from a character string to uniqueidentifier.')
      return match[1]!.toUpperCase()
    }
    case 'binary':
      return new Uint8Array(Buffer.from(text, isUnicode(from) ? 'utf16le' : 'latin1'))
    case 'integer':
      if (text.trim() === '') return to.name === 'bigint' ? 0n : 0
      return undefined
    case 'bit': {
      const lower = text.trim().toLowerCase()
      if (lower === 'true') return true
      if (lower === 'false' || lower === '') return false
      return /^-?\d+$/.test(lower) ? !/^-?0+$/.test(lower) : undefined
    }
    default:
      return undefined
  }
}
