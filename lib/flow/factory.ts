/** The only place that turns an entity into a wired flow. */
import { MAX_BATCH_ROWS } from '../columns/batch.ts'
import { formatOf } from '../encode/formats.ts'
import { mssqlHome } from '../homes/mssql/home.ts'
import type { Journal } from '../journal/journal.ts'
import { localStore } from '../stores/local/store.ts'
import type { Entity, Workspace } from '../workspace/workspace.ts'
import type { Shared } from './entity-run.ts'
import { Flow, type FlowOptions } from './flow.ts'

export function createFlow(
  workspace: Workspace,
  entity: Entity,
  journal: Journal,
  shared: Shared,
  options: FlowOptions,
): Flow {
  const { home, store } = entity
  const connection = workspace.connections[home.connection]
  if (!connection) throw new Error(`the workspace let an unknown connection pass: ${home.connection}`)
  const wiring = {
    // Files end between batches: smaller ones make small files as exact as large ones.
    home: mssqlHome(connection, home, { batchRows: Math.min(MAX_BATCH_ROWS, store.rows_per_file) }),
    store: localStore(store),
    format: formatOf(store.format),
    compression: store.compression,
    rowsPerFile: store.rows_per_file,
    ...(store.polish === undefined ? {} : { polish: store.polish }),
    journal: journal.entity(entity.flow, entity.name),
    shared,
  }
  return new Flow(entity, wiring, options)
}
