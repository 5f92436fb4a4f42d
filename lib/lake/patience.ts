/** Trying one request again until it is answered, or patience ends. The SDK's own retries are off: they leave out half of what passes. */
import { setTimeout as wait } from 'node:timers/promises'
import { type Refusal, refusalOf } from './refusal.ts'

export interface Patience {
  /** How often a request is tried. */
  tries: number
  /** The longest wait after the first try, ms; twice as long after each one that follows. */
  firstWait: number
  /** After how long without an answer a try is given up, ms. */
  timeout: number
}

/** No wait is longer, ms, also when the service asks for more: then the request is given up, and its caller decides. */
const LONGEST_WAIT = 60_000

/** A request that failed for good. */
export class GivenUp extends Error {
  readonly refusal: Refusal
  readonly tries: number

  constructor(refusal: Refusal, tries: number) {
    super(refusal.text)
    this.refusal = refusal
    this.tries = tries
  }
}

/**
 * Sends until there is an answer.
 * @throws {GivenUp}; the reason of `stop` when that aborts
 */
export async function persist<T>(
  send: (signal: AbortSignal) => Promise<T>,
  { tries, firstWait, timeout }: Patience,
  stop: AbortSignal,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    stop.throwIfAborted()
    const late = AbortSignal.timeout(timeout)
    try {
      return await send(AbortSignal.any([late, stop]))
    } catch (error) {
      stop.throwIfAborted()
      const refusal = refusalOf(error, late.aborted ? timeout / 1000 : undefined)
      const asked = refusal.retryAfter ?? 0
      if (!refusal.passes || attempt >= tries || asked > LONGEST_WAIT) throw new GivenUp(refusal, attempt)
      // Full jitter, so that those who were refused together do not come back together; never earlier than asked.
      const ms = asked + Math.random() * Math.min(LONGEST_WAIT, firstWait * 2 ** (attempt - 1))
      await wait(ms, undefined, { signal: stop }).catch(() => stop.throwIfAborted())
    }
  }
}
