/** Increments with a key and with an overlap, end to end: ties and late commits are found, and nothing is moved twice. */
import assert from 'node:assert/strict'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { Spot } from '../support/increments.ts'
import { startTestServer, type TestServer } from '../support/sql-server.ts'

let server: TestServer
before(async () => {
  server = await startTestServer()
})
after(() => server[Symbol.asyncDispose]())

const spotOf = (table: string) => Spot.make(server.connection(), table)
const insert = (table: string, rows: string) => server.execute(`INSERT INTO ${table} ([id], [w]) VALUES ${rows}`)

async function tableOf(rows: string, type = 'int'): Promise<string> {
  const table = await server.createTable(`[id] int NOT NULL PRIMARY KEY, [w] ${type} NULL`)
  await insert(table, rows)
  return table
}

test('with a key, rows that share the last value and come later are moved', async () => {
  const watermark = { column: 'w', key: 'id' }
  const table = await tableOf('(1, 10), (2, 20), (3, 20), (9, NULL)')
  const spot = await spotOf(table)
  assert.equal((await spot.move('incremental', watermark)).rows, 4)
  await insert(table, '(4, 20), (5, 20)')
  assert.equal((await spot.move('incremental', watermark)).rows, 2)
  assert.equal((await spot.move('incremental', watermark)).rows, 0)
  const { last } = await spot.memory()
  assert.partialDeepStrictEqual(last, { primary_key: 'id', watermark_column: 'w', watermark: '["20","5"]' })
  await insert(table, '(6, 20), (7, 21)')
  const planned = await spot.plan('incremental', watermark)
  assert.deepEqual(planned.watermark, {
    ...{ column: 'w', type: 'int', sqlType: 'int', low: '20', high: '21' },
    ...{ key: ['id'], lowKey: ['5'], highKey: ['7'] },
  })
  assert.equal((await spot.move('incremental', watermark)).rows, 2)
  assert.deepEqual(
    (await spot.rows()).map(row => row.split(' ')[0]),
    ['1', '2', '3', '4', '5', '6', '7', '9'],
  )
})

test('an overlap finds what came late, and moves nothing twice', async () => {
  const watermark = { column: 'w', key: 'id', overlap: 10 }
  const table = await tableOf('(1, 10), (2, 95), (3, 100), (9, NULL)')
  const spot = await spotOf(table)
  assert.equal((await spot.move('incremental', watermark)).rows, 4)
  await insert(table, '(4, 100), (5, 91), (6, 90), (7, 89)')
  assert.equal((await spot.move('incremental', watermark)).rows, 2, 'only above 90')
  const nothing = await spot.move('incremental', watermark)
  assert.deepEqual([nothing.rows, nothing.status, nothing.files], [0, 'empty', []])
  assert.match(nothing.notes.join('\n'), /nothing is above w 100, and again above 90/)
  // A step that leaves all that is remembered behind, and one that keeps a part of it.
  await insert(table, '(10, 104), (11, 96)')
  assert.equal((await spot.move('incremental', watermark)).rows, 2)
  await insert(table, '(12, 200), (13, 150), (14, 96), (15, 94)')
  assert.equal((await spot.move('incremental', watermark)).rows, 3, 'not above 94 is too late')
  await insert(table, '(16, 191), (17, 150)')
  assert.equal((await spot.move('incremental', watermark)).rows, 1)
  const moved = (await spot.rows()).map(row => Number(row.split(' ')[0])).toSorted((a, b) => a - b)
  assert.deepEqual(moved, [1, 2, 3, 4, 5, 9, 10, 11, 12, 13, 14, 16])
  // What nobody asks for any more is gone.
  assert.equal((await spot.seen()).length, 1)
})

test('a full_drop with an overlap is where increments go on from, and late rows are found', async () => {
  const watermark = { column: 'w', key: 'id', overlap: 10 }
  const table = await tableOf('(1, 10), (2, 95), (3, 100)')
  const spot = await spotOf(table)
  await spot.move('full_drop', watermark)
  await insert(table, '(4, 92), (5, 101)')
  assert.equal((await spot.move('incremental', watermark)).rows, 2)
  await spot.move('full_drop', watermark)
  await insert(table, '(6, 93)')
  assert.equal((await spot.move('incremental', watermark)).rows, 1)
  assert.deepEqual(await spot.rows(), ['1 10', '2 95', '3 100', '4 92', '5 101', '6 93'])
})

