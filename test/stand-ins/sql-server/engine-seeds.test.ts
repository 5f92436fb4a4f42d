import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { type TestContext, test } from 'node:test'
import { asyncBufferFromFile, parquetMetadataAsync } from 'hyparquet'
import { StandInEngine } from './engine/engine.ts'
import { openSession, results, rows, value } from './engine-support.ts'
import { ERP_TABLES, erp } from './seeds/erp.ts'
import type { Seed } from './seeds/seed.ts'
import { datetime2 } from './seeds/values.ts'
import { VEGA_TABLES, vega, vegaFile } from './seeds/vega.ts'

async function planted(t: TestContext, seed: Seed) {
  const engine = await StandInEngine.create()
  t.after(() => engine.close())
  await seed.plant(engine)
  return openSession(engine, seed.database)
}

const quoted = (path: readonly string[]): string => path.map(part => `[${part.replaceAll(']', ']]')}]`).join('.')

test('the ERP: every table gives back exactly the values of the seed', async t => {
  const session = await planted(t, erp)
  for (const { path, rows: expected } of ERP_TABLES) {
    assert.deepEqual(await rows(session, `SELECT * FROM ${quoted(path)}`), expected, path.join('.'))
  }
  assert.ok(
    ERP_TABLES.some(({ rows: { length } }) => length === 0),
    'one is empty',
  )
})

test('the ERP: totals add up, and every column can be selected by its name', async t => {
  const session = await planted(t, erp)
  const wrong = `SELECT COUNT(*) FROM dbo.orders AS o LEFT JOIN (SELECT OrderId, SUM(Amount) AS s FROM dbo.order_lines GROUP BY OrderId) AS l ON l.OrderId = o.OrderId
    WHERE o.Total <> ISNULL(l.s, 0)`
  assert.equal(await value(session, wrong), 0)
  for (const { path, rows: expected } of ERP_TABLES) {
    const described = await rows(
      session,
      `EXEC sp_describe_first_result_set N'SELECT * FROM ${quoted(path).replaceAll("'", "''")}'`,
    )
    const names = described.map(row => quoted([row[2] as string]))
    assert.deepEqual(await rows(session, `SELECT ${names.join(', ')} FROM ${quoted(path)}`), expected, path.join('.'))
  }
})

test('the ERP: new rows continue identities and rowversions', async t => {
  const session = await planted(t, erp)
  const before = await value(session, 'SELECT MAX(Version) FROM dbo.stock_levels')
  await results(
    session,
    "UPDATE dbo.stock_levels SET Quantity = 1 WHERE StockId = 1; INSERT dbo.customers (CustomerGuid, Name, Country, IsActive, CreatedAt) VALUES (NEWID(), N'ny', 'NO', 1, SYSUTCDATETIME())",
  )
  assert.ok(
    Buffer.compare(
      (await value(session, 'SELECT Version FROM dbo.stock_levels WHERE StockId = 1')) as Uint8Array,
      before as Uint8Array,
    ) > 0,
  )
  const count = ERP_TABLES.find(({ path }) => path[1] === 'customers')!.rows.length
  assert.equal(await value(session, "SELECT CustomerId FROM dbo.customers WHERE Name = N'ny'"), count + 1)
})

test('vega: as many rows as the files hold, counted without DuckDB, and values that the files have', async t => {
  const session = await planted(t, vega)
  for (const { name, file } of VEGA_TABLES) {
    assert.equal(await value(session, `SELECT COUNT(*) FROM dbo.${name}`), await rowsOfFile(vegaFile(file)), name)
  }
  await checkVegaValues(session)
})

async function rowsOfFile(path: string): Promise<number> {
  if (path.endsWith('.parquet')) return Number((await parquetMetadataAsync(await asyncBufferFromFile(path))).num_rows)
  const content = await readFile(path, 'utf8')
  if (path.endsWith('.csv')) return content.trimEnd().split('\n').length - 1
  const data: unknown[] | { features: unknown[] } = JSON.parse(content)
  return Array.isArray(data) ? data.length : data.features.length
}

async function checkVegaValues(session: Awaited<ReturnType<typeof planted>>): Promise<void> {
  const flights = await results(session, 'SELECT TOP 1 * FROM dbo.flights')
  assert.deepEqual(flights[0]!.columns, [
    'date datetime2(0)',
    'delay int',
    'distance int',
    'origin varchar(5)',
    'destination varchar(5)',
  ])
  assert.deepEqual(flights[0]!.rows, [[datetime2('2001-01-01 00:01:00'), 33, 2176, 'LAS', 'PHL']])
  assert.deepEqual(
    await rows(session, "SELECT COUNT(*) FROM dbo.flights WHERE [date] >= '2001-06-30' AND origin = 'sfo'"),
    [[await rowsFrom(session)]],
  )
  assert.deepEqual(await rows(session, "SELECT city, latitude FROM dbo.zipcodes WHERE zip_code = '00544'"), [
    ['Holtsville', 40922326n],
  ])
  const movies: Record<string, unknown>[] = JSON.parse(await readFile(vegaFile('movies.json'), 'utf8'))
  const titles = await rows(session, 'SELECT Title, [US Gross] FROM dbo.movies')
  assert.deepEqual(
    titles,
    movies.map(({ Title: title, 'US Gross': gross }) => [
      title === null ? null : String(title),
      gross === null ? null : BigInt(Number(gross)),
    ]),
  )
}

/** The same count another way: by the day's parts instead of ticks. */
async function rowsFrom(session: Awaited<ReturnType<typeof planted>>): Promise<number> {
  const parts = await rows(
    session,
    "SELECT COUNT(*) FROM dbo.flights WHERE CONVERT(char(8), [date], 112) >= '20010630' AND origin = 'SFO'",
  )
  return parts[0]![0] as number
}
