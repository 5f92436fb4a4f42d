/** Everything a journal knows, as a list: runs that ended, wherever they are kept, runs that did not, and who holds what. */
import type { StagedPart } from '../stores/store.ts'
import { keyOf, openHistories } from './history.ts'
import type { Journal } from './journal.ts'
import type { Holder } from './lease.ts'
import type { Finished, Rewound } from './record.ts'
import { partsSoFar, type Unfinished } from './runs.ts'

export interface Named {
  flow: string
  entity: string
}

interface Common extends Named {
  run: string
  /** When it began to matter: the plan of a run, the moment of a rewind, the start of a lease. ISO 8601, UTC. */
  time: string
}

export type Entry =
  | (Common & { state: 'ended'; status: Finished['status'] | 'rewound'; load: () => Promise<Finished | Rewound> })
  | (Common & { state: 'unfinished'; unfinished: Unfinished; parts: StagedPart[]; holder: Holder | null })
  /** Somebody is at the entity and has not planned a run yet. */
  | (Common & { state: 'held'; holder: Holder })

export interface Listing {
  /** Newest first. */
  entries: Entry[]
  /** Files that are torn or not hygge's own. */
  foreign: string[]
}

/** @param entities whose leases are looked at, besides those of all unfinished runs. */
export async function listJournal(journal: Journal, entities: Named[]): Promise<Listing> {
  // The folders of runs before the history, so that a run that is folded meanwhile is in one of both.
  const { ended, unfinished, foreign } = await journal.runs()
  const entries = new Map<string, Entry>()
  for (const { record } of ended) {
    const { flow, entity, run } = record
    const common = { state: 'ended', flow, entity, run, load: async () => record } as const
    if (record.kind === 'rewound')
      entries.set(`rewound ${flow}/${entity}/${run}`, { ...common, status: 'rewound', time: record.time })
    else entries.set(keyOf(record), { ...common, status: record.status, time: record.start_time })
  }
  const histories = await openHistories(journal.folder)
  for (const file of histories.files) {
    for (const [row, entry] of (await file.entries()).entries()) {
      if (entries.has(keyOf(entry))) continue
      const { flow, entity, run, start_time } = entry
      const status = entry.status as Finished['status'] // written from one
      entries.set(keyOf(entry), {
        state: 'ended',
        flow,
        entity,
        run,
        time: start_time,
        status,
        load: () => file.record(row),
      })
    }
  }
  const open = await openEntries(journal, unfinished, entities)
  return {
    entries: [...entries.values(), ...open].sort(
      (one, other) => compare(other.time, one.time) || compare(other.run, one.run),
    ),
    foreign: [...foreign, ...histories.foreign],
  }
}

async function openEntries(journal: Journal, unfinished: Unfinished[], entities: Named[]): Promise<Entry[]> {
  const planned = unfinished.map(({ planned: { flow, entity } }) => ({ flow, entity }))
  const holders = new Map<string, Holder | null>()
  const entries: Entry[] = []
  for (const { flow, entity } of [...planned, ...entities]) {
    const key = JSON.stringify([flow, entity])
    if (holders.has(key)) continue
    const holder = await journal.entity(flow, entity).holder()
    holders.set(key, holder)
    const known = planned.some(other => other.flow === flow && other.entity === entity)
    if (holder && !known) entries.push({ state: 'held', flow, entity, run: holder.owner, time: holder.since, holder })
  }
  for (const each of unfinished) {
    const { run, flow, entity, time } = each.planned
    const holder = holders.get(JSON.stringify([flow, entity])) ?? null
    entries.push({ state: 'unfinished', flow, entity, run, time, unfinished: each, parts: partsSoFar(each), holder })
  }
  return entries
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
