import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Connection, ISOLATION_LEVEL, Request, TYPES } from 'tedious'
import { openServer } from './bulk-support.ts'
import { type Ran, run } from './wire-support.ts'

type Call = (done: (error?: Error | null) => void) => void
const call = (start: Call): Promise<void> =>
  new Promise((resolve, reject) => start(error => (error ? reject(error) : resolve())))

const begin = (connection: Connection, level?: number): Promise<void> =>
  call(done => connection.beginTransaction(done, '', level))
const commit = (connection: Connection): Promise<void> => call(done => connection.commitTransaction(done))
const rollback = (connection: Connection): Promise<void> => call(done => connection.rollbackTransaction(done))

async function sql(connection: Connection, statement: string): Promise<unknown[][]> {
  const { rows, error } = await run(connection, statement)
  if (error) throw error
  return rows
}
const number = async (connection: Connection, statement: string): Promise<unknown> =>
  (await sql(connection, statement))[0]?.[0]
const failure = async (connection: Connection, statement: string): Promise<number | undefined> =>
  (await run(connection, statement)).error?.number

/** Runs until it is seen to wait; `done` is what it came to in the end. */
async function waiting(connection: Connection, statement: string): Promise<{ done: Promise<Ran> }> {
  let ended = false
  const done = run(connection, statement).finally(() => {
    ended = true
  })
  await sleep(60)
  assert.equal(ended, false, `${statement} waits`)
  return { done }
}

