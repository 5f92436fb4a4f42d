import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'
import type { Effect } from '../faults.ts'
import type { Answer, SqlColumn, SqlError, SqlValue, TransactionChange } from '../types.ts'
import { ByteWriter } from './byte-writer.ts'
import type { Cancellation } from './cancellation.ts'
import { encodeColumns } from './columns.ts'
import { ConnectionClosed, type MessageWriter } from './message-writer.ts'
import { endOfRows } from './row-length.ts'
import { RowEncoder, type RowOptions } from './rows.ts'
import { asSqlError, faultError } from './server-error.ts'
import { DONE, DONE_STATUS, encodeDone, encodeError, encodeInfo, encodeReturnStatus } from './tokens.ts'

/** How an answer ended. */
export type Outcome = 'done' | 'failed' | 'canceled'

export interface AnswerJob {
  answers: AsyncIterable<Answer>
  writer: MessageWriter
  effect: Effect
  cancellation: Cancellation
  rowOptions: RowOptions
  /** Inside a procedure: DONEINPROC per statement, then RETURNSTATUS and DONEPROC. */
  procedure: boolean
  /** More calls follow in the same message. */
  more: boolean
  /** ENVCHANGE of a transaction that has begun or is over. */
  transactionToken(change: TransactionChange): Uint8Array
  /** Tells the engine that a statement failed with an error that it did not make. */
  fail(error: SqlError): Promise<TransactionChange | null>
  /** Resolves when the request has arrived whole: nothing is said to a client that is still sending. */
  arrived(): Promise<void>
}

const SLICE_BYTES = 64 * 1024
const BREATHE_BYTES = 1024 * 1024
/** CurCmd of DONE after a result set: SELECT. */
const SELECT = 0xc1

/** Turns one statement's answers into tokens, pulled only as the socket takes them. */
export class StatementAnswer {
  readonly #job: AnswerJob
  readonly #scratch = new ByteWriter(SLICE_BYTES * 2)
  #columns: SqlColumn[] | null = null
  #encoder: RowEncoder | null = null
  /** The end of the last statement: whether more follows is known only when it does. */
  #pending: { command: number; rows: bigint | null } | null = null
  /** Resolves when a canceled engine has really stopped; the session's next statement waits for it. */
  stopped: Promise<void> = Promise.resolve()
  error: SqlError | null = null
  rows = 0
  /** What the procedure returned. */
  #status = 0
  #breathed: number

  constructor(job: AnswerJob) {
    this.#job = job
    this.#breathed = job.writer.sent
  }

  /** Sends everything but the END of the message. */
  async run(): Promise<Outcome> {
    const { effect, cancellation } = this.#job
    let iterator: AsyncIterator<Answer> | null = null
    try {
      if (effect.delayMs !== undefined) await this.#delay(effect.delayMs)
      if (cancellation.reason === null) await this.#misbehave(-1)
      if (cancellation.reason === null) {
        iterator = this.#job.answers[Symbol.asyncIterator]()
        await this.#pump(iterator)
      }
      if (cancellation.reason !== null) {
        this.#stop(iterator)
        await this.#finishCanceled()
        return 'canceled'
      }
      await this.#job.arrived()
      await this.#finish()
      return 'done'
    } catch (error) {
      this.#stop(iterator)
      if (error instanceof ConnectionClosed) throw error
      this.error = asSqlError(error)
      await this.#job.arrived()
      await this.#finishFailed(this.error)
      return 'failed'
    }
  }

