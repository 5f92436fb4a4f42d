/**
 * The kill sweep: hygge dies by SIGKILL at every fault point, runs again, and an independent reader finds the source's rows exactly,
 * with no file that the journal does not name. Long form: npm run stress -- sweep. In lakes: kill-sweep-lakes.test.ts.
 */
import { after, before, describe, test } from 'node:test'
import type { FaultPoint } from '../../lib/flow/faults.ts'
import { cellsOf, killCell } from '../support/kill-cell.ts'
import { startTestServer, type TestServer } from '../support/sql-server.ts'

/** The short form leaves out what the first run has in common with later ones. */
const FIRST: FaultPoint[] = ['lease.taken', 'staged.after', 'committed.after', 'publish.begin', 'done.after']
const LONG = process.env.HYGGE_TEST_LONG === '1'

let server: TestServer
before(async () => {
  server = await startTestServer()
})
after(() => server[Symbol.asyncDispose]())

for (const mode of ['full_drop', 'incremental'] as const) {
  describe(`SIGKILL in a ${mode}`, { concurrency: 2 }, () => {
    for (const cell of cellsOf(mode)) {
      const { point, later } = cell
      if (!later && !LONG && !FIRST.includes(point)) continue
      test(`at ${point}, ${later ? 'later' : 'first'} run`, () => killCell(server, cell))
    }
  })
}
