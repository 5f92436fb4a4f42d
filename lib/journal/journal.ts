/** The only state: what happened to each entity, run by run. */
import { JournalError } from '../errors.ts'
import { fileSafe } from '../plan/names.ts'
import type { Folder } from './folder.ts'
import { type Holder, type Lease, takeLease } from './lease.ts'
import type { Committed, Finished, JournalRecord, Planned, Rewound, Staged } from './record.ts'
import { parse, serialize } from './record.ts'

/** A run that began and never said how it ended: its process died. */
export interface Unfinished {
  run: string
  planned: Planned
  staged: Staged[]
  committed: Committed | null
}

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

export class Journal {
  readonly #folder: Folder

  constructor(folder: Folder) {
    this.#folder = folder
  }

  get location(): string {
    return this.#folder.location
  }

  entity(flow: string, entity: string): EntityJournal {
    return new EntityJournal(this.#folder, `${fileSafe(flow)}/${fileSafe(entity)}/`)
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
  take(run: string): Promise<Lease | Holder> {
    return takeLease(this.#folder, `${this.#prefix}lease/`, run)
  }

  /**
   * Makes the record durable. Writing the same record again is nothing new.
   * @throws {JournalError} `RECORD_TAKEN` when another record stands in its place.
   */
  async write(record: JournalRecord): Promise<void> {
    const name = this.#nameOf(record)
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
    const names = await this.#folder.list(`${this.#prefix}runs/${run}/`)
    await this.#folder.remove(names.filter(name => !isEnd(name)))
  }

  async memory(): Promise<Memory> {
    const root = `${this.#prefix}runs/`
    const foreign: string[] = []
    const byRun = new Map<string, string[]>()
    for (const name of await this.#folder.list(root)) {
      const [run, file, ...more] = name.slice(root.length).split('/')
      if (run === undefined || file === undefined || more.length > 0 || !RECORD_NAME.test(file)) foreign.push(name)
      else byRun.set(run, [...(byRun.get(run) ?? []), name])
    }
    const read = async (name: string) => {
      const bytes = await this.#folder.read(name)
      const record = bytes && parse(bytes)
      // A record in a place that is not its own was copied there by hand: it says nothing of this entity.
      if (record && this.#nameOf(record) === name) return record
      if (bytes) foreign.push(name)
      return null
    }
    const unfinished: Unfinished[] = []
    let last: Finished | null = null
    let rewound: Rewound | null = null
    for (const [run, names] of [...byRun].reverse()) {
      const end = names.find(isEnd)
      if (end === undefined) {
        const found = await Promise.all(names.map(read))
        const begun = assemble(
          run,
          found.filter(record => record !== null),
        )
        if (begun) unfinished.unshift(begun)
      } else if (!last && !rewound && !end.endsWith('failed.json')) {
        const record = await read(end)
        if (record?.kind === 'done') last = record
        if (record?.kind === 'rewound') rewound = record
      }
    }
    return { unfinished, last, rewound, foreign }
  }

  #nameOf(record: JournalRecord): string {
    return `${this.#prefix}runs/${record.run}/${fileOf(record)}`
  }
}

const RECORD_NAME = /^(planned|staged-r\d+-s\d+-p\d+|committed|done|failed|rewound)\.json$/

function isEnd(name: string): boolean {
  return /\/(done|failed|rewound)\.json$/.test(name)
}

function fileOf(record: JournalRecord): string {
  if (record.kind !== 'staged') return `${record.kind}.json`
  const { range, series, part } = record
  return `staged-r${String(range).padStart(4, '0')}-s${String(series).padStart(3, '0')}-p${String(part).padStart(5, '0')}.json`
}

function assemble(run: string, records: JournalRecord[]): Unfinished | null {
  const planned = records.find(record => record.kind === 'planned')
  if (!planned) return null
  const staged = records.filter(record => record.kind === 'staged')
  return { run, planned, staged, committed: records.find(record => record.kind === 'committed') ?? null }
}
