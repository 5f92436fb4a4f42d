import { type Batch, bytesOf, MAX_BATCH_ROWS } from '../../../columns/batch.ts'
import { byteWidth, type Schema } from '../../../columns/schema.ts'
import { TOKEN } from '../../../mssql/types.ts'
import { protocolError } from './errors.ts'
import { fieldOf, type TypeOptions } from './field.ts'
import { Input } from './input.ts'
import { readMetadata } from './metadata.ts'
import type { Reader } from './readers/reader.ts'
import { readerOf } from './readers/readers.ts'
import { RowScanner, STOP } from './scanner.ts'
import { tokenEnd } from './tokens.ts'

export interface DecoderOptions {
  types: TypeOptions
  /** The most rows of a batch; 8,192 at most. */
  maxRows: number
  /** A batch closes when its buffers reach about this many bytes. A larger row is a batch of its own. */
  maxBytes: number
}

export interface DecoderEvents {
  /** At each COLMETADATA that has columns. */
  columns(schema: Schema): void
  /** The receiver owns its buffers. */
  batch(batch: Batch): void
  /** Every token but ROW and NBCROW, byte-exact and in order, COLMETADATA too. Rows before a DONE have been handed out before it. */
  token(bytes: Uint8Array<ArrayBuffer>): void
}

/** One result set: its scanner, and a reader for each column. */
interface Result {
  scanner: RowScanner
  readers: Reader[]
}

/** Turns the bytes of a TDS token stream, cut anywhere, into batches of columns. */
export class TokenDecoder {
  /** Rows decoded since the start, of all result sets. */
  rows = 0
  private readonly options: DecoderOptions
  private readonly events: DecoderEvents
  private readonly input = new Input()
  private result: Result | null = null
  /** The first byte not looked at while no result set is open; within one, the scanner knows. */
  private at = 0
  private batchRows = 0
  private failed = false

  constructor(options: DecoderOptions, events: DecoderEvents) {
    this.options = { ...options, maxRows: Math.max(1, Math.min(MAX_BATCH_ROWS, options.maxRows)) }
    this.events = events
  }

  /**
   * Decodes what can be decoded with these bytes. After it threw once, further bytes are ignored.
   * @throws {HomeError}
   */
  push(chunk: Uint8Array): void {
    if (this.failed) return
    try {
      let from = 0
      while (from < chunk.length) {
        from += this.input.fill(chunk, from, this.result ? this.result.scanner.keep : this.at, this.moved)
        this.drain()
      }
    } catch (error) {
      this.failed = true
      throw error
    }
  }

  /**
   * Hands out the last batch.
   * @throws {HomeError} when the stream ended inside a token
   */
  end(): void {
    if (this.failed) return
    const { result } = this
    const rest = this.input.end - (result ? result.scanner.keep : this.at)
    if (rest > 0 || result?.scanner.open) {
      this.failed = true
      throw protocolError('it ends in the middle of a token', { bytes: rest })
    }
    this.closeBatch()
  }

  private readonly moved = (by: number): void => {
    if (this.result) this.result.scanner.moved(by)
    else this.at -= by
  }

  private drain(): void {
    for (;;) {
      const { result } = this
      if (result === null) {
        if (this.at >= this.input.end || !this.forward(this.at)) return
        continue
      }
      const { scanner } = result
      const stop = scanner.scan(this.input, this.options.maxRows - this.batchRows)
      this.decodeRun(result)
      if (stop === STOP.BATCH || this.batchRows === this.options.maxRows) this.closeBatch()
      else if (stop === STOP.TOKEN && !this.forward(scanner.at)) return
      else if (stop === STOP.DRY) return
    }
  }

  /** Decodes the scanned rows, column by column. */
  private decodeRun({ scanner, readers }: Result): void {
    const { rows, cells } = scanner
    if (rows > 0) {
      for (let column = 0; column < readers.length; column++) {
        const reader = readers[column]!
        reader.builder.reserve(rows)
        const nulls = reader.read(this.input, cells, column, readers.length, rows)
        reader.builder.commit(cells, column, readers.length, rows, nulls)
      }
      this.batchRows += rows
      this.rows += rows
    }
    scanner.clear()
  }

  private closeBatch(): void {
    if (this.result === null || this.batchRows === 0) return
    const { scanner, readers } = this.result
    let used = 0
    let altered = 0
    for (const { builder } of readers) {
      used += builder.used()
      altered += builder.altered
    }
    const columns = readers.map(({ builder }) => builder.finish())
    // What a unit of cost became in bytes this time is what it is expected to become next time.
    scanner.limit = (this.options.maxBytes * scanner.cost) / Math.max(1, used)
    scanner.cost = 0
    const rows = this.batchRows
    this.batchRows = 0
    this.events.batch({ rows, columns, bytes: bytesOf(columns), altered })
  }

  /** Passes on the token at `at`; false while some of it is missing. */
  private forward(at: number): boolean {
    const token = this.input.bytes[at]!
    if (token === TOKEN.COLMETADATA) return this.forwardMetadata(at)
    if (token === TOKEN.ROW || token === TOKEN.NBCROW) throw protocolError('a row comes before its columns', { token })
    const end = tokenEnd(this.input, at)
    if (end === null) return false
    if (token === TOKEN.DONE || token === TOKEN.DONEPROC || token === TOKEN.DONEINPROC) this.closeBatch()
    this.advance(end)
    this.events.token(this.input.bytes.slice(at, end))
    return true
  }

  private forwardMetadata(at: number): boolean {
    const metadata = readMetadata(this.input, at)
    if (metadata === null) return false
    const { columns, end } = metadata
    this.closeBatch()
    const bytes = this.input.bytes.slice(at, end)
    this.result = null
    this.at = end
    if (columns.length > 0) {
      const { types, maxRows, maxBytes } = this.options
      const schema: Schema = { fields: columns.map(column => fieldOf(column, types)) }
      const readers = columns.map((column, i) => readerOf(column, schema.fields[i]!, types, maxRows))
      // Offsets take 4 bytes a row; the values of variable length count as their bytes on the wire.
      const rowCost = schema.fields.reduce((sum, { type }) => sum + (byteWidth(type) || 4), 0)
      const scanner = new RowScanner(columns, rowCost)
      scanner.at = end
      scanner.limit = maxBytes
      this.result = { scanner, readers }
      this.events.columns(schema)
    }
    this.events.token(bytes)
    return true
  }

  private advance(end: number): void {
    if (this.result) this.result.scanner.at = end
    else this.at = end
  }
}
