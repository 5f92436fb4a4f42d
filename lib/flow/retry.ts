/** Trying again: one policy for homes and stores. An error that says it may pass is tried again, every other one is final. */
import { pause, type Waits, waitsFrom } from '../backoff.ts'
import { type ErrorFacts, errorFacts, HyggeError } from '../errors.ts'

/** The longest that is waited after the first try, ms; twice as long after each one that follows. */
const FIRST_WAIT = 1000
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
  let waits: Waits | undefined
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
      waits ??= await waitsFrom(FIRST_WAIT)
      const ms = waits(askedOf(error))
      if (ms > GIVE_UP_AFTER) throw error
      onRetry({ attempt, of: tries, wait_seconds: ms / 1000, error: errorFacts(error) })
      await pause(ms, signal)
    }
  }
}

/** What a busy service asked for, ms. */
function askedOf({ facts }: HyggeError): number {
  const { retry_after_seconds: seconds } = facts
  return typeof seconds === 'number' ? seconds * 1000 : 0
}
