/** What the home says of tables and queries before it reads them, on a server with SQL of its own. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Field } from '../../../lib/columns/schema.ts'
import { HomeError } from '../../../lib/errors.ts'
import type { MssqlHomeConfig } from '../../../lib/homes/mssql/config.ts'
import { mssqlHome } from '../../../lib/homes/mssql/home.ts'
import { rowsOf } from '../../mssql/values.ts'
import { realServer, startTestServer, type TestServer } from '../../support/sql-server.ts'

const ALWAYS = new AbortController().signal
let server: TestServer

before(async () => {
  server = await startTestServer()
})
after(() => server[Symbol.asyncDispose]())

function homeOf(config: Partial<MssqlHomeConfig>, on = server) {
  return mssqlHome(on.pool(), { type: 'mssql', connection: 'erp', ...config })
}

/** Describes, then reads all of it as plain values. */
async function readAll(config: Partial<MssqlHomeConfig>) {
  const home = homeOf(config)
  const description = await home.describe(ALWAYS)
  const batches = []
  for (const range of description.ranges) {
    for await (const batch of home.read(range, description.schema, ALWAYS)) batches.push(batch)
  }
  return { description, rows: rowsOf(description.schema, batches) }
}

/** Every type: its definition, what it becomes, a literal, and the value that arrives. */
const TYPES: [definition: string, type: Field['type'], literal: string, value: unknown][] = [
  ['bit', { kind: 'bool' }, '1', true],
  ['tinyint', { kind: 'int', bits: 16 }, '255', 255],
  ['smallint', { kind: 'int', bits: 16 }, '-32768', -32768],
  ['int', { kind: 'int', bits: 32 }, '-2147483648', -2147483648],
  ['bigint', { kind: 'int', bits: 64 }, '9223372036854775807', 9223372036854775807n],
  ['real', { kind: 'float', bits: 32 }, '1.5', 1.5],
  ['float', { kind: 'float', bits: 64 }, '0.1', 0.1],
  ['decimal(18,4)', { kind: 'decimal', precision: 18, scale: 4 }, '99999999999999.9999', 999999999999999999n],
  ['numeric(38,0)', { kind: 'decimal', precision: 38, scale: 0 }, `-${'9'.repeat(38)}`, -(10n ** 38n - 1n)],
  ['money', { kind: 'decimal', precision: 19, scale: 4 }, '922337203685477.5807', 9223372036854775807n],
  ['smallmoney', { kind: 'decimal', precision: 10, scale: 4 }, '-1.0001', -10001n],
  ['date', { kind: 'date' }, "'1970-01-03'", 2],
  ['time(3)', { kind: 'time', unit: 'us' }, "'00:00:01.5'", 1_500_000n],
  ['time(7)', { kind: 'time', unit: 'ns' }, "'00:00:01.1234567'", 1_123_456_700n],
  ['datetime', { kind: 'timestamp', unit: 'us', utc: false }, "'1970-01-01T00:00:01.003'", 1_003_000n],
  ['smalldatetime', { kind: 'timestamp', unit: 'us', utc: false }, "'1970-01-01T00:01:00'", 60_000_000n],
  ['datetime2(3)', { kind: 'timestamp', unit: 'us', utc: false }, "'1970-01-01T00:00:00.123'", 123_000n],
  ['datetime2(7)', { kind: 'timestamp', unit: 'us', utc: false }, "'1970-01-01T00:00:00.1234567'", 123_456n],
  ['datetimeoffset(7)', { kind: 'timestamp', unit: 'us', utc: true }, "'1970-01-01T02:00:01+02:00'", 1_000_000n],
  ['char(5)', { kind: 'utf8' }, "'ab'", 'ab   '],
  ['varchar(40)', { kind: 'utf8' }, "'naïve'", 'naïve'],
  ['varchar(max)', { kind: 'utf8' }, "'long'", 'long'],
  ['nchar(4)', { kind: 'utf8' }, "N'表'", '表   '],
  ['nvarchar(40)', { kind: 'utf8' }, "N'Grüße 😀'", 'Grüße 😀'],
  ['nvarchar(max)', { kind: 'utf8' }, "N'表'", '表'],
  ['binary(3)', { kind: 'binary' }, '0x010203', '010203'],
  ['varbinary(10)', { kind: 'binary' }, '0xFF00', 'ff00'],
  ['varbinary(max)', { kind: 'binary' }, '0x', ''],
  [
    'uniqueidentifier',
    { kind: 'utf8' },
    "'6f9619ff-8b86-d011-b42d-00c04fc964ff'",
    '6F9619FF-8B86-D011-B42D-00C04FC964FF',
  ],
]

