/** What a user says of a SQL Server destination, expanded. Shapes are checked by `schemas/flows.schema.json`; a test holds the two together. */
import type { PolishConfig } from '../../polish/config.ts'

/** What becomes of a table that is there. */
export type IfExists = 'fail' | 'append' | 'replace' | 'merge'

/** How a table that hygge makes is stored: clustered columnstore, heap, or a clustered index on the key. */
export type Storage = 'columnstore' | 'heap' | 'rowstore'

/** What becomes of columns that a table does not have which rows are added to. */
export type NewColumns = 'add' | 'refuse'

export interface MssqlStoreConfig {
  type: 'mssql'
  connection: string
  /** One or two parts, brackets or double quotes around parts that need them; the schema is dbo when it is not said. */
  table: string
  /** Absent: a full_drop replaces; an increment merges when there is a key, else it appends. */
  if_exists?: IfExists
  /** Columns that tell rows apart, by their names in the destination. */
  key?: string[]
  /** What a table that replaces another one takes over from it. */
  keep: ('indexes' | 'permissions')[]
  storage: Storage
  /** Rows of one bulk load, which is one transaction. */
  rows_per_load: number
  /** What is done to the columns before they are loaded. */
  polish?: PolishConfig
}
