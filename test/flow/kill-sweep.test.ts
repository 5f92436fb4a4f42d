/**
 * The kill sweep: hygge dies by SIGKILL at every fault point, runs again, and an independent reader finds the source's rows exactly,
 * with no file that the journal does not name. Long form: npm run stress -- kill.
 */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { RunType } from '../../lib/events.ts'
import { FAULT_POINTS, type FaultPoint } from '../../lib/flow/faults.ts'
import { type Ended, filesIn, filesNamedByJournal, type Place, place, rowsIn, runHygge } from '../support/crash.ts'
import { startTestServer, type TestServer } from '../support/sql-server.ts'

const ROWS = 500
const ROWS_PER_FILE = 200

/** Points that only a recovery passes, and where the run before it must have died for that. */
const AFTER_A_CRASH: Partial<Record<FaultPoint, FaultPoint>> = {
  'recover.begin': 'committed.after',
  'recover.published': 'committed.after',
  'recover.swept': 'staged.after',
}
/** Points that only one kind of run passes. */
const ONLY: Partial<Record<FaultPoint, RunType | 'overlap'>> = {
  'publish.old-aside': 'full_drop',
  'publish.new-in-place': 'full_drop',
  'publish.old-removed': 'full_drop',
  'publish.part-moved': 'incremental',
  // See overlap-killed.test.ts.
  'window.part-seen': 'overlap',
  'window.seen': 'overlap',
  'window.swept': 'overlap',
}

let server: TestServer
before(async () => {
  server = await startTestServer()
})
after(() => server[Symbol.asyncDispose]())

async function insert(table: string, from: number, to: number): Promise<string[]> {
  const rows = Array.from({ length: to - from + 1 }, (_, at) => from + at)
  await server.execute(
    `INSERT INTO ${table} (id, name) VALUES ${rows.map(id => `(${id}, ${nameOf(id, "N'", "'")})`).join(', ')}`,
  )
  return rows.map(id => `${id}|${nameOf(id, '', '')}`)
}

function nameOf(id: number, before: string, after: string): string {
  return id % 7 === 0 ? 'NULL' : `${before}näme ${id}${after}`
}

function howOf({ finished }: Ended): string[] {
  return (finished?.recovered ?? []).map(({ how }) => how)
}

async function expectExact(spot: Place, rows: string[]): Promise<void> {
  assert.deepEqual(await rowsIn(spot), rows.toSorted())
  assert.deepEqual(await filesIn(spot), await filesNamedByJournal(spot))
}

/** One cell: die at the point, run again, run a third time. */
async function cell(point: FaultPoint, mode: RunType, later: boolean): Promise<void> {
  const table = await server.createTable('id int NOT NULL PRIMARY KEY, name nvarchar(40) NULL', 'kill')
  const spot = await place(server.connection(), table, mode, ROWS_PER_FILE)
  try {
    let old: string[] | null = null
    let rows = await insert(table, 1, ROWS)
    if (later) {
      const first = await runHygge(spot)
      assert.equal(first.code, 0, first.stderr)
      old = rows
      rows = [...rows, ...(await insert(table, ROWS + 1, 2 * ROWS))]
    }
    const before = AFTER_A_CRASH[point]
    if (before) assert.equal((await runHygge(spot, { fault: `${before}:kill` })).signal, 'SIGKILL')
    // An unfinished run is swept, not resumed, when a new start is asked for.
    const args = point === 'recover.swept' ? ['--fresh'] : []
    const killed = await runHygge(spot, { fault: `${point}:kill`, args })
    assert.equal(killed.signal, 'SIGKILL', `${point} was not reached\n${killed.stderr}`)

    const seen = await rowsIn(spot)
    const whole = [old, rows].some(state => JSON.stringify(state?.toSorted() ?? null) === JSON.stringify(seen))
    if (mode === 'full_drop') {
      assert.ok(
        whole || (point === 'publish.old-aside' && seen === null),
        `readers saw ${seen?.length} rows after a crash at ${point}`,
      )
    }
    const second = await runHygge(spot)
    assert.equal(second.code, 0, `${second.stderr}${JSON.stringify(second.finished?.error)}`)
    if (point === 'committed.after') assert.deepEqual(howOf(second), ['published'])
    if (point === 'staged.after') assert.deepEqual(howOf(second), ['resumed'])
    await expectExact(spot, rows)
    const third = await runHygge(spot)
    assert.equal(third.code, 0, third.stderr)
    if (mode === 'incremental') assert.equal(third.finished?.rows, 0)
    await expectExact(spot, rows)
  } finally {
    await spot.remove()
  }
}

/** The short form leaves out what the first run has in common with later ones. */
const FIRST: FaultPoint[] = ['lease.taken', 'staged.after', 'committed.after', 'publish.begin', 'done.after']
const LONG = process.env.HYGGE_TEST_LONG === '1'

for (const mode of ['full_drop', 'incremental'] as const) {
  describe(`SIGKILL in a ${mode}`, { concurrency: 2 }, () => {
    for (const point of FAULT_POINTS) {
      if (ONLY[point] !== undefined && ONLY[point] !== mode) continue
      for (const later of [false, true]) {
        if (point === 'publish.old-aside' && !later) continue
        if (!later && !LONG && !FIRST.includes(point)) continue
        test(`at ${point}, ${later ? 'later' : 'first'} run`, () => cell(point, mode, later))
      }
    }
  })
}