test('every type is described as it arrives, and arrives', async () => {
  const columns = TYPES.map(([definition], i) => `[c${i}] ${definition} NULL`)
  const table = await server.createTable(columns.join(', '), 'types')
  await server.execute(`INSERT INTO ${table} VALUES (${TYPES.map(([, , literal]) => literal).join(', ')})`)
  await server.execute(`INSERT INTO ${table} VALUES (${TYPES.map(() => 'NULL').join(', ')})`)
  const { description, rows } = await readAll({ table })
  const { fields } = description.schema
  assert.deepEqual(
    fields.map(({ name, type, source }) => ({ name, type, source })),
    TYPES.map(([source, type], i) => ({ name: `c${i}`, type, source })),
  )
  assert.ok(fields.every(({ nullable }) => nullable))
  assert.deepEqual(rows, [TYPES.map(([, , , value]) => value), TYPES.map(() => null)])
})

test('text, ntext, image, xml and rowversion', async () => {
  const table = await server.createTable('[t] text, [n] ntext, [i] image, [x] xml, [v] rowversion', 'old')
  await server.execute(`INSERT INTO ${table} ([t], [n], [i], [x]) VALUES ('old', N'表', 0x0102, N'<a>1</a>')`)
  const { description, rows } = await readAll({ table })
  assert.deepEqual(
    description.schema.fields.map(({ type }) => type.kind),
    ['utf8', 'utf8', 'binary', 'utf8', 'binary'],
  )
  assert.deepEqual(rows[0]!.slice(0, 4), ['old', '表', '0102', '<a>1</a>'])
  assert.match(String(rows[0]![4]), /^[0-9a-f]{16}$/)
})

test('types that are converted in the SQL, and a note that says so', { skip: realServer() !== null }, async () => {
  const table = await server.createTable('[id] int NOT NULL, [node] hierarchyid, [any] sql_variant', 'converted')
  await server.execute(`INSERT INTO ${table} VALUES (1, NULL, NULL)`)
  const { description, rows } = await readAll({ table })
  assert.deepEqual(rows, [[1, null, null]])
  assert.match(description.ranges[0]!.statement, /\[node\]\.ToString\(\) AS \[node\]/)
  assert.match(description.ranges[0]!.statement, /CONVERT\(nvarchar\(4000\), \[any\], 121\) AS \[any\]/)
  assert.deepEqual(
    description.schema.fields.map(({ source, type }) => [source, type.kind]),
    [
      ['int', 'int'],
      ['hierarchyid', 'utf8'],
      ['sql_variant', 'utf8'],
    ],
  )
  assert.deepEqual(description.notes.slice(0, 2), [
    'node (hierarchyid): converted by .ToString().',
    'any (sql_variant): converted to text by the server.',
  ])
  await assert.rejects(homeOf({ query: `SELECT [id], [node] FROM ${table}` }).describe(ALWAYS), {
    code: 'TYPE_NOT_SUPPORTED',
    advice: /\[node\]\.ToString\(\) AS \[node\]/,
  })
})

test('names with spaces, dots, brackets, quotes and Unicode', async () => {
  const names = ['Order ID', 'a.b', 'a]b[c', 'say "hi"', "O'Brien", 'Größe', '表']
  const list = names.map(name => `[${name.replaceAll(']', ']]')}] int NULL`).join(', ')
  const table = await server.createTable(list, 'Größe].[表 "x"')
  await server.execute(`INSERT INTO ${table} VALUES (${names.map((_, i) => i).join(', ')})`)
  const { description, rows } = await readAll({ table, columns: [...names].reverse() })
  assert.deepEqual(
    description.schema.fields.map(({ name }) => name),
    [...names].reverse(),
  )
  assert.deepEqual(rows, [names.map((_, i) => i).reverse()])
})

test('the columns and the rows that the user wants', async () => {
  const table = await server.createTable(
    '[id] int NOT NULL PRIMARY KEY, [total] decimal(9,2) NULL, [note] nvarchar(20) NULL',
  )
  await server.execute(`INSERT INTO ${table} VALUES (1, 10, N'a'), (2, -5, N'b'), (3, 0.01, N'c'), (4, NULL, NULL)`)
  const { description, rows } = await readAll({ table, columns: ['total', 'id'], where: '[total] > 0 -- positive' })
  assert.deepEqual(
    rows.sort((a, b) => Number(a[1]) - Number(b[1])),
    [
      [1000n, 1],
      [1n, 3],
    ],
  )
  assert.equal(description.estimate, null)
  assert.deepEqual(description.notes, [])
  assert.equal(description.ranges.length, 1)
})

