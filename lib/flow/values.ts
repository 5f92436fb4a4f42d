/** JavaScript values → a column in Arrow's layout: for the few rows that hygge writes of itself. */
import { type Batch, bytesOf, type Column } from '../columns/batch.ts'
import type { DataType, Schema } from '../columns/schema.ts'
import { FlowError } from '../errors.ts'

type Value = string | number | null

/** @throws {FlowError} for types that have no place here. */
export function batchOf(schema: Schema, rows: Record<string, Value>[]): Batch {
  const columns = schema.fields.map(({ name, type }) =>
    columnOf(
      type,
      rows.map(row => row[name]),
    ),
  )
  return { rows: rows.length, columns, bytes: bytesOf(columns), altered: 0 }
}

function columnOf(type: DataType, values: Value[]): Column {
  const nulls = values.reduce<number>((count, value) => count + (value === null ? 1 : 0), 0)
  return { nulls, validity: nulls === 0 ? null : validityOf(values), ...contentOf(type, values) }
}

function contentOf(type: DataType, values: Value[]): Pick<Column, 'offsets' | 'values'> {
  if (type.kind === 'utf8') return texts(values)
  const content = new Uint8Array(8 * values.length)
  const view = new DataView(content.buffer)
  if (type.kind === 'int' && type.bits === 64) {
    for (const [row, value] of values.entries()) view.setBigInt64(8 * row, BigInt(value ?? 0), true)
  } else if (type.kind === 'float' && type.bits === 64) {
    for (const [row, value] of values.entries()) view.setFloat64(8 * row, Number(value ?? 0), true)
  } else throw new FlowError('BAD_TYPE', `A column of the journal cannot be of the type ${type.kind}.`)
  return { offsets: null, values: content }
}

function texts(values: Value[]): Pick<Column, 'offsets' | 'values'> {
  const parts = values.map(value => Buffer.from(value === null ? '' : String(value)))
  const offsets = new Int32Array(new ArrayBuffer(padded(4 * (values.length + 1))), 0, values.length + 1)
  let end = 0
  parts.forEach((part, row) => {
    end += part.length
    offsets[row + 1] = end
  })
  const bytes = new Uint8Array(new ArrayBuffer(padded(end)), 0, end)
  for (const [row, part] of parts.entries()) bytes.set(part, offsets[row])
  return { offsets, values: bytes }
}

function validityOf(values: Value[]): Uint8Array<ArrayBuffer> {
  const bits = new Uint8Array(new ArrayBuffer(padded((values.length + 7) >>> 3)), 0, (values.length + 7) >>> 3)
  values.forEach((value, row) => {
    if (value !== null) bits[row >>> 3] |= 1 << (row & 7)
  })
  return bits
}

/** Whole words, so that any typed array can view the buffer. */
function padded(bytes: number): number {
  return (bytes + 7) & ~7
}
