/** Tables whose columns change between runs: what is refused changes nothing, what is allowed is told, and a new version has a place of its own. */
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { RunEvent } from '../../lib/events.ts'
import { run } from '../../lib/flow/run.ts'
import { Spot } from '../support/increments.ts'
import { startTestServer, type TestServer } from '../support/sql-server.ts'

let server: TestServer
before(async () => {
  server = await startTestServer()
})
after(() => server[Symbol.asyncDispose]())

async function tableOf(): Promise<{ spot: Spot; table: string }> {
  const table = await server.createTable('[id] int NOT NULL PRIMARY KEY, [n] int NULL, [more] nvarchar(9) NULL')
  await server.execute(`INSERT INTO ${table} VALUES (1, 10, N'a'), (2, 20, N'b')`)
  return { spot: await Spot.make(server.connection(), table), table }
}

async function files(spot: Spot, folder = 'e'): Promise<string[]> {
  const path = join(spot.folder, 'out', folder)
  return existsSync(path) ? (await readdir(path)).toSorted() : []
}

test('columns that come, go and grow are told and let through', async () => {
  const { spot, table } = await tableOf()
  await spot.move('incremental', 'id')
  await server.execute(`ALTER TABLE ${table} ADD [extra] date NULL`)
  await server.execute(`ALTER TABLE ${table} DROP COLUMN [more]`)
  await server.execute(`ALTER TABLE ${table} ALTER COLUMN [n] bigint NULL`)
  await server.execute(`INSERT INTO ${table} ([id], [n]) VALUES (3, 9007199254740993)`)
  const planned = await spot.plan('incremental', 'id')
  assert.deepEqual(planned.drift, [
    { column: 'more', kind: 'drop', was: 'utf8' },
    { column: 'n', kind: 'widen', was: 'int32', now: 'int64' },
    { column: 'extra', kind: 'add', now: 'date' },
  ])
  const moved = await spot.move('incremental', 'id')
  assert.match(moved.notes.join('\n'), /^Since the last run n was int32 and is the wider int64$/m)
  assert.deepEqual(await spot.rows(), ['1 10', '2 20', '3 9007199254740993'])
  const again = await spot.plan('incremental', 'id')
  assert.equal(again.drift, undefined)
  // Files of the first run still have the column that is gone.
  assert.deepEqual(
    again.gone?.map(({ name }) => name),
    ['more'],
  )
  await server.execute(`ALTER TABLE ${table} ADD [more] int NULL`)
  const back = await spot.run('incremental', 'id')
  assert.equal(back.error?.code, 'SCHEMA_DRIFT')
  assert.match(back.error?.message ?? '', /f\.e are no longer those of its last run: more was utf8 and is int32\./)
  await spot.move('full_drop', 'id')
  assert.equal((await spot.plan('incremental', 'id')).gone, undefined)
})

test('another type is refused with exit code 4, and nothing is changed; a full_drop replaces everything', async () => {
  const { spot, table } = await tableOf()
  await spot.move('incremental', 'id')
  const before = await files(spot)
  const { last } = await spot.memory()
  await server.execute(`ALTER TABLE ${table} ALTER COLUMN [n] nvarchar(20) NULL`)
  await server.execute(`INSERT INTO ${table} ([id], [n]) VALUES (3, N'thirty')`)
  const events: RunEvent[] = []
  for await (const event of run(await spot.workspace('incremental', 'id'))) events.push(event)
  const end = events.at(-1)
  assert.ok(end?.type === 'run.finished')
  assert.equal(end.exit_code, 4)
  const refused = events.find(event => event.type === 'entity.finished')
  assert.deepEqual([refused?.status, refused?.error?.code], ['failed', 'SCHEMA_DRIFT'])
  assert.match(refused?.error?.message ?? '', /n was int32 and is utf8/)
  assert.match(refused?.error?.advice ?? '', /--full-drop, or write `schema_drift: { change: new_version }`/)
  assert.deepEqual(await files(spot), before)
  assert.deepEqual((await spot.memory()).last, last)
  // Whoever goes back in the journal has the same files standing.
  await spot.rewind(null)
  assert.equal((await spot.run('incremental', 'id')).error?.code, 'SCHEMA_DRIFT')
  await spot.move('full_drop', 'id')
  assert.deepEqual(await spot.rows(), ['1 10', '2 20', '3 thirty'])
  assert.equal((await spot.move('incremental', 'id')).rows, 0)
})

test('what is to be refused is refused, in a full_drop too', async () => {
  const { spot, table } = await tableOf()
  await spot.move('full_drop', false)
  await server.execute(`ALTER TABLE ${table} ADD [extra] int NULL`)
  await server.execute(`ALTER TABLE ${table} DROP COLUMN [more]`)
  const refused = await spot.run('full_drop', false, { more: { schema_drift: { add: 'fail', drop: 'fail' } } })
  assert.equal(refused.error?.code, 'SCHEMA_DRIFT')
  assert.match(refused.error?.message ?? '', /more \(utf8\) is gone; extra \(int32\) is new/)
  assert.match(refused.error?.advice ?? '', /write `schema_drift: { drop: allow, add: allow }`/)
  assert.equal((await spot.run('full_drop', false, { more: { schema_drift: { add: 'fail' } } })).status, 'failed')
  assert.equal((await spot.move('full_drop', false)).rows, 2)
})

for (const mode of ['incremental', 'full_drop'] as const) {
  test(`a new version settles beside the old one: ${mode}`, async () => {
    const { spot, table } = await tableOf()
    const policy = { more: { schema_drift: { change: 'new_version' } } }
    await spot.move(mode, 'id', policy)
    const old = await files(spot)
    await server.execute(`ALTER TABLE ${table} ALTER COLUMN [n] nvarchar(20) NULL`)
    await server.execute(`INSERT INTO ${table} ([id], [n]) VALUES (3, N'thirty')`)
    const moved = await spot.move(mode, 'id', policy)
    assert.match(moved.notes.join('\n'), /settles in a place of its own from now on: .*e_v2$/m)
    assert.equal(moved.rows, mode === 'incremental' ? 1 : 3)
    assert.deepEqual(await files(spot), old, 'the old version stands as it was')
    assert.equal((await files(spot, 'e_v2')).length, 1)
    await server.execute(`INSERT INTO ${table} ([id], [n]) VALUES (4, N'forty')`)
    // Without saying it again: it goes on where it settled last.
    const next = await spot.move(mode, 'id')
    assert.equal(next.rows, mode === 'incremental' ? 1 : 4)
    assert.ok(next.files.every(({ path }) => path.includes('e_v2')))
    assert.deepEqual(await files(spot), old)
    await server.execute(`ALTER TABLE ${table} ALTER COLUMN [more] nvarchar(30) NULL`)
    assert.equal((await spot.plan(mode, 'id')).drift, undefined, 'longer text is the same type in the files')
    assert.equal((await spot.memory()).last?.version, 2)
  })
}

test('a new version without new rows is there with its columns', async () => {
  const { spot, table } = await tableOf()
  await spot.move('incremental', 'id')
  await server.execute(`ALTER TABLE ${table} ALTER COLUMN [n] nvarchar(20) NULL`)
  const moved = await spot.move('incremental', 'id', { more: { schema_drift: { change: 'new_version' } } })
  assert.deepEqual([moved.rows, (await files(spot, 'e_v2')).length], [0, 1])
})
