/** Histograms of a table's statistics, computed from its rows: what DBCC SHOW_STATISTICS and sys.dm_db_stats_histogram tell. */
import type { DuckDBConnection } from '@duckdb/node-api'
import type { SqlValue } from '../types.ts'
import { type Column, columnOf, duckTable, type Table } from './table.ts'
import { sortKey } from './translate/typed.ts'
import { duckType, quoteName } from './types/storage.ts'
import { valuesOf } from './vectors.ts'

/** One step: rows that have its value, and those between the step before and this one. */
export interface Step {
  high: SqlValue
  equalRows: number
  rangeRows: number
  distinctRangeRows: number
}

/** As many as SQL Server has at the most; one of them is for NULL. */
const MOST_STEPS = 200

/** Thrown by a translation that needs a histogram; it is computed, and the translation begins again. */
export class HistogramNeeded extends Error {
  readonly table: Table
  readonly column: string

  constructor(table: Table, column: string) {
    super(`the histogram of ${table.name}.${column}`)
    this.table = table
    this.column = column
  }
}

/** The histograms that one statement has looked at. */
export class Histograms {
  readonly #known = new Map<string, Step[]>()

  /** @throws {HistogramNeeded} when it is not known yet. */
  of(table: Table, column: string): Step[] {
    const known = this.#known.get(keyOf(table, column))
    if (!known) throw new HistogramNeeded(table, column)
    return known
  }

  async compute(connection: DuckDBConnection, { table, column }: HistogramNeeded): Promise<void> {
    const steps = table.volume
      ? evenSteps(table.volume.rows)
      : await stepsOf(connection, table, columnOf(table, column))
    this.#known.set(keyOf(table, column), steps)
  }
}

const keyOf = ({ objectId }: Table, column: string): string => `${objectId} ${column.toLowerCase()}`

/** Steps of numbers from 1 on, each once. */
function evenSteps(rows: number): Step[] {
  const steps: Step[] = []
  let before = 0
  for (let step = 0; step < MOST_STEPS && before < rows; step++) {
    const high = step === 0 ? 1 : Math.max(before + 1, Math.ceil((rows * step) / (MOST_STEPS - 1)))
    const between = high - before - 1
    steps.push({ high: BigInt(high), equalRows: 1, rangeRows: between, distinctRangeRows: between })
    before = high
  }
  return steps
}

async function stepsOf(connection: DuckDBConnection, table: Table, column: Column): Promise<Step[]> {
  const value = quoteName(column.name)
  const key = sortKey({ sql: value, type: column.type, nullable: column.nullable })
  const counted = `SELECT ${key} AS k, any_value(${value}) AS v, count(*) AS n FROM ${duckTable(table)}`
  const nulls = await read(
    connection,
    `SELECT v, n, 0 AS between_rows, 0 AS between_values FROM (${counted} WHERE ${value} IS NULL GROUP BY k)`,
    column,
  )
  const most = MOST_STEPS - nulls.length
  // A step ends where the rows so far pass another share of all rows; the first and the last value are always steps.
  const steps = await read(
    connection,
    `WITH all_values AS (${counted} WHERE ${value} IS NOT NULL GROUP BY k),
      placed AS (SELECT *, row_number() OVER o AS r, sum(n) OVER o AS upto, sum(n) OVER () AS total, count(*) OVER () AS many
        FROM all_values WINDOW o AS (ORDER BY k)),
      chosen AS (SELECT * FROM placed WHERE many <= ${most} OR r = 1 OR r = many
        OR upto * ${most - 2} // total <> (upto - n) * ${most - 2} // total)
      SELECT v, n, upto - n - coalesce(lag(upto) OVER c, 0) AS between_rows, r - 1 - coalesce(lag(r) OVER c, 0) AS between_values
        FROM chosen WINDOW c AS (ORDER BY k) ORDER BY k`,
    column,
  )
  return [...nulls, ...steps]
}

async function read(connection: DuckDBConnection, sql: string, { type }: Column): Promise<Step[]> {
  const numbers = ['n', 'between_rows', 'between_values'].map(each => `CAST(${each} AS DOUBLE)`)
  const result = await connection.run(`SELECT CAST(v AS ${duckType(type)}), ${numbers.join(', ')} FROM (${sql})`)
  const steps: Step[] = []
  for (;;) {
    const chunk = await result.fetchChunk()
    if (!chunk || chunk.rowCount === 0) return steps
    const highs = valuesOf(chunk.getColumnVector(0), type, chunk.rowCount)
    const [equal, between, distinct] = [1, 2, 3].map(at =>
      valuesOf(chunk.getColumnVector(at), { name: 'float' }, chunk.rowCount),
    )
    for (const [row, high] of highs.entries()) {
      steps.push({
        high,
        equalRows: Number(equal![row]),
        rangeRows: Number(between![row]),
        distinctRangeRows: Number(distinct![row]),
      })
    }
  }
}
