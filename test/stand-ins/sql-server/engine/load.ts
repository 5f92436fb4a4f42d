/** Rows given as values → a stored table. */
import { type DuckDBConnection, DuckDBDataChunk } from '@duckdb/node-api'
import { SqlError, type SqlValue } from '../types.ts'
import { identitySequence, rowversionSequence, type Table } from './table.ts'
import { typeName } from './types/sql-type.ts'
import { quoteText } from './types/storage.ts'
import { duckValue } from './vectors.ts'

const CHUNK_ROWS = 2048

/** Appends rows whose cells are in the order of the table's columns. */
export async function loadRows(connection: DuckDBConnection, table: Table, rows: readonly SqlValue[][]): Promise<void> {
  const appender = await connection.createAppender(table.storage, table.database.toLowerCase())
  const types = table.columns.map((_, index) => appender.columnType(index))
  for (let from = 0; from < rows.length; from += CHUNK_ROWS) {
    const part = rows.slice(from, from + CHUNK_ROWS)
    const chunk = DuckDBDataChunk.create(types, part.length)
    for (const [index, { name, type }] of table.columns.entries()) {
      const values = part.map((row, at) => {
        try {
          return duckValue(type, row[index] ?? null)
        } catch (cause) {
          const reason = cause instanceof Error ? cause.message : String(cause)
          throw new SqlError(50000, `${table.name}.${name} (${typeName(type)}), row ${from + at}: ${reason}`)
        }
      })
      chunk.setColumnValues(index, values)
    }
    appender.appendDataChunk(chunk)
  }
  appender.closeSync()
  // Rowversions and identities that came with the rows count as given out.
  const sequences = [
    ...table.columns.filter(({ type }) => type.name === 'timestamp').map(() => rowversionSequence(table.database)),
    ...table.columns.filter(({ identity }) => identity).map(() => identitySequence(table)),
  ]
  for (const sequence of rows.length > 0 ? sequences : []) {
    await connection.run(`SELECT max(nextval(${quoteText(sequence)})) FROM range(${rows.length})`)
  }
}
