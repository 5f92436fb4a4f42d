/** Rows as the SQL Server store takes them, staged and published as a run does. */
import type { DataType, Field, Schema } from '../../../lib/columns/schema.ts'
import { tds } from '../../../lib/encode/tds/format.ts'
import type { FileFacts, RunType } from '../../../lib/events.ts'
import { partName } from '../../../lib/plan/names.ts'
import type { StagedPart, Staging, Store, StorePoint } from '../../../lib/stores/store.ts'
import { batchesOf, type Value } from '../../encode/table.ts'

export function column(name: string, source: string, type: DataType, nullable = true): Field {
  return { name, source, type, nullable }
}

export const ID = column('id', 'int', { kind: 'int', bits: 32 }, false)
export const NAME = column('name', 'nvarchar(40)', { kind: 'utf8' })
export const MARKER = column('__rowMarker__', 'row marker', { kind: 'int', bits: 32 }, false)
export const SCHEMA: Schema = { fields: [ID, NAME] }

export interface Run {
  run: string
  mode?: RunType
  schema?: Schema
  entity?: string
  reached?: (point: StorePoint) => Promise<void>
}

export function openRun(
  store: Store,
  { run, mode = 'full_drop', schema = SCHEMA, entity = 'e', reached }: Run,
): Promise<Staging> {
  return store.open({ run, flow: 'f', entity, mode, schema, reached: reached ?? (async () => {}) })
}

/** Stages these rows as one part. */
export async function stageRows(staging: Staging, run: Run, part: number, rows: Value[][]): Promise<StagedPart> {
  const { schema = SCHEMA } = run
  const name = partName(run.run, 0, part, 'tds')
  const sink = await staging.stage(name)
  try {
    const values = schema.fields.map((_, c) => rows.map(row => row[c]!))
    const { bytes } = await tds.encode(schema, batchesOf({ schema, values, rows: rows.length }), 'none', name)
    await sink.write(tds.head(schema))
    await sink.write(bytes)
    await sink.write(tds.tail())
    return await sink.finish(rows.length)
  } catch (error) {
    await sink.abort()
    throw error
  }
}

/** A run as it should be: each list of rows is a part. */
export async function settle(store: Store, run: Run, ...parts: Value[][][]): Promise<FileFacts[]> {
  const staging = await openRun(store, run)
  const staged: StagedPart[] = []
  for (const [part, rows] of parts.entries()) staged.push(await stageRows(staging, run, part, rows))
  const files = await staging.publish(staged)
  await staging.sweep()
  return files
}
