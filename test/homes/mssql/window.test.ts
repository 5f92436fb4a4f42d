/** Bounds by a key, and windows of an overlap, frozen by a server that compares by itself: each type where it makes sense, each refusal. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { HomeError } from '../../../lib/errors.ts'
import type { Description, Home, Since } from '../../../lib/homes/home.ts'
import type { MssqlHomeConfig } from '../../../lib/homes/mssql/config.ts'
import { mssqlHome } from '../../../lib/homes/mssql/home.ts'
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

/** The first column of each range's rows, in the order in which they come. */
async function read(home: Home, { ranges, schema }: Description): Promise<number[][]> {
  const all: number[][] = []
  for (const range of ranges) {
    const expected = { fields: [...schema.fields, ...(range.window?.marks ?? [])] }
    const ids: number[] = []
    for await (const batch of home.read(range, expected, ALWAYS)) {
      ids.push(...rowsOf(expected, [batch]).map(([id]) => Number(id)))
    }
    all.push(range.window ? ids : ids.toSorted((a, b) => a - b))
  }
  return all
}

function next({ watermark }: Description): Since {
  assert.ok(watermark?.high)
  const { column, type, sqlType, high, key, highKey, overlap } = watermark
  const remembered = overlap?.remembered
  return {
    column,
    ...(key && { key }),
    ...(overlap && { overlap: Number(overlap.span) || overlap.span }),
    low: { value: high, type, ...(highKey && { key: highKey }) },
    ...(remembered && { known: { ...remembered, sqlType } }),
  }
}

/** A type, values that grow, and a span that leads from the third to just above the first. */
const TYPES: [sql: string, values: [string, string, string], overlap: string | number | null][] = [
  ['tinyint', ['0', '2', '5'], 5],
  ['bigint', ['-9223372036854775808', '9223372036854775800', '9223372036854775807'], 20],
  ['decimal(38,10)', ['-0.0000000002', '-0.0000000001', '1234567890123456789012345678.0123456789'], null],
  ['decimal(9,2)', ['1.50', '1.75', '2.25'], 0.75],
  ['date', ["'2024-02-27'", "'2024-02-28'", "'2024-02-29'"], '2d'],
  ['datetime', ["'2024-01-01T00:00:00.003'", "'2024-01-01T00:00:00.007'", "'2024-01-01T00:10:00.003'"], '10m'],
  ['smalldatetime', ["'2024-01-01T00:00:00'", "'2024-01-01T00:01:00'", "'2024-01-01T00:10:00'"], '9.5m'],
  [
    'datetime2(7)',
    ["'2024-01-01T00:00:00.1234567'", "'2024-01-01T00:00:00.1234568'", "'2024-01-01T00:10:00.1234567'"],
    '600s',
  ],
  ['datetime2(0)', ["'2023-12-31T23:59:59'", "'2024-01-01T00:00:00'", "'2024-01-01T23:59:59'"], '1d'],
  [
    'datetimeoffset(7)',
    [
      "'2024-01-01T02:00:00.0000001+02:00'",
      "'2023-12-31T23:00:00.0000002-01:00'",
      "'2024-01-01T05:10:00.0000001+05:00'",
    ],
    '10m',
  ],
  ['nvarchar(20)', ["N'A'", "N'a'", "N'ä'"], null],
  ['varchar(20)', ["'A'", "'B'", "'a'"], null],
]

