/** Sessions that are lent out: over real TCP, against a server that refuses, drops and stands still. */
import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { HomeError, StoreError } from '../../lib/errors.ts'
import { opened, SessionPool } from '../../lib/mssql/pool.ts'
import { Pools } from '../../lib/mssql/pools.ts'
import type { Session } from '../../lib/mssql/session.ts'
import { startTestServer } from '../support/sql-server.ts'
import { type Canned, startCanned, table } from './canned.ts'

const ALWAYS = new AbortController().signal
const SELECT = { statement: 'SELECT 1', parameters: [] }
const ONE = () => table([{ name: 'one', type: { name: 'int' }, nullable: false }], [[1]])

/** Sessions to read from live on this thread. */
const HERE = { open: opened(HomeError), close: async () => {} }

/** An hour is longer than the test: what waits for so long fails by the test's own limit. */
function poolOf({ connection }: Canned, size: number, acquireTimeout = 3600): SessionPool {
  return new SessionPool(connection, { size, acquireTimeout, raises: HomeError, open: opened(HomeError) })
}

function take(pool: SessionPool, signal = ALWAYS): Promise<Session> {
  return pool.acquire('read_committed', signal)
}

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; !condition(); tries++) {
    assert.ok(tries < 2000, `never came true: ${condition}`)
    await new Promise(resolve => setTimeout(resolve, 5))
  }
}

