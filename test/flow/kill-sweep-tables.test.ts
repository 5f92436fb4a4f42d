/**
 * The kill sweep into a table of a SQL Server: no row is lost or there twice, and no work table is left but that of a run that lives.
 * The short form takes some points; all of them: npm run stress -- sweep.
 */
import { after, before, describe, test } from 'node:test'
import { type Cell, cellsOf, killCell } from '../support/kill-cell.ts'
import { startTestServer, type TestServer } from '../support/sql-server.ts'
import { inTable } from '../support/table-place.ts'

const LONG = process.env.HYGGE_TEST_LONG === '1'

let server: TestServer
before(async () => {
  server = await startTestServer()
})
after(() => server[Symbol.asyncDispose]())

/** Half a load, a whole one, and each side of the transaction that publishes. */
const SHORT: Cell[] = [
  { point: 'part.before-finish', mode: 'full_drop', later: true },
  { point: 'publish.prepared', mode: 'full_drop', later: true },
  { point: 'staged.after', mode: 'incremental', later: true },
  { point: 'publish.part-moved', mode: 'incremental', later: true },
]
/** One transaction moves it all: nothing is put aside or removed behind it. */
const NEVER: Cell['point'][] = ['publish.old-aside', 'publish.old-removed']
const ALL = (['full_drop', 'incremental'] as const)
  .flatMap(mode => cellsOf(mode))
  .filter(({ point }) => !NEVER.includes(point))
const PREPARED = [false, true].map((later): Cell => ({ point: 'publish.prepared', mode: 'full_drop', later }))

describe('SIGKILL, into a table', { concurrency: 2 }, () => {
  for (const cell of LONG ? [...ALL, ...PREPARED] : SHORT) {
    const { point, mode, later } = cell
    test(`at ${point}, ${mode}, ${later ? 'later' : 'first'} run`, async t => {
      const place = await inTable(t, server)
      await killCell(server, cell, place)
      await place.expectLiving()
    })
  }
})