describe('transactions', () => {
  test('by the transaction manager and by T-SQL: tedious follows what is open', async t => {
    const { open } = await openServer(t)
    const [one, two] = [await open(), await open()]
    await sql(one, 'CREATE TABLE t (a int)')
    await begin(one)
    await sql(one, 'INSERT t VALUES (1)')
    assert.equal(await number(two, 'SELECT COUNT(*) FROM t'), 0)
    await commit(one)
    assert.equal(await number(two, 'SELECT COUNT(*) FROM t'), 1)
    // Begun by a batch, ended by the transaction manager.
    await sql(one, 'BEGIN TRAN; INSERT t VALUES (2)')
    assert.equal(one.inTransaction, true)
    await rollback(one)
    assert.equal(one.inTransaction, false)
    assert.equal(await number(one, 'SELECT COUNT(*) FROM t'), 1)
    await begin(one)
    await sql(one, 'COMMIT')
    assert.equal(one.inTransaction, false)
    await assert.rejects(commit(one), { number: 3902 })
  })

  test('savepoints bring back rows and definitions, again and again', async t => {
    const { open } = await openServer(t)
    const [one, two] = [await open(), await open()]
    await sql(
      one,
      "CREATE TABLE t (a int NOT NULL PRIMARY KEY, n nvarchar(9) NULL); INSERT t VALUES (1, 'one'), (2, 'two')",
    )
    await begin(one)
    await sql(one, "UPDATE t SET n = 'changed' WHERE a = 1")
    await call(done => one.saveTransaction(done, 'first'))
    for (let round = 0; round < 2; round++) {
      await sql(
        one,
        'DELETE t WHERE a = 1; INSERT t VALUES (3, NULL); CREATE TABLE u (a int); ALTER TABLE t ADD z int NULL',
      )
      await sql(one, 'SAVE TRAN second; TRUNCATE TABLE t; DROP TABLE u')
      await sql(one, 'ROLLBACK TRAN second')
      assert.deepEqual(await sql(one, 'SELECT a, z FROM t ORDER BY a'), [
        [2, null],
        [3, null],
      ])
      assert.equal(await number(one, 'SELECT COUNT(*) FROM u'), 0)
      await call(done => one.rollbackTransaction(done, 'first'))
      assert.equal(one.inTransaction, true)
      assert.deepEqual(await sql(one, 'SELECT * FROM t ORDER BY a'), [
        [1, 'changed'],
        [2, 'two'],
      ])
      assert.equal(await number(one, "SELECT OBJECT_ID('u')"), null)
    }
    assert.equal(await failure(one, 'ROLLBACK TRAN nowhere'), 6401)
    assert.equal(await failure(one, 'INSERT t VALUES (9, 9), (1, 1)'), 2627)
    await rollback(one)
    await begin(one)
    await sql(one, "SAVE TRAN s; UPDATE t SET n = 'kept' WHERE a = 1")
    await commit(one)
    assert.deepEqual(await sql(two, 'SELECT n FROM t WHERE a = 1'), [['kept']])
    assert.equal(await failure(two, 'SAVE TRAN s'), 628)
  })

  test('reads see what others committed, until the first write; snapshot isolation sees one state', async t => {
    const { open } = await openServer(t)
    const [one, two] = [await open(), await open()]
    await sql(one, 'CREATE TABLE t (a int)')
    await begin(one, ISOLATION_LEVEL.READ_COMMITTED)
    assert.equal(await number(one, 'SELECT COUNT(*) FROM t'), 0)
    await sql(two, 'INSERT t VALUES (1)')
    assert.equal(await number(one, 'SELECT COUNT(*) FROM t'), 1)
    await commit(one)
    await begin(one, ISOLATION_LEVEL.SNAPSHOT)
    assert.equal(await number(one, 'SELECT COUNT(*) FROM t'), 1)
    await sql(two, 'INSERT t VALUES (2)')
    assert.equal(await number(one, 'SELECT COUNT(*) FROM t'), 1)
    await commit(one)
    assert.equal(await number(one, 'SELECT COUNT(*) FROM t'), 2)
  })

  test('XACT_ABORT rolls back at any error but one of syntax; without it a failed write leaves only ROLLBACK', async t => {
    const { open } = await openServer(t)
    const one = await open()
    await sql(one, 'CREATE TABLE t (a int NOT NULL PRIMARY KEY); SET XACT_ABORT ON')
    for (const [statement, error] of [
      ['INSERT t VALUES (1)', 2627],
      ['SELECT * FROM nope', 208],
      ['INSERT t VALUES (NULL)', 515],
    ] as const) {
      await begin(one)
      await sql(one, 'INSERT t VALUES (1)')
      assert.equal(await failure(one, statement), error)
      assert.equal(one.inTransaction, false, statement)
      assert.deepEqual(await sql(one, 'SELECT @@TRANCOUNT, XACT_STATE(), COUNT(*) FROM t'), [[0, 0, 0]])
    }
    await begin(one)
    assert.equal(await failure(one, 'SELEKT 1'), 102)
    assert.deepEqual(await sql(one, 'SELECT @@TRANCOUNT, XACT_STATE()'), [[1, 1]])
    await rollback(one)
    await sql(one, 'SET XACT_ABORT OFF')
    await begin(one)
    await sql(one, 'INSERT t VALUES (1)')
    assert.equal(await failure(one, 'INSERT t VALUES (1)'), 2627)
    assert.equal(await failure(one, 'INSERT t VALUES (2)'), 3930)
    await assert.rejects(commit(one), { number: 3930 })
    assert.equal(await number(one, 'SELECT XACT_STATE()'), -1)
    await rollback(one)
    assert.equal(await number(one, 'SELECT COUNT(*) FROM t'), 0)
  })

  test('TRY and CATCH know the error; what cannot be committed is rolled back at the end of the batch', async t => {
    const { open } = await openServer(t)
    const one = await open()
    await sql(one, 'CREATE TABLE t (a int NOT NULL CONSTRAINT PK_t PRIMARY KEY)')
    const caught = `BEGIN TRY
        INSERT t VALUES (1); INSERT t VALUES (1)
      END TRY BEGIN CATCH
        SELECT ERROR_NUMBER(), ERROR_SEVERITY(), ERROR_STATE(), ERROR_MESSAGE(), XACT_STATE()
      END CATCH SELECT ERROR_NUMBER()`
    const message =
      "Violation of PRIMARY KEY constraint 'PK_t'. Cannot insert duplicate key in object 'dbo.t'. The duplicate key value is (1)."
    assert.deepEqual(await sql(one, caught), [[2627, 14, 1, message, 0], [null]])
    const published = `SET XACT_ABORT ON; BEGIN TRY BEGIN TRAN; INSERT t VALUES (5); THROW 50123, N'not today', 7; COMMIT END TRY
      BEGIN CATCH IF XACT_STATE() <> 0 ROLLBACK; THROW; END CATCH`
    const { error } = await run(one, published)
    assert.deepEqual([error?.number, error?.state, error?.message], [50_123, 7, 'not today'])
    assert.deepEqual(await sql(one, 'SELECT @@TRANCOUNT, COUNT(*) FROM t'), [[0, 1]])
    const forgotten =
      'BEGIN TRAN; BEGIN TRY INSERT t VALUES (6); INSERT t VALUES (6) END TRY BEGIN CATCH SELECT XACT_STATE() END CATCH'
    assert.equal(await failure(one, forgotten), 3998)
    assert.equal(one.inTransaction, false)
    assert.equal(await failure(one, "RAISERROR (N'%d of %s', 16, 3, 5, N'ten')"), 50_000)
    assert.equal(await failure(one, 'THROW'), 10_704)
  })

  test('a closed connection rolls back; a reset does too', async t => {
    const { open, server } = await openServer(t)
    const [one, two] = [await open(), await open()]
    await sql(two, 'CREATE TABLE t (a int)')
    await sql(one, 'BEGIN TRAN; INSERT t VALUES (1)')
    await call(done => one.reset(done))
    assert.equal(one.inTransaction, false)
    await sql(one, 'BEGIN TRAN; DROP TABLE t')
    const blocked = await waiting(two, 'SELECT COUNT(*) FROM t')
    one.close()
    assert.deepEqual((await blocked.done).rows, [[0]])
    assert.equal(server.connections.live, 1)
  })
})

