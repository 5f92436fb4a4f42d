/** What a session knows between its statements, and how a statement is translated: with the locks that it needs. */
import type { DuckDBConnection } from '@duckdb/node-api'
import type { Answer, SqlError } from '../types.ts'
import type { BulkTarget } from './bulk.ts'
import { lockName } from './catalog.ts'
import type { StandInEngine } from './engine.ts'
import type { Place } from './errors.ts'
import { HistogramNeeded, Histograms } from './histogram.ts'
import type { LockMode } from './locks.ts'
import type { Table } from './table.ts'
import { Transaction } from './transaction.ts'
import { aliases, type Context, type SessionFacts, type Variable } from './translate/context.ts'
import { translateQuery } from './translate/query.ts'
import { ticksNow } from './types/date-time.ts'

export type Variables = Map<string, Variable>

export class SessionState {
  readonly engine: StandInEngine
  readonly connection: DuckDBConnection
  readonly facts: SessionFacts
  readonly transaction: Transaction
  database: string
  /** SET NOCOUNT OFF. */
  countsRows = true
  /** SET LOCK_TIMEOUT, in milliseconds; -1 waits for ever. */
  lockTimeout = -1
  /** What the last INSERT BULK announced. */
  bulk: BulkTarget | null = null
  /** The table that is being written, for the words of an error. */
  writing: Table | null = null
  /** The error that a CATCH block is about. */
  caught: SqlError | null = null

  constructor(engine: StandInEngine, connection: DuckDBConnection, facts: SessionFacts, database: string) {
    this.engine = engine
    this.connection = connection
    this.facts = facts
    this.database = database
    this.transaction = new Transaction(engine, connection, facts)
  }

  /**
   * Makes something of the catalog as this session sees it. The tables that were named are locked, those that will be written with
   * `mode`; whoever had to wait, or learns that something is missing, begins again. Tells the tables that were named, too.
   */
  async translate<Made>(
    variables: Variables,
    signal: AbortSignal,
    make: (context: Context) => Made,
    mode: LockMode = 'Sch-S',
  ): Promise<{ made: Made; touched: Table[] }> {
    const histograms = new Histograms()
    for (;;) {
      const context = this.context(variables, histograms)
      let made: Made
      try {
        made = make(context)
      } catch (error) {
        if (!(error instanceof HistogramNeeded)) throw error
        await histograms.compute(await this.transaction.reading([error.table]), error)
        continue
      }
      if (await this.#lockTables(context, mode, signal)) continue
      if (await this.#protect([...context.written])) continue
      return { made, touched: [...context.touched] }
    }
  }

  /** Locks names against everybody else until the transaction ends. */
  async lockNames(names: readonly string[], signal: AbortSignal): Promise<void> {
    for (const name of [...new Set(names)].sort()) await this.#lock(name, 'Sch-M', true, signal)
  }

  /** True when others may have changed something meanwhile. */
  async #lockTables({ touched, written }: Context, mode: LockMode, signal: AbortSignal): Promise<boolean> {
    let waited = false
    const targets = new Set([...written].map(lockName))
    for (const name of [...new Set([...touched].map(lockName))].sort()) {
      const target = targets.has(name)
      if (await this.#lock(name, target ? mode : 'Sch-S', target, signal)) waited = true
    }
    return waited
  }

  async #lock(resource: string, mode: LockMode, kept: boolean, signal: AbortSignal): Promise<boolean> {
    const { facts, transaction, lockTimeout: timeout } = this
    const { locks } = this.engine
    if (locks.held(facts.id, resource).includes(mode)) return false
    const scope = kept && transaction.open ? 'transaction' : 'statement'
    return locks.acquire({ resource, session: facts.id, scope, mode, timeout, signal })
  }

  /** True when a savepoint made a table move. */
  async #protect(tables: Table[]): Promise<boolean> {
    let moved = false
    for (const table of tables) if (await this.transaction.protect(table)) moved = true
    return moved
  }

  context(variables: Variables, histograms = new Histograms()): Context {
    const { catalog } = this.transaction
    const touched = new Set<Table>()
    return {
      catalog,
      database: this.database,
      session: this.facts,
      variables,
      now: ticksNow(),
      forbidCatalog: this.engine.options.forbidCatalog ?? false,
      forbidSnapshot: this.engine.options.forbidSnapshot ?? false,
      rowversion: database => this.engine.rowversion(database),
      caught: this.caught,
      ctes: new Map(),
      histograms,
      query: translateQuery,
      alias: aliases(),
      touched,
      written: new Set(),
      table: path => {
        const table = catalog.table(path, this.database)
        touched.add(table)
        return table
      },
    }
  }

  /** What an error is told with. */
  get place(): Place {
    return { catalog: this.transaction.catalog, writing: this.writing }
  }

  /** The end of a statement that counts its rows. */
  done(rows: number): Answer {
    this.facts.lastRows = rows
    return { kind: 'done', rows: this.countsRows ? BigInt(rows) : null }
  }
}
