/** The only state: what happened to each entity, run by run. */
import { JournalError } from '../errors.ts'
import type { Folder } from './folder.ts'
import { HISTORY, isEnd, isLease, isSeen, nameOf, prefixOf, runsOf, seenName, seenOf, seenPartName } from './layout.ts'
import { type Holder, holderOf, type Taken, takeLease } from './lease.ts'
import type { Claimed, Finished, JournalRecord, Rewound, Staged } from './record.ts'
import { serialize } from './record.ts'
import { foldableByName, newestFirst, type Runs, readRuns, type Unfinished } from './runs.ts'
import { type Seen, type SeenPart, sealed, unsealed } from './seen.ts'

export type { Unfinished } from './runs.ts'

/** What is known of an entity when a run begins. */
export interface Memory {
  /** Runs without an end, oldest first. */
  unfinished: Unfinished[]
  /** The last run that succeeded since the last rewind, as far as records are not folded away; the newest never is. */
  last: Finished | null
  /** How far names are claimed in the store, whatever was rewound since. */
  claimed: Claimed | null
  /** The last time a person moved the memory by hand, when that is newer than `last`. */
  rewound: Rewound | null
  /** The last run that settled, also when a person moved the memory since: what it left still stands. */
  settled: Finished | null
  /** The increments since the newest rows that found nothing, oldest first, as far as they are not folded away. */
  idle: Finished[]
  /** Files in the journal that are torn or not ours; they are neither trusted nor touched. */
  foreign: string[]
}

/** Which part of a run. */
type PartPlace = Pick<Staged, 'range' | 'series' | 'part'>

/** So many run folders are listed and read in the time that a connection takes; with more, they are folded. */
export const FOLD_OVER = 1000

export class Journal {
  readonly folder: Folder

  constructor(folder: Folder) {
    this.folder = folder
  }

  get location(): string {
    return this.folder.location
  }

  entity(flow: string, entity: string): EntityJournal {
    return new EntityJournal(this.folder, prefixOf(flow, entity))
  }

  /** How many runs could at least be folded into the history. */
  async foldable(): Promise<number> {
    return foldableByName(await this.folder.list(''))
  }

  /** Every run of every entity that is not folded into the history. */
  async runs(): Promise<Runs> {
    const names = await this.folder.list('')
    return readRuns(
      this.folder,
      names.filter(name => !isLease(name) && !isSeen(name) && !name.startsWith(HISTORY)),
    )
  }
}

export class EntityJournal {
  readonly #folder: Folder
  readonly #prefix: string

  constructor(folder: Folder, prefix: string) {
    this.#folder = folder
    this.#prefix = prefix
  }

