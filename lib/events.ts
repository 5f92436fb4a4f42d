/** What a run tells the world, in order. The JSON Schema of the same is `schemas/events.schema.json`; a test holds them together. */
import type { ErrorFacts } from './errors.ts'

export type RunType = 'full_drop' | 'incremental'
export type EntityStatus = 'ok' | 'empty' | 'failed' | 'skipped'

export interface FileFacts {
  /** Where the file is now, absolute. */
  path: string
  rows: number
  bytes: number
}

/** How much is looked at again after publishing: files and their rows; every value; the source's own counts; all of it. */
export type Verify = 'rows' | 'checksum' | 'source' | 'full'

/** What was moved, held against what stands in the store and, if asked for, against the source. */
export interface Receipt {
  verify: Verify
  /** Rows that left the source. */
  rows: number
  /** Rows that the store has of them, counted again; null where a store cannot tell them from others. */
  stored: number | null
  /** Rows by the source's own count, asked after the run; null when it was not asked or could not say. */
  source: number | null
  /** Sentences; none when all agree. */
  differences: string[]
  /** What could not be looked at, and why. */
  remarks: string[]
}

interface Stamped {
  /** ISO 8601, UTC. */
  time: string
  run: string
}

export interface RunStarted extends Stamped {
  type: 'run.started'
  name: string
  entities: number
  concurrency: number
  /** Encoding threads. */
  workers: number
  /** Bytes of data that may be in memory at once. */
  memory: number
  version: string
}

/** A flow that did not load, and that the run does not need: nothing of it is moved until its problems are gone. */
export interface FlowBroken extends Stamped {
  type: 'flow.broken'
  flow: string
  /** As far as their names could be read. */
  entities: string[]
  problems: FlowProblem[]
}

/** What is wrong in a file, and where. */
export interface FlowProblem {
  file: string
  /** From 1. */
  line: number
  column: number
  /** Empty for the file as a whole. */
  key: string
  message: string
  advice?: string
}

export interface EntityStarted extends Stamped {
  type: 'entity.started'
  flow: string
  entity: string
  mode: RunType
  home: string
  store: string
  /** Rows the source's catalog believes it has; null when nobody knows. */
  estimate: number | null
  notes: string[]
}

export interface EntityProgress extends Stamped {
  type: 'entity.progress'
  flow: string
  entity: string
  rows: number
  /** Bytes encoded and handed to the store so far. */
  bytes: number
  estimate: number | null
}

/** How the run as a whole goes on, about once a second. */
export interface RunProgress extends Stamped {
  type: 'run.progress'
  /** Of all entities, so far. */
  rows: number
  /** Encoded and handed to the stores so far. */
  bytes: number
  /** Bytes that the process holds of the machine's memory. */
  rss: number
  /** Bytes of rows in memory, of the budget that `run.started` tells as `memory`. */
  held: number
}

/** One more million rows has been read, over all entities. */
export interface RunMilestone extends Stamped {
  type: 'run.milestone'
  /** Whole millions. */
  rows: number
  /** Since the run began. */
  seconds: number
}

/** Something failed that may pass: it is tried again after a wait, and what had arrived stays. */
export interface EntityRetry extends Stamped {
  type: 'entity.retry'
  flow: string
  entity: string
  /** Which try of this step failed, counted from 1. */
  attempt: number
  /** How many tries the step has. */
  of: number
  wait_seconds: number
  error: ErrorFacts
}

/** A slice of an entity that is read beside others has been read and staged; told only when the entity has several. */
export interface RangeFinished extends Stamped {
  type: 'range.finished'
  flow: string
  entity: string
  /** From 0. */
  range: number
  of: number
  rows: number
  seconds: number
}

/** An unfinished run: its committed files were published, it was read to its end, or it was given up. */
export interface Recovered {
  run: string
  how: 'published' | 'resumed' | 'swept'
}

export interface EntityFinished extends Stamped {
  type: 'entity.finished'
  flow: string
  entity: string
  mode: RunType
  status: EntityStatus
  rows: number
  bytes: number
  files: FileFacts[]
  seconds: number
  /** Values that lost precision on the way, counted. */
  altered: number
  /** 1, and one more for each time that something was tried again. */
  attempts: number
  notes: string[]
  /** What was looked at again, one for each run that was published; absent when none was. */
  receipts?: Receipt[]
  /** Runs that an earlier process left unfinished, and what became of each; absent when there was none. */
  recovered?: Recovered[]
  error?: ErrorFacts
}

/** A command or a URL was called with what became of the run; told before `run.finished`. */
export interface HookFinished extends Stamped {
  type: 'hook.finished'
  /** Its program's name, or `POST` and its host. */
  hook: string
  ok: boolean
  attempts: number
  seconds: number
  error?: ErrorFacts
}

/** The journal's table in a mirrored database has the run, or why it has not; told before `run.finished`, and nothing fails of it. */
export interface JournalMirrored extends Stamped {
  type: 'journal.mirrored'
  /** Where the journal is. */
  journal: string
  /** Where its table settles. */
  table: string
  /** Finished runs that were sent; those that the table has already change nothing. */
  rows: number
  seconds: number
  error?: ErrorFacts
}

export interface RunFinished extends Stamped {
  type: 'run.finished'
  name: string
  ok: number
  empty: number
  failed: number
  skipped: number
  rows: number
  bytes: number
  files: number
  seconds: number
  exit_code: number
}

export type RunEvent =
  | RunStarted
  | FlowBroken
  | EntityStarted
  | EntityProgress
  | RunProgress
  | RunMilestone
  | EntityRetry
  | RangeFinished
  | EntityFinished
  | HookFinished
  | JournalMirrored
  | RunFinished
