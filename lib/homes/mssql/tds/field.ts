/** What a TDS column becomes: the table of types. Pure. */
import type { DataType, Field } from '../../../columns/schema.ts'
import { HomeError } from '../../../errors.ts'
import { PLP_LENGTH, TYPE } from '../../../mssql/types.ts'
import type { TdsColumn } from './column.ts'

/** The user's choices where SQL Server and Arrow differ. */
export interface TypeOptions {
  /** What happens to the seventh digit of datetime2(7) and datetimeoffset(7). */
  datetime2: 'microseconds' | 'nanoseconds' | 'string'
  datetimeoffset: 'utc' | 'string'
  uniqueidentifier: 'string' | 'uuid'
}

const UTF8: DataType = { kind: 'utf8' }
const BINARY: DataType = { kind: 'binary' }
const INT16: DataType = { kind: 'int', bits: 16 }
const MICROSECONDS: DataType = { kind: 'timestamp', unit: 'us', utc: false }
const CUT = 'the seventh digit of the second is cut off, values that had one are counted'

/**
 * @throws {HomeError} TYPE_NOT_SUPPORTED for types that must be converted in the SQL first
 */
export function fieldOf(column: TdsColumn, options: TypeOptions): Field {
  const { name, nullable } = column
  return { name, nullable, ...conversionOf(column, options) }
}

type Conversion = Pick<Field, 'type' | 'source' | 'note'>

function conversionOf(column: TdsColumn, options: TypeOptions): Conversion {
  const { type, length, scale = 0 } = column
  switch (type) {
    case TYPE.BIT:
    case TYPE.BITN:
      return { type: { kind: 'bool' }, source: 'bit' }
    case TYPE.INT1:
    case TYPE.INT2:
    case TYPE.INT4:
    case TYPE.INT8:
    case TYPE.INTN:
      return integer(column)
    case TYPE.FLT4:
      return { type: { kind: 'float', bits: 32 }, source: 'real' }
    case TYPE.FLT8:
      return { type: { kind: 'float', bits: 64 }, source: 'float' }
    case TYPE.FLTN:
      return length === 4
        ? { type: { kind: 'float', bits: 32 }, source: 'real' }
        : { type: { kind: 'float', bits: 64 }, source: 'float' }
    case TYPE.MONEY:
    case TYPE.MONEY4:
    case TYPE.MONEYN:
      return length === 4
        ? { type: { kind: 'decimal', precision: 10, scale: 4 }, source: 'smallmoney' }
        : { type: { kind: 'decimal', precision: 19, scale: 4 }, source: 'money' }
    case TYPE.DECIMALN:
    case TYPE.NUMERICN: {
      const precision = column.precision ?? 38
      const source = `${type === TYPE.DECIMALN ? 'decimal' : 'numeric'}(${precision},${scale})`
      return { type: { kind: 'decimal', precision, scale }, source }
    }
    case TYPE.DATE:
      return { type: { kind: 'date' }, source: 'date' }
    case TYPE.TIME:
      return { type: { kind: 'time', unit: scale === 7 ? 'ns' : 'us' }, source: `time(${scale})` }
    case TYPE.DATETIME:
    case TYPE.DATETIM4:
    case TYPE.DATETIMN:
      return length === 4
        ? { type: MICROSECONDS, source: 'smalldatetime' }
        : {
            type: MICROSECONDS,
            source: 'datetime',
            note: 'ticks of 1/300 s rounded to .000, .003 and .007 as the server prints them',
          }
    case TYPE.DATETIME2:
      return datetime2(scale, options)
    case TYPE.DATETIMEOFFSET:
      return datetimeoffset(scale, options)
    case TYPE.GUID:
      return { type: options.uniqueidentifier === 'uuid' ? { kind: 'uuid' } : UTF8, source: 'uniqueidentifier' }
    case TYPE.BIGCHAR:
    case TYPE.BIGVARCHR:
    case TYPE.TEXT:
      return narrow(column)
    case TYPE.NCHAR:
      return { type: UTF8, source: `nchar(${length / 2})` }
    case TYPE.NVARCHAR:
      return { type: UTF8, source: `nvarchar(${length === PLP_LENGTH ? 'max' : length / 2})` }
    case TYPE.NTEXT:
      return { type: UTF8, source: 'ntext' }
    case TYPE.XML:
      return { type: UTF8, source: 'xml' }
    case TYPE.BIGBINARY:
      return { type: BINARY, source: `binary(${length})` }
    case TYPE.BIGVARBIN:
      return { type: BINARY, source: `varbinary(${length === PLP_LENGTH ? 'max' : length})` }
    case TYPE.IMAGE:
      return { type: BINARY, source: 'image' }
    case TYPE.SSVARIANT:
      throw notSupported(column, 'sql_variant', 'a value of any type', 'CAST(… AS nvarchar(4000))')
    case TYPE.UDT:
      throw notSupported(column, column.udt ?? 'a CLR type', 'an object of the CLR', '….ToString()')
    default:
      throw notSupported(column, `TDS 0x${type.toString(16)}`, 'unknown', 'CAST(… AS nvarchar(max))')
  }
}

