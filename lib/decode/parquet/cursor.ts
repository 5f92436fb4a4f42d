/** One column of one row group, row by row: pages are decoded when their first row is wanted and forgotten behind their last. */
import type { ColumnMetaData } from 'hyparquet'
import type { Column } from '../../columns/batch.ts'
import { takeBuffer } from '../../columns/buffers.ts'
import { padded } from '../../columns/builder.ts'
import { HomeError } from '../../errors.ts'
import { broken, type FileBytes } from '../bytes.ts'
import type { Decompress } from './codec.ts'
import { converted, cutIn } from './convert.ts'
import { type Dense, readValues } from './dense.ts'
import type { ParquetColumn } from './fields.ts'
import { readHybrid, readPackedLevels } from './levels.ts'
import { type PageHead, Pages } from './pages.ts'
import { targetOf } from './targets.ts'

/** A decoded page. */
interface Page {
  rows: number
  /** A byte for each row, 0 for NULL; null when no row is. */
  valid: Uint8Array | null
  dense: Dense
  /** A byte for each value, 1 for those that lost digits; null when none did. */
  cut: Uint8Array | null
  /** Rows that are taken, and the values among them. */
  at: number
  value: number
}

export class ColumnCursor {
  readonly #file: FileBytes
  readonly #column: ParquetColumn
  readonly #pages: Pages
  /** Rows in pages that are not decoded yet. */
  #ahead: number
  #dictionary: Dense | null = null
  readonly #ready: Page[] = []

  constructor(file: FileBytes, column: ParquetColumn, chunk: ColumnMetaData, decompress: Decompress) {
    this.#file = file
    this.#column = column
    this.#ahead = Number(chunk.num_values)
    const data = Number(chunk.data_page_offset)
    const dictionary = Number(chunk.dictionary_page_offset ?? 0)
    // Old writers say 0 where there is no dictionary.
    const start = dictionary > 0 && dictionary < data ? dictionary : data
    this.#pages = new Pages(file, column.field.name, start, Number(chunk.total_compressed_size), decompress)
  }

