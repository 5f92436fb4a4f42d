/** Everything one `flows.yml` says: expanded, checked, plain. Nothing is opened to make it. */
import type { RunType, Verify } from '../events.ts'
import type { LocalHomeConfig } from '../homes/local/config.ts'
import type { MssqlHomeConfig } from '../homes/mssql/config.ts'
import type { HooksConfig } from '../hooks/config.ts'
import type { MssqlConnection } from '../mssql/connection.ts'
import type { DriftPolicy } from '../plan/drift.ts'
import type { AdlsStoreConfig } from '../stores/adls/config.ts'
import type { LocalStoreConfig } from '../stores/local/config.ts'
import type { MssqlStoreConfig } from '../stores/mssql/config.ts'
import type { OneLakeStoreConfig } from '../stores/onelake/config.ts'
import type { OpenMirroringStoreConfig } from '../stores/open-mirroring/config.ts'
import type { SqliteStoreConfig } from '../stores/sqlite/config.ts'
import type { Patterns } from './patterns.ts'
import type { Problem } from './problem.ts'

export type ConnectionConfig = MssqlConnection
export type HomeConfig = MssqlHomeConfig | LocalHomeConfig
export type StoreConfig =
  | LocalStoreConfig
  | AdlsStoreConfig
  | OneLakeStoreConfig
  | OpenMirroringStoreConfig
  | MssqlStoreConfig
  | SqliteStoreConfig

export interface Options {
  /** Entities that move at the same time. */
  concurrency: number
  /** Bytes of rows that may be in memory at once; absent: a quarter of the machine or of the container's limit. */
  memory?: number
  /** Encoding threads; absent: the cores this process may use. */
  workers?: number
  /** Reading threads, 0: none; absent: as many as are worth it on this machine. */
  readers?: number
  /** false: after the first entity that failed nothing new begins; absent: the others go on. */
  continue_on_error?: boolean
  /** How old an unfinished full_drop may be to be finished instead of begun anew, ms. */
  resume_within: number
  /** How often each step of an entity is tried when what it failed of may pass; 1: never again. */
  tries?: number
}

/** Where hygge remembers: one folder for all, or a folder in the base of each entity's own store or home. */
export type JournalConfig = { location: 'path'; path: string } | { location: 'store' | 'home' }

/** How an entity knows what is new. */
export interface WatermarkConfig {
  column: string
  /** Columns that together tell rows with the same value apart. */
  key?: string[]
  /** How late rows may come: a duration for times, else a number. */
  overlap?: string | number
  /** Where the first incremental run begins; absent: at the first row. */
  initial?: string | number
}

/** One table or data set, fully merged: the unit of movement, retry, journal and report. */
export interface Entity {
  flow: string
  name: string
  run_type: RunType
  /** The column that tells new rows from old ones. */
  watermark?: WatermarkConfig
  /** An increment is of the files that no run has taken. */
  by_files?: true
  /** Seconds to be described, read and staged in; absent: no limit. */
  timeout?: number
  /** What is looked at again after publishing. */
  verify: Verify
  /** What happens when columns are no longer what they were; absent: as the run type has it. */
  schema_drift?: Partial<DriftPolicy>
  home: HomeConfig
  store: StoreConfig
}

/** A flow that did not load: nothing of it can run until its problems are gone. */
export interface BrokenFlow {
  name: string
  /** As far as their names could be read. */
  entities: string[]
  problems: Problem[]
}

/** An entity's rules, wherever its rows come from and settle. */
export type Rules = Omit<Entity, 'home' | 'store'>

export interface Workspace {
  name: string
  /** Absolute path of the file it was read from. */
  file: string
  options: Options
  journal: JournalConfig
  connections: Record<string, ConnectionConfig>
  /** Who is told when a run has ended; absent when nobody is. */
  hooks?: HooksConfig
  /** In the file's order; by name for folders. Those of patterns only when the catalog of their source was asked. */
  entities: Entity[]
  /** Entities that only the catalogs of their sources know; absent when there are none. */
  patterns?: Patterns
  /** Flows that were set aside: only when that was asked for, and when there are any. */
  broken?: BrokenFlow[]
}