  async #delay(milliseconds: number): Promise<void> {
    const timer = new AbortController()
    const slept = sleep(milliseconds, undefined, { signal: timer.signal }).catch(() => undefined)
    await this.#job.cancellation.race(slept)
    timer.abort()
  }

  async #pump(iterator: AsyncIterator<Answer>): Promise<void> {
    const { cancellation, writer } = this.#job
    while (cancellation.reason === null) {
      const pulled = iterator.next()
      // An engine that takes its time: what is there goes out meanwhile.
      if ((await Promise.race([pulled.catch(() => null), nextTurn('slow')])) === 'slow') writer.release()
      const next = await cancellation.race(pulled)
      if (next === 'canceled') return
      if (next.done === true) break
      await this.#send(next.value)
      await this.#breathe()
    }
    if (cancellation.reason === null) await this.#misbehave(Infinity)
  }

  async #send(answer: Answer): Promise<void> {
    // Only a done can be the last answer, so it is held back until the next one shows that it was not.
    await this.#sendPending(DONE_STATUS.MORE)
    switch (answer.kind) {
      case 'columns':
        this.#columns = answer.columns
        this.#encoder = new RowEncoder(answer.columns, this.#job.rowOptions)
        await this.#job.writer.write(encodeColumns(answer.columns))
        return this.#misbehave(this.rows)
      case 'rows':
        return this.#sendRows(answer.values, answer.count)
      case 'tokens':
        return this.#sendTokens(answer.bytes, answer.count)
      case 'info':
        await this.#job.writer.write(encodeInfo(answer.number, answer.message))
        return
      case 'status':
        this.#status = answer.status
        return
      case 'transaction':
        await this.#job.writer.write(this.#job.transactionToken(answer.change))
        return
      case 'done':
        await this.#misbehave(Infinity)
        this.#pending = { command: this.#columns === null ? 0 : SELECT, rows: answer.rows }
        this.#columns = null
    }
  }

  async #sendRows(values: SqlValue[][], count: number): Promise<void> {
    if (this.#encoder === null) throw new TypeError('the engine gave rows without columns')
    const { cancellation, writer } = this.#job
    const to = Math.min(count, this.#faultAfter() - this.rows)
    for (let row = 0; row < to && cancellation.reason === null; ) {
      this.#scratch.at = 0
      const next = this.#encoder.encode(this.#scratch, values, row, to, SLICE_BYTES)
      await writer.write(this.#scratch.written())
      this.rows += next - row
      row = next
      await this.#breathe()
    }
    await this.#misbehave(this.rows)
  }

  async #sendTokens(bytes: Uint8Array, count: number): Promise<void> {
    if (this.#columns === null) throw new TypeError('the engine gave row tokens without columns')
    const sent = Math.min(count, this.#faultAfter() - this.rows)
    const part = sent === count ? bytes : bytes.subarray(0, endOfRows(this.#columns, bytes, sent))
    await this.#job.writer.write(part)
    this.rows += sent
    await this.#misbehave(this.rows)
  }

  /** A socket that takes everything at once would keep us from ever hearing an attention: now and then the event loop has its turn. */
  async #breathe(): Promise<void> {
    const { sent } = this.#job.writer
    if (sent - this.#breathed < BREATHE_BYTES) return
    this.#breathed = sent
    await nextTurn()
  }

  /** Rows after which an error or a hang comes; Infinity for never. */
  #faultAfter(): number {
    const { error, hang } = this.#job.effect
    return Math.min(error?.afterRows ?? Infinity, hang?.afterRows ?? Infinity)
  }

  /** The error or the hang that is due after so many rows; -1 is before anything, Infinity the end of a shorter result. */
  async #misbehave(rows: number): Promise<void> {
    const { effect, cancellation, writer } = this.#job
    const { error, hang } = effect
    if (error !== undefined && rows >= (error.afterRows ?? -1)) {
      const fault = faultError(error)
      // The engine has not seen this error, but what it does to a transaction must happen.
      const change = await this.#job.fail(fault)
      if (change !== null) await writer.write(this.#job.transactionToken(change))
      throw fault
    }
    if (hang !== undefined && rows >= (hang.afterRows ?? -1)) {
      cancellation.deaf = hang.attention === 'ignored'
      await writer.flush()
      await cancellation.wait()
    }
  }

  async #sendPending(status: number): Promise<void> {
    if (this.#pending === null) return
    const { command, rows } = this.#pending
    this.#pending = null
    const token = this.#job.procedure ? DONE.IN_PROCEDURE : DONE.STATEMENT
    const counted = rows === null ? 0 : DONE_STATUS.COUNT
    await this.#job.writer.write(encodeDone(token, status | counted, command, rows ?? 0n))
  }

  async #finish(): Promise<void> {
    const { writer, procedure, more } = this.#job
    const last = more ? DONE_STATUS.MORE : DONE_STATUS.FINAL
    if (procedure) {
      await this.#sendPending(DONE_STATUS.MORE)
      await writer.write(encodeReturnStatus(this.#status))
      await writer.write(encodeDone(DONE.PROCEDURE, last, 0, 0n))
    } else {
      this.#pending ??= { command: 0, rows: null }
      await this.#sendPending(last)
    }
  }

  async #finishFailed(error: SqlError): Promise<void> {
    const { writer, procedure, more } = this.#job
    await this.#sendPending(DONE_STATUS.MORE)
    await writer.write(encodeError(error))
    const last = DONE_STATUS.ERROR | (more ? DONE_STATUS.MORE : DONE_STATUS.FINAL)
    if (procedure) {
      if (this.#columns !== null) {
        await writer.write(encodeDone(DONE.IN_PROCEDURE, DONE_STATUS.MORE | DONE_STATUS.ERROR, SELECT, 0n))
      }
      await writer.write(encodeReturnStatus(error.number))
    }
    await writer.write(encodeDone(procedure ? DONE.PROCEDURE : DONE.STATEMENT, last, 0, 0n))
  }

  /** The canceled response ends where it is; the attention is acknowledged in a message of its own. */
  async #finishCanceled(): Promise<void> {
    const { writer, cancellation } = this.#job
    if (cancellation.reason === 'closed') throw new ConnectionClosed('the client is gone')
    await this.#job.arrived()
    await this.#sendPending(DONE_STATUS.MORE)
    await writer.write(encodeDone(DONE.STATEMENT, DONE_STATUS.FINAL, 0, 0n))
  }

  #stop(iterator: AsyncIterator<Answer> | null): void {
    const returned = iterator?.return?.()
    if (returned !== undefined) {
      this.stopped = Promise.resolve(returned).then(
        () => undefined,
        () => undefined,
      )
    }
  }
}
