/** A bulk load as the engine reads it: BulkLoadBCP of [MS-TDS] 2.2.6.1, COLMETADATA, rows, DONE, over packets of any size. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { BulkRows, BulkStream, SqlColumn, SqlValue } from '../../types.ts'
import { SqlError } from '../../types.ts'
import { ByteReader, ProtocolError } from '../byte-reader.ts'
import { Attention } from '../cancellation.ts'
import { type Incoming, InvalidLength, InvalidValue } from '../incoming/incoming.ts'
import type { MessageBody } from '../message-body.ts'
import { readColumns } from './columns.ts'
import { isNull, NBCROW, ROW, RowEnds } from './row-ends.ts'

const DONE = 0xfd
/** Rows of a batch; the size of DuckDB's own vectors. */
const BATCH_ROWS = 2048
/** So much is read before rows are looked for; an unfinished long value doubles it, so that it is not looked at again for every packet. */
const READ_BYTES = 256 * 1024

/** What goes wrong with the rows on purpose. */
export interface Hindrance {
  /** Rows after which it happens; Infinity for never. */
  afterRows: number
  /** Waits, or throws. */
  happen(): Promise<void>
  bytesPerSecond?: number
}

export class BulkInput implements BulkStream {
  readonly #body: MessageBody
  readonly #hindrance: Hindrance
  /** What is read now begins the buffer; it is used again and again. */
  #buffer = Buffer.allocUnsafeSlow(3 * READ_BYTES)
  #bytes: Buffer = this.#buffer.subarray(0, 0)
  #at = 0
  #declared: readonly SqlColumn[] = []
  #columns: Incoming[] = []
  /** Rows handed over so far. */
  taken = 0

  constructor(body: MessageBody, hindrance: Hindrance) {
    this.#body = body
    this.#hindrance = hindrance
  }

  async open(declared: readonly SqlColumn[]): Promise<void> {
    this.#declared = declared
    for (;;) {
      const more = await this.#more()
      const reader = new ByteReader(this.#bytes)
      try {
        this.#columns = readColumns(reader, declared)
        this.#at = reader.at
        return
      } catch (error) {
        // The columns may end in the next packet.
        if (!(error instanceof ProtocolError)) throw error
        if (!more) throw cutShort()
      }
    }
  }

  async *rows(): AsyncGenerator<BulkRows> {
    for await (const { from, rows } of this.#batches()) {
      yield { count: rows, values: this.#decode(from, rows) }
    }
  }

  async count(): Promise<number> {
    for await (const _ of this.#batches());
    return this.taken
  }

  /** Whole rows as they come, cut where the hindrance is due. */
  async *#batches(): AsyncGenerator<{ from: number; rows: number }> {
    const ends = new RowEnds(this.#columns)
    const { afterRows, happen } = this.#hindrance
    for (;;) {
      if (this.taken === afterRows) await happen()
      const most = this.taken < afterRows ? Math.min(BATCH_ROWS, afterRows - this.taken) : BATCH_ROWS
      const from = this.#at
      const { rows, end } = ends.find(this.#bytes, from, most)
      if (rows > 0) {
        this.#at = end
        this.taken += rows
        yield { from, rows }
        continue
      }
      const token = this.#bytes[this.#at]
      if (token === DONE) break
      if (token !== undefined && token !== ROW && token !== NBCROW) throw unreadable()
      if (!(await this.#more())) throw cutShort()
    }
    // A fault that waited for more rows than there were comes at their end.
    if (this.taken < afterRows && afterRows !== Infinity) await happen()
  }

  /** Reads on; false when the message has ended. */
  async #more(): Promise<boolean> {
    const { bytesPerSecond } = this.#hindrance
    const left = this.#bytes.length - this.#at
    this.#buffer.copyWithin(0, this.#at, this.#bytes.length)
    const want = Math.max(READ_BYTES, left)
    let filled = left
    while (filled - left < want) {
      const packet = await this.#body.take()
      if (packet === null) break
      this.#reserve(filled, packet.length)
      packet.copy(this.#buffer, filled)
      filled += packet.length
      if (bytesPerSecond !== undefined) await sleep((packet.length / bytesPerSecond) * 1000)
    }
    const { fate } = this.#body
    if (fate === 'ignored' || fate === 'lost') throw new Attention()
    this.#bytes = this.#buffer.subarray(0, filled)
    this.#at = 0
    return filled > left
  }

  #reserve(filled: number, more: number): void {
    if (filled + more <= this.#buffer.length) return
    const larger = Buffer.allocUnsafeSlow(2 * (filled + more))
    this.#buffer.copy(larger, 0, 0, filled)
    this.#buffer = larger
  }

  #decode(from: number, rows: number): SqlValue[][] {
    const columns = this.#columns
    const reader = new ByteReader(this.#bytes)
    reader.at = from
    const values = columns.map(() => new Array<SqlValue>(rows))
    let column = 0
    try {
      for (let row = 0; row < rows; row++) {
        const bitmap = reader.u8() === NBCROW ? reader.at : -1
        if (bitmap >= 0) reader.at += Math.ceil(columns.length / 8)
        for (column = 0; column < columns.length; column++) {
          const absent = bitmap >= 0 && isNull(this.#bytes, bitmap, column)
          values[column][row] = absent ? null : columns[column].read(reader)
        }
      }
    } catch (error) {
      if (error instanceof InvalidLength) throw invalidLength(column + 1)
      if (error instanceof InvalidValue) throw invalidData(this.#declared[column].name)
      throw error
    }
    for (const [index, { type }] of this.#declared.entries()) checkLengths(type.length, values[index], index + 1)
    return values
  }
}

/** Text and bytes are held against the length that INSERT BULK declared, whatever COLMETADATA says. */
function checkLengths(most: SqlColumn['type']['length'], values: readonly SqlValue[], colid: number): void {
  if (typeof most !== 'number') return
  for (const value of values) {
    if ((typeof value === 'string' || value instanceof Uint8Array) && value.length > most) throw invalidLength(colid)
  }
}

const cutShort = (): SqlError =>
  new SqlError(
    4804,
    'While reading current row from host, a premature end-of-message was encountered--an incoming data stream was interrupted when the server expected to see more data. The host program may have terminated. Ensure that you are using a supported client application programming interface (API).',
    { class: 21 },
  )

const unreadable = (): SqlError =>
  new SqlError(
    4002,
    'The incoming tabular data stream (TDS) protocol stream is incorrect. The stream ended unexpectedly.',
    { class: 21 },
  )

const invalidLength = (colid: number): SqlError =>
  new SqlError(4815, `Received an invalid column length from the bcp client for colid ${colid}.`)

const invalidData = (name: string): SqlError =>
  new SqlError(
    7339,
    `OLE DB provider 'STREAM' for linked server '(null)' returned invalid data for column '[!BulkInsert].${name}'.`,
  )
