import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseArguments, type RunArguments } from '../../lib/cli/arguments.ts'

const DEFAULTS: RunArguments = {
  file: 'flows.yml',
  select: [],
  exclude: [],
  set: [],
  fresh: false,
  wait: false,
  dryRun: false,
  offline: false,
  report: null,
  json: false,
  plain: false,
  quiet: false,
  verbose: false,
}

function parsed(...words: string[]): RunArguments {
  const invocation = parseArguments(words, '1.2.3')
  assert.equal(invocation.command, 'run', JSON.stringify(invocation))
  return invocation.arguments
}

function refused(...words: string[]): string {
  const invocation = parseArguments(words, '1.2.3')
  assert.equal(invocation.command, 'refused', JSON.stringify(invocation))
  return invocation.message
}

test('a file is all it takes, with or without the word run', () => {
  assert.deepEqual(parsed('flows.yml'), DEFAULTS)
  assert.deepEqual(parsed('run', 'flows.yml'), DEFAULTS)
  assert.deepEqual(parsed(), { ...DEFAULTS, file: null })
  assert.deepEqual(parsed('run', '-v'), { ...DEFAULTS, file: null, verbose: true })
  assert.deepEqual(parsed('run', 'run'), { ...DEFAULTS, file: 'run' })
  assert.deepEqual(parsed('run', 'schema'), { ...DEFAULTS, file: 'schema' })
})

test('every option, before and after the file, under both names', () => {
  const options = [
    '--select',
    'a.b, c',
    '--exclude=d',
    '--select',
    'e.*',
    '--set',
    'flow.a.x=1,2',
    '--set',
    'flow.a.y=',
    '-v',
  ]
  const expected = {
    ...DEFAULTS,
    select: ['a.b', 'c', 'e.*'],
    exclude: ['d'],
    set: ['flow.a.x=1,2', 'flow.a.y='],
    concurrency: 12,
    runType: 'incremental',
    dryRun: true,
    json: true,
    verbose: true,
  }
  const all = [...options, '--concurrency', '12', '--incremental', '--dry-run', '--json']
  assert.deepEqual(parsed('flows.yml', ...all), expected)
  assert.deepEqual(parsed(...all, 'flows.yml'), expected)
  assert.deepEqual(parsed('run', 'flows.yml', ...all), expected)
  assert.deepEqual(parsed(...all, 'run', 'flows.yml'), expected)
  assert.deepEqual(parsed('flows.yml', '--offline'), { ...DEFAULTS, dryRun: true, offline: true })
  assert.deepEqual(parsed('flows.yml', '--full-drop', '--fresh', '--wait', '-q', '--plain'), {
    ...DEFAULTS,
    runType: 'full_drop',
    fresh: true,
    wait: true,
    quiet: true,
    plain: true,
  })
})

test('what does not go together is refused', () => {
  const cases: [string[], RegExp][] = [
    [['a.yml', 'b.yml'], /too many arguments/],
    [
      ['a.yml', '--full-drop', '--incremental'],
      /'--incremental'.*cannot be used with.*'--full-drop'|'--full-drop'.*cannot be used with.*'--incremental'/,
    ],
    [['a.yml', '--json', '--plain'], /'--json' cannot be used with option '--plain'/],
    [['a.yml', '-q', '-v'], /'-q, --quiet' cannot be used with option '-v, --verbose'/],
    [['a.yml', '--dryrun'], /unknown option '--dryrun'\n\(Did you mean --dry-run\?\)/],
    [['run', 'a.yml', '--jsn'], /unknown option '--jsn'/],
    [['a.yml', '--select'], /option '--select <names>' argument missing/],
    [['a.yml', '--select', 'a,,b'], /Expected names separated by commas, such as erp\.orders,erp\.customers\./],
  ]
  for (const [words, message] of cases) assert.match(refused(...words), message)
})

test('concurrency is a whole number of at least 1', () => {
  for (const value of ['0', '-1', '1.5', 'many', '', '1e3', '99999999']) {
    assert.match(refused('a.yml', `--concurrency=${value}`), /--concurrency/, value)
  }
  assert.equal(parsed('a.yml', '--concurrency', '1').concurrency, 1)
})

test('schema', () => {
  assert.deepEqual(parseArguments(['schema'], '1'), { command: 'schema', kind: 'flows' })
  assert.deepEqual(parseArguments(['schema', '--events'], '1'), { command: 'schema', kind: 'events' })
  assert.match(refused('schema', 'x'), /Allowed choices are flows, hygge, flow, entity/)
})

test('help names every option and has examples; the version is the package’s', () => {
  const help = parseArguments(['--help'], '1')
  assert.equal(help.command, 'text')
  for (const word of [
    '--select',
    '--set',
    '--dry-run',
    '--json',
    '-q, --quiet',
    'schema',
    'Examples:',
    'Exit codes:',
  ]) {
    assert.ok(help.text.includes(word), word)
  }
  assert.match(help.text, /^Usage: hygge-run \[run\] \[options\] \[file\]\n/)
  const run = parseArguments(['run', '-h'], '1')
  assert.ok(run.command === 'text' && run.text.startsWith('Usage: hygge-run run [options] [file]'), JSON.stringify(run))
  assert.deepEqual(parseArguments(['--version'], '1.2.3'), { command: 'text', text: 'hygge 1.2.3\n' })
})
