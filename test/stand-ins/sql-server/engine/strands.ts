/**
 * The DuckDB transactions of one transaction. DuckDB's see the state of their beginning, SQL Server's statements see what was committed
 * before them: a table that others have changed since is written in a new DuckDB transaction, which has seen that.
 */
import type { DuckDBConnection } from '@duckdb/node-api'
import { SqlError } from '../types.ts'
import type { Table } from './table.ts'

/** When the rows of tables were last changed by something committed, on the engine's own clock. */
export class Versions {
  #now = 0
  readonly #changed = new Map<string, number>()

  get now(): number {
    return this.#now
  }

  of({ storage }: Pick<Table, 'storage'>): number {
    return this.#changed.get(storage) ?? 0
  }

  changed(storages: Iterable<string>): void {
    this.#now++
    for (const storage of storages) this.#changed.set(storage, this.#now)
  }
}

interface Strand {
  connection: DuckDBConnection
  /** On the engine's clock. */
  since: number
  /** The DuckDB tables that it has made or changed. */
  storages: Set<string>
}

export class Strands {
  readonly #connect: () => Promise<DuckDBConnection>
  readonly #versions: Versions
  readonly #idle: DuckDBConnection[] = []
  #strands: Strand[] = []

  constructor(connect: () => Promise<DuckDBConnection>, versions: Versions) {
    this.#connect = connect
    this.#versions = versions
  }

  get started(): boolean {
    return this.#strands.length > 0
  }

  /** Where uncommitted rows of these tables are; undefined when nowhere. @throws {SqlError} 50000 when at two places. */
  holding(tables: Iterable<Table>): DuckDBConnection | undefined {
    return this.#holder([...tables])?.connection
  }

  #holder(tables: readonly Table[]): Strand | undefined {
    const [first, second] = this.#strands.filter(({ storages }) => tables.some(({ storage }) => storages.has(storage)))
    if (!second) return first
    const names = tables.map(({ schema, name }) => `${schema}.${name}`).join(' and ')
    throw new SqlError(
      50000,
      `The stand-in cannot use ${names} in one statement: this transaction changed them one after the other, and others changed them between.`,
    )
  }

  /** Where to write these tables; `others` are read by the same statement. */
  async writing(tables: readonly Table[], others: readonly Table[] = []): Promise<DuckDBConnection> {
    const all = [...tables, ...others]
    const seen = ({ since }: Strand): boolean => all.every(table => this.#versions.of(table) <= since)
    const strand = this.#holder(all) ?? this.#strands.findLast(seen) ?? (await this.#begin())
    this.made(strand.connection, tables)
    return strand.connection
  }

  /** Where everything is read and written that must see one state. */
  async steady(): Promise<DuckDBConnection> {
    return (this.#strands[0] ?? (await this.#begin())).connection
  }

  /** Notes that a connection has made or changed tables. */
  made(connection: DuckDBConnection, tables: readonly Table[]): void {
    const strand = this.#strands.find(each => each.connection === connection)
    for (const { storage } of tables) strand?.storages.add(storage)
  }

  async #begin(): Promise<Strand> {
    const connection = this.#idle.pop() ?? (await this.#connect())
    await connection.run('BEGIN TRANSACTION')
    const strand = { connection, since: this.#versions.now, storages: new Set<string>() }
    this.#strands.push(strand)
    return strand
  }

  /** Keys that others have taken meanwhile are found here: those that can fail come first. */
  async commit(canFail: (storage: string) => boolean): Promise<void> {
    const risky = ({ storages }: Strand): number => ([...storages].some(canFail) ? 0 : 1)
    const changed = this.#strands.flatMap(({ storages }) => [...storages])
    for (const strand of this.#strands.toSorted((left, right) => risky(left) - risky(right))) {
      await strand.connection.run('COMMIT')
      this.#leave(strand)
    }
    if (changed.length > 0) this.#versions.changed(changed)
  }

  async rollback(): Promise<void> {
    for (const strand of [...this.#strands]) {
      // DuckDB has rolled back already what failed to commit.
      await strand.connection.run('ROLLBACK').catch(() => undefined)
      this.#leave(strand)
    }
  }

  #leave(strand: Strand): void {
    this.#strands = this.#strands.filter(each => each !== strand)
    this.#idle.push(strand.connection)
  }

  /** Stops what runs on any of them. */
  interrupt(): void {
    for (const { connection } of this.#strands) connection.interrupt()
  }

  close(): void {
    for (const connection of this.#idle) connection.disconnectSync()
  }
}
