/** Which servers a run goes to, and how often. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { EntityFinished } from '../../lib/events.ts'
import { plan, type RunOptions, run } from '../../lib/flow/run.ts'
import type { MssqlConnection } from '../../lib/mssql/connection.ts'
import { loadWorkspace } from '../../lib/workspace/load.ts'
import type { Workspace } from '../../lib/workspace/workspace.ts'
import { startTestServer, type TestServer } from '../support/sql-server.ts'

const TABLES = 5
let server: TestServer
const folder = mkdtempSync(join(tmpdir(), 'hygge-connections-'))
const tables: string[] = []
before(async () => {
  server = await startTestServer()
  for (let i = 0; i < TABLES; i++) {
    const table = await server.createTable('id int NOT NULL PRIMARY KEY', `connected ${i}`)
    await server.execute(`INSERT INTO ${table} VALUES (${i})`)
    tables.push(table)
  }
})
after(async () => {
  await server[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true, force: true })
})

/** A server that nobody is to go to; it would say nothing. */
async function unused() {
  let asked = 0
  const listener = createServer(socket => {
    asked++
    socket.destroy()
  }).listen(0, '127.0.0.1')
  await new Promise(resolve => listener.once('listening', resolve))
  const address = listener.address()
  assert.ok(address !== null && typeof address === 'object')
  return {
    port: address.port,
    asked: () => asked,
    async [Symbol.asyncDispose]() {
      listener.close()
    },
  }
}

/** Every table as an entity of `used`, and one of `idle`. */
async function workspaceOf(name: string, idle: number, more: Partial<MssqlConnection> = {}): Promise<Workspace> {
  const store = { type: 'local', path: `${name}/{flow}` }
  const flow = (connection: string, entities: object[]) => ({ home: { type: 'mssql', connection }, store, entities })
  const file = join(folder, `${name}.yml`)
  const said = {
    options: { concurrency: 2 },
    connections: {
      here: { ...server.connection(), ...more },
      there: { ...server.connection(), port: idle },
    },
    flows: {
      used: flow(
        'here',
        tables.map((table, i) => ({ name: `t${i}`, home: { table } })),
      ),
      idle: flow('there', [{ name: 'nothing', home: { table: 'dbo.nothing' } }]),
    },
  }
  writeFileSync(file, JSON.stringify(said))
  return loadWorkspace(file)
}

async function finishedOf(workspace: Workspace, options: RunOptions): Promise<EntityFinished[]> {
  const finished: EntityFinished[] = []
  for await (const event of run(workspace, options)) if (event.type === 'entity.finished') finished.push(event)
  return finished
}

const opened = () => server.standIn?.connections.total ?? 0

test('W32 only the connections of selected entities are opened, only when they are needed, and they are used again', async () => {
  await using there = await unused()
  const workspace = await workspaceOf('lazily', there.port)
  const before = opened()
  const finished = await finishedOf(workspace, { select: ['used'] })
  assert.deepEqual(
    finished.map(({ status, rows }) => [status, rows]),
    tables.map(() => ['ok', 1]),
  )
  // Two entities at a time, for two statements each: no more than two sessions.
  if (server.standIn) assert.ok(opened() - before <= 2, `${opened() - before} sessions for ${TABLES} tables`)
  const { entities } = await plan(workspace, { select: ['used'] })
  assert.equal(entities.length, TABLES)
  assert.equal(there.asked(), 0)
  const { standIn } = server
  // A server sees a little later that a client has left.
  for (let i = 0; i < 100 && standIn && standIn.connections.sessions > 0; i++) await sleep(50)
  if (standIn) assert.equal(standIn.connections.sessions, 0, 'a run gives back all it had')
})

test('a pool of one serves them all, one after the other', async () => {
  await using there = await unused()
  const workspace = await workspaceOf('narrow', there.port, { pool: { size: 1 } })
  const before = opened()
  const finished = await finishedOf(workspace, { select: ['used'] })
  assert.ok(finished.every(({ status }) => status === 'ok'))
  if (server.standIn) assert.equal(opened() - before, 1)
})

test('a pool that is exhausted fails the entity that waits, which says what to raise', async () => {
  if (!server.standIn) return
  await using there = await unused()
  const workspace = await workspaceOf('exhausted', there.port, { pool: { size: 1, acquire_timeout: 0.2 } })
  workspace.options.tries = 1
  // The first one that reads stands still until the other has given up.
  server.standIn.faults.add({ match: /FROM \[?dbo\]?\.\[connected \d/, hang: { afterRows: 1 } })
  const control = new AbortController()
  const finished: EntityFinished[] = []
  for await (const event of run(workspace, { select: ['used.t0', 'used.t1'], signal: control.signal })) {
    if (event.type !== 'entity.finished') continue
    finished.push(event)
    control.abort(new Error('enough'))
  }
  server.standIn.faults.clear()
  assert.equal(finished[0]?.error?.code, 'POOL_EXHAUSTED')
  assert.match(finished[0]?.error?.advice ?? '', /pool\.size/)
})
