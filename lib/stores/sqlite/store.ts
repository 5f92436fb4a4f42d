/** A table in an SQLite file: parts are staged beside it as Parquet, and published in one transaction. */
import { basename, dirname, join } from 'node:path'
import type { Schema } from '../../columns/schema.ts'
import { checksumOf, lengthOf, makeFolder, pruneEmpty, removeAll } from '../../disk.ts'
import type { FileFacts, RunType } from '../../events.ts'
import { fileSafe } from '../../plan/names.ts'
import { tryFolder } from '../../try-folder.ts'
import { LocalPart } from '../local/part.ts'
import type { PartSink, Settled, Settling, StagedPart, Staging, Store } from '../store.ts'
import type { IfExists, SqliteStoreConfig } from './config.ts'
import { checkKey, checkNames } from './table.ts'
import type { Loading } from './task.ts'
import type { SqliteThreads } from './threads.ts'

export function sqliteStore(config: SqliteStoreConfig, threads: SqliteThreads): Store {
  const { path, table } = config
  const isThere = async () => (await lengthOf(path)) !== null
  return {
    location: `${path} ${table}`,
    async existing() {
      if (!(await isThere())) return null
      const found = await threads.run({ kind: 'existing', path, table })
      return found === null ? null : String(found)
    },
    async accept({ mode, schema, nulls }) {
      const loading = loadingOf(config, mode, schema)
      checkNames(loading)
      checkKey(loading, nulls)
      if (!(await isThere())) return []
      return [await threads.run({ ...loading, kind: 'accept' })].flat().map(String)
    },
    probes: () => [
      { name: 'write', run: () => tryFolder(dirname(path)) },
      {
        name: 'database',
        async run() {
          if (!(await isThere())) return `${path} is not there yet`
          return String(await threads.run({ kind: 'probe', path, table }))
        },
      },
    ],
    async open(settling) {
      const staging = new SqliteStaging(config, threads, settling)
      await staging.prepare()
      return staging
    },
  }
}

class SqliteStaging implements Staging {
  readonly #threads: SqliteThreads
  readonly #loading: Loading
  readonly #reached: Settling['reached']
  /** Everything of all runs that is not published. */
  readonly #tmp: string
  readonly #folder: string
  readonly #run: string

  constructor(config: SqliteStoreConfig, threads: SqliteThreads, { run, mode, schema, reached }: Settling) {
    const { path, table } = config
    this.#threads = threads
    this.#reached = reached
    this.#run = run
    this.#loading = loadingOf(config, mode, schema)
    this.#tmp = join(dirname(path), '_tmp')
    this.#folder = join(this.#tmp, run, fileSafe(basename(path)), fileSafe(table))
  }

  async prepare(): Promise<void> {
    await makeFolder(this.#folder)
  }

  stage(name: string): Promise<PartSink> {
    return LocalPart.create(this.#folder, name, this.#reached)
  }

  async adopt({ name, bytes, checksum }: StagedPart): Promise<boolean> {
    const path = join(this.#folder, name)
    return (await lengthOf(path)) === bytes && (await checksumOf(path)) === checksum
  }

  async publish(parts: StagedPart[]): Promise<FileFacts[]> {
    await this.#reached('publish.begin')
    const { path, table } = this.#loading
    if (parts.length > 0) {
      const task = { ...this.#loading, kind: 'publish', run: this.#run, folder: this.#folder, parts } as const
      await this.#threads.run(task, this.#reached)
      await this.#reached('publish.new-in-place')
    }
    return parts.map(({ name, rows, bytes }) => ({ path: `${path} ${table} ${name}`, rows, bytes }))
  }

  settled({ name }: StagedPart): Settled {
    const { path, table } = this.#loading
    const count = async () => {
      const rows = await this.#threads.run({ kind: 'count', path, table, run: this.#run, part: name })
      return rows === null ? null : Number(rows)
    }
    return { kind: 'rows', count }
  }

  async sweep(): Promise<void> {
    await removeAll(this.#folder)
    await pruneEmpty(dirname(this.#folder), this.#tmp)
  }
}

function loadingOf({ path, table, key = [], if_exists }: SqliteStoreConfig, mode: RunType, schema: Schema): Loading {
  return { path, table, key, schema, ifExists: if_exists ?? usual(mode, key) }
}

function usual(mode: RunType, key: string[]): IfExists {
  if (mode === 'full_drop') return 'replace'
  return key.length > 0 ? 'merge' : 'append'
}
