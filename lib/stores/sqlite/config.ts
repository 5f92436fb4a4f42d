import type { PolishConfig } from '../../polish/config.ts'

/** What becomes of a table that is there. */
export type IfExists = 'fail' | 'append' | 'replace' | 'merge'

/** A table in an SQLite file of this machine, expanded. */
export interface SqliteStoreConfig {
  type: 'sqlite'
  /** Absolute path of the database file. */
  path: string
  table: string
  /** Absent: a full_drop replaces; an increment merges when there is a key, else it appends. */
  if_exists?: IfExists
  /** Columns that tell rows apart, by their names in the table. */
  key?: string[]
  /** Rows that are staged as one file. */
  rows_per_part: number
  /** What is done to the columns before they settle. */
  polish?: PolishConfig
}