test('a query as the user wrote it', async () => {
  const table = await server.createTable('[id] int NOT NULL, [name] nvarchar(10) NULL')
  await server.execute(`INSERT INTO ${table} VALUES (1, N'x'), (2, N'y')`)
  const query = `SELECT [name] AS [who], [id] FROM ${table} WHERE [id] = 2`
  const { description, rows } = await readAll({ query })
  assert.deepEqual(rows, [['y', 2]])
  assert.equal(description.ranges[0]!.statement, query)
  assert.equal(description.estimate, null)
})

test('the catalog knows about how many rows there are', { skip: realServer() !== null }, async () => {
  const table = await server.createTable('[id] int NOT NULL PRIMARY KEY')
  await server.execute(`INSERT INTO ${table} VALUES (1), (2), (3)`)
  assert.equal((await homeOf({ table }).describe(ALWAYS)).estimate, 3)
})

test('a catalog that may not be looked at costs the estimate and nothing else', {
  skip: realServer() !== null,
}, async () => {
  await using closed = await startTestServer({ forbidCatalog: true })
  const table = await closed.createTable('[id] int NOT NULL')
  const { estimate, notes, schema } = await homeOf({ table }, closed).describe(ALWAYS)
  assert.equal(estimate, null)
  assert.equal(schema.fields.length, 1)
  assert.equal(notes.length, 1)
  assert.match(notes[0]!, /no estimate: .*permission/i)
})

test('a column that is not there: what is, and who may be meant', async () => {
  const table = await server.createTable('[OrderId] int NOT NULL, [CustomerId] int NULL')
  const missing = { name: 'HomeError', code: 'COLUMN_NOT_FOUND', message: /it has OrderId, CustomerId/ }
  const advice = /Did you mean CustmerId → CustomerId\?/
  await assert.rejects(homeOf({ table, columns: ['OrderId', 'CustmerId'] }).describe(ALWAYS), { ...missing, advice })
  await assert.rejects(homeOf({ table, where: '[CustmerId] = 1' }).describe(ALWAYS), { ...missing, advice })
  await assert.rejects(homeOf({ table, columns: ['xyz'] }).describe(ALWAYS), { ...missing, advice: /Correct/ })
})

test('a table that is not there, a query that is not SQL', async () => {
  await assert.rejects(homeOf({ table: 'dbo.no_such_table_7' }).describe(ALWAYS), (error: unknown) => {
    assert.ok(error instanceof HomeError)
    assert.equal(error.facts.number, 208)
    assert.match(error.advice ?? '', /spelling/)
    return true
  })
  await assert.rejects(homeOf({ query: 'SELEKT 1' }).describe(ALWAYS), { code: 'SQL_ERROR' })
  await assert.rejects(homeOf({ table: 'dbo.[x' }).describe(ALWAYS), { code: 'NAME_INVALID' })
})

test('columns of a query need names, each its own', async () => {
  const table = await server.createTable('[id] int NOT NULL')
  await assert.rejects(homeOf({ query: `SELECT [id], [id] + 1 FROM ${table}` }).describe(ALWAYS), {
    code: 'COLUMN_NAMELESS',
    message: /Column 2/,
  })
  await assert.rejects(homeOf({ query: `SELECT [id], [id] FROM ${table}` }).describe(ALWAYS), { code: 'COLUMN_TWICE' })
})

test('a database that is not there', async () => {
  const home = mssqlHome(server.pool({ database: 'no_such_database_7' }), {
    type: 'mssql',
    connection: 'erp',
    table: 'dbo.t',
  })
  await assert.rejects(home.describe(ALWAYS), (error: unknown) => {
    assert.ok(error instanceof HomeError)
    assert.equal(error.code, 'LOGIN_FAILED')
    assert.equal(error.facts.number, 4060)
    assert.match(error.advice ?? '', /`database`/)
    return true
  })
})

test('snapshot isolation where it is not allowed', { skip: realServer() !== null }, async () => {
  await using strict = await startTestServer({ forbidSnapshot: true })
  const table = await strict.createTable('[id] int NOT NULL')
  const home = homeOf({ table, isolation: 'snapshot' }, strict)
  const { ranges, schema } = await home.describe(ALWAYS)
  await assert.rejects(home.read(ranges[0]!, schema, ALWAYS)[Symbol.asyncIterator]().next(), (error: unknown) => {
    assert.ok(error instanceof HomeError)
    assert.equal(error.facts.number, 3952)
    assert.match(error.advice ?? '', /ALLOW_SNAPSHOT_ISOLATION/)
    return true
  })
})
