/** A session's transaction: DuckDB's, with the nesting count, the catalog's changes, savepoints, locks and rowversions. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { SqlError, type TransactionChange } from '../types.ts'
import type { Catalog, Change } from './catalog.ts'
import { sqlErrorOf } from './errors.ts'
import type { Locks } from './locks.ts'
import { copyRows, Storages } from './storages.ts'
import { Strands, type Versions } from './strands.ts'
import type { Table } from './table.ts'
import type { SessionFacts } from './translate/context.ts'

/** Levels at which all reads of a transaction see one state. */
const STEADY = new Set(['REPEATABLE READ', 'SNAPSHOT', 'SERIALIZABLE'])
const DEADLOCK_VICTIM = 1205
/** Errors of this severity are in the text of a statement: nothing is rolled back for them. */
const SYNTAX_CLASS = 15

/** What a transaction needs of the engine. */
interface Engine {
  readonly catalog: Catalog
  readonly locks: Locks
  readonly versions: Versions
  /** A new connection to DuckDB. */
  connect(): Promise<DuckDBConnection>
}

/** A change of the catalog, with the tables whose DuckDB table is new and those whose DuckDB table is used no longer. */
export interface CatalogChange {
  change: Change
  made?: readonly Table[]
  left?: readonly Table[]
}

interface Savepoint {
  name: string
  changes: number
}

export class Transaction {
  readonly #catalog: Catalog
  readonly #connection: DuckDBConnection
  readonly #facts: SessionFacts
  readonly #locks: Locks
  readonly #storages = new Storages()
  readonly #strands: Strands
  readonly #versions: Versions
  /** DuckDB gives up a transaction in which a statement failed; it can only be rolled back. */
  #doomed = false
  #name = ''
  #changes: Change[] = []
  #savepoints: Savepoint[] = []
  isolation = 'READ COMMITTED'
  /** SET XACT_ABORT: any error rolls back. */
  abortsOnError = false

  constructor(engine: Engine, connection: DuckDBConnection, facts: SessionFacts) {
    this.#catalog = engine.catalog
    this.#locks = engine.locks
    this.#versions = engine.versions
    this.#connection = connection
    this.#facts = facts
    this.#strands = new Strands(() => engine.connect(), engine.versions)
  }

  get open(): boolean {
    return this.#facts.transactions > 0
  }

  /** Stops what DuckDB is doing. */
  interrupt(): void {
    this.#connection.interrupt()
    this.#strands.interrupt()
  }

  /** Whether nothing but ROLLBACK can follow. */
  get doomed(): boolean {
    return this.#doomed
  }

  /** The catalog as this session sees it. */
  get catalog(): Catalog {
    return this.#catalog.with(this.#changes)
  }

