/** What a file's columns are (parquet-format: LogicalTypes.md): each becomes one of our types without loss, or is refused by name. */
import type { SchemaElement } from 'hyparquet'
import type { DataType, Field } from '../../columns/schema.ts'
import type { Storage } from './dense.ts'

/** How the values of a page become those of the column. */
export type Conversion =
  | 'same'
  /** 32 bits to 64, with or without a sign. */
  | 'signed'
  | 'unsigned'
  /** Units of milliseconds, of 32 or 64 bits, to microseconds. */
  | 'millis'
  /** Integers, or big-endian bytes, to 128 bits. */
  | 'decimal'
  | 'unsigned-decimal'
  | 'int96'
  | 'half'

/** A column that can be read. */
export interface ParquetColumn {
  field: Field
  storage: Storage
  conversion: Conversion
}

/** A column that cannot, and why. */
export interface Refused {
  name: string
  /** `a list`, `decimal(76,0)` … */
  what: string
}

/** All columns of a file, in its order. */
export interface ParquetColumns {
  readable: ParquetColumn[]
  refused: Refused[]
}

export function columnsOf(schema: SchemaElement[]): ParquetColumns {
  const columns: ParquetColumns = { readable: [], refused: [] }
  for (let at = 1; at < schema.length; at = behind(schema, at)) {
    const element = schema[at]
    const known = knownOf(element)
    const storage = storageOf(element)
    const { name, repetition_type } = element
    if (typeof known === 'string') columns.refused.push({ name, what: known })
    else if (storage === null) columns.refused.push({ name, what: `of the unknown type ${element.type}` })
    else {
      const { type, conversion, source, note } = known
      const field: Field = { name, type, nullable: repetition_type !== 'REQUIRED', source }
      columns.readable.push({ field: note === undefined ? field : { ...field, note }, storage, conversion })
    }
  }
  return columns
}

/** The element behind this one and all that it holds. */
function behind(schema: SchemaElement[], at: number): number {
  let next = at + 1
  for (let child = 0; child < (schema[at].num_children ?? 0) && next < schema.length; child++)
    next = behind(schema, next)
  return next
}

interface Known {
  type: DataType
  conversion: Conversion
  source: string
  note?: string
}

/** What a group is; null for a column that is none. */
function nestedIn({ repetition_type, num_children, logical_type, converted_type }: SchemaElement): string | null {
  const nested = logical_type?.type ?? converted_type
  if ((num_children ?? 0) > 0) {
    if (nested === 'LIST') return 'a list'
    if (nested?.startsWith('MAP')) return 'a map'
    return nested === 'VARIANT' ? 'a variant' : 'a struct'
  }
  return repetition_type === 'REPEATED' ? 'a list' : null
}

function storageOf({ type, type_length }: SchemaElement): Storage | null {
  switch (type) {
    case 'BOOLEAN':
      return { kind: 'flags' }
    case 'INT32':
    case 'FLOAT':
      return { kind: 'words', per: 1 }
    case 'INT64':
    case 'DOUBLE':
      return { kind: 'words', per: 2 }
    case 'INT96':
      return { kind: 'words', per: 3 }
    case 'BYTE_ARRAY':
      return { kind: 'bytes', width: null }
    case 'FIXED_LEN_BYTE_ARRAY':
      return { kind: 'bytes', width: type_length ?? 0 }
    default:
      return null
  }
}

/** The type, or why there is none. */
function knownOf(element: SchemaElement): Known | string {
  const nested = nestedIn(element)
  if (nested !== null) return nested
  switch (element.type) {
    case 'BOOLEAN':
      return same({ kind: 'bool' }, 'boolean')
    case 'FLOAT':
      return same({ kind: 'float', bits: 32 }, 'float')
    case 'DOUBLE':
      return same({ kind: 'float', bits: 64 }, 'double')
    case 'INT32':
    case 'INT64':
      return ofInteger(element, element.type === 'INT32' ? 32 : 64)
    case 'INT96':
      return {
        type: { kind: 'timestamp', unit: 'us', utc: false },
        conversion: 'int96',
        source: 'int96 timestamp',
        note: 'cut to microseconds',
      }
    default:
      return ofBytes(element)
  }
}

function same(type: DataType, source: string): Known {
  return { type, conversion: 'same', source }
}

