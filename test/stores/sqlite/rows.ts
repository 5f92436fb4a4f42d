/** Rows as the SQLite store takes them, staged and published as a run does. */
import type { DataType, Field, Schema } from '../../../lib/columns/schema.ts'
import { parquet } from '../../../lib/encode/parquet/format.ts'
import type { RunType } from '../../../lib/events.ts'
import { partName } from '../../../lib/plan/names.ts'
import type { StagedPart, Staging, Store } from '../../../lib/stores/store.ts'
import { batchesOf, field, type Value } from '../../encode/table.ts'

export const SCHEMA = schemaOf({ id: { kind: 'int', bits: 32 }, name: { kind: 'utf8' } })

export function schemaOf(types: Record<string, DataType>): Schema {
  return { fields: Object.entries(types).map(([name, type]): Field => field(name, type)) }
}

export interface Run {
  run: string
  mode?: RunType
  schema?: Schema
}

export function openRun(store: Store, { run, mode = 'full_drop', schema = SCHEMA }: Run): Promise<Staging> {
  return store.open({ run, flow: 'f', entity: 'e', mode, schema, reached: async () => {} })
}

export async function stageRows(
  staging: Staging,
  { run, schema = SCHEMA }: Run,
  part: number,
  rows: Value[][],
): Promise<StagedPart> {
  const name = partName(run, 0, part, 'parquet')
  const sink = await staging.stage(name)
  const values = schema.fields.map((_, at) => rows.map(row => row[at] ?? null))
  const { bytes, ...group } = await parquet.encode(schema, batchesOf({ schema, values, rows: rows.length }), 'zstd')
  await sink.write(parquet.head())
  await sink.write(bytes)
  await sink.write(parquet.tail(schema, [group], 'zstd'))
  return sink.finish(rows.length)
}

/** A run as it should be: each list of rows is a part. */
export async function settle(store: Store, run: Run, ...parts: Value[][][]): Promise<StagedPart[]> {
  const staging = await openRun(store, run)
  const staged: StagedPart[] = []
  for (const [part, rows] of parts.entries()) staged.push(await stageRows(staging, run, part, rows))
  await staging.publish(staged)
  await staging.sweep()
  return staged
}
