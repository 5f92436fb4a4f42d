/** What a local home makes of files that differ, change, or are broken. */
import assert from 'node:assert/strict'
import { appendFile, mkdir, open, readFile, rename, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { DataType } from '../../../lib/columns/schema.ts'
import { ConfigError, HomeError } from '../../../lib/errors.ts'
import { ALWAYS, coded, read, readRange } from '../../conformance/home-under-test.ts'
import { execute, rowsOf } from '../../support/duckdb.ts'
import { homeOf, makeFolder, openBelow, readAll, readers } from './files-under-test.ts'

after(() => readers.close())

/** Files of these queries, in this order. */
async function folderOf(...queries: string[]): Promise<string> {
  const folder = await makeFolder()
  for (const [at, query] of queries.entries()) {
    await execute(`COPY (${query}) TO '${join(folder, `${at}.parquet`)}' (FORMAT parquet, ROW_GROUP_SIZE 2048)`)
  }
  return folder
}

test('columns are joined by name; a file without one has NULL in it, and the plan says so', async () => {
  const folder = await folderOf('SELECT 1 AS a, 2 AS b', "SELECT 'x' AS c, 3 AS b", 'SELECT 4 AS b, 5 AS a')
  const { plan, columns } = await readAll(homeOf(folder))
  assert.deepEqual(columns, { a: [1n, null, 5n], b: [2n, 3n, 4n], c: [null, 'x', null] })
  assert.deepEqual(plan.notes, [
    'a is in 2 of 3 files: NULL in the rows of the others',
    'c is in 1 of 3 files: NULL in the rows of the others',
  ])
  assert.equal(plan.estimate, 3)
})

test('a path that is a file is read, whatever else is beside it', async () => {
  const folder = await folderOf('SELECT 1 AS a', 'SELECT 2 AS a')
  const { plan, columns } = await readAll(homeOf(join(folder, '1.parquet'), { base: folder }))
  assert.deepEqual(columns, { a: [2n] })
  assert.deepEqual(
    plan.ranges.flatMap(({ files = [] }) => files.map(({ path }) => path)),
    ['1.parquet'],
  )
  await writeFile(join(folder, 'it.csv'), 'a\n3\n')
  const text = await readAll(homeOf(join(folder, 'it.csv'), { base: folder, format: 'csv' }))
  assert.deepEqual(text.columns, { a: [3n] })
})

test('types are widened where nothing is lost, and else refused with both files', async () => {
  const cases: [one: string, other: string, type: DataType | null][] = [
    ['5::SMALLINT', '70000::INT', { kind: 'int', bits: 32 }],
    ['5::BIGINT', '7::INT', { kind: 'int', bits: 64 }],
    ['0.5::FLOAT', '0.1::DOUBLE', { kind: 'float', bits: 64 }],
    ['1.5::DECIMAL(9,2)', '1.2345::DECIMAL(18,4)', { kind: 'decimal', precision: 18, scale: 4 }],
    ['12345.5::DECIMAL(6,1)', '0.0001::DECIMAL(8,7)', { kind: 'decimal', precision: 12, scale: 7 }],
    ['-5::INT', '1.25::DECIMAL(4,2)', { kind: 'decimal', precision: 12, scale: 2 }],
    ['5', "'5'", null],
    ["DATE '2024-01-01'", "TIMESTAMP '2024-01-01'", null],
    ['1::DECIMAL(38,0)', '0.5::DECIMAL(2,1)', null],
    ['1::BIGINT', '1::DOUBLE', null],
  ]
  for (const [one, other, type] of cases) {
    const folder = await folderOf(`SELECT ${one} AS v`, `SELECT ${other} AS v`)
    if (type === null) {
      await assert.rejects(homeOf(folder).describe(ALWAYS), coded('SCHEMA_CONFLICT'))
      continue
    }
    const { plan, columns } = await readAll(homeOf(folder))
    assert.deepEqual(plan.schema.fields[0].type, type, `${one} and ${other}`)
    const common =
      type.kind === 'decimal' ? `DECIMAL(${type.precision},${type.scale})` : type.kind === 'int' ? 'BIGINT' : 'DOUBLE'
    const [[first, second]] = await rowsOf(`SELECT (${one})::${common}::VARCHAR, (${other})::${common}::VARCHAR`)
    const scale = type.kind === 'decimal' ? type.scale : 0
    const shown = columns.v.map(value => (type.kind === 'float' ? Number(value) : Number(value) / 10 ** scale))
    assert.deepEqual(shown, [Number(first), Number(second)], `${one} and ${other}`)
  }
})

test('columns are read in the order that was asked for; a misspelt one is an error with a guess', async () => {
  const folder = await folderOf('SELECT 1 AS first, 2 AS second, [3] AS list')
  const { columns } = await readAll(homeOf(folder, { columns: ['second', 'first'] }))
  assert.deepEqual(Object.entries(columns), [
    ['second', [2n]],
    ['first', [1n]],
  ])
  await assert.rejects(homeOf(folder, { columns: ['secnd'] }).describe(ALWAYS), (error: unknown) => {
    assert.ok(error instanceof ConfigError)
    assert.equal(error.code, 'COLUMN_UNKNOWN')
    assert.match(error.advice ?? '', /did you mean `second`/)
    return true
  })
  await assert.rejects(homeOf(folder).describe(ALWAYS), (error: unknown) => {
    assert.ok(error instanceof HomeError)
    assert.equal(error.code, 'COLUMN_REFUSED')
    assert.match(error.message, /0\.parquet has columns that cannot be moved as they are: list is a list\./)
    return true
  })
})

test('a condition on a column that some files lack holds where the column is NULL', async () => {
  const folder = await folderOf('SELECT 1 AS a, 2 AS b', 'SELECT 3 AS a')
  assert.deepEqual((await readAll(homeOf(folder, { where: 'b IS NULL' }))).columns.a, [3n])
  assert.deepEqual((await readAll(homeOf(folder, { where: 'b = 2', columns: ['a'] }))).columns.a, [1n])
  assert.equal((await readAll(homeOf(folder, { where: 'b = 3' }))).plan.estimate, null)
})

test('filtered rows keep their places: a read goes on behind any of them', async () => {
  const folder = await folderOf(
    'SELECT i, repeat(i::VARCHAR, 3) AS t FROM range(5000) r(i)',
    'SELECT i, NULL::VARCHAR AS t FROM range(5000, 9000) r(i)',
  )
  const home = homeOf(folder, { where: 'i NOT IN (3, 2047, 2048, 5000) AND i > 1' })
  const plan = await home.describe(ALWAYS)
  const whole = await readRange(home, plan, 0)
  const count = (batches: typeof whole) => batches.reduce((sum, { rows }) => sum + rows, 0)
  assert.equal(count(whole), 8994)
  for (const [at, batch] of whole.entries()) {
    const position = home.position(plan.ranges[0], plan.schema, batch)
    assert.ok(position)
    assert.equal(count(await readRange(home, plan, 0, position)), count(whole.slice(at + 1)))
  }
})

const CHANGES: [what: string, change: (path: string) => Promise<void>, code: string][] = [
  ['is longer', path => appendFile(path, 'more'), 'FILE_CHANGED'],
  ['was written to and is as long', path => utimes(path, new Date(), new Date()), 'FILE_CHANGED'],
  [
    'was replaced by another',
    async path => {
      await execute(`COPY (SELECT 9 AS a) TO '${path}.new' (FORMAT parquet)`)
      await rename(`${path}.new`, path)
    },
    'FILE_CHANGED',
  ],
  ['has another type', path => execute(`COPY (SELECT 'x' AS a) TO '${path}' (FORMAT parquet)`), 'SCHEMA_CHANGED'],
  ['lost a column', path => execute(`COPY (SELECT 1 AS b) TO '${path}' (FORMAT parquet)`), 'FILE_CHANGED'],
  ['is gone', path => rename(path, `${path}.gone`), 'DISK'],
]
for (const [what, change, code] of CHANGES) {
  test(`a file that ${what} since the plan was made fails the read before a row of it`, async () => {
    const folder = await folderOf('SELECT 1 AS a')
    const home = homeOf(folder)
    const plan = await home.describe(ALWAYS)
    await change(join(folder, '0.parquet'))
    await assert.rejects(read(home, plan), coded(code))
    assert.ok((openBelow(folder) ?? 0) === 0)
  })
}

test('a file that changes while it is read fails the read, however much of it was fine', async () => {
  const folder = await folderOf('SELECT i AS a FROM range(20000) r(i)')
  const home = homeOf(folder)
  const plan = await home.describe(ALWAYS)
  const batches = home.read(plan.ranges[0], plan.schema, ALWAYS)[Symbol.asyncIterator]()
  assert.equal((await batches.next()).done, false)
  const path = join(folder, '0.parquet')
  const handle = await open(path, 'r+')
  await handle.write(Buffer.of(0), 0, 1, (await stat(path)).size)
  await handle.close()
  await assert.rejects(
    async () => {
      while (!(await batches.next()).done);
    },
    (error: unknown) => {
      assert.ok(error instanceof HomeError)
      assert.equal(error.code, 'FILE_CHANGED')
      assert.match(error.message, /^0\.parquet had \d+ bytes and has \d+ since the plan was made\.$/)
      assert.match(error.advice ?? '', /`_`/)
      return true
    },
  )
})

test('a file whose middle is broken ends the read with the error, behind the rows that were whole', async () => {
  const folder = await folderOf("SELECT i AS a, 'text ' || i AS t FROM range(20000) r(i)")
  const path = join(folder, '0.parquet')
  const home = homeOf(folder)
  const bytes = await readFile(path)
  bytes.fill(0xff, bytes.length >> 1, (bytes.length >> 1) + 2000)
  await writeFile(path, bytes)
  const plan = await home.describe(ALWAYS)
  let rows = 0
  await assert.rejects(async () => {
    for await (const batch of home.read(plan.ranges[0], plan.schema, ALWAYS)) rows += batch.rows
  }, coded('FILE_BROKEN'))
  assert.ok(rows > 0 && rows < 20_000)
})

test('a file that is torn is named when the plan is made', async () => {
  const folder = await folderOf('SELECT 1 AS a')
  await writeFile(join(folder, '1.parquet'), 'PAR1 and then the disk was full')
  await assert.rejects(homeOf(folder).describe(ALWAYS), (error: unknown) => {
    assert.ok(error instanceof HomeError)
    assert.equal(error.code, 'FILE_BROKEN')
    assert.ok(error.message.startsWith(join(folder, '1.parquet')))
    return true
  })
})

test('many files, many columns, in threads side by side: the plan and the rows are in their order', async () => {
  const folder = await makeFolder()
  await mkdir(join(folder, 'part'))
  await execute(
    `COPY (SELECT i AS id, i % 150 AS file FROM range(3000) r(i)) TO '${folder}/part' (FORMAT parquet, PARTITION_BY (file), WRITE_PARTITION_COLUMNS true, OVERWRITE true)`,
  )
  const home = homeOf(join(folder, 'part'))
  const { plan, columns } = await readAll(home)
  assert.equal(plan.ranges[0].files?.length, 150)
  const paths = plan.ranges[0].files?.map(({ path }) => path) ?? []
  assert.deepEqual(paths, paths.toSorted())
  assert.equal(plan.estimate, 3000)
  assert.deepEqual(
    columns.id.toSorted((a, b) => Number(a) - Number(b)),
    Array.from({ length: 3000 }, (_, i) => BigInt(i)),
  )
  assert.deepEqual(columns.file.slice(0, 20), Array(20).fill(0n))
})
