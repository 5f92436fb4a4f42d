import { SqlError } from '../types.ts'

/** Why an answer stops: the client's attention, or the end of the connection. */
export type CancelReason = 'attention' | 'closed'

/** What an attention does to the engine; no client ever sees it as an error. */
export class Attention extends SqlError {
  constructor() {
    super(3617, 'The statement was canceled.')
  }
}

/** The wish that one running answer stops. */
export class Cancellation {
  readonly #promise: Promise<'canceled'>
  #resolve: (value: 'canceled') => void = () => undefined
  #reason: CancelReason | null = null
  /** A dead server: hears the end of the connection only. */
  deaf = false

  constructor() {
    this.#promise = new Promise(resolve => {
      this.#resolve = resolve
    })
  }

  get reason(): CancelReason | null {
    return this.#reason
  }

  cancel(reason: CancelReason): void {
    if (this.deaf && reason === 'attention') return
    this.#reason = reason
    this.#resolve('canceled')
  }

  /** What came first, the work's result or the wish to stop. */
  race<T>(work: Promise<T>): Promise<T | 'canceled'> {
    return Promise.race([work, this.#promise])
  }

  /** Waits until somebody cancels. */
  wait(): Promise<'canceled'> {
    return this.#promise
  }
}
