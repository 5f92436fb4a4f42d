/** Increments end to end: from a SQL Server to files that an independent reader counts, with the journal between the runs. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { ConfigError } from '../../lib/errors.ts'
import { run } from '../../lib/flow/run.ts'
import { Spot } from '../support/increments.ts'
import { startTestServer, type TestServer } from '../support/sql-server.ts'

let server: TestServer
before(async () => {
  server = await startTestServer()
})
after(() => server[Symbol.asyncDispose]())

const spotOf = (table: string) => Spot.make(server.connection(), table)

async function tableOf(rows: string, columns = '[id] int NOT NULL PRIMARY KEY, [w] int NULL'): Promise<string> {
  const table = await server.createTable(columns)
  await insert(table, rows)
  return table
}

const insert = (table: string, rows: string) => server.execute(`INSERT INTO ${table} ([id], [w]) VALUES ${rows}`)

test('every row once, and a run that finds nothing moves nothing and keeps the watermark', async () => {
  const table = await tableOf('(1, 10), (2, 20), (3, NULL), (4, 20)')
  const spot = await spotOf(table)
  assert.equal((await spot.move('incremental', 'w')).rows, 4)
  await insert(table, '(5, 21), (6, 30), (7, 22), (8, 23), (9, 24)')
  const planned = await spot.plan('incremental', 'w')
  assert.deepEqual(planned.watermark, { column: 'w', type: 'int', sqlType: 'int', low: '20', high: '30' })
  assert.equal((await spot.move('incremental', 'w')).rows, 5)
  const third = await spot.move('incremental', 'w')
  assert.deepEqual([third.status, third.rows, third.files], ['empty', 0, []])
  assert.doesNotMatch(third.notes.join('\n'), /Nothing new/)
  assert.deepEqual(await spot.rows(), ['1 10', '2 20', '3 null', '4 20', '5 21', '6 30', '7 22', '8 23', '9 24'])
  const { last } = await spot.memory()
  assert.partialDeepStrictEqual(last, { status: 'skip', watermark_column: 'w', watermark_type: 'int', watermark: '30' })
  // A table that never has anything new may be one that nobody writes any more.
  const [fourth, fifth] = [await spot.move('incremental', 'w'), await spot.move('incremental', 'w')]
  assert.match(fourth.notes.join('\n'), new RegExp(`Nothing new for 2 runs, since ${last?.start_time}$`, 'm'))
  assert.match(fifth.notes.join('\n'), new RegExp(`Nothing new for 3 runs, since ${last?.start_time}$`, 'm'))
  await insert(table, '(10, 31)')
  assert.doesNotMatch((await spot.move('incremental', 'w')).notes.join('\n'), /Nothing new/)
})

test('a full_drop is where increments go on from', async () => {
  const table = await tableOf('(1, 10), (2, NULL)')
  const spot = await spotOf(table)
  await spot.move('full_drop', 'w')
  await insert(table, '(3, 11)')
  assert.equal((await spot.move('incremental', 'w')).rows, 1)
  assert.deepEqual(await spot.rows(), ['1 10', '2 null', '3 11'])
  await spot.move('full_drop', 'w')
  assert.equal((await spot.move('incremental', 'w')).rows, 0)
  assert.deepEqual(await spot.rows(), ['1 10', '2 null', '3 11'])
})

test('a table that was empty at first', async () => {
  const table = await server.createTable('[id] int NOT NULL PRIMARY KEY, [w] int NULL')
  const spot = await spotOf(table)
  const first = await spot.move('incremental', 'w')
  assert.deepEqual([first.status, first.files.length], ['empty', 1])
  await insert(table, '(1, NULL), (2, 5)')
  assert.equal((await spot.move('incremental', 'w')).rows, 2)
  assert.equal((await spot.move('incremental', 'w')).rows, 0)
  assert.deepEqual(await spot.rows(), ['1 null', '2 5'])
})

test('W30: another watermark column is an error, and nothing is read twice', async () => {
  const table = await tableOf('(1, 10), (2, 20)')
  const spot = await spotOf(table)
  await spot.move('incremental', 'w')
  const refused = await spot.run('incremental', 'id')
  assert.equal(refused.status, 'failed')
  assert.equal(refused.error?.code, 'WATERMARK_CHANGED')
  assert.match(refused.error?.advice ?? '', /hygge-run journal rewind/)
  assert.deepEqual(await spot.rows(), ['1 10', '2 20'])
  await spot.rewind({ value: '2' })
  await insert(table, '(3, 1)')
  assert.equal((await spot.move('incremental', 'id')).rows, 1)
  assert.deepEqual(await spot.rows(), ['1 10', '2 20', '3 1'])
})

test('after a full_drop without a watermark nobody knows what is new', async () => {
  const table = await tableOf('(1, 10)')
  const spot = await spotOf(table)
  await spot.move('full_drop', false)
  assert.equal((await spot.run('incremental', 'w')).error?.code, 'WATERMARK_UNKNOWN')
  await spot.move('full_drop', 'w')
  assert.equal((await spot.move('incremental', 'w')).rows, 0)
})

test('--incremental on an entity without a watermark is refused before anything is opened', async () => {
  const spot = await spotOf('dbo.there_is_none')
  const moved = run(await spot.workspace('full_drop', false), { runType: 'incremental' })
  await assert.rejects(moved.next(), (error: unknown) => {
    return error instanceof ConfigError && error.code === 'WATERMARK_MISSING' && /f\.e/.test(error.message)
  })
})

test('a person goes back: to a value, to a run, to the beginning', async () => {
  const table = await tableOf('(1, 10), (2, 20)')
  const spot = await spotOf(table)
  await spot.move('incremental', 'w')
  const { last } = await spot.memory()
  assert.ok(last)
  await insert(table, '(3, 30)')
  await spot.move('incremental', 'w')
  await spot.rewind({ value: '15' })
  assert.equal((await spot.move('incremental', 'w')).rows, 2)
  assert.equal((await spot.move('incremental', 'w')).rows, 0)
  const { run, primary_key, watermark_column, watermark_type, watermark } = last
  await spot.rewind({ run, primary_key, watermark_column, watermark_type, watermark })
  assert.equal((await spot.move('incremental', 'w')).rows, 1)
  await spot.rewind(null)
  assert.equal((await spot.move('incremental', 'w')).rows, 3)
})

test('whatever is inserted and updated between runs is moved exactly once', async () => {
  const id = fc.integer({ min: 1, max: 9 })
  const round = fc.array(fc.record({ id, n: fc.integer({ min: 0, max: 99 }) }), { maxLength: 5 })
  const property = fc.asyncProperty(fc.array(round, { minLength: 2, maxLength: 4 }), async rounds => {
    const table = await server.createTable('[id] int NOT NULL PRIMARY KEY, [n] int NOT NULL, [v] rowversion')
    const spot = await spotOf(table)
    const there = new Set<number>()
    const wanted: string[] = []
    for (const changes of rounds) {
      const changed = new Map<number, number>()
      for (const { id, n } of changes) {
        await server.execute(
          there.has(id)
            ? `UPDATE ${table} SET [n] = ${n} WHERE [id] = ${id}`
            : `INSERT INTO ${table} ([id], [n]) VALUES (${id}, ${n})`,
        )
        there.add(id)
        changed.set(id, n)
      }
      const { rows } = await spot.move('incremental', 'v')
      assert.equal(rows, changed.size)
      wanted.push(...[...changed].map(row => row.join(' ')))
    }
    assert.equal((await spot.move('incremental', 'v')).rows, 0)
    assert.deepEqual(await spot.rows(), wanted.toSorted())
  })
  await fc.assert(property, { numRuns: 4 })
})
