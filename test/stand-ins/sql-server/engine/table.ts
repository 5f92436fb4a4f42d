/** Tables, columns and indexes as the catalog keeps them, and where their rows lie in DuckDB. */
import { type SqlColumn, SqlError } from '../types.ts'
import { quoteName } from './types/storage.ts'
import type { VolumeTable } from './volume/table.ts'

export interface Column extends SqlColumn {
  /** Of sys.columns: never given twice, and not the place in the table. */
  id: number
  identity?: { seed: bigint; increment: bigint }
  default?: Default
  computed?: Computed
}

export interface Computed {
  /** As DuckDB SQL over the table's columns. */
  sql: string
  /** As T-SQL. */
  definition: string
  persisted: boolean
}

export interface Default {
  name: string
  /** Whether the statement named it. */
  named: boolean
  /** As DuckDB SQL. */
  sql: string
  /** As T-SQL, the way the catalog shows it. */
  definition: string
}

export interface Index {
  name: string
  unique: boolean
  primary: boolean
  /** A key constraint, not only an index. */
  constraint: boolean
  clustered: boolean
  columnstore: boolean
  columns: string[]
  /** Those of them that count down. */
  descending: string[]
  included: string[]
  /** Rows that it is about, as T-SQL and as DuckDB SQL. */
  filter?: { definition: string; sql: string }
  /** The DuckDB index that refuses duplicates. */
  storage?: string
}

/** A name as statements write it, resolved: every part is there. */
export interface ObjectName {
  database: string
  schema: string
  name: string
}

/** Never changed, only replaced: sessions see their own versions of it. */
export interface Table extends ObjectName {
  readonly objectId: number
  /** The DuckDB table with the rows; ALTER TABLE and TRUNCATE TABLE make a new one. */
  readonly storage: string
  readonly columns: readonly Column[]
  readonly indexes: readonly Index[]
  /** Present when its rows are generated, not stored. */
  readonly volume?: VolumeTable
  /** Present when bulk loads are counted and thrown away: the tables of the schema `discard`. */
  readonly discarded?: { rows: number }
}

/** The DuckDB schema that holds a database. */
export const duckSchema = (database: string): string => quoteName(database.toLowerCase())
export const duckTable = ({ database, storage }: Pick<Table, 'database' | 'storage'>): string =>
  `${duckSchema(database)}.${quoteName(storage)}`
/** The sequence of a database's rowversions, and of a table's identity column. */
export const rowversionSequence = (database: string): string => `${duckSchema(database)}."rowversion"`
export const identityName = ({ objectId }: Table): string => `identity ${objectId}`
export const identitySequence = (table: Table): string =>
  `${duckSchema(table.database)}.${quoteName(identityName(table))}`

export function columnOf(table: Pick<Table, 'columns'>, name: string): Column {
  const column = findColumn(table, name)
  if (!column) throw new SqlError(207, `Invalid column name '${name}'.`)
  return column
}

export function findColumn({ columns }: Pick<Table, 'columns'>, name: string): Column | undefined {
  return columns.find(each => each.name.toLowerCase() === name.toLowerCase())
}
