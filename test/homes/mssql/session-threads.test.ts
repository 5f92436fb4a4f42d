/** Sessions in reading threads: the same plans, rows and errors as on the thread of their user, under the same limits. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { after, before, suite, test } from 'node:test'
import { buffersOf } from '../../../lib/columns/batch.ts'
import { giveBuffers } from '../../../lib/columns/buffers.ts'
import { addChecksums, type ColumnChecksum, checksumsOf } from '../../../lib/columns/checksum.ts'
import type { Schema } from '../../../lib/columns/schema.ts'
import { errorFacts, HomeError } from '../../../lib/errors.ts'
import type { Home, Range } from '../../../lib/homes/home.ts'
import type { MssqlHomeConfig } from '../../../lib/homes/mssql/config.ts'
import { mssqlHome } from '../../../lib/homes/mssql/home.ts'
import { type ReadSession, SessionThreads } from '../../../lib/homes/mssql/session-threads.ts'
import { ThreadSession } from '../../../lib/homes/mssql/thread-session.ts'
import type { MssqlConnection } from '../../../lib/mssql/connection.ts'
import { quoteName } from '../../../lib/mssql/identifier.ts'
import { SessionPool } from '../../../lib/mssql/pool.ts'
import { startCanned, table } from '../../mssql/canned.ts'
import { rowsOf } from '../../mssql/values.ts'
import { DEFAULT_USER, StandInEngine } from '../../stand-ins/sql-server/engine/engine.ts'
import { ERP_TABLES, erp } from '../../stand-ins/sql-server/seeds/erp.ts'
import { volume } from '../../stand-ins/sql-server/seeds/volume.ts'
import { type StandIn, startServer } from '../../stand-ins/sql-server/server.ts'
import { type Answer, type SqlColumn, SqlError } from '../../stand-ins/sql-server/types.ts'

const ALWAYS = new AbortController().signal
const COLUMNS: SqlColumn[] = [{ name: 'text', type: { name: 'nvarchar', length: 100 }, nullable: true }]
const SCHEMA: Schema = { fields: [{ name: 'text', type: { kind: 'utf8' }, nullable: true, source: 'nvarchar(100)' }] }
const RANGE: Range = { index: 0, statement: 'SELECT [text] FROM [dbo].[t]', parameters: [] }
const BLOCK = 1000
const TEXTS = Array.from({ length: BLOCK }, (_, i) => `row ${i} ${'-'.repeat(80)}`)

/** Blocks of rows, without end when `blocks` is; the server breathes between them. */
async function* endless(blocks = Infinity): AsyncGenerator<Answer> {
  yield { kind: 'columns', columns: COLUMNS }
  for (let i = 0; i < blocks; i++) {
    yield { kind: 'rows', count: BLOCK, values: [TEXTS] }
    await new Promise(resolve => setImmediate(resolve))
  }
  yield { kind: 'done', rows: BigInt(blocks * BLOCK) }
}

function poolOf(connection: MssqlConnection, threads: SessionThreads): SessionPool<ReadSession> {
  const open = (to: MssqlConnection, signal: AbortSignal) => threads.open(to, signal)
  return new SessionPool(connection, { size: 4, acquireTimeout: 0, raises: HomeError, open })
}

function homeOf(pool: SessionPool<ReadSession>, config: Partial<MssqlHomeConfig> = { table: 'dbo.t' }): Home {
  return mssqlHome(pool, { type: 'mssql', connection: 'erp', ...config })
}

async function drain(home: Home, range = RANGE, signal = ALWAYS): Promise<number> {
  let rows = 0
  for await (const batch of home.read(range, SCHEMA, signal)) rows += batch.rows
  return rows
}

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; !condition(); tries++) {
    assert.ok(tries < 2000, `never came true: ${condition}`)
    await new Promise(resolve => setTimeout(resolve, 5))
  }
}

/** Threads of this process that run now. */
function running(): number {
  const report = process.report.getReport()
  assert.ok('workers' in report && Array.isArray(report.workers))
  return report.workers.length
}