  begin(name = ''): TransactionChange | null {
    this.#facts.transactions++
    if (this.#facts.transactions > 1) return null
    this.#name = name
    this.#facts.transactionState = 1
    return 'begin'
  }

  save(name: string): void {
    if (!this.open) throw new SqlError(628, 'Cannot issue SAVE TRANSACTION when there is no active transaction.')
    if (this.#doomed) throw uncommittable()
    this.#savepoints.push({ name, changes: this.#changes.length })
    this.#storages.mark()
  }

  /** Where a statement reads these tables: outside DuckDB's transactions, unless one of them holds rows of theirs. */
  async reading(tables: Iterable<Table>): Promise<DuckDBConnection> {
    if (!this.open || this.#doomed) return this.#connection
    if (STEADY.has(this.isolation)) return this.#strands.steady()
    return this.#strands.holding(tables) ?? this.#connection
  }

  /** Where a statement writes tables, and reads others. */
  async writing(tables: readonly Table[], others: readonly Table[] = []): Promise<DuckDBConnection> {
    if (this.#doomed) throw uncommittable()
    if (!this.open) return this.#connection
    if (!STEADY.has(this.isolation)) return this.#strands.writing(tables, others)
    const connection = await this.#strands.steady()
    this.#strands.made(connection, tables)
    return connection
  }

  /** After a statement that changed rows: outside a transaction they are committed. */
  wrote(tables: readonly Table[]): void {
    if (!this.open) this.#versions.changed(tables.map(({ storage }) => storage))
  }

  /** Before rows of a table change: what a savepoint must bring back is kept. True when the table has moved for that. */
  async protect(table: Table): Promise<boolean> {
    if (this.#savepoints.length === 0 || this.#storages.madeSinceMark(table.storage)) return false
    const connection = await this.writing([table])
    const copy = await copyRows(connection, this.#catalog, table)
    await this.changed(connection, { change: catalog => catalog.put(copy), made: [copy], left: [table] })
    return true
  }

  /** A change of the catalog, with the DuckDB tables that came with it and those that it leaves behind. */
  async changed(connection: DuckDBConnection, { change, made = [], left = [] }: CatalogChange): Promise<void> {
    this.#storages.made(made)
    this.#storages.left(left)
    if (this.open) {
      this.#strands.made(connection, made)
      this.#changes.push(change)
      return
    }
    change(this.#catalog)
    this.wrote(made)
    await this.#storages.sweep(this.#connection)
  }

  async commit(): Promise<TransactionChange | null> {
    if (!this.open) throw new SqlError(3902, 'The COMMIT TRANSACTION request has no corresponding BEGIN TRANSACTION.')
    if (this.#doomed) throw uncommittable()
    if (this.#facts.transactions > 1) {
      this.#facts.transactions--
      return null
    }
    const catalog = this.catalog
    try {
      await this.#strands.commit(storage => catalog.byStorage(storage)?.indexes.some(({ unique }) => unique) ?? false)
    } catch (error) {
      await this.#end()
      throw sqlErrorOf(error, { catalog: this.#catalog, writing: null })
    }
    for (const change of this.#changes) change(this.#catalog)
    await this.#storages.sweep(this.#connection)
    await this.#end()
    return 'commit'
  }

  /** @throws {SqlError} 6401 when the name is neither a savepoint's nor the transaction's. */
  async rollback(name?: string): Promise<TransactionChange | null> {
    if (!this.open) throw new SqlError(3903, 'The ROLLBACK TRANSACTION request has no corresponding BEGIN TRANSACTION.')
    if (name !== undefined && !same(name, this.#name)) {
      this.#rollBackTo(name)
      return null
    }
    await this.#end()
    return 'rollback'
  }

  #rollBackTo(name: string): void {
    const at = this.#savepoints.findLastIndex(savepoint => same(savepoint.name, name))
    const savepoint = this.#savepoints[at]
    if (!savepoint) {
      throw new SqlError(6401, `Cannot roll back ${name}. No transaction or savepoint of that name was found.`)
    }
    if (this.#doomed) throw uncommittable()
    this.#changes.length = savepoint.changes
    // The savepoint itself stays, those after it are gone.
    this.#savepoints.length = at + 1
    this.#storages.backTo(at)
  }

  /** The connection is gone: what was not committed is undone. */
  async abandon(): Promise<void> {
    if (this.open) await this.rollback()
    for (const scope of ['statement', 'session'] as const) this.#locks.release(this.#facts.id, scope)
    this.#strands.close()
  }

  /** Notes the lowest rowversion that this transaction can write. */
  usesRowversions(database: string, next: bigint): void {
    const { activeRowversions } = this.#catalog.database(database)
    if (!activeRowversions.has(this.#facts.id)) activeRowversions.set(this.#facts.id, next)
  }

  /** Outside a transaction a statement commits by itself. */
  endStatement(): void {
    this.#locks.release(this.#facts.id, 'statement')
    if (!this.open) this.#releaseRowversions()
  }

  /** A statement failed, `inside` when DuckDB was running it: a deadlock's victim is rolled back, others as XACT_ABORT says. */
  async failed(error: SqlError, inside: boolean): Promise<TransactionChange | null> {
    if (!this.open) return null
    if (!this.#rollsBack(error)) {
      if (inside) await this.#doom()
      return null
    }
    return this.rollback()
  }

  /** As `failed`, but a CATCH block goes on: it is the one to roll back. */
  async caught(error: SqlError, inside: boolean): Promise<void> {
    if (this.open && (inside || this.#rollsBack(error))) await this.#doom()
  }

  #rollsBack({ number, class: severity }: SqlError): boolean {
    return number === DEADLOCK_VICTIM || (this.abortsOnError && severity !== SYNTAX_CLASS)
  }

  async #doom(): Promise<void> {
    if (!(this.#strands.started || this.abortsOnError)) return
    await this.#forget()
    this.#doomed = true
    this.#facts.transactionState = -1
  }

  async #end(): Promise<void> {
    await this.#forget()
    this.#doomed = false
    this.#facts.transactions = 0
    this.#facts.transactionState = 0
    this.#locks.release(this.#facts.id, 'transaction')
    this.#releaseRowversions()
  }

  /** Everything that was done is undone. */
  async #forget(): Promise<void> {
    await this.#strands.rollback()
    this.#changes = []
    this.#savepoints = []
    this.#storages.forget()
  }

  #releaseRowversions(): void {
    for (const { activeRowversions } of this.#catalog.databases.values()) activeRowversions.delete(this.#facts.id)
  }
}

const same = (left: string, right: string): boolean => left.toLowerCase() === right.toLowerCase()

const uncommittable = (): SqlError =>
  new SqlError(
    3930,
    'The current transaction cannot be committed and cannot support operations that write to the log file. Roll back the transaction.',
  )
