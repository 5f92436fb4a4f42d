/** One in-memory DuckDB for a test file: it writes files that we did not, and reads those that we did. */
import { DuckDBInstance } from '@duckdb/node-api'

const connection = await (await DuckDBInstance.create(':memory:')).connect()

export async function execute(sql: string): Promise<void> {
  await connection.run(sql)
}

/** The rows of a query, as JavaScript values. */
export async function rowsOf(sql: string): Promise<unknown[][]> {
  return (await connection.runAndReadAll(sql)).getRowsJS()
}
