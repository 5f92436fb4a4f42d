/** What a plan says beside what a run would do: why, what becomes of runs that died, how much to expect. */
import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { loadWorkspace, plan, run } from '../../lib/index.ts'
import { runProgram } from '../cli/process.ts'

const ROWS = 2500
let folder: string
let file: string
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hygge-outlook-'))
  file = join(folder, 'flows.yml')
  await mkdir(join(folder, 'in', 'a'), { recursive: true })
  await writeFile(
    join(folder, 'in', 'a', 'a.csv'),
    `id\n${Array.from({ length: ROWS }, (_, index) => index).join('\n')}\n`,
  )
  const store = '{ type: local, path: "out/{entity}", rows_per_file: 1000 }'
  const home = '{ type: local, path: "in/{entity}", format: csv }'
  await writeFile(file, `name: w\nflows:\n  f:\n    home: ${home}\n    store: ${store}\n    entities: [a]\n`)
})
after(() => rm(folder, { recursive: true, force: true }))

async function outlook(options: Parameters<typeof plan>[1] = {}) {
  const [entity] = (await plan(await loadWorkspace(file), options)).entities
  assert.equal(entity?.error, undefined)
  return { ...entity?.outlook, from: entity?.bytes }
}

test('first, again, and after a run that died', async () => {
  const first = 'the workspace says full_drop: everything is read, for the first time'
  const bytes = 3 + 20 + 90 * 3 + 900 * 4 + 1500 * 5
  assert.deepEqual(await outlook(), { why: first, earlier: [], bytes: null, files: 3, from: bytes })

  let written = 0
  for await (const event of run(await loadWorkspace(file))) if (event.type === 'entity.finished') written = event.bytes
  const anew = 'everything is read anew'
  const again = { why: `the workspace says full_drop: ${anew}`, earlier: [], bytes: written, files: 3, from: bytes }
  assert.deepEqual(await outlook(), again)
  const asked = `full_drop was asked for when this was started: ${anew}`
  assert.deepEqual(await outlook({ runType: 'full_drop' }), { ...again, why: asked })

  await runProgram('bin/hygge-run.ts', [file], { HYGGE_FAULT: 'committed.before:kill' })
  const { earlier } = await outlook()
  assert.equal(earlier?.length, 1)
  assert.match(earlier[0]!, /^goes on with the unfinished run \S+: it is young enough to be this run$/)
  const fresh = (await outlook({ fresh: true })).earlier
  assert.match(fresh?.[0] ?? '', /^sweeps the unfinished run \S+: --fresh asks for a new start$/)
  await runProgram('bin/hygge-run.ts', [file], { HYGGE_FAULT: 'publish.begin:kill' })
  const after = (await outlook()).earlier
  assert.match(after?.[0] ?? '', /^finishes publishing the run \S+: its files were complete$/)
})
