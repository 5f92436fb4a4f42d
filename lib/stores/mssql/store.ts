/** Tables of a SQL Server: bulk loads into a work table, published by a swap, an insert or a merge in one transaction. */
import type { SessionPool } from '../../mssql/pool.ts'
import type { Coming, Probe, Settling, Staging, Store } from '../store.ts'
import type { MssqlStoreConfig, NewColumns } from './config.ts'
import { Database } from './database.ts'
import { parseTable, quoted, type TableName, workTable } from './names.ts'
import { keptIndexes } from './preparation.ts'
import { probesOf } from './probes.ts'
import { Records } from './records.ts'
import { matchOf } from './site.ts'
import { MssqlStaging } from './staging.ts'
import { rowCount } from './target.ts'

/** A store that writes what `config` says through sessions of the pool; nothing is opened before it is asked. */
export function mssqlStore(pool: SessionPool, config: MssqlStoreConfig, drift: NewColumns = 'add'): Store {
  return new MssqlStore(new Database(pool), config, drift)
}

class MssqlStore implements Store {
  readonly location: string
  readonly #database: Database
  readonly #config: MssqlStoreConfig
  readonly #drift: NewColumns
  readonly #target: TableName

  constructor(database: Database, config: MssqlStoreConfig, drift: NewColumns) {
    this.#drift = drift
    this.#database = database
    this.#config = config
    this.#target = parseTable(config.table)
    this.location = `mssql ${database.place} ${quoted(this.#target)}`
  }

  async existing(): Promise<string | null> {
    const rows = await this.#database.session(session => rowCount(session, this.#target))
    return rows === null ? null : `the table ${quoted(this.#target)} with about ${rows} rows`
  }

  /** The check before a row is read; it is made again with the first part, since tables change. */
  async accept({ mode, schema }: Coming): Promise<string[]> {
    const intent = { config: this.#config, drift: this.#drift, settling: { mode, schema }, target: this.#target }
    return this.#database.session(async session => {
      const found = await matchOf(session, intent)
      await keptIndexes(session, intent)
      const added = found?.added ?? []
      return added.length === 0 ? [] : [`${quoted(this.#target)} gets new columns: ${added.join(', ')}`]
    })
  }

  probes(): Probe[] {
    return probesOf(this.#database, this.#target)
  }

  async open(settling: Settling): Promise<Staging> {
    const { run, flow, entity } = settling
    const site = {
      config: this.#config,
      drift: this.#drift,
      database: this.#database,
      records: new Records(this.#target, { run, flow, entity }),
      settling,
      target: this.#target,
      work: workTable(this.#target, run),
    }
    return new MssqlStaging(site, this.location)
  }
}
