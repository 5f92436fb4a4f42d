/** Increments with a key and with an overlap, end to end: ties and late commits are found, and nothing is moved twice. */
import assert from 'node:assert/strict'
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
