import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { FAULT_POINTS } from '../../lib/flow/faults.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

test('docs/reliability.md lists every fault point, in order, with what a crash leaves and how it ends', async () => {
  const page = await readFile(join(ROOT, 'docs', 'reliability.md'), 'utf8')
  const listed = [...page.matchAll(/^\| `([a-z.-]+)` \| (.+) \| (.+) \|$/gm)].map(([, point]) => point)
  assert.deepEqual(listed, [...FAULT_POINTS])
  assert.ok(FAULT_POINTS.length >= 24)
})

test('every fault point stands somewhere in the code', async () => {
  const files = (await readdir(join(ROOT, 'lib'), { recursive: true })).filter(name => name.endsWith('.ts'))
  const sources = await Promise.all(
    files.filter(name => !name.endsWith('faults.ts')).map(name => readFile(join(ROOT, 'lib', name), 'utf8')),
  )
  const code = sources.join('\n')
  for (const point of FAULT_POINTS) {
    assert.match(code, new RegExp(`eached\\([^)]*'${point.replace('.', '\\.')}'`), `${point} is reached nowhere`)
  }
})

test('a fault that aims at nothing is refused: a test could pass for the wrong reason', async () => {
  const faults = new URL('../../lib/flow/faults.ts', import.meta.url).href
  const run = (HYGGE_FAULT: string) =>
    promisify(execFile)(process.execPath, ['--input-type=module', '-e', `await import('${faults}')`], {
      env: { ...process.env, HYGGE_FAULT },
    })
  for (const setting of ['nowhere:kill', 'done.after:explode', 'done.after', ':kill']) {
    await assert.rejects(run(setting), /HYGGE_FAULT=.* names no fault point/)
  }
  await run('done.after#3:delay=5')
})
