/** Files of a volume table held to the rows that the stand-in generates, all of them, without holding them in memory. */
import assert from 'node:assert/strict'
import { volumeTable } from '../../stand-ins/sql-server/engine/volume/layouts.ts'
import { BLOCK_ROWS } from '../../stand-ins/sql-server/engine/volume/table.ts'
import { byDuckdb, duckdbTable, query } from './read-back.ts'
import { cellOf } from './sql-types.ts'

/** Ids 1 to `rows` once each, and every other value that of the block that repeats. */
export async function assertNarrow(files: string[], rows: number): Promise<void> {
  const { columns, block } = volumeTable('narrow', rows)
  const table = duckdbTable(files)
  const [counts] = await query(`SELECT count(*), count(DISTINCT id), min(id), max(id) FROM ${table}`)
  assert.deepEqual(counts!.map(Number), [rows, rows, 1, rows])
  const others = columns.slice(1).map(({ name }) => name)
  const different = others.map(name => `count(DISTINCT ${name}) > 1 OR count(${name}) < count(*)`)
  const mixed = await query(
    `SELECT (id - 1) % ${BLOCK_ROWS} AS place FROM ${table} GROUP BY place HAVING ${different.join(' OR ')}`,
  )
  assert.deepEqual(mixed, [], 'rows of one place in the block are the same')
  const firsts = await byDuckdb(files, `WHERE id <= ${BLOCK_ROWS} ORDER BY id`)
  assert.deepEqual(firsts.names, ['id', ...others])
  const expected = Array.from({ length: Math.min(rows, BLOCK_ROWS) }, (_, row) => [
    String(row + 1),
    ...columns.slice(1).map(({ type }, column) => cellOf(type, block[column]![row]!)),
  ])
  assert.deepEqual(firsts.rows, expected)
}
