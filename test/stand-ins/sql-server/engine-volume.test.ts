import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { EngineSession } from './engine/session.ts'
import { volumeTable } from './engine/volume/layouts.ts'
import { BLOCK_ROWS, type VolumeTable, volumeRow } from './engine/volume/table.ts'
import { big, fails, openEngine, openSession, results, rows, text, value } from './engine-support.ts'
import { volume } from './seeds/volume.ts'
import type { SqlParameter, SqlValue } from './types.ts'
import { encodeRows } from './wire/index.ts'

const ROWS = 3 * BLOCK_ROWS + 17

async function open(t: TestContext, count = ROWS) {
  const { engine } = await openEngine(t)
  await volume(count).plant(engine)
  const session = await openSession(engine, 'volume')
  return {
    engine,
    session,
    wide: engine.table('volume', ['dbo', 'wide']).volume!,
    narrow: engine.table('volume', ['dbo', 'narrow']).volume!,
  }
}

/** The bytes of a volume answer, and its columns by position in the table. */
async function tokens(
  session: EngineSession,
  statement: string,
  parameters: SqlParameter[] = [],
): Promise<{ count: number; bytes: Buffer; done: bigint | null }> {
  const parts: Buffer[] = []
  let count = 0
  let done: bigint | null = null
  for await (const answer of session.execute(statement, parameters)) {
    if (answer.kind === 'tokens') {
      count += answer.count
      // Copied: the bytes change with the next answer.
      parts.push(Buffer.from(answer.bytes))
    }
    if (answer.kind === 'done') done = answer.rows
  }
  return { count, bytes: Buffer.concat(parts), done }
}

/** The rows at positions `from` to `to`, encoded by the wire from their values. */
function expected(
  table: VolumeTable,
  from: number,
  to: number,
  selected = table.columns.map((_, index) => index),
): Buffer {
  const values: SqlValue[][] = selected.map(() => [])
  for (let position = from; position < to; position++) {
    const row = volumeRow(table, position)
    for (const [index, column] of selected.entries()) values[index]!.push(row[column]!)
  }
  return Buffer.from(
    encodeRows(
      selected.map(index => table.columns[index]!),
      values,
      to - from,
    ),
  )
}

test('all rows of both tables, exactly as volumeRow says', async t => {
  const { session, wide, narrow } = await open(t)
  for (const [name, table] of [
    ['wide', wide],
    ['narrow', narrow],
  ] as const) {
    const got = await tokens(session, `SELECT * FROM dbo.${name}`)
    assert.equal(got.count, ROWS)
    assert.equal(got.done, BigInt(ROWS))
    assert.ok(got.bytes.equals(expected(table, 0, ROWS)), name)
  }
})

test('the tables have the size of the measurements', async t => {
  const { session, wide, narrow } = await open(t)
  assert.equal(wide.columns.length, 22)
  assert.equal(narrow.columns.length, 5)
  const perRow = async (name: string): Promise<number> =>
    (await tokens(session, `SELECT * FROM ${name} WHERE id <= ${BLOCK_ROWS}`)).bytes.length / BLOCK_ROWS
  assert.ok(Math.abs((await perRow('wide')) - 322) < 10)
  assert.ok(Math.abs((await perRow('narrow')) - 53) < 2)
})

test('column lists and ranges of id', async t => {
  const { session, wide } = await open(t)
  const at = (name: string): number => wide.columns.findIndex(column => column.name === name)
  const cases: [statement: string, from: number, to: number, selected: number[], parameters?: SqlParameter[]][] = [
    ['SELECT city, id FROM wide WHERE id > 5 AND id < 8', 5, 7, [at('city'), 0]],
    [
      'SELECT [ID], [note], [id] AS again FROM dbo.[wide] WITH (NOLOCK) WHERE [id] BETWEEN @a AND @b',
      4090,
      4100,
      [0, at('note'), 0],
      [big('a', 4091n), big('b', 4100n)],
    ],
    ['SELECT status FROM wide WHERE @a <= id', ROWS - 3, ROWS, [at('status')], [big('a', BigInt(ROWS - 2))]],
    ['SELECT w.id FROM volume.dbo.wide AS w WHERE (w.id >= 2 AND w.id <= 3) ORDER BY w.id', 1, 3, [0]],
    ['SELECT TOP (3) id FROM wide WHERE id > CAST(@a AS bigint)', 10, 13, [0], [text('a', '10')]],
    ['SELECT id FROM wide WHERE id = 7', 6, 7, [0]],
    ['SELECT id FROM wide WHERE id > 99999999', 0, 0, [0]],
    ['SELECT id FROM wide WHERE id > @a', 0, 0, [0], [big('a', null)]],
    ['SELECT id FROM wide WHERE id < -5', 0, 0, [0]],
    ['SELECT id FROM wide WHERE id IS NULL', 0, 0, [0]],
    ['SELECT id FROM wide WHERE 1 = 0', 0, 0, [0]],
    ['SELECT id FROM wide WHERE 1 = 1 AND id <= 2', 0, 2, [0]],
  ]
  for (const [statement, from, to, selected, parameters] of cases) {
    const got = await tokens(session, statement, parameters)
    assert.equal(got.count, to - from, statement)
    assert.ok(got.bytes.equals(from === to ? Buffer.alloc(0) : expected(wide, from, to, selected)), statement)
  }
})

