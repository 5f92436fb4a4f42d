/** One part being written: row groups are encoded anywhere, in any order; their bytes reach the store in the order they were given. */

import type { EncodeResult } from '../../workers/messages.ts'
import { addChecksums, type ColumnChecksum } from '../columns/checksum.ts'
import type { Schema } from '../columns/schema.ts'
import type { Compression, EncodedGroup, Format } from '../encode/format.ts'
import type { PartSink, StagedPart } from '../stores/store.ts'
import { reached } from './faults.ts'

export interface PartOptions {
  format: Format
  schema: Schema
  compression: Compression
  /** Called with the bytes handed to the store, as they are. */
  onBytes: (bytes: number) => void
}

export class PartWriter {
  readonly name: string
  readonly #sink: PartSink
  readonly #options: PartOptions
  readonly #groups: Omit<EncodedGroup, 'bytes'>[] = []
  /** The work given so far; each step begins when the one before it is done. */
  #written: Promise<void>
  #rows = 0
  #checksums: ColumnChecksum[] = []

  constructor(name: string, sink: PartSink, options: PartOptions) {
    this.name = name
    this.#sink = sink
    this.#options = options
    this.#written = this.#write(options.format.head(options.schema, options.compression))
    this.#written.catch(() => {})
  }

  /** Queues a group; resolves when its bytes are with the store. */
  add(encoded: Promise<EncodeResult>): Promise<void> {
    const before = this.#written
    this.#written = (async () => {
      const [{ bytes, rows, meta, checksums }] = await Promise.all([encoded, before])
      await this.#write(bytes, rows)
      this.#groups.push({ rows, meta })
      this.#rows += rows
      this.#checksums = addChecksums(this.#checksums, checksums)
      await reached('part.group-written')
    })()
    this.#written.catch(() => {})
    return this.#written
  }

  /** Of all rows written so far, by column. */
  get checksums(): ColumnChecksum[] {
    return this.#checksums
  }

  /** Writes the tail and makes the part durable. */
  async finish(): Promise<StagedPart> {
    await this.#written
    await this.#write(this.#options.format.tail(this.#options.schema, this.#groups, this.#options.compression))
    return this.#sink.finish(this.#rows)
  }

  /** Gives up; never throws. Waits for the write under way, so that nothing is written after it. */
  async abort(): Promise<void> {
    await this.#written.catch(() => {})
    await this.#sink.abort()
  }

  async #write(bytes: Uint8Array, rows?: number): Promise<void> {
    if (bytes.byteLength === 0) return
    await this.#sink.write(bytes, rows)
    this.#options.onBytes(bytes.byteLength)
  }
}
