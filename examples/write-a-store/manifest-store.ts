/**
 * A whole store, for reading: docs/write-a-store.md goes through it. Files lie in `data/`, and readers go by `manifest.json`, which is
 * replaced as one file: there is never a moment without one, and never one that names a file that is not there.
 */
import { createHash } from 'node:crypto'
import { type FileHandle, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import {
  checksumOf,
  create,
  isErrno,
  lengthOf,
  makeFolder,
  move,
  namesIn,
  pruneEmpty,
  readPart,
  removeAll,
  step,
  syncFolder,
} from '../../lib/disk.ts'
import { StoreError } from '../../lib/errors.ts'
import type { FileFacts } from '../../lib/events.ts'
import type { PartSink, Settled, Settling, StagedPart, Staging, Store } from '../../lib/stores/store.ts'
import { tryFolder } from '../../lib/try-folder.ts'

export interface ManifestStoreConfig {
  /** Absolute folder of the entity. */
  path: string
}

interface Entry {
  name: string
  rows: number
  bytes: number
}

export function manifestStore({ path }: ManifestStoreConfig): Store {
  return {
    location: path,
    async existing() {
      const entries = await readManifest(path)
      return entries === null ? null : `${entries.length} files that ${join(path, 'manifest.json')} names`
    },
    probes: () => [{ name: 'write', run: () => tryFolder(path) }],
    async open(settling) {
      const folder = join(path, 'staging', settling.run)
      await makeFolder(folder)
      return new ManifestStaging(path, folder, settling)
    },
  }
}

class ManifestStaging implements Staging {
  readonly #path: string
  readonly #data: string
  readonly #folder: string
  readonly #settling: Settling

  constructor(path: string, folder: string, settling: Settling) {
    this.#path = path
    this.#data = join(path, 'data')
    this.#folder = folder
    this.#settling = settling
  }

  async stage(name: string): Promise<PartSink> {
    const handle = await create(join(this.#folder, `${name}.part`))
    return new Part(this.#folder, name, handle, this.#settling)
  }

  async adopt({ name, bytes, checksum }: StagedPart): Promise<boolean> {
    const path = join(this.#folder, name)
    return (await lengthOf(path)) === bytes && (await checksumOf(path)) === checksum
  }

  /** Every step may have been done by a process that died, so each looks first. */
  async publish(parts: StagedPart[]): Promise<FileFacts[]> {
    const { mode, reached } = this.#settling
    await reached('publish.begin')
    if (parts.length === 0) return []
    for (const { name } of await this.#waiting(parts)) {
      await makeFolder(this.#data)
      await move(join(this.#folder, name), join(this.#data, name))
      await reached('publish.part-moved')
    }
    // What a manifest names must be there before it is, also after a power cut.
    await syncFolder(this.#data)
    const names = new Set(parts.map(part => part.name))
    const others = mode === 'full_drop' ? [] : ((await readManifest(this.#path)) ?? []).filter(e => !names.has(e.name))
    const entries = [...others, ...parts.map(({ name, rows, bytes }) => ({ name, rows, bytes }))]
    await this.#writeManifest(entries)
    await reached('publish.new-in-place')
    await this.#removeUnnamed(new Set(entries.map(entry => entry.name)))
    await reached('publish.old-removed')
    return parts.map(({ name, rows, bytes }) => ({ path: join(this.#data, name), rows, bytes }))
  }

  settled({ name }: StagedPart): Settled {
    const path = join(this.#data, name)
    return { kind: 'file', path, size: () => lengthOf(path), read: (from, count) => readPart(path, from, count) }
  }

  async sweep(): Promise<void> {
    await removeAll(this.#folder)
    await pruneEmpty(dirname(this.#folder), this.#path)
  }

  /** The parts that are still in staging. @throws when one is in neither place, before anything is moved. */
  async #waiting(parts: StagedPart[]): Promise<StagedPart[]> {
    const waiting: StagedPart[] = []
    const missing: string[] = []
    for (const part of parts) {
      if ((await lengthOf(join(this.#folder, part.name))) === part.bytes) waiting.push(part)
      else if ((await lengthOf(join(this.#data, part.name))) !== part.bytes) missing.push(part.name)
    }
    if (missing.length === 0) return waiting
    throw new StoreError('STAGED_PARTS_LOST', `Staged files are gone or changed: ${this.#folder}`, {
      advice: 'Something other than hygge touched the staging folder: put the files back and run again.',
      facts: { path: this.#folder, parts: missing },
    })
  }

  async #writeManifest(entries: Entry[]): Promise<void> {
    const draft = join(this.#folder, 'manifest.json')
    const handle = await create(draft)
    await step('write', draft, async () => {
      try {
        await handle.writeFile(JSON.stringify(entries))
        await handle.sync()
      } finally {
        await handle.close()
      }
    })
    await move(draft, join(this.#path, 'manifest.json'))
    await syncFolder(this.#path)
  }

  /** One run at a time publishes an entity, so what the manifest does not name is nobody's. */
  async #removeUnnamed(named: Set<string>): Promise<void> {
    for (const name of (await namesIn(this.#data)) ?? []) if (!named.has(name)) await removeAll(join(this.#data, name))
  }
}

/** Until it is finished the file has another ending, so that nobody takes a torn part for a whole one. */
class Part implements PartSink {
  readonly #folder: string
  readonly #name: string
  readonly #handle: FileHandle
  readonly #settling: Settling
  readonly #hash = createHash('sha256')
  #bytes = 0

  constructor(folder: string, name: string, handle: FileHandle, settling: Settling) {
    this.#folder = folder
    this.#name = name
    this.#handle = handle
    this.#settling = settling
  }

  async write(bytes: Uint8Array): Promise<void> {
    await step('write', this.#draft, () => this.#handle.writeFile(bytes))
    this.#hash.update(bytes)
    this.#bytes += bytes.byteLength
  }

  async finish(rows: number): Promise<StagedPart> {
    await this.#settling.reached('part.before-finish')
    await step('sync', this.#draft, () => this.#handle.sync())
    await step('close', this.#draft, () => this.#handle.close())
    await move(this.#draft, join(this.#folder, this.#name))
    await syncFolder(this.#folder)
    return { name: this.#name, rows, bytes: this.#bytes, checksum: this.#hash.digest('hex') }
  }

  async abort(): Promise<void> {
    await this.#handle.close().catch(() => {})
    await removeAll(this.#draft).catch(() => {})
  }

  get #draft(): string {
    return join(this.#folder, `${this.#name}.part`)
  }
}

/** What readers go by; null when nothing was ever published. */
async function readManifest(path: string): Promise<Entry[] | null> {
  const file = join(path, 'manifest.json')
  const text = await step('read', file, () => readFile(file, 'utf8')).catch(error => {
    if (error instanceof Error && isErrno(error.cause, 'ENOENT')) return null
    throw error
  })
  if (text === null) return null
  try {
    const entries: unknown = JSON.parse(text)
    if (Array.isArray(entries) && entries.every(isEntry)) return entries
  } catch {
    // It is said below what is wrong.
  }
  throw new StoreError('MANIFEST_INVALID', `${file} is not a manifest: expected a list of { name, rows, bytes }.`, {
    advice: 'Restore it, or move it away together with data/ and load the entity anew.',
    facts: { path: file },
  })
}

function isEntry(value: unknown): value is Entry {
  if (typeof value !== 'object' || value === null) return false
  const { name, rows, bytes }: Partial<Record<keyof Entry, unknown>> = value
  return typeof name === 'string' && typeof rows === 'number' && typeof bytes === 'number'
}
