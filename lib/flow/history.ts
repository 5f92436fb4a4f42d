/** Folds finished runs into the journal's history, so that starting stays quick however many runs there were. */
import { parquet } from '../encode/parquet/format.ts'
import { JournalError } from '../errors.ts'
import {
  HISTORY_SCHEMA,
  type HistoryFile,
  type HistoryRow,
  keyOf,
  openHistories,
  openHistory,
  rowOf,
} from '../journal/history.ts'
import { FOLD_OVER, type Journal } from '../journal/journal.ts'
import { HISTORY_LEASE, historyName, isEnd } from '../journal/layout.ts'
import { type Lease, takeLease } from '../journal/lease.ts'
import type { Finished } from '../journal/record.ts'
import { foldable } from '../journal/runs.ts'
import { batchOf } from './values.ts'

/** Steps of a fold that a crash can fall between. */
export type FoldPoint = 'begin' | 'written' | 'old-removed' | 'run-removed' | 'done'

export interface FoldOptions {
  /** The run that folds, for its lease. */
  run: string
  /** Fold when more runs than this could leave. */
  over?: number
  /** Tells which step is done, so that tests can stop there. */
  reached?: (point: FoldPoint) => Promise<void>
}

const HOUR = 3_600_000
/** What is encoded at once: rows, and characters of their texts. */
const GROUP_ROWS = 8192
const GROUP_CHARACTERS = 16_000_000

/**
 * Folds when it is due and nobody else is at it. Every run is in the history or beside it at any moment, in both for a while.
 * @returns how many runs left their folders.
 */
export async function foldHistory(journal: Journal, options: FoldOptions): Promise<number> {
  const { run, over = FOLD_OVER, reached = async () => {} } = options
  if ((await journal.foldable()) <= over) return 0
  const { lease } = await takeLease(journal.folder, HISTORY_LEASE, run)
  if (!lease) return 0
  try {
    return await fold(journal, lease, reached)
  } finally {
    await lease.release()
  }
}

async function fold(journal: Journal, lease: Lease, reached: NonNullable<FoldOptions['reached']>): Promise<number> {
  const { folder } = journal
  const { ended } = await journal.runs()
  const leaving = foldable(ended)
  const { files, foreign, next } = await openHistories(folder)
  // Folding without its rows, or over it, could lose what it holds.
  if (foreign.length > 0) throw foreignHistory(folder.location, foreign)
  await reached('begin')
  const standing = await write(
    journal,
    files,
    next,
    leaving.map(({ record }) => record),
    lease,
  )
  if (standing === null) return 0
  await reached('written')
  await lease.verify()
  await folder.remove(files.filter(file => file.name !== standing).map(({ name }) => name))
  await reached('old-removed')
  for (const { names } of leaving) {
    await folder.remove(names)
    await reached('run-removed')
  }
  const gone = new Set(leaving.flatMap(({ names }) => names))
  await folder.remove(ended.flatMap(({ names }) => names.filter(name => !isEnd(name) && !gone.has(name))))
  await folder.sweepDrafts(new Date(Date.now() - HOUR))
  await reached('done')
  return leaving.length
}

/** Puts all rows into one file; its name, or null when another process was quicker. */
async function write(
  { folder }: Journal,
  files: HistoryFile[],
  next: number,
  leaving: Finished[],
  lease: Lease,
): Promise<string | null> {
  const known = new Set((await Promise.all(files.map(file => file.entries()))).flat().map(keyOf))
  const fresh = leaving.filter(record => !known.has(keyOf(record)))
  // An earlier fold died after its file stood: only the folders are left to remove.
  if (files.length <= 1 && fresh.length === 0) return files[0]?.name ?? ''
  const { bytes, keys } = await encode(files, fresh)
  const name = historyName(next)
  await lease.verify()
  if (!(await folder.create(name, bytes))) return null
  // Nothing is removed on trust: what stands is read again.
  const standing = openHistory(name, (await folder.read(name)) ?? new Uint8Array(0))
  const found = new Set((await standing?.entries())?.map(keyOf))
  if (keys.size !== found.size || ![...keys].every(key => found.has(key))) {
    throw new JournalError(
      'HISTORY_UNREADABLE',
      `The journal's history does not read back as it was written: ${name}`,
      {
        advice: 'Nothing was removed for it. Remove that file and run again; if it happens again, report it.',
        facts: { journal: folder.location, file: name },
      },
    )
  }
  return name
}

/** The rows of the files and of the records, each run once. */
async function encode(files: HistoryFile[], fresh: Finished[]): Promise<{ bytes: Uint8Array; keys: Set<string> }> {
  const keys = new Set<string>()
  const parts: Uint8Array[] = [parquet.head()]
  const groups: Omit<Awaited<ReturnType<typeof parquet.encode>>, 'bytes'>[] = []
  let rows: HistoryRow[] = []
  let characters = 0
  const flush = async () => {
    if (rows.length === 0) return
    const { bytes, ...group } = await parquet.encode(HISTORY_SCHEMA, [batchOf(HISTORY_SCHEMA, rows)], 'zstd')
    parts.push(bytes)
    groups.push(group)
    rows = []
    characters = 0
  }
  for await (const row of allRows(files, fresh)) {
    if (keys.has(keyOf(row))) continue
    keys.add(keyOf(row))
    rows.push(row)
    characters += row.parts.length + row.checksums.length + row.schema.length + (row.error?.length ?? 0)
    if (rows.length === GROUP_ROWS || characters > GROUP_CHARACTERS) await flush()
  }
  await flush()
  parts.push(parquet.tail(HISTORY_SCHEMA, groups, 'zstd'))
  return { bytes: Buffer.concat(parts), keys }
}

/** Rows of files are passed on as they are: reading their JSON would take longer than all the rest. */
async function* allRows(files: HistoryFile[], fresh: Finished[]): AsyncGenerator<HistoryRow> {
  for (const file of files) for (const index of file.starts.keys()) yield* await file.group(index)
  for (const record of fresh.toSorted((one, other) => (one.finish_time < other.finish_time ? -1 : 1)))
    yield rowOf(record)
}

function foreignHistory(journal: string, files: string[]): JournalError {
  return new JournalError(
    'HISTORY_FOREIGN',
    `The journal's history has files that are torn or not hygge's own: ${files.join(', ')}`,
    {
      advice:
        'Move them out of the folder; runs are folded again from then on. A newer version of hygge may have written them.',
      facts: { journal, files },
    },
  )
}
