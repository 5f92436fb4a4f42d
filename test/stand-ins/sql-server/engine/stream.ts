/** Runs DuckDB SQL and hands over its rows chunk by chunk, never the whole result. */
import type { DuckDBConnection, DuckDBPreparedStatement } from '@duckdb/node-api'
import type { Answer, SqlColumn, SqlValue } from '../types.ts'
import type { BoundColumn, Typed } from './translate/typed.ts'
import { familyOf } from './types/sql-type.ts'
import { duckType } from './types/storage.ts'
import { valuesOf } from './vectors.ts'

/** Prepares a query whose columns are c0, c1 …; what is not in storage form yet is cast, so that values are read as their type says. */
export async function prepareQuery(
  connection: DuckDBConnection,
  sql: string,
  columns: BoundColumn[],
): Promise<DuckDBPreparedStatement> {
  const prepared = await connection.prepare(sql)
  const differs = ({ type }: BoundColumn, index: number): boolean =>
    !['offset', 'udt', 'variant'].includes(familyOf(type)) && String(prepared.columnType(index)) !== duckType(type)
  if (!columns.some(differs)) return prepared
  const items = columns.map((column, index) =>
    differs(column, index) ? `CAST(c${index} AS ${duckType(column.type)}) AS c${index}` : `c${index}`,
  )
  prepared.destroySync()
  return connection.prepare(`SELECT ${items.join(', ')} FROM (${sql})`)
}

/** The columns, then the rows; returns how many there were. */
export async function* streamQuery(
  connection: DuckDBConnection,
  sql: string,
  columns: BoundColumn[],
): AsyncGenerator<Answer, number> {
  const prepared = await prepareQuery(connection, sql, columns)
  try {
    yield { kind: 'columns', columns: columns.map(plainColumn) }
    const result = await prepared.stream()
    let rows = 0
    for (;;) {
      const chunk = await result.fetchChunk()
      const count = chunk?.rowCount ?? 0
      if (!chunk || count === 0) return rows
      const values = columns.map(({ type }, index) => valuesOf(chunk.getColumnVector(index), type, count))
      rows += count
      yield { kind: 'rows', count, values }
    }
  } finally {
    prepared.destroySync()
  }
}

export const plainColumn = ({ name, type, nullable }: SqlColumn): SqlColumn => ({ name, type, nullable })

/** One value. */
export async function evaluate(connection: DuckDBConnection, { sql, type, constant }: Typed): Promise<SqlValue> {
  if (constant !== undefined) return constant
  const result = await connection.run(`SELECT CAST(${sql} AS ${duckType(type)})`)
  const chunk = await result.fetchChunk()
  return chunk ? valuesOf(chunk.getColumnVector(0), type, 1)[0]! : null
}

/** All rows, for statements that want them at once. */
export async function evaluateRows(
  connection: DuckDBConnection,
  sql: string,
  columns: BoundColumn[],
): Promise<SqlValue[][]> {
  const rows: SqlValue[][] = []
  for await (const answer of streamQuery(connection, sql, columns)) {
    if (answer.kind !== 'rows') continue
    for (let row = 0; row < answer.count; row++) rows.push(answer.values.map(values => values[row] ?? null))
  }
  return rows
}
