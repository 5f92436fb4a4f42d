import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import fc from 'fast-check'
import { runCommand } from '../../lib/cli/command-line.ts'

test('the command to run is the dry one without what makes it dry', () => {
  assert.equal(
    runCommand(['flows.yml', '--dry-run', '-v', '--select', '*.orders', '--full-drop']),
    "hygge-run flows.yml --select '*.orders' --full-drop",
  )
})

test('secrets that were given are not shown again', () => {
  assert.equal(
    runCommand([
      'f.yml',
      '--set',
      'flow.a.home.password=p=q r',
      '--set=flow.a.client_secret=x',
      '--set',
      'flow.a.store.path=/t',
    ]),
    "hygge-run f.yml --set 'flow.a.home.password=******' '--set=flow.a.client_secret=******' --set flow.a.store.path=/t",
  )
})

test('a shell reads back the words that were typed', () => {
  const word = fc.string({ unit: 'grapheme', minLength: 1 }).filter(text => !text.includes('\0'))
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), words => {
      fc.pre(
        words.every(text => !['--dry-run', '-v', '--verbose', '--set'].includes(text) && !text.startsWith('--set=')),
      )
      const script = `hygge-run() { printf '%s\\0' "$@"; }; ${runCommand(words)}`
      const read = execFileSync('bash', ['-c', script], { encoding: 'utf8' })
      assert.deepEqual(read.split('\0').slice(0, -1), words)
    }),
    { numRuns: 25 },
  )
})
