/** SIGKILL exactly between the two renames of a swap: what the next run does first, whatever else fails. */
import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { after, before, suite, test } from 'node:test'
import { parse, stringify } from 'yaml'
import { filesIn, type Place, place, rowsIn, runHygge } from '../support/crash.ts'
import { startTestServer, type TestServer } from '../support/sql-server.ts'

let server: TestServer
let table: string
before(async () => {
  server = await startTestServer()
  table = await server.createTable('id int NOT NULL PRIMARY KEY, name nvarchar(40) NULL', 'swapped')
  await server.execute(`INSERT INTO ${table} VALUES (1, N'one'), (2, N'two')`)
})
after(() => server[Symbol.asyncDispose]())

const NEW = ['1|one', '2|two']

interface Written {
  connections: { it: { port: number } }
  options?: object
  flows: { f: { home: { table?: string }; entities: unknown[] } }
}

async function rewrite(spot: Place, change: (workspace: Written) => void): Promise<void> {
  const workspace: Written = parse(await readFile(spot.file, 'utf8'))
  change(workspace)
  await writeFile(spot.file, stringify(workspace))
}

/** A place that a first run has filled, and a second one died in, with no folder for readers; and then the source is down. */
async function died(t: { after(work: () => Promise<void>): void }, entity?: string): Promise<Place> {
  const spot = await place(server.connection(), table, 'full_drop', 100)
  t.after(spot.remove)
  if (entity !== undefined) {
    await rewrite(spot, ({ flows }) => {
      delete flows.f.home.table
      flows.f.entities = [entity]
    })
  }
  assert.equal((await runHygge(spot)).code, 0)
  assert.equal((await runHygge(spot, { fault: 'publish.old-aside:kill' })).signal, 'SIGKILL')
  await rewrite(spot, workspace => {
    workspace.connections.it.port = 1
    workspace.options = { tries: 1 }
  })
  return spot
}

suite('a swap that died in its middle', { timeout: 120_000 }, () => {
  test('is finished before the source is asked, which may be down', async t => {
    const spot = await died(t)
    assert.equal(await rowsIn(spot), null, 'readers have nothing: that is what this is about')
    const next = await runHygge(spot)
    assert.deepEqual([next.code, next.finished?.status], [0, 'ok'])
    assert.deepEqual(await rowsIn(spot), NEW)
    assert.ok((await filesIn(spot)).every(file => file.startsWith('rows/')))
  })

  test('is finished first when a new load follows, whose failure changes nothing of that', async t => {
    const spot = await died(t)
    const next = await runHygge(spot, { args: ['--fresh'] })
    assert.deepEqual([next.code, next.finished?.error?.code], [1, 'CONNECTION_FAILED'])
    assert.deepEqual(
      next.finished?.recovered?.map(({ how }) => how),
      ['published'],
    )
    assert.deepEqual(await rowsIn(spot), NEW)
  })

  test('is finished for a table of a pattern, too, whose catalog cannot be asked', async t => {
    const name = table.replaceAll(/[[\]]/g, '')
    const spot = await died(t, `${name.slice(0, -2)}*`)
    const read = () => rowsIn({ ...spot, entity: `${spot.out}/${name}` })
    assert.equal(await read(), null)
    const next = await runHygge(spot)
    assert.equal(next.code, 1)
    const finished = next.events.filter(event => event.type === 'entity.finished')
    assert.deepEqual(
      finished.map(({ status, error }) => [status, error?.code]),
      [
        ['failed', 'CONNECTION_FAILED'],
        ['ok', undefined],
      ],
    )
    assert.deepEqual(await read(), NEW)
  })
})
