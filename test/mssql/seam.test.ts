/** The contract with tedious: when a new version breaks one of these, the seam has moved. */
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import tls from 'node:tls'
import { Connection } from 'tedious'
import type { Batch } from '../../lib/columns/batch.ts'
import type { Schema } from '../../lib/columns/schema.ts'
import { HomeError } from '../../lib/errors.ts'
import { TokenDecoder } from '../../lib/homes/mssql/tds/decoder.ts'
import { type Answer, checkSeam, DivertedConnection, type Receiver } from '../../lib/mssql/seam.ts'
import { Session } from '../../lib/mssql/session.ts'
import { selfSignedCertificate } from '../stand-ins/sql-server/certificate.ts'
import { type Answer as CannedAnswer, type SqlColumn, SqlError, type SqlValue } from '../stand-ins/sql-server/types.ts'
import { type Canned, startCanned, table } from './canned.ts'
import { rowsOf } from './values.ts'

const ALWAYS = new AbortController().signal
const COLUMNS: SqlColumn[] = [
  { name: 'id', type: { name: 'int' }, nullable: false },
  { name: 'big', type: { name: 'bigint' }, nullable: true },
  { name: 'name', type: { name: 'nvarchar', length: 40 }, nullable: true },
  { name: 'ratio', type: { name: 'float' }, nullable: true },
  { name: 'flag', type: { name: 'bit' }, nullable: true },
  { name: 'note', type: { name: 'nvarchar', length: 'max' }, nullable: true },
]

/** Rows with NULLs, Unicode and values of several packets. */
function values(count: number): SqlValue[][] {
  const ids = Array.from({ length: count }, (_, i) => i)
  const some = (value: (i: number) => SqlValue, every: number) => ids.map(i => (i % every === 0 ? null : value(i)))
  return [
    ids,
    some(i => BigInt(i) * 4_000_000_007n, 5),
    some(i => `Größe ${i} 表`, 3),
    some(i => i / 7, 4),
    some(i => i % 2 === 0, 6),
    some(i => 'x'.repeat(i % 50 === 1 ? 40_000 : i % 10), 7),
  ]
}

/** Decodes an answer with the seam's receiver and nothing else of ours. */
class Decoding implements Receiver {
  readonly schemas: Schema[] = []
  readonly batches: Batch[][] = []
  #answer: Answer | undefined
  readonly #decoder = new TokenDecoder(
    {
      types: { datetime2: 'microseconds', datetimeoffset: 'utc', uniqueidentifier: 'string' },
      maxRows: 100,
      maxBytes: 1 << 20,
    },
    {
      columns: schema => {
        this.schemas.push(schema)
        this.batches.push([])
      },
      batch: batch => void this.batches.at(-1)!.push(batch),
      token: bytes => this.#answer?.forward(bytes),
    },
  )
  begin(answer: Answer): void {
    this.#answer = answer
  }
  data(chunk: Uint8Array): void {
    this.#decoder.push(chunk)
  }
  end(): void {
    this.#decoder.end()
  }
  fail(): void {}
  cancel(): void {}
  rows() {
    return this.batches.map((batches, i) => rowsOf(this.schemas[i]!, batches))
  }
}

async function withSession(canned: Canned, use: (session: Session) => Promise<void>): Promise<void> {
  const session = await Session.open(canned.connection, HomeError, ALWAYS)
  try {
    await use(session)
  } finally {
    await session.close()
    await canned[Symbol.asyncDispose]()
  }
}

const SELECT = { statement: 'SELECT * FROM t', parameters: [] }

/** A statement that only shows that the connection is in step. */
async function assertUsable(session: Session): Promise<void> {
  const rows = await session.rows({ statement: 'SELECT ping', parameters: [] }, ALWAYS)
  assert.deepEqual(rows, [{ one: 1 }])
}
const PING = () => table([{ name: 'one', type: { name: 'int' }, nullable: false }], [[1]])

for (const encrypt of [false, true, 'strict'] as const) {
  test(`batches are tedious' own row events, encrypt: ${encrypt}`, async () => {
    const certificate = await selfSignedCertificate()
    // Strict encryption always verifies, so the certificate is made a trusted one.
    if (encrypt === 'strict') tls.setDefaultCACertificates([...tls.getCACertificates('default'), certificate.cert])
    const canned = await startCanned(() => table(COLUMNS, values(500)))
    Object.assign(canned.connection, { encrypt, trust_server_certificate: encrypt === true })
    await withSession(canned, async session => {
      const decoding = new Decoding()
      await session.run(SELECT, decoding, ALWAYS)
      const events = await session.rows(SELECT, ALWAYS)
      assert.equal(events.length, 500)
      // tedious gives bigint as text.
      const expected = events.map(({ id, big, name, ratio, flag, note }) => [
        id,
        big === null ? null : BigInt(String(big)),
        name,
        ratio,
        flag,
        note,
      ])
      assert.deepEqual(decoding.rows(), [expected])
    })
  })
}

