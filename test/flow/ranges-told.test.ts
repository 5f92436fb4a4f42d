/** An entity that is read in several ranges tells of each when it is staged; one that is read as a whole tells of none. */
import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { RangeFinished, RunEvent } from '../../lib/events.ts'
import { loadWorkspace, run } from '../../lib/index.ts'
import { startTestServer, type TestServer } from '../support/sql-server.ts'

const ROWS = 500
let server: TestServer
let folder: string
let table: string
before(async () => {
  server = await startTestServer()
  folder = await mkdtemp(join(tmpdir(), 'hygge-ranges-told-'))
  table = await server.createTable('[id] int NOT NULL PRIMARY KEY')
  const values = Array.from({ length: ROWS }, (_, id) => `(${id})`).join(', ')
  await server.execute(`INSERT INTO ${table} VALUES ${values}`)
})
after(async () => {
  await server[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})

async function eventsOf(ranges: number): Promise<RunEvent[]> {
  const file = join(folder, `${ranges}.yml`)
  const home = { type: 'mssql', connection: 'it', table, ranges, range_column: 'id' }
  const f = { home, store: { type: 'local', path: 'out' }, entities: ['a'] }
  await writeFile(file, JSON.stringify({ name: 'w', connections: { it: server.connection() }, flows: { f } }))
  const events: RunEvent[] = []
  for await (const event of run(await loadWorkspace(file))) events.push(event)
  return events
}

test('each range once, with the rows of all', async () => {
  const events = await eventsOf(2)
  const told = events.filter((event): event is RangeFinished => event.type === 'range.finished')
  assert.deepEqual(told.map(({ range, of }) => `${range} of ${of}`).toSorted(), ['0 of 2', '1 of 2'])
  assert.ok(told.every(({ flow, entity, rows, seconds }) => `${flow}.${entity}` === 'f.a' && rows > 0 && seconds > 0))
  assert.equal(
    told.reduce((sum, { rows }) => sum + rows, 0),
    ROWS,
  )
  const types = events.map(({ type }) => type)
  assert.ok(types.indexOf('range.finished') > types.indexOf('entity.started'))
  assert.ok(types.lastIndexOf('range.finished') < types.indexOf('entity.finished'))
})

test('a whole that has no ranges tells of none', async () => {
  const events = await eventsOf(1)
  assert.ok(events.some(event => event.type === 'entity.finished' && event.rows === ROWS))
  assert.ok(!events.some(({ type }) => type === 'range.finished'))
})
