/** Near a watermark: drops rows that earlier runs have moved, and tells what must be remembered of those that are kept. */
import { type Batch, buffersOf, type Column } from '../columns/batch.ts'
import { giveBuffers } from '../columns/buffers.ts'
import type { Field, Schema } from '../columns/schema.ts'
import { take } from '../columns/take.ts'
import { textOf } from '../columns/value.ts'
import { FlowError } from '../errors.ts'
import { type Measure, unitsOf } from '../homes/measure.ts'
import { ENTRY } from '../journal/seen.ts'
import { hashIds } from '../polish/hash.ts'
import { EntryCursor, type EntryFiles, putEntry } from './entries.ts'
import { HashSet } from './hash-set.ts'

export interface SieveOptions {
  /** What is stored; batches have the marks behind it. */
  schema: Schema
  marks: Field[]
  measure: Measure
  /** What earlier runs have moved, in the order of the watermark; null when none of the rows can be of it. */
  moved: EntryFiles | null
  /** True for watermarks behind which rows must be remembered. */
  wanted: (units: bigint) => boolean
}

export interface Sifted {
  /** Rows that were not moved before, without marks. */
  kept: Batch
  /** What must be remembered of them. */
  entries: Uint8Array
}

const HASH = 32

/** Of one read of a range, whose batches come in its order. */
export class Sieve {
  readonly #options: SieveOptions
  readonly #moved: MovedBefore | null
  #text: string | null = null
  #units = 0n

  constructor(options: SieveOptions) {
    this.#options = options
    this.#moved = options.moved && new MovedBefore(options.moved)
  }

  async sift(batch: Batch): Promise<Sifted> {
    const { schema, marks, wanted } = this.#options
    const { rows, columns } = batch
    const [watermark, ...key] = columns.slice(schema.fields.length)
    if (watermark === undefined) throw new Error('a batch of a window has no marks')
    const typed = key.map((column, i) => ({ type: marks[i + 1]!.type, column }))
    const hashes = hashIds(typed, rows, { algo: 'sha256', hex: false }).values
    const words = new Int32Array(hashes.buffer)
    const entries = Buffer.alloc(rows * ENTRY)
    const view = new DataView(entries.buffer, entries.byteOffset, entries.byteLength)
    const places = new Int32Array(rows)
    let kept = 0
    let remembered = 0
    for (let row = 0; row < rows; row++) {
      const units = this.#unitsOf(watermark, row)
      if (this.#moved !== null) {
        while (!this.#moved.seek(units)) await this.#moved.load()
        if (this.#moved.has(words, (row * HASH) / 4)) continue
      }
      places[kept++] = row
      if (wanted(units)) putEntry(view, ENTRY * remembered++, units, hashes, row * HASH)
    }
    const sifted = take(schema, batch, places.subarray(0, kept))
    // Whatever was not handed on can be used again.
    giveBuffers(buffersOf(kept === rows ? { ...batch, columns: columns.slice(schema.fields.length) } : batch))
    return { kept: sifted, entries: entries.subarray(0, remembered * ENTRY) }
  }

  /** Rows with the same watermark follow each other. */
  #unitsOf(column: Column, row: number): bigint {
    const { marks, measure } = this.#options
    const text = textOf(marks[0]!.type, column, row)
    if (text === null) throw new Error('a row of a window has no watermark')
    if (text !== this.#text) {
      this.#text = text
      this.#units = unitsOf(measure, text)
    }
    return this.#units
  }
}

/** Goes along with the rows: of what was moved it holds the hashes of one watermark. */
class MovedBefore {
  readonly #cursor: EntryCursor
  readonly #hashes = new HashSet()
  #units: bigint | null = null
  /** True when the hashes of `#units` are all there. */
  #whole = true
  #ended = false

  constructor(files: EntryFiles) {
    this.#cursor = new EntryCursor(files)
  }

  /** Goes to this watermark; false when a file must be loaded first. */
  seek(units: bigint): boolean {
    if (units === this.#units && this.#whole) return true
    if (this.#units !== null && units < this.#units) throw unordered()
    if (units !== this.#units) {
      this.#units = units
      this.#whole = false
      this.#hashes.clear()
    }
    for (; this.#cursor.loaded; this.#cursor.step()) {
      if (this.#cursor.units > units) break
      if (this.#cursor.units < units) continue
      const { words, at } = this.#cursor.hash
      this.#hashes.add(words, at)
    }
    this.#whole = this.#cursor.loaded || this.#ended
    return this.#whole
  }

  async load(): Promise<void> {
    this.#ended = !(await this.#cursor.load())
  }

  has(words: Int32Array, at: number): boolean {
    return this.#hashes.has(words, at)
  }
}

function unordered(): FlowError {
  return new FlowError(
    'WINDOW_UNORDERED',
    'The source gave rows near the watermark in another order than it was asked for.',
    { advice: 'Nothing of this run was published. Run it again; if it happens again, report it.' },
  )
}