test('several result sets', async () => {
  const canned = await startCanned(function* () {
    yield* table(COLUMNS, values(150))
    yield { kind: 'info', number: 50000, message: 'in between' }
    yield* table(COLUMNS.slice(0, 2), values(3).slice(0, 2))
    yield* table(COLUMNS.slice(0, 1), [[]])
  })
  await withSession(canned, async session => {
    const decoding = new Decoding()
    await session.run(SELECT, decoding, ALWAYS)
    assert.deepEqual(
      decoding.rows().map(rows => rows.length),
      [150, 3, 0],
    )
    assert.deepEqual(
      decoding.batches.map(batches => batches.map(({ rows }) => rows)),
      [[100, 50], [3], []],
    )
  })
})

test('an error of the server in the middle: a typed error, the rows before it, and a usable connection', async () => {
  const canned = await startCanned(function* (statement) {
    if (statement.includes('ping')) return yield* PING()
    yield { kind: 'columns', columns: COLUMNS }
    yield { kind: 'rows', count: 40, values: values(40) }
    throw new SqlError(1205, 'Transaction was deadlocked.', { state: 45, class: 13, procedure: 'dbo.p', line: 7 })
  })
  await withSession(canned, async session => {
    const decoding = new Decoding()
    await assert.rejects(session.run(SELECT, decoding, ALWAYS), (error: unknown) => {
      assert.ok(error instanceof Error && 'facts' in error && 'retryable' in error)
      assert.partialDeepStrictEqual(error.facts, { number: 1205, state: 45, class: 13, procedure: 'dbo.p', line: 7 })
      assert.equal(error.retryable, true)
      return true
    })
    assert.equal(decoding.rows()[0]!.length, 40)
    await assertUsable(session)
  })
})

/** Rows without end, so that only a cancel can stop them. */
async function* endless(): AsyncGenerator<CannedAnswer> {
  yield { kind: 'columns', columns: COLUMNS }
  const rows = values(200)
  for (;;) {
    yield { kind: 'rows', count: 200, values: rows }
    await new Promise(resolve => setImmediate(resolve))
  }
}

test('a cancel in the middle of the rows: attention, drained, usable', async () => {
  const canned = await startCanned(statement => (statement.includes('ping') ? PING() : endless()))
  await withSession(canned, async session => {
    const control = new AbortController()
    const decoding = new Decoding()
    const running = session.run(SELECT, decoding, control.signal)
    while (decoding.batches.length === 0 || decoding.batches[0]!.length < 5) {
      await new Promise(resolve => setTimeout(resolve, 1))
    }
    control.abort(new Error('enough'))
    await assert.rejects(running, { message: 'enough' })
    await assertUsable(session)
    assert.equal(canned.abandoned(), 1)
  })
})

test('a cancel before the first byte', async () => {
  const asked = Promise.withResolvers<void>()
  const canned = await startCanned(async function* (statement) {
    if (statement.includes('ping')) return yield* PING()
    asked.resolve()
    await new Promise(resolve => setTimeout(resolve, 200))
    yield* endless()
  })
  await withSession(canned, async session => {
    const control = new AbortController()
    const running = session.run(SELECT, new Decoding(), control.signal)
    await asked.promise
    control.abort(new Error('too slow'))
    await assert.rejects(running, { message: 'too slow' })
    await assertUsable(session)
  })
})

for (const place of ['begin', 'data', 'end'] as const) {
  test(`a receiver that throws in ${place} fails its own request and nothing else`, async () => {
    const canned = await startCanned(statement => (statement.includes('ping') ? PING() : table(COLUMNS, values(300))))
    await withSession(canned, async session => {
      const broken = new Decoding()
      broken[place] = () => {
        throw new Error(`broken in ${place}`)
      }
      await assert.rejects(session.run(SELECT, broken, ALWAYS), { message: `broken in ${place}` })
      await assertUsable(session)
    })
  })
}

test('a tedious without the method, or with another one, is refused', () => {
  const refused = { code: 'TEDIOUS_CHANGED', advice: /npm ci/ }
  assert.throws(() => checkSeam({}), refused)
  assert.throws(() => checkSeam({ createTokenStreamParser: 7 }), refused)
  assert.throws(() => checkSeam({ createTokenStreamParser: (_message: unknown) => {} }), refused)
  checkSeam(Connection.prototype)
})

test('a tedious that reads answers some other way is found out at the first answer', async t => {
  const canned = await startCanned(() => table(COLUMNS, values(10)))
  await withSession(canned, async session => {
    t.mock.method(DivertedConnection.prototype, 'createTokenStreamParser', Connection.prototype.createTokenStreamParser)
    await assert.rejects(session.run(SELECT, new Decoding(), ALWAYS), { code: 'TEDIOUS_CHANGED' })
    t.mock.restoreAll()
  })
})

test('tedious is pinned to the version that was tried', () => {
  const require = createRequire(import.meta.url)
  const ours: unknown = require('../../package.json').dependencies.tedious
  assert.match(String(ours), /^\d+\.\d+\.\d+$/)
  assert.equal(require('tedious/package.json').version, ours)
})
