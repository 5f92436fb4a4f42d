/**
 * A table of every type made over SQL, moved, and compared with what the server itself prints. The server is the stand-in, or a real one
 * when HYGGE_TEST_MSSQL=mssql://user:password@host:port/database?encrypt=false names it.
 */
import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { quote } from '../../lib/mssql/identifier.ts'
import { realServer, startTestServer, type TestServer } from '../support/sql-server.ts'
import { Project } from './support/project.ts'
import { assertRows, byDuckdb, byHyparquet, duckdbTable, partsOf, query } from './support/read-back.ts'
import type { Cell } from './support/sql-types.ts'

const REAL = realServer() !== null

interface Type {
  definition: string
  /** T-SQL that prints column `c` in a way that loses nothing. */
  print: string
  /** T-SQL of the values. */
  values: string[]
  /** The text that the server prints as the cell that must be in the file. */
  cell: (printed: string) => Cell
}

const asItIs = (printed: string) => printed
const lower = (printed: string) => printed.toLowerCase()
const fraction = (printed: string) => printed.replace(/^(-?)\./, '$10.')
const micros = (printed: string) => `${BigInt(ticksOf(printed)) / 10n} us`

const plain = (definition: string, values: string[], cell = asItIs): Type => ({
  definition,
  print: 'CONVERT(nvarchar(max), c)',
  values,
  cell,
})
const moment = (definition: string, values: string[], cell: (printed: string) => Cell): Type => ({
  definition,
  print: 'CONVERT(nvarchar(40), c, 121)',
  values,
  cell,
})
const bytes = (definition: string, values: string[]): Type => ({
  definition,
  print: 'CONVERT(varchar(max), CONVERT(varbinary(max), c), 2)',
  values,
  cell: lower,
})

const TYPES: Type[] = [
  plain('bit', ['1', '0'], printed => String(printed === '1')),
  plain('tinyint', ['0', '255']),
  plain('smallint', ['-32768', '32767']),
  plain('int', ['-2147483648', '2147483647']),
  plain('bigint', ['-9223372036854775808', '9223372036854775807']),
  {
    definition: 'real',
    print: 'CONVERT(nvarchar(40), c, 3)',
    values: ['1.5', '3.4028235e38'],
    cell: printed => String(Math.fround(Number(printed))),
  },
  {
    definition: 'float',
    print: 'CONVERT(nvarchar(40), c, 3)',
    values: ['0.1', '-1.7976931348623157e308'],
    cell: printed => String(Number(printed)),
  },
  plain('decimal(9,2)', ['-1234567.89', '0'], fraction),
  plain('decimal(18,4)', ['99999999999999.9999', '-0.0001'], fraction),
  plain('numeric(38,10)', ['1234567890123456789012345678.0123456789', '-1'], fraction),
  {
    definition: 'money',
    print: 'CONVERT(nvarchar(40), c, 2)',
    values: ['-922337203685477.5808', '0.0001'],
    cell: fraction,
  },
  { definition: 'smallmoney', print: 'CONVERT(nvarchar(40), c, 2)', values: ['-214748.3648', '1'], cell: fraction },
  moment('date', ["'0001-01-01'", "'9999-12-31'"], printed => String(dayOf(printed))),
  moment('time(0)', ["'23:59:59'", "'00:00:00'"], micros),
  moment('time(7)', ["'12:34:56.1234567'", "'00:00:00.0000001'"], printed => `${BigInt(ticksOf(printed)) * 100n} ns`),
  moment('datetime', ["'1753-01-01'", "'2024-02-29T12:34:56.787'"], at),
  moment('smalldatetime', ["'1900-01-01'", "'2079-06-06T23:59:00'"], at),
  moment('datetime2(0)', ["'0001-01-01'", "'9999-12-31 23:59:59'"], at),
  moment('datetime2(3)', ["'1969-12-31 23:59:59.999'", "'2024-02-29 12:34:56.789'"], at),
  moment('datetime2(7)', ["'1969-12-31 23:59:59.9999999'", "'2024-02-29 12:34:56.1234567'"], at),
  moment('datetimeoffset(3)', ["'2024-02-29 12:34:56.789 +02:00'", "'1999-12-31 23:30:00 -05:30'"], at),
  moment('datetimeoffset(7)', ["'2024-02-29 12:34:56.1234567 +05:45'", "'1970-01-01 00:00:00 +00:00'"], at),
  plain('char(10)', ["'abc'", "''"]),
  plain('varchar(50)', ["'café €5'", "''"]),
  plain('varchar(max)', ["replicate(cast('long ' as varchar(max)), 5000)", "'x'"]),
  plain('varchar(20) COLLATE Greek_CI_AS', ["N'Καλημέρα'", "N'α β'"]),
  plain('varchar(20) COLLATE Cyrillic_General_CI_AS', ["N'Привет'", "N'Ё'"]),
  plain('text', ["'old text'", "''"]),
  plain('nchar(10)', ["N'漢字'", "N''"]),
  plain('nvarchar(50)', ["N'Grüße 😀'", "N' lead and trail '"]),
  plain('nvarchar(max)', ["replicate(cast(N'漢字😀' as nvarchar(max)), 3000)", "N''"]),
  plain('ntext', ["N'old ✓'", "N''"]),
  plain('xml', ['N\'<r a="1">ø</r>\'', "N'<empty/>'"]),
  bytes('binary(8)', ['0x0102030405060708', '0xff']),
  bytes('varbinary(50)', ['0xdeadbeef', '0x']),
  bytes('varbinary(max)', ['0xcafebabe', '0x00']),
  bytes('image', ['0x89504e47', '0x00']),
  plain('uniqueidentifier', ["'6F9619FF-8B86-D011-B42D-00C04FC964FF'", "'00000000-0000-0000-0000-000000000000'"]),
  { definition: 'sql_variant', print: 'CONVERT(nvarchar(4000), c, 121)', values: ['42', "N'variant ✓'"], cell: asItIs },
  {
    definition: 'hierarchyid',
    print: 'c.ToString()',
    values: ["hierarchyid::Parse('/1/3/')", "hierarchyid::Parse('/')"],
    cell: asItIs,
  },
]