describe('locks', () => {
  test('writers of one table wait for each other, and go on from what was committed', async t => {
    const { open } = await openServer(t)
    const [one, two, three] = [await open(), await open(), await open()]
    await sql(one, 'CREATE TABLE t (id int NOT NULL PRIMARY KEY, n int); INSERT t VALUES (1, 0)')
    await begin(one)
    await sql(one, 'UPDATE t SET n = n + 1')
    await sql(three, 'INSERT t VALUES (2, 100)')
    const blocked = await waiting(two, 'UPDATE t SET n = n + 10')
    assert.equal(await number(three, 'SELECT n FROM t WHERE id = 1'), 0, 'readers do not wait')
    await sql(three, 'SET LOCK_TIMEOUT 20')
    assert.equal(await failure(three, 'DELETE t'), 1222)
    await commit(one)
    assert.equal((await blocked.done).rowCount, 2)
    assert.deepEqual(await sql(three, 'SELECT n FROM t ORDER BY id'), [[11], [110]])
  })

  test('a transaction that had to wait goes on from what was committed meanwhile, whatever it did before', async t => {
    const { open } = await openServer(t)
    const [one, two] = [await open(), await open()]
    await sql(
      one,
      'CREATE TABLE w (a int); CREATE TABLE runs (id int NOT NULL PRIMARY KEY, n int); INSERT runs VALUES (1, 0)',
    )
    for (const connection of [one, two]) {
      await begin(connection)
      await sql(connection, 'INSERT w VALUES (1)')
    }
    await sql(one, 'UPDATE runs SET n = n + 1')
    const blocked = await waiting(two, 'UPDATE runs SET n = n + 10')
    await commit(one)
    assert.equal((await blocked.done).error, null)
    assert.deepEqual(await sql(two, 'SELECT n FROM runs'), [[11]])
    assert.deepEqual(await sql(two, 'SELECT COUNT(*) FROM w'), [[1]], 'its own rows are still there')
    const both = await run(two, 'SELECT COUNT(*) FROM w CROSS JOIN runs')
    assert.match(both.error?.message ?? '', /cannot use .* in one statement/, 'and never a wrong answer')
    await commit(two)
    assert.deepEqual(await sql(one, 'SELECT n, (SELECT COUNT(*) FROM w) FROM runs'), [[11, 2]])
  })

  test('a key that two transactions take is refused to the second one, which is rolled back whole', async t => {
    const { open } = await openServer(t)
    const [one, two] = [await open(), await open()]
    await sql(one, 'CREATE TABLE w (a int); CREATE TABLE k (id int NOT NULL PRIMARY KEY)')
    for (const connection of [one, two]) {
      await begin(connection)
      await sql(connection, 'INSERT w VALUES (1); INSERT k VALUES (7)')
    }
    await commit(one)
    await assert.rejects(commit(two), { number: 2627 })
    assert.equal(two.inTransaction, false)
    assert.deepEqual(await sql(two, 'SELECT (SELECT COUNT(*) FROM w), (SELECT COUNT(*) FROM k), @@TRANCOUNT'), [
      [1, 1, 0],
    ])
  })

  test('who waits can be canceled', async t => {
    const { open } = await openServer(t)
    const [one, two] = [await open(), await open()]
    await sql(one, 'CREATE TABLE t (a int); INSERT t VALUES (1)')
    await sql(one, 'BEGIN TRAN; UPDATE t SET a = 2')
    const canceled = await run(two, 'UPDATE t SET a = 3', request => setTimeout(() => request.cancel(), 60))
    assert.equal(canceled.error?.code, 'ECANCEL')
    await sql(one, 'COMMIT')
    assert.deepEqual(await sql(two, 'UPDATE t SET a = a + 5; SELECT a FROM t'), [[7]])
  })

  test('a circle of waiting has a victim, which is rolled back', async t => {
    const { open } = await openServer(t)
    const [one, two] = [await open(), await open()]
    await sql(one, 'CREATE TABLE t (a int); CREATE TABLE u (a int); INSERT t VALUES (1); INSERT u VALUES (1)')
    await begin(one)
    await begin(two)
    await sql(one, 'UPDATE t SET a = 2')
    await sql(two, 'UPDATE u SET a = 3')
    const blocked = await waiting(one, 'UPDATE u SET a = 2')
    const { error } = await run(two, 'UPDATE t SET a = 3')
    assert.deepEqual([error?.number, error?.class], [1205, 13])
    assert.equal(two.inTransaction, false)
    assert.equal((await blocked.done).error, null)
    await commit(one)
    assert.deepEqual(await sql(two, 'SELECT t.a, u.a FROM t CROSS JOIN u'), [[2, 2]])
  })

  test('a swap of tables is seen whole: readers wait for it, and have the old or the new rows', async t => {
    const { open } = await openServer(t)
    const [one, two, three] = [await open(), await open(), await open()]
    await sql(
      one,
      'CREATE TABLE t (a int NOT NULL CONSTRAINT PK_t PRIMARY KEY); INSERT t VALUES (1); CREATE TABLE w (a int NOT NULL CONSTRAINT PK_w PRIMARY KEY); INSERT w VALUES (2), (3)',
    )
    for (const end of [rollback, commit]) {
      await begin(one)
      await sql(
        one,
        "EXEC sp_rename 'dbo.t', 'old'; EXEC sp_rename 'dbo.w', 't'; DROP TABLE old; EXEC sp_rename 'dbo.PK_w', 'PK_t'",
      )
      assert.deepEqual(await sql(one, 'SELECT a FROM t ORDER BY a'), [[2], [3]])
      const reader = await waiting(two, 'SELECT a FROM t ORDER BY a')
      const writer = await waiting(three, 'INSERT t VALUES (9)')
      await end(one)
      const expected = end === commit ? [[2], [3]] : [[1]]
      assert.deepEqual(
        (await reader.done).rows.filter(([a]) => a !== 9),
        expected,
      )
      assert.equal((await writer.done).error, null)
      await sql(one, 'DELETE t WHERE a = 9')
    }
    assert.deepEqual(await sql(two, 'SELECT name FROM sys.objects ORDER BY name'), [['PK_t'], ['t']])
  })

  test('loads with TABLOCK fill a heap together; an index, or another writer, makes them wait', async t => {
    const { open } = await openServer(t)
    const [one, two] = [await open(), await open()]
    await sql(one, 'CREATE TABLE t (a int NOT NULL)')
    const load = (connection: Connection): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        const bulk = connection.newBulkLoad('t', { lockTable: true }, (error, rows) =>
          error ? reject(error) : resolve(rows),
        )
        bulk.addColumn('a', TYPES.Int, { nullable: false })
        connection.execBulkLoad(bulk, [[1], [2]])
      })
    await begin(one)
    await begin(two)
    assert.deepEqual(await Promise.all([load(one), load(two)]), [2, 2])
    await sql(two, 'SET LOCK_TIMEOUT 20')
    assert.equal(await failure(two, 'DELETE t'), 1222)
    await commit(one)
    await commit(two)
    assert.equal(await number(one, 'SELECT COUNT(*) FROM t'), 4)
    await sql(one, 'CREATE INDEX ix ON t (a)')
    await begin(one)
    assert.equal(await load(one), 2)
    await assert.rejects(load(two), { number: 1222 })
    await rollback(one)
  })
})

