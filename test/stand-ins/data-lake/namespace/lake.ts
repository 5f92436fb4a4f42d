/** An account: its filesystems, in one folder on disk. */
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { LakeError } from '../wire/lake-error.ts'
import { FileSystem } from './filesystem.ts'
import { Stamps } from './node.ts'
import { restore, save } from './saved.ts'
import { Staging } from './staging.ts'

/** The stand-in's own things, beside the filesystems; no filesystem can have this name. */
const OWN_FOLDER = '.stand-in'

export class Lake {
  readonly folder: string
  readonly stamps: Stamps
  readonly staging: Staging
  readonly now: () => number
  readonly #filesystems = new Map<string, FileSystem>()

  /** `permissions` are those of new paths. */
  constructor(folder: string, now: () => number, permissions: string) {
    this.folder = folder
    this.now = now
    this.stamps = new Stamps(now, permissions)
    const staged = join(folder, OWN_FOLDER, 'staged')
    rmSync(staged, { recursive: true, force: true })
    mkdirSync(staged, { recursive: true })
    this.staging = new Staging(staged, this.stamps)
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.isDirectory() && entry.name !== OWN_FOLDER) this.create(entry.name)
    }
    restore(this.filesystems, join(folder, OWN_FOLDER, 'paths.json'))
  }

  /** Keeps what the disk cannot, for the next start on this folder. */
  save(): void {
    save(this.filesystems, join(this.folder, OWN_FOLDER, 'paths.json'))
  }

  get filesystems(): readonly FileSystem[] {
    return [...this.#filesystems.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
  }

  find(name: string): FileSystem | null {
    return this.#filesystems.get(name) ?? null
  }

  /** @throws {LakeError} FilesystemNotFound */
  get(name: string): FileSystem {
    const filesystem = this.find(name)
    if (filesystem === null) throw new LakeError('FilesystemNotFound')
    return filesystem
  }

  /** @throws {LakeError} FilesystemAlreadyExists */
  create(name: string): FileSystem {
    if (this.#filesystems.has(name)) throw new LakeError('FilesystemAlreadyExists')
    const filesystem = new FileSystem(name, join(this.folder, name), this.stamps, this.now)
    this.#filesystems.set(name, filesystem)
    return filesystem
  }

  /** @throws {LakeError} FilesystemNotFound */
  delete(name: string): void {
    const filesystem = this.get(name)
    this.#filesystems.delete(name)
    rmSync(filesystem.folder, { recursive: true })
  }
}
