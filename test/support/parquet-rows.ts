/** A whole Parquet file of a few rows, as the encoder makes it. */
import type { Batch } from '../../lib/columns/batch.ts'
import type { Schema } from '../../lib/columns/schema.ts'
import { parquet } from '../../lib/encode/parquet/format.ts'

export async function parquetOf(schema: Schema, batch: Batch): Promise<Uint8Array> {
  const groups = []
  const pieces: Uint8Array[] = [parquet.head()]
  if (batch.rows > 0) {
    const { bytes, ...group } = await parquet.encode(schema, [batch], 'zstd')
    pieces.push(bytes)
    groups.push(group)
  }
  return Buffer.concat([...pieces, parquet.tail(schema, groups, 'zstd')])
}