for (const [sql, [a, b, c], overlap] of TYPES) {
  test(`${sql}: rows with the same value by their key${overlap === null ? '' : ', and a window'}`, async () => {
    const table = await server.createTable(`[id] int NOT NULL PRIMARY KEY, [w] ${sql} NULL, [note] int NULL`)
    const home = homeOf({ table, columns: ['note'] })
    const insert = (...rows: [id: number, w: string][]) =>
      server.execute(`INSERT INTO ${table} VALUES ${rows.map(([id, w]) => `(${id}, ${w}, ${id})`).join(', ')}`)
    await insert([1, a], [2, b], [9, 'NULL'])
    const byKey = { column: 'w', key: ['id'], low: null }
    const first = await home.describe(ALWAYS, byKey)
    assert.deepEqual(first.watermark?.highKey, ['2'])
    assert.deepEqual(await read(home, first), [[1, 2, 9]])
    await insert([4, b], [3, b])
    const ties = await home.describe(ALWAYS, next(first))
    assert.deepEqual(ties.watermark?.highKey, ['4'])
    assert.deepEqual([await read(home, ties), await read(home, first)], [[[3, 4]], [[1, 2, 9]]])
    await insert([5, c], [0, b])
    // Of the rows with the last value those behind the last key, of which there are none, and everything above.
    const later = await home.describe(ALWAYS, next(ties))
    assert.deepEqual(await read(home, later), [[5]])
    assert.deepEqual(await read(home, await home.describe(ALWAYS, next(later))), [[]])

    if (overlap === null) return
    const wide = await home.describe(ALWAYS, { ...byKey, overlap })
    assert.deepEqual(
      wide.ranges.map(({ window }) => window?.again),
      [undefined, false],
    )
    // The value that lies just a span before the last one is old; what is above it must be remembered.
    const [old, near] = await read(home, wide)
    assert.deepEqual(
      [old, near],
      [
        [1, 9],
        [0, 2, 3, 4, 5],
      ],
    )
    await insert([6, b], [7, a])
    const again = await home.describe(ALWAYS, next(wide))
    assert.deepEqual(
      again.ranges.map(({ window }) => window?.again),
      [true],
    )
    assert.deepEqual(await read(home, again), [[0, 2, 3, 4, 6, 5]])
  })
}

test('the three parts of a long step, each with its bounds, none with a row of another', async () => {
  const table = await server.createTable('[id] int NOT NULL PRIMARY KEY, [w] int NOT NULL')
  await server.execute(`INSERT INTO ${table} VALUES (1, 90), (2, 95), (3, 100)`)
  const home = homeOf({ table })
  const since: Since = { column: 'W', key: ['ID'], overlap: 10, low: null }
  const first = await home.describe(ALWAYS, since)
  await server.execute(`INSERT INTO ${table} VALUES (4, 150), (5, 190), (6, 191), (7, 200)`)
  const second = await home.describe(ALWAYS, next(first))
  assert.deepEqual(await read(home, second), [
    [2, 3],
    [4, 5],
    [6, 7],
  ])
  assert.deepEqual(second.watermark?.overlap, { span: '10', from: { value: '90' }, remembered: { value: '190' } })
  const marks = second.ranges.map(({ window }) => window?.marks.map(({ name }) => name))
  assert.deepEqual(marks, [['hygge_watermark', 'hygge_key_1'], undefined, ['hygge_watermark', 'hygge_key_1']])
  // A run that died is finished by its own plan, whatever its parts: that they are of one subject is all that counts.
  assert.equal(second.subject, first.subject)
  assert.notEqual(second.subject, (await home.describe(ALWAYS, { ...since, key: ['id', 'w'] })).subject)
})

test('a place that was remembered as a row, not a value, is read on behind that row', async () => {
  const table = await server.createTable('[a] int NOT NULL, [b] int NOT NULL, [w] int NOT NULL, PRIMARY KEY ([a], [b])')
  await server.execute(`INSERT INTO ${table} VALUES (1, 1, 5), (1, 2, 5), (2, 1, 5), (2, 2, 6), (0, 9, 5)`)
  const home = homeOf({ table, columns: ['b', 'a'] })
  const known = { value: '5', key: ['1', '1'], sqlType: 'int' }
  const low = { value: '5', type: 'int' as const }
  const plan = await home.describe(ALWAYS, { column: 'w', key: ['a', 'b'], overlap: 3, low, known })
  // The first column is b: (1, 2), (2, 1), then (2, 2).
  assert.deepEqual(await read(home, plan), [[2, 1, 2]])
  const now = await home.describe(ALWAYS, { column: 'w', key: ['a', 'b'], overlap: 3, low: 'now' })
  assert.deepEqual(now.watermark?.overlap, { span: '3', remembered: { value: '6', key: ['2', '2'] } })
  assert.deepEqual([now.watermark.low, now.watermark.high, await read(home, now)], ['6', '6', [[]]])
})

