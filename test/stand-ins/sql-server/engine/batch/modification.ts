/** Runs INSERT, UPDATE, DELETE, MERGE and the end of a bulk load. */
import type { DuckDBConnection } from '@duckdb/node-api'
import type { Answer } from '../../types.ts'
import { lastIdentity, passGivenValues } from '../identity.ts'
import type { LockMode } from '../locks.ts'
import type { SessionState, Variables } from '../session-state.ts'
import { streamQuery } from '../stream.ts'
import type { StatementOf } from '../syntax/tree.ts'
import type { Context } from '../translate/context.ts'
import { translateMerge } from '../translate/merge.ts'
import { type Modification, translateDelete, translateInsert, translateUpdate } from '../translate/modification.ts'

type Statement = StatementOf<'insert' | 'update' | 'delete' | 'merge'>

export function answerModification(
  state: SessionState,
  variables: Variables,
  signal: AbortSignal,
  statement: Statement,
): AsyncGenerator<Answer> {
  const mode = statement.is === 'insert' ? 'IX' : 'Rows'
  return modify(state, variables, signal, context => translated(context, statement), mode)
}

function translated(context: Context, statement: Statement): Modification {
  switch (statement.is) {
    case 'insert':
      return translateInsert(context, statement)
    case 'update':
      return translateUpdate(context, statement)
    case 'delete':
      return translateDelete(context, statement)
    case 'merge':
      return translateMerge(context, statement)
  }
}

/** `on` is where the rows are staged that are inserted. */
export async function* modify(
  state: SessionState,
  variables: Variables,
  signal: AbortSignal,
  make: (context: Context) => Modification,
  mode: LockMode,
  on?: DuckDBConnection,
): AsyncGenerator<Answer> {
  const { engine, transaction, facts } = state
  const { made, touched } = await state.translate(variables, signal, make, mode)
  const { sql, table, output, check, identityGiven } = made
  if (table.columns.some(({ type }) => type.name === 'timestamp')) {
    await engine.refreshRowversions(table.database)
    transaction.usesRowversions(table.database, engine.rowversion(table.database) + 1n)
  }
  const connection = on ?? (await transaction.writing([table], touched))
  state.writing = table
  await check?.(connection)
  const changed =
    output.length > 0 ? yield* streamQuery(connection, sql, output) : (await connection.run(sql)).rowsChanged
  if (identityGiven) await passGivenValues(connection, table)
  if (table.columns.some(({ identity }) => identity)) facts.lastIdentity = await lastIdentity(connection, table)
  transaction.wrote([table])
  yield state.done(changed)
}
