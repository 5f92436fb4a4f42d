/**
 * The whole way, SQL Server stand-in to Parquet files with zstd: CPU seconds and peak memory of the client for 1 and for 5 parts of the rows.
 * Memory must not depend on the table's size: the last column is the ratio to the smaller table, the baseline.
 * `npm run bench -- flow [--rows n]`: n is the larger table's rows.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { spawnStandIn } from '../test/stand-ins/sql-server/spawn.ts'
import { type Moved, moveInChild } from './move.ts'
import { heading } from './report.ts'

const { values } = parseArgs({ options: { rows: { type: 'string', default: '5000000' }, smoke: { type: 'boolean' } } })
const rows = values.smoke ? 100_000 : Number(values.rows)

heading('whole flow, SQL Server stand-in → local Parquet, zstd')
const folder = await mkdtemp(join(tmpdir(), 'hygge-bench-'))
const standIn = await spawnStandIn({ seed: ['volume'], rows })
const connection = { ...standIn.connection, database: 'volume' }

try {
  for (const table of ['wide', 'narrow']) {
    console.log(`\ndbo.${table}`)
    let baseline: Moved | undefined
    for (const upTo of [rows / 5, rows]) {
      const figures = await moveInChild(folder, { connection, entities: [table], home: { where: `id <= ${upTo}` } })
      if (Math.abs(figures.rows - upTo) > 1) throw new Error(`${figures.rows} rows of ${upTo}`)
      baseline ??= figures
      const perRow = (figures.cpu * 1e6) / figures.rows
      console.log(
        `  ${figures.rows.toLocaleString('en').padStart(11)} rows  ${perRow.toFixed(2)} µs CPU a row  ` +
          `${Math.round(figures.rows / figures.wall / 1000).toLocaleString('en')} k rows/s  ${(figures.bytes / 1e6).toFixed(1)} MB  ` +
          `peak ${Math.round(figures.memory / 2 ** 20)} MiB  ${(figures.memory / baseline.memory).toFixed(2)} ×`,
      )
    }
  }
} finally {
  await standIn.stop()
  await rm(folder, { recursive: true, force: true })
}