suite('a pool of sessions', { timeout: 60_000 }, () => {
  test('nothing is opened before it is asked for, never more than its size, and all of it is used again', async () => {
    await using canned = await startCanned(ONE)
    await using pool = poolOf(canned, 2)
    assert.equal(canned.server.connections.total, 0)
    let together = 0
    let most = 0
    const use = async () => {
      const session = await take(pool)
      most = Math.max(most, ++together)
      assert.deepEqual(await session.rows(SELECT, ALWAYS), [{ one: 1 }])
      together--
      await pool.release(session)
    }
    await Promise.all(Array.from({ length: 12 }, use))
    assert.deepEqual([most, canned.server.connections.total, pool.lent], [2, 2, 0])
  })

  test('W23 a login that fails loses no place: every one that waits hears why, and the next ones get in', async () => {
    await using canned = await startCanned(ONE)
    await using pool = poolOf(canned, 2)
    canned.server.faults.maxConnections = 0
    for (let round = 0; round < 3; round++) {
      const refused = await Promise.allSettled(Array.from({ length: 3 }, () => take(pool)))
      for (const outcome of refused) {
        assert.ok(outcome.status === 'rejected' && outcome.reason instanceof HomeError)
        assert.equal(outcome.reason.facts.number, 10928)
      }
    }
    canned.server.faults.maxConnections = null
    const both = await Promise.all([take(pool), take(pool)])
    for (const session of both) assert.equal((await session.rows(SELECT, ALWAYS)).length, 1)
  })

  test('W23 sessions that died while nobody had them are replaced, also when the first try to do so fails', async () => {
    await using canned = await startCanned(ONE)
    await using pool = poolOf(canned, 2)
    const idle = await Promise.all([take(pool), take(pool)])
    for (const session of idle) await pool.release(session)
    // The server ends them at their next statement: the reset.
    canned.server.faults.add({ match: 'set transaction isolation', dropAfterBytes: 0, times: 2 })
    canned.server.faults.maxConnections = 2
    const fresh = await Promise.all([take(pool), take(pool)])
    assert.deepEqual([canned.server.faults.hits, canned.server.connections.total], [2, 4])
    for (const session of fresh) assert.equal((await session.rows(SELECT, ALWAYS)).length, 1)
    for (const session of fresh) await pool.release(session)
    canned.server.faults.add({ match: 'set transaction isolation', dropAfterBytes: 0, times: 2 })
    canned.server.faults.maxConnections = 0
    await assert.rejects(take(pool), { code: 'LOGIN_FAILED' })
    canned.server.faults.maxConnections = null
    await Promise.all([take(pool), take(pool)])
  })

  test('a server that does not answer the reset is given up after connect_timeout, and another session is opened', async () => {
    await using canned = await startCanned(ONE)
    canned.connection.connect_timeout = 0.3
    await using pool = poolOf(canned, 1)
    await pool.release(await take(pool))
    canned.server.faults.add({ match: 'set transaction isolation', hang: { attention: 'ignored' } })
    const session = await take(pool)
    assert.equal((await session.rows(SELECT, ALWAYS)).length, 1)
    assert.equal(canned.server.connections.total, 2)
  })

  test('all in use for too long: an error that says what to raise, and which may pass', async () => {
    await using canned = await startCanned(ONE)
    await using pool = poolOf(canned, 1, 0.1)
    const held = await take(pool)
    await assert.rejects(take(pool), (error: unknown) => {
      assert.ok(error instanceof HomeError)
      assert.equal(error.code, 'POOL_EXHAUSTED')
      assert.equal(error.retryable, true)
      assert.match(error.message, /within 0\.1 s/)
      assert.match(error.advice ?? '', /pool\.size.*acquire_timeout.*concurrency/)
      assert.partialDeepStrictEqual(error.facts, { size: 1, seconds: 0.1 })
      return true
    })
    await pool.release(held)
    await pool.release(await take(pool))
  })

  test('an abort ends the wait with its reason, and takes no place with it', async () => {
    await using canned = await startCanned(ONE)
    await using pool = poolOf(canned, 1)
    const held = await take(pool)
    const control = new AbortController()
    const waiting = take(pool, control.signal)
    control.abort(new Error('stop'))
    await assert.rejects(waiting, { message: 'stop' })
    await assert.rejects(take(pool, control.signal), { message: 'stop' })
    await pool.release(held)
    assert.equal(await take(pool), held)
  })

  test('a session whose statement was cancelled or failed is closed, and its place is free', async () => {
    await using canned = await startCanned(async function* () {
      for (;;) {
        yield* ONE()
        await new Promise(resolve => setImmediate(resolve))
      }
    })
    await using pool = poolOf(canned, 1)
    const session = await take(pool)
    const control = new AbortController()
    const reading = session.rows(SELECT, control.signal)
    await until(() => canned.server.statements.some(({ outcome }) => outcome === 'running'))
    control.abort(new Error('stop'))
    await assert.rejects(reading, { message: 'stop' })
    await pool.release(session)
    const next = await take(pool)
    assert.notEqual(next, session)
    canned.server.faults.add({ match: 'SELECT', error: { number: 1205, message: 'deadlock' } })
    await assert.rejects(next.rows(SELECT, ALWAYS), { code: 'SQL_ERROR' })
    await pool.release(next)
    await until(() => canned.server.connections.live === 0)
  })

  test('a session given back in the middle of a statement is ended', async () => {
    await using canned = await startCanned(ONE)
    canned.server.faults.add({ match: 'SELECT', hang: {} })
    await using pool = poolOf(canned, 1)
    const session = await take(pool)
    const reading = assert.rejects(session.rows(SELECT, ALWAYS), { code: 'CONNECTION_LOST' })
    await until(() => canned.server.statements.some(({ outcome }) => outcome === 'running'))
    await pool.release(session)
    await reading
    await until(() => canned.server.connections.live === 0)
  })

  test("the isolation that one user asked for is not the next one's", async () => {
    await using server = await startTestServer()
    await using pool = new SessionPool(server.connection(), {
      size: 1,
      acquireTimeout: 10,
      raises: HomeError,
      open: opened(HomeError),
    })
    const first = await pool.acquire('snapshot', ALWAYS)
    await pool.release(first)
    const second = await pool.acquire('read_committed', ALWAYS)
    assert.equal(second, first)
    const levels = server.standIn?.statements
      .map(({ statement }) => /SET TRANSACTION ISOLATION LEVEL ([A-Z ]+)/i.exec(statement)?.[1]?.toLowerCase())
      .filter(level => level !== undefined)
    // Opened, set for the first user, and set back for the second.
    if (levels) assert.deepEqual(levels, ['read committed', 'snapshot', 'read committed'])
  })

  test('what a user left open is rolled back before the next one has the session', async () => {
    await using server = await startTestServer()
    await using pool = new SessionPool(server.connection(), {
      size: 1,
      acquireTimeout: 10,
      raises: StoreError,
      open: opened(StoreError),
    })
    const name = await server.createTable('[id] int NOT NULL')
    const first = await take(pool)
    const left = ['BEGIN TRANSACTION', `INSERT INTO ${name} VALUES (1)`, 'BEGIN TRANSACTION']
    for (const statement of left) await first.rows({ statement, parameters: [] }, ALWAYS)
    await pool.release(first)
    const second = await take(pool)
    assert.equal(second, first)
    const statement = `SELECT @@TRANCOUNT AS [open], (SELECT COUNT(*) FROM ${name}) AS [rows]`
    assert.deepEqual(await second.rows({ statement, parameters: [] }, ALWAYS), [{ open: 0, rows: 0 }])
    // Nor does it hold locks that others would wait for.
    await server.execute(`INSERT INTO ${name} VALUES (2)`)
    assert.deepEqual(await server.execute(`SELECT [id] FROM ${name}`), [{ id: 2 }])
  })

  test('closing fails what is under way and what waits, lends nothing any more, and can be done twice', async () => {
    await using canned = await startCanned(ONE)
    canned.server.faults.add({ match: 'SELECT', hang: {} })
    const pool = poolOf(canned, 1)
    const reading = assert.rejects((await take(pool)).rows(SELECT, ALWAYS), { code: 'CONNECTION_LOST' })
    const waiting = assert.rejects(take(pool), { code: 'POOL_CLOSED' })
    await until(() => canned.server.statements.some(({ outcome }) => outcome === 'running'))
    await pool.close()
    await Promise.all([reading, waiting])
    await assert.rejects(take(pool), { code: 'POOL_CLOSED' })
    await pool.close()
    await until(() => canned.server.connections.live === 0)
  })

  test('closing ends a login that is under way', async () => {
    await using canned = await startCanned(ONE)
    const pool = poolOf(canned, 1)
    const waiting = assert.rejects(take(pool), { code: 'POOL_CLOSED' })
    await pool.close()
    await waiting
    await until(() => canned.server.connections.live === 0)
  })
})

