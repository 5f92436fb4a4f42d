/** An increment dies by SIGKILL, rows come meanwhile, and the next run finishes it within its own bounds and takes what is new. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FaultPoint } from '../../lib/flow/faults.ts'
import { filesIn, filesNamedByJournal, place, rowsIn, runHygge } from '../support/crash.ts'
import { startTestServer, type TestServer } from '../support/sql-server.ts'

let server: TestServer
before(async () => {
  server = await startTestServer()
})
after(() => server[Symbol.asyncDispose]())

async function insert(table: string, from: number, to: number): Promise<string[]> {
  const ids = Array.from({ length: to - from + 1 }, (_, i) => from + i)
  await server.execute(`INSERT INTO ${table} VALUES ${ids.map(id => `(${id}, N'n${id}')`).join(', ')}`)
  return ids.map(id => `${id}|n${id}`)
}

/** Where it dies, whether it had run well before, and what the next run says of it. */
const DEATHS: [FaultPoint, later: boolean, note: RegExp][] = [
  ['planned.after', false, /Going on with the run/],
  ['staged.after', false, /Going on with the run/],
  ['staged.after', true, /Going on with the run/],
  ['committed.before', true, /Going on with the run/],
  ['committed.after', false, /Finished publishing the run/],
  ['committed.after', true, /Finished publishing the run/],
  ['publish.part-moved', true, /Finished publishing the run/],
  ['done.before', true, /Finished publishing the run/],
  ['done.after', true, /^/],
]

describe('SIGKILL in an increment', { concurrency: 2 }, () => {
  for (const [point, later, note] of DEATHS) {
    test(`at ${point}, ${later ? 'later' : 'first'} run`, async () => {
      const table = await server.createTable('id int NOT NULL PRIMARY KEY, name nvarchar(40) NULL', 'killed')
      const spot = await place(server.connection(), table, 'incremental', 20)
      try {
        const rows: string[] = []
        if (later) {
          rows.push(...(await insert(table, 1, 30)))
          assert.equal((await runHygge(spot)).code, 0)
        }
        rows.push(...(await insert(table, 101, 150)))
        assert.equal((await runHygge(spot, { fault: `${point}:kill` })).signal, 'SIGKILL')
        rows.push(...(await insert(table, 201, 230)))
        const second = await runHygge(spot)
        assert.equal(second.code, 0, second.stderr)
        const unfinished = point === 'done.after' ? 0 : 50
        assert.equal(second.finished?.rows, unfinished + 30)
        assert.match(second.finished?.notes.join('\n') ?? '', note)
        assert.deepEqual(await rowsIn(spot), rows.toSorted())
        assert.deepEqual(await filesIn(spot), await filesNamedByJournal(spot))
        if (point === 'staged.after') assertWentOn(table)
        const third = await runHygge(spot)
        assert.deepEqual([third.code, third.finished?.rows], [0, 0], third.stderr)
        assert.deepEqual(await rowsIn(spot), rows.toSorted())
      } finally {
        await spot.remove()
      }
    })
  }
})

/** Only what was missing is read again. */
function assertWentOn(table: string): void {
  if (server.standIn === null) return
  const reads = server.standIn.statements.filter(
    ({ statement }) => statement.includes(table.slice('dbo.'.length)) && statement.includes('@after1'),
  )
  assert.equal(reads.length, 1)
  assert.ok(reads[0]!.rows < 50, `${reads[0]!.rows} rows were read again`)
}
