/** What the tests of the engine share: an engine with a database, and answers as plain rows. */
import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { DEFAULT_USER, type EngineOptions, StandInEngine } from './engine/engine.ts'
import type { EngineSession } from './engine/session.ts'
import { typeName } from './engine/types/sql-type.ts'
import { type Answer, SqlError, type SqlParameter, type SqlValue } from './types.ts'

/** An engine with the empty database `erp`, and one session; both go with the test. */
export async function openEngine(t: TestContext, options: EngineOptions = {}) {
  const engine = await StandInEngine.create(options)
  await engine.addDatabase('erp')
  t.after(() => engine.close())
  return { engine, session: await openSession(engine) }
}

export function openSession(engine: StandInEngine, database = 'erp'): Promise<EngineSession> {
  return engine.login({ ...DEFAULT_USER, database, application: 'engine test', host: 'here' })
}

/** One result set: `name type` or `name type null` for each column, and the rows. */
export interface ResultSet {
  columns: string[]
  rows: SqlValue[][]
  /** What DONE said. */
  count: bigint | null | undefined
}

export async function results(
  session: EngineSession,
  statement: string,
  parameters: SqlParameter[] = [],
): Promise<ResultSet[]> {
  const sets: ResultSet[] = []
  let open = false
  for await (const answer of session.execute(statement, parameters)) {
    if (answer.kind === 'columns') {
      open = true
      const columns = answer.columns.map(
        ({ name, type, nullable }) => `${name} ${typeName(type)}${nullable ? ' null' : ''}`,
      )
      sets.push({ columns, rows: [], count: undefined })
    } else if (answer.kind === 'rows') {
      for (let row = 0; row < answer.count; row++) sets.at(-1)!.rows.push(answer.values.map(column => column[row]!))
    } else if (answer.kind === 'done' && open) {
      sets.at(-1)!.count = answer.rows
      open = false
    }
  }
  return sets
}

/** The rows of the last result set. */
export async function rows(
  session: EngineSession,
  statement: string,
  parameters: SqlParameter[] = [],
): Promise<SqlValue[][]> {
  return (await results(session, statement, parameters)).at(-1)?.rows ?? []
}

/** The first value of the first row. */
export async function value(
  session: EngineSession,
  statement: string,
  parameters: SqlParameter[] = [],
): Promise<SqlValue> {
  return (await rows(session, statement, parameters))[0]![0]!
}

export async function answers(session: EngineSession, statement: string): Promise<Answer[]> {
  const all: Answer[] = []
  for await (const answer of session.execute(statement, [])) all.push(answer)
  return all
}

/** The statement fails with this error of SQL Server. */
export async function fails(
  session: EngineSession,
  statement: string,
  number: number,
  message: RegExp,
  parameters: SqlParameter[] = [],
): Promise<void> {
  await assert.rejects(results(session, statement, parameters), (error: unknown) => {
    assert.ok(error instanceof SqlError, String(error))
    assert.equal(error.number, number, `${statement}: ${error.message}`)
    assert.match(error.message, message)
    return true
  })
}

export const text = (name: string, of: string | null): SqlParameter => ({
  name,
  type: { name: 'nvarchar', length: 'max' },
  value: of,
})
export const big = (name: string, of: bigint | null): SqlParameter => ({ name, type: { name: 'bigint' }, value: of })
