/** Bounds frozen by a server that compares by itself: every type of watermark, ties, open transactions, and what cannot be one. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ConfigError, HomeError } from '../../../lib/errors.ts'
import type { Description, Home, Since, WatermarkType } from '../../../lib/homes/home.ts'
import type { MssqlHomeConfig } from '../../../lib/homes/mssql/config.ts'
import { mssqlHome } from '../../../lib/homes/mssql/home.ts'
import { Session } from '../../../lib/mssql/session.ts'
import { rowsOf } from '../../mssql/values.ts'
import { startTestServer, type TestServer } from '../../support/sql-server.ts'

const ALWAYS = new AbortController().signal
let server: TestServer
before(async () => {
  server = await startTestServer()
})
after(() => server[Symbol.asyncDispose]())

function homeOf(config: Partial<MssqlHomeConfig>): Home {
  return mssqlHome(server.pool(), { type: 'mssql', connection: 'erp', ...config })
}

/** The ids that a plan reads, sorted. */
async function idsOf(home: Home, { ranges, schema }: Description): Promise<number[]> {
  const ids: number[] = []
  for await (const batch of home.read(ranges[0]!, schema, ALWAYS))
    ids.push(...rowsOf(schema, [batch]).map(([id]) => Number(id)))
  return ids.sort((a, b) => a - b)
}

/** Where the next run goes on, as the journal would say it. */
function next({ watermark }: Description) {
  assert.ok(watermark?.high)
  const { column, type, high, key, highKey, overlap } = watermark
  const remembered = overlap?.remembered
  return {
    column,
    ...(key === undefined ? {} : { key }),
    ...(overlap === undefined ? {} : { overlap: Number(overlap.span) || overlap.span }),
    low: { value: high, type, ...(highKey === undefined ? {} : { key: highKey }) },
    ...(remembered ? { known: { ...remembered, sqlType: watermark.sqlType } } : {}),
  }
}

/** A type and values that grow, the last ones as close as its digits allow. */
const TYPES: [sql: string, type: WatermarkType, values: string[]][] = [
  ['tinyint', 'int', ['0', '1', '254', '255']],
  ['smallint', 'int', ['-32768', '-1', '0', '32767']],
  ['int', 'int', ['-2147483648', '9', '10', '2147483647']],
  ['bigint', 'int', ['-9223372036854775808', '9007199254740992', '9007199254740993', '9223372036854775807']],
  [
    'decimal(38,10)',
    'decimal',
    ['-1', '0', '1234567890123456789012345678.0123456788', '1234567890123456789012345678.0123456789'],
  ],
  ['numeric(5,0)', 'decimal', ['-9', '9', '10', '11']],
  ['date', 'date', ["'0001-01-01'", "'2024-02-28'", "'2024-02-29'", "'9999-12-31'"]],
  [
    'datetime',
    'datetime',
    ["'1753-01-01T00:00:00'", "'2024-01-01T00:00:00'", "'2024-01-01T00:00:00.003'", "'2024-01-01T00:00:00.007'"],
  ],
  [
    'smalldatetime',
    'datetime',
    ["'1900-01-01T00:00:00'", "'2024-01-01T00:00:00'", "'2024-01-01T00:01:00'", "'2079-06-06T23:59:00'"],
  ],
  [
    'datetime2(7)',
    'datetime',
    [
      "'0001-01-01T00:00:00'",
      "'2024-01-01T00:00:00.1234567'",
      "'2024-01-01T00:00:00.1234568'",
      "'9999-12-31T23:59:59.9999999'",
    ],
  ],
  [
    'datetime2(0)',
    'datetime',
    ["'0001-01-01T00:00:00'", "'2024-01-01T00:00:00'", "'2024-01-01T00:00:01'", "'9999-12-31T23:59:59'"],
  ],
  [
    'datetimeoffset(7)',
    'datetimeoffset',
    [
      "'2024-01-01T02:00:00+05:00'",
      "'2024-01-01T00:00:00-01:00'",
      "'2024-01-01T03:00:00.0000001+02:00'",
      "'2024-01-01T01:00:00.0000002+00:00'",
    ],
  ],
  ['nvarchar(20)', 'string', ["N'10'", "N'9'", "N'A'", "N'a'"]],
  ['nchar(4)', 'string', ["N'B'", "N'a'", "N'ä'", "N'日本'"]],
  ['varchar(20)', 'string', ["''", "'A'", "'B'", "'a'"]],
]

