/** Runs the statements of one batch, one after the other, with its variables. */
import { setTimeout as sleep } from 'node:timers/promises'
import { type Answer, SqlError, type SqlType, type SqlValue } from '../../types.ts'
import { bulkTarget } from '../bulk.ts'
import { sqlErrorOf } from '../errors.ts'
import { execute } from '../procedures/execute.ts'
import type { SessionState, Variables } from '../session-state.ts'
import { evaluate } from '../stream.ts'
import { parseBatch } from '../syntax/statement.ts'
import type { Expression, Statement, StatementOf } from '../syntax/tree.ts'
import type { Context } from '../translate/context.ts'
import { convert } from '../translate/conversion.ts'
import { conditionOf, translateValue } from '../translate/expression.ts'
import { Scope } from '../translate/scope.ts'
import type { Typed } from '../translate/typed.ts'
import { defineFor } from './definition.ts'
import { answerModification } from './modification.ts'
import { answerQuery } from './query.ts'
import { raised, rethrown, thrown } from './raise.ts'

/** Where a statement leads: on to the next one, out of a loop, or out of the batch. */
type Flow = 'on' | 'break' | 'continue' | 'return'
type Answers<Result = void> = AsyncGenerator<Answer, Result>

const NOWHERE = new Scope([])
/** `MIN_ACTIVE_ROWVERSION()` and `@@DBTS`: asking DuckDB for their value costs more than most statements, so only those that say it do. */
const ROWVERSION = /MIN_ACTIVE_ROWVERSION|@@DBTS/i
/** Errors from here on end the connection; nobody catches them. */
const FATAL_CLASS = 20

export class Batch {
  readonly state: SessionState
  readonly variables: Variables
  readonly signal: AbortSignal
  #asksRowversion = false

  constructor(state: SessionState, variables: Variables, signal: AbortSignal) {
    this.state = state
    this.variables = variables
    this.signal = signal
  }

  /** A batch inside this one, with variables of its own. */
  nested(variables: Variables): Batch {
    return new Batch(this.state, variables, this.signal)
  }

  async *run(text: string): Answers {
    const { transaction } = this.state
    const doomedBefore = transaction.doomed
    this.#asksRowversion = ROWVERSION.test(text)
    yield* this.#all(parseBatch(text))
    if (!transaction.doomed || doomedBefore) return
    await transaction.rollback()
    yield { kind: 'transaction', change: 'rollback' }
    throw new SqlError(
      3998,
      'Uncommittable transaction is detected at the end of the batch. The transaction is rolled back.',
    )
  }

