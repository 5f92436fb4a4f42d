/**
 * Reading over 1, 2 and 4 connections, on the main thread (the baseline) and in reader threads, from the SQL Server stand-in, which is a
 * process of its own: CPU time of this process with all its threads, and rows a second. Then the whole flow to Parquet, with and without.
 * On a machine with as many cores as connections the threads must win; on two they can only show what they cost.
 * `npm run bench -- readers [--rows n]`
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { buffersOf } from '../lib/columns/batch.ts'
import { giveBuffers } from '../lib/columns/buffers.ts'
import { HomeError } from '../lib/errors.ts'
import { mssqlHome } from '../lib/homes/mssql/home.ts'
import { SessionThreads } from '../lib/homes/mssql/session-threads.ts'
import { SessionPool } from '../lib/mssql/pool.ts'
import { spawnStandIn } from '../test/stand-ins/sql-server/spawn.ts'
import { moveInChild } from './move.ts'
import { cpuSeconds, heading } from './report.ts'

const { values } = parseArgs({ options: { rows: { type: 'string', default: '2000000' }, smoke: { type: 'boolean' } } })
const rows = values.smoke ? 20_000 : Number(values.rows)
const ROUNDS = values.smoke ? 1 : 3
const CONNECTIONS = [1, 2, 4]
const never = new AbortController().signal

interface Figures {
  /** µs a row. */
  cpu: number
  perSecond: number
}

heading(`reader threads, ${rows.toLocaleString('en')} rows`)
const standIn = await spawnStandIn({ seed: ['volume'], rows })
const connection = { ...standIn.connection, database: 'volume' }

/** Reads the table over so many connections, each in a thread of its own when there are threads. */
async function read(table: string, connections: number, threads: SessionThreads): Promise<Figures> {
  await using pool = new SessionPool(connection, {
    size: connections,
    acquireTimeout: 0,
    raises: HomeError,
    open: (to, signal) => threads.open(to, signal),
  })
  const home = mssqlHome(pool, { type: 'mssql', connection: 'it', table, ranges: connections })
  const { ranges, schema } = await home.describe(never)
  const began = performance.now()
  const { seconds, result } = await cpuSeconds(async () => {
    let count = 0
    const readRange = async (range: (typeof ranges)[number]) => {
      for await (const batch of home.read(range, schema, never)) {
        count += batch.rows
        // As the flow does when a row group is encoded.
        giveBuffers(buffersOf(batch))
      }
    }
    await Promise.all(ranges.map(readRange))
    return count
  })
  if (result !== rows || ranges.length !== connections) throw new Error(`${result} rows in ${ranges.length} ranges`)
  return { cpu: (seconds * 1e6) / rows, perSecond: (rows * 1000) / (performance.now() - began) }
}

function print(name: string, { cpu, perSecond }: Figures, baseline: Figures): void {
  const thousands = Math.round(perSecond / 1000).toLocaleString('en')
  console.log(
    `  ${name.padEnd(44)}  ${cpu.toFixed(2)} µs CPU a row  ${(cpu / baseline.cpu).toFixed(2)} ×  ` +
      `${thousands.padStart(6)} k rows/s  ${(perSecond / baseline.perSecond).toFixed(2)} ×`,
  )
}

async function reading(table: string): Promise<void> {
  console.log(`\n${table}, reading alone`)
  const subjects = CONNECTIONS.flatMap(connections => [
    { name: `${connections} on the main thread`, connections, threads: new SessionThreads(0) },
    { name: `${connections} in threads of their own`, connections, threads: new SessionThreads(connections) },
  ])
  // Rounds are interleaved and the best of each counts: a neighbour's load hits all alike, and compiling is over.
  const best = new Map<string, Figures>()
  for (let round = 0; round < ROUNDS; round++) {
    for (const { name, connections, threads } of subjects) {
      const { cpu, perSecond } = await read(table, connections, threads)
      const known = best.get(name) ?? { cpu, perSecond }
      best.set(name, { cpu: Math.min(cpu, known.cpu), perSecond: Math.max(perSecond, known.perSecond) })
    }
  }
  const [baseline] = best.values()
  for (const [name, figures] of best) print(name, figures, baseline!)
  await Promise.all(subjects.map(({ threads }) => threads.close()))
}

async function wholeFlow(folder: string, table: string): Promise<void> {
  console.log(`\n${table}, whole flow to local Parquet, zstd, two ranges`)
  let baseline: Figures | undefined
  for (const readers of [0, 1, 2]) {
    const moved = await moveInChild(folder, {
      connection,
      entities: [table.replace('dbo.', '')],
      home: { ranges: 2 },
      options: { readers },
    })
    if (moved.rows !== rows) throw new Error(`${moved.rows} rows of ${rows}`)
    const figures = { cpu: (moved.cpu * 1e6) / rows, perSecond: rows / moved.wall }
    baseline ??= figures
    print(readers === 0 ? 'no reader thread' : `readers: ${readers}`, figures, baseline)
  }
}

const folder = await mkdtemp(join(tmpdir(), 'hygge-bench-'))
try {
  for (const table of ['dbo.wide', 'dbo.narrow']) {
    await reading(table)
    await wholeFlow(folder, table)
  }
} finally {
  await standIn.stop()
  await rm(folder, { recursive: true, force: true })
}
