/** Increments by file: what the journal remembers of the files that were taken, before a run and behind it. */
import { ConfigError } from '../errors.ts'
import type { Taken } from '../homes/home.ts'
import type { EntityJournal, Memory } from '../journal/journal.ts'
import type { Planned } from '../journal/record.ts'
import { type TakenFiles, TakenSet } from '../journal/taken.ts'
import type { Rules } from '../workspace/workspace.ts'
import { EntryWriter } from './entries.ts'

const NOTHING: TakenFiles = { run: '', files: 0, entries: 0, schema: null }

/**
 * What a run goes on from; undefined for entities that have no increments by file. A full_drop forgets what was taken, and remembers what it takes.
 * @throws {ConfigError} `FILES_UNKNOWN`: what is there cannot be added to without reading files twice
 */
export function takenBefore(
  { flow, name, run_type, by_files }: Pick<Rules, 'flow' | 'name' | 'run_type' | 'by_files'>,
  { last }: Pick<Memory, 'last'>,
): TakenFiles | undefined {
  if (!by_files) return undefined
  if (run_type === 'full_drop' || last === null) return NOTHING
  if (last.taken !== undefined) return last.taken
  // It left nothing that could be read twice.
  if (last.row_count === 0) return NOTHING
  const id = `${flow}.${name}`
  throw new ConfigError(
    'FILES_UNKNOWN',
    `The last run of ${id} did not remember its files: nobody knows which are new.`,
    {
      advice: `Run it once with --full-drop, or let it take all files again: hygge-run journal reset <file> ${id}.`,
      facts: { entity: id },
    },
  )
}

/** What a run's plan keeps of the runs before it. */
export function rememberedBefore(entity: Rules, memory: Memory): Pick<Planned, 'seen' | 'taken'> {
  const seen = memory.last?.seen
  const taken = takenBefore(entity, memory)
  return { ...(seen && { seen }), ...(taken && { taken }) }
}

/** As homes ask for it. @throws {JournalError} `SEEN_LOST` */
export async function takenOf(journal: EntityJournal, before: TakenFiles): Promise<Taken> {
  const set = await setOf(journal, before)
  return { file: path => set.get(path), schema: before.schema }
}

/** Makes durable what the next run must know: this run's files and those before. It counts from the moment that the record of the commit names it. */
export async function rememberFiles(
  journal: EntityJournal,
  { run, ranges, schema, taken }: Pick<Planned, 'run' | 'ranges' | 'schema' | 'taken'>,
): Promise<TakenFiles | undefined> {
  const files = ranges.flatMap(range => range.files ?? [])
  if (taken === undefined || files.length === 0) return taken
  const set = await setOf(journal, taken)
  for (const { path, bytes, modified, checksum } of files) {
    if (checksum === null) throw new Error(`${path} was planned without its checksum`)
    set.add(path, { bytes, modified, checksum })
  }
  const writer = new EntryWriter((file, entries) => journal.keepSeen(run, file, entries))
  for (const entry of set.entries()) await writer.add(entry)
  const written = await writer.finish()
  return { run, files: written.files, entries: set.size, schema }
}

async function setOf(journal: EntityJournal, from: TakenFiles): Promise<TakenSet> {
  const set = new TakenSet()
  for await (const entries of journal.seen(from)) set.addEntries(entries)
  return set
}
