/** Two processes on one workspace at once: they share the entities between them, and what settles is exact. Twenty times: npm run stress -- pair. */
import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { RunType } from '../../lib/events.ts'
import { place, rowsIn, runHygge } from '../support/crash.ts'
import { startTestServer, type TestServer } from '../support/sql-server.ts'

const TIMES = Number(process.env.HYGGE_TEST_TIMES ?? 3)
const ROWS = 400

let server: TestServer
let table: string
const rows = Array.from({ length: ROWS }, (_, at) => `${at + 1}|n${at + 1}`).toSorted()

before(async () => {
  server = await startTestServer()
  table = await server.createTable('id int NOT NULL PRIMARY KEY, name nvarchar(40) NULL', 'pair')
  const values = Array.from({ length: ROWS }, (_, at) => `(${at + 1}, N'n${at + 1}')`)
  await server.execute(`INSERT INTO ${table} (id, name) VALUES ${values.join(', ')}`)
})
after(() => server[Symbol.asyncDispose]())

for (const mode of ['full_drop', 'incremental'] as RunType[]) {
  describe(`two processes at once, ${mode}`, () => {
    for (let time = 0; time < TIMES; time++) {
      test(`time ${time + 1}`, async () => {
        const spot = await place(server.connection(), table, mode, 150)
        try {
          const later = new Promise(resolve => setTimeout(resolve, (time * 137) % 400))
          const both = await Promise.all([
            runHygge(spot),
            later.then(() => runHygge(spot, { args: time % 2 ? ['--wait'] : [] })),
          ])
          for (const { code, stderr, finished } of both) assert.equal(code, 0, stderr + JSON.stringify(finished?.error))
          assert.deepEqual(await rowsIn(spot), rows)
          assert.ok(both.some(({ finished }) => finished?.status === 'ok'))
          for (const { finished } of both) {
            if (finished?.status === 'skipped') assert.match(finished.error?.code ?? '', /^ENTITY_(BUSY|MOVED)$/)
          }
        } finally {
          await spot.remove()
        }
      })
    }
  })
}

async function planned(journal: string): Promise<boolean> {
  const files = await readdir(journal, { recursive: true }).catch(() => [])
  return files.some(name => name.endsWith('planned.json'))
}

test('a run that waits takes its turn after the one before it', async () => {
  const spot = await place(server.connection(), table, 'full_drop', 150)
  try {
    const first = runHygge(spot, { fault: 'committed.before:delay=3000' })
    // Not before: a run that began earlier than the other one is moved by it, and has nothing to wait for.
    while (!(await planned(spot.journal))) await sleep(20)
    const second = await runHygge(spot, { args: ['--wait'] })
    assert.equal((await first).finished?.status, 'ok')
    assert.equal(second.finished?.status, 'ok')
    assert.deepEqual(await rowsIn(spot), rows)
  } finally {
    await spot.remove()
  }
})
