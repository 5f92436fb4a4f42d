/** What tests of increments share: a workspace of the one entity `f.e`, run by run, and what an independent reader finds afterwards. */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { type EncodePool, encodePool } from '../../lib/encode/pool.ts'
import type { EntityFinished, RunType } from '../../lib/events.ts'
import { Budget } from '../../lib/flow/budget.ts'
import type { Shared } from '../../lib/flow/entity-run.ts'
import { createFlow } from '../../lib/flow/factory.ts'
import type { FlowEvent } from '../../lib/flow/flow-event.ts'
import { journalOf } from '../../lib/flow/journals.ts'
import { plan } from '../../lib/flow/run.ts'
import { placesFor, Turn } from '../../lib/flow/turn.ts'
import { Readers } from '../../lib/homes/local/readers.ts'
import { SessionThreads } from '../../lib/homes/mssql/session-threads.ts'
import { Journal } from '../../lib/journal/journal.ts'
import { localFolder } from '../../lib/journal/local-folder.ts'
import type { RewoundTo } from '../../lib/journal/record.ts'
import type { MssqlConnection } from '../../lib/mssql/connection.ts'
import { Pools } from '../../lib/mssql/pools.ts'
import { runId } from '../../lib/plan/names.ts'
import { SqliteThreads } from '../../lib/stores/sqlite/threads.ts'
import { loadWorkspace } from '../../lib/workspace/load.ts'
import type { Workspace } from '../../lib/workspace/workspace.ts'

/** As a flows file has it; a column alone by its name. */
export type Written =
  | string
  | false
  | { column: string; key?: string | string[]; overlap?: string | number; initial?: string | number }

type Finished = Omit<EntityFinished, 'time' | 'run'>

interface Hooks {
  /** The plan is made, and nothing is read yet. */
  onStarted?: () => void
  /** What the entity says besides. */
  more?: object
}

/** Where the entity settles, as a flows file has it; files of three rows, unless told otherwise. */
const FILES = { type: 'local', path: 'out', rows_per_file: 3 }

const NEVER = new AbortController().signal
const FLOW = { resumeWithin: 3_600_000, fresh: false, wait: false, tries: 5, asked: false }

let encoding: EncodePool | undefined
let duck: Promise<DuckDBConnection> | undefined
const folders: string[] = []
after(async () => {
  ;(await duck)?.closeSync()
  await encoding?.close()
  for (const folder of folders) await rm(folder, { recursive: true, force: true })
})

async function reader(): Promise<DuckDBConnection> {
  return (await DuckDBInstance.create(':memory:', { threads: '1' })).connect()
}

export class Spot {
  readonly folder: string
  readonly #connection: MssqlConnection
  readonly #table: string
  readonly #store: object

  private constructor(folder: string, connection: MssqlConnection, table: string, store: object) {
    this.folder = folder
    this.#connection = connection
    this.#table = table
    this.#store = store
  }

  static async make(connection: MssqlConnection, table: string, store: object = FILES): Promise<Spot> {
    const folder = await mkdtemp(join(tmpdir(), 'hygge-increments-'))
    folders.push(folder)
    return new Spot(folder, connection, table, store)
  }

  /** One run, with threads that all runs share: to start them takes longer than most of these runs. */
  async run(mode: RunType, watermark: Written, { onStarted = () => {}, more }: Hooks = {}): Promise<Finished> {
    const workspace = await this.workspace(mode, watermark, more)
    const entity = workspace.entities[0]!
    const began = new Date()
    encoding ??= encodePool({ threads: 1 })
    const shared: Shared = {
      run: runId(began, randomBytes(4).toString('hex')),
      coordinator: workspace.name,
      began,
      pool: encoding,
      readers: new Readers(1),
      databases: new SqliteThreads(),
      budget: new Budget(2 ** 28),
      slots: new Budget(2),
      pools: new Pools(workspace.connections, 1, new SessionThreads(0)),
    }
    const flow = createFlow(entity, journalOf(workspace, entity), shared, FLOW)
    const turn = await Turn.begin(placesFor(1), NEVER)
    try {
      const emit = (event: FlowEvent) => {
        if (event.type === 'entity.started') onStarted()
      }
      return await flow.run(NEVER, emit, turn)
    } finally {
      turn.end()
      await Promise.all([shared.pools.close(), shared.readers.close()])
    }
  }

  async plan(mode: RunType, watermark: Written) {
    return (await plan(await this.workspace(mode, watermark))).entities[0]!
  }

  /** Runs, and it goes well. */
  async move(mode: RunType, watermark: Written, hooks: Hooks = {}): Promise<Finished> {
    const finished = await this.run(mode, watermark, hooks)
    assert.equal(finished.error, undefined, finished.error?.message)
    return finished
  }

  /** The first two columns of every row in the store, sorted. */
  async rows(): Promise<string[]> {
    const files = join(this.folder, 'out', 'e', '*.parquet')
    if (!existsSync(join(this.folder, 'out', 'e'))) return []
    duck ??= reader()
    const found = await (await duck).runAndReadAll(`SELECT * FROM read_parquet('${files}', union_by_name = true)`)
    return found
      .getRows()
      .map(([a, b]) => `${a} ${b}`)
      .sort()
  }

  async memory() {
    return this.journal.memory()
  }

  async rewind(to: RewoundTo | null): Promise<void> {
    const now = new Date()
    const common = { run: runId(now, randomBytes(4).toString('hex')), flow: 'f', entity: 'e', time: now.toISOString() }
    await this.journal.write({ kind: 'rewound', ...common, to })
  }

  get journal() {
    return new Journal(localFolder(join(this.folder, '.hygge', 'journal'))).entity('f', 'e')
  }

  /** Names of the files of what was seen near the watermark. */
  async seen(): Promise<string[]> {
    return localFolder(join(this.folder, '.hygge', 'journal')).list('f/e/seen/')
  }

  async workspace(mode: RunType, written: Written, more: object = {}): Promise<Workspace> {
    const file = join(this.folder, 'flows.yml')
    const watermark = typeof written === 'string' ? { column: written } : written
    const flows = {
      f: {
        home: { type: 'mssql', connection: 'it', table: this.#table },
        store: this.#store,
        entities: [{ name: 'e', run_type: mode, watermark, ...more }],
      },
    }
    // JSON is YAML.
    await writeFile(file, JSON.stringify({ name: 'increments', connections: { it: this.#connection }, flows }))
    return loadWorkspace(file)
  }
}
