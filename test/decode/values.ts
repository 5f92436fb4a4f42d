/** Values out of batches, in the form of test/encode/table.ts, read apart from the code under test. */
import type { Batch, Column } from '../../lib/columns/batch.ts'
import type { DataType, Schema } from '../../lib/columns/schema.ts'
import type { Value } from '../encode/table.ts'

/** One array a column. */
export function valuesOf(schema: Schema, batches: Batch[]): Value[][] {
  return schema.fields.map(({ type }, c) =>
    batches.flatMap(({ rows, columns }) => Array.from({ length: rows }, (_, row) => valueIn(type, columns[c], row))),
  )
}

function valueIn(type: DataType, { validity, offsets, values }: Column, row: number): Value {
  if (validity !== null && (validity[row >> 3] & (1 << (row & 7))) === 0) return null
  const view = new DataView(values.buffer, values.byteOffset)
  switch (type.kind) {
    case 'bool':
      return (values[row >> 3] & (1 << (row & 7))) !== 0
    case 'int':
      if (type.bits === 64) return view.getBigInt64(row * 8, true)
      return BigInt(type.bits === 32 ? view.getInt32(row * 4, true) : view.getInt16(row * 2, true))
    case 'float':
      return type.bits === 32 ? view.getFloat32(row * 4, true) : view.getFloat64(row * 8, true)
    case 'decimal':
      return (view.getBigInt64(row * 16 + 8, true) << 64n) | view.getBigUint64(row * 16, true)
    case 'date':
      return BigInt(view.getInt32(row * 4, true))
    case 'time':
    case 'timestamp':
      return view.getBigInt64(row * 8, true)
    case 'utf8':
      return Buffer.from(values.subarray(offsets?.[row], offsets?.[row + 1])).toString()
    case 'binary':
      return Buffer.from(values.subarray(offsets?.[row], offsets?.[row + 1])).toString('hex')
    case 'uuid':
      return Buffer.from(values.subarray(row * 16, row * 16 + 16)).toString('hex')
  }
}
