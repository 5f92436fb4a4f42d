/** Record files → runs: which ended and how, which did not, and which files are not to be trusted. */
import type { StagedPart } from '../stores/store.ts'
import type { Folder } from './folder.ts'
import { isEnd, nameOf, placeOf } from './layout.ts'
import type { Committed, Finished, JournalRecord, Planned, Rewound, Staged } from './record.ts'
import { parse } from './record.ts'

/** A run that began and never said how it ended: its process died, or it is still running. */
export interface Unfinished {
  run: string
  planned: Planned
  staged: Staged[]
  committed: Committed | null
}

/** The parts that stand so far. A range that was begun anew counts from where its newest series began. */
export function partsSoFar({ staged, committed }: Unfinished): StagedPart[] {
  if (committed) return committed.parts
  const ranges = new Map<number, { series: number; parts: StagedPart[] }>()
  for (const { range, series, from, part, staged: facts } of staged) {
    const found = ranges.get(range)
    const parts = found?.parts ?? []
    if (found?.series !== series) parts.length = Math.min(parts.length, from)
    parts[part] = facts
    ranges.set(range, { series, parts })
  }
  // Parts that an interrupted series staged out of order leave holes, which `flat` closes.
  return [...ranges.values()].flatMap(({ parts }) => parts.flat())
}

/** A run that said how it ended. */
export interface Ended {
  record: Finished | Rewound
  /** The entity's folder. */
  prefix: string
  /** Names of all its records. */
  names: string[]
}

export interface Runs {
  ended: Ended[]
  /** Oldest first. */
  unfinished: Unfinished[]
  /** Files that are torn or not ours; they are neither trusted nor touched. */
  foreign: string[]
}

/** Files read at the same time: enough to hide a lake's latency, few enough for any limit on open files. */
const LANES = 16

/**
 * Reads what the names stand for.
 * @param names files below folders of runs, sorted.
 */
export async function readRuns(folder: Folder, names: string[]): Promise<Runs> {
  const { runs, foreign } = byRun(names)
  const waiting = runs.values()
  const found = new Map<RunFiles, JournalRecord[]>()
  const lane = async () => {
    for (const files of waiting) found.set(files, await readRecords(folder, files.names, foreign))
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  const result: Runs = { ended: [], unfinished: [], foreign }
  for (const files of runs) {
    const records = found.get(files) ?? []
    const end = records.find(isEnding)
    const unfinished = end ? null : assemble(files.run, records)
    if (end) result.ended.push({ record: end, prefix: files.prefix, names: files.names })
    if (unfinished) result.unfinished.push(unfinished)
  }
  return result
}

interface RunFiles {
  prefix: string
  run: string
  names: string[]
}

function byRun(names: string[]): { runs: RunFiles[]; foreign: string[] } {
  const runs = new Map<string, RunFiles>()
  const foreign: string[] = []
  for (const name of names) {
    const place = placeOf(name)
    if (!place) {
      foreign.push(name)
      continue
    }
    const key = `${place.prefix}${place.run}`
    const files = runs.get(key)
    if (files) files.names.push(name)
    else runs.set(key, { ...place, names: [name] })
  }
  return { runs: [...runs.values()], foreign }
}

/** Of a run that has ended only the end matters. One whose end is torn did end: nobody knows how, and its place is taken. */
async function readRecords(folder: Folder, names: string[], foreign: string[]): Promise<JournalRecord[]> {
  const ends = names.filter(isEnd)
  const records: JournalRecord[] = []
  for (const name of ends.length > 0 ? ends : names) {
    const record = await readRecord(folder, name, foreign)
    if (record) records.push(record)
  }
  return records
}

async function readRecord(folder: Folder, name: string, foreign: string[]): Promise<JournalRecord | null> {
  const bytes = await folder.read(name)
  const record = bytes && parse(bytes)
  // A record in a place that is not its own was copied there by hand: it says nothing of this entity.
  if (record && nameOf(record) === name) return record
  if (bytes) foreign.push(name)
  return null
}

function isEnding(record: JournalRecord): record is Finished | Rewound {
  return record.kind === 'done' || record.kind === 'failed' || record.kind === 'rewound'
}

function assemble(run: string, records: JournalRecord[]): Unfinished | null {
  const planned = records.find(record => record.kind === 'planned')
  if (!planned) return null
  const staged = records.filter(record => record.kind === 'staged')
  return { run, planned, staged, committed: records.find(record => record.kind === 'committed') ?? null }
}

/**
 * Newest first, in the order in which the entity's lease was held: a run counts from its plan, whenever its end was written.
 * Run ids do not tell: an invocation may come to an entity long after it began.
 */
export function newestFirst(one: Ended, other: Ended): number {
  return compare(heldAt(other), heldAt(one)) || compare(other.record.run, one.record.run)
}

function heldAt({ record }: Ended): string {
  return record.kind === 'rewound' ? record.time : record.start_time
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}

/**
 * The runs that may leave for the history. All that a memory may ask for stays: an entity's newest end, its newest success, the newest
 * watermark, and every record of a person.
 * @param ended of any entities.
 */
export function foldable(ended: Ended[]): (Ended & { record: Finished })[] {
  const result: (Ended & { record: Finished })[] = []
  for (const runs of Map.groupBy(ended, ({ prefix }) => prefix).values()) {
    const sorted = runs.toSorted(newestFirst)
    const done = sorted.filter(({ record }) => record.kind === 'done')
    const kept = new Set([
      sorted[0],
      done[0],
      done.find(({ record }) => record.kind === 'done' && record.status === 'success'),
      done.find(({ record }) => record.kind === 'done' && record.watermark !== null),
    ])
    for (const end of sorted) {
      const { record } = end
      if (record.kind !== 'rewound' && !kept.has(end)) result.push({ ...end, record })
    }
  }
  return result
}

/** An entity keeps at most this many runs for its memory, see `foldable`. */
const KEPT = 4

/** At least how many runs could leave, by the names of their files alone: every entity is taken to keep its most. */
export function foldableByName(names: string[]): number {
  const ends = new Map<string, number>()
  for (const name of names) {
    const prefix = isEnd(name) && !name.endsWith('/rewound.json') ? placeOf(name)?.prefix : undefined
    if (prefix !== undefined) ends.set(prefix, (ends.get(prefix) ?? 0) + 1)
  }
  return [...ends.values()].reduce((sum, count) => sum + Math.max(0, count - KEPT), 0)
}