test('a read in a window goes on behind any row of it when the key is the table’s', async () => {
  const table = await server.createTable(
    '[id] int NOT NULL PRIMARY KEY, [k] nvarchar(9) NOT NULL, [at] datetime NOT NULL',
  )
  const rows = [3, 1, 2, 5, 4].map(id => `(${id}, N'k${id}', '2024-01-01T00:00:0${id % 3}.007')`)
  await server.execute(`INSERT INTO ${table} VALUES ${rows.join(', ')}`)
  const home = mssqlHome(server.pool(), { type: 'mssql', connection: 'erp', table }, { batchRows: 1 })
  const plan = await home.describe(ALWAYS, { column: 'at', key: ['id'], overlap: '1h', low: null })
  const range = plan.ranges[1]!
  const expected = { fields: [...plan.schema.fields, ...(range.window?.marks ?? [])] }
  const order = [3, 1, 4, 2, 5]
  const places = []
  for await (const batch of home.read(range, expected, ALWAYS)) places.push(home.position(range, expected, batch))
  for (const [i, place] of places.entries()) {
    assert.ok(place)
    const rest: number[] = []
    for await (const batch of home.read(range, expected, ALWAYS, place))
      rest.push(...rowsOf(expected, [batch]).map(([id]) => Number(id)))
    assert.deepEqual(rest, order.slice(i + 1))
  }
  // Of another key nobody knows that it is another for each row.
  const other = await home.describe(ALWAYS, { column: 'at', key: ['k'], overlap: '1h', low: null })
  assert.equal(other.ranges[1]?.order, undefined)
  assert.deepEqual(await read(home, other), [[], order])
})

test('marks have all digits whatever the types of the columns, and names of their own', async () => {
  const table = await server.createTable(
    '[hygge_watermark] datetime2(7) NOT NULL, [HYGGE_KEY_1] uniqueidentifier NOT NULL, [hygge_key_2] varchar(9) NOT NULL',
  )
  await server.execute(
    `INSERT INTO ${table} VALUES ('2024-01-01T00:00:00.1234567', '0E984725-C51C-4BF4-9960-E1C80E27ABA0', 'x')`,
  )
  const since: Since = { column: 'hygge_watermark', key: ['hygge_key_1', 'hygge_key_2'], overlap: '1h', low: null }
  for (const uniqueidentifier of ['string', 'uuid'] as const) {
    const home = homeOf({ table, uniqueidentifier })
    const plan = await home.describe(ALWAYS, since)
    const { marks } = plan.ranges[1]!.window!
    assert.deepEqual(
      marks.map(({ name }) => name),
      ['hygge_watermark_', 'hygge_key_1_', 'hygge_key_2_'],
    )
    const expected = { fields: [...plan.schema.fields, ...marks] }
    const rows = []
    for await (const batch of home.read(plan.ranges[1]!, expected, ALWAYS)) rows.push(...rowsOf(expected, [batch]))
    assert.deepEqual([rows.length, rows[0]?.[3], rows[0]?.[5]], [1, '2024-01-01 00:00:00.1234567', 'x'])
  }
})

