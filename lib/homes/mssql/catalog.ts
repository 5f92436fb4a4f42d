/** What the server's catalog says of a table. It is not needed to read one, so nothing here may fail the entity but its user's abort. */
import { quoteName } from '../../mssql/identifier.ts'
import type { Askable, Row } from '../../mssql/session.ts'
import type { Parameter } from '../home.ts'
import type { KeyColumn } from './order.ts'
import { clusteredKey, DESCRIBE, selectTable, sizeByCatalog } from './statement.ts'

const PAGE_BYTES = 8192

export interface ClusteredKey {
  columns: KeyColumn[]
  unique: boolean
}

/** By the server's own books. */
export interface Size {
  rows: number
  bytes: number
}

export class Catalog {
  readonly table: string[]
  readonly #session: Askable
  readonly #signal: AbortSignal

  constructor(session: Askable, table: string[], signal: AbortSignal) {
    this.table = table
    this.#session = session
    this.#signal = signal
  }

  /** The rows of a small answer; the table's quoted name goes as parameter `table`. */
  ask(statement: string, parameters: Parameter[] = []): Promise<Row[]> {
    const table = { name: 'table', type: 'nvarchar(776)', value: quoteName(this.table) }
    const named = statement.includes('@table') ? [table, ...parameters] : parameters
    return this.#session.rows({ statement, parameters: named }, this.#signal)
  }

  /** The same, without rows when the server does not say. */
  async askQuietly(statement: string, parameters: Parameter[] = []): Promise<Row[]> {
    try {
      return await this.ask(statement, parameters)
    } catch {
      this.#signal.throwIfAborted()
      return []
    }
  }

  /** The key of the clustered index, without columns when there is none. */
  async key(): Promise<ClusteredKey> {
    const rows = await this.askQuietly(clusteredKey(this.table))
    return {
      columns: rows.map(({ name, descending }) => ({ name: String(name), descending: descending === true })),
      unique: rows[0]?.unique === true,
    }
  }

  /** All its columns, as sp_describe_first_result_set tells them. */
  async columns(): Promise<Row[]> {
    const rows = await this.ask(DESCRIBE, [tsql(selectTable(this.table, undefined, undefined))])
    return rows.filter(row => row.is_hidden !== true && row.is_hidden !== 1)
  }

  /** Those of its key, in the same words. */
  async keyColumns(names: readonly string[]): Promise<Row[]> {
    const selected = names.map(name => ({ name }))
    const rows = await this.askQuietly(DESCRIBE, [tsql(selectTable(this.table, selected, undefined))])
    return rows.filter(row => row.is_hidden !== true && row.is_hidden !== 1)
  }

  /** How large the table is; a sentence when that is not known. */
  async size(): Promise<Size | string> {
    try {
      const [row] = await this.ask(sizeByCatalog(this.table))
      if (row?.rows != null) return { rows: Number(row.rows), bytes: Number(row.pages) * PAGE_BYTES }
      return 'The catalog has no row count for it (it may be a view), so there is no estimate.'
    } catch (error) {
      this.#signal.throwIfAborted()
      return `The server gives no row count, so there is no estimate: ${error instanceof Error ? error.message : error}`
    }
  }
}

function tsql(value: string): Parameter {
  return { name: 'tsql', type: 'nvarchar(max)', value }
}
