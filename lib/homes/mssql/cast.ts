/** Types that cannot be read as they are stored: what the server converts them to, in the SQL. Pure. */

import type { Field } from '../../columns/schema.ts'
import { HomeError } from '../../errors.ts'
import { quote } from '../../mssql/identifier.ts'
import { TYPE } from '../../mssql/types.ts'
import type { TdsColumn } from './tds/column.ts'

export interface Cast {
  /** `[c].ToString()` */
  expression: string
  field: Field
}

/** CLR types of SQL Server itself, whose text says everything but what the note names. */
const PRINTED: Readonly<Record<string, string>> = {
  hierarchyid: 'converted by .ToString()',
  geography: 'converted to well-known text by .ToString(), without its SRID',
  geometry: 'converted to well-known text by .ToString(), without its SRID',
}

/** The conversion that a column needs; null for a column that is read as it is. */
export function castOf({ name, nullable, type, udt, codepage }: TdsColumn): Cast | null {
  const column = quote(name)
  if (type === TYPE.SSVARIANT) {
    return {
      // Style 121: dates as ODBC prints them, with all their digits.
      expression: `CONVERT(nvarchar(4000), ${column}, 121)`,
      field: { name, nullable, source: 'sql_variant', type: { kind: 'utf8' }, note: 'converted to text by the server' },
    }
  }
  if ((type === TYPE.BIGCHAR || type === TYPE.BIGVARCHR || type === TYPE.TEXT) && codepage === undefined) {
    return {
      expression: `CAST(${column} AS nvarchar(max))`,
      field: {
        name,
        nullable,
        source: 'varchar',
        type: { kind: 'utf8' },
        note: 'its code page is decoded by the server',
      },
    }
  }
  if (type !== TYPE.UDT) return null
  const source = udt ?? 'user-defined type'
  const printed = PRINTED[source.toLowerCase()]
  if (printed !== undefined) {
    return {
      expression: `${column}.ToString()`,
      field: { name, nullable, source, type: { kind: 'utf8' }, note: printed },
    }
  }
  return {
    expression: `CAST(${column} AS varbinary(max))`,
    field: { name, nullable, source, type: { kind: 'binary' }, note: 'the bytes of its serialization' },
  }
}

/** A user's query is sent as it is, so what needs a cast there is refused, with the cast to write. */
export function refuseCasts(columns: TdsColumn[]): void {
  const casts = columns.map(castOf).filter(cast => cast !== null)
  if (casts.length === 0) return
  const list = casts.map(({ field }) => `${field.name} (${field.source})`).join(', ')
  const first = casts[0]!
  throw new HomeError('TYPE_NOT_SUPPORTED', `The query returns columns that cannot be read as they are: ${list}.`, {
    advice: `Convert them in the query: ${casts.map(cast => `${cast.expression} AS ${quote(cast.field.name)}`).join(', ')}.`,
    facts: { column: first.field.name, type: first.field.source, columns: casts.map(({ field }) => field.name) },
  })
}
