/** Where things are in a journal's folder. Pure names, so that every process finds what another has written. */
import { fileSafe } from '../plan/names.ts'
import type { JournalRecord, Staged } from './record.ts'

/** Finished runs that were folded into one file. `fileSafe` gives this name to no flow. */
export const HISTORY = '_history/'
/** The lease of whoever folds. */
export const HISTORY_LEASE = `${HISTORY}lease/`

/** The flow that hygge's own runs are remembered under; the workspace has none of this name. */
export const OWN_FLOW = '_hygge'

/** The folder of an entity. */
export function prefixOf(flow: string, entity: string): string {
  return `${fileSafe(flow)}/${fileSafe(entity)}/`
}

/** The folder of all runs of the entity with this folder. */
export function runsOf(prefix: string): string {
  return `${prefix}runs/`
}

/** The only place of a record. */
export function nameOf(record: JournalRecord): string {
  return `${runsOf(prefixOf(record.flow, record.entity))}${record.run}/${fileOf(record)}`
}

function fileOf(record: JournalRecord): string {
  if (record.kind !== 'staged') return `${record.kind}.json`
  const { range, series, part } = record
  return `staged-${partOf(range, series, part)}.json`
}

function partOf(range: number, series: number, part: number): string {
  return `r${String(range).padStart(4, '0')}-s${String(series).padStart(3, '0')}-p${String(part).padStart(5, '0')}`
}

/** The folder of what an entity's runs have seen near its watermark. */
export function seenOf(prefix: string): string {
  return `${prefix}seen/`
}

/** A file of what a run has seen in all, in its order. */
export function seenName(prefix: string, run: string, file: number): string {
  return `${seenOf(prefix)}${run}/${String(file).padStart(5, '0')}.seen`
}

/** A file of what went into one part. */
export function seenPartName(
  prefix: string,
  run: string,
  { range, series, part }: Pick<Staged, 'range' | 'series' | 'part'>,
  file: number,
): string {
  return `${seenOf(prefix)}${run}/${partOf(range, series, part)}-${String(file).padStart(5, '0')}.seen`
}

/** True for the files of what was seen near a watermark. */
export function isSeen(name: string): boolean {
  return /^[^/]+\/[^/]+\/seen\/[^/]+\/[a-z0-9-]+\.seen$/.test(name)
}

/** True for records that end a run, by their name. */
export function isEnd(name: string): boolean {
  return /\/(done|failed|rewound)\.json$/.test(name)
}

/** Which run of which entity a file belongs to, by its name; null when it is no record. */
export function placeOf(name: string): { prefix: string; run: string } | null {
  const groups = RECORD.exec(name)?.groups
  return groups ? { prefix: groups.prefix!, run: groups.run! } : null
}

const RECORD =
  /^(?<prefix>[^/]+\/[^/]+\/)runs\/(?<run>[^/]+)\/(planned|staged-r\d+-s\d+-p\d+|committed|done|failed|rewound)\.json$/

/** True for the files of leases, of entities and of the history. */
export function isLease(name: string): boolean {
  return /^([^/]+\/[^/]+|_history)\/lease\/\d{12}\.json$/.test(name)
}

export function historyName(number: number): string {
  return `${HISTORY}${String(number).padStart(12, '0')}.parquet`
}

/** The number of a history file, by its name; null when it is none. */
export function historyNumber(name: string): number | null {
  const digits = /^_history\/(\d{12})\.parquet$/.exec(name)?.[1]
  return digits === undefined ? null : Number(digits)
}
