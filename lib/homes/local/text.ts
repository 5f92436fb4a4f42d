/** Text files, row by row: what a sample of one says, and its rows in batches. Runs in the threads that read. */
import { type Batch, bytesOf } from '../../columns/batch.ts'
import { byteWidth, type Field } from '../../columns/schema.ts'
import { type CsvOptions, CsvRowReader } from '../../decode/csv/row-reader.ts'
import { NdjsonRowReader } from '../../decode/ndjson/row-reader.ts'
import { textColumn } from '../../decode/text/columns.ts'
import { emptyGuess, type Guess, withValue } from '../../decode/text/guess.ts'
import type { RowReader } from '../../decode/text/row-reader.ts'
import { isCompressed, textOf } from '../../decode/text/stream.ts'
import { ValueError } from '../../decode/text/value-error.ts'
import { HomeError } from '../../errors.ts'

/** How a text file is read. Plain data. */
export type TextOptions = ({ format: 'csv' } & CsvOptions & Encoded) | ({ format: 'ndjson' } & Encoded)

interface Encoded {
  encoding: string
}

/** What the first rows of a file say of all. Plain data. */
export interface Sample {
  columns: { name: string; guess: Guess }[]
  rows: number
  /** Bytes of the file that these rows take; null when nobody knows. */
  bytes: number | null
  /** True when there are no other rows. */
  whole: boolean
}

/** About the most bytes of a batch; a larger row is a batch of its own. */
const BATCH_BYTES = 8 * 2 ** 20
/** Characters of a value that a message shows. */
const SHOWN = 40

/** @throws {HomeError} `ROW_INVALID` when what stands there is no row */
export async function sampleOf(path: string, options: TextOptions, most: number): Promise<Sample> {
  const file = new TextFile(path, options)
  const guesses = new Map<string, Guess>()
  for await (const final of file.pieces()) {
    while (file.rows < most && file.next(final)) {
      for (const [at, name] of file.reader.names.entries()) {
        const known = guesses.get(name) ?? emptyGuess()
        const value = file.reader.written(at)
        guesses.set(name, value === null ? known : withValue(known, value))
      }
    }
    if (file.rows === most) break
  }
  const { rows, reader } = file
  // A header without rows has names all the same, and may have one twice.
  const names = options.format === 'csv' ? reader.names : [...guesses.keys()]
  const columns = names.map(name => ({ name, guess: guesses.get(name) ?? emptyGuess() }))
  return { columns, rows, bytes: isCompressed(path) ? null : reader.consumed, whole: rows < most }
}

/**
 * The rows behind the first `skip`, with these columns, in batches; `row` is the number of the first one that follows.
 * @param strict columns that are not among the fields are an error
 * @throws {HomeError} `ROW_INVALID`, `VALUE_INVALID`, `SCHEMA_CHANGED`
 */
export async function* textBatches(
  path: string,
  options: TextOptions,
  { fields, strict, skip, batchRows }: { fields: Field[]; strict: boolean; skip: number; batchRows: number },
): AsyncGenerator<{ batch: Batch; row: number }> {
  const file = new TextFile(path, options)
  const columns = fields.map(({ type }) => textColumn(type, batchRows))
  const wide = columns.filter((_, at) => byteWidth(fields[at].type) === 0)
  const known = new Set(fields.map(({ name }) => name))
  let names: readonly string[] | null = null
  let size = 0
  const finish = (): { batch: Batch; row: number } => {
    const made = columns.map(column => column.finish())
    const batch = { rows: size, columns: made, bytes: bytesOf(made), altered: 0 }
    size = 0
    return { batch, row: file.rows }
  }
  for await (const final of file.pieces()) {
    while (file.next(final)) {
      // CSV has the same names in all rows.
      if (strict && file.reader.names !== names) {
        names = file.reader.names
        const stranger = names.find(name => !known.has(name))
        if (stranger !== undefined) throw file.stranger(stranger)
      }
      if (file.rows <= skip) continue
      for (let at = 0; at < columns.length; at++) {
        try {
          file.reader.put(fields[at].name, columns[at])
        } catch (error) {
          throw file.wrong(error, fields[at])
        }
      }
      size++
      const bytes = wide.reduce((sum, column) => sum + column.bytes, 0)
      if (size === batchRows || bytes >= BATCH_BYTES) yield finish()
    }
  }
  if (size > 0) yield finish()
}

/** A file and how far it is read. */
class TextFile {
  readonly reader: RowReader
  readonly #path: string
  readonly #encoding: string
  /** Rows that were read, with the one that is looked at. */
  rows = 0

  constructor(path: string, options: TextOptions) {
    this.#path = path
    this.#encoding = options.encoding
    this.reader = options.format === 'csv' ? new CsvRowReader(options) : new NdjsonRowReader()
  }

  /** Feeds the reader, piece by piece; true when it has everything. */
  async *pieces(): AsyncGenerator<boolean> {
    for await (const piece of textOf(this.#path, this.#encoding)) {
      this.#guard(() => this.reader.feed(piece))
      yield false
    }
    yield true
  }

  next(final: boolean): boolean {
    const found = this.#guard(() => this.reader.next(final))
    if (found) this.rows++
    return found
  }

  /** A value that is none of its type. */
  wrong(error: unknown, { name, type, source }: Field): unknown {
    if (!(error instanceof ValueError)) return error
    const written = this.reader.written(this.reader.names.indexOf(name))
    const text = written?.kind === 'nested' ? '' : ` ${JSON.stringify(cut(written?.text ?? ''))}`
    return new HomeError('VALUE_INVALID', `${this.#place}, column ${name}:${text} ${error.what}.`, {
      advice: `The column is read as ${source}. Say what it is, as in types: { ${name}: text }.`,
      facts: { file: this.#path, row: this.rows, line: this.reader.line, column: name, type: type.kind },
    })
  }

  stranger(name: string): HomeError {
    return new HomeError('SCHEMA_CHANGED', `${this.#place} has a column ${name}, which the plan does not know.`, {
      advice: `It was in none of the rows that the plan looked at. Name it: types: { ${name}: text }; or name the columns to read: columns: […].`,
      facts: { file: this.#path, row: this.rows, line: this.reader.line, column: name },
    })
  }

  get #place(): string {
    return `${this.#path}, row ${this.rows} (line ${this.reader.line})`
  }

  #guard<T>(read: () => T): T {
    try {
      return read()
    } catch (error) {
      if (!(error instanceof ValueError)) throw error
      const { line } = this.reader
      throw new HomeError('ROW_INVALID', `${this.#path}, row ${this.rows + 1} (near line ${line}): ${error.what}.`, {
        advice: 'Mend the file, or say how it is written: csv: { delimiter, quote, header }, encoding.',
        facts: { file: this.#path, row: this.rows + 1, line },
      })
    }
  }
}

function cut(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text
}
