/** One connection's session: batches in, answers out. */
import type { DuckDBConnection } from '@duckdb/node-api'
import {
  type Answer,
  type BulkStream,
  type Session,
  SqlError,
  type SqlParameter,
  type TransactionChange,
} from '../types.ts'
import { Batch } from './batch/batch.ts'
import { answerLoad } from './batch/load.ts'
import type { StandInEngine } from './engine.ts'
import { sqlErrorOf } from './errors.ts'
import { SessionState } from './session-state.ts'
import type { SessionFacts } from './translate/context.ts'

export class EngineSession implements Session {
  readonly #state: SessionState
  #closed = false

  constructor(engine: StandInEngine, connection: DuckDBConnection, facts: SessionFacts, database: string) {
    this.#state = new SessionState(engine, connection, facts, database)
  }

  get inTransaction(): boolean {
    return this.#state.transaction.open
  }

  execute(statement: string, parameters: SqlParameter[]): AsyncIterable<Answer> {
    const stop = new AbortController()
    const variables = new Map(parameters.map(({ name, type, value }) => [name.toLowerCase(), { type, value }]))
    this.#state.bulk = null
    return this.#stoppable(new Batch(this.#state, variables, stop.signal).run(statement), stop)
  }

  load(rows: BulkStream): AsyncIterable<Answer> {
    const stop = new AbortController()
    return this.#stoppable(answerLoad(this.#state, stop.signal, rows), stop)
  }

  fail(error: SqlError): Promise<TransactionChange | null> {
    return this.#state.transaction.failed(error, false)
  }

  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    const { engine, transaction, connection } = this.#state
    engine.forget(this)
    await transaction.abandon()
    connection.disconnectSync()
  }

  #stoppable(answers: AsyncGenerator<Answer>, stop: AbortController): AsyncIterable<Answer> {
    const whole = this.#whole(answers)
    let waiting = false
    const next = async (): Promise<IteratorResult<Answer>> => {
      waiting = true
      try {
        return await whole.next()
      } finally {
        waiting = false
      }
    }
    const stopNow = (): Promise<IteratorResult<Answer>> => {
      stop.abort()
      // Between two rows there is nothing to interrupt: the stream is only left.
      if (waiting) this.#state.transaction.interrupt()
      return whole.return(undefined)
    }
    return { [Symbol.asyncIterator]: () => ({ next, return: stopNow }) }
  }

  /** What a batch or a load answers; what an error does to the transaction is answered before the error is thrown. */
  async *#whole(answers: AsyncGenerator<Answer>): AsyncGenerator<Answer, undefined> {
    const { transaction, facts } = this.#state
    try {
      yield* answers
      facts.lastError = 0
      return undefined
    } catch (cause) {
      const error = sqlErrorOf(cause, this.#state.place)
      facts.lastError = error.number
      const change = await transaction.failed(error, !(cause instanceof SqlError))
      if (change) yield { kind: 'transaction', change }
      throw error
    }
  }
}
