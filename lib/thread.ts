/** A worker thread that answers calls: each once, those of one id in the order in which they were made. */
import { Worker } from 'node:worker_threads'
import { type ErrorFacts, errorFacts, HyggeError } from './errors.ts'

export interface Numbered {
  id: number
}

interface Waiting<Answer> {
  resolve(answer: Answer): void
  reject(error: unknown): void
}

export class Thread<Call extends Numbered, Answer extends Numbered> {
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting<Answer>[]>()
  readonly #died: (cause: Error | null) => HyggeError
  #dead: HyggeError | undefined

  /** @param died what calls fail with when the thread breaks, or, without a cause, when it is stopped */
  constructor(entry: URL, died: (cause: Error | null) => HyggeError) {
    this.#died = died
    // What lives long there are buffers outside of the heap: a larger nursery would only be memory that nobody counts.
    this.#worker = new Worker(entry, { resourceLimits: { maxYoungGenerationSizeMb: 8 } })
    this.#worker.unref()
    this.#worker.on('message', (answer: Answer) => this.#settle(answer))
    this.#worker.on('error', error => this.#fail(died(error)))
    // Of one that was stopped, or has failed, everybody knows by now.
    this.#worker.on('exit', code => this.#fail(died(new Error(`it ended with exit code ${code}`))))
  }

  /** True when it answers no more. */
  get dead(): boolean {
    return this.#dead !== undefined
  }

  /** The call's answer; `transfer` are buffers that go with it. */
  ask(call: Call, transfer: ArrayBuffer[] = []): Promise<Answer> {
    if (this.#dead) return Promise.reject(this.#dead)
    const { promise, resolve, reject } = Promise.withResolvers<Answer>()
    const queue = this.#waiting.get(call.id) ?? []
    queue.push({ resolve, reject })
    this.#waiting.set(call.id, queue)
    // While somebody waits the process stays.
    this.#worker.ref()
    this.#worker.postMessage(call, transfer)
    return promise
  }

  async stop(): Promise<void> {
    this.#fail(this.#died(null))
    await this.#worker.terminate()
  }

  #settle(answer: Answer): void {
    const queue = this.#waiting.get(answer.id)
    const first = queue?.shift()
    if (queue?.length === 0) this.#waiting.delete(answer.id)
    if (this.#waiting.size === 0) this.#worker.unref()
    first?.resolve(answer)
  }

  #fail(error: HyggeError): void {
    this.#dead ??= error
    for (const queue of this.#waiting.values()) for (const { reject } of queue) reject(error)
    this.#waiting.clear()
  }
}

/** An error on its way between threads: it would lose its class and fields, its facts it does not. */
export interface Failure {
  facts: ErrorFacts
  retryable: boolean
}

export function failureOf(error: unknown): Failure {
  return { facts: errorFacts(error), retryable: error instanceof HyggeError && error.retryable }
}

/** The entry of a worker in `workers/`: beside us in the source tree and in `dist` alike, with the same ending as this file. */
export function workerEntry(name: string): URL {
  return new URL(`../workers/${name}.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url)
}
