/** What the rows of one file do to the rows with their key, one after another, as "Open mirroring landing zone" words it. */
import { MirrorError } from './mirror-error.ts'

/** No check for a row that is there already. */
export const INSERT = 0
/** Inserts when there is none. */
export const UPDATE = 1
/** Nothing when there is none. */
export const DELETE = 2
export const UPSERT = 4

/** A row of the file. */
export interface MarkedRow {
  /** Its place in the file. */
  ordinal: number
  marker: number
  /** Equal for equal keys. */
  key: string
}

export interface Changes {
  /** Rows of the table that go, by their ids. */
  removed: bigint[]
  /** Rows of the file that come, by their places; one may come more than once. */
  added: number[]
}

/** A row of the table as it was, by its id, or one of the file, by its place. */
type Row = bigint | number

/**
 * Applies the rows in their order to those of the table with the same keys.
 * @throws {MirrorError} for a marker that does not exist
 */
export function changesOf(rows: Iterable<MarkedRow>, existing: ReadonlyMap<string, readonly bigint[]>): Changes {
  const byKey = new Map<string, Row[]>()
  for (const { ordinal, marker, key } of rows) {
    const now = byKey.get(key) ?? [...(existing.get(key) ?? [])]
    byKey.set(key, after(now, marker, ordinal))
  }
  const removed: bigint[] = []
  const added: number[] = []
  for (const [key, now] of byKey) {
    const kept = new Set<bigint>()
    for (const row of now) {
      if (typeof row === 'bigint') kept.add(row)
      else added.push(row)
    }
    removed.push(...(existing.get(key) ?? []).filter(id => !kept.has(id)))
  }
  return { removed, added: added.sort((a, b) => a - b) }
}

function after(now: Row[], marker: number, ordinal: number): Row[] {
  switch (marker) {
    case INSERT:
      return [...now, ordinal]
    case UPDATE:
    case UPSERT:
      return now.length === 0 ? [ordinal] : now.map(() => ordinal)
    case DELETE:
      return []
    default:
      throw new MirrorError('InvalidRowMarker', `row ${ordinal} has the marker ${marker}: there are 0, 1, 2 and 4`)
  }
}
