/** The home over real TCP, against a server that can be made to misbehave. What any home must do is in conformance.test.ts. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Batch } from '../../../lib/columns/batch.ts'
import type { Schema } from '../../../lib/columns/schema.ts'
import { errorFacts, HomeError } from '../../../lib/errors.ts'
import type { Home, Range } from '../../../lib/homes/home.ts'
import { type MssqlHomeOptions, mssqlHome } from '../../../lib/homes/mssql/home.ts'
import type { MssqlConnection } from '../../../lib/mssql/connection.ts'
import { type Canned, startCanned, table } from '../../mssql/canned.ts'
import { rowsOf } from '../../mssql/values.ts'
import { type Answer, type SqlColumn, SqlError } from '../../stand-ins/sql-server/types.ts'

const ALWAYS = new AbortController().signal
const COLUMNS: SqlColumn[] = [
  { name: 'id', type: { name: 'int' }, nullable: false },
  { name: 'text', type: { name: 'nvarchar', length: 100 }, nullable: true },
]
const SCHEMA: Schema = {
  fields: [
    { name: 'id', type: { kind: 'int', bits: 32 }, nullable: false, source: 'int' },
    { name: 'text', type: { kind: 'utf8' }, nullable: true, source: 'nvarchar(100)' },
  ],
}
const RANGE: Range = { index: 0, statement: 'SELECT [id], [text] FROM [dbo].[t]', parameters: [] }
const BLOCK = 1000
const IDS = Array.from({ length: BLOCK }, (_, i) => i)
const TEXTS = IDS.map(i => `row ${i} ${'-'.repeat(80)}`)

/** Blocks of rows, without end when `blocks` is; the server's thread breathes between them. */
async function* blocks(blocks = Infinity): AsyncGenerator<Answer> {
  yield { kind: 'columns', columns: COLUMNS }
  for (let i = 0; i < blocks; i++) {
    yield { kind: 'rows', count: BLOCK, values: [IDS, TEXTS] }
    await new Promise(resolve => setImmediate(resolve))
  }
  yield { kind: 'done', rows: BigInt(blocks * BLOCK) }
}

function homeOf(canned: Canned, more: Partial<MssqlConnection> = {}, options: MssqlHomeOptions = {}): Home {
  return mssqlHome(
    canned.pool(more),
    { type: 'mssql', connection: 'erp', table: 'dbo.t' },
    { batchRows: 500, ...options },
  )
}

async function readAll(home: Home, range = RANGE, signal = ALWAYS): Promise<Batch[]> {
  const batches: Batch[] = []
  for await (const batch of home.read(range, SCHEMA, signal)) batches.push(batch)
  return batches
}

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; !condition(); tries++) {
    assert.ok(tries < 2000, `never came true: ${condition}`)
    await new Promise(resolve => setTimeout(resolve, 5))
  }
}

/** The error's code and what else is expected of it. */
function failure(code: string, facts: Record<string, unknown> = {}, retryable?: boolean) {
  return (error: unknown) => {
    assert.ok(error instanceof HomeError, String(error))
    assert.equal(error.code, code, error.message)
    assert.partialDeepStrictEqual(error.facts, facts)
    if (retryable !== undefined) assert.equal(error.retryable, retryable)
    return true
  }
}

test('batches are as small as they are asked to be, and the location names server, database and table', async () => {
  await using canned = await startCanned(() => blocks(7))
  const home = homeOf(canned)
  const batches = await readAll(home)
  assert.equal(home.location, 'mssql 127.0.0.1/erp dbo.t')
  assert.deepEqual(rowsOf(SCHEMA, batches), Array.from({ length: 7 }, () => IDS.map(i => [i, TEXTS[i]])).flat())
  assert.ok(batches.every(({ rows }) => rows <= 500))
  assert.equal(canned.abandoned(), 0)
})

