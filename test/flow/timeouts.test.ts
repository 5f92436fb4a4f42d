/** W7: the timeout of an entity is one of its settings, and what it says happens. */
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, suite, test } from 'node:test'
import type { EntityFinished, RunEvent } from '../../lib/events.ts'
import { Limit } from '../../lib/flow/limit.ts'
import { run } from '../../lib/flow/run.ts'
import { localFolder } from '../../lib/journal/local-folder.ts'
import { parse } from '../../lib/journal/record.ts'
import { loadWorkspace } from '../../lib/workspace/load.ts'
import { realServer, startTestServer, type TestServer } from '../support/sql-server.ts'

let server: TestServer
let table: string
const folder = mkdtempSync(join(tmpdir(), 'hygge-timeouts-'))
before(async () => {
  server = await startTestServer()
  table = await server.createTable('id int NOT NULL PRIMARY KEY', 'slow')
  await server.execute(`INSERT INTO ${table} VALUES (1), (2), (3)`)
})
after(async () => {
  await server[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true, force: true })
})
afterEach(() => server.standIn?.faults.clear())

async function moved(name: string, timeouts: { flow?: number; entity?: number }): Promise<EntityFinished> {
  const file = join(folder, `${name}.yml`)
  const flow = {
    home: { type: 'mssql', connection: 'c', table },
    store: { type: 'local', path: `${name}/out` },
    ...(timeouts.flow && { defaults: { timeout: timeouts.flow } }),
    entities: [{ name: 'e', ...(timeouts.entity && { timeout: timeouts.entity }) }],
  }
  const connections = { c: { ...server.connection(), request_timeout: 0 } }
  writeFileSync(file, JSON.stringify({ connections, journal: { path: `${name}/journal` }, flows: { f: flow } }))
  const events: RunEvent[] = []
  for await (const event of run(await loadWorkspace(file))) events.push(event)
  const finished = events.find(event => event.type === 'entity.finished')
  assert.ok(finished)
  return finished
}

async function endsIn(name: string): Promise<unknown[]> {
  const journal = localFolder(join(folder, name, 'journal'))
  const names = (await journal.list('')).filter(path => path.includes('/runs/'))
  const records = await Promise.all(names.map(async path => parse((await journal.read(path)) ?? Buffer.of())))
  return records.filter(record => record !== null).map(({ kind }) => kind)
}

function leftIn(path: string): string[] {
  return existsSync(path) ? readdirSync(path, { recursive: true }).map(String) : []
}

suite('the timeout of an entity', { timeout: 60_000, skip: realServer() !== null }, () => {
  for (const [name, match] of Object.entries({
    described: 'sp_describe_first_result_set',
    read: /FROM \[dbo\]\.\[slow/,
  })) {
    test(`W7 it ends an entity that is being ${name}: failed, journaled once, nothing left, and it says what to do`, async () => {
      server.standIn?.faults.add({ match, hang: name === 'read' ? { afterRows: 2 } : {} })
      const { status, error } = await moved(name, { flow: 3600, entity: 1 })
      assert.deepEqual([status, error?.code, error?.seconds], ['failed', 'ENTITY_TIMEOUT', 1])
      assert.match(error?.message ?? '', /^f\.e took longer than its timeout of 1 s/)
      assert.match(error?.advice ?? '', /Nothing of this run is kept.*Raise `timeout`/)
      assert.deepEqual(await endsIn(name), ['failed'])
      assert.deepEqual(leftIn(join(folder, name, 'out')), [], 'nothing is staged or published')
      // On a busy machine the time may be over before the statement that hangs.
      server.standIn?.faults.clear()
      const next = await moved(name, { flow: 3600 })
      assert.deepEqual([next.status, next.rows], ['ok', 3])
    })
  }

  test('W7 said by the defaults it holds too', async () => {
    server.standIn?.faults.add({ match: /FROM \[dbo\]\.\[slow/, hang: {} })
    assert.equal((await moved('defaults', { flow: 1 })).error?.code, 'ENTITY_TIMEOUT')
  })

  test('it begins anew for each run of the entity, and publishing is not cut', async () => {
    const file = join(folder, 'limit.yml')
    const home = { type: 'mssql', connection: 'c', table }
    const f = { home, store: { type: 'local', path: 'limit' }, entities: [{ name: 'e', timeout: 0.05 }] }
    writeFileSync(file, JSON.stringify({ connections: { c: server.connection() }, flows: { f } }))
    const [entity] = (await loadWorkspace(file)).entities
    const control = new AbortController()
    const limit = new Limit(entity!, control, () => 7)
    limit.start()
    limit.stop()
    await new Promise(resolve => setTimeout(resolve, 100))
    assert.equal(control.signal.aborted, false)
    limit.start()
    await new Promise(resolve => control.signal.addEventListener('abort', resolve))
    assert.match(String(control.signal.reason), /stopped after 7 rows/)
  })
})
