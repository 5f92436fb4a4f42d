/** A run that is committed, whose staged files somebody has deleted: what ends it, and what does not. */
import assert from 'node:assert/strict'
import { readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, suite, test } from 'node:test'
import type { RunType } from '../../lib/events.ts'
import { runProgram } from '../cli/process.ts'
import { filesIn, filesNamedByJournal, type Place, place, rowsIn, runHygge } from '../support/crash.ts'
import { startTestServer, type TestServer } from '../support/sql-server.ts'

let server: TestServer
let table: string
before(async () => {
  server = await startTestServer()
  table = await server.createTable('id int NOT NULL PRIMARY KEY, name nvarchar(40) NULL', 'lost')
  await server.execute(`INSERT INTO ${table} VALUES (1, N'one'), (2, N'two'), (3, N'three')`)
})
after(() => server[Symbol.asyncDispose]())

const ALL = ['1|one', '2|two', '3|three']

/** Dies at the point in its first run, and loses what it has staged. */
async function lost(t: { after(work: () => Promise<void>): void }, mode: RunType, point: string): Promise<Place> {
  const spot = await place(server.connection(), table, mode, 1)
  t.after(spot.remove)
  assert.equal((await runHygge(spot, { fault: `${point}:kill` })).signal, 'SIGKILL')
  await rm(join(spot.out, '_tmp'), { recursive: true })
  return spot
}

const reset = ({ file }: Place) => runProgram('bin/hygge-run.ts', ['journal', 'reset', file, 'rows', '--yes'])
const codeOf = (ended: Awaited<ReturnType<typeof runHygge>>) => [ended.code, ended.finished?.error?.code]

suite('staged files of a committed run that are gone', { timeout: 120_000 }, () => {
  for (const mode of ['full_drop', 'incremental'] as const) {
    test(`${mode}: every run says so, until a person moves the journal; then it is given up and all is read`, async t => {
      const spot = await lost(t, mode, 'committed.after')
      const stuck = await runHygge(spot)
      assert.deepEqual(codeOf(stuck), [1, 'PUBLISH_FAILED'])
      assert.match(stuck.finished?.error?.advice ?? '', /journal reset/)
      assert.deepEqual(codeOf(await runHygge(spot)), [1, 'PUBLISH_FAILED'])
      const { code, stderr } = await reset(spot)
      assert.equal(code, 0, stderr)
      assert.match(stderr, /is complete and not published/)
      const next = await runHygge(spot)
      assert.equal(next.code, 0, next.stderr)
      assert.deepEqual(
        next.finished?.recovered?.map(({ how }) => how),
        ['swept'],
      )
      assert.deepEqual(await rowsIn(spot), ALL)
      assert.deepEqual(await filesIn(spot), await filesNamedByJournal(spot))
    })
  }

  test('not while readers see a part of it: then its rows would come twice', async t => {
    const spot = await lost(t, 'incremental', 'publish.part-moved')
    assert.equal((await readdir(spot.entity)).length, 1)
    await reset(spot)
    assert.deepEqual(codeOf(await runHygge(spot)), [1, 'PUBLISH_FAILED'])
    // What readers see of it is removed by hand: now nothing of it is left.
    await rm(spot.entity, { recursive: true })
    assert.equal((await runHygge(spot)).code, 0)
    assert.deepEqual(await rowsIn(spot), ALL)
  })

  test('a run whose files are there is published, whatever was moved', async t => {
    const spot = await place(server.connection(), table, 'full_drop', 1)
    t.after(spot.remove)
    assert.equal((await runHygge(spot, { fault: 'committed.after:kill' })).signal, 'SIGKILL')
    await writeFile(join(spot.out, 'strange'), '')
    await reset(spot)
    const next = await runHygge(spot)
    assert.deepEqual(
      next.finished?.recovered?.map(({ how }) => how),
      ['published'],
    )
    assert.deepEqual(await rowsIn(spot), ALL)
  })
})
