/** A file's bytes by position. Reading waits: a thread that decodes has nothing else to do. */
import { type BigIntStats, closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { step } from '../disk.ts'
import { HomeError } from '../errors.ts'

export class FileBytes {
  readonly path: string
  /** Of the whole file, when it was opened. */
  readonly length: number
  readonly #handle: number
  #closed = false

  private constructor(path: string, handle: number) {
    this.path = path
    this.#handle = handle
    this.length = fstatSync(handle).size
  }

  /** @throws {DiskError} */
  static open(path: string): Promise<FileBytes> {
    return step('open', path, async () => new FileBytes(path, openSync(path, 'r')))
  }

  /** Exactly so many bytes, in an array of their own. @throws {HomeError} `FILE_BROKEN` when the file ends before. */
  read(at: number, length: number): Uint8Array<ArrayBuffer> {
    if (!(at >= 0 && length >= 0 && at + length <= this.length)) {
      throw broken(this.path, `bytes ${at} to ${at + length} of ${this.length} are asked for`)
    }
    const bytes = new Uint8Array(length)
    for (let done = 0; done < length; ) {
      const more = readSync(this.#handle, bytes, done, length - done, at + done)
      if (more === 0) throw broken(this.path, `it ends at ${at + done}, and was ${this.length} bytes long`)
      done += more
    }
    return bytes
  }

  /** What the file system says of it now. */
  facts(): BigIntStats {
    return fstatSync(this.#handle, { bigint: true })
  }

  /** Safe to call twice. */
  close(): void {
    if (!this.#closed) closeSync(this.#handle)
    this.#closed = true
  }
}

/** A file that is not what its format says. */
export function broken(path: string, what: string, facts: Record<string, unknown> = {}): HomeError {
  return new HomeError('FILE_BROKEN', `${path} is torn or broken: ${what}.`, {
    advice:
      'Write the file anew, or move it away. Files that are still being written want a name that begins with `_`.',
    facts: { file: path, ...facts },
  })
}
