/**
 * Many small tables: CPU and time of 200 of 1,000 rows each, 4 and 16 side by side, against one table alone, the baseline.
 * `npm run bench -- small`
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { spawnStandIn } from '../test/stand-ins/sql-server/spawn.ts'
import { type Moved, moveInChild } from './move.ts'
import { heading } from './report.ts'

const { values } = parseArgs({ options: { smoke: { type: 'boolean' } } })
const TABLES = values.smoke ? 5 : 200
const ROWS = 1000

heading(`${TABLES} tables of ${ROWS.toLocaleString('en')} rows and 22 columns → local Parquet, zstd`)
const folder = await mkdtemp(join(tmpdir(), 'hygge-bench-'))
const standIn = await spawnStandIn({ seed: ['volume'], rows: ROWS })
const connection = { ...standIn.connection, database: 'volume' }

async function moved(tables: number, concurrency: number): Promise<Moved> {
  const entities = Array.from({ length: tables }, (_, at) => ({ name: `t${at}`, home: { table: 'dbo.wide' } }))
  const figures = await moveInChild(folder, { connection, entities, options: { concurrency } })
  if (figures.rows !== tables * ROWS) throw new Error(`${figures.rows} rows of ${tables * ROWS}`)
  return figures
}

try {
  let baseline: Moved | undefined
  for (const [tables, concurrency] of [
    [1, 4],
    [TABLES, 4],
    [TABLES, 16],
  ] as const) {
    const figures = await moved(tables, concurrency)
    baseline ??= figures
    // What starting costs is in the baseline already.
    const each = tables === 1 ? figures.cpu : (figures.cpu - baseline.cpu) / (tables - 1)
    console.log(
      `  ${String(tables).padStart(4)} tables, ${String(concurrency).padStart(2)} side by side  ${(each * 1000).toFixed(1).padStart(7)} ms CPU a table  ` +
        `${(each / baseline.cpu).toFixed(3)} ×  ${figures.wall.toFixed(1).padStart(5)} s  peak ${Math.round(figures.memory / 2 ** 20)} MiB`,
    )
  }
} finally {
  await standIn.stop()
  await rm(folder, { recursive: true, force: true })
}
