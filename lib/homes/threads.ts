/** The threads of a kind of home: a few, started when there is work for them, each with several things to do at a time. */
import { type ErrorFacts, HomeError } from '../errors.ts'
import { type Failure, type Numbered, Thread } from '../thread.ts'

interface HomeThreadsOptions {
  /** Of the worker. */
  entry: URL
  /** How many threads there may be. */
  most: number
  /** What to do when one fails again. */
  advice: string
}

/** A place in a thread, under an id of its own, until it is left. */
export interface Place<Call extends Numbered, Answer extends Numbered> {
  readonly id: number
  readonly thread: Thread<Call, Answer>
  leave(): void
}

export class HomeThreads<Call extends Numbered, Answer extends Numbered> {
  readonly #options: HomeThreadsOptions
  /** The ids that have a place in each. */
  readonly #threads = new Map<Thread<Call, Answer>, Set<number>>()
  #ids = 0
  #closed = false

  constructor(options: HomeThreadsOptions) {
    this.#options = options
  }

  /** In the thread that has the fewest. @throws {HomeError} `HOME_CLOSED` */
  enter(): Place<Call, Answer> {
    const [thread, ids] = this.#least()
    const id = this.#ids++
    ids.add(id)
    return { id, thread, leave: () => void ids.delete(id) }
  }

  /** Stops the threads; what is under way fails. Safe to call twice. */
  async close(): Promise<void> {
    this.#closed = true
    const threads = [...this.#threads.keys()]
    this.#threads.clear()
    await Promise.all(threads.map(thread => thread.stop()))
  }

  #least(): [Thread<Call, Answer>, Set<number>] {
    const { entry, most, advice } = this.#options
    if (this.#closed) throw stopped()
    for (const thread of this.#threads.keys()) if (thread.dead) this.#threads.delete(thread)
    const [least] = [...this.#threads].toSorted(([, one], [, other]) => one.size - other.size)
    if (least !== undefined && (least[1].size === 0 || this.#threads.size >= most)) return least
    const thread = new Thread<Call, Answer>(entry, cause => (cause === null ? stopped() : broken(cause, advice)))
    const ids = new Set<number>()
    this.#threads.set(thread, ids)
    return [thread, ids]
  }

  /** An error of ours that a thread raised, as itself; any other as the thread's failure. */
  raised({ facts, retryable }: Failure): HomeError {
    const { code, message, advice, ...rest }: ErrorFacts = facts
    if (code === 'UNEXPECTED') return broken(new Error(message), this.#options.advice)
    return new HomeError(code, message, { ...(advice === undefined ? {} : { advice }), retryable, facts: rest })
  }
}

function broken(cause: Error, advice: string): HomeError {
  return new HomeError('READER_FAILED', `A reading thread failed: ${cause.message}`, {
    advice: `Run it again; if it happens again, ${advice}.`,
    cause,
  })
}

function stopped(): HomeError {
  return new HomeError('HOME_CLOSED', 'The threads that read were stopped before the read came to its end.', {
    advice: 'Run it again.',
  })
}
