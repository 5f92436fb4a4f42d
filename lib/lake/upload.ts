/** One file on its way to a lake: chunks travel side by side while it is still being written, and nobody sees any before its end. */
import { LakeError } from '../errors.ts'
import { isRefusal } from './errors.ts'
import type { Lake } from './lake.ts'
import { Slots } from './slots.ts'

const CHUNK = 8 * 2 ** 20
/** Chunks of this process on their way at the same time, to all files together: what bounds their memory. */
const chunks = new Slots(8)

export class LakeUpload {
  readonly #lake: Lake
  readonly #path: string
  readonly #stop = new AbortController()
  #pieces: Uint8Array[] = []
  /** Bytes of the pieces. */
  #waiting = 0
  /** Bytes in chunks that were sent. */
  #sent = 0
  /** Resolves when every chunk sent so far has arrived. */
  #arrived: Promise<void> = Promise.resolve()
  #failure: { error: unknown } | null = null

  private constructor(lake: Lake, path: string) {
    this.#lake = lake
    this.#path = path
  }

  /** Makes the file, empty for now; one that is there is begun anew. */
  static async begin(lake: Lake, path: string): Promise<LakeUpload> {
    const upload = new LakeUpload(lake, path)
    await lake.createFile(path, upload.#stop.signal)
    return upload
  }

  /** Resolves when more may come. The bytes must not change afterwards. */
  async write(bytes: Uint8Array): Promise<void> {
    this.#throwIfFailed()
    this.#pieces.push(bytes)
    this.#waiting += bytes.byteLength
    while (this.#waiting >= CHUNK) await this.#send(CHUNK)
  }

  /** Makes the bytes the file's content; resolves to their number when all of them are there. */
  async finish(): Promise<number> {
    if (this.#waiting > 0) await this.#send(this.#waiting)
    await this.#arrived
    this.#throwIfFailed()
    const length = this.#sent
    if (length > 0) await this.#flush(length)
    return length
  }

  /** Stops what is on its way and removes the file; never throws. */
  async abort(): Promise<void> {
    this.#stop.abort(new Error('given up'))
    await this.#arrived
    await this.#lake.removeFile(this.#path).catch(() => {})
  }

  async #send(length: number): Promise<void> {
    const chunk = this.#cut(length)
    const at = this.#sent
    this.#sent += length
    await chunks.take()
    const before = this.#arrived
    const sent = this.#append(chunk, at, before)
      .catch((error: unknown) => {
        this.#failure ??= { error }
        this.#stop.abort(error)
      })
      .finally(() => chunks.give())
    this.#arrived = Promise.all([before, sent]).then(() => {})
    this.#throwIfFailed()
  }

  /** Side by side with the chunks before it, where the lake lets it; else behind them. */
  async #append(chunk: Buffer, at: number, before: Promise<void>): Promise<void> {
    const { signal } = this.#stop
    if (this.#lake.oneAtATime) await before
    try {
      await this.#lake.append(this.#path, chunk, at, signal)
    } catch (error) {
      if (!isOutOfOrder(error)) throw error
      this.#lake.oneAtATime = true
      await before
      await this.#lake.append(this.#path, chunk, at, signal)
    }
  }

  async #flush(length: number): Promise<void> {
    try {
      await this.#lake.flush(this.#path, length, this.#stop.signal)
    } catch (error) {
      if (!isOutOfOrder(error)) throw error
      // Chunks that were taken are not there: this lake wants them one after another, and this file must be begun anew.
      this.#lake.oneAtATime = true
      throw new LakeError('LAKE', `Bytes that were sent have not arrived: ${this.#lake.location(this.#path)}`, {
        advice:
          'Nothing was published. From now on this lake gets the bytes of a file one chunk after another; run again.',
        retryable: true,
        facts: { url: this.#lake.location(this.#path), bytes: length },
      })
    }
  }

  /** The next bytes as one piece. */
  #cut(length: number): Buffer {
    const taken: Uint8Array[] = []
    let missing = length
    while (missing > 0) {
      const [piece] = this.#pieces
      if (piece === undefined) break
      if (piece.byteLength <= missing) {
        this.#pieces.shift()
        taken.push(piece)
        missing -= piece.byteLength
      } else {
        this.#pieces[0] = piece.subarray(missing)
        taken.push(piece.subarray(0, missing))
        missing = 0
      }
    }
    this.#waiting -= length
    const [only] = taken
    return taken.length === 1 && only
      ? Buffer.from(only.buffer, only.byteOffset, only.byteLength)
      : Buffer.concat(taken)
  }

  #throwIfFailed(): void {
    if (this.#failure) throw this.#failure.error
  }
}

function isOutOfOrder(error: unknown): boolean {
  return isRefusal(error, 409) || isRefusal(error, 400, 'InvalidFlushPosition')
}
