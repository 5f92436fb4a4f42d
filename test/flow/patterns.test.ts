/** Patterns against a server: its catalog says which tables there are when the plan is made. */
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { check } from '../../lib/check/check.ts'
import { ConfigError } from '../../lib/errors.ts'
import type { EntityFinished, RunEvent } from '../../lib/events.ts'
import { expandPatterns } from '../../lib/flow/catalog.ts'
import { plan, type RunOptions, run } from '../../lib/flow/run.ts'
import { SessionThreads } from '../../lib/homes/mssql/session-threads.ts'
import { Pools } from '../../lib/mssql/pools.ts'
import { loadWorkspace } from '../../lib/workspace/load.ts'
import type { Workspace } from '../../lib/workspace/workspace.ts'
import { startCanned, table } from '../mssql/canned.ts'
import type { SqlColumn } from '../stand-ins/sql-server/types.ts'
import { startTestServer, type TestServer } from '../support/sql-server.ts'

let server: TestServer
const folder = mkdtempSync(join(tmpdir(), 'hygge-patterns-'))
/** Unique among the tables of a real server. */
const word = `p${process.pid}`
before(async () => {
  server = await startTestServer()
  for (const name of ['b', 'a', 'with blank', 'tmp']) {
    await server.execute(`CREATE TABLE dbo.[${word} ${name}] (id int NOT NULL PRIMARY KEY)`)
    await server.execute(`INSERT INTO dbo.[${word} ${name}] VALUES (1), (2)`)
  }
})
after(async () => {
  for (const name of ['b', 'a', 'with blank', 'tmp']) await server.execute(`DROP TABLE dbo.[${word} ${name}]`)
  await server[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true, force: true })
})

async function workspaceOf(name: string, entities: unknown[], port?: number): Promise<Workspace> {
  const file = join(folder, `${name}.yml`)
  const home = { type: 'mssql', connection: 'c' }
  const other = { ...home, connection: 'd' }
  const said = {
    options: { workers: 1, tries: 1 },
    journal: { path: `${name}/journal` },
    connections: { c: server.connection(), d: { ...server.connection(), ...(port && { port }) } },
    flows: {
      f: { home, store: { type: 'local', path: `${name}/out` }, entities },
      ...(port && { g: { home: other, store: { type: 'local', path: `${name}/other` }, entities: ['dbo.*'] } }),
    },
  }
  writeFileSync(file, JSON.stringify(said))
  return loadWorkspace(file)
}

async function eventsOf(workspace: Workspace, options: RunOptions = {}): Promise<RunEvent[]> {
  const events: RunEvent[] = []
  for await (const event of run(workspace, options)) events.push(event)
  return events
}

function finishedOf(events: RunEvent[]): EntityFinished[] {
  return events.filter(event => event.type === 'entity.finished')
}

test('a pattern moves every table that it means, under the names of the tables, in their order', async () => {
  const workspace = await workspaceOf('all', [{ name: `dbo.${word}*`, exclude: [`dbo.${word} t*`] }])
  const { entities } = await plan(workspace)
  const names = ['a', 'b', 'with blank'].map(name => `dbo.${word} ${name}`)
  assert.deepEqual(
    entities.map(({ entity }) => entity),
    names,
  )
  const events = await eventsOf(workspace, { concurrency: 1 })
  assert.deepEqual(
    finishedOf(events).map(({ entity, status, rows }) => [entity, status, rows]),
    names.map(name => [name, 'ok', 2]),
  )
  assert.deepEqual(readdirSync(join(folder, 'all', 'out')).sort(), names)
  assert.ok(events[0]?.type === 'run.started' && events[0].entities === 3)
  // The journal knows them by these names: an increment of one of them goes on from there.
  const journal = readdirSync(join(folder, 'all', 'journal'), { recursive: true }).map(String)
  for (const name of names)
    assert.ok(
      journal.some(path => path.includes(name)),
      name,
    )
})

test('views only when they are asked for', async () => {
  // The stand-in has no views, so the catalog is written here.
  const texts = (name: string): SqlColumn => ({ name, type: { name: 'nvarchar', length: 128 }, nullable: false })
  const columns = [texts('schema'), texts('name'), texts('kind')]
  const catalog = [
    ['dbo', 'dbo'],
    ['Orders', 'OrderSums'],
    ['table', 'view'],
  ]
  await using canned = await startCanned(() => table(columns, catalog))
  const workspace = await workspaceOf('views', ['dbo.Order?', { name: 'dbo.*Sums', views: true }, 'dbo.Order*ms'])
  const pools = new Pools({ c: canned.connection }, 1, new SessionThreads(0))
  const signal = new AbortController().signal
  const expanded = await expandPatterns(workspace, {}, { pools, tries: 1, signal })
  await pools.close()
  assert.deepEqual(
    expanded.workspace.entities.map(({ name }) => name),
    ['dbo.Orders', 'dbo.OrderSums'],
  )
  const [[pattern, error] = []] = expanded.lost
  assert.equal(pattern?.name, 'dbo.Order*ms')
  assert.ok(error instanceof ConfigError && error.code === 'PATTERN_EMPTY')
  assert.match(error.message, /no table, only OrderSums/)
  assert.match(error.advice ?? '', /views: true/)
  assert.equal(canned.server.statements.filter(({ statement }) => statement.includes('sys.objects')).length, 1)
})

test('a pattern that means nothing fails alone, and lists what there is', async () => {
  const workspace = await workspaceOf('nothing', [`dbo.${word} x*`, `dbo.${word} a*`])
  const events = await eventsOf(workspace)
  const [lost, moved] = finishedOf(events)
  assert.equal(lost?.error?.code, 'PATTERN_EMPTY')
  assert.match(lost.error.message, new RegExp(`matches no table in c.*There are: .*dbo\\.${word} with blank`))
  assert.deepEqual([moved?.entity, moved?.status], [`dbo.${word} a`, 'ok'])
  const end = events.at(-1)
  assert.ok(end?.type === 'run.finished' && end.exit_code === 1 && end.failed === 1 && end.ok === 1)
  const { entities } = await plan(workspace)
  assert.deepEqual(
    entities.map(({ entity, error }) => [entity, error?.code]),
    [
      [`dbo.${word} a`, undefined],
      [`dbo.${word} x*`, 'PATTERN_EMPTY'],
    ],
  )
  const checked = []
  for await (const each of check(workspace)) checked.push(each)
  assert.equal(checked.at(-1)?.subject, `f.dbo.${word} x*`)
  assert.equal(checked.at(-1)?.hops[0]?.status, 'failed')
})

test('a server that cannot be asked loses its own pattern, and only when it is selected', async () => {
  const workspace = await workspaceOf('down', [`dbo.${word} a*`], 1)
  const finished = finishedOf(await eventsOf(workspace))
  assert.deepEqual(
    finished.map(({ flow, entity, status, error }) => [flow, entity, status, error?.code]),
    [
      ['g', 'dbo.*', 'failed', 'CONNECTION_FAILED'],
      ['f', `dbo.${word} a`, 'ok', undefined],
    ],
  )
  const selected = finishedOf(await eventsOf(workspace, { select: [`f.dbo.${word} a`] }))
  assert.deepEqual(
    selected.map(({ status }) => status),
    ['ok'],
  )
  await assert.rejects(eventsOf(workspace, { select: [`f.dbo.${word} aa`] }), { code: 'NOTHING_SELECTED' })
  workspace.options.continue_on_error = false
  const stopped = finishedOf(await eventsOf(workspace))
  assert.deepEqual(
    stopped.map(({ status }) => status),
    ['failed', 'skipped'],
  )
})