test('a key and an overlap come and go: nothing is moved twice, and what nobody needs is removed', async () => {
  const table = await tableOf('(1, 100), (2, 95)')
  const spot = await spotOf(table)
  const key = { column: 'w', key: 'id' }
  await spot.move('incremental', 'w')
  await insert(table, '(3, 101)')
  await spot.move('incremental', key)
  // What shares the last value and comes before the first run that remembers is found by the key.
  await insert(table, '(4, 101), (5, 100)')
  await spot.move('incremental', { ...key, overlap: 5 })
  await insert(table, '(6, 101), (7, 102), (8, 101)')
  assert.equal((await spot.move('incremental', { ...key, overlap: 50 })).rows, 3)
  assert.equal((await spot.move('incremental', { ...key, overlap: 1 })).rows, 0)
  assert.equal((await spot.seen()).length, 1)
  await insert(table, '(9, 103)')
  assert.equal((await spot.move('incremental', key)).rows, 1)
  assert.deepEqual(await spot.seen(), [])
  assert.deepEqual(
    (await spot.rows()).map(row => row.split(' ')[0]),
    ['1', '2', '3', '4', '6', '7', '8', '9'],
  )
})

test('W30: another key than the journal knows is an error that says how to go on, and nothing is read twice', async () => {
  const table = await server.createTable('[id] int NOT NULL PRIMARY KEY, [w] int NULL, [b] int NOT NULL')
  await server.execute(`INSERT INTO ${table} VALUES (1, 10, 1), (2, 20, 1)`)
  const spot = await spotOf(table)
  for (const overlap of [{}, { overlap: 5 }]) {
    await spot.move('full_drop', { column: 'w', key: 'id', ...overlap })
    for (const key of [{ key: ['id', 'b'] }, {}]) {
      const refused = await spot.run('incremental', { column: 'w', ...key })
      assert.deepEqual([refused.status, refused.error?.code], ['failed', 'WATERMARK_CHANGED'])
      assert.match(refused.error?.message ?? '', /watermark's key of f\.e is now .*, and the journal .* by id\./)
      assert.match(refused.error?.advice ?? '', /journal rewind <file> f\.e --to <value of w>/)
    }
    await spot.rewind({ value: '15' })
    assert.equal((await spot.move('incremental', { column: 'w', key: ['id', 'b'], ...overlap })).rows, 1)
    const { last } = await spot.memory()
    assert.equal(last?.primary_key, '["id","b"]')
  }
})

test('a person goes back: to a value without an overlap before it, to a run with its key', async () => {
  const watermark = { column: 'w', key: 'id', overlap: 10 }
  const table = await tableOf('(1, 100), (2, 95)')
  const spot = await spotOf(table)
  await spot.move('incremental', watermark)
  await spot.rewind({ value: '96' })
  await insert(table, '(3, 94), (4, 97)')
  const planned = await spot.plan('incremental', watermark)
  assert.deepEqual(planned.watermark?.overlap, { span: '10', remembered: { value: '96' } })
  assert.equal((await spot.move('incremental', watermark)).rows, 2, 'above 96: 1 again, and 4')
  // Behind the place that was chosen all is remembered, before it nothing.
  await insert(table, '(5, 94), (6, 98)')
  assert.equal((await spot.move('incremental', watermark)).rows, 1)
  await spot.rewind(null)
  assert.equal((await spot.move('incremental', watermark)).rows, 6)

  const ties = { column: 'w', key: 'id' }
  const other = await spotOf(await tableOf('(1, 5), (2, 5)'))
  await other.move('incremental', ties)
  const { last } = await other.memory()
  assert.ok(last)
  const { run, primary_key, watermark_column, watermark_type, watermark: mark } = last
  assert.equal(mark, '["5","2"]')
  await other.rewind({ run, primary_key, watermark_column, watermark_type, watermark: '["5","1"]' })
  assert.equal((await other.move('incremental', ties)).rows, 1)
})

test('the first run begins where it is told: behind a value, or now', async () => {
  const table = await tableOf('(1, 10), (2, 20), (3, NULL)')
  const from = await spotOf(table)
  assert.equal((await from.move('incremental', { column: 'w', initial: 10 })).rows, 1)
  await insert(table, '(4, 30)')
  assert.equal((await from.move('incremental', { column: 'w', initial: 10 })).rows, 1)
  await from.rewind(null)
  assert.equal((await from.move('incremental', { column: 'w', initial: '25' })).rows, 1)
  assert.equal((await from.move('full_drop', { column: 'w', initial: 25 })).rows, 4, 'which reads everything')

  const now = await spotOf(table)
  const watermark = { column: 'w', key: 'id', overlap: 5, initial: 'now' }
  const first = await now.move('incremental', watermark)
  assert.deepEqual([first.rows, first.files.length], [0, 1])
  assert.match(first.notes.join('\n'), /nothing is above w 30/)
  // What comes late belongs to before; what shares the last value and comes later does not.
  await insert(table, '(5, 28), (6, 30), (7, 31)')
  assert.equal((await now.move('incremental', watermark)).rows, 2)
  await insert(table, '(8, 30)')
  assert.equal((await now.move('incremental', watermark)).rows, 1)
  assert.deepEqual(await now.rows(), ['6 30', '7 31', '8 30'])

  // A table that was empty then has only rows that came since.
  const later = await server.createTable('[id] int NOT NULL PRIMARY KEY, [w] int NULL')
  const empty = await spotOf(later)
  await empty.move('incremental', { column: 'w', initial: 'now' })
  await insert(later, '(1, 1)')
  assert.equal((await empty.move('incremental', { column: 'w', initial: 'now' })).rows, 1)
  const wrong = await (await spotOf(later)).run('incremental', { column: 'w', initial: 'yesterday' })
  assert.equal(wrong.error?.code, 'WATERMARK_INVALID')
  assert.match(wrong.error?.advice ?? '', /initial/)
})

test('what is remembered is read or the run fails: nobody guesses', async () => {
  const watermark = { column: 'w', key: 'id', overlap: 10 }
  const table = await tableOf('(1, 100), (2, 95)')
  const spot = await spotOf(table)
  await spot.move('incremental', watermark)
  const [name] = await spot.seen()
  const path = join(spot.folder, '.hygge', 'journal', ...(name ?? '').split('/'))
  const whole = await readFile(path)
  await insert(table, '(3, 96)')
  await writeFile(path, whole.subarray(0, -1))
  assert.equal((await spot.run('incremental', watermark)).error?.code, 'SEEN_LOST')
  await rm(path)
  const lost = await spot.run('incremental', watermark)
  assert.equal(lost.error?.code, 'SEEN_LOST')
  assert.match(lost.error?.advice ?? '', /journal rewind/)
  await writeFile(path, whole)
  assert.equal((await spot.move('incremental', watermark)).rows, 1)
  assert.deepEqual(await spot.rows(), ['1 100', '2 95', '3 96'])
})

test('receipts count what was kept', async () => {
  const watermark = { column: 'w', key: 'id', overlap: 10 }
  const table = await tableOf('(1, 100), (2, 95), (3, 96), (4, 97)')
  const [spot, other] = [await spotOf(table), await spotOf(await tableOf('(5, 93), (6, 99)'))]
  await spot.move('incremental', watermark)
  await insert(table, '(5, 93), (6, 99)')
  const progress = await spot.move('incremental', watermark)
  await other.move('incremental', 'w')
  const [sifted, plain] = [(await spot.memory()).last, (await other.memory()).last]
  assert.deepEqual([progress.rows, sifted?.row_count], [2, 2])
  assert.deepEqual(sifted?.checksums, plain?.checksums)
})

test('a deadlock in the middle of a window: what was staged of it stands, and no row is twice', async t => {
  if (server.standIn === null) return t.skip('faults need the stand-in')
  const watermark = { column: 'w', key: 'id', overlap: 50 }
  const table = await tableOf(Array.from({ length: 30 }, (_, i) => `(${i}, ${100 + (i % 7)})`).join(', '))
  const spot = await spotOf(table)
  await spot.move('incremental', watermark)
  await insert(table, Array.from({ length: 30 }, (_, i) => `(${100 + i}, ${103 + (i % 9)})`).join(', '))
  const error = { number: 1205, class: 13, message: 'You are the deadlock victim.', afterRows: 40 }
  server.standIn.faults.add({ match: 'AS [hygge_watermark]', throttle: 200_000, error })
  const moved = await spot.move('incremental', watermark)
  assert.deepEqual([moved.rows, moved.attempts], [30, 2])
  assert.equal((await spot.move('incremental', watermark)).rows, 0)
  const ids = (await spot.rows()).map(row => Number(row.split(' ')[0]))
  assert.equal(new Set(ids).size, 60)
  assert.equal(ids.length, 60)
})
