/**
 * Named places where a test can make hygge fail, wait or die: every step of the commit protocol has one.
 * `HYGGE_FAULT=<point>[#n]:<throw|hang|delay=ms|kill>` aims at the n-th time (default the first) that the point is reached. Free when unset.
 * What a crash at each of them leaves, and how recovery ends it, is listed in docs/reliability.md; a test holds the two lists together.
 */
import { FlowError } from '../errors.ts'

export const FAULT_POINTS = [
  'lease.before',
  'lease.taken',
  'memory.read',
  'recover.begin',
  'recover.published',
  'recover.swept',
  'describe.done',
  'planned.before',
  'planned.after',
  'staging.open',
  'read.first-batch',
  'read.batch',
  'part.open',
  'part.group-written',
  'part.before-finish',
  'part.finished',
  'window.part-seen',
  'staged.after',
  'range.done',
  'window.seen',
  'committed.before',
  'committed.after',
  'publish.begin',
  'publish.prepared',
  'publish.old-aside',
  'publish.new-in-place',
  'publish.old-removed',
  'publish.part-moved',
  'publish.done',
  'done.before',
  'done.after',
  'sweep.before',
  'tidy.before',
  'window.swept',
  'lease.release',
] as const

export type FaultPoint = (typeof FAULT_POINTS)[number]

const aimed = aim(process.env.HYGGE_FAULT)
let seen = 0

/** Called by the code when it gets there. */
export async function reached(point: FaultPoint): Promise<void> {
  if (aimed?.point !== point) return
  seen += 1
  if (seen !== aimed.nth) return
  switch (aimed.action) {
    case 'throw':
      throw new FlowError('FAULT', `The fault point ${point} was told to throw.`)
    case 'hang':
      // A timer keeps the process alive, as a stuck request would.
      return new Promise(() => setInterval(() => {}, 60_000))
    case 'delay':
      return new Promise(resolve => setTimeout(resolve, aimed.ms))
    case 'kill':
      process.kill(process.pid, 'SIGKILL')
      return new Promise(() => {})
  }
}

interface Aim {
  point: FaultPoint
  nth: number
  action: 'throw' | 'hang' | 'delay' | 'kill'
  ms: number
}

/** @throws {FlowError} when the setting cannot mean anything: a test that aims at nothing would pass for the wrong reason. */
function aim(setting: string | undefined): Aim | null {
  if (setting === undefined || setting === '') return null
  const match = /^(?<point>[a-z.-]+)(?:#(?<nth>\d+))?:(?<action>throw|hang|delay|kill)(?:=(?<ms>\d+))?$/.exec(setting)
  const point = FAULT_POINTS.find(name => name === match?.groups?.point)
  if (!match?.groups || !point) {
    throw new FlowError('FAULT_UNKNOWN', `HYGGE_FAULT=${setting} names no fault point.`, {
      advice: `Write HYGGE_FAULT=<point>[#n]:<throw|hang|delay=ms|kill> with one of: ${FAULT_POINTS.join(', ')}.`,
    })
  }
  const { nth, action, ms } = match.groups
  return { point, nth: Number(nth ?? 1), action: action as Aim['action'], ms: Number(ms ?? 1000) }
}
