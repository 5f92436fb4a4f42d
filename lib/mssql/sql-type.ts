/** Types of SQL Server's columns as values: read from their names, and printed as T-SQL declares them. Pure. */

/** The types that hygge makes columns of and writes rows in. */
export type SqlType =
  | { base: 'bit' | 'tinyint' | 'smallint' | 'int' | 'bigint' | 'real' | 'float' }
  | { base: 'money' | 'smallmoney' | 'date' | 'datetime' | 'smalldatetime' | 'uniqueidentifier' }
  | { base: 'decimal' | 'numeric'; precision: number; scale: number }
  | { base: 'time' | 'datetime2' | 'datetimeoffset'; scale: number }
  /** Characters of UTF-16, or bytes. */
  | { base: 'nchar' | 'binary'; length: number }
  | { base: 'nvarchar' | 'varbinary'; length: number | 'max' }

/** Text in the code page of its column: hygge reads and fills such columns, and makes none. */
export type NarrowType = { base: 'char'; length: number } | { base: 'varchar'; length: number | 'max' }

/** The most characters of an nvarchar that is not `max`; of binary types and varchar it is twice that. */
export const MAX_NVARCHAR = 4000

/** `decimal(18, 4)` → its parts; null for what is no type of these. Without an argument a type has the server's default. */
export function parseSqlType(text: string): SqlType | NarrowType | null {
  const [, base = '', first, second] = /^([a-z0-9]+)(?:\((\w+)(?:, ?(\d+))?\))?$/i.exec(text.trim().toLowerCase()) ?? []
  switch (base) {
    case 'bit':
    case 'tinyint':
    case 'smallint':
    case 'int':
    case 'bigint':
    case 'real':
    case 'float':
    case 'money':
    case 'smallmoney':
    case 'date':
    case 'datetime':
    case 'smalldatetime':
    case 'uniqueidentifier':
      return { base }
    case 'decimal':
    case 'numeric':
      return { base, precision: digits(first) ?? 18, scale: digits(second) ?? 0 }
    case 'time':
    case 'datetime2':
    case 'datetimeoffset':
      return { base, scale: digits(first) ?? 7 }
    case 'nchar':
    case 'binary':
    case 'char':
      return { base, length: digits(first) ?? 1 }
    case 'nvarchar':
    case 'varbinary':
    case 'varchar':
      return { base, length: first === 'max' ? 'max' : (digits(first) ?? 1) }
    case 'sysname':
      return { base: 'nvarchar', length: 128 }
    case 'rowversion':
    case 'timestamp':
      return { base: 'binary', length: 8 }
    case 'xml':
    case 'ntext':
      return { base: 'nvarchar', length: 'max' }
    case 'text':
      return { base: 'varchar', length: 'max' }
    case 'image':
      return { base: 'varbinary', length: 'max' }
    default:
      return null
  }
}

/** The type as T-SQL declares it. */
export function printSqlType(type: SqlType | NarrowType): string {
  switch (type.base) {
    case 'decimal':
    case 'numeric':
      return `${type.base}(${type.precision},${type.scale})`
    case 'time':
    case 'datetime2':
    case 'datetimeoffset':
      return `${type.base}(${type.scale})`
    case 'nchar':
    case 'binary':
    case 'char':
    case 'nvarchar':
    case 'varbinary':
    case 'varchar':
      return `${type.base}(${type.length})`
    default:
      return type.base
  }
}

function digits(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined
}
