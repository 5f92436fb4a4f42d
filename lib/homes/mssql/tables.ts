/** The tables of a database, as its catalog has them. */
import type { Lender } from '../../mssql/pool.ts'
import type { Askable } from '../../mssql/session.ts'

export interface TableName {
  schema: string
  name: string
  kind: 'table' | 'view'
}

/** Ordinal: the same on every server, whatever its collation. */
const LIST =
  "SELECT s.name AS [schema], o.name AS [name], CASE WHEN o.type = 'V' THEN 'view' ELSE 'table' END AS kind " +
  'FROM sys.objects AS o JOIN sys.schemas AS s ON s.schema_id = o.schema_id ' +
  "WHERE o.type IN ('U', 'V') AND o.is_ms_shipped = 0"

/** Tables and views that this login can see, but for the server's own, by schema and name. */
export async function listTables(session: Askable, signal: AbortSignal): Promise<TableName[]> {
  const rows = await session.rows({ statement: LIST, parameters: [] }, signal)
  const names = rows.map(
    ({ schema, name, kind }): TableName => ({
      schema: String(schema),
      name: String(name),
      kind: String(kind).trim() === 'view' ? 'view' : 'table',
    }),
  )
  return names.sort((a, b) => compare(a.schema, b.schema) || compare(a.name, b.name))
}

/** The same through a session of the pool. */
export async function tablesIn(pool: Lender<Askable>, signal: AbortSignal): Promise<TableName[]> {
  const session = await pool.acquire('read_committed', signal)
  try {
    return await listTables(session, signal)
  } finally {
    await pool.release(session)
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** 189: timestamp, as rowversion is called in the catalog. A table has at most one. */
const VERSIONS =
  'SELECT s.name AS [schema], o.name AS [table], c.name AS [column] ' +
  'FROM sys.columns AS c JOIN sys.objects AS o ON o.object_id = c.object_id JOIN sys.schemas AS s ON s.schema_id = o.schema_id ' +
  "WHERE c.system_type_id = 189 AND o.type IN ('U', 'V')"

/** The rowversion of a table, if it has one: what it sends does not tell it from other bytes, so the catalog is asked. */
export async function versionsOf(
  session: Askable,
  signal: AbortSignal,
): Promise<(table: TableName) => string | undefined> {
  const rows = await session.rows({ statement: VERSIONS, parameters: [] }, signal)
  const columns = new Map(
    rows.map(({ schema, table, column }) => [keyOf(String(schema), String(table)), String(column)]),
  )
  return ({ schema, name }) => columns.get(keyOf(schema, name))
}

function keyOf(schema: string, table: string): string {
  return JSON.stringify([schema, table])
}
