/** What the journal remembers: immutable records, one file each, each proving that it is whole. */
import { createHash } from 'node:crypto'
import type { ColumnChecksum } from '../columns/checksum.ts'
import type { Field, Schema } from '../columns/schema.ts'
import type { ErrorFacts } from '../errors.ts'
import type { Receipt, RunType } from '../events.ts'
import type { Position, Range, Watermark } from '../homes/home.ts'
import type { StagedPart } from '../stores/store.ts'
import type { Seen, SeenPart } from './seen.ts'
import type { TakenFiles } from './taken.ts'

interface Common {
  run: string
  flow: string
  entity: string
  /** ISO 8601, UTC. */
  time: string
}

/** The plan is made: bounds are frozen, staging may begin. */
export interface Planned extends Common {
  kind: 'planned'
  mode: RunType
  /** When the invocation that made the plan began, ISO 8601; `resume_within` counts from here. */
  began: string
  ranges: Range[]
  /** What the source has. */
  schema: Schema
  /** What the files have, when polish makes something else of it. */
  stored?: Schema
  /** SHA-256 of all that must be unchanged for staged parts to be of use: what is read, schema, store, format, polish. */
  fingerprint: string
  /** Where the entity settles. */
  store: string
  /** Which of its places that is, when it has had others: see docs/schema-drift.md. */
  version?: number
  /** Columns of which files stand there and the run has none. */
  gone?: Field[]
  /** How far the run moves the entity; absent without a watermark. */
  watermark?: Watermark
  /** What earlier runs have moved near the watermark, when that is remembered. */
  seen?: Seen
  /** The files that earlier runs have taken, in increments by file. */
  taken?: TakenFiles
}

/** A part is whole and durable in staging. */
export interface Staged extends Common {
  kind: 'staged'
  range: number
  /** Counts the reads of this range: every run that works on it makes a new series. */
  series: number
  /** The part with which the series began: those before it were adopted, those that stood from it on were not and no longer count. */
  from: number
  part: number
  /** True for the last part of its range. */
  last: boolean
  staged: StagedPart
  altered: number
  checksums: ColumnChecksum[]
  /** Where the range goes on behind this part; null when it has no order to go on from. */
  position: Position | null
  /** What of the part is remembered; absent when nothing is. */
  seen?: SeenPart
}

/** The point of no return: these parts are the run's result. */
export interface Committed extends Common {
  kind: 'committed'
  parts: StagedPart[]
  rows: number
  altered: number
  checksums: ColumnChecksum[]
  /** How far names are claimed in the store; absent when it claims none. */
  claimed?: Claimed
  seen?: Seen
  /** With the run's own files. */
  taken?: TakenFiles
}

/** The last name that was claimed in a store: none of those up to it is ever given away again there. */
export interface Claimed {
  store: string
  name: string
}

/** The run is over: one row of the journal. The first columns are those of the Python project's journal. */
export interface Finished extends Common {
  kind: 'done' | 'failed'
  entity_run_id: string
  coordinator_run_id: string
  flow_run_id: string
  coordinator: string
  start_time: string
  finish_time: string
  status: 'success' | 'fail' | 'skip'
  run_type: RunType
  row_count: number
  duration: number
  /** Of the watermark: a name, or JSON of several. */
  primary_key: string | null
  watermark_column: string | null
  watermark_type: string | null
  /** With a key it is JSON: the value, then the key's. */
  watermark: string | null
  message: string | null
  schema_version: '1.0'
  parts: StagedPart[]
  bytes: number
  checksums: ColumnChecksum[]
  attempts: number
  schema: Schema
  error: ErrorFacts | null
  /** What was looked at again after publishing; null when nothing was published. */
  receipt: Receipt | null
  /** What was moved near the watermark, when the next run reads there again; not in the history. */
  seen?: Seen
  /** The files that this run and those before have taken; not in the history. */
  taken?: TakenFiles
  /** How far names are claimed in the store; not in the history. */
  claimed?: Claimed
  version?: number
  gone?: Field[]
}

/** A person moved the entity's memory by hand: forget everything, or go on from an earlier run or value. */
export interface Rewound extends Common {
  kind: 'rewound'
  /** Where to go on from; null forgets everything. */
  to: RewoundTo | null
}

/** How far a run got, as its record says it. */
export type RecordedMark = Pick<Finished, 'primary_key' | 'watermark_column' | 'watermark_type' | 'watermark'>

/** A run, with the watermark that it had recorded, so that nobody needs to find the run again; or a value. */
export type RewoundTo = ({ run: string } & RecordedMark) | { value: string }

export type JournalRecord = Planned | Staged | Committed | Finished | Rewound

/** The record as the bytes of its file: JSON that a person can read, with a checksum of itself as its last key. */
export function serialize(record: JournalRecord): Buffer {
  return Buffer.from(`${JSON.stringify({ ...record, check: checkOf(record) }, null, 1)}\n`)
}

/** The record in these bytes; null when they are torn, changed or not ours. */
export function parse(bytes: Uint8Array): JournalRecord | null {
  try {
    const { check, ...record } = JSON.parse(Buffer.from(bytes).toString('utf8'))
    return check === checkOf(record) ? record : null
  } catch {
    return null
  }
}

function checkOf(record: object): string {
  return createHash('sha256').update(JSON.stringify(record)).digest('hex').slice(0, 16)
}
