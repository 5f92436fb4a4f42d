/** Values as SQLite keeps them: docs/stores/sqlite.md has the table. */
import type { Column } from '../../columns/batch.ts'
import type { DataType } from '../../columns/schema.ts'
import { cellsOf } from '../../encode/text/cells.ts'
import { TextOutput } from '../../encode/text/output.ts'

/** SQLite's storage classes (sqlite.org/datatype3.html), which are also the types that our tables declare. */
export type StorageClass = 'INTEGER' | 'REAL' | 'TEXT' | 'BLOB'

/** Decimals without a point that 64 bits hold are integers. */
const INTEGER_DIGITS = 18

export function storageOf(type: DataType): StorageClass {
  switch (type.kind) {
    case 'bool':
    case 'int':
      return 'INTEGER'
    case 'float':
      return 'REAL'
    case 'decimal':
      return type.scale === 0 && type.precision <= INTEGER_DIGITS ? 'INTEGER' : 'TEXT'
    case 'binary':
      return 'BLOB'
    default:
      return 'TEXT'
  }
}

type Value = bigint | number | string | Uint8Array | null

/** The values of a column, row by row. */
export function valuesOf(type: DataType, column: Column): (row: number) => Value {
  const { validity } = column
  const value = plainValues(type, column)
  if (validity === null) return value
  return row => ((validity[row >> 3] >> (row & 7)) & 1 ? value(row) : null)
}

function plainValues(type: DataType, column: Column): (row: number) => Value {
  const { values, offsets } = column
  const view = new DataView(values.buffer, values.byteOffset, values.byteLength)
  switch (type.kind) {
    case 'bool':
      return row => BigInt((values[row >> 3] >> (row & 7)) & 1)
    case 'int':
      // Numbers would be bound as floating-point ones.
      if (type.bits === 64) return row => view.getBigInt64(row * 8, true)
      return row => BigInt(type.bits === 32 ? view.getInt32(row * 4, true) : view.getInt16(row * 2, true))
    case 'float':
      return row => real(type.bits === 64 ? view.getFloat64(row * 8, true) : view.getFloat32(row * 4, true))
    case 'binary':
      return row => values.subarray(offsets?.[row], offsets?.[row + 1])
    case 'utf8': {
      const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength)
      return row => bytes.toString('utf8', offsets?.[row], offsets?.[row + 1])
    }
    default: {
      if (storageOf(type) === 'INTEGER') return row => view.getBigInt64(row * 16, true)
      const cell = cellsOf(type, column)
      const out = new TextOutput(64)
      return row => {
        out.length = 0
        cell(out, row)
        return Buffer.from(out.bytes.buffer, 0, out.length).toString('latin1')
      }
    }
  }
}

/** SQLite would make NULL of a value that is not a number. */
function real(value: number): Value {
  return Number.isNaN(value) ? 'NaN' : value
}
