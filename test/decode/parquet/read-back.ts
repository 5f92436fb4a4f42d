/** A Parquet file as our reader reads it. */
import type { Batch } from '../../../lib/columns/batch.ts'
import type { Schema } from '../../../lib/columns/schema.ts'
import { FileBytes } from '../../../lib/decode/bytes.ts'
import { ParquetFile } from '../../../lib/decode/parquet/file.ts'

export interface ReadBack {
  /** Of the columns that can be read. */
  schema: Schema
  refused: { name: string; what: string }[]
  batches: Batch[]
  /** Rows of each row group. */
  groups: number[]
}

/** The rows from `from` to `to` (exclusive), of all columns that can be read. */
export async function readBack(
  path: string,
  from = 0,
  to = Number.POSITIVE_INFINITY,
  batchRows?: number,
): Promise<ReadBack> {
  const bytes = await FileBytes.open(path)
  try {
    const file = new ParquetFile(bytes)
    const { readable, refused } = file.columns
    const batches: Batch[] = []
    for await (const batch of file.batches(readable, from, Math.min(to, file.rows), batchRows)) batches.push(batch)
    return { schema: { fields: readable.map(({ field }) => field) }, refused, batches, groups: file.groups }
  } finally {
    bytes.close()
  }
}
