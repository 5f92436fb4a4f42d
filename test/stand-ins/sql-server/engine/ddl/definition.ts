/** What DDL works with, and how a change of the catalog is told. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { SqlError } from '../../types.ts'
import type { Change } from '../catalog.ts'
import { mustBeAllowed } from '../permissions.ts'
import type { Table } from '../table.ts'
import type { CatalogChange } from '../transaction.ts'
import type { Context } from '../translate/context.ts'

export interface Defining {
  context: Context
  connection: DuckDBConnection
}

/** What a definition did. */
export interface Defined extends CatalogChange {
  /** The rows that SELECT INTO wrote. */
  rows?: number
}

/** The table that a definition changes. @throws {SqlError} 4902, or with another number. */
export function changeable({ context }: Defining, path: string[], number = 4902): Table {
  const { catalog, database } = context
  const table = catalog.find(catalog.resolve(path, database))
  if (!table) {
    const name = path.join('.')
    throw new SqlError(
      number,
      `Cannot find the object "${name}" because it does not exist or you do not have permissions.`,
    )
  }
  if (table.volume)
    throw new SqlError(50000, `The stand-in generates ${table.schema}.${table.name}: it cannot be changed.`)
  mustBeAllowed(context, 'ALTER', table)
  return table
}

/** The same object under the same name, with other parts. */
export function replacing(table: Table, change: Partial<Table>): Change {
  const after: Table = { ...table, ...change }
  return catalog => catalog.put(after)
}
