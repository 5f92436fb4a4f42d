/**
 * A store of tables as the suite, which thinks in files, wants to see it: each piece of a file's bytes becomes a row, encoded as the store
 * takes rows, and the facts of the file stand for those of the rows.
 */
import { createHash, type Hash } from 'node:crypto'
import type { Schema } from '../../lib/columns/schema.ts'
import type { Format } from '../../lib/encode/format.ts'
import type { FileFacts } from '../../lib/events.ts'
import type { PartSink, Settled, Settling, StagedPart, Staging, Store } from '../../lib/stores/store.ts'
import { batchesOf } from '../encode/table.ts'

/** The columns that hold files: which one, which piece of it, and its bytes. */
export const FILE_ROWS: Schema = {
  fields: [
    { name: 'part', type: { kind: 'utf8' }, nullable: false, source: 'nvarchar(200)' },
    { name: 'seq', type: { kind: 'int', bits: 32 }, nullable: false, source: 'int' },
    { name: 'piece', type: { kind: 'binary' }, nullable: true, source: 'varbinary(max)' },
  ],
}

/** What the rows of a file are, by its own facts: what a journal would remember. */
export class FileRows {
  readonly #known = new Map<string, StagedPart>()

  remember(whose: string, file: StagedPart, rows: StagedPart): void {
    this.#known.set(key(whose, file), rows)
  }

  /** Facts that no file ever had stay what they are. */
  of(whose: string, file: StagedPart): StagedPart {
    return this.#known.get(key(whose, file)) ?? file
  }
}

function key(whose: string, { name, rows, bytes, checksum }: StagedPart): string {
  return JSON.stringify([whose, name, rows, bytes, checksum])
}

export function filesAsRows(store: Store, format: Format, files: FileRows): Store {
  return {
    location: store.location,
    existing: () => store.existing(),
    probes: () => store.probes(),
    open: async settling =>
      new FileStaging(await store.open({ ...settling, schema: FILE_ROWS }), format, files, settling),
  }
}

class FileStaging implements Staging {
  readonly #staging: Staging
  readonly #format: Format
  readonly #files: FileRows
  readonly #whose: string

  constructor(staging: Staging, format: Format, files: FileRows, { run, entity }: Settling) {
    this.#staging = staging
    this.#format = format
    this.#files = files
    this.#whose = `${run} ${entity}`
  }

  async stage(name: string): Promise<PartSink> {
    const remember = (file: StagedPart, rows: StagedPart) => this.#files.remember(this.#whose, file, rows)
    return new FileSink(await this.#staging.stage(name), name, this.#format, remember)
  }

  adopt(part: StagedPart): Promise<boolean> {
    return this.#staging.adopt(this.#files.of(this.#whose, part))
  }

  async publish(parts: StagedPart[]): Promise<FileFacts[]> {
    const published = await this.#staging.publish(parts.map(part => this.#files.of(this.#whose, part)))
    return published.map((facts, at) => ({ ...facts, rows: parts[at]!.rows, bytes: parts[at]!.bytes }))
  }

  settled(part: StagedPart): Settled {
    const whole = this.#files.of(this.#whose, part)
    const settled = this.#staging.settled(whole)
    if (settled.kind === 'file') return settled
    const count = async () => {
      const rows = await settled.count()
      return rows === whole.rows ? part.rows : rows
    }
    return { kind: 'rows', count }
  }

  sweep(): Promise<void> {
    return this.#staging.sweep()
  }
}

class FileSink implements PartSink {
  readonly #sink: PartSink
  readonly #name: string
  readonly #format: Format
  readonly #remember: (file: StagedPart, rows: StagedPart) => void
  readonly #hash: Hash = createHash('sha256')
  readonly #groups: { rows: number; meta: unknown }[] = []
  #bytes = 0
  #pieces = 0

  constructor(sink: PartSink, name: string, format: Format, remember: (file: StagedPart, rows: StagedPart) => void) {
    this.#sink = sink
    this.#name = name
    this.#format = format
    this.#remember = remember
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.#hash.update(bytes)
    this.#bytes += bytes.byteLength
    await this.#add(Buffer.from(bytes).toString('hex'))
  }

  async finish(rows: number): Promise<StagedPart> {
    // A row of its own, so that a file without bytes is seen.
    await this.#add(null)
    await this.#sink.write(this.#format.tail(FILE_ROWS, this.#groups, 'none'))
    const staged = await this.#sink.finish(this.#pieces)
    const file = { name: this.#name, rows, bytes: this.#bytes, checksum: this.#hash.digest('hex') }
    this.#remember(file, staged)
    return file
  }

  abort(): Promise<void> {
    return this.#sink.abort()
  }

  async #add(piece: string | null): Promise<void> {
    if (this.#pieces === 0) await this.#sink.write(this.#format.head(FILE_ROWS, 'none'))
    const table = { schema: FILE_ROWS, values: [[this.#name], [BigInt(this.#pieces++)], [piece]], rows: 1 }
    const { bytes, rows, meta } = await this.#format.encode(FILE_ROWS, batchesOf(table), 'none', this.#name)
    this.#groups.push({ rows, meta })
    await this.#sink.write(bytes)
  }
}

/** The files in these rows, which must hold every piece of each exactly once. */
export function filesIn(
  rows: readonly { part: string; seq: number; piece: Uint8Array | null }[],
): [string, Uint8Array][] {
  const files = new Map<string, (Uint8Array | null)[]>()
  for (const { part, seq, piece } of rows) {
    const pieces = files.get(part) ?? []
    if (pieces[seq] !== undefined) throw new Error(`the piece ${seq} of ${part} is there twice`)
    pieces[seq] = piece
    files.set(part, pieces)
  }
  return [...files].map(([name, pieces]) => {
    const whole = Array.from(pieces, piece => {
      if (piece === undefined) throw new Error(`a piece of ${name} is missing`)
      return piece ?? Buffer.of()
    })
    if (pieces.at(-1) !== null) throw new Error(`the last piece of ${name} is missing`)
    return [name, Buffer.concat(whole)]
  })
}