suite(`end to end against ${REAL ? 'the server that HYGGE_TEST_MSSQL names' : 'the stand-in'}`, {
  timeout: 120_000,
}, () => {
  let server: TestServer
  before(async () => {
    server = await startTestServer()
  })
  after(() => server[Symbol.asyncDispose]())

  test('every type, compared with what the server prints', async () => {
    const definitions = TYPES.map(({ definition }, index) => `[c${index}] ${definition} NULL`)
    const table = await server.createTable(
      `[id] int NOT NULL PRIMARY KEY, ${definitions.join(', ')}, [version] rowversion NOT NULL`,
    )
    const names = TYPES.map((_, index) => `[c${index}]`).join(', ')
    for (const row of [0, 1]) {
      const values = TYPES.map(({ values }) => values[row])
      await server.execute(`INSERT INTO ${table} ([id], ${names}) VALUES (${row + 1}, ${values.join(', ')})`)
    }
    await server.execute(`INSERT INTO ${table} ([id]) VALUES (3)`)

    const outcome = await move(server, [{ name: 'every type', home: { table } }])
    assert.equal(outcome.run.code, 0, outcome.run.stdout)
    assert.equal(outcome.run.entities['f.every type']?.rows, 3)

    const prints = TYPES.map(({ print }, index) => `${print.replace(/\bc\b/, `[c${index}]`)} AS [c${index}]`)
    const printed = await server.execute(
      `SELECT [id], ${prints.join(', ')}, CONVERT(varchar(16), CONVERT(binary(8), [version]), 2) AS [version] FROM ${table} ORDER BY [id]`,
    )
    assert.equal(printed.length, 3)
    const expected = printed.map(row => [
      String(row.id),
      ...TYPES.map(({ cell }, index) => {
        const text = row[`c${index}`]
        return typeof text === 'string' ? cell(text) : null
      }),
      String(row.version).toLowerCase(),
    ])
    assert.ok(expected[2]!.slice(1, -1).every(cell => cell === null))
    assert.ok(expected.slice(0, 2).every(row => row.every(cell => cell !== null)))
    const columns = ['id', ...TYPES.map((_, index) => `c${index}`), 'version']
    const files = partsOf(outcome.project.path('out', 'every type'))
    assertRows(await byDuckdb(files), columns, expected, 'DuckDB')
    assertRows(await byHyparquet(files), columns, expected, 'hyparquet')
  })

  test('columns, a condition and a query, with names that need quoting', async () => {
    const columns = '[a]]b] int NOT NULL PRIMARY KEY, [dot.ted] nvarchar(20) NULL, [日本語] int NULL, [select] bit NULL'
    const table = await server.createTable(columns, "it's [odd] “ø”")
    await server.execute(`INSERT INTO ${table} VALUES (1, N'én', 10, 1), (2, N'to', 20, 0), (3, NULL, NULL, NULL)`)
    const { run, project } = await move(server, [
      { name: 'some', home: { table }, columns: ['日本語', 'a]b'], where: "[dot.ted] <> N'to' -- not two" },
      { name: 'sums', home: { query: `SELECT COUNT(*) AS [n rows], SUM([日本語]) AS total FROM ${table}` } },
      { name: 'none', home: { table }, where: `${quote('a]b')} > 1000` },
    ])
    assert.equal(run.code, 0, run.stdout)
    const read = async (name: string) => {
      const { names, rows } = await byDuckdb(partsOf(project.path('out', name)))
      return [names, ...rows]
    }
    assert.deepEqual(await read('some'), [
      ['日本語', 'a]b'],
      ['10', '1'],
    ])
    assert.deepEqual(await read('sums'), [
      ['n rows', 'total'],
      ['3', '30'],
    ])
    assert.deepEqual(await read('none'), [['a]b', 'dot.ted', '日本語', 'select']])
    assert.equal(run.entities['f.none']?.status, 'empty')
  })

  test('an error of the server says its number', async () => {
    const { run } = await move(server, [
      { name: 'nowhere', home: { table: 'dbo.[no such table]' } },
      { name: 'halves', home: { query: 'SELECT 1 / 0 AS n' } },
    ])
    assert.equal(run.code, 1)
    assert.match(run.entities['f.nowhere']?.error?.message ?? '', /no such table/)
    const { error } = run.entities['f.halves']!
    assert.deepEqual([error?.code, error?.number, error?.class], ['SQL_ERROR', 8134, 16])
  })

  test('a hundred thousand rows that a real server makes of its own catalog', {
    skip: !REAL && 'HYGGE_TEST_MSSQL is not set',
  }, async () => {
    const made = `SELECT TOP (100000) ROW_NUMBER() OVER (ORDER BY a.object_id, b.object_id, b.column_id) AS n, a.name, a.create_date
      FROM sys.all_objects AS a CROSS JOIN sys.all_columns AS b ORDER BY n`
    const { run, project } = await move(server, [{ name: 'made', home: { query: made } }])
    assert.equal(run.code, 0, run.stdout)
    const counts = `SELECT count(*), count(DISTINCT n), max(n), count(name) FROM ${duckdbTable(partsOf(project.path('out', 'made')))}`
    assert.deepEqual((await query(counts))[0]!.map(Number), [100_000, 100_000, 100_000, 100_000])
  })
})

