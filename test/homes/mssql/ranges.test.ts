/** Ranges of one table: together they hold every row exactly once, over every kind of key, also when rows come between plan and read. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import type { Description, Home } from '../../../lib/homes/home.ts'
import type { MssqlHomeConfig } from '../../../lib/homes/mssql/config.ts'
import { mssqlHome } from '../../../lib/homes/mssql/home.ts'
import type { SessionPool } from '../../../lib/mssql/pool.ts'
import { rowsOf } from '../../mssql/values.ts'
import { startTestServer, type TestServer } from '../../support/sql-server.ts'

const ALWAYS = new AbortController().signal
const LONG = process.env.HYGGE_TEST_LONG === '1'

interface Reached {
  server: TestServer
  pool: SessionPool
}

/** One whose catalog tells all, and one whose histograms may not be looked at. */
const reached: { open?: Reached; closed?: Reached } = {}
before(async () => {
  const [open, closed] = [await startTestServer(), await startTestServer({ forbidCatalog: true })]
  reached.open = { server: open, pool: open.pool() }
  reached.closed = { server: closed, pool: closed.pool() }
})
after(async () => {
  await reached.open?.server[Symbol.asyncDispose]()
  await reached.closed?.server[Symbol.asyncDispose]()
})

function homeOf(pool: SessionPool, config: Partial<MssqlHomeConfig>) {
  return mssqlHome(pool, { type: 'mssql', connection: 'erp', ...config })
}

/** The ids that each range holds. */
async function read(home: Home, plan: Description): Promise<number[][]> {
  return Promise.all(
    // As the journal has it.
    (JSON.parse(JSON.stringify(plan)) as Description).ranges.map(async range => {
      const batches = []
      for await (const batch of home.read(range, plan.schema, ALWAYS)) batches.push(batch)
      const at = plan.schema.fields.findIndex(({ name }) => name === 'id')
      return rowsOf(plan.schema, batches).map(row => Number(row[at]))
    }),
  )
}

async function execute(pool: SessionPool, statement: string): Promise<void> {
  const session = await pool.acquire('read_committed', ALWAYS)
  await session.rows({ statement, parameters: [] }, ALWAYS)
  await pool.release(session)
}

async function insert(pool: SessionPool, table: string, keys: readonly string[], from: number): Promise<void> {
  const rows = keys.map((key, i) => `(${from + i}, ${key})`)
  if (rows.length > 0) await execute(pool, `INSERT INTO ${table} VALUES ${rows.join(', ')}`)
}

const text = (value: string) => `N'${value.replaceAll("'", "''")}'`
const digits = (value: number, count: number) => String(value).padStart(count, '0')
const moments = (from: string, to: string, fraction: number) =>
  fc
    .tuple(fc.date({ min: new Date(from), max: new Date(to), noInvalidDate: true }), fc.nat(10 ** fraction - 1))
    .map(([date, parts]) => `'${date.toISOString().slice(0, 19)}${fraction > 0 ? `.${digits(parts, fraction)}` : ''}'`)
const words = fc.oneof(
  fc.stringMatching(/^[a-cA-C]{0,3}$/),
  fc.constantFrom('a', 'A', 'ä', 'Ä', 'z', 'ß', 'ss', '-', 'a-b', "it's", '10', '9', 'Zürich', ' x'),
)