  /** The lease of this entity, or who has it. */
  take(run: string): Promise<Taken> {
    return takeLease(this.#folder, this.#lease, run)
  }

  /** Who has the lease of this entity and is alive; null when nobody does. */
  holder(): Promise<Holder | null> {
    return holderOf(this.#folder, this.#lease)
  }

  /**
   * Makes the record durable. Writing the same record again is nothing new.
   * @throws {JournalError} `RECORD_TAKEN` when another record stands in its place.
   */
  async write(record: JournalRecord): Promise<void> {
    const name = nameOf(record)
    const bytes = serialize(record)
    if (await this.#folder.create(name, bytes)) return
    const standing = await this.#folder.read(name)
    if (standing && bytes.equals(standing)) return
    throw this.#taken(name)
  }

  /** Removes what the end of a run has made superfluous. */
  async tidy(run: string): Promise<void> {
    const names = await this.#folder.list(`${runsOf(this.#prefix)}${run}/`)
    await this.#folder.remove(names.filter(name => !isEnd(name)))
  }

  /** Makes one file of what a part has seen durable; it counts from the moment that the part's record names it. */
  keepSeenOfPart(run: string, part: PartPlace, file: number, entries: Uint8Array): Promise<void> {
    return this.#keep(seenPartName(this.#prefix, run, part, file), entries)
  }

  /** Makes one file of what a run has seen durable; it counts from the moment that the run's record names it. */
  keepSeen(run: string, file: number, entries: Uint8Array): Promise<void> {
    return this.#keep(seenName(this.#prefix, run, file), entries)
  }

  /** The entries of a part's files, file by file. @throws {JournalError} `SEEN_LOST` */
  async *seenOfPart(run: string, part: PartPlace, { files }: SeenPart): AsyncGenerator<Uint8Array> {
    for (let file = 0; file < files; file++) yield this.#seen(seenPartName(this.#prefix, run, part, file))
  }

  /** The entries of a run's files, file by file. @throws {JournalError} `SEEN_LOST` */
  async *seen({ run, files }: Pick<Seen, 'run' | 'files'>): AsyncGenerator<Uint8Array> {
    for (let file = 0; file < files; file++) yield this.#seen(seenName(this.#prefix, run, file))
  }

  /** Removes what was seen, but for the files that are kept. Of one run, when it is named; of all, when not. */
  async sweepSeen({ run, kept }: { run?: string; kept?: Pick<Seen, 'run' | 'files'> }): Promise<void> {
    const names = await this.#folder.list(`${seenOf(this.#prefix)}${run === undefined ? '' : `${run}/`}`)
    const keeps = new Set(
      Array.from({ length: kept?.files ?? 0 }, (_, file) => seenName(this.#prefix, kept?.run ?? '', file)),
    )
    await this.#folder.remove(names.filter(name => !keeps.has(name)))
  }

  /** Until a record names it a file may be one that an earlier try has left: it is replaced. */
  async #keep(name: string, entries: Uint8Array): Promise<void> {
    const bytes = sealed(entries)
    if (await this.#folder.create(name, bytes)) return
    await this.#folder.remove([name])
    if (!(await this.#folder.create(name, bytes))) throw this.#taken(name)
  }

  async #seen(name: string): Promise<Uint8Array> {
    const entries = unsealed((await this.#folder.read(name)) ?? new Uint8Array(0))
    if (entries) return entries
    throw new JournalError('SEEN_LOST', `The journal's file of the rows that were moved is gone or torn: ${name}`, {
      advice:
        'Without it nobody knows which rows near the watermark, or which files, were moved: load the entity anew with --full-drop, or say from where to go on with `hygge-run journal rewind` (or `reset`, for files).',
      facts: { journal: this.#folder.location, file: name },
    })
  }

  #taken(name: string): JournalError {
    return new JournalError('RECORD_TAKEN', `The journal has another record in the place of ${name}.`, {
      advice:
        'Two runs wrote to one journal at the same time without a lease, or a file was put there by hand. Look at both before you run again.',
      facts: { journal: this.#folder.location, record: name },
    })
  }

  /** Every run of the entity that is not folded into the history. */
  async runs(): Promise<Runs> {
    return readRuns(this.#folder, await this.#folder.list(runsOf(this.#prefix)))
  }

  async memory(): Promise<Memory> {
    const { ended, unfinished, foreign } = await this.runs()
    const well = ended
      .toSorted(newestFirst)
      .map(({ record }) => record)
      .filter(record => record.kind !== 'failed')
    const [newest] = well
    return {
      unfinished,
      last: newest?.kind === 'done' ? newest : null,
      claimed: well.find(record => record.kind !== 'rewound')?.claimed ?? null,
      rewound: newest?.kind === 'rewound' ? newest : null,
      settled: well.find((record): record is Finished => record.kind === 'done') ?? null,
      idle: idleOf(well),
      foreign,
    }
  }

  get #lease(): string {
    return `${this.#prefix}lease/`
  }
}

/** @param records newest first */
function idleOf(records: readonly (Finished | Rewound)[]): Finished[] {
  const idle: Finished[] = []
  for (const record of records) {
    if (record.kind === 'rewound' || record.status !== 'skip' || record.run_type !== 'incremental') break
    idle.unshift(record)
  }
  return idle
}
