/** The threads that read files: a few, started when there is work for them, each with several reads at a time. */
import type { ReadAnswer, ReadCall } from '../../../workers/messages.ts'
import { workerEntry } from '../../thread.ts'
import { HomeThreads } from '../threads.ts'
import type { FileLook, LookTask } from './look.ts'
import type { Read, ReadTask } from './rows.ts'
import type { FileSums, SumTask } from './sum.ts'

/** More would only wait for the disk. */
const MOST_THREADS = 4

export class Readers {
  readonly #most: number
  readonly #threads: HomeThreads<ReadCall, ReadAnswer>

  /** @param cores how many threads may decode at the same time */
  constructor(cores: number) {
    this.#most = Math.max(1, Math.min(MOST_THREADS, cores))
    this.#threads = new HomeThreads({
      entry: workerEntry('read'),
      most: this.#most,
      advice: 'lower `options.concurrency`, and report it with the file',
    })
  }

  /** How many ranges are worth being read side by side. */
  get degree(): number {
    return this.#most
  }

  /** What files have. @throws {HomeError} */
  async look(task: LookTask, signal: AbortSignal): Promise<FileLook[]> {
    signal.throwIfAborted()
    const call = this.#call()
    const answer = await until(call.ask({ id: call.id, kind: 'look', task }), signal)
    return answer.kind === 'looked' ? answer.files : []
  }

  /** The rows of a whole file and the checksums of its columns. @throws {HomeError} */
  async sum(task: SumTask, signal: AbortSignal): Promise<FileSums> {
    signal.throwIfAborted()
    const call = this.#call()
    const answer = await until(call.ask({ id: call.id, kind: 'sum', task }), signal)
    return answer.kind === 'summed' ? answer.sums : { rows: 0, checksums: [] }
  }

  /**
   * The rows of a range; one batch is made ahead of its consumer. Leaving the loop gives back what the read holds.
   * @throws {HomeError} what the thread says; the signal's reason at once when it aborts
   */
  async *read(task: ReadTask, signal: AbortSignal): AsyncGenerator<Read> {
    signal.throwIfAborted()
    const call = this.#call()
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
  close(): Promise<void> {
    return this.#threads.close()
  }

  #call(): Call {
    const { id, thread, leave } = this.#threads.enter()
    return {
      id,
      ask: async call => {
        if (call.kind === 'close' || call.kind === 'look' || call.kind === 'sum') leave()
        const answer = await thread.ask(call)
        if (answer.kind === 'failed') throw this.#threads.raised(answer.failure)
        return answer
      },
    }
  }
}

/** One read, or one look, in a thread. */
interface Call {
  id: number
  ask(call: ReadCall): Promise<ReadAnswer>
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