test('parameters are declared as planned and arrive undamaged', async () => {
  let heard: unknown
  await using canned = await startCanned((_statement, parameters) => {
    heard = parameters.map(({ name, value }) => [name, value instanceof Uint8Array ? Buffer.from(value) : value])
    return table(COLUMNS, [[1], ['one']])
  })
  const parameters = [
    { name: 'low', type: 'bigint', value: '9007199254740993' },
    { name: 'high', type: 'datetime2(7)', value: '2024-05-01 12:00:00.1234567' },
    { name: 'version', type: 'binary(8)', value: '0x00000000000007d1' },
    { name: 'nothing', type: 'decimal(38,10)', value: null },
  ]
  const batches = await readAll(homeOf(canned), { ...RANGE, parameters })
  assert.deepEqual(rowsOf(SCHEMA, batches), [[1, 'one']])
  assert.deepEqual(heard, [
    ['low', 9007199254740993n],
    ['high', '2024-05-01 12:00:00.1234567'],
    ['version', Buffer.from('00000000000007d1', 'hex')],
    ['nothing', null],
  ])
  const wrong = [{ name: 'low', type: 'bigint); DROP TABLE t --', value: 1 }]
  await assert.rejects(readAll(homeOf(canned), { ...RANGE, parameters: wrong }), { code: 'PARAMETER_INVALID' })
  const text = [{ name: 'low', type: 'bigint', value: 'many' }]
  await assert.rejects(readAll(homeOf(canned), { ...RANGE, parameters: text }), { code: 'PARAMETER_INVALID' })
})

test('leaving the loop cancels at the server', async () => {
  await using canned = await startCanned(() => blocks())
  let seen = 0
  for await (const batch of homeOf(canned).read(RANGE, SCHEMA, ALWAYS)) {
    seen += batch.rows
    if (seen > 2000) break
  }
  await until(() => canned.abandoned() === 1)
  await until(() => canned.server.connections.live === 0)
})

test('aborting cancels at the server, while reading and while waiting', async () => {
  let wait = false
  let control = new AbortController()
  await using canned = await startCanned(async function* () {
    if (wait) {
      setTimeout(() => control.abort(new Error('stop')), 50)
      await new Promise(resolve => setTimeout(resolve, 300))
    }
    yield* blocks()
  })
  for (wait of [false, true]) {
    control = new AbortController()
    const reading = (async () => {
      for await (const _ of homeOf(canned).read(RANGE, SCHEMA, control.signal)) control.abort(new Error('stop'))
    })()
    await assert.rejects(reading, { message: 'stop' })
  }
  await until(() => canned.abandoned() === 2)
  await until(() => canned.server.connections.live === 0)
})

test('backpressure reaches the socket: a consumer that stops, stops the server', async () => {
  let produced = 0
  await using canned = await startCanned(async function* () {
    for await (const answer of blocks()) {
      produced++
      yield answer
    }
  })
  const reading = homeOf(canned).read(RANGE, SCHEMA, ALWAYS)[Symbol.asyncIterator]()
  assert.equal((await reading.next()).done, false)
  // The kernel's buffers fill, then nothing moves.
  let before = -1
  while (before !== produced) {
    before = produced
    await new Promise(resolve => setTimeout(resolve, 300))
  }
  const sent = canned.server.sent
  assert.ok(sent < 32 * 1024 * 1024, `${sent} bytes were sent to a consumer that does not read`)
  const { external, arrayBuffers } = process.memoryUsage()
  assert.ok(external + arrayBuffers < 256 * 1024 * 1024)
  // And moves again when the consumer does.
  while (canned.server.sent === sent) assert.equal((await reading.next()).done, false)
  await reading.return?.()
  await until(() => canned.abandoned() === 1)
})

test('a slow consumer is not silence of the server', async () => {
  await using canned = await startCanned(() => blocks(30))
  let rows = 0
  for await (const batch of homeOf(canned, { request_timeout: 0.2 }).read(RANGE, SCHEMA, ALWAYS)) {
    if (rows === 0) await new Promise(resolve => setTimeout(resolve, 700))
    rows += batch.rows
  }
  assert.equal(rows, 30 * BLOCK)
})

