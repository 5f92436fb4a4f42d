/** The threads that encode: row groups in, bytes out, in any order. */
import { fileURLToPath } from 'node:url'
import type { Piscina } from 'piscina'
import type { EncodeFailure, EncodeResult, EncodeTask } from '../../workers/messages.ts'
import { buffersOf } from '../columns/batch.ts'
import { giveBuffers } from '../columns/buffers.ts'
import { ConfigError, type ErrorFacts, FlowError } from '../errors.ts'
import { workerEntry } from '../thread.ts'

export interface EncodePool {
  /** How many row groups are encoded at the same time. */
  readonly threads: number
  /** Starts a thread, so that it is there when there are rows. */
  warm(): void
  /**
   * Encodes one row group in a worker. The batches' buffers are transferred when a worker takes it: they are empty here afterwards.
   * @throws {FlowError} `WORKER_FAILED` when the worker threw or died; the pool goes on. When the signal aborts: its reason, at once.
   */
  encode(task: EncodeTask, signal: AbortSignal): Promise<EncodeResult>
  /** Stops the threads; what is not finished fails. Safe to call twice. */
  close(): Promise<void>
}

interface EncodePoolOptions {
  threads: number
  /** The worker's entry; the default is the one of this package. */
  worker?: URL
}

/** Starts one thread when it is warmed, and the others when there is work for them. Idle threads do not keep the process alive. */
export function encodePool({ threads, worker = workerEntry('encode') }: EncodePoolOptions): EncodePool {
  if (!Number.isInteger(threads) || threads < 1) {
    throw new ConfigError('BAD_OPTION', `An encoding pool needs at least one thread, not ${threads}.`, {
      advice: 'Set options.workers to a whole number of 1 or more, or leave it out.',
    })
  }
  return new Pool(threads, worker)
}

interface Job {
  task: EncodeTask
  resolve(result: EncodeResult): void
  reject(error: unknown): void
  /** True once the promise is settled: what happens to the job matters to nobody any more. */
  settled: boolean
}

class Pool implements EncodePool {
  readonly threads: number
  readonly #worker: URL
  #started: Promise<Piscina<EncodeTask, EncodeResult | EncodeFailure>> | undefined
  /** Jobs wait here and not in Piscina, so that each one there has a thread: a thread's death can then leave nobody waiting. */
  #waiting: Job[] = []
  readonly #running = new Map<Job, AbortController>()
  #closed: Promise<void> | undefined

  constructor(threads: number, worker: URL) {
    this.threads = threads
    this.#worker = worker
  }

  warm(): void {
    // What it fails with, the first task says.
    if (this.#closed === undefined) this.#piscina().catch(() => {})
  }

  #piscina(): Promise<Piscina<EncodeTask, EncodeResult | EncodeFailure>> {
    this.#started ??= this.#begin()
    return this.#started
  }

  /** Not before there is something to read: until then a thread would only hold up who plans. */
  async #begin(): Promise<Piscina<EncodeTask, EncodeResult | EncodeFailure>> {
    const { Piscina } = await import('piscina')
    const piscina = new Piscina<EncodeTask, EncodeResult | EncodeFailure>({
      filename: fileURLToPath(this.#worker),
      minThreads: 1,
      resourceLimits: { maxYoungGenerationSizeMb: 8 },
      maxThreads: this.threads,
      // A thread that is warm encodes twice as fast as a new one.
      idleTimeout: Number.POSITIVE_INFINITY,
      recordTiming: false,
    })
    // A thread that died without a task, most often while starting: whoever waits for one would wait for ever.
    piscina.on('error', error => {
      for (const [job, control] of this.#running) {
        settle(job, () => job.reject(workerFailed(error)))
        control.abort()
      }
    })
    return piscina
  }

  encode(task: EncodeTask, signal: AbortSignal): Promise<EncodeResult> {
    if (signal.aborted) return Promise.reject(signal.reason)
    if (this.#closed) return Promise.reject(poolClosed())
    const { promise, resolve, reject } = Promise.withResolvers<EncodeResult>()
    const job: Job = { task, resolve, reject, settled: false }
    // A running task is not stopped: it ends soon, and a terminated thread would take its compiled code with it.
    const abort = () => {
      this.#waiting = this.#waiting.filter(other => other !== job)
      settle(job, () => reject(signal.reason))
    }
    signal.addEventListener('abort', abort, { once: true })
    promise.catch(() => {}).finally(() => signal.removeEventListener('abort', abort))
    this.#waiting.push(job)
    this.#start()
    return promise
  }

  close(): Promise<void> {
    this.#closed ??= this.#stop()
    return this.#closed
  }

  async #stop(): Promise<void> {
    const unfinished = [...this.#waiting, ...this.#running.keys()]
    this.#waiting = []
    for (const job of unfinished) settle(job, () => job.reject(poolClosed()))
    await (await this.#started)?.destroy()
  }

  #start(): void {
    while (this.#running.size < this.threads) {
      const job = this.#waiting.shift()
      if (!job) return
      this.#run(job)
    }
  }

  async #run(job: Job): Promise<void> {
    const control = new AbortController()
    this.#running.set(job, control)
    try {
      const transferList = job.task.batches.flatMap(buffersOf)
      const piscina = await this.#piscina()
      const answer = await piscina.run(job.task, { transferList, signal: control.signal })
      if ('spent' in answer) giveBuffers(answer.spent)
      settle(job, () => ('failure' in answer ? job.reject(failed(answer.failure)) : job.resolve(answer)))
    } catch (error) {
      settle(job, () => job.reject(workerFailed(error)))
    } finally {
      this.#running.delete(job)
      this.#start()
    }
  }
}

function settle(job: Job, how: () => void): void {
  if (job.settled) return
  job.settled = true
  how()
}

/** An error of ours that a worker raised, as itself; any other as the worker's failure. */
function failed({ code, message, advice, ...facts }: ErrorFacts): FlowError {
  if (code === 'UNEXPECTED') return workerFailed(new Error(message))
  return new FlowError(code, message, { ...(advice === undefined ? {} : { advice }), facts })
}

function workerFailed(cause: unknown): FlowError {
  const message = cause instanceof Error ? cause.message : String(cause)
  return new FlowError('WORKER_FAILED', `An encoding thread failed: ${message}`, {
    advice: 'Run it again; if it happens again, lower options.memory or options.workers, and report it.',
    cause,
  })
}

function poolClosed(): FlowError {
  return new FlowError('POOL_CLOSED', 'The encoding threads were stopped before this row group was finished.', {
    advice: 'Run it again.',
  })
}
