/** A flow that does not load, in a run that does not need it. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { RunEvent } from '../../lib/events.ts'
import { run } from '../../lib/flow/run.ts'
import { loadWorkspace } from '../../lib/workspace/load.ts'
import { assertEvent } from '../e2e/support/project.ts'

test('is an event of the run, with every problem and its place', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'hygge-broken-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'flows.yml')
  writeFileSync(
    file,
    `options: { tries: 1 }
connections:
  c: { type: mssql, server: 127.0.0.1, port: 1, database: d, authentication: { type: sql, user: u, password: geheim } }
flows:
  good: { home: { type: mssql, connection: c, table: t }, store: { type: local, path: out }, entities: [a] }
  bad: { home: { type: mssql, connection: cc, table: t }, store: { type: local, pth: out2 }, entities: [x, y] }
`,
  )
  const events: RunEvent[] = []
  const workspace = await loadWorkspace(file, { partly: true })
  for await (const event of run(workspace, { select: ['good'] })) events.push(event)
  for (const event of events) assertEvent(event)
  const [first, second] = events
  assert.equal(first?.type, 'run.started')
  assert.ok(second?.type === 'flow.broken')
  assert.deepEqual([second.flow, second.entities], ['bad', ['x', 'y']])
  assert.deepEqual(
    second.problems.map(({ line, key, advice }) => [line, key, advice]),
    [[6, 'flows.bad.store.pth', 'did you mean `path`?']],
  )
  assert.equal(events.filter(({ type }) => type === 'flow.broken').length, 1)
})
