/** Some of a column's rows, in an order of their own buffers. */
import { zeros } from './all-null.ts'
import type { Column } from './batch.ts'
import { byteWidth, type DataType } from './schema.ts'

/** The rows for which `keep` is not 0, `kept` of them. */
export function gathered(type: DataType, column: Column, keep: Uint8Array, kept: number): Column {
  const { validity, values, offsets } = column
  const rows = rowsIn(keep, kept)
  const content =
    offsets !== null
      ? variable(values, offsets, rows)
      : type.kind === 'bool'
        ? bits(values, rows)
        : fixed(values, byteWidth(type), rows)
  if (validity === null) return { nulls: 0, validity, ...content }
  const valid = bits(validity, rows).values
  let nulls = kept
  for (let row = 0; row < kept; row++) nulls -= (valid[row >> 3] >> (row & 7)) & 1
  return { nulls, validity: nulls === 0 ? null : valid, ...content }
}

type Content = Pick<Column, 'offsets' | 'values'>

function rowsIn(keep: Uint8Array, kept: number): Int32Array {
  const rows = new Int32Array(kept)
  let at = 0
  for (let row = 0; at < kept; row++) if (keep[row] !== 0) rows[at++] = row
  return rows
}

function bits(source: Uint8Array, rows: Int32Array): Content {
  const values = zeros((rows.length + 7) >>> 3)
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at]
    values[at >> 3] |= ((source[row >> 3] >> (row & 7)) & 1) << (at & 7)
  }
  return { offsets: null, values }
}

function fixed(source: Uint8Array, width: number, rows: Int32Array): Content {
  const values = zeros(rows.length * width)
  for (let at = 0; at < rows.length; at++) {
    const from = rows[at] * width
    for (let byte = 0; byte < width; byte++) values[at * width + byte] = source[from + byte]
  }
  return { offsets: null, values }
}

function variable(source: Uint8Array, ends: Int32Array, rows: Int32Array): Content {
  const offsets = new Int32Array(zeros(4 * (rows.length + 1)).buffer, 0, rows.length + 1)
  for (let at = 0; at < rows.length; at++) offsets[at + 1] = offsets[at] + ends[rows[at] + 1] - ends[rows[at]]
  const values = zeros(offsets[rows.length])
  for (let at = 0; at < rows.length; at++) values.set(source.subarray(ends[rows[at]], ends[rows[at] + 1]), offsets[at])
  return { offsets, values }
}
