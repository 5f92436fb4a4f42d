/** Files of this machine as a home, expanded. */
export interface LocalHomeConfig {
  type: 'local'
  /** Absolute path of a file or folder, names in place; with `pattern`, the folder above it. */
  root: string
  /** Which files below `root`, as a glob with slashes; null: `root` itself, or all files of the format below it. */
  pattern: string | null
  /** Absolute folder that the entities of the flow share. */
  base: string
  format: 'parquet' | 'csv' | 'ndjson'
  /** Columns to read, in this order; absent: all. */
  columns?: string[]
  /** Which rows, see where/parse.ts; absent: all. */
  where?: string
  /** Of csv. */
  csv?: CsvConfig
  /** Of csv and ndjson; default utf-8. */
  encoding?: string
  /** Of csv and ndjson: types by column; the others are inferred. */
  types?: Record<string, string>
}

export interface CsvConfig {
  /** The first row has the names; else the names, or that there are none. */
  header?: boolean | string[]
  delimiter?: string
  /** Null: values are never in quotes. */
  quote?: string | null
  /** Texts without quotes that mean NULL, besides nothing at all. */
  nulls?: string[]
}
