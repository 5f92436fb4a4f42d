/** What `polish:` says, expanded: plain data with every default in place. */

export type Case = 'pascal' | 'camel' | 'snake'

/** How column names change; applied in this order. */
export interface Renaming {
  remove_special: boolean
  remove_spaces: boolean
  case: Case | 'none'
}

export interface HashId {
  name: string
  from_columns: string[]
  algo: 'sha256' | 'sha512'
  /** true: lower-case hex text; false: bytes. */
  hex: boolean
}

export interface Constant {
  name: string
  value: string | number | boolean
}

export interface Timestamp {
  name: string
  source: 'now_utc' | 'now_local'
  type: 'datetime' | 'string'
  /** As strftime has it, for text; ISO 8601 when absent. */
  format?: string
}

/** `key` is there for hmac and only there. Never printed. */
export type Mask = { column: string; method: 'sha256' | 'null' } | { column: string; method: 'hmac'; key: string }

export interface PolishConfig {
  columns: Renaming
  hash_ids: HashId[]
  constants: Constant[]
  timestamps: Timestamp[]
  /** The value of `__rowMarker__`; absent: no such column. */
  row_marker?: number
  /** A column `__rowMarker__` of the source stays, as the last and an int32; then `row_marker` does not matter. `key` tells a row that is refused. */
  keep_marker?: { key: string[] }
  mask: Mask[]
}

/** The column that a row marker is in, as Open Mirroring names it. */
export const ROW_MARKER = '__rowMarker__'