function ofInteger(element: SchemaElement, bits: 32 | 64): Known | string {
  const { logical_type: logical, converted_type: converted } = element
  if (logical?.type === 'DECIMAL' || converted === 'DECIMAL') return ofDecimal(element, `int${bits}`)
  if (logical?.type === 'DATE' || converted === 'DATE') return same({ kind: 'date' }, 'date')
  if (logical?.type === 'TIME') return ofTime(logical.unit)
  if (logical?.type === 'TIMESTAMP') return ofTimestamp(logical.unit, logical.isAdjustedToUTC)
  if (converted === 'TIME_MILLIS' || converted === 'TIME_MICROS')
    return ofTime(converted === 'TIME_MILLIS' ? 'MILLIS' : 'MICROS')
  if (converted === 'TIMESTAMP_MILLIS' || converted === 'TIMESTAMP_MICROS') {
    return ofTimestamp(converted === 'TIMESTAMP_MILLIS' ? 'MILLIS' : 'MICROS', true)
  }
  if (logical?.type === 'INTEGER') return ofWidth(logical.bitWidth, logical.isSigned)
  const [, sign, width] = /^(U?INT)_(\d+)$/.exec(converted ?? '') ?? []
  if (width !== undefined) return ofWidth(Number(width), sign === 'INT')
  if (logical?.type !== undefined && logical.type !== 'NULL')
    return `of the type ${logical.type}, which hygge does not know in integers`
  return same({ kind: 'int', bits }, `int${bits}`)
}

function ofWidth(width: number, signed: boolean): Known {
  const source = `${signed ? 'int' : 'uint'}${width}`
  if (width === 8) return same({ kind: 'int', bits: 16 }, source)
  if (width === 16) return same({ kind: 'int', bits: signed ? 16 : 32 }, source)
  if (signed) return same({ kind: 'int', bits: width === 64 ? 64 : 32 }, source)
  if (width === 32) return { type: { kind: 'int', bits: 64 }, conversion: 'unsigned', source }
  return { type: { kind: 'decimal', precision: 20, scale: 0 }, conversion: 'unsigned-decimal', source }
}

function ofTime(unit: 'MILLIS' | 'MICROS' | 'NANOS'): Known {
  if (unit === 'MILLIS') return { type: { kind: 'time', unit: 'us' }, conversion: 'millis', source: 'time(ms)' }
  return unit === 'MICROS'
    ? same({ kind: 'time', unit: 'us' }, 'time(us)')
    : same({ kind: 'time', unit: 'ns' }, 'time(ns)')
}

function ofTimestamp(unit: 'MILLIS' | 'MICROS' | 'NANOS', utc: boolean): Known {
  const zone = utc ? ', utc' : ''
  if (unit === 'MILLIS') {
    return { type: { kind: 'timestamp', unit: 'us', utc }, conversion: 'millis', source: `timestamp(ms${zone})` }
  }
  const short = unit === 'MICROS' ? 'us' : 'ns'
  return same({ kind: 'timestamp', unit: short, utc }, `timestamp(${short}${zone})`)
}

function ofDecimal({ logical_type, precision: p, scale: s }: SchemaElement, source: string): Known | string {
  const precision = (logical_type?.type === 'DECIMAL' ? logical_type.precision : p) ?? 0
  const scale = (logical_type?.type === 'DECIMAL' ? logical_type.scale : s) ?? 0
  if (precision < 1 || precision > 38 || scale < 0 || scale > precision) {
    return `decimal(${precision},${scale}), and 38 digits are the most`
  }
  return {
    type: { kind: 'decimal', precision, scale },
    conversion: 'decimal',
    source: `decimal(${precision},${scale}) in ${source}`,
  }
}

function ofBytes(element: SchemaElement): Known | string {
  const { logical_type: logical, converted_type: converted, type_length: width } = element
  const fixed = element.type === 'FIXED_LEN_BYTE_ARRAY'
  if (logical?.type === 'DECIMAL' || converted === 'DECIMAL')
    return ofDecimal(element, fixed ? `${width} bytes` : 'bytes')
  switch (logical?.type) {
    case 'UUID':
      return fixed && width === 16 ? same({ kind: 'uuid' }, 'uuid') : `a uuid of ${width ?? 'any number of'} bytes`
    case 'FLOAT16':
      return { type: { kind: 'float', bits: 32 }, conversion: 'half', source: 'float16' }
    case 'STRING':
    case 'ENUM':
    case 'JSON':
      return same({ kind: 'utf8' }, logical.type.toLowerCase())
    case undefined:
    case 'NULL':
    case 'BSON':
      break
    default:
      return `of the type ${logical?.type}`
  }
  if (converted === 'UTF8' || converted === 'ENUM' || converted === 'JSON') return same({ kind: 'utf8' }, 'string')
  if (converted === 'INTERVAL') return 'an interval'
  return same({ kind: 'binary' }, fixed ? `${width} bytes` : 'bytes')
}
