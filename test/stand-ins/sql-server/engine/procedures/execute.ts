/** EXEC: which procedure it is, and its arguments as values. */
import { type Answer, SqlError, type SqlType, type SqlValue } from '../../types.ts'
import type { Batch } from '../batch/batch.ts'
import { defineFor } from '../batch/definition.ts'
import { plainColumn, prepareQuery } from '../stream.ts'
import { parseBatch } from '../syntax/statement.ts'
import type { Expression, Statement, StatementOf } from '../syntax/tree.ts'
import { translateValue } from '../translate/expression.ts'
import { translateQuery } from '../translate/query.ts'
import { Scope } from '../translate/scope.ts'
import { volumeQuery } from '../volume/query.ts'
import { getApplock, releaseApplock } from './applock.ts'
import { Arguments } from './arguments.ts'
import { DESCRIBE_COLUMNS, type DescribedColumn, describeRows, parseDeclarations } from './describe.ts'

type Answers = AsyncGenerator<Answer, number | undefined>
type Procedure = (batch: Batch, args: Arguments) => Answers

/** A procedure returns a status; undefined is 0, and nothing was said yet. */
const PROCEDURES: Readonly<Record<string, Procedure>> = {
  sp_describe_first_result_set: describeFirst,
  sp_executesql: executeSql,
  sp_rename: rename,
  sp_getapplock: async function* (batch, args) {
    return yield* status(await getApplock(batch.state, args, batch.signal))
  },
  sp_releaseapplock: async function* (batch, args) {
    return yield* status(releaseApplock(batch.state, args))
  },
}

/** Where system procedures are found. */
const HOMES = new Set(['', 'master', 'sys', 'dbo'])

export async function* execute(batch: Batch, statement: StatementOf<'execute'>): AsyncGenerator<Answer> {
  const { procedure, result } = statement
  const parts = procedure.toLowerCase().split('.')
  const known = parts.slice(0, -1).every(part => HOMES.has(part) || part === batch.state.database.toLowerCase())
  const found = known ? PROCEDURES[parts.at(-1) ?? ''] : undefined
  if (!found) throw new SqlError(2812, `Could not find stored procedure '${procedure}'.`, { state: 62 })
  const values = await Promise.all(
    statement.arguments.map(async each => ({ name: each.name?.toLowerCase(), ...(await argument(batch, each.value)) })),
  )
  const code = (yield* found(batch, new Arguments(values))) ?? 0
  if (result !== undefined) {
    const key = result.toLowerCase()
    const variable = batch.variables.get(key)
    if (!variable) throw new SqlError(137, `Must declare the scalar variable "@${result}".`, { class: 15 })
    batch.variables.set(key, { type: variable.type, value: code })
  }
  yield { kind: 'status', status: code }
}

function argument(batch: Batch, value: Expression): Promise<{ type: SqlType; value: SqlValue }> {
  // A bare word is a string: EXEC sp_rename t, u.
  if (value.is === 'column') {
    return Promise.resolve({ type: { name: 'nvarchar', length: 128 }, value: value.path.join('.') })
  }
  return batch.evaluate(context => translateValue(context, new Scope([]), value))
}

async function* status(code: number): Answers {
  yield { kind: 'done', rows: null }
  return code
}

async function* executeSql(batch: Batch, args: Arguments): Answers {
  const declared = parseDeclarations(args.text('params', 1) ?? '')
  const parameters = declared.map(({ name, type }, index) => {
    const given = args.find(name, index + 2)
    if (!given) {
      throw new SqlError(8178, `The parameterized query expects the parameter '@${name}', which was not supplied.`)
    }
    return [
      name.toLowerCase(),
      { type: given.type.name === type.name ? type : given.type, value: given.value },
    ] as const
  })
  const text = args.text('stmt', 0) ?? args.text('statement', 0) ?? ''
  yield* batch.nested(new Map(parameters)).run(text)
  return 0
}

async function* rename({ state, signal }: Batch, args: Arguments): Answers {
  const [object, to, type] = [args.text('objname', 0), args.text('newname', 1), args.text('objtype', 2)]
  if (object === null || to === null) {
    const missing = object === null ? 'objname' : 'newname'
    throw new SqlError(
      201,
      `Procedure or function 'sp_rename' expects parameter '@${missing}', which was not supplied.`,
      {
        procedure: 'sp_rename',
      },
    )
  }
  const message = 'Caution: Changing any part of an object name could break scripts and stored procedures.'
  yield { kind: 'info', number: 15477, message }
  await defineFor(state, signal, { is: 'rename', object, to, type })
  return yield* status(0)
}

async function* describeFirst(batch: Batch, args: Arguments): Answers {
  const columns = await describe(batch, args.text('tsql', 0) ?? '', args.text('params', 1) ?? '')
  yield { kind: 'columns', columns: DESCRIBE_COLUMNS }
  const { database } = batch.state
  if (columns.length > 0) yield { kind: 'rows', count: columns.length, values: describeRows(columns, database) }
  yield batch.state.done(columns.length)
  return 0
}

/** The columns of the first query of a batch; none when it has no query. */
async function describe({ state, signal }: Batch, tsql: string, params: string): Promise<DescribedColumn[]> {
  const variables = new Map(
    parseDeclarations(params).map(({ name, type }) => [name.toLowerCase(), { type, value: undefined }]),
  )
  for (const statement of parseBatch(tsql).flatMap(flat)) {
    if (statement.is === 'declare')
      variables.set(statement.name.toLowerCase(), { type: statement.type, value: undefined })
    if (statement.is !== 'query') continue
    const { query } = statement
    const { made: translated, touched } = await state.translate(
      variables,
      signal,
      context => volumeQuery(context, query) ?? { is: 'query' as const, ...translateQuery(context, query) },
    )
    if (translated.is === 'rows') return translated.columns.map(column => ({ ...plainColumn(column), identity: false }))
    // What only DuckDB would notice is noticed now.
    const prepared = await prepareQuery(await state.transaction.reading(touched), translated.sql, translated.columns)
    prepared.destroySync()
    return translated.columns.map(column => ({ ...plainColumn(column), identity: column.identity ?? false }))
  }
  return []
}

const flat = (statement: Statement): Statement[] =>
  statement.is === 'block' ? statement.statements.flatMap(flat) : [statement]
