/**
 * The whole way, SQL Server stand-in to Parquet files with zstd: CPU seconds and peak memory of the client for 1 and for 5 parts of the rows.
 * Memory must not depend on the table's size: the last column is the ratio to the smaller table, the baseline.
 * `npm run bench -- flow [--rows n]`: n is the larger table's rows.
 */
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs, promisify } from 'node:util'
import { stringify } from 'yaml'
import { spawnStandIn } from '../test/stand-ins/sql-server/spawn.ts'
import { heading } from './report.ts'

interface Figures {
  cpu: number
  wall: number
  rows: number
  bytes: number
  memory: number
}

const { values } = parseArgs({ options: { rows: { type: 'string', default: '5000000' }, smoke: { type: 'boolean' } } })
const rows = values.smoke ? 100_000 : Number(values.rows)
const child = fileURLToPath(new URL('flow-child.ts', import.meta.url))

heading('whole flow, SQL Server stand-in → local Parquet, zstd')
const folder = await mkdtemp(join(tmpdir(), 'hygge-bench-'))
const standIn = await spawnStandIn({ seed: ['volume'], rows })

async function move(table: string, upTo: number): Promise<Figures> {
  const file = join(folder, 'flows.yml')
  const workspace = {
    name: 'bench',
    connections: { it: { ...standIn.connection, database: 'volume' } },
    flows: {
      bench: {
        home: { type: 'mssql', connection: 'it', table: 'dbo.{entity}' },
        store: { type: 'local', path: 'out' },
        entities: [{ name: table, where: `id <= ${upTo}` }],
      },
    },
  }
  await writeFile(file, stringify(workspace))
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', child, file], {
    maxBuffer: 2 ** 24,
  })
  return JSON.parse(stdout)
}

try {
  for (const table of ['wide', 'narrow']) {
    console.log(`\ndbo.${table}`)
    let baseline: Figures | undefined
    for (const upTo of [rows / 5, rows]) {
      const figures = await move(table, upTo)
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