test('silence of the server is a time-out, before and in the middle of the rows', async () => {
  for (const afterRows of [undefined, 2500]) {
    await using canned = await startCanned(() => blocks(10))
    canned.server.faults.add({ hang: afterRows === undefined ? {} : { afterRows }, match: 'SELECT' })
    await assert.rejects(
      readAll(homeOf(canned, { request_timeout: 0.3 })),
      failure('REQUEST_TIMEOUT', { seconds: 0.3 }, true),
    )
    await until(() => canned.server.connections.live === 0)
  }
})

test('a server that is dead to the attention too is left behind', async () => {
  await using canned = await startCanned(() => blocks(10))
  canned.server.faults.add({ hang: { afterRows: 1500, attention: 'ignored' }, match: 'SELECT' })
  await assert.rejects(readAll(homeOf(canned, { request_timeout: 0.2 })), failure('REQUEST_TIMEOUT'))
})

test('an error in the middle comes after the rows before it', async () => {
  await using canned = await startCanned(async function* () {
    for await (const answer of blocks(5)) {
      if (answer.kind === 'done')
        throw new SqlError(1205, 'Deadlocked.', { state: 45, class: 13, procedure: 'p', line: 3 })
      yield answer
    }
  })
  let rows = 0
  const read = async () => {
    for await (const batch of homeOf(canned).read(RANGE, SCHEMA, ALWAYS)) rows += batch.rows
  }
  const facts = { number: 1205, state: 45, class: 13, procedure: 'p', line: 3, database: 'erp' }
  await assert.rejects(read(), failure('SQL_ERROR', facts, true))
  assert.equal(rows, 5 * BLOCK)
  await until(() => canned.server.connections.live === 0)
})

test('a socket dropped in the middle', async () => {
  await using canned = await startCanned(() => blocks(50))
  canned.server.faults.add({ dropAfterBytes: 300_000, match: 'SELECT' })
  let rows = 0
  const read = async () => {
    for await (const batch of homeOf(canned).read(RANGE, SCHEMA, ALWAYS)) rows += batch.rows
  }
  await assert.rejects(read(), failure('CONNECTION_LOST', {}, true))
  assert.ok(rows > 0 && rows < 50 * BLOCK, `${rows} rows`)
})

test('fewer rows than the server counted', async () => {
  await using canned = await startCanned(function* () {
    yield { kind: 'columns', columns: COLUMNS }
    yield { kind: 'rows', count: 2, values: [IDS.slice(0, 2), TEXTS.slice(0, 2)] }
    yield { kind: 'done', rows: 3n }
  })
  await assert.rejects(readAll(homeOf(canned)), failure('ROWS_LOST', { decoded: 2, counted: '3' }))
})

test('a source that changed since the plan', async () => {
  const changed: SqlColumn[] = [
    COLUMNS[0]!,
    { name: 'text', type: { name: 'decimal', precision: 9, scale: 2 }, nullable: true },
  ]
  await using canned = await startCanned(async function* () {
    yield { kind: 'columns', columns: changed }
    for (;;) {
      yield { kind: 'rows', count: BLOCK, values: [IDS, IDS.map(BigInt)] }
      await new Promise(resolve => setImmediate(resolve))
    }
  })
  const differences = ['column text was nvarchar(100) and is decimal(9,2)']
  await assert.rejects(readAll(homeOf(canned)), failure('SCHEMA_CHANGED', { differences }))
  await until(() => canned.abandoned() === 1)
})

test('two result sets, or none', async () => {
  let sets = 2
  await using canned = await startCanned(function* () {
    for (let i = 0; i < sets; i++) yield* table(COLUMNS, [[1], ['one']])
    if (sets === 0) yield { kind: 'done', rows: 5n }
  })
  await assert.rejects(readAll(homeOf(canned)), failure('SEVERAL_RESULTS'))
  sets = 0
  await assert.rejects(readAll(homeOf(canned)), failure('NO_RESULT'))
})

