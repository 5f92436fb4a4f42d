/** Runs the decoder over a token stream and reads its columns back as plain values. */
import type { Batch, Column } from '../../../../lib/columns/batch.ts'
import type { DataType, Schema } from '../../../../lib/columns/schema.ts'
import { type DecoderOptions, TokenDecoder } from '../../../../lib/homes/mssql/tds/decoder.ts'
import type { TypeOptions } from '../../../../lib/homes/mssql/tds/field.ts'
import { Bytes, type ColumnSpec, columnsToken, doneToken, rowToken } from './stream.ts'

export const TYPES: TypeOptions = { datetime2: 'microseconds', datetimeoffset: 'utc', uniqueidentifier: 'string' }
export const OPTIONS: DecoderOptions = { types: TYPES, maxRows: 8192, maxBytes: 16 << 20 }

export interface Decoded {
  schemas: Schema[]
  batches: Batch[]
  tokens: Buffer[]
  /** What happened, in order: `columns`, `batch 3`, `token fd`. */
  log: string[]
  rows: number
}

/** Decodes a stream that arrives in the given chunks. */
export function decodeChunks(chunks: Iterable<Uint8Array>, options: Partial<DecoderOptions> = {}): Decoded {
  const decoded: Decoded = { schemas: [], batches: [], tokens: [], log: [], rows: 0 }
  const decoder = new TokenDecoder(
    { ...OPTIONS, ...options },
    {
      columns(schema) {
        decoded.schemas.push(schema)
        decoded.log.push('columns')
      },
      batch(batch) {
        decoded.batches.push(batch)
        decoded.log.push(`batch ${batch.rows}`)
      },
      token(bytes) {
        decoded.tokens.push(Buffer.from(bytes))
        decoded.log.push(`token ${bytes[0]!.toString(16)}`)
      },
    },
  )
  for (const chunk of chunks) decoder.push(chunk)
  decoder.end()
  decoded.rows = decoder.rows
  return decoded
}

/** A result set of these rows, and DONE. */
export function resultSet(columns: ColumnSpec[], rows: unknown[][], compressed = false): Buffer {
  const out = columnsToken(new Bytes(), columns)
  for (const row of rows) rowToken(out, columns, row, compressed)
  return doneToken(out, rows.length).done()
}

/** The values of one column of all batches. */
export function columnOf({ schemas, batches }: Decoded, index = 0): unknown[] {
  const { type } = schemas[0]!.fields[index]!
  return batches.flatMap(batch => valuesOf(type, batch.columns[index]!, batch.rows))
}

/** Read as the contract of `Column` says: bigint for what has 64 bits or more, text, Buffer, number, boolean. */
export function valuesOf(type: DataType, column: Column, rows: number): unknown[] {
  const { validity, offsets, values } = column
  const view = Buffer.from(values.buffer, values.byteOffset, values.byteLength)
  const read = (row: number): unknown => {
    if (validity !== null && ((validity[row >> 3]! >> (row & 7)) & 1) === 0) return null
    switch (type.kind) {
      case 'bool':
        return ((values[row >> 3]! >> (row & 7)) & 1) === 1
      case 'int':
        if (type.bits === 16) return view.readInt16LE(row * 2)
        return type.bits === 32 ? view.readInt32LE(row * 4) : view.readBigInt64LE(row * 8)
      case 'float':
        return type.bits === 32 ? view.readFloatLE(row * 4) : view.readDoubleLE(row * 8)
      case 'decimal':
        return (view.readBigInt64LE(row * 16 + 8) << 64n) | view.readBigUInt64LE(row * 16)
      case 'date':
        return view.readInt32LE(row * 4)
      case 'time':
      case 'timestamp':
        return view.readBigInt64LE(row * 8)
      case 'uuid':
        return view.subarray(row * 16, row * 16 + 16).toString('hex')
      case 'utf8':
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
          view.subarray(offsets![row], offsets![row + 1]),
        )
      case 'binary':
        return Buffer.from(view.subarray(offsets![row], offsets![row + 1]))
    }
  }
  return Array.from({ length: rows }, (_, row) => read(row))
}
