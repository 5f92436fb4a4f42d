/** Columns that hold one value, in Arrow's layout. */

import { zeros } from '../columns/all-null.ts'
import type { Column } from '../columns/batch.ts'
import type { DataType } from '../columns/schema.ts'

/** What every row of a column holds. Plain data; text for numbers that JSON cannot carry. */
export type Single =
  | { kind: 'text'; text: string }
  | { kind: 'bool'; on: boolean }
  | { kind: 'int32'; number: number }
  | { kind: 'int64'; digits: string }
  | { kind: 'float64'; number: number }
  | { kind: 'timestamp'; micros: string; utc: boolean }

export function typeOf(single: Single): DataType {
  switch (single.kind) {
    case 'text':
      return { kind: 'utf8' }
    case 'bool':
      return { kind: 'bool' }
    case 'int32':
      return { kind: 'int', bits: 32 }
    case 'int64':
      return { kind: 'int', bits: 64 }
    case 'float64':
      return { kind: 'float', bits: 64 }
    case 'timestamp':
      return { kind: 'timestamp', unit: 'us', utc: single.utc }
  }
}

/** The value in every row. */
export function repeated(single: Single, rows: number): Column {
  switch (single.kind) {
    case 'text':
      return texts(single.text, rows)
    case 'bool':
      return fixed(zeros((rows + 7) >>> 3).fill(single.on ? 0xff : 0))
    case 'int32':
      return fixed(zeros(rows * 4), values => new Int32Array(values.buffer, 0, rows).fill(single.number))
    case 'int64':
      return fixed(zeros(rows * 8), values => new BigInt64Array(values.buffer, 0, rows).fill(BigInt(single.digits)))
    case 'float64':
      return fixed(zeros(rows * 8), values => new Float64Array(values.buffer, 0, rows).fill(single.number))
    case 'timestamp':
      return fixed(zeros(rows * 8), values => new BigInt64Array(values.buffer, 0, rows).fill(BigInt(single.micros)))
  }
}

function fixed(values: Uint8Array<ArrayBuffer>, fill?: (values: Uint8Array<ArrayBuffer>) => void): Column {
  fill?.(values)
  return { nulls: 0, validity: null, offsets: null, values }
}

function texts(text: string, rows: number): Column {
  const one = Buffer.from(text)
  const values = zeros(one.length * rows)
  const offsets = new Int32Array(zeros(4 * (rows + 1)).buffer, 0, rows + 1)
  for (let row = 0; row < rows; row++) {
    values.set(one, row * one.length)
    offsets[row + 1] = (row + 1) * one.length
  }
  return { nulls: 0, validity: null, offsets, values }
}
