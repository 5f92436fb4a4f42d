/** The Fabric side of Open Mirroring: nothing happens by itself, every round is asked for. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DuckDBConnection, DuckDBInstance, Json } from '@duckdb/node-api'
import type { Lake } from '../namespace/lake.ts'
import type { OneLakeItem } from '../onelake.ts'
import type { LakeRequest } from '../wire/request.ts'
import { MirroredDatabase } from './mirrored-database.ts'
import { type DatabaseStatus, MONITORING, TABLES_FILE, tellOfStart } from './monitoring.ts'

export interface MirrorOptions {
  /** Rounds that see a table's folder gone before the table goes; default 2. */
  dropAfterPolls?: number
  /** Whoever reads `Files/Monitoring/tables.json` causes a round then, so that a client's waiting drives the replicator. Default false. */
  pollOnStatus?: boolean
}

export const MIRRORED = '.MirroredDatabase'

export class Mirror {
  readonly #items: readonly OneLakeItem[]
  readonly #lake: Lake
  readonly #options: MirrorOptions
  readonly #scratch = mkdtempSync(join(tmpdir(), 'mirror-'))
  #instances: DuckDBInstance[] = []
  #opened: Promise<MirroredDatabase[]> | null = null
  /** Rounds and questions one after another. */
  #queue: Promise<unknown> = Promise.resolve()

  /** `items` may have others than mirrored databases among them. */
  constructor(items: readonly OneLakeItem[], lake: Lake, options: MirrorOptions) {
    this.#items = items.filter(({ item }) => item.endsWith(MIRRORED))
    this.#lake = lake
    this.#options = options
    for (const { workspace, item } of this.#items) tellOfStart(lake, lake.get(workspace), item)
  }

  /** So many rounds over every mirrored database; how each stands after the last, by item. */
  poll(rounds = 1): Promise<Record<string, DatabaseStatus>> {
    return this.#inTurn(async databases => {
      const statuses: Record<string, DatabaseStatus> = {}
      for (let round = 0; round < rounds; round++) {
        for (const database of databases) statuses[database.item] = await database.poll()
      }
      return statuses
    })
  }

  /** The rows of a question to a mirrored database, as JSON; tables of no schema are in `dbo`. */
  query(sql: string, item?: string): Promise<Record<string, Json>[]> {
    return this.#inTurn(async databases => {
      const { duckdb } = databaseOf(databases, item)
      return (await duckdb.runAndReadAll(sql)).getRowObjectsJson()
    })
  }

  /** The mirrored tables themselves. */
  connection(item?: string): Promise<DuckDBConnection> {
    return this.#inTurn(async databases => databaseOf(databases, item).duckdb)
  }

  /** A round, after a call has read how the tables stand and before it is answered. */
  async heed({ operation, path }: Pick<LakeRequest, 'operation' | 'path'>): Promise<void> {
    if (!this.#options.pollOnStatus || operation !== 'read') return
    if (path.slice(1).join('/') === [...MONITORING, TABLES_FILE].join('/')) await this.poll()
  }

  async close(): Promise<void> {
    await this.#queue.catch(() => {})
    if (this.#opened !== null) for (const { duckdb } of await this.#opened) duckdb.closeSync()
    for (const instance of this.#instances) instance.closeSync()
    rmSync(this.#scratch, { recursive: true, force: true })
  }

  #inTurn<T>(work: (databases: MirroredDatabase[]) => Promise<T>): Promise<T> {
    const done = this.#queue.then(async () => {
      this.#opened ??= this.#open()
      return work(await this.#opened)
    })
    this.#queue = done.catch(() => {})
    return done
  }

  /** Only here is DuckDB loaded: most tests of a lake never ask for a round. */
  async #open(): Promise<MirroredDatabase[]> {
    const { DuckDBInstance: Instance } = await import('@duckdb/node-api')
    const databases: MirroredDatabase[] = []
    for (const item of this.#items) {
      const instance = await Instance.create(':memory:', { threads: '1' })
      this.#instances.push(instance)
      const duckdb = await instance.connect()
      const parts = {
        filesystem: this.#lake.get(item.workspace),
        duckdb,
        scratch: this.#scratch,
        now: this.#lake.now,
        dropAfterPolls: this.#options.dropAfterPolls ?? 2,
      }
      databases.push(new MirroredDatabase(item, this.#lake, parts))
    }
    return databases
  }
}

function databaseOf(databases: readonly MirroredDatabase[], item: string | undefined): MirroredDatabase {
  const found = item === undefined ? databases[0] : databases.find(database => database.item === item)
  if (found === undefined) throw new RangeError(`there is no mirrored database ${item ?? 'at all'}`)
  return found
}
