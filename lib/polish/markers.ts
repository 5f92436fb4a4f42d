/** Row markers that the source brings: whole numbers of any width become the int32 that Open Mirroring reads. */
import { zeros } from '../columns/all-null.ts'
import type { Batch, Column } from '../columns/batch.ts'
import type { DataType } from '../columns/schema.ts'
import { textOf } from '../columns/value.ts'
import { ConfigError } from '../errors.ts'
import { ROW_MARKER } from './config.ts'

/** Insert, update, delete, insert or update. */
const KNOWN = new Set([0, 1, 2, 4])

/** What tells a row from others in a message. */
export interface RowName {
  column: string
  from: number
  type: DataType
}

/** @throws {ConfigError} for a row whose marker is NULL or not known: nobody could say what becomes of it */
export function markers(
  batch: Batch,
  { from, bits, key }: { from: number; bits: 16 | 32 | 64; key: RowName[] },
): Column {
  const { rows } = batch
  const column = batch.columns[from]!
  const read = readerOf(column.values, rows, bits)
  const marked = new Int32Array(zeros(4 * rows).buffer, 0, rows)
  for (let row = 0; row < rows; row++) {
    const marker = Number(read[row])
    if (!KNOWN.has(marker) || (column.nulls > 0 && isNull(column, row))) throw unknown(batch, row, from, bits, key)
    marked[row] = marker
  }
  return { nulls: 0, validity: null, offsets: null, values: new Uint8Array(marked.buffer, 0, 4 * rows) }
}

function isNull({ validity }: Column, row: number): boolean {
  return validity !== null && ((validity[row >> 3]! >> (row & 7)) & 1) === 0
}

function readerOf({ buffer, byteOffset }: Uint8Array<ArrayBuffer>, rows: number, bits: 16 | 32 | 64) {
  switch (bits) {
    case 16:
      return new Int16Array(buffer, byteOffset, rows)
    case 32:
      return new Int32Array(buffer, byteOffset, rows)
    case 64:
      return new BigInt64Array(buffer, byteOffset, rows)
  }
}

function unknown({ columns }: Batch, row: number, from: number, bits: 16 | 32 | 64, key: RowName[]): ConfigError {
  const value = textOf({ kind: 'int', bits }, columns[from]!, row) ?? 'NULL'
  const named = key.map(({ column, from, type }) => `${column} = ${textOf(type, columns[from]!, row) ?? 'NULL'}`)
  const which = named.length === 0 ? 'A row of the source' : `The row of the source with ${named.join(', ')}`
  return new ConfigError('ROW_MARKER_UNKNOWN', `${which} has ${value} in ${ROW_MARKER}.`, {
    advice:
      'Markers are 0 insert, 1 update, 2 delete, 4 insert or update: correct the rows, or leave them out by `where`.',
    facts: { column: ROW_MARKER, value },
  })
}
