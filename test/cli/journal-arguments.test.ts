import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseArguments } from '../../lib/cli/arguments.ts'
import type { JournalArguments } from '../../lib/cli/journal-arguments.ts'

function parsed(...words: string[]): JournalArguments {
  const invocation = parseArguments(['journal', ...words], '1')
  assert.equal(invocation.command, 'journal', JSON.stringify(invocation))
  return invocation.arguments
}

function refused(...words: string[]): string {
  const invocation = parseArguments(['journal', ...words], '1')
  assert.equal(invocation.command, 'refused', JSON.stringify(invocation))
  return invocation.message
}

const COMMON = { file: 'flows.yml', json: false, verbose: false }

test('show: a file, then perhaps an entity', () => {
  const show = { ...COMMON, action: 'show', entity: null, last: null }
  assert.deepEqual(parsed('show', 'flows.yml'), show)
  assert.deepEqual(parsed('show', 'flows.yml', 'erp.orders', '--last', '7', '--json', '-v'), {
    ...show,
    entity: 'erp.orders',
    last: 7,
    json: true,
    verbose: true,
  })
  assert.deepEqual(parsed('--json', 'show', '--last=1', 'flows.yml'), { ...show, last: 1, json: true })
})

test('rewind and reset: a file and an entity', () => {
  const rewind = { ...COMMON, action: 'rewind', entity: 'orders', to: '7', yes: false }
  assert.deepEqual(parsed('rewind', 'flows.yml', 'orders', '--to', '7'), rewind)
  assert.deepEqual(parsed('rewind', '-y', '--to=-7', 'flows.yml', 'orders'), { ...rewind, to: '-7', yes: true })
  assert.deepEqual(parsed('reset', 'flows.yml', 'orders', '--yes', '--json'), {
    ...rewind,
    action: 'reset',
    to: null,
    yes: true,
    json: true,
  })
})

test('what is missing, too much or of a run is refused', () => {
  const cases: [string[], RegExp][] = [
    [[], /^Usage: hygge-run journal/],
    [['shwo', 'x'], /unknown command 'shwo'/],
    [['show'], /missing required argument 'file'/],
    [['show', 'f', 'e', 'x'], /too many arguments/],
    [['show', 'f', '--last', '0'], /Expected a whole number of at least 1/],
    [['show', 'f', '--to', '1'], /unknown option '--to'/],
    [['rewind', 'f', 'e'], /required option '--to <run\|value>' not specified/],
    [['rewind', 'f', 'e', '--to', ' '], /`journal reset` forgets all/],
    [['rewind', 'f', '--to', '1'], /missing required argument 'entity'/],
    [['reset', 'f', 'e', '--to', '1'], /unknown option '--to'/],
    [['show', 'f', '--full-drop'], /option '--full-drop' does not go with journal show/],
    [['reset', 'f', 'e', '--select', 'x'], /option '--select <names>' does not go with journal reset/],
  ]
  for (const [words, message] of cases) assert.match(refused(...words), message)
})

test('help shows the grammar; a file called journal is run by its word', () => {
  for (const [words, text] of [
    [['journal', '--help'], 'journal rewind flows.yml erp.orders --to'],
    [['journal', 'show', '--help'], 'journal show [options] <file> [entity]'],
    [['--help'], 'journal show flows.yml'],
  ] as const) {
    const help = parseArguments([...words], '1')
    assert.ok(help.command === 'text' && help.text.includes(text), JSON.stringify(help))
  }
  const run = parseArguments(['run', 'journal'], '1')
  assert.ok(run.command === 'run' && run.arguments.file === 'journal')
})
