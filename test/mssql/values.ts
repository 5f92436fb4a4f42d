/** Batches as plain values, row by row, for comparing. */
import type { Batch, Column } from '../../lib/columns/batch.ts'
import type { DataType, Schema } from '../../lib/columns/schema.ts'

type Value = null | boolean | number | bigint | string

/** Rows of plain values: integers of 64 bits, decimals and times as bigint, bytes and uuids as hexadecimal text. */
export function rowsOf(schema: Schema, batches: Batch[]): Value[][] {
  return batches.flatMap(({ rows, columns }) =>
    Array.from({ length: rows }, (_, row) => columns.map((column, i) => valueAt(column, schema.fields[i]!.type, row))),
  )
}

function valueAt({ validity, offsets, values }: Column, type: DataType, row: number): Value {
  if (validity !== null && ((validity[row >> 3]! >> (row & 7)) & 1) === 0) return null
  const view = new DataView(values.buffer, values.byteOffset, values.byteLength)
  const between = () => Buffer.from(values.subarray(offsets![row]!, offsets![row + 1]!))
  switch (type.kind) {
    case 'bool':
      return ((values[row >> 3]! >> (row & 7)) & 1) === 1
    case 'int':
      if (type.bits === 64) return view.getBigInt64(row * 8, true)
      return type.bits === 32 ? view.getInt32(row * 4, true) : view.getInt16(row * 2, true)
    case 'float':
      return type.bits === 32 ? view.getFloat32(row * 4, true) : view.getFloat64(row * 8, true)
    case 'decimal':
      return view.getBigUint64(row * 16, true) | (view.getBigInt64(row * 16 + 8, true) << 64n)
    case 'date':
      return view.getInt32(row * 4, true)
    case 'time':
    case 'timestamp':
      return view.getBigInt64(row * 8, true)
    case 'utf8':
      return between().toString('utf8')
    case 'binary':
      return between().toString('hex')
    case 'uuid':
      return Buffer.from(values.subarray(row * 16, row * 16 + 16)).toString('hex')
  }
}
