/** What people ask of a plan before they let it run: why it is so, what becomes of runs that died, and how much will be written. */

export interface Outlook {
  /** Why it reads everything, or only what is new. */
  why: string
  /** What is done first with earlier runs that have not ended, oldest first. */
  earlier: string[]
  /** Bytes that will be written, as many a row as the last run wrote; null when nobody knows. */
  bytes: number | null
  /** Files that will be written; null when nobody knows, or when the store has none. */
  files: number | null
}

export interface Expected {
  /** Rows; null when nobody knows. */
  estimate: number | null
  /** Each begins files of its own. */
  ranges: number
  rowsPerFile: number
  /** What the last run with rows wrote. */
  last: { row_count: number; bytes: number } | null
}

/** Files may also end earlier, when their rows are long. */
export function expectedSize({ estimate, ranges, rowsPerFile, last }: Expected): Pick<Outlook, 'bytes' | 'files'> {
  if (estimate === null) return { bytes: null, files: null }
  const parts = Math.max(1, ranges)
  return {
    bytes: last !== null && last.row_count > 0 ? Math.round((estimate * last.bytes) / last.row_count) : null,
    files: parts * Math.max(1, Math.ceil(estimate / parts / rowsPerFile)),
  }
}
