/** Reading threads in a real process: the same bytes in the files as without, and the same ends. */
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { after, afterEach, before, suite, test } from 'node:test'
import { ERP_TABLES } from '../stand-ins/sql-server/seeds/erp.ts'
import { contentsOf, outcomeOf, Project } from './support/project.ts'
import { partsOf } from './support/read-back.ts'
import { PASSWORD, reading, type Source, startSource, until } from './support/stand-in.ts'
import { assertNarrow } from './support/volume.ts'

const ROWS = 60_000
const PART = 5_000
/** Bytes per second: slow enough that nobody gets to the end before the signal. */
const SLOW = 400_000

suite('options.readers', { timeout: 180_000 }, () => {
  let source: Source
  before(async () => {
    source = await startSource({ volumeRows: ROWS })
  })
  after(() => source[Symbol.asyncDispose]())
  afterEach(() => source.standIn.faults.clear())

  const store = (path: string) => ({ type: 'local', path, rows_per_file: PART })
  const flows = (readers: number, tries = 1) => ({
    name: 'readers',
    options: { concurrency: 3, workers: 2, readers, tries },
    connections: { erp: source.connection('erp'), volume: source.connection('volume') },
    flows: {
      all: {
        home: { type: 'mssql', connection: 'erp', table: '{entity}' },
        store: store('out/all'),
        entities: ERP_TABLES.map(({ path }, at) => ({ name: `t${at}`, home: { table: path.map(quoted).join('.') } })),
      },
      large: {
        home: { type: 'mssql', connection: 'volume', table: 'dbo.{entity}', ranges: 3 },
        store: store('out/large'),
        entities: ['narrow', 'wide'],
      },
    },
  })
  const quoted = (part: string) => `[${part.replaceAll(']', ']]')}]`
  const checksums = (folder: string) => Object.values(contentsOf(folder)).sort()

  test('every table of every type, ranges and all: the files are the same, byte for byte', async () => {
    const folders: string[] = []
    for (const readers of [0, 2]) {
      const project = new Project(`readers-${readers}`).write(flows(readers))
      const { code, stdout, end } = await project.run([], PASSWORD)
      assert.equal(code, 0, stdout)
      assert.equal(end.rows, 2 * ROWS + ERP_TABLES.reduce((sum, { rows }) => sum + rows.length, 0))
      folders.push(project.path('out'))
    }
    const [without, with2] = folders.map(checksums)
    assert.ok(without!.length > 20, `${without!.length} files`)
    assert.deepEqual(with2, without)
    await until(() => source.standIn.connections.live === 0)
  })

  const narrow = (tries?: number) => {
    const { flows: all, ...rest } = flows(2, tries)
    return { ...rest, flows: { large: { ...all.large, entities: ['narrow'] } } }
  }

  /** A run that is in the middle of all three ranges, nothing published yet. */
  async function middle(name: string) {
    const project = new Project(name).write(narrow())
    source.standIn.faults.add({ match: reading('narrow'), throttle: SLOW, times: 9 })
    const program = project.start([], PASSWORD)
    const journal = project.path('.hygge', 'journal')
    const staged = () => Object.keys(contentsOf(journal)).some(path => /staged-.*\.json$/.test(path))
    await until(() => (existsSync(journal) && staged()) || program.child.exitCode !== null)
    assert.equal(program.child.exitCode, null, program.stderr)
    return { project, program }
  }

  test('SIGTERM: the server hears of it, nothing is left', async () => {
    const before = source.standIn.statements.length
    const { project, program } = await middle('readers-stopped')
    program.child.kill('SIGTERM')
    const outcome = outcomeOf(await program.ended())
    assert.equal(outcome.code, 143)
    assert.equal(outcome.entities['large.narrow']?.error?.code, 'INTERRUPTED')
    await until(() => source.standIn.connections.live === 0)
    // A range may still have been waiting for its session.
    const reads = source.standIn.statements.slice(before).filter(({ statement }) => /ORDER BY \[id\]$/.test(statement))
    assert.ok(reads.length > 0)
    assert.deepEqual([...new Set(reads.map(read => read.outcome))], ['canceled'])
    assert.deepEqual(Object.keys(contentsOf(project.path('out', 'large'))), [])
  })

  test('SIGKILL: the next run is exact', async () => {
    const { project, program } = await middle('readers-killed')
    program.child.kill('SIGKILL')
    await program.ended()
    source.standIn.faults.clear()
    const outcome = await project.run([], PASSWORD)
    assert.equal(outcome.code, 0, outcome.stdout)
    assert.equal(outcome.entities['large.narrow']?.rows, ROWS)
    await assertNarrow(partsOf(project.path('out', 'large', 'narrow')), ROWS)
  })

  test('connections that die in the middle are tried again, exactly', async () => {
    const project = new Project('readers-dropped').write(narrow(3))
    source.standIn.faults.add({ match: reading('narrow'), dropAfterBytes: 500_000, times: 2 })
    const outcome = await project.run([], PASSWORD)
    assert.equal(outcome.code, 0, outcome.stdout)
    assert.ok(outcome.entities['large.narrow']!.attempts > 1)
    await assertNarrow(partsOf(project.path('out', 'large', 'narrow')), ROWS)
  })
})
