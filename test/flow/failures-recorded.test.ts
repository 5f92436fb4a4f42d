/** W11: what fails is remembered, once per run, whatever failed and however far it was. */
import assert from 'node:assert/strict'
import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { Journal } from '../../lib/journal/journal.ts'
import { localFolder } from '../../lib/journal/local-folder.ts'
import { type JournalRecord, parse } from '../../lib/journal/record.ts'
import { type Place, place, runHygge } from '../support/crash.ts'
import { startTestServer, type TestServer } from '../support/sql-server.ts'

let server: TestServer
let table: string
before(async () => {
  server = await startTestServer()
  table = await server.createTable('id int NOT NULL PRIMARY KEY, name nvarchar(40) NULL', 'failing')
  await server.execute(`INSERT INTO ${table} (id, name) VALUES (1, N'one'), (2, N'two')`)
})
after(() => server[Symbol.asyncDispose]())

async function records(spot: Place): Promise<JournalRecord[]> {
  const folder = localFolder(join(spot.folder, '.hygge', 'journal'))
  const names = (await folder.list('')).filter(name => name.includes('/runs/'))
  const read = await Promise.all(names.map(async name => parse((await folder.read(name)) ?? Buffer.of())))
  return read.filter(record => record !== null)
}

test('a source that cannot be reached', async t => {
  const spot = await place({ ...server.connection(), port: 1 }, table, 'full_drop', 100)
  t.after(spot.remove)
  await appendFile(spot.file, 'options: { tries: 2 }\n')
  assert.equal((await runHygge(spot)).code, 1)
  const [record, ...more] = await records(spot)
  assert.deepEqual(more, [])
  assert.ok(record?.kind === 'failed')
  assert.equal(record.status, 'fail')
  assert.equal(record.error?.code, 'CONNECTION_FAILED')
  assert.deepEqual([record.attempts, record.error.attempts], [2, 2])
  assert.match(record.message ?? '', /127\.0\.0\.1/)
})

test('a table that is not there', async t => {
  const spot = await place(server.connection(), 'dbo.nowhere', 'full_drop', 100)
  t.after(spot.remove)
  assert.equal((await runHygge(spot)).code, 1)
  const failed = await records(spot)
  assert.deepEqual(
    failed.map(({ kind }) => kind),
    ['failed'],
  )
})

for (const point of ['planned.after', 'part.finished', 'committed.before'] as const) {
  test(`an unexpected failure at ${point}`, async t => {
    const spot = await place(server.connection(), table, 'full_drop', 100)
    t.after(spot.remove)
    const { code, finished } = await runHygge(spot, { fault: `${point}:throw` })
    assert.equal(code, 1)
    assert.equal(finished?.error?.code, 'FAULT')
    const ends = (await records(spot)).filter(({ kind }) => kind === 'failed' || kind === 'done')
    if (point === 'planned.after') {
      // Nobody had the run in hand yet: it is unfinished, and the next run resumes it.
      const { unfinished } = await new Journal(localFolder(join(spot.folder, '.hygge', 'journal')))
        .entity('f', 'rows')
        .memory()
      assert.equal(unfinished.length, 1)
    } else {
      assert.deepEqual(
        ends.map(({ kind }) => kind),
        ['failed'],
      )
    }
    assert.equal((await runHygge(spot)).code, 0)
  })
}
