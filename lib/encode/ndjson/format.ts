/**
 * JSON lines as a `Format`: an object a row, a line feed behind each (RFC 8259). Whole numbers have all their digits; decimals are texts, as
 * most readers make doubles of numbers with a point.
 */
import type { Batch, Column } from '../../columns/batch.ts'
import type { DataType, Schema } from '../../columns/schema.ts'
import type { Format } from '../format.ts'
import { cellsOf, isFiniteFloat, type WriteCell } from '../text/cells.ts'
import { compressed, endingOf } from '../text/compress.ts'
import { TextOutput } from '../text/output.ts'

const QUOTE = 0x22
const BACKSLASH = 0x5c

export const ndjson: Format = {
  name: 'ndjson',

  extension: compression => `ndjson${endingOf(compression)}`,

  head: () => new Uint8Array(0),

  async encode(schema, batches, compression) {
    const out = new TextOutput(batches.reduce((sum, { bytes }) => sum + bytes, 0) * 2)
    for (const batch of batches) writeRows(out, schema, batch)
    const rows = batches.reduce((sum, batch) => sum + batch.rows, 0)
    return { bytes: compressed(out.take(), compression), rows, meta: null }
  },

  tail: () => new Uint8Array(0),
}

function writeRows(out: TextOutput, { fields }: Schema, { rows, columns }: Batch): void {
  // `{"a":` and `,"b":`, as bytes.
  const keys = fields.map(({ name }, at) => Buffer.from(`${at === 0 ? '{' : ','}${JSON.stringify(name)}:`))
  const cells = fields.map(({ type }, at) => cellOf(type, columns[at]))
  for (let row = 0; row < rows; row++) {
    for (let at = 0; at < columns.length; at++) {
      out.raw(keys[at], 0, keys[at].length)
      const { validity } = columns[at]
      if (validity === null || (validity[row >> 3] >> (row & 7)) & 1) cells[at](out, row)
      else out.ascii('null')
    }
    out.ascii('}\n')
  }
}

function cellOf(type: DataType, column: Column): WriteCell {
  switch (type.kind) {
    case 'utf8': {
      const { values, offsets } = column
      return (out, row) => writeText(out, values, offsets?.[row] ?? 0, offsets?.[row + 1] ?? 0)
    }
    case 'bool':
    case 'int':
      return cellsOf(type, column)
    case 'float': {
      const plain = cellsOf(type, column)
      // JSON has no numbers for these.
      return (out, row) => (isFiniteFloat(type, column, row) ? plain(out, row) : quoted(plain, out, row))
    }
    default: {
      const plain = cellsOf(type, column)
      return (out, row) => quoted(plain, out, row)
    }
  }
}

function quoted(plain: WriteCell, out: TextOutput, row: number): void {
  out.byte(QUOTE)
  plain(out, row)
  out.byte(QUOTE)
}

/** What JSON has short escapes for. */
const SHORT = new Map([
  [8, 'b'],
  [9, 't'],
  [10, 'n'],
  [12, 'f'],
  [13, 'r'],
])

function writeText(out: TextOutput, source: Uint8Array, start: number, end: number): void {
  out.reserve(6 * (end - start) + 2)
  out.byte(QUOTE)
  for (let at = start; at < end; at++) {
    const byte = source[at]
    if (byte >= 0x20 && byte !== QUOTE && byte !== BACKSLASH) out.bytes[out.length++] = byte
    else if (byte >= 0x20) {
      out.bytes[out.length++] = BACKSLASH
      out.bytes[out.length++] = byte
    } else out.ascii(`\\${SHORT.get(byte) ?? `u00${byte.toString(16).padStart(2, '0')}`}`)
  }
  out.byte(QUOTE)
}
