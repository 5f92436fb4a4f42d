/** One part on its way: a bulk load and its record, one transaction on a connection of its own. */
import { createHash, type Hash } from 'node:crypto'
import { HyggeError, StoreError } from '../../errors.ts'
import type { Bulk } from '../../mssql/bulk.ts'
import { quote } from '../../mssql/identifier.ts'
import type { Session } from '../../mssql/session.ts'
import { PART_COLUMN, partNumber } from '../../mssql/work-table.ts'
import type { PartSink, StagedPart } from '../store.ts'
import { begin, execute, rollback } from './database.ts'
import { insertBulk } from './definition.ts'
import type { ColumnCheck } from './match.ts'
import { quoted } from './names.ts'
import type { Prepared } from './preparation.ts'
import type { Site } from './site.ts'

const NEVER = new AbortController().signal

export class MssqlPart implements PartSink {
  readonly #site: Site
  readonly #name: string
  readonly #prepared: Prepared
  readonly #session: Session
  readonly #onEnd: (part: MssqlPart) => void
  readonly #hash: Hash = createHash('sha256')
  #bulk: Bulk | null = null
  #bytes = 0
  /** Sent so far. */
  #rows = 0
  #ended = false

  private constructor(
    site: Site,
    name: string,
    prepared: Prepared,
    session: Session,
    onEnd: (part: MssqlPart) => void,
  ) {
    this.#site = site
    this.#name = name
    this.#prepared = prepared
    this.#session = session
    this.#onEnd = onEnd
  }

  /** Waits for a session; `onEnd` is called when the part has ended, one way or the other. */
  static async begin(
    site: Site,
    name: string,
    prepared: Prepared,
    onEnd: (part: MssqlPart) => void,
    signal?: AbortSignal,
  ): Promise<MssqlPart> {
    const session = await site.database.acquire(signal)
    const part = new MssqlPart(site, name, prepared, session, onEnd)
    try {
      await begin(session)
      // Rows that an earlier try has loaded under this name.
      const number = partNumber(name)
      if (await site.records.removePart(session, number))
        await execute(session, `DELETE FROM ${quoted(site.work)} WHERE ${quote(PART_COLUMN)} = ${number}`)
      return part
    } catch (error) {
      await part.abort()
      throw error
    }
  }

  async write(bytes: Uint8Array, rows = 0): Promise<void> {
    this.#hash.update(bytes)
    this.#bytes += bytes.byteLength
    this.#rows += rows
    const { work, settling } = this.#site
    await this.#explained(async () => {
      this.#bulk ??= await this.#session.bulk(insertBulk(quoted(work), settling.schema, this.#prepared.heap), NEVER)
      await this.#bulk.write(bytes)
    })
  }

  async finish(rows: number): Promise<StagedPart> {
    const { records, settling } = this.#site
    const part = { name: this.#name, rows, bytes: this.#bytes, checksum: this.#hash.digest('hex') }
    await this.#explained(async () => {
      const loaded = (await this.#bulk?.finish()) ?? 0
      if (loaded !== rows) throw rowsLost(this.#name, rows, loaded)
      await this.#check()
      await settling.reached('part.before-finish')
      await records.addPart(this.#session, partNumber(this.#name), part)
      await execute(this.#session, 'COMMIT TRANSACTION')
    })
    await this.#end()
    return part
  }

  async abort(): Promise<void> {
    if (this.#ended) return
    // A load in the middle can only be ended with its connection, and the server then rolls back.
    if (this.#bulk !== null) await this.#bulk.abandon(new Error('the part was given up'))
    else await rollback(this.#session)
    await this.#end()
  }

  async #end(): Promise<void> {
    if (this.#ended) return
    this.#ended = true
    this.#onEnd(this)
    await this.#site.database.release(this.#session)
  }

  /** Values that the target could not take would only fail when the run is committed and cannot be taken back. */
  async #check(): Promise<void> {
    const { checks } = this.#prepared
    if (checks.length === 0) return
    const counts = checks.map(({ condition }, at) => `COUNT_BIG(CASE WHEN ${condition} THEN 1 END) AS c${at}`)
    const where = `WHERE ${quote(PART_COLUMN)} = ${partNumber(this.#name)}`
    const [row = {}] = await execute(
      this.#session,
      `SELECT ${counts.join(', ')} FROM ${quoted(this.#site.work)} ${where}`,
    )
    const broken = checks.flatMap((check, at) =>
      Number(row[`c${at}`]) > 0 ? [{ check, rows: Number(row[`c${at}`]) }] : [],
    )
    if (broken.length > 0) throw refused(this.#name, quoted(this.#site.target), broken)
  }

  /** The server speaks of columns by their numbers, and never of the part or its rows. */
  async #explained(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      if (!(error instanceof HyggeError) || typeof error.facts.number !== 'number') throw error
      const { fields } = this.#site.settling.schema
      const colid = /\bcolid (\d+)/.exec(error.message)?.[1]
      const column = colid === undefined ? undefined : fields[Number(colid) - 1]?.name
      const sent = this.#rows === 0 ? '' : `, among the first ${this.#rows} of its rows`
      const where = `${quoted(this.#site.target)}, part ${this.#name}${sent}${column === undefined ? '' : `, column ${column}`}`
      throw new StoreError('LOAD_FAILED', `A load failed (${where}): ${error.message}`, {
        cause: error,
        ...(error.advice === undefined ? {} : { advice: error.advice }),
        retryable: error.retryable,
        facts: { ...error.facts, part: this.#name, rows: this.#rows, ...(column === undefined ? {} : { column }) },
      })
    }
  }
}

function rowsLost(part: string, rows: number, loaded: number): StoreError {
  return new StoreError('ROWS_LOST', `${rows} rows were sent with the part ${part}, the server has loaded ${loaded}.`, {
    advice: 'Nothing of this part is kept. Run again; if it happens twice, report it with the table definition.',
    facts: { part, rows, loaded },
  })
}

function refused(part: string, table: string, broken: { check: ColumnCheck; rows: number }[]): StoreError {
  const problems = broken.map(({ check, rows }) => `${check.column} has ${check.problem} in ${rows} of its rows`)
  return new StoreError('VALUE_REFUSED', `The part ${part} does not fit into ${table}: ${problems.join('; ')}.`, {
    advice:
      'Nothing of this part is kept. Change the columns of the table, or the values at the source with a `query`.',
    facts: { part, table, problems },
  })
}
