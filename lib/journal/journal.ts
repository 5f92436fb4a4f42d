/** The only state: what happened to each entity, run by run. */
import { JournalError } from '../errors.ts'
import type { Folder } from './folder.ts'
import { HISTORY, isEnd, isLease, nameOf, prefixOf, runsOf } from './layout.ts'
import { type Holder, holderOf, type Taken, takeLease } from './lease.ts'
import type { Finished, JournalRecord, Rewound } from './record.ts'
import { serialize } from './record.ts'
import { foldableByName, newestFirst, type Runs, readRuns, type Unfinished } from './runs.ts'

export type { Unfinished } from './runs.ts'

/** What is known of an entity when a run begins. */
export interface Memory {
  /** Runs without an end, oldest first. */
  unfinished: Unfinished[]
  /** The last run that succeeded since the last rewind, as far as records are not folded away; the newest never is. */
  last: Finished | null
  /** The last time a person moved the memory by hand, when that is newer than `last`. */
  rewound: Rewound | null
  /** Files in the journal that are torn or not ours; they are neither trusted nor touched. */
  foreign: string[]
}

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
      names.filter(name => !isLease(name) && !name.startsWith(HISTORY)),
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
    throw new JournalError('RECORD_TAKEN', `The journal has another record in the place of ${name}.`, {
      advice:
        'Two runs wrote to one journal at the same time without a lease, or a file was put there by hand. Look at both before you run again.',
      facts: { journal: this.#folder.location, record: name },
    })
  }

  /** Removes what the end of a run has made superfluous. */
  async tidy(run: string): Promise<void> {
    const names = await this.#folder.list(`${runsOf(this.#prefix)}${run}/`)
    await this.#folder.remove(names.filter(name => !isEnd(name)))
  }

  /** Every run of the entity that is not folded into the history. */
  async runs(): Promise<Runs> {
    return readRuns(this.#folder, await this.#folder.list(runsOf(this.#prefix)))
  }

  async memory(): Promise<Memory> {
    const { ended, unfinished, foreign } = await this.runs()
    const newest = ended.toSorted(newestFirst).find(({ record }) => record.kind !== 'failed')?.record
    return {
      unfinished,
      last: newest?.kind === 'done' ? newest : null,
      rewound: newest?.kind === 'rewound' ? newest : null,
      foreign,
    }
  }

  get #lease(): string {
    return `${this.#prefix}lease/`
  }
}
