/** The server's own count of each result set, DONE [MS-TDS] 2.2.7.6, against the rows that we decoded. */
import { HomeError } from '../../errors.ts'
import { TOKEN } from '../../mssql/types.ts'

const DONE_ERROR = 0x0002
const DONE_COUNT = 0x0010

export class RowCounts {
  /** Rows decoded before the open result set; null while none is open. */
  #before: number | null = null
  /** A statement ended with an error. */
  failed = false

  /** Looks at a forwarded token; `decoded` is how many rows came before it. @throws {HomeError} `ROWS_LOST` */
  token(bytes: Uint8Array, decoded: number): void {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    switch (view.getUint8(0)) {
      case TOKEN.COLMETADATA:
        this.#before = decoded
        return
      case TOKEN.DONE:
      case TOKEN.DONEINPROC:
      case TOKEN.DONEPROC: {
        const status = view.getUint16(1, true)
        if ((status & DONE_ERROR) !== 0) this.failed = true
        if (this.#before === null) return
        const rows = decoded - this.#before
        this.#before = null
        // After an error, or under SET NOCOUNT ON, the server counts nothing.
        if ((status & DONE_ERROR) !== 0 || (status & DONE_COUNT) === 0) return
        const counted = view.getBigUint64(5, true)
        if (counted !== BigInt(rows)) throw rowsLost(rows, counted)
      }
    }
  }

  /** The answer is complete. @throws {HomeError} `ROWS_LOST` when a result set has no end */
  end(decoded: number): void {
    if (this.#before !== null) throw rowsLost(decoded - this.#before, null)
  }
}

function rowsLost(decoded: number, counted: bigint | null): HomeError {
  const server = counted === null ? 'never said that it was done' : `says it sent ${counted}`
  return new HomeError('ROWS_LOST', `${decoded} rows arrived, the server ${server}.`, {
    advice: 'Nothing of this read is kept. Run again; if it happens twice, report it with the table definition.',
    facts: { decoded, counted: counted === null ? null : String(counted) },
  })
}
