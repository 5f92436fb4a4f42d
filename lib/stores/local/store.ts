/** Files in a folder of this machine: staged under `_tmp`, published by rename. */
import { dirname, join, relative } from 'node:path'
import {
  checksumOf,
  lengthOf,
  makeFolder,
  move,
  namesIn,
  pruneEmpty,
  readPart,
  removeAll,
  syncFolder,
} from '../../disk.ts'
import { StoreError } from '../../errors.ts'
import type { FileFacts } from '../../events.ts'
import { tryFolder } from '../../try-folder.ts'
import type { PartSink, Settled, Settling, StagedPart, Staging, Store } from '../store.ts'
import type { LocalStoreConfig } from './config.ts'
import { LocalPart } from './part.ts'

export function localStore(config: LocalStoreConfig): Store {
  return {
    location: config.path,
    async existing() {
      return (await namesIn(config.path)) === null ? null : config.path
    },
    probes: () => [{ name: 'write', run: () => tryFolder(config.base) }],
    async open(settling) {
      const staging = new LocalStaging(config, settling)
      await staging.prepare()
      return staging
    },
  }
}

class LocalStaging implements Staging {
  readonly #mode: Settling['mode']
  readonly #reached: Settling['reached']
  /** Of the entity, below the store's base. */
  readonly #below: string
  readonly #final: string
  /** Everything of all runs that is not published. */
  readonly #tmp: string
  readonly #folder: string
  /** Holds what a swap replaces, until the new folder stands. A folder of this entity alone, so that no neighbour finds it empty and removes it. */
  readonly #parking: string

  constructor(config: LocalStoreConfig, { run, mode, reached }: Settling) {
    this.#reached = reached
    this.#below = relative(config.base, config.path)
    this.#mode = mode
    this.#final = config.path
    this.#tmp = join(config.base, '_tmp')
    this.#folder = join(this.#tmp, run, this.#below)
    this.#parking = join(this.#tmp, `${run}.old`, this.#below)
  }

  async prepare(): Promise<void> {
    await makeFolder(this.#folder)
    await this.#pruneDead()
  }

  /** Folders of this entity that runs have left empty which died before they could remove them. No other run of it is alive. */
  async #pruneDead(): Promise<void> {
    for (const run of (await namesIn(this.#tmp)) ?? []) {
      const folder = join(this.#tmp, run, this.#below)
      if (folder !== this.#folder) await pruneEmpty(folder, this.#tmp)
    }
  }

  async stage(name: string): Promise<PartSink> {
    // Another run may have taken the empty folder for one of a dead run.
    await makeFolder(this.#folder)
    return LocalPart.create(this.#folder, name, this.#reached)
  }

  async adopt({ name, bytes, checksum }: StagedPart): Promise<boolean> {
    const path = join(this.#folder, name)
    return (await lengthOf(path)) === bytes && (await checksumOf(path)) === checksum
  }

  async publish(parts: StagedPart[]): Promise<FileFacts[]> {
    await this.#reached('publish.begin')
    if (this.#mode === 'full_drop') await this.#swap(parts)
    else await this.#add(parts)
    return parts.map(({ name, rows, bytes }) => ({ path: join(this.#final, name), rows, bytes }))
  }

  settled({ name }: StagedPart): Settled {
    const path = join(this.#final, name)
    return { kind: 'file', path, size: () => lengthOf(path), read: (from, count) => readPart(path, from, count) }
  }

  async sweep(): Promise<void> {
    await this.#putBack()
    for (const folder of [this.#folder, this.#parking]) {
      await removeAll(folder)
      await pruneEmpty(dirname(folder), this.#tmp)
    }
  }

  /** Old folder aside, new folder in place, old folder away. Each step is skipped when an earlier try has done it. */
  async #swap(parts: StagedPart[]): Promise<void> {
    if (await this.#stands(this.#folder, parts)) {
      await this.#removeStrays(parts)
      await makeFolder(dirname(this.#final))
      if ((await namesIn(this.#final)) !== null) {
        // Parked by an earlier try and standing again: somebody else wrote there since, and a rename needs an empty place.
        await removeAll(this.#parking)
        await makeFolder(this.#parking)
        await move(this.#final, join(this.#parking, 'was'))
        await this.#reached('publish.old-aside')
      }
      await move(this.#folder, this.#final).catch(async error => {
        await this.#putBack().catch(() => {})
        throw error
      })
      await syncFolder(dirname(this.#final))
      await syncFolder(dirname(this.#folder))
      await this.#reached('publish.new-in-place')
    } else if (!(await this.#stands(this.#final, parts))) {
      await this.#putBack()
      throw lost(this.#folder, parts)
    }
    await removeAll(this.#parking)
    await this.#reached('publish.old-removed')
  }

  /** Readers have again what a swap has moved aside, when nothing has come in its place. */
  async #putBack(): Promise<void> {
    const was = join(this.#parking, 'was')
    if ((await namesIn(was)) === null || (await namesIn(this.#final)) !== null) return
    await move(was, this.#final)
    await syncFolder(dirname(this.#final))
  }

  async #add(parts: StagedPart[]): Promise<void> {
    if (parts.length === 0) return
    // Readers see nothing of an increment that cannot be made whole.
    const waiting: StagedPart[] = []
    const missing: StagedPart[] = []
    for (const part of parts) {
      if ((await lengthOf(join(this.#folder, part.name))) === part.bytes) waiting.push(part)
      else if ((await lengthOf(join(this.#final, part.name))) !== part.bytes) missing.push(part)
    }
    if (missing.length > 0) throw lost(this.#folder, missing)
    await makeFolder(this.#final)
    for (const { name } of waiting) {
      await move(join(this.#folder, name), join(this.#final, name))
      await this.#reached('publish.part-moved')
    }
    await syncFolder(this.#final)
  }

  async #stands(folder: string, parts: StagedPart[]): Promise<boolean> {
    const names = await namesIn(folder)
    if (names === null) return false
    for (const { name, bytes } of parts) if ((await lengthOf(join(folder, name))) !== bytes) return false
    return true
  }

  /** The folder becomes the destination as it is, so nothing may lie in it but the parts. */
  async #removeStrays(parts: StagedPart[]): Promise<void> {
    const wanted = new Set(parts.map(part => part.name))
    for (const name of (await namesIn(this.#folder)) ?? []) {
      if (!wanted.has(name)) await removeAll(join(this.#folder, name))
    }
    await syncFolder(this.#folder)
  }
}

function lost(where: string, parts: StagedPart[]): StoreError {
  return new StoreError('STAGED_PARTS_LOST', `Staged files are gone or changed: ${where}`, {
    advice:
      'Something other than hygge touched the staging folder. Put the files back. If they are gone for good, move the journal by hand (`hygge-run journal rewind` to an earlier run, or `journal reset`): the next run then gives this one up, unless readers see a part of it.',
    facts: { path: where, parts: parts.map(part => part.name) },
  })
}
