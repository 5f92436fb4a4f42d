/** Identity columns count with sequences of DuckDB. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { type Column, duckTable, identityName, identitySequence, type Table } from './table.ts'
import { quoteName, quoteText } from './types/storage.ts'

const MOST = 9_223_372_036_854_775_807n

type IdentityColumn = Column & Required<Pick<Column, 'identity'>>

function identityColumn({ columns }: Table): IdentityColumn | undefined {
  return columns.find((column): column is IdentityColumn => column.identity !== undefined)
}

/** The sequence of a table's identity column, from its seed on. */
export async function createIdentity(connection: DuckDBConnection, table: Table): Promise<void> {
  const column = identityColumn(table)
  if (column) await startAt(connection, table, column.identity.seed, column.identity.increment)
}

async function startAt(connection: DuckDBConnection, table: Table, start: bigint, increment: bigint): Promise<void> {
  const range =
    increment < 0n ? `MINVALUE ${-MOST} MAXVALUE ${MOST}` : `MINVALUE ${start < 1n ? start : 1n} MAXVALUE ${MOST}`
  await connection.run(
    `CREATE OR REPLACE SEQUENCE ${identitySequence(table)} ${range} START ${start} INCREMENT ${increment}`,
  )
}

/** Values that were given by hand count as given out, when they are further on than those of the sequence. */
export async function passGivenValues(connection: DuckDBConnection, table: Table): Promise<void> {
  const column = identityColumn(table)
  if (!column) return
  const { increment } = column.identity
  const result = await connection.run(
    `SELECT CAST(${increment < 0n ? 'min' : 'max'}(${quoteName(column.name)}) AS BIGINT) FROM ${duckTable(table)}`,
  )
  const [[given] = []] = await result.getRows()
  const last = await lastIdentity(connection, table)
  if (typeof given !== 'bigint' || (last !== null && (increment < 0n ? given >= last : given <= last))) return
  await startAt(connection, table, given, increment)
  await connection.run(`SELECT nextval(${quoteText(identitySequence(table))})`)
}

/** The last value that the sequence gave out. */
export async function lastIdentity(connection: DuckDBConnection, table: Table): Promise<bigint | null> {
  const result = await connection.run(
    'SELECT last_value FROM duckdb_sequences() WHERE schema_name = $1 AND sequence_name = $2',
    [table.database.toLowerCase(), identityName(table)],
  )
  const [[value] = []] = await result.getRows()
  return typeof value === 'bigint' ? value : null
}