for (const [sql, type, [a, b, c, d]] of TYPES) {
  test(`increments by ${sql}: each row once, bounds exact`, async () => {
    const table = await server.createTable(`[id] int NOT NULL, [w] ${sql} NULL`)
    const home = homeOf({ table, columns: ['id'] })
    await server.execute(`INSERT INTO ${table} VALUES (1, ${a}), (2, ${b}), (3, NULL)`)
    const first = await home.describe(ALWAYS, { column: 'w', low: null })
    assert.equal(first.watermark?.type, type)
    assert.equal(first.watermark.low, null)
    assert.deepEqual(await idsOf(home, first), [1, 2, 3])

    await server.execute(`INSERT INTO ${table} VALUES (4, ${c})`)
    // What came after the plan is not of this plan.
    assert.deepEqual(await idsOf(home, first), [1, 2, 3])
    const second = await home.describe(ALWAYS, next(first))
    assert.equal(second.watermark?.low, first.watermark.high)
    assert.deepEqual(await idsOf(home, second), [4])

    const nothing = await home.describe(ALWAYS, next(second))
    assert.deepEqual(await idsOf(home, nothing), [])
    assert.equal(nothing.watermark?.high, second.watermark?.high)

    await server.execute(`INSERT INTO ${table} VALUES (5, ${d})`)
    // As the journal keeps it, or as a person writes it: without a type.
    const { column, low } = next(nothing)
    const third = await home.describe(ALWAYS, { column: column.toUpperCase(), low: { ...low, type: null } })
    assert.deepEqual(await idsOf(home, third), [5])
    assert.deepEqual(await idsOf(home, second), [4])
  })
}

test('rowversion: a transaction that is still open is not skipped', async () => {
  const table = await server.createTable('[id] int NOT NULL PRIMARY KEY, [w] rowversion')
  const home = homeOf({ table, columns: ['id'] })
  const insert = (...ids: number[]) =>
    server.execute(`INSERT INTO ${table} ([id]) VALUES ${ids.map(id => `(${id})`).join(', ')}`)
  await insert(1, 2)
  const first = await home.describe(ALWAYS, { column: 'w', low: null })
  assert.match(first.watermark?.high ?? '', /^0x[0-9A-Fa-f]{16}$/)
  assert.deepEqual(await idsOf(home, first), [1, 2])

  const nothing = await home.describe(ALWAYS, next(first))
  assert.equal(nothing.watermark?.high, first.watermark?.high)
  assert.deepEqual(await idsOf(home, nothing), [])

  const open = await Session.open(server.connection(), HomeError, ALWAYS)
  try {
    const run = (statement: string) => open.rows({ statement, parameters: [] }, ALWAYS)
    await run('BEGIN TRANSACTION')
    await run(`INSERT INTO ${table} ([id]) VALUES (3)`)
    // A real server without row versioning would make the plan wait for the transaction, which is right as well.
    if (server.standIn !== null) {
      await insert(4)
      const during = await home.describe(ALWAYS, next(nothing))
      assert.deepEqual(await idsOf(home, during), [])
      assert.equal(during.watermark?.high, nothing.watermark?.high)
    }
    await run('COMMIT')
  } finally {
    await open.close()
  }
  if (server.standIn === null) await insert(4)
  const second = await home.describe(ALWAYS, next(nothing))
  assert.deepEqual(await idsOf(home, second), [3, 4])
  await server.execute(`UPDATE ${table} SET [id] = 11 WHERE [id] = 1`)
  const third = await home.describe(ALWAYS, next(second))
  assert.deepEqual(await idsOf(home, third), [11])
})

test('a row with the high value that comes after the plan is not read by it', async () => {
  const table = await server.createTable('[id] int NOT NULL PRIMARY KEY, [w] int NOT NULL')
  const home = homeOf({ table })
  await server.execute(`INSERT INTO ${table} VALUES (1, 10), (2, 20), (3, 20)`)
  const plan = await home.describe(ALWAYS, { column: 'w', low: null })
  assert.equal(plan.watermark?.high, '20')
  await server.execute(`INSERT INTO ${table} VALUES (4, 21)`)
  assert.deepEqual(await idsOf(home, plan), [1, 2, 3])
  assert.deepEqual(await idsOf(home, await home.describe(ALWAYS, next(plan))), [4])
  // The bound goes with the order: a read goes on behind a row and still ends at the bound.
  const rest: number[] = []
  const after = [{ name: 'after1', type: 'int', value: '1' }]
  for await (const batch of home.read(plan.ranges[0]!, plan.schema, ALWAYS, after))
    rest.push(...rowsOf(plan.schema, [batch]).map(([id]) => Number(id)))
  assert.deepEqual(rest, [2, 3])
})

