/** The DuckDB tables that a transaction makes and leaves behind: what it leaves is dropped when it commits, and not before. */
import type { DuckDBConnection } from '@duckdb/node-api'
import type { Catalog } from './catalog.ts'
import { duckTable, type Table } from './table.ts'
import { createTableSql } from './translate/table-sql.ts'
import { quoteName } from './types/storage.ts'

type Place = Pick<Table, 'database' | 'storage'>

interface Mark {
  made: number
  left: number
}

export class Storages {
  #made: Place[] = []
  #left: Place[] = []
  #marks: Mark[] = []

  made(tables: readonly Place[]): void {
    this.#made.push(...tables)
  }

  left(tables: readonly Table[]): void {
    this.#left.push(...tables.filter(({ volume }) => !volume))
  }

  /** A savepoint. */
  mark(): void {
    this.#marks.push({ made: this.#made.length, left: this.#left.length })
  }

  madeSinceMark(storage: string): boolean {
    const since = this.#made.slice(this.#marks.at(-1)?.made ?? 0)
    return since.some(each => each.storage === storage)
  }

  /** Back to the savepoint of that number: what was left since is in use again, what was made since is not. */
  backTo(at: number): void {
    const mark = this.#marks[at]
    if (!mark) return
    this.#marks.length = at + 1
    this.#left.length = mark.left
    this.#left.push(...this.#made.splice(mark.made))
    mark.left = this.#left.length
  }

  /** Drops what is left behind, when nobody can come back to it. */
  async sweep(connection: DuckDBConnection): Promise<void> {
    for (const table of this.#left) await connection.run(`DROP TABLE IF EXISTS ${duckTable(table)}`)
    this.forget()
  }

  forget(): void {
    this.#made = []
    this.#left = []
    this.#marks = []
  }
}

/** The same rows in a new DuckDB table. */
export async function copyRows(connection: DuckDBConnection, catalog: Catalog, table: Table): Promise<Table> {
  const copy = { ...table, ...renewed(catalog, table) }
  for (const statement of createTableSql(copy)) await connection.run(statement)
  const columns = table.columns
    .filter(({ computed }) => !computed)
    .map(({ name }) => quoteName(name))
    .join(', ')
  await connection.run(
    `INSERT INTO ${duckTable(copy)} (${columns}) SELECT ${columns} FROM ${duckTable(table)} ORDER BY rowid`,
  )
  return copy
}

/** A new name for a table's rows and for its indexes. */
export function renewed(catalog: Catalog, { indexes }: Pick<Table, 'indexes'>): Pick<Table, 'storage' | 'indexes'> {
  return {
    storage: catalog.newStorage(),
    indexes: indexes.map(index => (index.storage === undefined ? index : { ...index, storage: catalog.newStorage() })),
  }
}
