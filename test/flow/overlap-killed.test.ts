/** An increment with an overlap dies by SIGKILL, rows come late meanwhile, and in the end every row was moved once. */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { FaultPoint } from '../../lib/flow/faults.ts'
import { Journal } from '../../lib/journal/journal.ts'
import { localFolder } from '../../lib/journal/local-folder.ts'
import { filesIn, filesNamedByJournal, type Place, place, rowsIn, runHygge } from '../support/crash.ts'
import { startTestServer, type TestServer } from '../support/sql-server.ts'

let server: TestServer
before(async () => {
  server = await startTestServer()
})
after(() => server[Symbol.asyncDispose]())

/** Rows by their ids; the watermark of each goes with it, five ids to one value. */
async function insert(table: string, from: number, to: number, at: (id: number) => number): Promise<string[]> {
  const ids = Array.from({ length: to - from + 1 }, (_, i) => from + i)
  const rows = ids.map(id => `(${id}, N'n${id}', ${at(id)})`)
  await server.execute(`INSERT INTO ${table} VALUES ${rows.join(', ')}`)
  return ids.map(id => `${id}|n${id}`)
}

/** The files of what was seen are those that the last run names. */
async function expectTidy({ folder }: Place): Promise<void> {
  const journal = localFolder(join(folder, '.hygge', 'journal'))
  const { last } = await new Journal(journal).entity('f', 'rows').memory()
  const seen = last?.seen
  assert.ok(seen && seen.files === 1 && seen.entries > 0)
  assert.deepEqual(await journal.list('f/rows/seen/'), [`f/rows/seen/${seen.run}/00000.seen`])
}

/** Where it dies, and the n-th time that it gets there. */
const DEATHS: [FaultPoint, nth?: number][] = [
  ['planned.after'],
  ['read.batch', 2],
  ['window.part-seen'],
  ['window.part-seen', 2],
  ['staged.after'],
  ['staged.after', 2],
  ['range.done'],
  ['window.seen'],
  ['committed.before'],
  ['committed.after'],
  ['publish.part-moved'],
  ['done.before'],
  ['done.after'],
  ['tidy.before'],
  ['window.swept'],
]
/** The short form has what no other kind of run passes, and the point of no return. */
const SHORT: FaultPoint[] = ['window.part-seen', 'window.seen', 'committed.after', 'window.swept']
const LONG = process.env.HYGGE_TEST_LONG === '1'

describe('SIGKILL in an increment with an overlap', { concurrency: 2 }, () => {
  for (const [point, nth = 1] of DEATHS) {
    if (!LONG && !(SHORT.includes(point) && nth === 1)) continue
    test(`at ${point}#${nth}`, async () => {
      const columns = 'id int NOT NULL PRIMARY KEY, name nvarchar(40) NULL, at int NOT NULL'
      const table = await server.createTable(columns, 'late')
      const watermark = { column: 'at', key: 'id', overlap: 20 }
      const spot = await place(server.connection(), table, 'incremental', 20, { by: watermark })
      const run = async () => {
        const ended = await runHygge(spot)
        assert.equal(ended.code, 0, `${ended.stderr}${JSON.stringify(ended.finished?.error)}`)
        return ended.finished
      }
      try {
        // Values 2 to 10, behind all of which the first run remembers what it moves.
        const rows = await insert(table, 11, 54, id => Math.floor(id / 5))
        assert.equal((await run())?.rows, 44)
        // Old values, and new ones that are far: the three parts of a step have rows.
        rows.push(...(await insert(table, 111, 130, id => (id % 10) + 1)))
        rows.push(...(await insert(table, 211, 280, id => Math.floor(id / 5))))
        assert.equal((await runHygge(spot, { fault: `${point}#${nth}:kill` })).signal, 'SIGKILL')
        rows.push(...(await insert(table, 311, 330, id => (id % 10) + 40)))
        const second = await run()
        if (point === 'staged.after') assert.match(second?.notes.join('\n') ?? '', /Going on with the run/)
        assert.deepEqual(await rowsIn(spot), rows.toSorted())
        assert.deepEqual(await filesIn(spot), await filesNamedByJournal(spot))
        await expectTidy(spot)
        rows.push(...(await insert(table, 411, 420, id => (id % 10) + 41)))
        assert.equal((await run())?.rows, 10)
        assert.deepEqual(await rowsIn(spot), rows.toSorted())
        await expectTidy(spot)
      } finally {
        await spot.remove()
      }
    })
  }
})