/** The key's columns, and values for one of its rows as SQL. */
const KEYS: [name: string, columns: string, key: string, values: fc.Arbitrary<string>][] = [
  [
    'ints with gaps, below zero',
    '[k] int NOT NULL',
    '[k]',
    fc.integer({ min: -2000, max: 2000 }).map(n => String(n * 37)),
  ],
  [
    'bigints to both ends',
    '[k] bigint NOT NULL',
    '[k]',
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String),
  ],
  ['a byte', '[k] tinyint NOT NULL', '[k]', fc.integer({ min: 0, max: 255 }).map(String)],
  [
    'skewed ints with NULL',
    '[k] int NULL',
    '[k]',
    fc.oneof(
      { weight: 6, arbitrary: fc.constant('7') },
      { weight: 1, arbitrary: fc.constant('NULL') },
      fc.integer().map(String),
    ),
  ],
  [
    'decimals of 38 digits',
    '[k] decimal(38,10) NULL',
    '[k]',
    fc.oneof(
      fc.constant('NULL'),
      fc
        .bigInt({ min: -(10n ** 37n), max: 10n ** 37n })
        .map(n => `${n / 10n ** 10n}.${digits(Number((n < 0n ? -n : n) % 10n ** 10n), 10)}`),
    ),
  ],
  [
    'money',
    '[k] money NOT NULL',
    '[k]',
    fc.integer().map(n => `${Math.trunc(n / 1e4)}.${digits(Math.abs(n) % 1e4, 4)}`),
  ],
  ['days', '[k] date NOT NULL', '[k]', moments('0001-01-01', '9999-12-31', 0).map(value => `${value.slice(0, 11)}'`)],
  [
    'datetime',
    '[k] datetime NOT NULL',
    '[k]',
    moments('1753-01-01', '9999-12-31', 3).filter(value => !value.includes('.99')),
  ],
  [
    'minutes',
    '[k] smalldatetime NOT NULL',
    '[k]',
    moments('1900-01-01', '2079-06-06', 0).map(value => `${value.slice(0, 17)}:00'`),
  ],
  [
    'seven digits of a second',
    '[k] datetime2(7) NULL',
    '[k]',
    fc.oneof(fc.constant('NULL'), moments('2024-01-01', '2024-01-02', 7)),
  ],
  [
    'datetimeoffset',
    '[k] datetimeoffset(3) NOT NULL',
    '[k]',
    moments('2024-01-01', '2024-02-01', 3).map(value => `${value.slice(0, -1)}+05:30'`),
  ],
  ['text without case', '[k] nvarchar(10) NULL', '[k]', fc.oneof(fc.constant('NULL'), words.map(text))],
  ['narrow text', '[k] varchar(10) NOT NULL', '[k]', words.map(text)],
  ['padded text', '[k] nchar(6) NOT NULL', '[k]', words.map(text)],
  ['uniqueidentifiers', '[k] uniqueidentifier NOT NULL', '[k]', fc.uuid().map(value => `'${value}'`)],
  [
    'bytes',
    '[k] varbinary(6) NOT NULL',
    '[k]',
    fc.uint8Array({ maxLength: 6 }).map(bytes => `0x${Buffer.from(bytes).toString('hex')}`),
  ],
  [
    'two columns, the first with few values',
    '[a] int NOT NULL, [b] nvarchar(8) NOT NULL',
    '[a], [b] DESC',
    fc.tuple(fc.integer({ min: 1, max: 2 }), words.map(text)).map(([a, b]) => `${a}, ${b}`),
  ],
  [
    'three columns, NULL in the first',
    '[a] int NULL, [b] int NOT NULL, [c] date NOT NULL',
    '[a] DESC, [b], [c]',
    fc
      .tuple(fc.constantFrom('NULL', '1', '2'), fc.integer({ min: 0, max: 3 }), moments('2024-01-01', '2024-01-09', 0))
      .map(([a, b, c]) => `${a}, ${b}, ${c.slice(0, 11)}'`),
  ],
]

/** Tried without a histogram as well, one for each way to do without. */
const FEW = ['ints with gaps, below zero', 'text without case', 'two columns, the first with few values']

/** Of these any rows are tried also in the short form. */
const SHORT = ['skewed ints with NULL', 'narrow text', 'uniqueidentifiers', 'three columns, NULL in the first']

describe('every row is in one range, whatever comes between plan and read', { concurrency: 2 }, () => {
  for (const [name, columns, key, values] of KEYS) {
    /** Makes a table, plans, adds rows, reads. How many of the first rows each range holds. */
    const check = async (which: keyof typeof reached, first: string[], later: string[], ranges: number) => {
      const { server, pool } = reached[which]!
      const table = await server.createTable(`[id] int NOT NULL, ${columns}`)
      await execute(pool, `CREATE CLUSTERED INDEX [x] ON ${table} (${key})`)
      await insert(pool, table, first, 1)
      const home = homeOf(pool, { table, ranges })
      const plan = await home.describe(ALWAYS)
      assert.ok(plan.ranges.length <= ranges + 1, `${plan.ranges.length} ranges of ${ranges}`)
      await insert(pool, table, later, first.length + 1)
      const found = await read(home, plan)
      assert.deepEqual(
        found.flat().toSorted((a, b) => a - b),
        Array.from({ length: first.length + later.length }, (_, i) => i + 1),
      )
      return found.map(ids => ids.filter(id => id <= first.length).length)
    }

    for (const which of FEW.includes(name) ? (['open', 'closed'] as const) : (['open'] as const)) {
      test(`${name}, ${which === 'open' ? 'by the histogram' : 'without one'}`, async () => {
        const sizes = await check(which, fc.sample(values, { numRuns: 200, seed: 7 }), fc.sample(values, 60), 4)
        assert.ok(sizes.filter(size => size > 0).length >= 3, `${sizes}`)
        assert.ok(Math.max(...sizes) < 190, `${sizes}`)
        if (which === 'closed') return
        const refused = reached.open!.server.standIn?.statements.filter(({ error }) => error !== undefined) ?? []
        assert.deepEqual(refused, [], 'the server understood every question')
      })
    }

    test(`${name}, any rows`, { skip: !LONG && !SHORT.includes(name) }, async () => {
      const some = fc.array(values, { maxLength: 12 })
      const property = fc.asyncProperty(some, some, fc.integer({ min: 2, max: 6 }), async (first, later, ranges) => {
        await check('open', first, later, ranges)
      })
      await fc.assert(property, { numRuns: LONG ? 60 : 2, endOnFailure: true })
    })
  }
})
