/** Expressions on their way to DuckDB: SQL text with the SQL Server type that its value has. */
import { type SqlColumn, SqlError, type SqlType, type SqlValue } from '../../types.ts'
import { familyOf, ignoresCase } from '../types/sql-type.ts'
import { literal } from '../types/storage.ts'

export interface Typed {
  /** DuckDB SQL of a value in the storage form of `type`. */
  sql: string
  type: SqlType
  nullable: boolean
  /** The value, when it is known before the statement runs: literals and variables. */
  constant?: SqlValue
  /** A bare NULL: takes any type. */
  untyped?: boolean
  /** The name that a plain column gives its result column. */
  name?: string
  identity?: boolean
}

export interface BoundColumn extends SqlColumn {
  sql: string
  identity?: boolean
}

export function constant(type: SqlType, value: SqlValue): Typed {
  return { sql: literal(type, value), type, nullable: value === null, constant: value }
}

export const int = (sql: string): Typed => ({ sql, type: { name: 'int' }, nullable: true })
export const bigint = (sql: string): Typed => ({ sql, type: { name: 'bigint' }, nullable: true })
export const typed = (sql: string, type: SqlType): Typed => ({ sql, type, nullable: true })

/** What a value is compared and sorted by: case and trailing spaces as the collation says, the instant of a datetimeoffset. */
export function sortKey({ sql, type }: Typed, caseless = ignoresCase(type)): string {
  switch (familyOf(type)) {
    case 'text':
      return caseless ? `lower(rtrim(${sql}, ' '))` : `rtrim(${sql}, ' ')`
    case 'offset':
      return `(${sql}).t`
    case 'variant':
      return `(${sql})."text"`
    case 'udt':
      return `(${sql}).bytes`
    default:
      return sql
  }
}

/** One key of ORDER BY: NULL is the least of all values. */
export const orderKey = (value: Typed, descending: boolean): string =>
  `${sortKey(value)} ${descending ? 'DESC NULLS LAST' : 'ASC NULLS FIRST'}`

export function clash(left: SqlType, right: SqlType, operator: string): SqlError {
  return new SqlError(
    402,
    `The data types ${left.udt ?? left.name} and ${right.udt ?? right.name} are incompatible in the ${operator} operator.`,
  )
}
