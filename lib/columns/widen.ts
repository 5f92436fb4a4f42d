/** Columns in a wider type: every value stays what it is. */
import type { Column } from './batch.ts'
import { takeBuffer } from './buffers.ts'
import { padded } from './builder.ts'
import { byteWidth, type DataType } from './schema.ts'

/** The column as one of the type `to`, whose values include those of `from`; null when they do not. */
export function widened(column: Column, from: DataType, to: DataType, rows: number): Column | null {
  const value = readerOf(from, column)
  const width = byteWidth(to)
  const buffer = takeBuffer(padded(rows * width), true)
  const write = writerOf(from, to, new DataView(buffer))
  if (value === null || write === null) return null
  for (let row = 0; row < rows; row++) write(row, value(row))
  return { ...column, values: new Uint8Array(buffer, 0, rows * width) }
}

type Exact = number | bigint

function readerOf(from: DataType, { values }: Column): ((row: number) => Exact) | null {
  const view = new DataView(values.buffer, values.byteOffset, values.byteLength)
  if (from.kind === 'float' && from.bits === 32) return row => view.getFloat32(row * 4, true)
  if (from.kind === 'int' && from.bits === 16) return row => view.getInt16(row * 2, true)
  if (from.kind === 'int' && from.bits === 32) return row => view.getInt32(row * 4, true)
  if (from.kind === 'int') return row => view.getBigInt64(row * 8, true)
  if (from.kind === 'decimal') {
    return row => (view.getBigInt64(row * 16 + 8, true) << 64n) | view.getBigUint64(row * 16, true)
  }
  return null
}

function writerOf(from: DataType, to: DataType, view: DataView): ((row: number, value: Exact) => void) | null {
  if (from.kind === 'float' && to.kind === 'float' && to.bits === 64) {
    return (row, value) => view.setFloat64(row * 8, Number(value), true)
  }
  if (from.kind === 'int' && to.kind === 'int' && to.bits > from.bits) {
    if (to.bits === 32) return (row, value) => view.setInt32(row * 4, Number(value), true)
    return (row, value) => view.setBigInt64(row * 8, BigInt(value), true)
  }
  if (to.kind === 'decimal' && (from.kind === 'int' || from.kind === 'decimal')) {
    const scale = from.kind === 'decimal' ? from.scale : 0
    if (scale > to.scale) return null
    const factor = 10n ** BigInt(to.scale - scale)
    return (row, value) => {
      const unscaled = BigInt(value) * factor
      view.setBigInt64(row * 16, BigInt.asIntN(64, unscaled), true)
      view.setBigInt64(row * 16 + 8, unscaled >> 64n, true)
    }
  }
  return null
}
