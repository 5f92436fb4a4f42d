/** Entities side by side: who may read, who may publish, and what ends whom. */
import assert from 'node:assert/strict'
import { stat } from 'node:fs/promises'
import { after, afterEach, before, suite, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Program } from '../cli/process.ts'
import { Project } from '../e2e/support/project.ts'
import { place, runHygge } from '../support/crash.ts'
import { startTestServer, type TestServer } from '../support/sql-server.ts'

const FAILING_DISK = fileURLToPath(new URL('../support/failing-disk.ts', import.meta.url))
const ROWS = 6000
const PART = 1000
const READING = /^SELECT \[id\], \[name\] FROM \[dbo\]\.\[beside/

let server: TestServer
let table: string
before(async () => {
  server = await startTestServer()
  table = await server.createTable('id int NOT NULL PRIMARY KEY, name nvarchar(40) NULL', 'beside')
  for (let from = 0; from < ROWS; from += 1000) {
    const values = Array.from({ length: 1000 }, (_, at) => `(${from + at}, N'name ${from + at}')`)
    await server.execute(`INSERT INTO ${table} (id, name) VALUES ${values.join(', ')}`)
  }
})
after(() => server[Symbol.asyncDispose]())
afterEach(() => server.standIn?.faults.clear())

/** Several entities of the same table. */
function flows(names: string[], concurrency: number) {
  return {
    options: { concurrency, workers: 1 },
    connections: { c: server.connection() },
    flows: {
      f: { home: { type: 'mssql', connection: 'c', table }, store: { type: 'local', path: 'out' }, entities: names },
    },
  }
}

/** Events so far of one entity. */
function told({ stdout }: Program, entity: string): { type: string; rows?: number }[] {
  const lines = stdout.split('\n').slice(0, -1)
  return lines.map(line => JSON.parse(line)).filter(event => event.entity === entity)
}

async function until(condition: () => boolean, program: Program): Promise<void> {
  while (!condition()) {
    assert.equal(program.child.exitCode, null, program.stderr)
    await new Promise(resolve => setTimeout(resolve, 20))
  }
}

suite('side by side', { timeout: 120_000 }, () => {
  test('an entity that has read to its end makes room for the next, and as many may publish as may read', async () => {
    const project = new Project('overlap').write(flows(['first', 'second', 'third'], 1))
    // The publishing of the first never ends.
    const program = project.start([], { HYGGE_FAULT: 'publish.begin#1:hang' })
    const read = (entity: string) =>
      told(program, entity).some(({ type, rows }) => type === 'entity.progress' && rows === ROWS)
    await until(() => read('second'), program)
    assert.ok(!told(program, 'first').some(({ type }) => type === 'entity.finished'))
    // The second one waits for the place of the first, and keeps its own meanwhile.
    await new Promise(resolve => setTimeout(resolve, 1000))
    assert.ok(!told(program, 'second').some(({ type }) => type === 'entity.finished'))
    assert.deepEqual(told(program, 'third'), [])
    program.child.kill('SIGKILL')
    await program.ended()
    const { end, entities } = await project.run()
    assert.deepEqual([end.ok, end.rows, end.exit_code], [3, 3 * ROWS, 0])
    assert.deepEqual(
      entities['f.first']?.recovered?.map(({ how }) => how),
      ['published'],
    )
  })

  test('an entity that waits to publish is stopped by a signal, and finished by the next run', async () => {
    const project = new Project('waiting').write(flows(['first', 'second'], 1))
    const program = project.start([], { HYGGE_FAULT: 'publish.begin#1:delay=3000' })
    const read = () => told(program, 'second').some(({ type, rows }) => type === 'entity.progress' && rows === ROWS)
    await until(read, program)
    program.child.kill('SIGTERM')
    assert.equal((await program.ended()).code, 143)
    const second = told(program, 'second').at(-1)
    const { end, entities } = await project.run()
    assert.deepEqual([end.ok, end.exit_code], [2, 0])
    // Unless it was quicker than the signal, its rows are not read again.
    if (JSON.stringify(second).includes('PUBLISH_FAILED'))
      assert.deepEqual(
        entities['f.second']?.recovered?.map(({ how }) => how),
        ['published'],
      )
  })

  test('W5 a store that fails stops a source that has stopped sending, at once', async t => {
    if (!server.standIn) return t.skip('the stand-in can be made to hang')
    const spot = await place({ ...server.connection(), request_timeout: 3600 }, table, 'full_drop', PART)
    t.after(spot.remove)
    // Several parts have arrived, more is due, and nobody knows when it comes.
    server.standIn.faults.add({ match: READING, hang: { afterRows: 4 * PART + 1 } })
    const env = { HYGGE_TEST_DISK: `13:ENOSPC:${spot.out}/_tmp` }
    const { code, finished, events } = await runHygge(spot, { preload: FAILING_DISK, env })
    assert.equal(code, 1)
    assert.deepEqual([finished?.status, finished?.error?.code, finished?.error?.errno], ['failed', 'DISK', 'ENOSPC'])
    assert.match(finished?.error?.advice ?? '', /Free some space/)
    assert.ok(!events.some(({ type }) => type === 'entity.retry'))
    const read = server.standIn.statements.findLast(({ statement }) => READING.test(statement))
    assert.equal(read?.outcome, 'canceled', 'the server was told to stop')
    await assert.rejects(stat(`${spot.out}/_tmp`), { code: 'ENOENT' })
  })
})
