/** What all stores in a lake share: parts staged under `_tmp`, published by rename. The steps are those of the local store. */
import { StoreError } from '../../errors.ts'
import type { FileFacts } from '../../events.ts'
import { type Lake, parentOf } from '../../lake/lake.ts'
import { moveTo, moveVersion } from '../../lake/move.ts'
import { probe } from '../../lake/probe.ts'
import type { PartSink, Settled, Settling, StagedPart, Staging, Store } from '../store.ts'
import { LakePart } from './part.ts'

/** Where an entity settles in a lake. Paths are relative to the file system, without a slash at either end. */
export interface LakeFolders {
  lake: Lake
  /** The folder of the entity. */
  path: string
  /** The folder that holds `_tmp`: the part of the path that all entities of the flow share; '' is the file system itself. */
  base: string
}

/** Where a run of an entity is staged. */
export interface StagingFolders {
  /** Everything of all runs that is not published. */
  tmp: string
  /** The parts. */
  folder: string
  /** What belongs to the run and to no part: it goes with the parts. */
  parking: string
}

export function stagingOf(folders: LakeFolders, run: string): StagingFolders {
  const { path, base } = folders
  const below = base === '' ? path : path.slice(base.length + 1)
  const tmp = tmpOf(folders)
  return { tmp, folder: `${tmp}/${run}/${below}`, parking: `${tmp}/${run}.old/${below}` }
}

/** Lakes are tried once in a process, and in each base. */
const probed = new WeakMap<Lake, Map<string, Promise<void>>>()

export function lakeStore(folders: LakeFolders): Store {
  const { lake } = folders
  const location = lake.location(folders.path)
  return {
    location,
    async existing() {
      return (await lake.stat(folders.path)) === null ? null : location
    },
    probes: () => [
      {
        name: 'login',
        async run(signal) {
          await lake.stat(folders.path, signal)
          return `${lake.place.account_url} answers`
        },
      },
      {
        name: 'write',
        async run() {
          await probe(lake, tmpOf(folders))
          return `files can be written, renamed and removed in ${lake.location(folders.base)}`
        },
      },
    ],
    async open(settling) {
      await probeOnce(lake, tmpOf(folders))
      return new LakeStaging(folders, settling)
    },
  }
}

function tmpOf({ base }: LakeFolders): string {
  return base === '' ? '_tmp' : `${base}/_tmp`
}

function probeOnce(lake: Lake, tmp: string): Promise<void> {
  const done = probed.get(lake) ?? new Map<string, Promise<void>>()
  probed.set(lake, done)
  const probing = done.get(tmp) ?? probe(lake, tmp)
  done.set(tmp, probing)
  // What failed is tried again by whoever comes next.
  probing.catch(() => done.delete(tmp))
  return probing
}

class LakeStaging implements Staging {
  readonly #lake: Lake
  readonly #mode: Settling['mode']
  readonly #reached: Settling['reached']
  readonly #final: string
  /** Everything of all runs that is not published. */
  readonly #tmp: string
  readonly #folder: string
  /** Holds what a swap replaces, until the new folder stands. */
  readonly #parking: string

  constructor(folders: LakeFolders, { run, mode, reached }: Settling) {
    const { tmp, folder, parking } = stagingOf(folders, run)
    this.#lake = folders.lake
    this.#mode = mode
    this.#reached = reached
    this.#final = folders.path
    this.#tmp = tmp
    this.#folder = folder
    this.#parking = parking
  }

