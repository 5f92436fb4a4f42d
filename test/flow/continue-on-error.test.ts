import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { EntityFinished, RunFinished } from '../../lib/events.ts'
import { run } from '../../lib/flow/run.ts'
import { loadWorkspace } from '../../lib/workspace/load.ts'
import { startTestServer, type TestServer } from '../support/sql-server.ts'

let server: TestServer
let table: string
const folder = mkdtempSync(join(tmpdir(), 'hygge-continue-'))
before(async () => {
  server = await startTestServer()
  table = await server.createTable('id int NOT NULL PRIMARY KEY', 'going')
})
after(async () => {
  await server[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true, force: true })
})

/** Three entities one after the other, of which the second has no table; in that order, whatever the first still had to publish meanwhile. */
async function outcome(name: string, options: object): Promise<[EntityFinished[], RunFinished | undefined]> {
  const entities = [
    { name: 'first', home: { table } },
    { name: 'missing', home: { table: 'dbo.nowhere' } },
    { name: 'last', home: { table } },
  ]
  const home = { type: 'mssql', connection: 'c' }
  const flows = { f: { home, store: { type: 'local', path: name }, entities } }
  const file = join(folder, `${name}.yml`)
  const said = { options: { concurrency: 1, ...options }, connections: { c: server.connection() }, flows }
  writeFileSync(file, JSON.stringify(said))
  const finished: EntityFinished[] = []
  let end: RunFinished | undefined
  for await (const event of run(await loadWorkspace(file))) {
    if (event.type === 'entity.finished') finished.push(event)
    if (event.type === 'run.finished') end = event
  }
  const order = entities.map(({ name }) => name)
  return [finished.toSorted((a, b) => order.indexOf(a.entity) - order.indexOf(b.entity)), end]
}

test('one failure does not keep the others from moving', async () => {
  for (const [name, options] of Object.entries({ silent: {}, said: { continue_on_error: true } })) {
    const [finished, end] = await outcome(name, options)
    assert.deepEqual(
      finished.map(({ status }) => status),
      ['empty', 'failed', 'empty'],
    )
    assert.equal(end?.exit_code, 1)
  }
})

test('W6 continue_on_error: false skips what has not begun, says why, and ends with 1', async () => {
  const [finished, end] = await outcome('stop', { continue_on_error: false })
  assert.deepEqual(
    finished.map(({ status }) => status),
    ['empty', 'failed', 'skipped'],
  )
  assert.equal(finished[2]?.error?.code, 'NOT_BEGUN')
  assert.match(finished[2]?.error?.message ?? '', /f\.missing failed/)
  assert.deepEqual([end?.empty, end?.failed, end?.skipped, end?.exit_code], [1, 1, 1, 1])
})
