/** What a run and a dry run do with the journal, against a server that is not there: nothing else is needed for it. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { loadWorkspace, plan, type RunEvent, run, type Workspace } from '../../lib/index.ts'
import { FOLD_OVER } from '../../lib/journal/journal.ts'
import { nameOf } from '../../lib/journal/layout.ts'
import { localFolder } from '../../lib/journal/local-folder.ts'
import { parse, serialize } from '../../lib/journal/record.ts'
import { ended } from '../journal/records.ts'

/** A port that refuses. */
async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

async function workspace(t: TestContext, journal: string): Promise<{ folder: string; workspace: Workspace }> {
  const folder = mkdtempSync(join(tmpdir(), 'hygge-run-journal-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'flows.yml')
  const authentication = '{ type: sql, user: u, password: geheim }'
  const connection = `{ type: mssql, server: 127.0.0.1, port: ${await closedPort()}, database: d, authentication: ${authentication} }`
  writeFileSync(
    file,
    `journal: ${journal}
options: { workers: 1 }
connections:
  erp: ${connection}
flows:
  erp:
    home: { type: mssql, connection: erp, table: "dbo.{entity}" }
    store: { type: local, path: out }
    entities: [orders]
  other:
    home: { type: mssql, connection: erp, table: "dbo.{entity}" }
    store: { type: local, path: elsewhere }
    entities: [orders]
`,
  )
  return { folder, workspace: await loadWorkspace(file, { env: {} }) }
}

/** As runs leave them, but not synced, which would take a while. */
function fill(journal: string, flow: string, count: number): void {
  for (let at = 0; at < count; at++) {
    const record = ended({ flow, at })
    const path = join(journal, ...nameOf(record).split('/'))
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, serialize(record))
  }
}

async function events(found: AsyncIterable<RunEvent>): Promise<RunEvent[]> {
  const all: RunEvent[] = []
  for await (const event of found) all.push(event)
  return all
}

test('a dry run makes nothing, wherever the journal is', async t => {
  for (const journal of ['{ path: .hygge/journal }', '{ location: store }']) {
    const { folder, workspace: loaded } = await workspace(t, journal)
    const { entities } = await plan(loaded)
    assert.deepEqual(
      entities.map(entity => entity.error?.code !== undefined),
      [true, true],
    )
    assert.deepEqual(readdirSync(folder), ['flows.yml'])
  }
})

test('each entity is remembered in its own store with `location: store`', async t => {
  const { folder, workspace: loaded } = await workspace(t, '{ location: store }')
  const finished = (await events(run(loaded))).at(-1)
  assert.equal(finished?.type === 'run.finished' && finished.failed, 2)
  for (const [base, flow] of [
    ['out', 'erp'],
    ['elsewhere', 'other'],
  ]) {
    assert.deepEqual(readdirSync(join(folder, base!, '.hygge_journal')), [flow])
  }
  assert.equal(existsSync(join(folder, '.hygge')), false)
})

test('at the end of a run every journal is folded that has enough runs, and only those', async t => {
  const { folder, workspace: loaded } = await workspace(t, '{ location: store }')
  const [big, small] = ['out', 'elsewhere'].map(base => join(folder, base, '.hygge_journal'))
  fill(big!, 'erp', FOLD_OVER + 10)
  fill(small!, 'other', 20)
  await events(run(loaded))
  assert.deepEqual(
    readdirSync(join(big!, '_history')).filter(name => name !== 'lease'),
    ['000000000001.parquet'],
  )
  assert.ok(readdirSync(join(big!, 'erp', 'orders', 'runs')).length < 5)
  assert.equal(existsSync(join(small!, '_history')), false)
})

test('an interrupted run does not fold, and a fold that cannot be done fails no run', async t => {
  const { folder, workspace: loaded } = await workspace(t, '{ path: journal }')
  const journal = join(folder, 'journal')
  fill(journal, 'erp', FOLD_OVER + 10)
  await events(run(loaded, { signal: AbortSignal.abort(new Error('stop')) }))
  assert.equal(existsSync(join(journal, '_history')), false)

  mkdirSync(join(journal, '_history'))
  writeFileSync(join(journal, '_history', 'notes.txt'), 'mine')
  const found = await events(run(loaded))
  assert.equal(found.at(-1)?.type, 'run.finished')
  assert.deepEqual(readdirSync(join(journal, '_history')).toSorted(), ['lease', 'notes.txt'])
  assert.ok(readdirSync(join(journal, 'erp', 'orders', 'runs')).length > FOLD_OVER)
})

test("W6 the workspace's options and name reach the run and its journal", async t => {
  const { folder, workspace: loaded } = await workspace(t, '{ path: .hygge/journal }')
  assert.deepEqual([loaded.options.workers, loaded.options.concurrency], [1, 4])
  const text = readFileSync(loaded.file, 'utf8').replace('{ workers: 1 }', '{ workers: 2, concurrency: 3, tries: 1 }')
  writeFileSync(loaded.file, `name: factory\n${text}`)
  const [started] = await events(run(await loadWorkspace(loaded.file, { env: {} })))
  assert.partialDeepStrictEqual(started, { type: 'run.started', name: 'factory', concurrency: 3, workers: 2 })
  const journal = localFolder(join(folder, '.hygge', 'journal'))
  const ends = (await journal.list('')).filter(name => name.endsWith('/failed.json'))
  assert.equal(ends.length, 2)
  for (const name of ends) {
    const record = parse((await journal.read(name)) ?? Buffer.of())
    assert.equal(record?.kind === 'failed' && record.coordinator, 'factory')
  }
})
