/** One run of one entity at the server: parts in a work table, counted by records, published in one transaction. */
import type { FileFacts } from '../../events.ts'
import { partNumber } from '../../mssql/work-table.ts'
import type { PartSink, Settled, StagedPart, Staging } from '../store.ts'
import { MssqlPart } from './part.ts'
import { type Prepared, prepare } from './preparation.ts'
import { isWhole, publishParts } from './publication.ts'
import type { Site } from './site.ts'

export class MssqlStaging implements Staging {
  readonly #site: Site
  readonly #location: string
  /** The work table is made with the first part: a run without rows makes none. */
  #prepared: Promise<Prepared> | null = null
  readonly #open = new Set<MssqlPart>()

  constructor(site: Site, location: string) {
    this.#site = site
    this.#location = location
  }

  async stage(name: string, signal?: AbortSignal): Promise<PartSink> {
    this.#prepared ??= prepare(this.#site)
    const prepared = await this.#prepared.catch(error => {
      this.#prepared = null
      throw error
    })
    const part = await MssqlPart.begin(this.#site, name, prepared, ended => this.#open.delete(ended), signal)
    this.#open.add(part)
    return part
  }

  async adopt(part: StagedPart): Promise<boolean> {
    const { database, records } = this.#site
    return database.session(async session => {
      const run = await records.find(session)
      if (run === null) return false
      const standing = await records.parts(session)
      return isWhole(part, standing.get(partNumber(part.name)))
    })
  }

  async publish(parts: StagedPart[]): Promise<FileFacts[]> {
    await this.#abortOpen()
    await publishParts(this.#site, parts)
    return parts.map(({ name, rows, bytes }) => ({ path: `${this.#location} ${name}`, rows, bytes }))
  }

  /** As they were counted in the transaction that published them: later they are rows among others. */
  settled({ name }: StagedPart): Settled {
    const { database, records } = this.#site
    const count = () =>
      database.session(async session => {
        const run = await records.find(session)
        if (!run?.published) return null
        return (await records.parts(session)).get(partNumber(name))?.rows ?? null
      })
    return { kind: 'rows', count }
  }

  async sweep(): Promise<void> {
    const { database, records, work } = this.#site
    await this.#abortOpen()
    this.#prepared = null
    await records.remove(database, work)
  }

  /** A load that is under way holds locks on the work table. */
  async #abortOpen(): Promise<void> {
    await Promise.all([...this.#open].map(part => part.abort()))
  }
}
