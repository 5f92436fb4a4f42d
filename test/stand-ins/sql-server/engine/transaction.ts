/** A session's transaction: DuckDB's, with the nesting count, the catalog's undo list and the rowversions it holds. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { SqlError, type TransactionChange } from '../types.ts'
import type { Catalog } from './catalog.ts'
import { sqlErrorOf } from './errors.ts'
import type { SessionFacts } from './translate/context.ts'

/** Levels at which all reads of a transaction see one state. */
const STEADY = new Set(['REPEATABLE READ', 'SNAPSHOT', 'SERIALIZABLE'])
const DEADLOCK_VICTIM = 1205
/** Severities below are the user's: nothing is rolled back for an error in the text of a statement. */
const SYNTAX_CLASS = 15

export class Transaction {
  readonly #catalog: Catalog
  readonly #connection: DuckDBConnection
  readonly #facts: SessionFacts
  /** DuckDB's own transaction begins with the first write, so that reads before it see what others commit meanwhile. */
  #started = false
  /** DuckDB gives up a transaction in which a statement failed. */
  #doomed = false
  #undo: (() => void)[] = []
  isolation = 'READ COMMITTED'
  /** SET XACT_ABORT: any error rolls back. */
  abortsOnError = false

  constructor(catalog: Catalog, connection: DuckDBConnection, facts: SessionFacts) {
    this.#catalog = catalog
    this.#connection = connection
    this.#facts = facts
  }

  get open(): boolean {
    return this.#facts.transactions > 0
  }

  /** Whether it can only be rolled back. */
  get doomed(): boolean {
    return this.#doomed
  }

  begin(): TransactionChange | null {
    this.#facts.transactions++
    return this.#facts.transactions === 1 ? 'begin' : null
  }

  /** Before a statement that reads. */
  async reads(): Promise<void> {
    if (STEADY.has(this.isolation)) await this.writes()
  }

  /** Before a statement that writes. */
  async writes(): Promise<void> {
    if (this.#doomed) throw uncommittable()
    if (!this.open || this.#started) return
    await this.#connection.run('BEGIN TRANSACTION')
    this.#started = true
  }

  async commit(): Promise<TransactionChange | null> {
    if (!this.open) throw new SqlError(3902, 'The COMMIT TRANSACTION request has no corresponding BEGIN TRANSACTION.')
    if (this.#doomed) throw uncommittable()
    if (this.#facts.transactions > 1) {
      this.#facts.transactions--
      return null
    }
    try {
      if (this.#started) await this.#connection.run('COMMIT')
    } catch (error) {
      // DuckDB has rolled back already.
      this.#started = false
      await this.#end(true)
      throw sqlErrorOf(error)
    }
    this.#started = false
    await this.#end(false)
    return 'commit'
  }

  async rollback(): Promise<TransactionChange> {
    if (!this.open) throw new SqlError(3903, 'The ROLLBACK TRANSACTION request has no corresponding BEGIN TRANSACTION.')
    await this.#end(true)
    return 'rollback'
  }

  /** The connection is gone: what was not committed is undone. */
  async abandon(): Promise<void> {
    if (this.open) await this.rollback()
  }

  /** Notes the lowest rowversion that this transaction can write. */
  usesRowversions(database: string, next: bigint): void {
    const { activeRowversions } = this.#catalog.database(database)
    if (!activeRowversions.has(this.#facts.id)) activeRowversions.set(this.#facts.id, next)
  }

  /** Outside a transaction a statement commits by itself. */
  endStatement(): void {
    if (!this.open) this.#releaseRowversions()
  }

  changedCatalog(undo: () => void): void {
    if (this.open) this.#undo.push(undo)
  }

  /** A statement failed, `inside` when DuckDB was running it: the transaction of a deadlock's victim is rolled back, others as XACT_ABORT says. */
  async failed(error: SqlError, inside: boolean): Promise<TransactionChange | null> {
    if (!this.open) return null
    if (inside && this.#started) this.#doomed = true
    if (error.number !== DEADLOCK_VICTIM && !(this.abortsOnError && error.class !== SYNTAX_CLASS)) return null
    return this.rollback()
  }

  async #end(undo: boolean): Promise<void> {
    if (this.#started) await this.#connection.run('ROLLBACK')
    this.#started = false
    this.#doomed = false
    if (undo) for (const step of this.#undo.reverse()) step()
    this.#undo = []
    this.#facts.transactions = 0
    this.#releaseRowversions()
  }

  #releaseRowversions(): void {
    for (const { activeRowversions } of this.#catalog.databases.values()) activeRowversions.delete(this.#facts.id)
  }
}

const uncommittable = (): SqlError =>
  new SqlError(
    3930,
    'The current transaction cannot be committed and cannot support operations that write to the log file. Roll back the transaction.',
  )
