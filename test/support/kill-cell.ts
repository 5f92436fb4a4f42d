/** One cell of the kill sweep: hygge dies by SIGKILL at a fault point, and the runs after it make the store exact. */
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { RunType } from '../../lib/events.ts'
import { FAULT_POINTS, type FaultPoint } from '../../lib/flow/faults.ts'
import {
  type Destination,
  type Ended,
  filesIn,
  filesNamedByJournal,
  type Place,
  place,
  rowsIn,
  runHygge,
} from './crash.ts'
import type { TestServer } from './sql-server.ts'

const ROWS = 500
const ROWS_PER_FILE = 200

/** Points that only a recovery passes, and where the run before it must have died for that. */
const AFTER_A_CRASH: Partial<Record<FaultPoint, FaultPoint>> = {
  'recover.begin': 'committed.after',
  'recover.published': 'committed.after',
  'recover.swept': 'staged.after',
}
/** Points that only one kind of run passes. */
const ONLY: Partial<Record<FaultPoint, RunType | 'overlap' | 'tables'>> = {
  // See kill-sweep-tables.test.ts.
  'publish.prepared': 'tables',
  'publish.old-aside': 'full_drop',
  'publish.new-in-place': 'full_drop',
  'publish.old-removed': 'full_drop',
  'publish.part-moved': 'incremental',
  // See overlap-killed.test.ts.
  'window.part-seen': 'overlap',
  'window.seen': 'overlap',
  'window.swept': 'overlap',
}

async function insert(server: TestServer, table: string, from: number, to: number): Promise<string[]> {
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
  if (spot.readers?.debris) assert.deepEqual(await spot.readers.debris(), [])
  else assert.deepEqual(await filesIn(spot), await filesNamedByJournal(spot))
}

export interface Cell {
  point: FaultPoint
  mode: RunType
  /** A run was before it. */
  later: boolean
}

/** The cells of a mode: every point that it passes, in a first and in a later run. */
export function cellsOf(mode: RunType): Cell[] {
  return FAULT_POINTS.filter(point => ONLY[point] === undefined || ONLY[point] === mode).flatMap(point =>
    // There is nothing to put aside in a first run.
    (point === 'publish.old-aside' ? [true] : [false, true]).map(later => ({ point, mode, later })),
  )
}

/** One cell: die at the point, run again, run a third time. */
export async function killCell(
  server: TestServer,
  { point, mode, later }: Cell,
  destination?: Destination,
): Promise<void> {
  const table = await server.createTable('id int NOT NULL PRIMARY KEY, name nvarchar(40) NULL', 'kill')
  const spot = await place(server.connection(), table, mode, ROWS_PER_FILE, destination ? { destination } : {})
  try {
    let old: string[] | null = null
    let rows = await insert(server, table, 1, ROWS)
    if (later) {
      const first = await runHygge(spot)
      assert.equal(first.code, 0, first.stderr)
      old = rows
      rows = [...rows, ...(await insert(server, table, ROWS + 1, 2 * ROWS))]
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
    if (!destination) assert.ok(!existsSync(join(spot.out, '_tmp')), 'not even an empty folder is left')
  } finally {
    await spot.remove()
  }
}
