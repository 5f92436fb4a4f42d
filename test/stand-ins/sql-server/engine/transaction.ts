/** A session's transaction: DuckDB's, with the nesting count, the catalog's undo list and the rowversions it holds. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { SqlError } from '../types.ts'
import type { Catalog } from './catalog.ts'
import { sqlErrorOf } from './errors.ts'
import type { SessionFacts } from './translate/context.ts'

export class Transaction {
  readonly #catalog: Catalog
  readonly #connection: DuckDBConnection
  readonly #facts: SessionFacts
  #undo: (() => void)[] = []

  constructor(catalog: Catalog, connection: DuckDBConnection, facts: SessionFacts) {
    this.#catalog = catalog
    this.#connection = connection
    this.#facts = facts
  }

  async begin(): Promise<void> {
    if (this.#facts.transactions === 0) await this.#connection.run('BEGIN TRANSACTION')
    this.#facts.transactions++
  }

  async commit(): Promise<void> {
    if (this.#facts.transactions === 0)
      throw new SqlError(3902, 'The COMMIT TRANSACTION request has no corresponding BEGIN TRANSACTION.')
    if (this.#facts.transactions === 1) {
      try {
        await this.#connection.run('COMMIT')
      } catch (error) {
        // DuckDB has rolled back already.
        this.#end(true)
        throw sqlErrorOf(error)
      }
      this.#end(false)
    } else this.#facts.transactions--
  }

  async rollback(): Promise<void> {
    if (this.#facts.transactions === 0)
      throw new SqlError(3903, 'The ROLLBACK TRANSACTION request has no corresponding BEGIN TRANSACTION.')
    await this.#connection.run('ROLLBACK')
    this.#end(true)
  }

  /** The connection is gone: what was not committed is undone. */
  async abandon(): Promise<void> {
    if (this.#facts.transactions > 0) await this.rollback()
  }

  /** Notes the lowest rowversion that this transaction can write. */
  usesRowversions(database: string, next: bigint): void {
    const { activeRowversions } = this.#catalog.database(database)
    if (!activeRowversions.has(this.#facts.id)) activeRowversions.set(this.#facts.id, next)
  }

  /** Outside a transaction a statement commits by itself. */
  endStatement(): void {
    if (this.#facts.transactions === 0) this.#releaseRowversions()
  }

  changedCatalog(undo: () => void): void {
    if (this.#facts.transactions > 0) this.#undo.push(undo)
  }

  /** A deadlock's victim is rolled back by the server. Gives the error on. */
  async failed(error: SqlError): Promise<SqlError> {
    if (error.number === 1205 && this.#facts.transactions > 0) await this.rollback()
    return error
  }

  #end(undo: boolean): void {
    if (undo) for (const step of this.#undo.reverse()) step()
    this.#undo = []
    this.#facts.transactions = 0
    this.#releaseRowversions()
  }

  #releaseRowversions(): void {
    for (const { activeRowversions } of this.#catalog.databases.values()) activeRowversions.delete(this.#facts.id)
  }
}
