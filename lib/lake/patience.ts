/** Trying one request again until it is answered, or patience ends. The SDK's own retries are off: they leave out half of what passes. */
import { LONGEST_WAIT, pause, type Waits, waitsFrom } from '../backoff.ts'
import { type Refusal, refusalOf } from './refusal.ts'

export interface Patience {
  /** How often a request is tried. */
  tries: number
  /** The longest wait after the first try, ms; twice as long after each one that follows. */
  firstWait: number
  /** After how long without an answer a try is given up, ms. */
  timeout: number
}

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
  let waits: Waits | undefined
  for (let attempt = 1; ; attempt++) {
    stop.throwIfAborted()
    const late = AbortSignal.timeout(timeout)
    try {
      return await send(AbortSignal.any([late, stop]))
    } catch (error) {
      stop.throwIfAborted()
      const refusal = refusalOf(error, late.aborted ? timeout / 1000 : undefined)
      const asked = refusal.retryAfter ?? 0
      // Who is asked to wait for longer gives the request up, and its caller decides.
      if (!refusal.passes || attempt >= tries || asked > LONGEST_WAIT) throw new GivenUp(refusal, attempt)
      waits ??= await waitsFrom(firstWait)
      await pause(waits(asked), stop)
    }
  }
}