  /** How many of the next `rows` have at most `bytes` bytes together; at least one. Without a bound when their width is fixed. */
  fit(rows: number, bytes: number): number {
    if (this.#column.storage.kind !== 'bytes' || this.#column.storage.width !== null) return rows
    let room = bytes
    let row = 0
    for (let index = 0; row < rows; index++) {
      if (index === this.#ready.length) this.#decode()
      const { rows: most, valid, dense, at, value } = this.#ready[index]
      if (dense.kind !== 'bytes') return rows
      const { starts, ends } = dense
      let from = value
      for (let i = at; i < most && row < rows; i++, row++) {
        if (valid !== null && valid[i] === 0) continue
        room -= ends[from] - starts[from]
        from++
        if (room < 0) return Math.max(1, row)
      }
    }
    return rows
  }

  /** The next `rows` rows. */
  take(rows: number): { column: Column; altered: number } {
    const { type } = this.#column.field
    const target = targetOf(type, rows)
    let validity: Uint8Array<ArrayBuffer> | null = null
    let nulls = 0
    let cut = 0
    for (let row = 0; row < rows; ) {
      const page = this.#current()
      const count = Math.min(rows - row, page.rows - page.at)
      const { valid, at: first, value } = page
      const missing = valid === null ? 0 : zerosIn(valid, first, count)
      if (missing > 0 && validity === null) {
        validity = new Uint8Array(takeBuffer(padded((rows + 7) >>> 3), true), 0, (rows + 7) >>> 3)
        setBits(validity, 0, row)
      }
      if (validity !== null) {
        if (missing === 0) setBits(validity, row, row + count)
        else if (valid !== null) copyBits(validity, row, valid, first, count)
      }
      nulls += missing
      const stretch = { value, valid: missing === 0 ? null : valid, first, count }
      const values = count - missing
      target.put({ ...stretch, dense: page.dense }, row)
      if (page.cut !== null) cut += values - zerosIn(page.cut, value, values)
      page.at += count
      page.value += values
      row += count
    }
    const { altered, ...content } = target.finish()
    return { column: { nulls, validity: nulls === 0 ? null : validity, ...content }, altered: altered + cut }
  }

  /** Leaves out the next `rows` rows; pages that hold nothing else are not even decompressed. */
  skip(rows: number): void {
    let left = rows
    while (left > 0) {
      if (this.#ready.length === 0) {
        const head = this.#head()
        if (head === null) continue
        if (head.values <= left) {
          left -= head.values
          continue
        }
        this.#ready.push(this.#page(head))
      }
      const page = this.#current()
      const count = Math.min(left, page.rows - page.at)
      page.value += page.valid === null ? count : count - zerosIn(page.valid, page.at, count)
      page.at += count
      left -= count
    }
  }

  #current(): Page {
    while (this.#ready.length > 0 && this.#ready[0].at === this.#ready[0].rows) this.#ready.shift()
    if (this.#ready.length === 0) this.#decode()
    return this.#ready[0]
  }

  #decode(): void {
    for (;;) {
      const head = this.#head()
      if (head === null) continue
      this.#ready.push(this.#page(head))
      return
    }
  }

  /** The head of the next page of rows; null when it was one without any, or the dictionary, which is then known. */
  #head(): PageHead | null {
    if (this.#ahead <= 0) throw this.#broken('it has fewer values than rows')
    const head = this.#pages.next()
    if (head.kind === 'dictionary') {
      this.#guard(() => this.#learn(head))
      return null
    }
    this.#ahead -= head.values
    if (this.#ahead < 0) throw this.#broken('it has more values than rows')
    return head.values === 0 ? null : head
  }

  #learn(head: PageHead): void {
    const { storage } = this.#column
    const dense = readValues(this.#pages.body(head), 0, 0, storage, head.values, null)
    this.#dictionary = this.#cuts ? dense : converted(this.#column, dense)
  }

  #page(head: PageHead): Page {
    return this.#guard(() => {
      const body = this.#pages.body(head)
      const { valid, values, at } = this.#levels(head, body)
      const dense = readValues(body, at, head.encoding, this.#column.storage, values, this.#dictionary)
      const page = { rows: head.values, valid, at: 0, value: 0 }
      if (this.#cuts) return { ...page, dense: converted(this.#column, dense), cut: cutIn(dense) }
      // What was looked up is converted.
      const looked = head.encoding === 2 || head.encoding === 8
      return { ...page, dense: looked ? dense : converted(this.#column, dense), cut: null }
    })
  }

  /** Values that lose digits are counted one by one, so these are looked up as they are stored. */
  get #cuts(): boolean {
    return this.#column.conversion === 'int96'
  }

  /** Which rows have values (parquet-format: README.md, Data Pages), how many do, and where the values begin. */
  #levels(head: PageHead, body: Uint8Array): { valid: Uint8Array | null; values: number; at: number } {
    const { values: rows, levels, levelEncoding } = head
    const values = levels === null ? 0 : levels.repetition + levels.definition
    if (!this.#column.field.nullable) return { valid: null, values: rows, at: values }
    const valid = new Uint8Array(rows)
    let at = values
    if (levels !== null) {
      if (readHybrid(body.subarray(0, values), levels.repetition, 1, valid, rows) < 0) throw tooShort()
    } else if (levelEncoding === 3) {
      if (body.length < 4) throw tooShort()
      const length = new DataView(body.buffer, body.byteOffset).getUint32(0, true)
      at = 4 + length
      if (at > body.length || readHybrid(body.subarray(0, at), 4, 1, valid, rows) < 0) throw tooShort()
    } else {
      at = readPackedLevels(body, 0, valid, rows)
      if (at < 0) throw tooShort()
    }
    const missing = zerosIn(valid, 0, rows)
    return { valid: missing === 0 ? null : valid, values: rows - missing, at }
  }

  #guard<T>(decode: () => T): T {
    try {
      return decode()
    } catch (error) {
      if (error instanceof HomeError) throw error
      throw this.#broken(error instanceof Error ? error.message : String(error))
    }
  }

  #broken(what: string): HomeError {
    const { name } = this.#column.field
    return broken(this.#file.path, `column ${name}: ${what}`, { column: name })
  }
}

function tooShort(): RangeError {
  return new RangeError('a page ends before its levels')
}

function zerosIn(flags: Uint8Array, first: number, count: number): number {
  let ones = 0
  for (let i = first; i < first + count; i++) ones += flags[i]
  return count - ones
}

function setBits(bits: Uint8Array, from: number, to: number): void {
  let row = from
  for (; row < to && (row & 7) !== 0; row++) bits[row >> 3] |= 1 << (row & 7)
  if (to - row >= 8) {
    bits.fill(0xff, row >> 3, to >> 3)
    row = to & ~7
  }
  for (; row < to; row++) bits[row >> 3] |= 1 << (row & 7)
}

function copyBits(bits: Uint8Array, row: number, flags: Uint8Array, first: number, count: number): void {
  for (let i = 0; i < count; i++) bits[(row + i) >> 3] |= flags[first + i] << ((row + i) & 7)
}
