/** What a SQL Server value has to be in a Parquet file: the type DuckDB should see, and one canonical text that every reader can make. */
import { StandInEngine } from '../../stand-ins/sql-server/engine/engine.ts'
import { decimalShape } from '../../stand-ins/sql-server/engine/types/sql-type.ts'
import { udtText } from '../../stand-ins/sql-server/engine/types/udt.ts'
import { valueText } from '../../stand-ins/sql-server/engine/types/value-text.ts'
import type { SqlColumn, SqlType, SqlValue } from '../../stand-ins/sql-server/types.ts'

const DAYS_TO_1970 = 719_162n
const DAYS_1900_TO_1970 = 25_567n
const TICKS_PER_DAY = 864_000_000_000n
const US_PER_DAY = 86_400_000_000n

/** A cell as text, null for NULL. */
export type Cell = string | null

/** The columns of tables, from their CREATE TABLE, without a row. */
export async function columnsOf(
  tables: readonly { path: string[]; columns: string }[],
): Promise<Map<string, SqlColumn[]>> {
  const engine = await StandInEngine.create()
  try {
    await engine.addDatabase('shapes')
    const schemas = new Set(tables.map(({ path }) => path[0]!))
    schemas.delete('dbo')
    for (const schema of schemas) await engine.run('shapes', `CREATE SCHEMA [${schema}]`)
    const found = new Map<string, SqlColumn[]>()
    for (const { path, columns } of tables) {
      const name = path.map(part => `[${part.replaceAll(']', ']]')}]`).join('.')
      await engine.run('shapes', `CREATE TABLE ${name} (${columns})`)
      found.set(path.at(-1)!, [...engine.table('shapes', path).columns])
    }
    return found
  } finally {
    await engine.close()
  }
}

/** How DuckDB names the type of the column in the file. */
export function duckdbType(type: SqlType): string {
  switch (type.name) {
    case 'bit':
      return 'BOOLEAN'
    case 'tinyint':
    case 'smallint':
      return 'SMALLINT'
    case 'int':
      return 'INTEGER'
    case 'bigint':
      return 'BIGINT'
    case 'real':
      return 'FLOAT'
    case 'float':
      return 'DOUBLE'
    case 'decimal':
    case 'numeric': {
      const { precision, scale } = decimalShape(type)
      return `DECIMAL(${precision},${scale})`
    }
    case 'money':
      return 'DECIMAL(19,4)'
    case 'smallmoney':
      return 'DECIMAL(10,4)'
    case 'date':
      return 'DATE'
    case 'time':
      return 'TIME'
    case 'datetime':
    case 'smalldatetime':
    case 'datetime2':
      return 'TIMESTAMP'
    case 'datetimeoffset':
      return 'TIMESTAMP WITH TIME ZONE'
    case 'binary':
    case 'varbinary':
    case 'image':
    case 'timestamp':
      return 'BLOB'
    default:
      return 'VARCHAR'
  }
}

/**
 * The canonical text of a value as it must arrive: numbers in digits, dates in days and moments in units since 1970, bytes in hexadecimal,
 * text as it is; what cannot be kept (a seventh digit, half a surrogate pair, a tick of 1/300 s) as the documentation says.
 */
export function cellOf(type: SqlType, value: SqlValue): Cell {
  if (value === null) return null
  if (value instanceof Uint8Array) {
    return type.name === 'udt' ? udtText(type.udt ?? '', value) : Buffer.from(value).toString('hex')
  }
  if (typeof value === 'object') {
    if ('type' in value) return valueText(value.type, value.value)
    return `${floorDiv(value.ticks - DAYS_TO_1970 * TICKS_PER_DAY, 10n)} us utc`
  }
  switch (type.name) {
    case 'bit':
      return String(value)
    case 'real':
      return String(Math.fround(Number(value)))
    case 'decimal':
    case 'numeric':
      return decimalText(BigInt(value), decimalShape(type).scale)
    case 'money':
    case 'smallmoney':
      return decimalText(BigInt(value), 4)
    case 'date':
      return String(BigInt(value) - DAYS_TO_1970)
    case 'time':
      return (type.scale ?? 7) === 7 ? `${BigInt(value) * 100n} ns` : `${BigInt(value) / 10n} us`
    case 'datetime2':
      return `${floorDiv(BigInt(value) - DAYS_TO_1970 * TICKS_PER_DAY, 10n)} us`
    case 'datetime':
      // To the nearest millisecond; thirds never tie.
      return `${floorDiv(BigInt(value) * 10n + 1n, 3n) * 1000n - DAYS_1900_TO_1970 * US_PER_DAY} us`
    case 'smalldatetime':
      return `${BigInt(value) * 60_000_000n - DAYS_1900_TO_1970 * US_PER_DAY} us`
    case 'uniqueidentifier':
      return String(value).toUpperCase()
    default:
      return typeof value === 'string' ? value.toWellFormed() : String(value)
  }
}

/** Digits of an unscaled number with their point: `-0.05`. */
export function decimalText(unscaled: bigint, scale: number): string {
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, '0')
  const point = digits.length - scale
  const text = scale === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`
  return unscaled < 0n ? `-${text}` : text
}

function floorDiv(value: bigint, by: bigint): bigint {
  const quotient = value / by
  return value % by < 0n ? quotient - 1n : quotient
}
