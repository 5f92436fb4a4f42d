import assert from 'node:assert/strict'
import { test } from 'node:test'
import { brokenFlows } from '../../lib/cli/broken.ts'
import { flowsFile, load } from '../workspace/files.ts'

test('flows that are left out are told with the place of every problem', async () => {
  const good = flowsFile()
  const bad = good.slice(good.indexOf('  f:')).replace('  f:', '  g:').replace('path: out', 'pth: other')
  const workspace = await load(`${good.trimEnd()}\n${bad}`, { partly: true })
  const [first, second, ...more] = brokenFlows(workspace)
  assert.equal(first, 'The flow g cannot run and is left out; this run does not need it:')
  assert.match(second ?? '', /^ {4}\/.*flows\.yml:10:27: flows\.g\.store\.pth: unknown key$/)
  assert.deepEqual(more, [])
  assert.deepEqual(brokenFlows(await load(good)), [])
})
