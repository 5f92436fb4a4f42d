/** CSV as a `Format`: a header, a comma between values, a line feed behind each row (RFC 4180 for the rest). */
import type { Batch, Column } from '../../columns/batch.ts'
import type { Schema } from '../../columns/schema.ts'
import type { Format } from '../format.ts'
import { cellsOf, type WriteCell } from '../text/cells.ts'
import { compressed, endingOf } from '../text/compress.ts'
import { TextOutput } from '../text/output.ts'

const COMMA = 0x2c
const QUOTE = 0x22
const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d

/** NULL is nothing at all, the empty text is two quotes. */
export const csv: Format = {
  name: 'csv',

  extension: compression => `csv${endingOf(compression)}`,

  head({ fields }, compression) {
    const out = new TextOutput(0)
    for (const [at, { name }] of fields.entries()) {
      if (at > 0) out.byte(COMMA)
      const bytes = Buffer.from(name)
      writeText(out, bytes, 0, bytes.length)
    }
    out.byte(LINE_FEED)
    return compressed(out.take(), compression)
  },

  async encode(schema, batches, compression) {
    const out = new TextOutput(batches.reduce((sum, { bytes }) => sum + bytes, 0))
    for (const batch of batches) writeRows(out, schema, batch)
    const rows = batches.reduce((sum, batch) => sum + batch.rows, 0)
    return { bytes: compressed(out.take(), compression), rows, meta: null }
  },

  tail: () => new Uint8Array(0),
}

function writeRows(out: TextOutput, { fields }: Schema, { rows, columns }: Batch): void {
  const cells = fields.map(({ type }, at) => (type.kind === 'utf8' ? textsOf(columns[at]) : cellsOf(type, columns[at])))
  for (let row = 0; row < rows; row++) {
    for (let at = 0; at < columns.length; at++) {
      if (at > 0) out.byte(COMMA)
      const { validity } = columns[at]
      if (validity === null || (validity[row >> 3] >> (row & 7)) & 1) cells[at](out, row)
    }
    out.byte(LINE_FEED)
  }
}

function textsOf({ values, offsets }: Column): WriteCell {
  return (out, row) => writeText(out, values, offsets?.[row] ?? 0, offsets?.[row + 1] ?? 0)
}

/** In quotes when it must be, with quotes doubled. */
function writeText(out: TextOutput, source: Uint8Array, start: number, end: number): void {
  if (!needsQuotes(source, start, end)) {
    out.raw(source, start, end)
    return
  }
  out.reserve(2 * (end - start) + 2)
  out.byte(QUOTE)
  for (let at = start; at < end; at++) {
    const byte = source[at]
    out.bytes[out.length++] = byte
    if (byte === QUOTE) out.bytes[out.length++] = QUOTE
  }
  out.byte(QUOTE)
}

function needsQuotes(source: Uint8Array, start: number, end: number): boolean {
  if (start === end) return true
  for (let at = start; at < end; at++) {
    const byte = source[at]
    if (byte === QUOTE || byte === COMMA || byte === LINE_FEED || byte === CARRIAGE_RETURN) return true
  }
  return false
}