function integer(column: TdsColumn): Conversion {
  switch (column.length) {
    case 1:
      return { type: INT16, source: 'tinyint' }
    case 2:
      return { type: INT16, source: 'smallint' }
    case 4:
      return { type: { kind: 'int', bits: 32 }, source: 'int' }
    case 8:
      return { type: { kind: 'int', bits: 64 }, source: 'bigint' }
    default:
      throw notSupported(column, `an integer of ${column.length} bytes`, 'unknown', 'CAST(… AS bigint)')
  }
}

function datetime2(scale: number, options: TypeOptions): Conversion {
  const source = `datetime2(${scale})`
  if (scale < 7) return { type: MICROSECONDS, source }
  switch (options.datetime2) {
    case 'microseconds':
      return { type: MICROSECONDS, source, note: CUT }
    case 'nanoseconds':
      return { type: { kind: 'timestamp', unit: 'ns', utc: false }, source, note: 'years 1677 to 2262 only' }
    case 'string':
      return { type: UTF8, source, note: 'as text, with all seven digits' }
  }
}

function datetimeoffset(scale: number, options: TypeOptions): Conversion {
  const source = `datetimeoffset(${scale})`
  if (options.datetimeoffset === 'string') return { type: UTF8, source, note: 'as text, with its offset' }
  const moved = 'moved to UTC, the offset is not kept'
  if (scale < 7) return { type: { kind: 'timestamp', unit: 'us', utc: true }, source, note: moved }
  switch (options.datetime2) {
    case 'microseconds':
      return { type: { kind: 'timestamp', unit: 'us', utc: true }, source, note: `${moved}; ${CUT}` }
    case 'nanoseconds':
      return { type: { kind: 'timestamp', unit: 'ns', utc: true }, source, note: `${moved}; years 1677 to 2262 only` }
    case 'string':
      return { type: UTF8, source, note: `as text, with all seven digits; ${moved}` }
  }
}

function narrow(column: TdsColumn): Conversion {
  const { type, length, codepage } = column
  const name = type === TYPE.TEXT ? 'text' : type === TYPE.BIGCHAR ? 'char' : 'varchar'
  const source = name === 'text' ? name : `${name}(${length === PLP_LENGTH ? 'max' : length})`
  if (codepage === undefined) {
    throw notSupported(column, source, 'text in an unknown code page', 'CAST(… AS nvarchar(max))')
  }
  return { type: UTF8, source }
}

function notSupported(column: TdsColumn, source: string, what: string, cast: string): HomeError {
  const message = `Column ${JSON.stringify(column.name)} is ${source}: ${what}, which cannot be moved without loss.`
  return new HomeError('TYPE_NOT_SUPPORTED', message, {
    advice: `Convert it in a query, for example ${cast}, or name the columns to read without it.`,
    facts: { column: column.name, type: column.type, source },
  })
}
