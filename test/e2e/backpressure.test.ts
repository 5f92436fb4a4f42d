/** A store that stops writing stops the server, and memory stays where it is. */
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, suite, test } from 'node:test'
import { formatOf } from '../../lib/encode/formats.ts'
import { encodePool } from '../../lib/encode/pool.ts'
import { Budget } from '../../lib/flow/budget.ts'
import { moveRange } from '../../lib/flow/range.ts'
import { mssqlHome } from '../../lib/homes/mssql/home.ts'
import { localStore } from '../../lib/stores/local/store.ts'
import type { PartSink, Staging } from '../../lib/stores/store.ts'
import { DEFAULT_USER } from '../stand-ins/sql-server/engine/engine.ts'
import { readingPool } from '../support/sql-server.ts'
import { Project, temporaryFolder } from './support/project.ts'
import { byDuckdb, partsOf } from './support/read-back.ts'
import { PASSWORD, reading, type Source, startSource, until } from './support/stand-in.ts'

const MIB = 2 ** 20
const MEMORY = 16 * MIB
/** About a gigabyte on the wire. */
const ROWS = 3_000_000
const BYTES_A_ROW = 300
/** What may be on its way beyond the budget: socket buffers of both sides, a batch being read, one being waited for. */
const IN_FLIGHT = 24 * MIB
/** The program itself, with its threads and the TypeScript loader: about 230 MiB, and room for other machines. */
const BASE = 400 * MIB

suite('a store that stops writing', { timeout: 120_000 }, () => {
  let source: Source
  before(async () => {
    source = await startSource({ volumeRows: ROWS })
  })
  after(() => source[Symbol.asyncDispose]())

  /** Resolves when the server has sent nothing for a while, although it has more. */
  async function standstill(): Promise<number> {
    let still = 0
    let sent = source.standIn.sent
    await until(() => {
      still = source.standIn.sent === sent ? still + 1 : 0
      sent = source.standIn.sent
      return still >= 15
    }, 100)
    return sent
  }

  test('the budget is not exceeded while it stands, and every row arrives when it goes on', async () => {
    const rows = 400_000
    const connection = source.connection('volume')
    const login = { ...connection, authentication: { type: 'sql', ...DEFAULT_USER } as const }
    await using sessions = readingPool(login)
    const home = mssqlHome(sessions, { type: 'mssql', connection: 'x', table: 'dbo.wide', where: `id <= ${rows}` })
    const folder = temporaryFolder('backpressure')
    const path = join(folder, 'wide')
    const options = { format: 'parquet', compression: 'zstd', rows_per_file: 250_000 } as const
    const store = localStore({ type: 'local', path, base: folder, ...options })
    const control = new AbortController()
    const { schema, ranges } = await home.describe(control.signal)
    const staging = await store.open({
      run: 'r1',
      flow: 'f',
      entity: 'wide',
      mode: 'full_drop',
      schema,
      reached: async () => {},
    })
    const gate = Promise.withResolvers<void>()
    await using pool = closing(encodePool({ threads: 2 }))
    const budget = new Budget(MEMORY)
    const slots = new Budget(4)
    const before = source.standIn.sent
    let taken = 0
    const moved = moveRange({
      run: 'r1',
      range: ranges[0]!,
      schema,
      home,
      staging: gated(staging, gate.promise),
      format: formatOf('parquet'),
      compression: 'zstd',
      rowsPerFile: options.rows_per_file,
      pool: pool.pool,
      slots,
      budget,
      control,
      adopted: [],
      series: 1,
      onRows: count => {
        taken += count
      },
      onBytes: () => {},
      onPart: async () => {},
    })
    const sent = (await standstill()) - before
    assert.ok(taken > 0 && taken < rows / 2, `${taken} rows were taken`)
    assert.ok(budget.held > MEMORY / 2 && budget.held <= MEMORY, `${budget.held} bytes are held`)
    // Text is twice as long on the wire as in memory, at most.
    assert.ok(sent <= 2 * MEMORY + IN_FLIGHT && sent < (rows * BYTES_A_ROW) / 2, `${sent} bytes were sent`)
    gate.resolve()
    const parts = await moved
    await home.close()
    assert.equal(taken, rows)
    assert.equal(
      parts.reduce((sum, { staged }) => sum + staged.rows, 0),
      rows,
    )
    assert.deepEqual([budget.held, slots.held], [0, 0])
    await staging.publish(parts.map(({ staged }) => staged))
    const counts = await byDuckdb(partsOf(path), 'WHERE id IN (1, 400000) ORDER BY id')
    assert.deepEqual(
      counts.rows.map(([id]) => id),
      ['1', '400000'],
    )
    assert.ok(source.standIn.sent - before > rows * BYTES_A_ROW)
  })

  test('the whole process stays small', { skip: !existsSync('/proc/self/status') && 'needs /proc' }, async () => {
    const project = new Project('standstill').write({
      name: 'standstill',
      options: { memory: MEMORY, workers: 2 },
      connections: { volume: source.connection('volume') },
      flows: {
        files: {
          home: { type: 'mssql', connection: 'volume', table: 'dbo.{entity}' },
          store: { type: 'local', path: 'out' },
          entities: ['wide'],
        },
      },
    })
    const before = source.standIn.sent
    // The first row group reaches the file, then nothing more does.
    const program = project.start([], { ...PASSWORD, HYGGE_FAULT: 'part.group-written:hang' })
    await until(() => source.standIn.sent - before > MIB || program.child.exitCode !== null)
    const sent = (await standstill()) - before
    const peak = peakMemory(program.child.pid!)
    const { outcome } = source.standIn.statements.findLast(({ statement }) => reading('wide').test(statement))!
    program.child.kill('SIGKILL')
    await program.ended()
    assert.equal(outcome, 'running', program.stderr)
    assert.ok(peak <= MEMORY + BASE, `${Math.round(peak / MIB)} MiB at the peak`)
    assert.ok(sent <= 3 * MEMORY + IN_FLIGHT && sent < (ROWS * BYTES_A_ROW) / 4, `${sent} bytes were sent`)
  })
})

function closing(pool: ReturnType<typeof encodePool>) {
  return { pool, [Symbol.asyncDispose]: () => pool.close() }
}

/** The staging, whose parts take no byte before the gate opens. */
function gated(staging: Staging, gate: Promise<void>): Staging {
  return {
    stage: async name => {
      const sink: PartSink = await staging.stage(name)
      return {
        write: async bytes => {
          await gate
          await sink.write(bytes)
        },
        finish: rows => sink.finish(rows),
        abort: () => sink.abort(),
      }
    },
    adopt: part => staging.adopt(part),
    publish: parts => staging.publish(parts),
    settled: part => staging.settled(part),
    sweep: () => staging.sweep(),
  }
}

/** The most memory that a process ever had, in bytes. */
function peakMemory(pid: number): number {
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) * 1024
}