  async *#all(statements: readonly Statement[]): Answers<Flow> {
    for (const statement of statements) {
      const flow = yield* this.#run(statement)
      if (flow !== 'on') return flow
    }
    return 'on'
  }

  async *#run(statement: Statement): Answers<Flow> {
    if (this.#asksRowversion) await this.state.engine.refreshRowversions(this.state.database)
    try {
      return yield* this.#dispatch(statement)
    } finally {
      this.state.transaction.endStatement()
    }
  }

  async *#dispatch(statement: Statement): Answers<Flow> {
    const { state, variables, signal } = this
    switch (statement.is) {
      case 'query':
        yield* answerQuery(state, variables, signal, statement.query)
        return 'on'
      case 'insert':
      case 'update':
      case 'delete':
      case 'merge':
        yield* answerModification(state, variables, signal, statement)
        return 'on'
      case 'block':
        return yield* this.#all(statement.statements)
      case 'if':
        return yield* this.#all((await this.#holds(statement.condition)) ? statement.yes : statement.no)
      case 'while':
        return yield* this.#while(statement)
      case 'break':
      case 'continue':
      case 'return':
        return statement.is
      case 'try':
        return yield* this.#try(statement)
      case 'throw':
        throw statement.error
          ? thrown(await Promise.all(statement.error.map(each => this.#value(each))))
          : rethrown(state.caught)
      case 'raise':
        yield* raised(await Promise.all(statement.arguments.map(each => this.#value(each))))
        break
      case 'declare':
        await this.#declare(statement)
        return 'on'
      case 'set variable':
        await this.#assign(statement.name, statement.value)
        return 'on'
      case 'print':
        yield { kind: 'info', number: 0, message: await this.#text(statement.text) }
        state.facts.lastRows = 0
        return 'on'
      case 'execute':
        yield* execute(this, statement)
        return 'on'
      case 'begin':
      case 'commit':
      case 'rollback':
      case 'save':
        yield* this.#transaction(statement)
        break
      case 'insert bulk':
        state.bulk = (await state.translate(variables, signal, context => bulkTarget(context, statement))).made
        break
      case 'use':
        state.database = state.engine.catalog.database(statement.database).name
        yield { kind: 'info', number: 5701, message: `Changed database context to '${state.database}'.` }
        break
      case 'set':
        this.#set(statement)
        break
      case 'identity insert': {
        const { made } = await state.translate(variables, signal, context => context.table(statement.table))
        state.facts.identityInsert = statement.on ? made.objectId : null
        break
      }
      case 'wait':
        await sleep(statement.milliseconds, undefined, { signal }).catch(() => undefined)
        break
      case 'nothing':
        break
      default:
        await defineFor(state, signal, statement)
    }
    state.facts.lastRows = 0
    yield { kind: 'done', rows: null }
    return 'on'
  }

  async *#while({ condition, body }: StatementOf<'while'>): Answers<Flow> {
    while (await this.#holds(condition)) {
      const flow = yield* this.#run(body)
      if (flow === 'return') return flow
      if (flow === 'break') break
      if (this.signal.aborted) break
    }
    return 'on'
  }

  async *#try({ body, handler }: StatementOf<'try'>): Answers<Flow> {
    const { state } = this
    try {
      return yield* this.#all(body)
    } catch (cause) {
      const error = sqlErrorOf(cause, state.place)
      if (error.class >= FATAL_CLASS || this.signal.aborted) throw cause
      await state.transaction.caught(error, !(cause instanceof SqlError))
      const outer = state.caught
      state.caught = error
      try {
        return yield* this.#all(handler)
      } finally {
        state.caught = outer
      }
    }
  }

  async *#transaction(statement: StatementOf<'begin' | 'commit' | 'rollback' | 'save'>): Answers {
    const { transaction } = this.state
    switch (statement.is) {
      case 'save':
        return transaction.save(statement.name)
      case 'begin': {
        const change = transaction.begin(statement.name)
        if (change) yield { kind: 'transaction', change }
        return
      }
      case 'rollback': {
        const change = await transaction.rollback(statement.name)
        if (change) yield { kind: 'transaction', change }
        return
      }
      case 'commit':
        return yield* this.#commit()
    }
  }

  async *#commit(): Answers {
    const { transaction } = this.state
    const { open } = transaction
    try {
      const change = await transaction.commit()
      if (change) yield { kind: 'transaction', change }
    } catch (error) {
      // A key that somebody else has taken meanwhile: it is over.
      if (open && !transaction.open) yield { kind: 'transaction', change: 'rollback' }
      throw error
    }
  }

  #set({ option, value }: StatementOf<'set'>): void {
    const { state } = this
    if (option === 'NOCOUNT') state.countsRows = value === 'OFF'
    else if (option === 'ISOLATION LEVEL') state.transaction.isolation = value
    else if (option === 'XACT_ABORT') state.transaction.abortsOnError = value === 'ON'
    else if (option === 'LOCK_TIMEOUT') state.lockTimeout = Number(value)
    else if (option === 'IMPLICIT_TRANSACTIONS' && value === 'ON')
      throw new SqlError(50000, 'The stand-in does not know implicit transactions.')
  }

  async #declare({ name, type, value }: StatementOf<'declare'>): Promise<void> {
    if (this.variables.has(name.toLowerCase())) {
      throw new SqlError(
        134,
        `The variable name '@${name}' has already been declared. Variable names must be unique within a query batch or stored procedure.`,
        { class: 15 },
      )
    }
    this.variables.set(name.toLowerCase(), { type, value: null })
    if (value) await this.#assign(name, value)
  }

  async #assign(name: string, value: Expression): Promise<void> {
    const key = name.toLowerCase()
    const variable = this.variables.get(key)
    if (!variable) throw new SqlError(137, `Must declare the scalar variable "@${name}".`, { class: 15, state: 1 })
    const { type } = variable
    const assigned = await this.#value(value, of => convert(of, type, { mode: 'explicit' }))
    this.variables.set(key, { type, value: assigned.value })
    this.state.facts.lastRows = 1
  }

  async #text(expression: Expression): Promise<string> {
    const type = { name: 'nvarchar', length: 4000 } as const
    const { value } = await this.#value(expression, of => convert(of, type, { mode: 'implicit' }))
    return value === null ? '' : String(value)
  }

  async #holds(condition: Expression): Promise<boolean> {
    const { value } = await this.evaluate(context => ({
      sql: conditionOf(context, NOWHERE, condition),
      type: { name: 'bit' },
      nullable: true,
    }))
    return value === true
  }

  #value(expression: Expression, change = (of: Typed): Typed => of) {
    return this.evaluate(context => change(translateValue(context, NOWHERE, expression)))
  }

  /** One value: a constant, or what DuckDB makes of it. */
  async evaluate(make: (context: Context) => Typed): Promise<{ type: SqlType; value: SqlValue }> {
    const { made, touched } = await this.state.translate(this.variables, this.signal, make)
    const connection = await this.state.transaction.reading(touched)
    return { type: made.type, value: await evaluate(connection, made) }
  }
}
