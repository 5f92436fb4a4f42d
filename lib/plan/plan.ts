/** What a run is going to do, as a plain value: `--dry-run` prints it, the run executes it. */
import type { Field, Schema } from '../columns/schema.ts'
import type { ErrorFacts } from '../errors.ts'
import type { RunType } from '../events.ts'
import type { Range, Watermark } from '../homes/home.ts'
import type { Drift } from './drift.ts'
import type { Outlook } from './outlook.ts'

export interface EntityPlan {
  flow: string
  entity: string
  mode: RunType
  /** For people: where rows come from. */
  home: string
  /** For people: where rows settle. */
  store: string
  /** Rows by the source's own books; null when nobody knows. */
  estimate: number | null
  /** What the source needs for these rows, by its own books; null when nobody knows. */
  bytes: number | null
  /** Conversions and other things worth knowing before rows move. */
  notes: string[]
  /** What the source has. */
  schema: Schema
  /** What the files have, when polish makes something else of it. */
  stored?: Schema
  /** What is read, however it is cut into ranges. */
  subject: string
  ranges: Range[]
  /** What a full_drop will replace; null when nothing is there yet or nothing is replaced. */
  replaces: string | null
  /** What became of the columns since the last run; absent when nothing did. */
  drift?: Drift[]
  /** Which of its places the entity settles in, when that is not the first. */
  version?: number
  /** Columns of which files of earlier runs stand there, and this run has none. */
  gone?: Field[]
  /** How far it moves the data set, when the entity has a watermark. */
  watermark?: Watermark
  /** Of a dry run. */
  outlook?: Outlook
  /** Why this entity cannot be planned; the other fields are then as far as they are known. */
  error?: ErrorFacts
}

export interface Plan {
  name: string
  /** Nothing was opened: only what the files of the workspace say is known. */
  offline?: boolean
  entities: EntityPlan[]
}
