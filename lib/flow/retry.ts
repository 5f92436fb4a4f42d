/** Trying again: one policy for homes and stores. An error that says it may pass is tried again, every other one is final. */
import { setTimeout as wait } from 'node:timers/promises'
import { type ErrorFacts, errorFacts, HyggeError } from '../errors.ts'

/** The longest that is waited after the first try, ms; twice as long after each one that follows. */
const FIRST_WAIT = 1000
/** No wait is longer, ms. */
const LONGEST_WAIT = 60_000
/** No try begins when nothing has moved for so long, ms: timeouts of tries can be long. */
const GIVE_UP_AFTER = 15 * 60_000

/** A try that failed and is followed by another one. */
interface Retry {
  /** Which try failed, counted from 1. */
  attempt: number
  /** How many tries there are. */
  of: number
  wait_seconds: number
  error: ErrorFacts
}

export interface RetryPolicy {
  /** 1: never again. */
  tries: number
  /** Told before the wait. */
  onRetry: (retry: Retry) => void
}

interface RetryOptions extends RetryPolicy {
  /** Ends a wait at once. */
  signal: AbortSignal
  /** True when the try that just failed has brought something that stays: then the patience begins anew. */
  progressed?: () => boolean
}

/**
 * Does the work until it succeeds, or its error is final.
 * @throws the error of the last try itself, which then knows its `attempts`; the signal's reason when it aborts during a wait.
 */
export async function retry<T>(work: () => Promise<T>, options: RetryOptions): Promise<T> {
  const { tries, onRetry, signal, progressed = () => false } = options
  let failing: number | null = null
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      // Once aborted, an error is an echo of the reason, which may be another's.
      if (!(error instanceof HyggeError) || signal.aborted) throw error
      if (attempt > 1) error.learn({ attempts: attempt })
      const now = performance.now()
      if (failing === null || progressed()) failing = now
      if (!error.retryable || attempt >= tries || now - failing > GIVE_UP_AFTER) throw error
      const ms = waitAfter(attempt, Math.random())
      onRetry({ attempt, of: tries, wait_seconds: ms / 1000, error: errorFacts(error) })
      await wait(ms, undefined, { signal }).catch(() => signal.throwIfAborted())
    }
  }
}

/** Full jitter: anything up to a limit that doubles, so that those who failed together do not come back together. */
export function waitAfter(attempt: number, random: number): number {
  return Math.round(random * Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (attempt - 1)))
}
