/** Journals that are tables of a mirrored database, too: brought up to date once a run, after its entities, and nothing fails of it. */
import { errorFacts } from '../errors.ts'
import type { JournalMirrored, RunEvent } from '../events.ts'
import type { Journal } from '../journal/journal.ts'
import type { OpenMirroringStoreConfig } from '../stores/open-mirroring/config.ts'
import { journalTableOf } from '../stores/open-mirroring/journal-table.ts'
import { openMirroringStore } from '../stores/open-mirroring/store.ts'
import type { Entity, Workspace } from '../workspace/workspace.ts'
import type { Shared } from './entity-run.ts'
import { createJournalFlow, journalEntry } from './factory.ts'
import { journalOf } from './journals.ts'
import { placesFor, Turn } from './turn.ts'

/** How long the end of a run waits for it, ms. */
const LONGEST = 300_000

interface Mirrored {
  journal: Journal
  table: OpenMirroringStoreConfig
}

export interface Mirroring {
  workspace: Workspace
  entities: Entity[]
  shared: Shared
  signal: AbortSignal
}

/** The same events, with `journal.mirrored` for each such table before `run.finished`. A run that was cancelled leaves it to the next one. */
export async function* mirrorJournals(events: AsyncIterable<RunEvent>, mirroring: Mirroring): AsyncGenerator<RunEvent> {
  for await (const event of events) {
    if (event.type === 'run.finished' && !mirroring.signal.aborted)
      for (const mirrored of mirroredOf(mirroring)) {
        const done = await bringUpToDate(mirrored, mirroring)
        yield { time: new Date().toISOString(), run: event.run, type: 'journal.mirrored', ...done }
      }
    yield event
  }
}

/** Each journal in each mirrored database once. */
function mirroredOf({ workspace, entities, shared }: Mirroring): Mirrored[] {
  const found = new Map<string, Mirrored>()
  for (const entity of entities) {
    const { store } = entity
    if (store.type !== 'open_mirroring' || !store.mirror_journal) continue
    const journal = journalOf(workspace, entity, shared.lake)
    found.set(JSON.stringify([journal.location, store.workspace, store.mirror]), {
      journal,
      table: journalTableOf(store),
    })
  }
  return [...found.values()]
}

/** As an entity is moved: with a lease, staged, committed, published, and finished by the next run when this one dies. Never throws. */
async function bringUpToDate(
  { journal, table }: Mirrored,
  { workspace, shared, signal }: Mirroring,
): Promise<Omit<JournalMirrored, 'time' | 'run' | 'type'>> {
  const began = new Date()
  const place = { journal: journal.location, table: openMirroringStore(table, shared.lake).location }
  const told = (rows: number) => ({ ...place, rows, seconds: (Date.now() - began.getTime()) / 1000 })
  try {
    const stop = AbortSignal.any([signal, AbortSignal.timeout(LONGEST)])
    // What another run brings up to date from now on has this run's entities, too.
    const own = { ...shared, began }
    const entry = await journalEntry(table, journal, own)
    // Every run brings what is new, so an unfinished one never counts as this one.
    const { tries = 1 } = workspace.options
    const options = { resumeWithin: 0, fresh: false, wait: true, tries, asked: false }
    const flow = createJournalFlow(entry, table, journal, own, options)
    const turn = await Turn.begin(placesFor(1), stop)
    const { rows, status, error } = await flow.run(stop, () => {}, turn)
    turn.end()
    return { ...told(rows), ...(status === 'failed' && error ? { error } : {}) }
  } catch (error) {
    return { ...told(0), error: errorFacts(error) }
  }
}
