/** Steps that are tried one after another; behind one that fails nothing more is tried. */
import { setTimeout as wait } from 'node:timers/promises'
import { errorFacts, FlowError } from '../errors.ts'

/** `warned`: it works, but a person should know. */
export type HopStatus = 'ok' | 'warned' | 'failed' | 'skipped'

export interface Hop {
  name: string
  status: HopStatus
  /** What was found, or what is wrong; one sentence. */
  detail: string
  /** How to put it right. */
  advice?: string
  seconds: number
}

/** What a step found: a text is all well. */
export type Finding = string | { warning: string; advice?: string }

export interface Step {
  name: string
  /** @throws what is wrong */
  run(signal: AbortSignal): Promise<Finding>
}

export interface Walk {
  /** Seconds for each step. */
  timeout: number
  signal: AbortSignal
}

/** Tries the steps in order; none takes longer than the timeout. @throws the signal's reason */
export async function walk(steps: readonly Step[], { timeout, signal }: Walk): Promise<Hop[]> {
  const hops: Hop[] = []
  let stopped: string | undefined
  for (const { name, run } of steps) {
    if (stopped !== undefined) {
      hops.push({ name, status: 'skipped', detail: `not tried, as ${stopped} failed`, seconds: 0 })
      continue
    }
    const hop = await tryStep(name, run, timeout, signal)
    signal.throwIfAborted()
    if (hop.status === 'failed') stopped = name
    hops.push(hop)
  }
  return hops
}

async function tryStep(name: string, run: Step['run'], timeout: number, signal: AbortSignal): Promise<Hop> {
  const began = performance.now()
  const seconds = () => (performance.now() - began) / 1000
  const control = new AbortController()
  const late = new FlowError('CHECK_TIMEOUT', `No answer within ${timeout} seconds.`, {
    advice: 'Look at what lies between this machine and that place, or allow more with --timeout.',
  })
  const stop = () => control.abort(signal.reason)
  signal.addEventListener('abort', stop, { once: true })
  // What does not listen to its signal is left behind.
  const timer = wait(timeout * 1000, undefined, { signal: control.signal }).then(
    () => {
      control.abort(late)
      throw late
    },
    () => Promise.reject(signal.reason),
  )
  try {
    const finding = await Promise.race([run(control.signal), timer])
    if (typeof finding === 'string') return { name, status: 'ok', detail: finding, seconds: seconds() }
    const { warning, advice } = finding
    return { name, status: 'warned', detail: warning, ...(advice === undefined ? {} : { advice }), seconds: seconds() }
  } catch (error) {
    const { message, advice } = errorFacts(control.signal.aborted ? control.signal.reason : error)
    return { name, status: 'failed', detail: message, ...(advice === undefined ? {} : { advice }), seconds: seconds() }
  } finally {
    signal.removeEventListener('abort', stop)
    timer.catch(() => {})
    control.abort()
  }
}
