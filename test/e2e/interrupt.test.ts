/** A real process, told to stop or killed in the middle of a large table. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { after, afterEach, before, suite, test } from 'node:test'
import type { Program } from '../cli/process.ts'
import { contentsOf, outcomeOf, Project } from './support/project.ts'
import { partsOf } from './support/read-back.ts'
import { PASSWORD, reading, type Source, startSource, until } from './support/stand-in.ts'
import { assertNarrow } from './support/volume.ts'

const ROWS = 300_000
/** Rows that must have been moved before the signal: several parts are staged by then. */
const SOME = 60_000
const PART = 10_000
/** Bytes per second: slow enough that nobody gets to the end before the signal. */
const SLOW = 2_000_000

suite('a run that is stopped', { timeout: 180_000 }, () => {
  let source: Source
  before(async () => {
    source = await startSource({ volumeRows: ROWS })
  })
  after(() => source[Symbol.asyncDispose]())
  afterEach(() => source.standIn.faults.clear())

  const flows = (where?: string) => ({
    name: 'interrupt',
    // One at a time: the second entity is still waiting when the signal comes.
    options: { concurrency: 1, workers: 2 },
    connections: { volume: source.connection('volume') },
    flows: {
      files: {
        home: { type: 'mssql', connection: 'volume', table: 'dbo.{entity}' },
        store: { type: 'local', path: 'out', rows_per_file: PART },
        entities: [
          where === undefined ? 'narrow' : { name: 'narrow', where },
          { name: 'later', home: { table: 'dbo.narrow' }, where: 'id <= 5' },
        ],
      },
    },
  })

  /** A project whose table stands with a few rows, and a run of the whole table that is in the middle of it. */
  async function middle(name: string) {
    const project = new Project(name)
    const first = await project.write(flows('id <= 100')).run([], PASSWORD)
    assert.equal(first.code, 0, first.stderr)
    const old = contentsOf(project.path('out'))
    source.standIn.faults.add({ match: reading('narrow'), throttle: SLOW })
    const program = project.write(flows()).start([], PASSWORD)
    await until(() => progressOf(program) >= SOME || program.child.exitCode !== null)
    assert.equal(program.child.exitCode, null, program.stderr)
    return { project, old, program }
  }

  const reads = () => source.standIn.statements.filter(({ statement }) => reading('narrow').test(statement))

  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    test(`${signal}: the server hears of it, nothing is left, exit code ${code}`, async () => {
      const { project, old, program } = await middle(signal)
      program.child.kill(signal)
      const outcome = outcomeOf(await program.ended())
      assert.equal(outcome.code, code)
      const { ok, failed, skipped, exit_code } = outcome.end
      assert.deepEqual({ ok, failed, skipped, exit_code }, { ok: 0, failed: 1, skipped: 1, exit_code: code })
      const { status, error, files } = outcome.entities['files.narrow']!
      assert.deepEqual([status, error?.code, files], ['failed', 'INTERRUPTED', []])
      assert.equal(outcome.entities['files.later']?.error?.code, 'INTERRUPTED')
      await until(() => source.standIn.connections.live === 0)
      const last = reads().at(-1)!
      assert.equal(last.outcome, 'canceled', 'the server saw an attention, not a socket that closed')
      assert.ok(last.rows < ROWS)
      assert.match(outcome.stderr, /Stopping: cancelling reads/)
      // The staging folder is part of what would be seen here.
      assert.deepEqual(contentsOf(project.path('out')), old)
      assert.ok(!existsSync(project.path('out', '_tmp')))
    })
  }

  test('a second signal leaves at once, although the server answers nothing; the next run cleans up', async () => {
    const project = new Project('second')
    assert.equal((await project.write(flows('id <= 100')).run([], PASSWORD)).code, 0)
    const old = contentsOf(project.path('out', 'narrow'))
    source.standIn.faults.add({ match: reading('narrow'), hang: { afterRows: SOME, attention: 'ignored' } })
    const program = project.write(flows()).start([], PASSWORD)
    await until(() => progressOf(program) >= SOME / 2)
    program.child.kill('SIGINT')
    await program.said('Stopping')
    // Within a fifth of a second it would count as the same one, passed on by a parent.
    await new Promise(resolve => setTimeout(resolve, 400))
    assert.equal(program.child.exitCode, null, 'the first signal waits for the server to answer')
    program.child.kill('SIGINT')
    const { code, stdout } = await program.ended()
    assert.equal(code, 130)
    assert.ok(!stdout.includes('run.finished'), 'it did not wait for its end')
    assert.deepEqual(contentsOf(project.path('out', 'narrow')), old)
    await assertNextRun(project)
  })

  test('a signal while a server says nothing to the login', async () => {
    let sockets = 0
    const silent = createServer(socket => {
      sockets += 1
      socket.on('error', () => socket.destroy())
    }).listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const address = silent.address()
    assert.ok(typeof address === 'object' && address)
    const { connections, ...rest } = flows()
    const volume = { ...connections.volume, port: address.port, connect_timeout: 3600 }
    const project = new Project('silent').write({ ...rest, connections: { volume } })
    const program = project.start([], PASSWORD)
    await until(() => sockets > 0)
    program.child.kill('SIGINT')
    const { code, end } = outcomeOf(await program.ended())
    assert.deepEqual([code, end.failed, end.skipped], [130, 1, 1])
    silent.close()
  })

  test('SIGKILL: the old data stays readable, the next run is exact and leaves nothing else', async () => {
    const { project, old, program } = await middle('kill')
    // A part counts once the journal says so, which may be a while after its rows were told.
    const journal = project.path('.hygge', 'journal')
    const staged = () =>
      readdirSync(journal, { recursive: true, encoding: 'utf8' }).some(name => /staged-.*\.json$/.test(name))
    await until(() => staged() || program.child.exitCode !== null)
    program.child.kill('SIGKILL')
    await program.ended()
    assert.equal(program.child.signalCode, 'SIGKILL')
    assert.ok(existsSync(project.path('out', '_tmp')), 'it died with parts in staging')
    const published = Object.entries(contentsOf(project.path('out'))).filter(([path]) => !path.startsWith('_tmp'))
    assert.deepEqual(Object.fromEntries(published), old)
    await assertNextRun(project)
    const { statement, rows } = reads().findLast(read => !read.statement.includes('id <= 5'))!
    assert.ok(rows <= ROWS - PART, `what was staged is not read again: ${rows} rows by ${statement}`)
  })

  async function assertNextRun(project: Project): Promise<void> {
    source.standIn.faults.clear()
    const outcome = await project.run([], PASSWORD)
    assert.equal(outcome.code, 0, outcome.stdout)
    assert.equal(outcome.entities['files.narrow']?.rows, ROWS)
    const parts = partsOf(project.path('out', 'narrow'))
    assert.deepEqual(parts, outcome.entities['files.narrow'].files.map(({ path }) => path).sort())
    await assertNarrow(parts, ROWS)
    assert.ok(!existsSync(project.path('out', '_tmp')))
  }
})

/** Rows of the table that the program has told of so far. */
function progressOf({ stdout }: Program): number {
  const lines = stdout.split('\n').slice(0, -1)
  const rows = lines.map(line => JSON.parse(line)).filter(({ type }) => type === 'entity.progress')
  return rows.at(-1)?.rows ?? 0
}
