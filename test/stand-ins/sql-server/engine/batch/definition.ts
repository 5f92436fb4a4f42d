/** Runs DDL: names are locked, DuckDB does its part, and the catalog changes for whoever may see it. */
import { lockName } from '../catalog.ts'
import { type Definition, define, namesOf } from '../ddl/define.ts'
import type { SessionState } from '../session-state.ts'

/** The rows that SELECT INTO wrote. */
export async function defineFor(state: SessionState, signal: AbortSignal, definition: Definition): Promise<number> {
  const { transaction, connection, database } = state
  await state.lockNames(namesOf(transaction.catalog, database, definition).map(lockName), signal)
  await transaction.writes()
  const context = state.context(new Map())
  const { change, made = [], left = [], rows = 0 } = await define({ context, connection }, definition)
  await transaction.changed(change, made, left)
  return rows
}
