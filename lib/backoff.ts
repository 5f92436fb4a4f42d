/**
 * How long is waited before something is tried again, by the library `cockatiel`. Only its waits are used: its policies, as those of `p-retry`,
 * cannot be interrupted in a wait without trying once more, do not know what a service asked for, and cannot be patient anew after progress.
 */
import { setTimeout } from 'node:timers/promises'

/** No wait is longer, ms, but one that a service asked for. */
export const LONGEST_WAIT = 60_000

/** Gives the next wait, ms: never shorter than what was asked for. */
export type Waits = (asked?: number) => number

/**
 * Full jitter: anything up to a limit that doubles from `first` on, so that those who failed together do not come back together.
 * The library is loaded only here: most runs never need it.
 */
export async function waitsFrom(first: number): Promise<Waits> {
  const { ExponentialBackoff, fullJitterGenerator } = await import('cockatiel')
  const options = { generator: fullJitterGenerator, initialDelay: first, maxDelay: LONGEST_WAIT }
  let next = new ExponentialBackoff(options).next()
  return (asked = 0) => {
    const { duration } = next
    next = next.next(undefined)
    return asked + duration
  }
}

/** @throws the signal's reason when it aborts meanwhile. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal }).catch(() => signal.throwIfAborted())
}