  stage(name: string): Promise<PartSink> {
    return LakePart.begin(this.#lake, `${this.#folder}/${name}`, this.#reached)
  }

  /** The version that was verified when it was staged still stands: nobody has written to it since. */
  async adopt({ name, bytes, etag }: StagedPart): Promise<boolean> {
    const found = await this.#lake.stat(`${this.#folder}/${name}`)
    return found !== null && found.bytes === bytes && found.etag === etag
  }

  async publish(parts: StagedPart[]): Promise<FileFacts[]> {
    await this.#reached('publish.begin')
    if (this.#mode === 'full_drop') await this.#swap(parts)
    else await this.#add(parts)
    return parts.map(({ name, rows, bytes }) => ({ path: this.#lake.location(`${this.#final}/${name}`), rows, bytes }))
  }

  settled({ name }: StagedPart): Settled {
    const lake = this.#lake
    const path = `${this.#final}/${name}`
    return {
      kind: 'file',
      size: async () => (await lake.stat(path))?.bytes ?? null,
      read: async (from, count) => (await lake.read(path, { from, count })) ?? new Uint8Array(0),
    }
  }

  async sweep(): Promise<void> {
    for (const folder of [this.#folder, this.#parking]) {
      await this.#lake.removeFolder(folder)
      await this.#lake.pruneEmpty(parentOf(folder), this.#tmp)
    }
  }

  /** Old folder aside, new folder in place, old folder away. Each step is skipped when an earlier try has done it. */
  async #swap(parts: StagedPart[]): Promise<void> {
    const lake = this.#lake
    const staged = await this.#sizes(this.#folder)
    if (staged && stand(staged, parts)) {
      await this.#removeStrays(staged, parts)
      if ((await lake.stat(this.#final)) !== null) {
        // Parked by an earlier try and standing again: somebody else wrote there since, and a rename needs an empty place.
        await lake.removeFolder(this.#parking)
        await moveVersion(lake, this.#final, `${this.#parking}/was`)
        await this.#reached('publish.old-aside')
      }
      if ((await moveTo(lake, this.#folder, this.#final)) === 'taken') throw taken(lake.location(this.#final))
      await this.#reached('publish.new-in-place')
    } else {
      const published = await this.#sizes(this.#final)
      if (!published || !stand(published, parts)) throw lost(lake.location(this.#folder), parts)
    }
    await lake.removeFolder(this.#parking)
    await this.#reached('publish.old-removed')
  }

  async #add(parts: StagedPart[]): Promise<void> {
    if (parts.length === 0) return
    // Readers see nothing of an increment that cannot be made whole.
    const staged = (await this.#sizes(this.#folder)) ?? new Map<string, number>()
    const waiting = parts.filter(({ name, bytes }) => staged.get(name) === bytes)
    const missing: StagedPart[] = []
    for (const part of parts) {
      if (waiting.includes(part)) continue
      const published = await this.#lake.stat(`${this.#final}/${part.name}`)
      if (published?.bytes !== part.bytes) missing.push(part)
    }
    if (missing.length > 0) throw lost(this.#lake.location(this.#folder), missing)
    for (const { name } of waiting) {
      const to = `${this.#final}/${name}`
      // Its name carries the run's id: what stands there is not ours, and is not replaced.
      if ((await moveTo(this.#lake, `${this.#folder}/${name}`, to)) === 'taken') throw taken(this.#lake.location(to))
      await this.#reached('publish.part-moved')
    }
  }

  /** Names and bytes of what lies in a folder; null when there is none. */
  async #sizes(folder: string): Promise<Map<string, number> | null> {
    const entries = await this.#lake.list(folder, { recursive: false })
    return entries && new Map(entries.map(({ name, bytes }) => [name, bytes]))
  }

  /** The folder becomes the destination as it is, so nothing may lie in it but the parts. */
  async #removeStrays(staged: Map<string, number>, parts: StagedPart[]): Promise<void> {
    const wanted = new Set(parts.map(part => part.name))
    for (const name of staged.keys()) if (!wanted.has(name)) await this.#lake.removeFile(`${this.#folder}/${name}`)
  }
}

function stand(found: Map<string, number>, parts: StagedPart[]): boolean {
  return parts.every(({ name, bytes }) => found.get(name) === bytes)
}

export function taken(where: string): StoreError {
  return new StoreError('DESTINATION_TAKEN', `Something else came to where the run settles: ${where}`, {
    advice:
      'Another program writes there. Move away what it left, then run again: the run is complete and only published.',
    retryable: true,
    facts: { path: where },
  })
}

export function lost(where: string, parts: StagedPart[]): StoreError {
  return new StoreError('STAGED_PARTS_LOST', `Staged files are gone or changed: ${where}`, {
    advice:
      'Something other than hygge touched the staging folder. Put the files back. If they are gone for good, move the journal by hand (`hygge-run journal rewind` to an earlier run, or `journal reset`): the next run then gives this one up, unless readers see a part of it.',
    facts: { path: where, parts: parts.map(part => part.name) },
  })
}
