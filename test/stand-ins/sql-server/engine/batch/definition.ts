/** Runs DDL: names are locked, DuckDB does its part, and the catalog changes for whoever may see it. */
import { lockName } from '../catalog.ts'
import { type Definition, define, namesOf } from '../ddl/define.ts'
import type { SessionState } from '../session-state.ts'
import type { Table } from '../table.ts'

/** The rows that SELECT INTO wrote; `read` are the tables that it read. */
export async function defineFor(
  state: SessionState,
  signal: AbortSignal,
  definition: Definition,
  read: readonly Table[] = [],
): Promise<number> {
  const { transaction, database } = state
  const names = namesOf(transaction.catalog, database, definition)
  await state.lockNames(names.map(lockName), signal)
  const context = state.context(new Map())
  const tables = names.flatMap(name => context.catalog.find(name) ?? [])
  const connection = await transaction.writing(tables, read)
  const defined = await define({ context, connection }, definition)
  await transaction.changed(connection, defined)
  return defined.rows ?? 0
}
