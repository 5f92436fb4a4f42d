/** Reads that go on behind a position: over every kind of key, against a server that sorts and compares by itself. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Batch, emptyBatch } from '../../../lib/columns/batch.ts'
import type { Description, Home, Position } from '../../../lib/homes/home.ts'
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
  return mssqlHome(server.pool(), { type: 'mssql', connection: 'erp', ...config }, { batchRows: 3 })
}

async function read(home: Home, { ranges, schema }: Description, from?: Position): Promise<Batch[]> {
  const batches: Batch[] = []
  for await (const batch of home.read(ranges[0]!, schema, ALWAYS, from)) batches.push(batch)
  return batches
}

/** What is left behind every batch is exactly what a whole read gave behind it. */
async function checkEveryPosition(config: Partial<MssqlHomeConfig>, rows: number): Promise<Description> {
  const home = homeOf(config)
  const description = await home.describe(ALWAYS)
  const { schema, ranges } = description
  const whole = await read(home, description)
  const values = rowsOf(schema, whole)
  assert.equal(values.length, rows)
  assert.equal(new Set(values.map(String)).size, rows)
  let seen = 0
  for (const batch of whole) {
    seen += batch.rows
    const position = home.position(ranges[0]!, schema, batch)
    assert.ok(position, 'there is a position behind every batch')
    // Through the journal's JSON and back.
    const rest = await read(home, description, JSON.parse(JSON.stringify(position)))
    assert.deepEqual(rowsOf(schema, rest), values.slice(seen))
  }
  return description
}

const KEYS: [type: string, values: string[]][] = [
  ['tinyint', ['0', '1', '127', '128', '255', '7', '9']],
  ['smallint', ['-32768', '-1', '0', '1', '32767', '5', '9']],
  ['int', ['-2147483648', '-1', '0', '10', '9', '100', '2147483647']],
  ['bigint', ['-9223372036854775808', '9007199254740992', '9007199254740993', '9007199254740994', '0', '1', '2']],
  [
    'decimal(38,10)',
    ['-0.0000000001', '0', '0.0000000001', '-1234567890123456789012345678.0123456789', '1', '2', '10'],
  ],
  ['numeric(9,2)', ['-1.50', '-1.49', '0', '0.01', '99.99', '100', '1234567.89']],
  [
    'date',
    ["'0001-01-01'", "'1969-12-31'", "'1970-01-01'", "'2024-02-29'", "'9999-12-31'", "'2000-01-01'", "'2001-01-01'"],
  ],
  [
    'uniqueidentifier',
    [
      "'00000000-0000-0000-0000-000000000001'",
      "'01000000-0000-0000-0000-000000000000'",
      "'FF000000-0000-0000-0000-000000000000'",
      "'00000000-0000-0000-0000-010000000000'",
      "'00000000-0000-0000-0100-000000000000'",
      "'6F9619FF-8B86-D011-B42D-00C04FC964FF'",
      "'00000000-0000-1000-0000-000000000000'",
    ],
  ],
  ['nvarchar(20)', ["N'a'", "N'B'", "N'ä'", "N'z'", "N'Zürich 🚲'", "N'10'", "N'9'"]],
  ['nchar(3)', ["N'a'", "N'b'", "N'c'", "N'abc'", "N'ab'", "N'1'", "N''"]],
  ['varchar(20)', ["'a'", "'B'", "'b c'", "'z'", "'10'", "'9'", "'it''s'"]],
  [
    'datetime',
    [
      "'2024-01-01T00:00:00'",
      "'2024-01-01T00:00:00.003'",
      "'2024-01-01T00:00:00.007'",
      "'2024-01-01T00:00:00.010'",
      "'1753-01-01T00:00:00'",
      "'9999-12-31T23:59:59.997'",
      "'2024-01-01T00:00:00.997'",
    ],
  ],
  [
    'datetime2(3)',
    [
      "'0001-01-01'",
      "'1969-12-31T23:59:59.999'",
      "'1970-01-01'",
      "'2024-01-01T00:00:00.1'",
      "'2024-01-01T00:00:00.101'",
      "'2024-01-02'",
      "'9999-12-31T23:59:59.999'",
    ],
  ],
]

