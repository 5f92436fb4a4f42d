/**
 * Long runs that CI does not make: `npm run stress -- kill --runs 1000 --seed 7` kills hygge from outside at random moments (the seed of a
 * failure replays it); `-- sweep` the whole kill sweep, into files and tables and from files; `-- ranges` ranges of every kind of key, and killed at each step; `-- disk` the whole
 * nth-failure sweep; `-- pair` two processes at once, twenty times; `-- lakes` all of that in ADLS, OneLake and a mirrored database. `-- load [--full] [--only a,b]`
 * big and bad days; its small form is part of `npm test`. Without a name all of them run; `--full` makes each as long as it gets.
 * What failed is named with the command that runs it again: `--only "<name of the test>"` for the long forms, the seed for `kill`.
 */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { killRuns } from './kill.ts'
import { loadRuns } from './load/load.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '100' },
    full: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
})

/** The test that has the short form, in its long form. */
function longForm(file: string, env: Record<string, string>): boolean {
  const path = fileURLToPath(new URL(`../test/${file}`, import.meta.url))
  const only = values.only === '' ? [] : ['--test-name-pattern', values.only]
  const words = ['--import', 'tsx', '--test', ...only, path]
  const well = spawnSync(process.execPath, words, { stdio: 'inherit', env: { ...process.env, ...env } }).status === 0
  if (!well) console.error('Run a test that failed again with the same command and --only "<its name>".')
  return well
}

const LAKES = [
  'stores/adls/conformance.test.ts',
  'stores/onelake/conformance.test.ts',
  'stores/open-mirroring/conformance.test.ts',
  'journal/lake-folder.test.ts',
  'flow/lake-failures.test.ts',
  'flow/replicas.test.ts',
  'flow/kill-sweep-lakes.test.ts',
]

const suites: Record<string, () => boolean | Promise<boolean>> = {
  load: () =>
    loadRuns(
      values.full,
      values.only.split(',').filter(name => name !== ''),
    ),
  kill: () => killRuns(wholeNumber('--runs', values.runs), wholeNumber('--seed', values.seed)),
  sweep: () =>
    [
      'flow/kill-sweep.test.ts',
      'flow/kill-sweep-tables.test.ts',
      'flow/kill-sweep-sqlite.test.ts',
      'flow/files-taken.test.ts',
    ]
      .map(file => longForm(file, { HYGGE_TEST_LONG: '1' }))
      .every(Boolean),
  ranges: () =>
    longForm('homes/mssql/ranges.test.ts', { HYGGE_TEST_LONG: '1' }) &&
    longForm('flow/ranges-killed.test.ts', { HYGGE_TEST_LONG: '1' }),
  disk: () => longForm('flow/disk-failures.test.ts', { HYGGE_TEST_STRIDE: '1' }),
  lakes: () => LAKES.map(file => longForm(file, { HYGGE_TEST_LONG: '1' })).every(Boolean),
  pair: () => longForm('flow/two-processes.test.ts', { HYGGE_TEST_TIMES: '20' }),
}

function wholeNumber(option: string, text: string): number {
  if (!/^\d+$/.test(text)) throw new RangeError(`${option} ${text}: expected a whole number`)
  return Number(text)
}

const chosen = positionals.length > 0 ? positionals : Object.keys(suites)
const unknown = chosen.find(name => !(name in suites))
if (unknown !== undefined) {
  console.error(`There is no stress suite ${unknown}: choose some of ${Object.keys(suites).join(', ')}.`)
  process.exitCode = 2
} else {
  for (const name of chosen) {
    console.log(`\n## ${name}`)
    if (!(await suites[name]!())) process.exitCode = 1
  }
}