suite('a server that keeps its catalog to itself', {
  skip: REAL && 'only the stand-in forbids its catalog views',
  timeout: 60_000,
}, () => {
  test('is read without estimates, and that is said', async () => {
    await using server = await startTestServer({ forbidCatalog: true })
    const table = await server.createTable('[id] int NOT NULL PRIMARY KEY')
    await server.execute(`INSERT INTO ${table} VALUES (1), (2)`)
    const { run } = await move(server, [{ name: 'plain', home: { table } }])
    assert.equal(run.code, 0, run.stdout)
    const started = run.events.find(event => event.type === 'entity.started')
    assert.ok(started)
    assert.equal(started.estimate, null)
    assert.match(started.notes.join('\n'), /no row count, so there is no estimate: .*\[error 262, state 1\]/)
    assert.equal(run.entities['f.plain']?.rows, 2)
  })
})

/** Runs hygge on entities of the server's database. */
async function move(server: TestServer, entities: unknown[]) {
  const { authentication, ...connection } = server.connection()
  assert.ok(authentication.type === 'sql')
  const login = { ...authentication, password: `\${E2E_PASSWORD}` }
  const project = new Project('server').write({
    name: 'server',
    options: { workers: 1, concurrency: 2 },
    connections: { it: { ...connection, authentication: login } },
    flows: {
      f: {
        home: { type: 'mssql', connection: 'it', table: 'dbo.{entity}' },
        store: { type: 'local', path: 'out' },
        entities,
      },
    },
  })
  return { project, run: await project.run([], { E2E_PASSWORD: authentication.password }) }
}

/** A printed moment, in UTC, as the microseconds of the file. */
function at(printed: string): Cell {
  const [, day, clock, zone] = /^(\d{4}-\d\d-\d\d) ([\d:.]+)(?: ([+-]\d\d:\d\d))?$/.exec(printed) ?? []
  assert.ok(day && clock, printed)
  const us = BigInt(dayOf(day)) * 86_400_000_000n + BigInt(ticksOf(clock)) / 10n
  if (zone === undefined) return `${us} us`
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4))
  return `${us - BigInt(zone.startsWith('-') ? -minutes : minutes) * 60_000_000n} us utc`
}

/** Days since 1970 of `2024-02-29`. */
function dayOf(printed: string): number {
  return Date.parse(`${printed}T00:00:00Z`) / 86_400_000
}

/** 100 ns since midnight of `12:34:56.1234567`. */
function ticksOf(clock: string): number {
  const [hours, minutes, seconds] = clock.split(':')
  const [whole, digits = ''] = seconds!.split('.')
  return (Number(hours) * 3600 + Number(minutes) * 60 + Number(whole)) * 10_000_000 + Number(digits.padEnd(7, '0'))
}
