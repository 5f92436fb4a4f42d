/** The only place that turns an entity into a wired flow. */
import { formatOf } from '../encode/formats.ts'
import { mssqlHome } from '../homes/mssql/home.ts'
import { localStore } from '../stores/local/store.ts'
import type { Entity, Workspace } from '../workspace/workspace.ts'
import { Flow } from './flow.ts'

export function createFlow(workspace: Workspace, entity: Entity): Flow {
  const { home, store } = entity
  const connection = workspace.connections[home.connection]!
  return new Flow({
    entity,
    home: mssqlHome(connection, home),
    store: localStore(store),
    format: formatOf(store.format),
    compression: store.compression,
    rowsPerFile: store.rows_per_file,
  })
}
