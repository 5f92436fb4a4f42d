/** A mirrored database: its landing zone is looked at when somebody says so, its tables are in a DuckDB of their own. */
import type { DuckDBConnection } from '@duckdb/node-api'
import type { Lake } from '../namespace/lake.ts'
import { quoted } from './apply.ts'
import { DEFAULT_SCHEMA, tableFolders, zoneOf } from './landing-zone.ts'
import { MirroredTable, type MirrorParts, type TableStatus } from './mirrored-table.ts'
import { type DatabaseStatus, tell } from './monitoring.ts'

export class MirroredDatabase {
  readonly workspace: string
  readonly item: string
  readonly duckdb: DuckDBConnection
  readonly #lake: Lake
  readonly #parts: MirrorParts
  readonly #tables = new Map<string, MirroredTable>()
  #polls = 0

  constructor(item: { workspace: string; item: string }, lake: Lake, parts: MirrorParts) {
    this.workspace = item.workspace
    this.item = item.item
    this.duckdb = parts.duckdb
    this.#lake = lake
    this.#parts = parts
  }

  /** One round of the replicator over all tables; then the monitoring files say how they stand. */
  async poll(): Promise<DatabaseStatus> {
    this.#polls++
    const zone = zoneOf(this.#parts.filesystem, this.item)
    const folders = zone === null ? [] : tableFolders(zone)
    for (const found of folders) {
      const key = keyOf(found.schema, found.table)
      if (this.#tables.has(key)) continue
      await this.duckdb.run(
        `CREATE SCHEMA IF NOT EXISTS ${quoted(found.schema === '' ? DEFAULT_SCHEMA : found.schema)}`,
      )
      this.#tables.set(key, new MirroredTable(found, this.#parts))
    }
    for (const [key, table] of [...this.#tables]) {
      const found = folders.find(({ schema, table: name }) => keyOf(schema, name) === key)
      if (!(await table.poll(found?.folder ?? null))) this.#tables.delete(key)
    }
    const status = await this.status()
    tell(this.#lake, this.#parts.filesystem, this.item, status, this.#polls)
    return status
  }

  async status(): Promise<DatabaseStatus> {
    const tables: TableStatus[] = []
    for (const table of this.#tables.values()) tables.push(await table.status())
    return { tables }
  }
}

function keyOf(schema: string, table: string): string {
  return `${schema}\n${table}`
}