suite('reading threads give what the main thread gives', () => {
  let engine: StandInEngine
  let server: StandIn
  const threads = new SessionThreads(2)
  const here = new SessionThreads(0)
  const pools = new Map<SessionThreads, SessionPool<ReadSession>>()
  before(async () => {
    engine = await StandInEngine.create()
    await erp.plant(engine)
    await volume(20_000).plant(engine)
    server = await startServer({ engine })
    const place = { server: server.host, port: server.port, database: 'erp', encrypt: false }
    const connection: MssqlConnection = { type: 'mssql', ...place, authentication: { type: 'sql', ...DEFAULT_USER } }
    for (const where of [here, threads]) pools.set(where, poolOf(connection, where))
  })
  after(async () => {
    for (const pool of pools.values()) await pool.close()
    await threads.close()
    await server.close()
    await engine.close()
  })

  /** Plan, counts and rows; ranges side by side, and used up buffers given back as the flow does. */
  async function moved(where: SessionThreads, config: Partial<MssqlHomeConfig>) {
    const home = homeOf(pools.get(where)!, config)
    const plan = await home.describe(ALWAYS)
    const read = async (range: Range) => {
      const rows: unknown[][] = []
      const sizes: number[] = []
      let sums: ColumnChecksum[] = checksumsOf(plan.schema, [])
      for await (const batch of home.read(range, plan.schema, ALWAYS)) {
        if (batch.rows < 100) rows.push(...rowsOf(plan.schema, [batch]))
        sums = addChecksums(sums, checksumsOf(plan.schema, [batch]))
        sizes.push(batch.rows)
        giveBuffers(buffersOf(batch))
      }
      return { rows, sums, sizes, count: await home.count?.(range, plan.schema, ALWAYS) }
    }
    return { plan, ranges: await Promise.all(plan.ranges.map(read)) }
  }

  for (const { path, rows } of ERP_TABLES) {
    test(`${quoteName(path)}, ${rows.length} rows`, async () => {
      const config = { table: quoteName(path) }
      const [mine, theirs] = [await moved(here, config), await moved(threads, config)]
      assert.deepEqual(theirs, mine)
      assert.equal(
        mine.ranges.flatMap(range => range.sizes).reduce((sum, size) => sum + size, 0),
        rows.length,
      )
    })
  }

  test('four ranges over two threads, and a query', async () => {
    for (const config of [
      { table: 'volume.dbo.narrow', ranges: 4 },
      { table: 'volume.dbo.wide', ranges: 4, where: 'id > 12000' },
      { query: 'SELECT * FROM volume.dbo.narrow WHERE id <= 9000' },
    ]) {
      const [mine, theirs] = [await moved(here, config), await moved(threads, config)]
      assert.deepEqual(theirs, mine)
      assert.equal(mine.ranges.length, config.ranges ?? 1)
    }
  })
})