test('the condition of the user counts for the bounds too', async () => {
  const table = await server.createTable('[id] int NOT NULL, [w] int NULL')
  await server.execute(`INSERT INTO ${table} VALUES (1, 10), (2, 20), (3, NULL), (4, NULL)`)
  const home = homeOf({ table, where: '[id] <> 2 AND [id] <> 4 -- not these' })
  const plan = await home.describe(ALWAYS, { column: 'w', low: null })
  assert.equal(plan.watermark?.high, '10')
  assert.deepEqual(await idsOf(home, plan), [1, 3])
})

test('what cannot be a watermark says what could', async () => {
  const table = await server.createTable(
    '[id] int NOT NULL, [ok] datetime2(7) NULL, [f] float NULL, [g] uniqueidentifier NULL, [long] nvarchar(max) NULL, [none] date NULL, [v] rowversion',
  )
  await server.execute(`INSERT INTO ${table} ([id], [ok]) VALUES (1, '2024-01-01')`)
  const home = homeOf({ table, columns: ['id'] })
  const refused = (since: Since, code: string, message: RegExp, advice: RegExp) =>
    assert.rejects(home.describe(ALWAYS, since), (error: unknown) => {
      assert.ok(error instanceof HomeError, String(error))
      assert.equal(error.code, code)
      assert.match(error.message, message)
      assert.match(error.advice ?? '', advice)
      return true
    })
  const all = /id \(int\), ok \(datetime2\(7\)\), none \(date\), v \(timestamp\)/
  await refused({ column: 'nope', low: null }, 'WATERMARK_NOT_FOUND', /nope is not in \[dbo\]/, all)
  await refused({ column: 'f', low: null }, 'WATERMARK_TYPE', /f of .* is float/, all)
  await refused({ column: 'g', low: null }, 'WATERMARK_TYPE', /uniqueidentifier/, all)
  await refused({ column: 'long', low: null }, 'WATERMARK_TYPE', /nvarchar\(max\)/, all)
  await refused(
    { column: 'none', low: null },
    'WATERMARK_NULL',
    /none .* NULL in every row/,
    /id \(int\), ok \(datetime2\(7\)\), v/,
  )
  const rewind = /journal rewind/
  await refused({ column: 'ok', low: { value: '5', type: 'int' } }, 'WATERMARK_CHANGED', /type int.*datetime2/, rewind)
  await refused({ column: 'id', low: { value: 'x', type: null } }, 'WATERMARK_INVALID', /"x".*whole number/, rewind)
  await refused({ column: 'ok', low: { value: '1.1.2024', type: null } }, 'WATERMARK_INVALID', /2026-11-23T10/, rewind)
  await refused({ column: 'v', low: { value: '17', type: null } }, 'WATERMARK_INVALID', /rowversion such as/, rewind)

  const useless = await server.createTable('[f] float NULL')
  await assert.rejects(homeOf({ table: useless }).describe(ALWAYS, { column: 'f', low: null }), {
    advice: /No column.*full_drop/,
  })
  const named = homeOf({ table: `${server.connection().database}.${table}` })
  await assert.rejects(named.describe(ALWAYS, { column: 'v', low: null }), { code: 'WATERMARK_ELSEWHERE' })
  await assert.rejects(
    homeOf({ query: 'SELECT 1 AS [a]' }).describe(ALWAYS, { column: 'a', low: null }),
    (error: unknown) => {
      return error instanceof ConfigError && error.code === 'WATERMARK_QUERY' && /view/.test(error.advice ?? '')
    },
  )
})

test('a value never becomes SQL', async () => {
  const table = await server.createTable("[id] int NOT NULL, [it's] nvarchar(50) NULL")
  const home = homeOf({ table })
  await server.execute(`INSERT INTO ${table} VALUES (1, N'''; DROP TABLE x --'), (2, N'😀')`)
  const first = await home.describe(ALWAYS, { column: "it's", low: { value: '', type: 'string' } })
  assert.equal(first.watermark?.high, '😀')
  assert.doesNotMatch(first.ranges[0]!.statement, /DROP|😀/)
  assert.deepEqual(await idsOf(home, first), [1, 2])
  const again = await home.describe(ALWAYS, { column: "it's", low: { value: "'; DROP TABLE x --", type: 'string' } })
  assert.deepEqual(await idsOf(home, again), [2])
})
