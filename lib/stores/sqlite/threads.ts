/** The threads that hold databases: SQLite waits and works in the thread that calls it, and the main thread has no time for that. */
import type { SqliteMessage, SqliteReply } from '../../../workers/messages.ts'
import { StoreError } from '../../errors.ts'
import { type Failure, Thread, workerEntry } from '../../thread.ts'
import type { StorePoint } from '../store.ts'
import type { Patient, SqliteAnswer, SqliteTask } from './task.ts'

/** More databases are seldom loaded at the same time, and one takes one transaction at a time. */
const MOST_THREADS = 4
const PATIENCE = 60_000

type DatabaseThread = Thread<SqliteMessage, SqliteReply>
type Reached = (point: StorePoint) => Promise<void>

export class SqliteThreads {
  readonly #idle: DatabaseThread[] = []
  readonly #all = new Set<DatabaseThread>()
  readonly #waiting: (() => void)[] = []
  /** By path: when the last task that was given for it is over. One transaction excludes all others, so they take turns before SQLite makes them. */
  readonly #turns = new Map<string, Promise<unknown>>()
  readonly #patience: number
  #closed = false

  /** @param patience how long a statement waits for another program to finish its transaction, ms */
  constructor(patience = PATIENCE) {
    this.#patience = patience
  }

  /** Runs the task in a thread of its own, behind those of the same file. @throws {StoreError}; what `reached` throws, when the task is undone */
  async run(task: SqliteTask, reached: Reached = async () => {}): Promise<SqliteAnswer> {
    const before = this.#turns.get(task.path) ?? Promise.resolve()
    const turn = before.then(() => this.#run(task, reached))
    const over = turn.catch(() => {})
    this.#turns.set(task.path, over)
    try {
      return await turn
    } finally {
      if (this.#turns.get(task.path) === over) this.#turns.delete(task.path)
    }
  }

  async #run(task: SqliteTask, reached: Reached): Promise<SqliteAnswer> {
    const thread = await this.#take()
    try {
      return await answerOf(thread, { ...task, patience: this.#patience }, reached)
    } finally {
      if (thread.dead) this.#all.delete(thread)
      else this.#idle.push(thread)
      this.#waiting.shift()?.()
    }
  }

  /** Stops the threads; transactions under way are undone. Safe to call twice. */
  async close(): Promise<void> {
    this.#closed = true
    for (const waiting of this.#waiting.splice(0)) waiting()
    await Promise.all([...this.#all].map(thread => thread.stop()))
    this.#all.clear()
  }

  async #take(): Promise<DatabaseThread> {
    for (;;) {
      if (this.#closed) throw died(null)
      const idle = this.#idle.pop()
      if (idle !== undefined) return idle
      if (this.#all.size < MOST_THREADS) {
        const thread: DatabaseThread = new Thread(workerEntry('sqlite'), died)
        this.#all.add(thread)
        return thread
      }
      await new Promise<void>(resolve => this.#waiting.push(resolve))
    }
  }
}

/** Asks the thread, and at each point that it reaches tells it to go on, or to undo the task when `reached` throws. */
async function answerOf(thread: DatabaseThread, task: Patient, reached: Reached): Promise<SqliteAnswer> {
  let answer = await thread.ask({ id: 0, kind: 'task', task })
  let gaveUp: { error: unknown } | undefined
  while (answer.kind === 'reached') {
    gaveUp = await failureIn(reached, answer.point)
    answer = await thread.ask({ id: 0, kind: gaveUp === undefined ? 'go-on' : 'give-up' })
  }
  if (answer.kind === 'done') return answer.answer
  throw gaveUp === undefined ? raised(answer.failure) : gaveUp.error
}

async function failureIn(reached: Reached, point: StorePoint): Promise<{ error: unknown } | undefined> {
  try {
    await reached(point)
    return undefined
  } catch (error) {
    return { error }
  }
}

/** An error of ours that the thread raised, as a StoreError; any other as the thread's failure. */
function raised({ facts: { code, message, advice, ...facts }, retryable }: Failure): StoreError {
  if (code === 'UNEXPECTED') return died(new Error(message))
  return new StoreError(code, message, { ...(advice === undefined ? {} : { advice }), facts, retryable })
}

function died(cause: Error | null): StoreError {
  const what = cause === null ? 'was stopped before its work was done' : `failed: ${cause.message}`
  return new StoreError('DATABASE_THREAD_FAILED', `The thread of a database ${what}.`, {
    advice: 'Nothing of its transaction is left. Run again; if it happens again, report it.',
    ...(cause === null ? {} : { cause }),
  })
}
