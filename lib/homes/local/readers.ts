/** The threads that read files: a few, started when there is work for them, each with several reads at a time. */
import { Worker } from 'node:worker_threads'
import type { ReadAnswer, ReadCall } from '../../../workers/messages.ts'
import { type ErrorFacts, HomeError } from '../../errors.ts'
import type { FileLook, LookTask } from './look.ts'
import type { Read, ReadTask } from './rows.ts'
import type { FileSums, SumTask } from './sum.ts'

/** More would only wait for the disk. */
const MOST_THREADS = 4

export class Readers {
  readonly #most: number
  readonly #threads: Thread[] = []
  #closed = false

  /** @param cores how many threads may decode at the same time */
  constructor(cores: number) {
    this.#most = Math.max(1, Math.min(MOST_THREADS, cores))
  }

  /** How many ranges are worth being read side by side. */
  get degree(): number {
    return this.#most
  }

  /** What files have. @throws {HomeError} */
  async look(task: LookTask, signal: AbortSignal): Promise<FileLook[]> {
    signal.throwIfAborted()
    const call = this.#thread().call()
    const answer = await until(call.ask({ id: call.id, kind: 'look', task }), signal)
    return answer.kind === 'looked' ? answer.files : []
  }

  /** The rows of a whole file and the checksums of its columns. @throws {HomeError} */
  async sum(task: SumTask, signal: AbortSignal): Promise<FileSums> {
    signal.throwIfAborted()
    const call = this.#thread().call()
    const answer = await until(call.ask({ id: call.id, kind: 'sum', task }), signal)
    return answer.kind === 'summed' ? answer.sums : { rows: 0, checksums: [] }
  }

  /**
   * The rows of a range; one batch is made ahead of its consumer. Leaving the loop gives back what the read holds.
   * @throws {HomeError} what the thread says; the signal's reason at once when it aborts
   */
  async *read(task: ReadTask, signal: AbortSignal): AsyncGenerator<Read> {
    signal.throwIfAborted()
    const call = this.#thread().call()
    const next = () => call.ask({ id: call.id, kind: 'next' })
    try {
      await until(call.ask({ id: call.id, kind: 'open', task }), signal)
      let coming = next()
      for (;;) {
        const answer = await until(coming, signal)
        if (answer.kind !== 'read') return
        coming = next()
        // Whoever leaves the loop never waits for it.
        coming.catch(() => {})
        yield answer.read
        signal.throwIfAborted()
      }
    } finally {
      call.ask({ id: call.id, kind: 'close' }).catch(() => {})
    }
  }

  /** Stops the threads; what is under way fails. Safe to call twice. */
  async close(): Promise<void> {
    this.#closed = true
    await Promise.all(this.#threads.splice(0).map(thread => thread.stop()))
  }

  #thread(): Thread {
    if (this.#closed) throw stopped()
    for (const [at, { dead }] of [...this.#threads.entries()].reverse()) if (dead) this.#threads.splice(at, 1)
    const least = this.#threads.toSorted((one, other) => one.busy - other.busy).at(0)
    if (least !== undefined && (least.busy === 0 || this.#threads.length >= this.#most)) return least
    const thread = new Thread()
    this.#threads.push(thread)
    return thread
  }
}

interface Waiting {
  resolve(answer: ReadAnswer): void
  reject(error: unknown): void
}

/** One read, or one look, in a thread. */
interface Call {
  id: number
  ask(call: ReadCall): Promise<ReadAnswer>
}

class Thread {
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting[]>()
  #calls = 0
  /** Calls that are not closed. */
  readonly #open = new Set<number>()
  dead = false

  constructor() {
    // Beside us in the source tree and in `dist` alike, with the same ending as this file.
    const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
    this.#worker = new Worker(new URL(`../../../workers/read.${ending}`, import.meta.url), {
      resourceLimits: { maxYoungGenerationSizeMb: 8 },
    })
    this.#worker.unref()
    this.#worker.on('message', (answer: ReadAnswer) => this.#settle(answer))
    this.#worker.on('error', error => this.#fail(threadFailed(error)))
    this.#worker.on('exit', () => this.#fail(stopped()))
  }

  /** How many reads it has. */
  get busy(): number {
    return this.#open.size
  }

  call(): Call {
    const id = this.#calls++
    this.#open.add(id)
    return { id, ask: call => this.#ask(call) }
  }

  async stop(): Promise<void> {
    this.#fail(stopped())
    await this.#worker.terminate()
  }

  #ask(call: ReadCall): Promise<ReadAnswer> {
    if (this.dead) return Promise.reject(stopped())
    const { promise, resolve, reject } = Promise.withResolvers<ReadAnswer>()
    const queue = this.#waiting.get(call.id) ?? []
    queue.push({ resolve, reject })
    this.#waiting.set(call.id, queue)
    // While somebody waits the process stays.
    this.#worker.ref()
    this.#worker.postMessage(call)
    if (call.kind === 'close' || call.kind === 'look' || call.kind === 'sum') this.#open.delete(call.id)
    return promise
  }

  #settle(answer: ReadAnswer): void {
    const queue = this.#waiting.get(answer.id)
    const first = queue?.shift()
    if (queue?.length === 0) this.#waiting.delete(answer.id)
    if (this.#waiting.size === 0) this.#worker.unref()
    if (answer.kind === 'failed') first?.reject(failed(answer.failure))
    else first?.resolve(answer)
  }

  #fail(error: HomeError): void {
    this.dead = true
    for (const queue of this.#waiting.values()) for (const { reject } of queue) reject(error)
    this.#waiting.clear()
  }
}

/** The promise, unless the signal aborts first. */
async function until<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  promise.catch(() => {})
  const { promise: aborted, reject } = Promise.withResolvers<never>()
  const onAbort = () => reject(signal.reason)
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    signal.throwIfAborted()
    return await Promise.race([promise, aborted])
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}

/** An error of ours that the thread raised, as a HomeError; any other as the thread's failure. */
function failed({ code, message, advice, ...facts }: ErrorFacts): HomeError {
  if (code === 'UNEXPECTED') return threadFailed(new Error(message))
  return new HomeError(code, message, { ...(advice === undefined ? {} : { advice }), facts })
}

function threadFailed(cause: Error): HomeError {
  return new HomeError('READER_FAILED', `A reading thread failed: ${cause.message}`, {
    advice: 'Run it again; if it happens again, lower options.concurrency, and report it with the file.',
    cause,
  })
}

function stopped(): HomeError {
  return new HomeError('HOME_CLOSED', 'The threads that read were stopped before the read came to its end.', {
    advice: 'Run it again.',
  })
}
