/** DuckDB's vectors ↔ SqlValues, column by column. */
import {
  DuckDBBlobValue,
  DuckDBBlobVector,
  DuckDBDecimal16Vector,
  DuckDBDecimal32Vector,
  DuckDBDecimal64Vector,
  DuckDBDecimal128Vector,
  DuckDBDecimalValue,
  DuckDBStructVector,
  type DuckDBValue,
  DuckDBVarCharVector,
  type DuckDBVector,
  structValue,
} from '@duckdb/node-api'
import type { SqlType, SqlValue } from '../types.ts'
import { decimalShape, familyOf } from './types/sql-type.ts'
import { escapeText, guidBytes, guidText, structParts, unescapeText, variantOf } from './types/storage.ts'

/** The values of one column of a chunk. */
export function valuesOf(vector: DuckDBVector, type: SqlType, count: number): SqlValue[] {
  const values = new Array<SqlValue>(count)
  switch (familyOf(type)) {
    case 'exact':
      return decimals(vector, values)
    case 'text':
      if (!(vector instanceof DuckDBVarCharVector)) throw new TypeError('text is stored as VARCHAR')
      for (let row = 0; row < count; row++) {
        const text = vector.getItem(row)
        values[row] = text === null ? null : unescapeText(text)
      }
      return values
    case 'binary':
      for (let row = 0; row < count; row++) values[row] = bytesAt(vector, row)
      return values
    case 'guid':
      for (let row = 0; row < count; row++) {
        const bytes = bytesAt(vector, row)
        values[row] = bytes && guidText(bytes)
      }
      return values
    case 'offset':
      return offsets(vector, values)
    case 'variant':
    case 'udt':
      return structs(vector, type, values)
    default:
      // Numbers of every size: what DuckDB hands over is the value.
      for (let row = 0; row < count; row++) values[row] = vector.getItem(row) as number | bigint | boolean | null
      return values
  }
}

function decimals(vector: DuckDBVector, values: SqlValue[]): SqlValue[] {
  if (vector instanceof DuckDBDecimal64Vector || vector instanceof DuckDBDecimal128Vector) {
    for (let row = 0; row < values.length; row++) values[row] = vector.getScaledValue(row)
    return values
  }
  if (!(vector instanceof DuckDBDecimal16Vector || vector instanceof DuckDBDecimal32Vector))
    throw new TypeError('numbers are stored as DECIMAL')
  for (let row = 0; row < values.length; row++) {
    const value = vector.getScaledValue(row)
    values[row] = value === null ? null : BigInt(value)
  }
  return values
}

function bytesAt(vector: DuckDBVector, row: number): Uint8Array | null {
  if (!(vector instanceof DuckDBBlobVector)) throw new TypeError('bytes are stored as BLOB')
  // Copied: short values are views of DuckDB's own memory.
  const bytes = vector.getItemBytes(row)
  return bytes && new Uint8Array(bytes)
}

function offsets(vector: DuckDBVector, values: SqlValue[]): SqlValue[] {
  if (!(vector instanceof DuckDBStructVector)) throw new TypeError('datetimeoffset is stored as STRUCT')
  for (let row = 0; row < values.length; row++) {
    const ticks = vector.getItemValue(row, 0)
    values[row] = ticks === null ? null : { ticks: ticks as bigint, offset: vector.getItemValue(row, 1) as number }
  }
  return values
}

function structs(vector: DuckDBVector, type: SqlType, values: SqlValue[]): SqlValue[] {
  if (!(vector instanceof DuckDBStructVector)) throw new TypeError(`${type.name} is stored as STRUCT`)
  const child = vector.entryVectorAt(1)
  for (let row = 0; row < values.length; row++) {
    const bytes = vector.isItemValid(row) ? bytesAt(child, row) : null
    values[row] = bytes === null ? null : type.name === 'udt' ? bytes : variantOf(bytes)
  }
  return values
}

/** A value as DuckDB's appender takes it. */
export function duckValue(type: SqlType, value: SqlValue): DuckDBValue {
  if (value === null) return null
  switch (familyOf(type)) {
    case 'exact': {
      const { precision, scale } = decimalShape(type)
      return new DuckDBDecimalValue(value as bigint, precision, scale)
    }
    case 'text':
      return escapeText(value as string)
    case 'binary':
      return new DuckDBBlobValue(value as Uint8Array)
    case 'guid':
      return new DuckDBBlobValue(guidBytes(value as string))
    case 'offset': {
      const { ticks, offset } = value as { ticks: bigint; offset: number }
      return structValue({ t: ticks, o: offset })
    }
    case 'variant':
    case 'udt': {
      const { text, bytes } = structParts(type, value)
      return structValue({ text: escapeText(text), bytes: new DuckDBBlobValue(bytes) })
    }
    default:
      return value as number | bigint | boolean
  }
}