test('a wrong password: said, with advice, and never printed', async () => {
  await using canned = await startCanned(() => blocks(1))
  const authentication = { type: 'sql', user: 'reader', password: 'wrong-Pass-7' } as const
  await assert.rejects(readAll(homeOf(canned, { authentication })), (error: unknown) => {
    failure('LOGIN_FAILED', { number: 18456, state: 8, class: 14 }, false)(error)
    assert.ok(!JSON.stringify(errorFacts(error)).includes('wrong-Pass-7'))
    return true
  })
})

test('an access token logs in', async () => {
  await using canned = await startCanned(() => table(COLUMNS, [[1], ['one']]))
  const authentication = { type: 'access_token', token: 'a-token' } as const
  const encrypted = { encrypt: true, trust_server_certificate: true }
  assert.equal((await readAll(homeOf(canned, { authentication, ...encrypted }))).length, 1)
  const wrong = { type: 'access_token', token: 'b-token-Secret' } as const
  await assert.rejects(readAll(homeOf(canned, { authentication: wrong, ...encrypted })), failure('LOGIN_FAILED'))
})

test('a self-signed certificate is refused with advice', async () => {
  await using canned = await startCanned(() => blocks(1))
  await assert.rejects(readAll(homeOf(canned, { encrypt: true })), (error: unknown) => {
    failure('CERTIFICATE_REFUSED', {}, false)(error)
    assert.match((error as HomeError).advice ?? '', /trust_server_certificate/)
    return true
  })
})

test('encryption that the two sides do not agree on', async () => {
  await using plain = await startCanned(() => blocks(1), { tls: 'none' })
  await assert.rejects(readAll(homeOf(plain, { encrypt: true })), failure('ENCRYPTION_MISMATCH'))
  await using secret = await startCanned(() => blocks(1), { tls: 'required' })
  await assert.rejects(readAll(homeOf(secret, { encrypt: false })), failure('ENCRYPTION_MISMATCH'))
})

test('nobody there, nobody of that name', async () => {
  const canned = await startCanned(() => blocks(1))
  await canned.server.close()
  await assert.rejects(readAll(homeOf(canned)), failure('CONNECTION_FAILED', { reason: 'ECONNREFUSED' }, true))
  await assert.rejects(readAll(homeOf(canned, { server: 'no-such-host.invalid' })), (error: unknown) => {
    assert.ok(error instanceof HomeError)
    assert.equal(error.code, 'CONNECTION_FAILED')
    assert.match(error.advice ?? '', /DNS/)
    return true
  })
})

test('refused by the governor: retryable', async () => {
  await using canned = await startCanned(() => blocks(1))
  canned.server.faults.maxConnections = 0
  await assert.rejects(readAll(homeOf(canned)), failure('LOGIN_FAILED', { number: 10928 }, true))
})

for (const encrypt of [false, true]) {
  test(`whenever it is stopped, nothing is left behind, encrypt: ${encrypt}`, async () => {
    await using canned = await startCanned(() => blocks())
    const pool = canned.pool({ encrypt, trust_server_certificate: true })
    const home = mssqlHome(pool, { type: 'mssql', connection: 'erp', table: 'dbo.t' })
    const stopAfter = async (milliseconds: number) => {
      const stop = new Error('stop')
      const control = new AbortController()
      const timer = setTimeout(() => control.abort(stop), milliseconds)
      await assert.rejects(readAll(home, RANGE, control.signal), stop)
      clearTimeout(timer)
    }
    // From before the connection is made to well into the rows, several at a time.
    await Promise.all(Array.from({ length: 25 }, (_, i) => stopAfter(i * 4)))
    assert.equal(pool.lent, 0)
    await pool.close()
    await until(() => canned.server.connections.live === 0)
  })
}

test('a read whose home is closed has lost its connection', async () => {
  await using canned = await startCanned(() => blocks())
  const home = homeOf(canned)
  const reading = home.read(RANGE, SCHEMA, ALWAYS)[Symbol.asyncIterator]()
  await reading.next()
  await home.close()
  await assert.rejects(async () => {
    for (;;) if ((await reading.next()).done) return
  }, failure('CONNECTION_LOST'))
  await until(() => canned.server.connections.live === 0)
})
