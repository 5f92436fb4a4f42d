/** INSERT BULK and the rows that follow it: staged as declared, then inserted as one statement. */
import { type DuckDBConnection, DuckDBDataChunk } from '@duckdb/node-api'
import { type BulkRows, type SqlColumn, SqlError } from '../types.ts'
import type { StatementOf } from './syntax/tree.ts'
import { columnOf } from './table.ts'
import type { Context } from './translate/context.ts'
import { type Modification, translateStaged } from './translate/modification.ts'
import { duckType, quoteName } from './types/storage.ts'
import { duckValue } from './vectors.ts'

/** What an INSERT BULK announced. */
export interface BulkTarget {
  path: string[]
  declared: SqlColumn[]
  keepNulls: boolean
  /** The lock of TABLOCK: several loads may fill a table together only when it has no index. */
  tablock: 'BU' | 'X' | null
}

const STAGING = 'bulk load'
const STAGED = `temp.${quoteName(STAGING)}`

/** @throws {SqlError} 208, 207 … for a table or columns that are not there. */
export function bulkTarget(
  context: Context,
  { table: path, columns, options }: StatementOf<'insert bulk'>,
): BulkTarget {
  const table = context.table(path)
  const declared = columns.map(({ name, type }): SqlColumn => {
    const column = columnOf(table, name)
    // CLR types are declared as bytes, and stored as what the column says.
    const stored = column.type.name === 'udt' && type.name === 'varbinary' ? column.type : type
    return { name: column.name, type: stored, nullable: true }
  })
  const tablock = !options.includes('TABLOCK') ? null : table.indexes.length === 0 ? 'BU' : 'X'
  return { path, declared, keepNulls: options.includes('KEEP_NULLS'), tablock }
}

/** Reads the rows into a temporary table. */
export async function stageRows(
  connection: DuckDBConnection,
  declared: readonly SqlColumn[],
  rows: AsyncIterable<BulkRows>,
): Promise<void> {
  const columns = declared.map(({ type }, index) => `c${index} ${duckType(type)}`)
  await connection.run(`CREATE OR REPLACE TEMP TABLE ${quoteName(STAGING)} (${columns.join(', ')})`)
  const appender = await connection.createAppender(STAGING, 'main', 'temp')
  const types = declared.map((_, index) => appender.columnType(index))
  try {
    for await (const { count, values } of rows) {
      const chunk = DuckDBDataChunk.create(types, count)
      for (const [index, { type }] of declared.entries()) {
        const column = values[index] ?? []
        chunk.setColumnValues(
          index,
          column.map(value => duckValue(type, value)),
        )
      }
      appender.appendDataChunk(chunk)
    }
  } finally {
    // One that is left to the garbage collector writes its rows then, into whatever has the name by that time.
    appender.closeSync()
  }
}

export const dropStaged = (connection: DuckDBConnection): Promise<unknown> =>
  connection.run(`DROP TABLE IF EXISTS ${STAGED}`)

/** The staged rows as an INSERT. */
export function insertStaged(context: Context, { path, declared, keepNulls }: BulkTarget): Modification {
  return translateStaged(context, path, declared, STAGED, keepNulls)
}

/** @throws {SqlError} 4002 for rows that no INSERT BULK announced. */
export function expected(target: BulkTarget | null): BulkTarget {
  if (target) return target
  throw new SqlError(
    4002,
    'The incoming tabular data stream (TDS) protocol stream is incorrect. The stream ended unexpectedly.',
  )
}