describe('application locks', () => {
  const take = (connection: Connection, resource: string, more: string): Promise<unknown> =>
    number(
      connection,
      `DECLARE @code int; EXEC @code = sp_getapplock @Resource = N'${resource}', ${more}; SELECT @code`,
    )

  test('of the session: held until released, or until the session ends', async t => {
    const { open } = await openServer(t)
    const [one, two] = [await open(), await open()]
    const exclusive = "@LockMode = 'Exclusive', @LockOwner = 'Session'"
    assert.equal(await take(one, 'a', exclusive), 0)
    assert.equal(await take(one, 'a', exclusive), 0, 'again by the same session')
    assert.equal(await take(two, 'a', `${exclusive}, @LockTimeout = 0`), -1)
    assert.equal(await take(two, 'a', `${exclusive}, @LockTimeout = 20`), -1)
    assert.equal(await take(two, 'A', `${exclusive}, @LockTimeout = 0`), 0, 'names are told apart by case')
    const release = "EXEC sp_releaseapplock @Resource = N'a', @LockOwner = 'Session'"
    await sql(one, release)
    assert.equal(await take(two, 'a', `${exclusive}, @LockTimeout = 0`), -1, 'taken twice, released once')
    const blocked = await waiting(two, `DECLARE @c int; EXEC @c = sp_getapplock N'a', 'Shared', 'Session'; SELECT @c`)
    one.close()
    assert.deepEqual((await blocked.done).rows, [[1]], 'granted after a wait')
    assert.equal(await failure(two, "EXEC sp_releaseapplock @Resource = N'z', @LockOwner = 'Session'"), 1223)
  })

  test('of the transaction: gone with it; shared ones go together', async t => {
    const { open } = await openServer(t)
    const [one, two] = [await open(), await open()]
    const shared = "@LockMode = 'Shared', @LockTimeout = 0"
    assert.equal((await run(one, `EXEC sp_getapplock N'a', 'Shared'`)).error?.class, 16, 'there is no transaction')
    await begin(one)
    await begin(two)
    assert.deepEqual([await take(one, 'a', shared), await take(two, 'a', shared)], [0, 0])
    assert.equal(await take(one, 'a', "@LockMode = 'Exclusive', @LockTimeout = 0"), -1)
    await rollback(two)
    assert.equal(await take(one, 'a', "@LockMode = 'Exclusive', @LockTimeout = 0"), 0)
    assert.equal(await take(two, 'a', "@LockMode = 'Shared', @LockOwner = 'Session', @LockTimeout = 0"), -1)
    await commit(one)
    assert.equal(await take(two, 'a', "@LockMode = 'Shared', @LockOwner = 'Session', @LockTimeout = 0"), 0)
    assert.equal(await take(two, 'a', "@LockMode = 'Fast', @LockOwner = 'Session'"), -999)
  })

  test('a deadlock of application locks is a code, not an error', async t => {
    const { open } = await openServer(t)
    const [one, two] = [await open(), await open()]
    const exclusive = "@LockMode = 'Exclusive', @LockOwner = 'Session'"
    await take(one, 'a', exclusive)
    await take(two, 'b', exclusive)
    const blocked = await waiting(one, `EXEC sp_getapplock @Resource = N'b', ${exclusive}`)
    assert.equal(await take(two, 'a', exclusive), -3)
    await sql(two, "EXEC sp_releaseapplock N'b', 'Session'")
    assert.equal((await blocked.done).error, null)
  })

  test('as a remote procedure call the code is the return status', async t => {
    const { open } = await openServer(t)
    const [one, two] = [await open(), await open()]
    const ask = (connection: Connection): Promise<number> =>
      new Promise((resolve, reject) => {
        let status = Number.NaN
        const request = new Request('sp_getapplock', error => (error ? reject(error) : resolve(status)))
        request.on('doneProc', (_rows, _more, code: number) => {
          status = code
        })
        request.addParameter('Resource', TYPES.NVarChar, 'a')
        request.addParameter('LockMode', TYPES.VarChar, 'Exclusive')
        request.addParameter('LockOwner', TYPES.VarChar, 'Session')
        request.addParameter('LockTimeout', TYPES.Int, 0)
        connection.callProcedure(request)
      })
    assert.deepEqual([await ask(one), (await ask(two)) | 0], [0, -1])
  })
})
