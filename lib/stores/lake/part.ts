/** One part on its way to a lake: bytes in order, then whole under its name. */
import { createHash, type Hash, randomBytes } from 'node:crypto'
import { StoreError } from '../../errors.ts'
import type { Lake } from '../../lake/lake.ts'
import { moveOver } from '../../lake/move.ts'
import { LakeUpload } from '../../lake/upload.ts'
import type { PartSink, Settling, StagedPart } from '../store.ts'

export class LakePart implements PartSink {
  readonly #lake: Lake
  readonly #draft: string
  readonly #path: string
  readonly #upload: LakeUpload
  readonly #reached: Settling['reached']
  readonly #hash: Hash = createHash('sha256')
  #finished = false

  private constructor(lake: Lake, draft: string, path: string, upload: LakeUpload, reached: Settling['reached']) {
    this.#lake = lake
    this.#draft = draft
    this.#path = path
    this.#upload = upload
    this.#reached = reached
  }

  /** Every try has a file of its own until it is finished: a request of one that died may still arrive. */
  static async begin(lake: Lake, path: string, reached: Settling['reached']): Promise<LakePart> {
    const draft = `${path}.${randomBytes(6).toString('hex')}.part`
    return new LakePart(lake, draft, path, await LakeUpload.begin(lake, draft), reached)
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.#hash.update(bytes)
    await this.#upload.write(bytes)
  }

  async finish(rows: number): Promise<StagedPart> {
    await this.#reached('part.before-finish')
    const bytes = await this.#upload.finish()
    await moveOver(this.#lake, this.#draft, this.#path)
    this.#finished = true
    const found = await this.#lake.stat(this.#path)
    if (found?.bytes !== bytes) throw this.#incomplete(bytes, found?.bytes ?? null)
    const name = this.#path.slice(this.#path.lastIndexOf('/') + 1)
    return { name, rows, bytes, checksum: this.#hash.digest('hex'), etag: found.etag }
  }

  async abort(): Promise<void> {
    if (!this.#finished) await this.#upload.abort()
  }

  #incomplete(wanted: number, found: number | null): StoreError {
    const location = this.#lake.location(this.#path)
    return new StoreError('PART_INCOMPLETE', `${location} has ${found ?? 'no'} bytes instead of ${wanted}.`, {
      advice: 'Nothing was published. Run again; when it happens again, something else writes to the staging folder.',
      retryable: true,
      facts: { url: location, bytes: wanted, found },
    })
  }
}
