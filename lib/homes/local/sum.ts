/** What a file of ours has, value by value: its rows and the checksums of its columns. Runs in the threads that read. */
import { stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { MAX_BATCH_ROWS } from '../../columns/batch.ts'
import { addChecksums, type ColumnChecksum, checksumsOf } from '../../columns/checksum.ts'
import type { Schema } from '../../columns/schema.ts'
import { step } from '../../disk.ts'
import { rowsOf } from './rows.ts'

/** Plain data: it goes to a thread. */
export interface SumTask {
  path: string
  /** What the file is to have. */
  schema: Schema
}

export interface FileSums {
  rows: number
  checksums: ColumnChecksum[]
}

export async function sumsOf({ path, schema: { fields } }: SumTask): Promise<FileSums> {
  // All columns of our files are OPTIONAL, also those that are never NULL.
  const schema = { fields: fields.map(field => ({ ...field, nullable: true })) }
  const { size, mtimeNs } = await step('look at', path, () => stat(path, { bigint: true }))
  const file = { path: basename(path), bytes: Number(size), modified: String(mtimeNs), checksum: null }
  const task = {
    root: dirname(path),
    files: [file],
    schema,
    besides: [],
    text: null,
    where: [],
    batchRows: MAX_BATCH_ROWS,
    from: { file: 0, row: 0 },
  }
  const sums: FileSums = { rows: 0, checksums: [] }
  for await (const { batch } of rowsOf(task)) {
    sums.rows += batch.rows
    sums.checksums = addChecksums(sums.checksums, checksumsOf(schema, [batch]))
  }
  return sums
}