test('two queries at once do not disturb each other', async t => {
  const { engine, session, narrow } = await open(t)
  const other = await openSession(engine, 'volume')
  const [first, second] = await Promise.all([
    tokens(session, 'SELECT * FROM narrow'),
    tokens(other, 'SELECT * FROM narrow WHERE id > 1000'),
  ])
  assert.ok(first.bytes.equals(expected(narrow, 0, ROWS)))
  assert.ok(second.bytes.equals(expected(narrow, 1000, ROWS)))
})

test('ids beyond 32 bits', () => {
  const table = volumeTable('narrow', 100_000_000)
  assert.equal(volumeRow(table, 99_999_999)[0], 100_000_000n)
  assert.deepEqual(volumeRow(table, 5).slice(1), volumeRow(table, 5 + BLOCK_ROWS).slice(1), 'the block repeats')
  assert.throws(() => volumeTable('narrow', -1), /whole number of rows/)
})

test('totals, statistics and descriptions', async t => {
  const { session } = await open(t, 100_000_000)
  assert.deepEqual(
    await results(session, 'SELECT COUNT_BIG(*) AS n, MIN(id) AS low, MAX([id]) AS high FROM dbo.wide'),
    [
      {
        columns: ['n bigint null', 'low bigint null', 'high bigint null'],
        rows: [[100_000_000n, 1n, 100_000_000n]],
        count: 1n,
      },
    ],
  )
  assert.deepEqual(
    await rows(session, 'SELECT COUNT(*), MIN(id) FROM narrow WHERE id > 5 AND id <= @b', [big('b', 9n)]),
    [[4, 6n]],
  )
  assert.deepEqual(await rows(session, 'SELECT COUNT_BIG(*), MAX(id) FROM narrow WHERE id > 200000000'), [[0n, null]])
  assert.deepEqual(
    await rows(
      session,
      'SELECT CONVERT(nvarchar(20), MAX(id)), CONVERT(nvarchar(20), MAX([id])) FROM narrow WHERE id <= 12',
    ),
    [['12', '12']],
  )
  assert.deepEqual(await rows(session, 'SELECT CONVERT(nvarchar(20), MAX(id)) FROM narrow WHERE id > 200000000'), [
    [null],
  ])
  const statistics =
    "SELECT SUM(row_count) FROM sys.dm_db_partition_stats WHERE object_id = OBJECT_ID('dbo.wide') AND index_id IN (0, 1)"
  assert.equal(await value(session, statistics), 100_000_000n)
  const described = await rows(
    session,
    "EXEC sp_describe_first_result_set N'SELECT id, remark FROM dbo.wide WHERE id > 4'",
  )
  assert.deepEqual(
    described.map(row => [row[2], row[3], row[5]]),
    [
      ['id', false, 'bigint'],
      ['remark', true, 'nvarchar(400)'],
    ],
  )
})

test('what a volume table cannot answer is an error that says what it can', async t => {
  const { session } = await open(t)
  const said = /generates dbo\.wide and answers only SELECT of its columns/
  for (const statement of [
    "SELECT id FROM wide WHERE city = N'Oslo'",
    'SELECT id FROM wide WHERE id = 1 OR id = 2',
    'SELECT id + 1 FROM wide',
    'SELECT SUM(quantity) FROM wide',
    'SELECT id FROM wide ORDER BY id DESC',
    'SELECT DISTINCT city FROM wide',
    'SELECT a.id FROM wide AS a JOIN wide AS b ON a.id = b.id',
  ]) {
    await fails(session, statement, 50000, said)
  }
  await fails(session, 'SELECT nope FROM wide', 207, /'nope'/)
  await fails(session, 'SELECT id FROM wide WHERE nope > 1', 207, /'nope'/)
  await fails(session, 'DELETE FROM wide', 50000, /cannot be changed/)
})
