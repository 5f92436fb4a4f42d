/** Which type of SQL Server holds a column without loss: the table of docs/types.md, read backwards. Pure. */
import type { DataType, Field } from '../columns/schema.ts'
import { MAX_NVARCHAR, type NarrowType, parseSqlType, type SqlType } from './sql-type.ts'

/**
 * The type that a column is made with and sent as. Hashes are as long as hashes are. Else what the source calls it decides where that type holds every value of the column
 * (money stays money, nvarchar(50) stays nvarchar(50)); else the type that is as wide as the values can be.
 */
export function columnTypeOf({ type, source, length }: Pick<Field, 'type' | 'source' | 'length'>): SqlType {
  if (length !== undefined && type.kind === 'utf8') return { base: 'nvarchar', length }
  if (length !== undefined && type.kind === 'binary') return { base: 'varbinary', length }
  const named = parseSqlType(source)
  return (named && keeping(type, named)) ?? widest(type)
}

/** The named type, or what stands for it, when it holds values of this kind as they are. */
function keeping(type: DataType, named: SqlType | NarrowType): SqlType | null {
  switch (named.base) {
    case 'tinyint':
    case 'smallint':
      return type.kind === 'int' && type.bits === 16 ? named : null
    case 'money':
      return type.kind === 'decimal' && type.precision === 19 && type.scale === 4 ? named : null
    case 'smallmoney':
      return type.kind === 'decimal' && type.precision === 10 && type.scale === 4 ? named : null
    case 'numeric':
      return type.kind === 'decimal' && type.precision === named.precision && type.scale === named.scale ? named : null
    case 'time':
      return type.kind === 'time' && (type.unit === 'ns' || named.scale < 7) ? named : null
    case 'datetime':
    case 'smalldatetime':
      return type.kind === 'timestamp' && type.unit === 'us' && !type.utc ? named : null
    case 'datetime2':
      if (type.kind === 'utf8') return { base: 'nvarchar', length: 27 }
      return type.kind === 'timestamp' && !type.utc ? named : null
    case 'datetimeoffset':
      if (type.kind === 'utf8') return { base: 'nvarchar', length: 34 }
      return type.kind === 'timestamp' && type.utc ? named : null
    case 'uniqueidentifier':
      return type.kind === 'utf8' || type.kind === 'uuid' ? named : null
    case 'nchar':
    case 'nvarchar':
      return type.kind === 'utf8' ? named : null
    // The code page of the source need not be that of the destination; UTF-16 holds them all, in as many characters at the most.
    case 'char':
    case 'varchar':
      return type.kind === 'utf8' ? unicode(named.length) : null
    case 'binary':
    case 'varbinary':
      return type.kind === 'binary' ? named : null
    default:
      return null
  }
}

function widest(type: DataType): SqlType {
  switch (type.kind) {
    case 'bool':
      return { base: 'bit' }
    case 'int':
      return { base: type.bits === 16 ? 'smallint' : type.bits === 32 ? 'int' : 'bigint' }
    case 'float':
      return { base: type.bits === 32 ? 'real' : 'float' }
    case 'decimal':
      return { base: 'decimal', precision: type.precision, scale: type.scale }
    case 'date':
      return { base: 'date' }
    case 'time':
      return { base: 'time', scale: scaleOf(type.unit) }
    case 'timestamp':
      return { base: type.utc ? 'datetimeoffset' : 'datetime2', scale: scaleOf(type.unit) }
    case 'utf8':
      return { base: 'nvarchar', length: 'max' }
    case 'binary':
      return { base: 'varbinary', length: 'max' }
    case 'uuid':
      return { base: 'uniqueidentifier' }
  }
}

function scaleOf(unit: 'us' | 'ns'): number {
  return unit === 'us' ? 6 : 7
}

function unicode(length: number | 'max'): SqlType {
  return { base: 'nvarchar', length: length === 'max' || length > MAX_NVARCHAR ? 'max' : length }
}
