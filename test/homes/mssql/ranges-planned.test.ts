/** How many ranges a table is worth, and what the user may say to it. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Description, Since } from '../../../lib/homes/home.ts'
import type { MssqlHomeConfig } from '../../../lib/homes/mssql/config.ts'
import { mssqlHome } from '../../../lib/homes/mssql/home.ts'
import type { SessionPool } from '../../../lib/mssql/pool.ts'
import { rowsOf } from '../../mssql/values.ts'
import { StandInEngine } from '../../stand-ins/sql-server/engine/engine.ts'
import { volume } from '../../stand-ins/sql-server/seeds/volume.ts'
import { startServer } from '../../stand-ins/sql-server/server.ts'
import { startTestServer, type TestServer } from '../../support/sql-server.ts'

const ALWAYS = new AbortController().signal
const ROWS = 4_000_000

let server: TestServer
let large: { pool: SessionPool; stop: () => Promise<void> }
before(async () => {
  server = await startTestServer()
  const engine = await StandInEngine.create()
  await volume(ROWS).plant(engine)
  const { port, close } = await startServer({ engine })
  large = {
    pool: server.pool({ server: '127.0.0.1', port, database: 'volume' }),
    stop: async () => {
      await close()
      await engine.close()
    },
  }
})
after(async () => {
  await server[Symbol.asyncDispose]()
  await large.stop()
})

function plan(config: Partial<MssqlHomeConfig>, ranges = 4, since?: Since): Promise<Description> {
  const home = mssqlHome(large.pool, { type: 'mssql', connection: 'it', table: 'dbo.narrow', ...config }, { ranges })
  return home.describe(ALWAYS, since)
}

/** The bounds of each range: its `from1` and `to1`. */
function boundsOf({ ranges }: Description): [unknown, unknown][] {
  const of = (parameters: Description['ranges'][number]['parameters'], wanted: string) =>
    parameters.find(({ name }) => name === wanted)?.value ?? null
  return ranges.map(({ parameters }) => [of(parameters, 'from1'), of(parameters, 'to1')])
}

function isOne({ ranges }: Description): void {
  assert.deepEqual(
    ranges.map(({ index }) => index),
    [0],
  )
  assert.ok(!ranges[0]!.statement.includes('@from1') && !ranges[0]!.statement.includes('@to1'))
}

test('a large table is cut into as many ranges as are allowed, the ends open', async () => {
  const { ranges, subject, estimate, notes } = await plan({})
  assert.deepEqual(boundsOf({ ranges } as Description), [
    [null, '1000000'],
    ['1000000', '2000000'],
    ['2000000', '3000000'],
    ['3000000', null],
  ])
  assert.match(ranges[1]!.statement, / WHERE \(\[id\] >= @from1 AND \[id\] < @to1\) ORDER BY \[id\]$/)
  assert.deepEqual(
    ranges[1]!.parameters.map(({ type }) => type),
    ['bigint', 'bigint'],
  )
  assert.ok(!subject.includes('@'))
  assert.equal(estimate, ROWS)
  assert.deepEqual(notes, [])
})

test('fewer ranges when the table is worth fewer, or fewer are allowed, or wanted', async () => {
  isOne(await plan({}, 1))
  isOne(await plan({ ranges: 1 }))
  assert.equal((await plan({}, 2)).ranges.length, 2)
  assert.equal((await plan({}, 64)).ranges.length, 8)
  assert.equal((await plan({ ranges: 3 }, 1)).ranges.length, 3)
  const small = await server.createTable('[id] int NOT NULL PRIMARY KEY')
  await server.execute(`INSERT INTO ${small} VALUES (1), (2), (3)`)
  isOne(
    await mssqlHome(server.pool(), { type: 'mssql', connection: 'it', table: small }, { ranges: 4 }).describe(ALWAYS),
  )
})

