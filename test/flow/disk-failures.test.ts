/**
 * The nth-failure sweep: the n-th file-system call of a run fails, for n = 1 … N. The error is clear, what was published before is whole,
 * and the next run is exact. Long form with every code: npm run stress -- disk.
 */
import assert from 'node:assert/strict'
import { cp, rm } from 'node:fs/promises'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { filesIn, filesNamedByJournal, type Place, place, rowsIn, runHygge } from '../support/crash.ts'
import { startTestServer, type TestServer } from '../support/sql-server.ts'

const PRELOAD = fileURLToPath(new URL('../support/failing-disk.ts', import.meta.url))
const CODES = ['EIO', 'ENOSPC', 'EACCES']
/** The short form leaves out most calls; the long one, none. */
const STRIDE = Number(process.env.HYGGE_TEST_STRIDE ?? 10)

let server: TestServer
let original: Place
let table: string
const old = rowsFrom(1, 300)
const rows = [...old, ...rowsFrom(301, 600)].toSorted()

function rowsFrom(from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, at) => `${from + at}|name ${from + at}`)
}

async function insert(from: number, to: number): Promise<void> {
  const values = Array.from({ length: to - from + 1 }, (_, at) => `(${from + at}, N'name ${from + at}')`)
  await server.execute(`INSERT INTO ${table} (id, name) VALUES ${values.join(', ')}`)
}

before(async () => {
  server = await startTestServer()
  table = await server.createTable('id int NOT NULL PRIMARY KEY, name nvarchar(40) NULL', 'disk')
  await insert(1, 300)
  original = await place(server.connection(), table, 'full_drop', 250)
  assert.equal((await runHygge(original)).code, 0)
  await insert(301, 600)
})
after(async () => {
  await original.remove()
  await server[Symbol.asyncDispose]()
})

/** The original with its first run done, in a folder of its own. */
async function copyOf(name: string): Promise<Place> {
  const folder = `${original.folder}-${name}`
  await cp(original.folder, folder, { recursive: true })
  const moved = (path: string) => path.replace(original.folder, folder)
  return {
    ...original,
    folder,
    file: moved(original.file),
    out: moved(original.out),
    entity: moved(original.entity),
    journal: moved(original.journal),
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

function run(spot: Place, nth: number, code: string) {
  return runHygge(spot, { preload: PRELOAD, env: { HYGGE_TEST_DISK: `${nth}:${code}:${spot.folder}` } })
}

async function callsOfOneRun(): Promise<number> {
  const spot = await copyOf('count')
  try {
    const { code, stderr } = await run(spot, 0, 'EIO')
    assert.equal(code, 0, stderr)
    return Number(/disk calls: (\d+)/.exec(stderr)?.[1])
  } finally {
    await spot.remove()
  }
}

async function failAt(nth: number, code: string): Promise<void> {
  const spot = await copyOf(`${nth}-${code}`)
  try {
    const failed = await run(spot, nth, code)
    const seen = await rowsIn(spot)
    if (failed.code === 0) {
      assert.deepEqual(seen, rows, 'a run that says it is well has settled everything')
    } else {
      assert.ok(failed.code === 1 || failed.code === 2, `exit code ${failed.code}\n${failed.stderr}`)
      const told = JSON.stringify(failed.events) + failed.stderr
      assert.match(told, new RegExp(code), `the error names ${code}`)
      // Also when a rename in the middle of the swap fails.
      assert.ok([old.toSorted(), rows].some(state => JSON.stringify(state) === JSON.stringify(seen)))
    }
    const next = await runHygge(spot)
    assert.equal(next.code, 0, `${next.stderr}${JSON.stringify(next.finished)}`)
    assert.deepEqual(await rowsIn(spot), rows)
    assert.deepEqual(await filesIn(spot), await filesNamedByJournal(spot))
  } finally {
    await spot.remove()
  }
}

describe('the n-th file-system call fails', { concurrency: 2 }, () => {
  test('for n = 1 … N', async t => {
    const calls = await callsOfOneRun()
    t.diagnostic(`${calls} calls`)
    assert.ok(calls > 50, `the sweep counts calls: ${calls}`)
    for (let nth = 1; nth <= calls; nth += STRIDE) {
      const code = CODES[nth % CODES.length]!
      await t.test(`n = ${nth}, ${code}`, () => failAt(nth, code))
    }
  })
})
