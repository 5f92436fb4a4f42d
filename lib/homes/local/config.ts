/** Files of this machine as a home, expanded. */
export interface LocalHomeConfig {
  type: 'local'
  /** Absolute path of a file or folder, names in place; with `pattern`, the folder above it. */
  root: string
  /** Which files below `root`, as a glob with slashes; null: `root` itself, or all files of the format below it. */
  pattern: string | null
  /** Absolute folder that the entities of the flow share. */
  base: string
  format: 'parquet'
  /** Columns to read, in this order; absent: all. */
  columns?: string[]
  /** Which rows, see where/parse.ts; absent: all. */
  where?: string
}