test('a snapshot is of one moment unless the user wants ranges', async () => {
  isOne(await plan({ isolation: 'snapshot' }))
  const { ranges, notes } = await plan({ isolation: 'snapshot', ranges: 2 })
  assert.equal(ranges.length, 2)
  assert.match(notes.join(), /snapshot of its own/)
})

test('an increment that is cut by its watermark is cut between its bounds', async () => {
  const table = await server.createTable('[id] int NOT NULL PRIMARY KEY')
  const ids = Array.from({ length: 900 }, (_, i) => `(${i + 1})`)
  await server.execute(`INSERT INTO ${table} VALUES ${ids.join(', ')}`)
  const home = (more: Partial<MssqlHomeConfig>, ranges: number) =>
    mssqlHome(server.pool(), { type: 'mssql', connection: 'it', table, ...more }, { ranges })
  const since: Since = { column: 'id', low: { value: '300', type: 'int' } }
  const described = await home({ ranges: 3 }, 4).describe(ALWAYS, since)
  const bounds = boundsOf(described)
  assert.equal(bounds.length, 3)
  for (const [from] of bounds.slice(1)) assert.ok(Number(from) > 400 && Number(from) < 800, `${from}`)
  const [range] = described.ranges
  assert.match(range!.statement, / WHERE \(\[id\] > @low AND \[id\] <= @high\) AND \(\[id\] < @to1\) ORDER BY \[id\]$/)
  assert.deepEqual(
    range!.parameters.map(({ name }) => name),
    ['low', 'high', 'to1'],
  )
  // By itself it is too small to be cut, and nothing new is nothing to cut.
  isOne(await home({}, 4).describe(ALWAYS, since))
  isOne(await home({ ranges: 3 }, 4).describe(ALWAYS, { column: 'id', low: { value: '900', type: 'int' } }))
})

async function heap() {
  const table = await server.createTable(
    '[id] int NOT NULL, [day] date NULL, [text] nvarchar(max) NULL, [v] rowversion',
  )
  const days = Array.from(
    { length: 40 },
    (_, i) => `(${i}, ${i % 5 === 0 ? 'NULL' : `'2024-01-${String(1 + (i % 28)).padStart(2, '0')}'`}, N'x')`,
  )
  await server.execute(`INSERT INTO ${table} ([id], [day], [text]) VALUES ${days.join(', ')}`)
  const home = (config: Partial<MssqlHomeConfig>) =>
    mssqlHome(server.pool(), { type: 'mssql', connection: 'it', table, ...config }, { ranges: 4 })
  return { table, home }
}

test('a heap is one range, and says what would help', async () => {
  const { home } = await heap()
  const described = await home({ ranges: 4 }).describe(ALWAYS)
  isOne(described)
  assert.match(described.notes.join(), /range_column/)
})

test('a column that the user names, with a condition, a watermark and columns of his own', async () => {
  const { home } = await heap()
  const config = { ranges: 3, range_column: 'DAY', columns: ['id'], where: '[id] <> 7 -- not this one' }
  const one = home(config)
  const { ranges, schema } = await one.describe(ALWAYS, { column: 'v', low: null })
  assert.equal(ranges.length, 4)
  assert.match(ranges.at(-1)!.statement, /\(\[day\] IS NULL\)$/)
  const ids: number[] = []
  for (const range of ranges) {
    for await (const batch of one.read(range, schema, ALWAYS))
      ids.push(...rowsOf(schema, [batch]).map(([id]) => Number(id)))
  }
  assert.deepEqual(
    ids.toSorted((a, b) => a - b),
    Array.from({ length: 40 }, (_, i) => i).filter(i => i !== 7),
  )
})

test('a column that cannot cut is told, with those that can', async () => {
  const { home } = await heap()
  for (const range_column of ['text', 'nothing']) {
    await assert.rejects(home({ range_column }).describe(ALWAYS), {
      code: 'RANGE_COLUMN',
      advice: /These would do: id, day, v\./,
    })
  }
})