suite('a session in a reading thread', { timeout: 60_000 }, () => {
  test('the first one stays on the main thread when it is told to, the others are spread', async () => {
    await using canned = await startCanned(() => endless())
    const threads = new SessionThreads(2, { own: 1 })
    await using pool = poolOf(canned.connection, threads)
    const before = running()
    const first = await pool.acquire('read_committed', ALWAYS)
    assert.equal(running(), before)
    const others = [1, 2, 3].map(() => pool.acquire('read_committed', ALWAYS))
    const sessions = [first, ...(await Promise.all(others))]
    assert.deepEqual(
      sessions.map(session => session instanceof ThreadSession),
      [false, true, true, true],
    )
    assert.equal(running(), before + 2)
    assert.equal(canned.server.connections.live, 4)
    await pool.close()
    await threads.close()
    await threads.close()
    assert.equal(running(), before)
    await until(() => canned.server.connections.live === 0)
    await assert.rejects(threads.open(canned.connection, ALWAYS), { code: 'HOME_CLOSED' })
  })

  test('errors are those of the main thread, with their facts', async () => {
    await using canned = await startCanned(async function* (statement) {
      if (statement.includes('gone')) throw new SqlError(208, "Invalid object name 'gone'.", { class: 16 })
      if (statement.includes('other')) return yield* table([{ ...COLUMNS[0]!, name: 'other' }], [['x']])
      yield* table(COLUMNS, [['x']], 1)
      throw new SqlError(1205, 'Deadlocked.', { state: 45, class: 13, procedure: 'p', line: 3 })
    })
    const sql = { ...canned.connection, connect_timeout: 5 }
    const refused: MssqlConnection = { ...sql, authentication: { type: 'sql', user: 'nobody', password: 'wrong' } }
    const away: MssqlConnection = { ...sql, port: 1 }
    const parameters = [{ name: 'low', type: 'bigint', value: 'many' }]
    const cases: [connection: MssqlConnection, range: Range, code: string][] = [
      [sql, { ...RANGE, statement: 'SELECT gone' }, 'SQL_ERROR'],
      [sql, { ...RANGE, statement: 'SELECT other' }, 'SCHEMA_CHANGED'],
      [sql, RANGE, 'SQL_ERROR'],
      [sql, { ...RANGE, parameters }, 'PARAMETER_INVALID'],
      [refused, RANGE, 'LOGIN_FAILED'],
      [away, RANGE, 'CONNECTION_FAILED'],
    ]
    const [here, there] = [new SessionThreads(0), new SessionThreads(1)]
    for (const [connection, range, code] of cases) {
      const facts = []
      for (const threads of [here, there]) {
        await using pool = poolOf(connection, threads)
        const error: unknown = await drain(homeOf(pool), range).then(
          () => null,
          error => error,
        )
        facts.push({ ...errorFacts(error), retryable: error instanceof HomeError && error.retryable })
      }
      assert.deepEqual(facts[1], facts[0])
      assert.equal(facts[1]!.code, code)
      assert.ok(facts[1]!.advice)
    }
    await there.close()
    await until(() => canned.server.connections.live === 0)
  })

  test('leaving the loop and aborting cancel at the server, and leave nothing in the thread', async () => {
    let control = new AbortController()
    await using canned = await startCanned(async function* (statement) {
      if (statement.includes('wait')) {
        control.abort(new Error('stop'))
        await new Promise(resolve => setTimeout(resolve, 300))
      }
      yield* endless()
    })
    const threads = new SessionThreads(1)
    await using pool = poolOf(canned.connection, threads)
    const home = homeOf(pool)
    for await (const _ of home.read(RANGE, SCHEMA, ALWAYS)) break
    const reading = (async () => {
      for await (const _ of home.read(RANGE, SCHEMA, control.signal)) control.abort(new Error('stop'))
    })()
    await assert.rejects(reading, { message: 'stop' })
    control = new AbortController()
    await assert.rejects(drain(home, { ...RANGE, statement: 'SELECT wait' }, control.signal), { message: 'stop' })
    await until(() => canned.abandoned() === 3 && canned.server.connections.live === 0)
    assert.equal(pool.lent, 0)
    await threads.close()
  })

  test('a login that is aborted is given up', async t => {
    const sockets = new Set<Socket>()
    const silent = createServer(socket => sockets.add(socket.resume().once('close', () => sockets.delete(socket))).size)
    t.after(() => silent.close())
    silent.listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const place = { server: '127.0.0.1', port: (silent.address() as AddressInfo).port, database: 'erp' }
    const authentication = { type: 'sql', user: 'somebody', password: 'else' } as const
    const threads = new SessionThreads(1)
    const control = new AbortController()
    const opening = threads.open({ type: 'mssql', ...place, authentication }, control.signal)
    await until(() => sockets.size === 1)
    control.abort(new Error('stop'))
    await assert.rejects(opening, { message: 'stop' })
    await until(() => sockets.size === 0)
    await threads.close()
  })

  test('backpressure reaches the socket: a consumer that stops, stops the server', async () => {
    let produced = 0
    await using canned = await startCanned(async function* () {
      for await (const answer of endless()) {
        produced++
        yield answer
      }
    })
    const threads = new SessionThreads(1)
    await using pool = poolOf(canned.connection, threads)
    const reading = homeOf(pool).read(RANGE, SCHEMA, ALWAYS)[Symbol.asyncIterator]()
    assert.equal((await reading.next()).done, false)
    // The kernel's buffers fill, then nothing moves.
    let before = -1
    while (before !== produced) {
      before = produced
      await new Promise(resolve => setTimeout(resolve, 300))
    }
    const { sent } = canned.server
    assert.ok(sent < 32 * 1024 * 1024, `${sent} bytes were sent to a consumer that does not read`)
    while (canned.server.sent === sent) assert.equal((await reading.next()).done, false)
    await reading.return?.()
    await until(() => canned.abandoned() === 1)
    await threads.close()
  })

  test('a thread that dies is an error that says so, for all who read there; the next one has another', async () => {
    await using canned = await startCanned(statement => endless(statement.includes('few') ? 3 : Infinity))
    const threads = new SessionThreads(1, { worker: new URL('dying-sessions.ts', import.meta.url) })
    await using pool = poolOf(canned.connection, threads)
    const home = homeOf(pool)
    for (const [words, cause] of [
      ['EXIT', /exit code 7/],
      ['THROW', /thrown on purpose/],
    ] as const) {
      const other = home.read(RANGE, SCHEMA, ALWAYS)[Symbol.asyncIterator]()
      await other.next()
      const died = (error: unknown) => {
        assert.ok(error instanceof HomeError && error.code === 'READER_FAILED', String(error))
        assert.match(error.message, cause)
        assert.match(error.advice ?? '', /options\.readers/)
        return true
      }
      await assert.rejects(drain(home, { ...RANGE, statement: words }), died)
      await assert.rejects(async () => {
        while (!(await other.next()).done);
      }, died)
      assert.equal(await drain(home, { ...RANGE, statement: 'SELECT few' }), 3 * BLOCK)
    }
    await until(() => canned.server.connections.live <= 1)
    await threads.close()
  })

  test('closing the threads fails what is under way', async () => {
    await using canned = await startCanned(() => endless())
    const threads = new SessionThreads(1)
    await using pool = poolOf(canned.connection, threads)
    const reading = drain(homeOf(pool))
    await until(() => canned.server.sent > 100_000)
    const [outcome] = await Promise.allSettled([reading, threads.close()])
    assert.ok(outcome.status === 'rejected' && outcome.reason instanceof HomeError)
    assert.equal(outcome.reason.code, 'HOME_CLOSED')
    await until(() => canned.server.connections.live === 0)
  })
})
