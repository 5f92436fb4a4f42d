/** The rows of a text file as the plan wants them. Runs in the threads that read. */
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { bytesOf } from '../../columns/batch.ts'
import { step } from '../../disk.ts'
import { HomeError } from '../../errors.ts'
import type { SourceFile } from '../home.ts'
import { filtered } from './filtered.ts'
import type { FileRows, ReadTask } from './rows.ts'
import { textBatches } from './text.ts'
import { checkUnchanged } from './unchanged.ts'
import { filterOf } from './where/filter.ts'

/** The rows behind the first `from`. */
export async function* textRows(
  { root, schema, besides, where, batchRows }: ReadTask,
  { options, strict }: NonNullable<ReadTask['text']>,
  file: SourceFile,
  from: number,
): AsyncGenerator<FileRows> {
  const path = join(root, file.path)
  const check = async () => {
    checkUnchanged(await step('look at', path, async () => statSync(path, { bigint: true })), file)
  }
  const fields = [...schema.fields, ...besides]
  const filter = where.length === 0 ? null : filterOf(where, fields)
  let first = true
  try {
    for await (const { batch, row } of textBatches(path, options, { fields, strict, skip: from, batchRows })) {
      // Behind the look at its columns: that one tells more.
      if (first) await check()
      first = false
      const some = filtered(batch, fields, filter)
      if (some === null) continue
      const columns = some.columns.slice(0, schema.fields.length)
      yield { batch: { ...some, columns, bytes: bytesOf(columns) }, row }
    }
  } catch (error) {
    // One that is broken because it changed did change.
    if (error instanceof HomeError && error.code !== 'SCHEMA_CHANGED') await check()
    throw error
  }
  await check()
}
