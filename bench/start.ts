/**
 * What starting costs, ms of CPU of the whole process, compiled as users have it: words of help, and a run until it first asks a server, and to
 * its end. The baseline is an empty Node.js process. The best of several rounds: a start is short, and its neighbours are loud.
 * `npm run bench -- start`
 */
import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { spawnStandIn } from '../test/stand-ins/sql-server/spawn.ts'
import { heading } from './report.ts'

const { values } = parseArgs({ options: { smoke: { type: 'boolean' } } })
const ROUNDS = values.smoke ? 1 : 15
const ROOT = fileURLToPath(new URL('..', import.meta.url))
/** Loaded before the program: writes what was spent when it first asked a server, and at its end. Plain JavaScript, so that it costs nothing. */
const METER = `data:text/javascript,${encodeURIComponent(`
  import { writeFileSync } from 'node:fs'
  import { Socket } from 'node:net'
  import { isMainThread } from 'node:worker_threads'
  const spent = () => Object.values(process.cpuUsage()).reduce((sum, part) => sum + part) / 1000
  const { connect } = Socket.prototype
  let connecting = null
  Socket.prototype.connect = function (...to) {
    connecting ??= spent()
    return connect.apply(this, to)
  }
  if (isMainThread) {
    process.on('exit', () => writeFileSync(process.env.HYGGE_BENCH_METER, JSON.stringify({ connecting, whole: spent() })))
  }
`)}`

interface Spent {
  /** Null when no server was asked. */
  connecting: number | null
  whole: number
}

heading('start, ms of CPU')
const folder = await mkdtemp(join(tmpdir(), 'hygge-bench-'))
// Below the root, so that it finds its dependencies.
const compiled = join(ROOT, 'node_modules', '.cache', `hygge-bench-${process.pid}`)
const standIn = await spawnStandIn({ seed: ['erp'] })
try {
  const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc')
  execFileSync(process.execPath, [tsc, '-p', join(ROOT, 'tsconfig.build.json'), '--outDir', compiled])
  await main(join(compiled, 'bin', 'hygge-run.js'))
} finally {
  await standIn.stop()
  await Promise.all([folder, compiled].map(path => rm(path, { recursive: true, force: true })))
}

async function main(program: string): Promise<void> {
  const file = join(folder, 'flows.yml')
  const flow = {
    home: { type: 'mssql', connection: 'erp', table: 'dbo.{entity}' },
    store: { type: 'local', path: 'out' },
    entities: ['employees'],
  }
  await writeFile(file, JSON.stringify({ connections: { erp: standIn.connection }, flows: { f: flow } }))
  const empty = join(folder, 'empty.mjs')
  await writeFile(empty, '')
  const cases: [name: string, words: string[]][] = [
    ['an empty process (baseline)', [empty]],
    ['hygge-run --version', [program, '--version']],
    ['hygge-run --help', [program, '--help']],
    ['hygge-run flows.yml --dry-run', [program, file, '--dry-run']],
    ['hygge-run flows.yml, one table of 40 rows', [program, file]],
  ]
  const best = new Map<string, Spent>()
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, words] of cases) {
      const { connecting, whole } = await spentBy(words)
      const known = best.get(name)
      best.set(name, {
        connecting: connecting === null ? null : Math.min(connecting, known?.connecting ?? connecting),
        whole: Math.min(whole, known?.whole ?? whole),
      })
    }
  }
  const baseline = best.get(cases[0]![0])!
  for (const [name, { connecting, whole }] of best) {
    const first = connecting === null ? '' : `  ${connecting.toFixed(0).padStart(5)} until a server is asked`
    console.log(
      `  ${name.padEnd(44)}  ${whole.toFixed(0).padStart(5)} in all  ${(whole / baseline.whole).toFixed(1).padStart(5)} ×${first}`,
    )
  }
}

async function spentBy(words: string[]): Promise<Spent> {
  const meter = join(folder, 'meter.json')
  execFileSync(process.execPath, ['--import', METER, ...words], {
    env: { ...process.env, HYGGE_BENCH_METER: meter, NODE_OPTIONS: '' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  return JSON.parse(await readFile(meter, 'utf8'))
}
