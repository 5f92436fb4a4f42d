/** Which files an entity's runs have taken: one entry a file, in the journal's files of entries. docs/journal.md has the format. */
import { createHash } from 'node:crypto'
import type { Schema } from '../columns/schema.ts'
import type { Seen } from './seen.ts'

/** Where a run remembers what it and the runs before it have taken. `entries` counts files that were taken. */
export interface TakenFiles extends Pick<Seen, 'run' | 'files' | 'entries'> {
  /** Of the rows that were read last, as the source has them; null when none were. */
  schema: Schema | null
}

/** A file as it was when it was taken. */
export interface TakenFile {
  bytes: number
  /** When it was written last, ns since 1970. */
  modified: string
  /** SHA-256 of its bytes, hex. */
  checksum: string
}

/** Bytes of an entry: 16 of the path's hash, 8 of the length and 8 of the time of writing, little endian, 32 of the checksum. */
const ENTRY = 64
const BYTES_AT = 16
const MODIFIED_AT = 24
const CHECKSUM_AT = 32

/** The files that were taken, by the hashes of their paths: the paths themselves would be most of what is kept. */
export class TakenSet {
  readonly #entries = new Map<string, Buffer>()

  get size(): number {
    return this.#entries.size
  }

  /** @param entries whole entries, one after another */
  addEntries(entries: Uint8Array): void {
    const bytes = Buffer.from(entries)
    for (let at = 0; at + ENTRY <= bytes.length; at += ENTRY) {
      this.#entries.set(bytes.toString('latin1', at, at + BYTES_AT), bytes.subarray(at, at + ENTRY))
    }
  }

  add(path: string, { bytes, modified, checksum }: TakenFile): void {
    const key = keyOf(path)
    const entry = Buffer.alloc(ENTRY)
    key.copy(entry)
    entry.writeBigUInt64LE(BigInt(bytes), BYTES_AT)
    entry.writeBigInt64LE(BigInt(modified), MODIFIED_AT)
    entry.write(checksum, CHECKSUM_AT, 'hex')
    this.#entries.set(key.toString('latin1'), entry)
  }

  get(path: string): TakenFile | undefined {
    const entry = this.#entries.get(keyOf(path).toString('latin1'))
    if (entry === undefined) return undefined
    return {
      bytes: Number(entry.readBigUInt64LE(BYTES_AT)),
      modified: String(entry.readBigInt64LE(MODIFIED_AT)),
      checksum: entry.toString('hex', CHECKSUM_AT),
    }
  }

  /** All of them. */
  *entries(): Generator<Uint8Array> {
    yield* this.#entries.values()
  }
}

function keyOf(path: string): Buffer {
  return createHash('sha256').update(path).digest().subarray(0, BYTES_AT)
}
