/** A session that lives in another thread, as its user has it. */
import type { SessionAnswer, SessionCall, SessionTask } from '../../../workers/messages.ts'
import { type Batch, buffersOf } from '../../columns/batch.ts'
import { spareBuffers } from '../../columns/buffers.ts'
import type { Isolation, MssqlConnection } from '../../mssql/connection.ts'
import type { Statement } from '../../mssql/parameters.ts'
import type { Row } from '../../mssql/session.ts'
import type { HomeThreads, Place } from '../threads.ts'
import type { Reading } from './read.ts'

type Threads = HomeThreads<SessionCall, SessionAnswer>

export class ThreadSession {
  readonly #threads: Threads
  readonly #place: Place<SessionCall, SessionAnswer>
  #fresh = true
  /** Tasks that have not ended well: one that runs, or for ever one that failed or was cancelled. */
  #open = 0
  #closed: Promise<void> | undefined

  constructor(threads: Threads) {
    this.#threads = threads
    this.#place = threads.enter()
  }

  /** Logs in. @throws {HomeError} */
  async open(connection: MssqlConnection): Promise<void> {
    const answer = await this.#ask({ kind: 'open', connection })
    if (answer.kind === 'failed') throw this.#threads.raised(answer.failure)
  }

  /** True until somebody has had it. */
  get fresh(): boolean {
    return this.#fresh
  }

  /** True when everything that ran on it has ended well: only then another user may have it. */
  get reusable(): boolean {
    return this.#open === 0 && this.#closed === undefined && !this.#place.thread.dead
  }

  /** Makes it as new for its next user, as `Session` does. */
  async renew(isolation: Isolation, signal: AbortSignal): Promise<void> {
    await this.#run({ kind: 'renew', isolation }, signal)
    this.#fresh = false
  }

  /** The rows of a small answer, all at once. */
  async rows(statement: Statement, signal: AbortSignal): Promise<Row[]> {
    const answer = await this.#run({ kind: 'rows', statement }, signal)
    return answer.kind === 'rows' ? answer.rows : []
  }

  /**
   * The rows of a large one. A batch is only sent when it is asked for, so that the thread stops reading when its consumer does;
   * with each call go buffers that are used up here and are of use there.
   */
  async *read(reading: Reading, signal: AbortSignal): AsyncGenerator<Batch, void, undefined> {
    signal.throwIfAborted()
    this.#open += 1
    const stop = () => this.#stop()
    signal.addEventListener('abort', stop, { once: true })
    let ended = false
    try {
      let answer = await this.#ask({ kind: 'read', reading })
      for (;;) {
        signal.throwIfAborted()
        if (answer.kind === 'failed') throw this.#threads.raised(answer.failure)
        if (answer.kind !== 'batch') break
        const sizes = buffersOf(answer.batch).map(({ byteLength }) => byteLength)
        yield answer.batch
        signal.throwIfAborted()
        const spare = spareBuffers(sizes)
        answer = await this.#ask({ kind: 'next', spare }, spare)
      }
      ended = true
      this.#open -= 1
    } finally {
      signal.removeEventListener('abort', stop)
      if (!ended) await this.#stop()
    }
  }

  /** Closes the connection, whatever it is doing; safe to call twice. */
  close(): Promise<void> {
    this.#closed ??= this.#ask({ kind: 'close' }).then(
      () => this.#place.leave(),
      () => this.#place.leave(),
    )
    return this.#closed
  }

  async #run(task: SessionTask, signal: AbortSignal): Promise<SessionAnswer> {
    signal.throwIfAborted()
    this.#open += 1
    const stop = () => this.#stop()
    signal.addEventListener('abort', stop, { once: true })
    try {
      const answer = await this.#ask(task)
      signal.throwIfAborted()
      if (answer.kind === 'failed') throw this.#threads.raised(answer.failure)
      this.#open -= 1
      return answer
    } finally {
      signal.removeEventListener('abort', stop)
    }
  }

  /** Cancels what runs there, and waits for its end; never throws. */
  async #stop(): Promise<void> {
    await this.#ask({ kind: 'stop' }).catch(() => {})
  }

  #ask(task: SessionTask, transfer: ArrayBuffer[] = []): Promise<SessionAnswer> {
    return this.#place.thread.ask({ id: this.#place.id, ...task }, transfer)
  }
}
