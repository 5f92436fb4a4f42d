/** What every seed of the stand-in offers: a database, and how it is filled. */
import type { StandInEngine } from '../engine/engine.ts'
import type { SqlValue } from '../types.ts'

export interface Seed {
  database: string
  /** Makes the database with its tables and rows. */
  plant(engine: StandInEngine): Promise<void>
}

/** A table whose rows are known as values, so that tests can compare what arrived. */
export interface SeedTable {
  /** Schema and name. */
  path: [schema: string, name: string]
  /** What stands between the parentheses of CREATE TABLE. */
  columns: string
  /** Cells in the order of the columns. */
  rows: SqlValue[][]
}

export async function plantTables(
  engine: StandInEngine,
  database: string,
  tables: readonly SeedTable[],
): Promise<void> {
  for (const { path, columns, rows } of tables) {
    const name = path.map(part => `[${part.replaceAll(']', ']]')}]`).join('.')
    await engine.run(database, `CREATE TABLE ${name} (${columns})`)
    await engine.load(database, path, rows)
  }
}
