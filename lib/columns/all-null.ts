/** Columns without a value. */
import type { Column } from './batch.ts'
import { byteWidth, type DataType } from './schema.ts'

/** NULL in every row. */
export function allNull(type: DataType, rows: number): Column {
  const variable = type.kind === 'utf8' || type.kind === 'binary'
  return {
    nulls: rows,
    validity: rows === 0 ? null : zeros((rows + 7) >>> 3),
    offsets: variable ? new Int32Array(zeros(4 * (rows + 1)).buffer, 0, rows + 1) : null,
    values: type.kind === 'bool' ? zeros((rows + 7) >>> 3) : zeros(rows * byteWidth(type)),
  }
}

/** Zeros, in whole words, so that any typed array can view the buffer. */
export function zeros(length: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new ArrayBuffer((length + 7) & ~7), 0, length)
}
