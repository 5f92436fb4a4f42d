/** Runs a query: rows for the client, variables, or a new table. */
import { type Answer, SqlError } from '../../types.ts'
import type { SessionState, Variables } from '../session-state.ts'
import { evaluateRows, plainColumn, streamQuery } from '../stream.ts'
import type { Item, Query, Select } from '../syntax/tree.ts'
import type { Context } from '../translate/context.ts'
import { convert } from '../translate/conversion.ts'
import { translateQuery } from '../translate/query.ts'
import { answerVolume } from '../volume/answer.ts'
import { volumeQuery } from '../volume/query.ts'
import { defineFor } from './definition.ts'

export async function* answerQuery(
  state: SessionState,
  variables: Variables,
  signal: AbortSignal,
  query: Query,
): AsyncGenerator<Answer> {
  const { body } = query
  if (body.is === 'select') {
    if (body.from) refuseSnapshot(state)
    const assigned = body.items.filter(item => item.is === 'assignment')
    if (assigned.length > 0) return yield* assign(state, variables, signal, query, body, assigned)
  }
  const { made: translated, touched } = await state.translate(
    variables,
    signal,
    context => volumeQuery(context, query) ?? { is: 'query' as const, ...translateQuery(context, query) },
    'Rows',
  )
  if (translated.is === 'rows') {
    yield { kind: 'columns', columns: translated.columns.map(plainColumn) }
    yield* answerVolume(translated, state.engine.options.rows ?? {})
    yield state.done(translated.range.to - translated.range.from)
    return
  }
  const into = body.is === 'select' ? body.into : undefined
  if (into) {
    yield state.done(await defineFor(state, signal, { is: 'select into', table: into, query: translated }, touched))
    return
  }
  const connection = await state.transaction.reading(touched)
  yield state.done(yield* streamQuery(connection, translated.sql, translated.columns))
}

function refuseSnapshot({ transaction, engine, database }: SessionState): void {
  if (transaction.isolation !== 'SNAPSHOT' || !engine.options.forbidSnapshot) return
  throw new SqlError(
    3952,
    `Snapshot isolation transaction failed accessing database '${database}' because snapshot isolation is not allowed in this database. Use ALTER DATABASE to allow snapshot isolation.`,
  )
}

/** `SELECT @a = …`: the variables have the values of the last row, or keep theirs when there is none. */
async function* assign(
  state: SessionState,
  variables: Variables,
  signal: AbortSignal,
  query: Query,
  body: Select,
  items: Extract<Item, { is: 'assignment' }>[],
): AsyncGenerator<Answer> {
  if (items.length < body.items.length) {
    throw new SqlError(
      141,
      'A SELECT statement that assigns a value to a variable must not be combined with data-retrieval operations.',
      { class: 15 },
    )
  }
  const values: Item[] = items.map(({ of, variable }) => ({ is: 'expression', of, alias: variable }))
  const plain: Query = { ...query, body: { ...body, items: values } }
  const targets = items.map(({ variable }) => variableOf(variables, variable))
  const { made, touched } = await state.translate(variables, signal, context => converted(context, plain, targets))
  const connection = await state.transaction.reading(touched)
  const rows = await evaluateRows(connection, made.sql, made.columns)
  for (const [index, value] of rows.at(-1)?.entries() ?? []) {
    const target = targets[index]
    if (target) variables.set(target.key, { type: target.type, value })
  }
  state.facts.lastRows = rows.length
}

type Target = ReturnType<typeof variableOf>

function variableOf(variables: Variables, name: string) {
  const key = name.toLowerCase()
  const variable = variables.get(key)
  if (!variable) throw new SqlError(137, `Must declare the scalar variable "@${name}".`, { class: 15, state: 1 })
  return { key, type: variable.type }
}

function converted(context: Context, query: Query, targets: readonly Target[]) {
  const { sql, columns } = translateQuery(context, query)
  const as = context.alias()
  const typed = columns.map((column, index) =>
    convert({ ...column, sql: `${as}.c${index}` }, targets[index]?.type ?? column.type, { mode: 'explicit' }),
  )
  return {
    sql: `SELECT ${typed.map((value, index) => `${value.sql} AS c${index}`).join(', ')} FROM (${sql}) AS ${as}`,
    columns: typed.map(({ type, nullable }, index) => ({ name: '', type, nullable, sql: `c${index}` })),
  }
}