suite('the pools of a run', { timeout: 60_000 }, () => {
  test('readers never wait for writers of the same connection: a pool of one is enough for both', async () => {
    await using canned = await startCanned(ONE)
    const pools = new Pools({ erp: { ...canned.connection, pool: { size: 1, acquire_timeout: 10 } } }, 4, HERE)
    const reading = await take(pools.reading('erp'))
    const writing = await take(pools.writing('erp'))
    assert.equal(pools.reading('erp'), pools.reading('erp'))
    assert.deepEqual(
      [canned.server.connections.total, reading.place.raises, writing.place.raises],
      [2, HomeError, StoreError],
    )
    await pools.close()
    await until(() => canned.server.connections.live === 0)
  })

  test('twice the concurrency, and at least four, when nothing is said', async () => {
    await using canned = await startCanned(ONE)
    for (const [concurrency, size] of [
      [1, 4],
      [3, 6],
    ] as const) {
      const pools = new Pools({ erp: canned.connection }, concurrency, HERE)
      const pool = pools.reading('erp')
      await Promise.all(Array.from({ length: size }, () => take(pool)))
      const control = new AbortController()
      const more = assert.rejects(take(pool, control.signal), { message: 'full' })
      // One that is not opened now would be: the wait for it ends with the abort.
      await new Promise(resolve => setTimeout(resolve, 50))
      control.abort(new Error('full'))
      await more
      assert.equal(canned.server.connections.live, size)
      await pools.close()
      await until(() => canned.server.connections.live === 0)
    }
  })
})