test('what cannot be a key or an overlap says what could', async () => {
  const table = await server.createTable(
    '[id] int NOT NULL, [g] uniqueidentifier NOT NULL, [f] float NOT NULL, [n] int NULL, [s] nvarchar(9) NOT NULL, [at] datetime2(7) NULL, [v] rowversion',
  )
  const home = homeOf({ table })
  const refused = (since: Partial<Since>, code: string, message: RegExp, advice: RegExp) =>
    assert.rejects(home.describe(ALWAYS, { column: 'at', low: null, ...since }), (error: unknown) => {
      assert.ok(error instanceof HomeError, String(error))
      assert.equal(error.code, code)
      assert.match(error.message, message)
      assert.match(error.advice ?? '', advice)
      return true
    })
  const keys = /another for each row: id \(int\), g \(uniqueidentifier\), s \(nvarchar\(9\)\)\.$/
  await refused({ key: ['id', 'nope'] }, 'WATERMARK_NOT_FOUND', /nope, part of the watermark's key, is not in/, keys)
  await refused({ key: ['f'] }, 'WATERMARK_TYPE', /f of .* is float/, keys)
  await refused({ key: ['v'] }, 'WATERMARK_TYPE', /v of .* is timestamp/, keys)
  await refused({ key: ['n'] }, 'WATERMARK_NULL', /n of .* may be NULL/, keys)
  await refused({ column: 'v', key: ['id'] }, 'WATERMARK_KEY', /no two rows share/, /Leave out `key`/)
  await refused({ overlap: '10m' }, 'WATERMARK_KEY', /no key to know rows again by/, /Name the columns of a key/)
  const key = ['id']
  await refused({ column: 'v', key, overlap: 1 }, 'WATERMARK_OVERLAP', /timestamp/, /oldest open transaction/)
  const others = /goes with a time or a number: id \(int\), n \(int\), at \(datetime2\(7\)\)/
  await refused(
    { column: 's', key, overlap: '1h' },
    'WATERMARK_OVERLAP',
    /nvarchar\(9\), which has no distance/,
    others,
  )
  await refused({ key, overlap: 10 }, 'WATERMARK_OVERLAP', /10 is no distance/, /duration such as 10m/)
  await refused({ column: 'id', key, overlap: '10m' }, 'WATERMARK_OVERLAP', /"10m" is no/, /a whole number above 0/)
  await refused({ column: 'id', key, overlap: 0.5 }, 'WATERMARK_OVERLAP', /0.5 is no/, /a whole number above 0/)
  const low = { value: '1', type: 'decimal' as const }
  const changed = await server.createTable('[id] int NOT NULL, [d] decimal(9,3) NOT NULL')
  await server.execute(`INSERT INTO ${changed} VALUES (1, 1)`)
  const known = { value: '1', sqlType: 'decimal(9,2)' }
  await assert.rejects(homeOf({ table: changed }).describe(ALWAYS, { column: 'd', key, overlap: 1, low, known }), {
    code: 'WATERMARK_CHANGED',
    advice: /journal rewind/,
  })
})

test('now: none of the rows that are there, by the column’s own values', async () => {
  const table = await server.createTable('[id] int NOT NULL PRIMARY KEY, [w] datetime2(7) NULL, [v] rowversion')
  const home = homeOf({ table, columns: ['id'] })
  const empty = await home.describe(ALWAYS, { column: 'w', low: 'now' })
  assert.deepEqual([empty.watermark?.low, empty.watermark?.high, await read(home, empty)], [null, null, [[]]])
  await server.execute(`INSERT INTO ${table} ([id], [w]) VALUES (1, '2099-01-01'), (2, '2001-01-01'), (3, NULL)`)
  for (const column of ['w', 'v']) {
    const plan = await home.describe(ALWAYS, { column, low: 'now' })
    assert.deepEqual(await read(home, plan), [[]])
    assert.equal(plan.watermark?.low, plan.watermark?.high)
    await server.execute(
      `INSERT INTO ${table} ([id], [w]) VALUES (${column === 'w' ? 4 : 5}, '2100-01-0${column === 'w' ? 1 : 2}')`,
    )
    assert.deepEqual(await read(home, await home.describe(ALWAYS, next(plan))), [column === 'w' ? [4] : [5]])
  }
})
