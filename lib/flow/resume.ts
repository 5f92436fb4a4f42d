/** What to do with a run that died before its end: a pure decision. */
import type { RunType } from '../events.ts'
import type { Unfinished } from '../journal/journal.ts'

export interface Circumstances {
  mode: RunType
  now: Date
  /** How old a full_drop may be to be finished instead of begun anew, ms. */
  resumeWithin: number
  /** The user wants a new start whatever there is. */
  fresh: boolean
  /** When a person last moved the entity's memory by hand, ISO 8601; null when nobody did. */
  rewoundAt: string | null
}

export type Decision =
  /** Publishing began or may have begun: finish it. Then it either is this run, or this run follows. */
  | { action: 'roll-forward'; next: 'done' | 'follow'; why: string }
  /** Finish it from what is staged, provided that the plan is still the same. */
  | { action: 'resume'; next: 'done' | 'follow'; why: string }
  | { action: 'sweep'; why: string }

export function decide(
  { planned, committed }: Unfinished,
  { mode, now, resumeWithin, fresh, rewoundAt }: Circumstances,
): Decision {
  const age = now.getTime() - Date.parse(planned.began)
  const same = planned.mode === mode
  const young = age <= resumeWithin
  const isThisRun = same && mode === 'full_drop' && young && !fresh
  if (committed) {
    const why = isThisRun ? 'its files were complete' : 'its files were complete; a new run follows'
    return { action: 'roll-forward', next: isThisRun ? 'done' : 'follow', why }
  }
  if (fresh) return { action: 'sweep', why: '--fresh asks for a new start' }
  if (rewoundAt !== null && planned.time < rewoundAt) return { action: 'sweep', why: 'the journal was rewound since' }
  if (!same) return { action: 'sweep', why: `it was ${planned.mode} and this run is ${mode}` }
  // The bounds of an increment are frozen, so its age does not matter.
  if (mode === 'incremental') return { action: 'resume', next: 'follow', why: 'its bounds are frozen' }
  if (!young)
    return { action: 'sweep', why: `it began ${Math.round(age / 60_000)} minutes ago, longer than resume_within` }
  return { action: 'resume', next: 'done', why: 'it is young enough to be this run' }
}
