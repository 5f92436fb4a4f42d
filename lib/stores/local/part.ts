/** One part on its way to staging: bytes in order, then durable under its name. */
import { createHash, type Hash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { create, move, removeAll, step, syncFolder } from '../../disk.ts'
import type { PartSink, Settling, StagedPart } from '../store.ts'

export class LocalPart implements PartSink {
  readonly #folder: string
  readonly #name: string
  readonly #handle: FileHandle
  readonly #reached: Settling['reached']
  readonly #hash: Hash = createHash('sha256')
  #bytes = 0
  #closed = false

  constructor(folder: string, name: string, handle: FileHandle, reached: Settling['reached']) {
    this.#reached = reached
    this.#folder = folder
    this.#name = name
    this.#handle = handle
  }

  /** Until it is finished the file carries another ending, so that nobody takes a torn part for a whole one. */
  static async create(folder: string, name: string, reached: Settling['reached']): Promise<LocalPart> {
    return new LocalPart(folder, name, await create(join(folder, `${name}.part`)), reached)
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.#hash.update(bytes)
    this.#bytes += bytes.byteLength
    await step('write', this.#path, async () => {
      for (let at = 0; at < bytes.byteLength; ) {
        const { bytesWritten } = await this.#handle.write(bytes, at)
        at += bytesWritten
      }
    })
  }

  async finish(rows: number): Promise<StagedPart> {
    await this.#reached('part.before-finish')
    await step('sync', this.#path, () => this.#handle.sync())
    await this.#close()
    await move(this.#path, join(this.#folder, this.#name))
    await syncFolder(this.#folder)
    return { name: this.#name, rows, bytes: this.#bytes, checksum: this.#hash.digest('hex') }
  }

  async abort(): Promise<void> {
    await this.#close().catch(() => {})
    await removeAll(this.#path).catch(() => {})
  }

  get #path(): string {
    return join(this.#folder, `${this.#name}.part`)
  }

  async #close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    await step('close', this.#path, () => this.#handle.close())
  }
}
