/**
 * The kill sweep: hygge dies by SIGKILL at every fault point, runs again, and an independent reader finds the source's rows exactly,
 * with no file that the journal does not name. Long form: npm run stress -- sweep. In lakes: kill-sweep-lakes.test.ts.
 */
import { after, before, describe, test } from 'node:test'
import { FAULT_POINTS, type FaultPoint } from '../../lib/flow/faults.ts'
import { cellsOf, killCell } from '../support/kill-cell.ts'
import { startTestServer, type TestServer } from '../support/sql-server.ts'

/** The short form leaves out what the first run has in common with later ones, and takes each point in one of the modes that have it. */
const FIRST: FaultPoint[] = ['lease.taken', 'staged.after', 'committed.after', 'publish.begin', 'done.after']
const LONG = process.env.HYGGE_TEST_LONG === '1'

const MODES = ['full_drop', 'incremental'] as const
const CELLS = { full_drop: cellsOf('full_drop'), incremental: cellsOf('incremental') }
const has = (mode: 'full_drop' | 'incremental', point: FaultPoint) => CELLS[mode].some(cell => cell.point === point)

function inShortForm({ mode, point, later }: (typeof CELLS)['full_drop'][number]): boolean {
  if (!later) return FIRST.includes(point)
  return !MODES.every(each => has(each, point)) || MODES[FAULT_POINTS.indexOf(point) % 2] === mode
}

let server: TestServer
before(async () => {
  server = await startTestServer()
})
after(() => server[Symbol.asyncDispose]())

for (const mode of MODES) {
  describe(`SIGKILL in a ${mode}`, { concurrency: 2 }, () => {
    for (const cell of CELLS[mode]) {
      const { point, later } = cell
      if (!LONG && !inShortForm(cell)) continue
      test(`at ${point}, ${later ? 'later' : 'first'} run`, () => killCell(server, cell))
    }
  })
}