for (const [type, values] of KEYS) {
  for (const direction of ['ASC', 'DESC']) {
    test(`a read goes on behind any row: ${type} ${direction}`, async () => {
      const table = await server.createTable(
        `[key] ${type} NOT NULL, [n] int, PRIMARY KEY CLUSTERED ([key] ${direction})`,
      )
      await server.execute(`INSERT INTO ${table} VALUES ${values.map((value, i) => `(${value}, ${i})`).join(', ')}`)
      const { ranges } = await checkEveryPosition({ table }, values.length)
      assert.deepEqual(ranges[0]!.order, [{ column: 'key', type, descending: direction === 'DESC' }])
    })
  }
}

test('keys of several columns, up and down, with a condition and in any order of columns', async () => {
  const table = await server.createTable(
    '[c] int NOT NULL, [a]]x] int NOT NULL, [b] nvarchar(5) NOT NULL, PRIMARY KEY CLUSTERED ([a]]x] DESC, [b], [c] DESC)',
  )
  const rows = Array.from({ length: 27 }, (_, i) => `(${i % 3}, ${Math.floor(i / 9)}, N'k${Math.floor(i / 3) % 3}')`)
  await server.execute(`INSERT INTO ${table} VALUES ${rows.join(', ')}`)
  const { ranges } = await checkEveryPosition({ table }, 27)
  assert.match(ranges[0]!.statement, / ORDER BY \[a\]\]x\] DESC, \[b\], \[c\] DESC$/)
  await checkEveryPosition({ table, where: '[c] <> 1 -- not these' }, 18)
  await checkEveryPosition({ table, where: "[b] <> N')'", columns: ['b', 'c', 'a]x'] }, 27)
})

test('names as the user writes them', async () => {
  const table = await server.createTable('[OrderId] int NOT NULL PRIMARY KEY, [n] int')
  await server.execute(`INSERT INTO ${table} VALUES (1, 1), (2, 2), (3, 3), (4, 4)`)
  await checkEveryPosition({ table, columns: ['n', 'orderid'] }, 4)
})

test('where there is no order to go on from, none is said', async () => {
  const unordered = async (columns: string, more: string[] = [], config: Partial<MssqlHomeConfig> = {}) => {
    const table = await server.createTable(columns)
    for (const statement of more) await server.execute(statement.replace('$', table))
    const home = homeOf({ table, ...config })
    const { ranges, schema } = await home.describe(ALWAYS)
    assert.equal(ranges[0]!.order, undefined, columns)
    assert.doesNotMatch(ranges[0]!.statement, /ORDER BY/)
    assert.equal(home.position(ranges[0]!, schema, emptyBatch(schema)), null)
  }
  await unordered('[a] int NOT NULL')
  await unordered('[a] int NOT NULL PRIMARY KEY NONCLUSTERED')
  await unordered('[a] int NOT NULL, [b] int', ['CREATE CLUSTERED INDEX [x] ON $ ([a])'])
  await unordered('[a] int NULL, [b] int', ['CREATE UNIQUE CLUSTERED INDEX [x] ON $ ([a])'])
  await unordered('[a] int NOT NULL PRIMARY KEY, [b] int', [], { columns: ['b'] })
  await unordered('[a] float NOT NULL PRIMARY KEY')
  await unordered('[a] money NOT NULL PRIMARY KEY')
  await unordered('[a] datetime2(7) NOT NULL PRIMARY KEY')
})

test('all seven digits, where the batch has them', async () => {
  const table = await server.createTable('[at] datetime2(7) NOT NULL PRIMARY KEY')
  const rows = Array.from({ length: 7 }, (_, i) => `('2024-01-01T00:00:00.000000${i + 1}')`)
  await server.execute(`INSERT INTO ${table} VALUES ${rows.join(', ')}`)
  await checkEveryPosition({ table, datetime2: 'nanoseconds' }, 7)
  await checkEveryPosition({ table, datetime2: 'string' }, 7)
})

test('text that a parameter cannot give back is no position', async () => {
  const narrow = await server.createTable('[a] varchar(9) NOT NULL PRIMARY KEY')
  await server.execute(`INSERT INTO ${narrow} VALUES ('é')`)
  const wide = await server.createTable('[a] nvarchar(9) NOT NULL PRIMARY KEY')
  await server.execute(`INSERT INTO ${wide} VALUES (NCHAR(65533))`)
  for (const table of [narrow, wide]) {
    const home = homeOf({ table })
    const description = await home.describe(ALWAYS)
    const [batch] = await read(home, description)
    assert.ok(description.ranges[0]!.order)
    assert.equal(home.position(description.ranges[0]!, description.schema, batch!), null)
  }
})
