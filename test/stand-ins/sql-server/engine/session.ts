/** One connection's session: batches in, answers out. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { DuckDBConnection } from '@duckdb/node-api'
import {
  type Answer,
  type BulkStream,
  type Session,
  SqlError,
  type SqlParameter,
  type TransactionChange,
} from '../types.ts'
import { type BulkTarget, bulkTarget, dropStaged, expected, insertStaged, stageRows } from './bulk.ts'
import { type Definition, defineTable } from './ddl.ts'
import { DESCRIBE_COLUMNS, type DescribedColumn, describeRows, parseDeclarations } from './describe.ts'
import type { StandInEngine } from './engine.ts'
import { sqlErrorOf } from './errors.ts'
import { Arguments, bareName, unknownProcedure } from './procedures.ts'
import { evaluate, plainColumn, prepareQuery, streamQuery } from './stream.ts'
import { parseBatch } from './syntax/statement.ts'
import type { Query, Statement, StatementOf } from './syntax/tree.ts'
import { Transaction } from './transaction.ts'
import { aliases, type Context, type SessionFacts, type Variable } from './translate/context.ts'
import { convert } from './translate/conversion.ts'
import { conditionOf, translateValue } from './translate/expression.ts'
import {
  type Modification,
  translateDelete,
  translateInsert,
  translateMerge,
  translateUpdate,
} from './translate/modification.ts'
import { translateQuery } from './translate/query.ts'
import { Scope } from './translate/scope.ts'
import { ticksNow } from './types/date-time.ts'
import { answerVolume } from './volume/answer.ts'
import { volumeQuery } from './volume/query.ts'

type Variables = Map<string, Variable>

const NOWHERE = new Scope([])

export class EngineSession implements Session {
  readonly facts: SessionFacts
  readonly connection: DuckDBConnection
  readonly engine: StandInEngine
  readonly #transaction: Transaction
  #database: string
  #countRows = true
  #bulk: BulkTarget | null = null
  #closed = false

  constructor(engine: StandInEngine, connection: DuckDBConnection, facts: SessionFacts, database: string) {
    this.engine = engine
    this.connection = connection
    this.facts = facts
    this.#database = database
    this.#transaction = new Transaction(engine.catalog, connection, facts)
  }

  execute(statement: string, parameters: SqlParameter[]): AsyncIterable<Answer> {
    const stop = new AbortController()
    return this.#stoppable(this.#answers(this.#batch(statement, parameters, stop.signal)), stop)
  }

  load(rows: BulkStream): AsyncIterable<Answer> {
    return this.#stoppable(this.#answers(this.#load(rows)), new AbortController())
  }

  get inTransaction(): boolean {
    return this.#transaction.open
  }

  fail(error: SqlError): Promise<TransactionChange | null> {
    return this.#transaction.failed(error, false)
  }

  #stoppable(answers: AsyncGenerator<Answer, undefined>, stop: AbortController): AsyncIterable<Answer> {
    let waiting = false
    const next = async (): Promise<IteratorResult<Answer>> => {
      waiting = true
      try {
        return await answers.next()
      } finally {
        waiting = false
      }
    }
    const stopNow = (): Promise<IteratorResult<Answer>> => {
      stop.abort()
      // Between two rows there is nothing to interrupt: the stream is only left.
      if (waiting) this.connection.interrupt()
      return answers.return(undefined)
    }
    return { [Symbol.asyncIterator]: () => ({ next, return: stopNow }) }
  }

  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    this.engine.forget(this)
    await this.#transaction.abandon()
    this.connection.disconnectSync()
  }

  /** What a batch or a load answers; what an error does to the transaction is answered before the error is thrown. */
  async *#answers(answers: AsyncGenerator<Answer>): AsyncGenerator<Answer, undefined> {
    try {
      yield* answers
      return undefined
    } catch (cause) {
      const error = sqlErrorOf(cause)
      const change = await this.#transaction.failed(error, !(cause instanceof SqlError))
      if (change) yield { kind: 'transaction', change }
      throw error
    }
  }

  async *#batch(text: string, parameters: SqlParameter[], signal: AbortSignal): AsyncGenerator<Answer> {
    const variables: Variables = new Map(
      parameters.map(({ name, type, value }) => [name.toLowerCase(), { type, value }]),
    )
    this.#bulk = null
    for (const statement of parseBatch(text)) yield* this.#run(statement, variables, signal)
  }

  async *#load(rows: BulkStream): AsyncGenerator<Answer> {
    const target = expected(this.#bulk)
    this.#bulk = null
    const context = this.#context(new Map())
    const table = context.catalog.table(target.path, this.#database)
    await rows.open(target.declared)
    if (table.discarded) {
      const count = await rows.count()
      table.discarded.rows += count
      yield this.#done(count)
      return
    }
    try {
      await stageRows(this.connection, target.declared, rows.rows())
      yield* this.#modify(insertStaged(context, table, target))
    } finally {
      await dropStaged(this.connection).catch(() => undefined)
    }
  }

  async *#run(statement: Statement, variables: Variables, signal: AbortSignal): AsyncGenerator<Answer> {
    await this.engine.refreshRowversions(this.#database)
    const context = this.#context(variables)
    switch (statement.is) {
      case 'query':
        yield* this.#query(context, statement.query)
        return
      case 'insert':
        yield* this.#modify(translateInsert(context, statement))
        return
      case 'update':
        yield* this.#modify(translateUpdate(context, statement))
        return
      case 'delete':
        yield* this.#modify(translateDelete(context, statement))
        return
      case 'merge':
        yield* this.#modify(translateMerge(context, statement))
        return
      case 'insert bulk':
        this.#bulk = bulkTarget(context, statement)
        break
      case 'begin':
      case 'commit':
      case 'rollback': {
        const change = await this.#transaction[statement.is]()
        if (change) yield { kind: 'transaction', change }
        break
      }
      case 'save':
        throw new SqlError(50000, 'The stand-in does not know savepoints.')
      case 'use':
        this.#database = this.engine.catalog.database(statement.database).name
        yield { kind: 'info', number: 5701, message: `Changed database context to '${this.#database}'.` }
        break
      case 'set':
        this.#set(statement)
        break
      case 'declare': {
        const { name, type, value } = statement
        if (variables.has(name.toLowerCase()))
          throw new SqlError(
            134,
            `The variable name '@${name}' has already been declared. Variable names must be unique within a query batch or stored procedure.`,
            { class: 15 },
          )
        variables.set(name.toLowerCase(), { type, value: null })
        if (value) await this.#assign(context, variables, name, value)
        return
      }
      case 'set variable':
        await this.#assign(context, variables, statement.name, statement.value)
        return
      case 'print': {
        const text = convert(
          translateValue(context, NOWHERE, statement.text),
          { name: 'nvarchar', length: 4000 },
          { mode: 'implicit' },
        )
        yield { kind: 'info', number: 0, message: String((await evaluate(this.connection, text)) ?? '') }
        return
      }
      case 'wait':
        await sleep(statement.milliseconds, undefined, { signal }).catch(() => undefined)
        break
      case 'if': {
        const holds = await evaluate(this.connection, {
          sql: conditionOf(context, NOWHERE, statement.condition),
          type: { name: 'bit' },
          nullable: true,
        })
        for (const each of holds === true ? statement.yes : statement.no) yield* this.#run(each, variables, signal)
        return
      }
      case 'block':
        for (const each of statement.statements) yield* this.#run(each, variables, signal)
        return
      case 'execute':
        yield* this.#execute(context, statement, signal)
        return
      default:
        await this.#define(context, statement)
    }
    yield { kind: 'done', rows: null }
  }

  #context(variables: Variables): Context {
    return {
      catalog: this.engine.catalog,
      database: this.#database,
      session: this.facts,
      variables,
      now: ticksNow(),
      forbidCatalog: this.engine.options.forbidCatalog ?? false,
      rowversion: database => this.engine.rowversion(database),
      ctes: new Map(),
      query: translateQuery,
      alias: aliases(),
    }
  }

  async *#query(context: Context, query: Query): AsyncGenerator<Answer> {
    if (
      query.body.is === 'select' &&
      query.body.from &&
      this.#transaction.isolation === 'SNAPSHOT' &&
      this.engine.options.forbidSnapshot
    ) {
      throw new SqlError(
        3952,
        `Snapshot isolation transaction failed accessing database '${this.#database}' because snapshot isolation is not allowed in this database. Use ALTER DATABASE to allow snapshot isolation.`,
      )
    }
    const volume = volumeQuery(context, query)
    if (volume?.is === 'rows') {
      yield { kind: 'columns', columns: volume.columns.map(plainColumn) }
      yield* answerVolume(volume, this.engine.options.rows ?? {})
      yield this.#done(volume.range.to - volume.range.from)
      return
    }
    await this.#transaction.reads()
    const into = query.body.is === 'select' ? query.body.into : undefined
    const { sql, columns } = volume ?? translateQuery(context, query)
    if (into) {
      const definition: Definition = { is: 'select into', table: into, columns, sql }
      yield this.#done(await this.#define(context, definition))
      return
    }
    yield this.#done(yield* streamQuery(this.connection, sql, columns))
  }

  #done(rows: number): Answer {
    this.facts.lastRows = rows
    return { kind: 'done', rows: this.#countRows ? BigInt(rows) : null }
  }

  async *#modify({ sql, table, output }: Modification): AsyncGenerator<Answer> {
    const versioned = table.columns.some(({ type }) => type.name === 'timestamp')
    if (versioned) {
      await this.engine.refreshRowversions(table.database)
      this.#transaction.usesRowversions(table.database, this.engine.rowversion(table.database) + 1n)
    }
    let changed: number
    try {
      await this.#transaction.writes()
      changed =
        output.length > 0
          ? yield* streamQuery(this.connection, sql, output)
          : (await this.connection.run(sql)).rowsChanged
      if (table.columns.some(({ identity }) => identity))
        this.facts.lastIdentity = await this.engine.lastIdentity(table)
    } finally {
      this.#transaction.endStatement()
    }
    yield this.#done(changed)
  }

  async #assign(
    context: Context,
    variables: Variables,
    name: string,
    value: StatementOf<'set variable'>['value'],
  ): Promise<void> {
    const variable = variables.get(name.toLowerCase())
    if (!variable) throw new SqlError(137, `Must declare the scalar variable "@${name}".`, { class: 15, state: 1 })
    const { type } = variable
    const converted = convert(translateValue(context, NOWHERE, value), type, { mode: 'explicit' })
    variables.set(name.toLowerCase(), { type, value: await evaluate(this.connection, converted) })
  }

  #set({ option, value }: StatementOf<'set'>): void {
    if (option === 'NOCOUNT') this.#countRows = value === 'OFF'
    else if (option === 'ISOLATION LEVEL') this.#transaction.isolation = value
    else if (option === 'XACT_ABORT') this.#transaction.abortsOnError = value === 'ON'
    else if (option === 'IMPLICIT_TRANSACTIONS' && value === 'ON')
      throw new SqlError(50000, 'The stand-in does not know implicit transactions.')
  }

  /** Runs DDL; returns the rows that SELECT INTO wrote. */
  async #define(context: Context, definition: Definition): Promise<number> {
    await this.#transaction.writes()
    const { undo, rows } = await defineTable(context, this.connection, definition)
    this.#transaction.changedCatalog(undo)
    return rows
  }

  async *#execute(context: Context, statement: StatementOf<'execute'>, signal: AbortSignal): AsyncGenerator<Answer> {
    const name = bareName(statement.procedure)
    const values = await Promise.all(
      statement.arguments.map(async each => {
        const value = translateValue(context, NOWHERE, each.value)
        return { name: each.name?.toLowerCase(), type: value.type, value: await evaluate(this.connection, value) }
      }),
    )
    const args = new Arguments(values)
    if (name === 'sp_describe_first_result_set') {
      const columns = await this.#describe(args.text('tsql', 0) ?? '', args.text('params', 1) ?? '')
      yield { kind: 'columns', columns: DESCRIBE_COLUMNS }
      if (columns.length > 0)
        yield { kind: 'rows', count: columns.length, values: describeRows(columns, this.#database) }
      yield this.#done(columns.length)
    } else if (name === 'sp_executesql') {
      const declared = parseDeclarations(args.text('params', 1) ?? '')
      const parameters = declared.map(({ name: parameter, type }, index): SqlParameter => {
        const given = args.find(parameter, index + 2)
        if (!given)
          throw new SqlError(
            8178,
            `The parameterized query expects the parameter '@${parameter}', which was not supplied.`,
          )
        return { name: parameter, type: given.type.name === type.name ? type : given.type, value: given.value }
      })
      const variables: Variables = new Map(
        parameters.map(({ name: each, type, value }) => [each.toLowerCase(), { type, value }]),
      )
      for (const each of parseBatch(args.text('stmt', 0) ?? args.text('statement', 0) ?? ''))
        yield* this.#run(each, variables, signal)
    } else {
      throw unknownProcedure(statement)
    }
  }

  /** The columns of the first query of a batch; none when it has no query. */
  async #describe(tsql: string, params: string): Promise<DescribedColumn[]> {
    const variables: Variables = new Map(
      parseDeclarations(params).map(({ name, type }) => [name.toLowerCase(), { type, value: undefined }]),
    )
    for (const statement of parseBatch(tsql).flatMap(flat)) {
      if (statement.is === 'declare')
        variables.set(statement.name.toLowerCase(), { type: statement.type, value: undefined })
      if (statement.is !== 'query') continue
      const context = this.#context(variables)
      const volume = volumeQuery(context, statement.query)
      if (volume?.is === 'rows') return volume.columns.map(column => ({ ...plainColumn(column), identity: false }))
      const { sql, columns } = volume ?? translateQuery(context, statement.query)
      // What only DuckDB would notice is noticed now.
      const prepared = await prepareQuery(this.connection, sql, columns)
      prepared.destroySync()
      return columns.map(column => ({ ...plainColumn(column), identity: column.identity ?? false }))
    }
    return []
  }
}

const flat = (statement: Statement): Statement[] =>
  statement.is === 'block' ? statement.statements.flatMap(flat) : [statement]
