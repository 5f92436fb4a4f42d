/** Entities that fail, each in its way: typed errors with their facts, the others settle, and what stood there stays. */
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, suite, test } from 'node:test'
import { runProgram } from '../cli/process.ts'
import { contentsOf, type Outcome, Project } from './support/project.ts'
import { byDuckdb, partsOf } from './support/read-back.ts'
import { PASSWORD, reading, type Source, startSource } from './support/stand-in.ts'
import { assertNarrow } from './support/volume.ts'

const ROWS = 150_000
const OLD = 'select 42 as answer'

suite('entities that fail', { timeout: 120_000 }, () => {
  let source: Source
  const project = new Project('failures')
  const out = project.path('out')

  before(async () => {
    source = await startSource({ volumeRows: ROWS })
  })
  after(() => source[Symbol.asyncDispose]())

  const flows = (erp: unknown[], volume: unknown[]) => ({
    name: 'failures',
    options: { concurrency: 3, workers: 2, tries: 2 },
    connections: { erp: source.connection('erp'), volume: source.connection('volume') },
    flows: {
      ...flow('erp', erp),
      ...flow('volume', volume),
    },
  })
  const flow = (name: string, entities: unknown[]) => {
    const home = { type: 'mssql', connection: name, table: 'dbo.{entity}' }
    const store = { type: 'local', path: `out/${name}`, rows_per_file: 20_000 }
    return entities.length === 0 ? {} : { [name]: { home, store, entities } }
  }
  const old = (name: string) => ({ name, home: { query: OLD } })
  const names = (folder: string) => readdirSync(folder).sort()

  /** Nothing of the entities is in staging, and the folder of each holds what it held. */
  function assertUntouched(before: Record<string, string>, ...entities: string[]): void {
    for (const flow of ['erp', 'volume']) assert.ok(!existsSync(join(out, flow, '_tmp')), `${flow}/_tmp is gone`)
    for (const entity of entities) {
      const now = contentsOf(join(out, entity))
      assert.deepEqual(now, under(before, entity), `${entity} is as it was`)
      assert.equal(Object.keys(now).length, 1)
    }
  }

  function under(contents: Record<string, string>, entity: string): Record<string, string> {
    const prefix = `${entity}/`
    const mine = Object.entries(contents).filter(([path]) => path.startsWith(prefix))
    return Object.fromEntries(mine.map(([path, checksum]) => [path.slice(prefix.length), checksum]))
  }

  const failure = (outcome: Outcome, entity: string) => {
    const { status, error, files, rows } = outcome.entities[entity]!
    assert.deepEqual({ status, files, rows }, { status: 'failed', files: [], rows: 0 }, entity)
    assert.ok(error)
    return error
  }

  test('each entity fails with its own facts, the others settle, the old data stays, and the next run is whole', async () => {
    const erpOld = ['customers', 'variants', 'missing', 'returns'].map(old)
    const first = await project.write(flows(erpOld, ['narrow', 'wide'].map(old))).run([], PASSWORD)
    assert.equal(first.code, 0, first.stderr)
    const before = contentsOf(out)

    const erp = [
      'customers',
      { name: 'variants', home: { query: 'select id, c_sql_variant, c_hierarchyid from dbo.all_types' } },
      'missing',
      'returns',
    ]
    project.write(flows(erp, ['narrow', 'wide']))
    const divided = { number: 8134, state: 3, class: 16, procedure: 'dbo.ratio', message: 'Divide by zero error.' }
    source.standIn.faults.add({ match: reading('narrow'), error: { ...divided, afterRows: 100_000 }, times: 100 })
    source.standIn.faults.add({ match: reading('wide'), dropAfterBytes: 10_000_000, times: 100 })
    const second = await project.run([], PASSWORD)

    assert.equal(second.code, 1)
    const { ok, empty, failed, skipped } = second.end
    assert.deepEqual({ ok, empty, failed, skipped }, { ok: 1, empty: 1, failed: 4, skipped: 0 })
    const sql = failure(second, 'volume.narrow')
    assert.equal(sql.code, 'SQL_ERROR')
    const { number, state, class: severity, procedure, database } = sql
    assert.deepEqual(
      { number, state, severity, procedure, database },
      { number: 8134, state: 3, severity: 16, procedure: 'dbo.ratio', database: 'volume' },
    )
    assert.equal(typeof sql.server, 'string')
    assert.match(sql.message, /Divide by zero error\. \(procedure dbo\.ratio, line \d+\) \[error 8134, state 3\]/)
    const dropped = failure(second, 'volume.wide')
    assert.equal(dropped.code, 'CONNECTION_LOST')
    assert.equal(dropped.server, `${source.standIn.host}:${source.standIn.port}`)
    assert.match(dropped.advice ?? '', /run again/)
    // What may pass is tried again, what cannot is not.
    const attempts = ['volume.wide', 'volume.narrow'].map(name => second.entities[name]?.attempts)
    assert.deepEqual([attempts, dropped.attempts], [[2, 1], 2])
    const refused = failure(second, 'erp.variants')
    assert.equal(refused.code, 'TYPE_NOT_SUPPORTED')
    assert.match(refused.message, /c_sql_variant \(sql_variant\), c_hierarchyid \(hierarchyid\)/)
    assert.match(refused.advice ?? '', /\[c_hierarchyid\]\.ToString\(\) AS \[c_hierarchyid\]/)
    const missing = failure(second, 'erp.missing')
    assert.match(missing.message, /missing/)
    assert.ok(missing.advice)

    assertUntouched(before, 'erp/variants', 'erp/missing', 'volume/narrow', 'volume/wide')
    for (const entity of ['erp/variants', 'volume/narrow', 'volume/wide'])
      assert.deepEqual((await byDuckdb(partsOf(join(out, entity)))).rows, [['42']])
    assert.equal((await byDuckdb(partsOf(join(out, 'erp/customers')))).rows.length, 500)
    assert.deepEqual((await byDuckdb(partsOf(join(out, 'erp/returns')))).rows, [])

    source.standIn.faults.clear()
    await source.engine.run('erp', 'CREATE TABLE dbo.missing (id int NOT NULL)')
    await source.engine.run('erp', 'INSERT INTO dbo.missing (id) VALUES (7)')
    erp[1] = { name: 'variants', home: { query: 'select id from dbo.all_types' } }
    const third = await project.write(flows(erp, ['narrow', 'wide'])).run([], PASSWORD)
    assert.equal(third.code, 0, third.stdout)
    await assertNarrow(partsOf(join(out, 'volume/narrow')), ROWS)
    // A part ends with the batch that fills it, and a batch has at most 8,192 rows.
    const parts = third.entities['volume.narrow']!.files.map(({ rows }) => rows)
    for (const rows of parts.slice(0, -1)) assert.ok(rows >= 20_000 && rows < 28_192, `${rows} rows in a part`)
    assert.equal(names(join(out, 'volume/narrow')).length, parts.length)
    assert.equal(third.entities['volume.wide']?.rows, ROWS)
    assert.deepEqual((await byDuckdb(partsOf(join(out, 'erp/missing')))).rows, [['7']])
    assertUntouched({})
    assert.deepEqual(names(out), ['erp', 'volume'])
  })

  test('a wrong password is told, and printed and kept nowhere', async () => {
    const folder = new Project('password').write(flows(['customers'], []))
    const secret = 'hunter2-"Wrong'
    const env = { E2E_PASSWORD: secret }
    const json = await folder.run(['-v'], env)
    assert.equal(json.code, 1)
    const { error } = json.entities['erp.customers']!
    assert.equal(error?.code, 'LOGIN_FAILED')
    assert.equal(error.number, 18456)
    assert.match(error.advice ?? '', /user and password/)
    const people = await runProgram('bin/hygge-run.ts', [folder.file, '-v'], env)
    assert.equal(people.code, 1)
    assert.match(people.stderr, /Login failed for user 'reader'/)
    const dry = await runProgram('bin/hygge-run.ts', [folder.file, '--dry-run', '-v'], env)
    assert.equal(dry.code, 1)
    const kept = Object.keys(contentsOf(folder.folder)).map(path => readFileSync(folder.path(path), 'utf8'))
    assert.ok(kept.some(text => text.includes('failures')))
    const forms = [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]
    for (const { stdout, stderr } of [json, people, dry]) kept.push(stdout, stderr)
    for (const text of kept) for (const form of forms) assert.ok(!text.includes(form), text)
    assert.ok(!existsSync(folder.path('out')), 'nothing was written')
  })

  test('a file that is wrong ends with 2 before a server is asked', async () => {
    const total = source.standIn.connections.total
    const unset = await project
      .write(flows(['customers'], []))
      .start()
      .ended()
    assert.equal(unset.code, 2)
    const [line] = unset.stdout.trimEnd().split('\n')
    const { type, error } = JSON.parse(line!)
    assert.equal(type, 'error')
    assert.match(error.message, /E2E_PASSWORD/)
    assert.match(unset.stderr, /flows\.yml:\d+:\d+/)
    const { connections, ...rest } = flows(['customers'], [])
    const misspelt = await project
      .write({ ...rest, conections: connections })
      .start([], PASSWORD)
      .ended()
    assert.equal(misspelt.code, 2)
    assert.match(misspelt.stderr, /did you mean `?"?connections/)
    assert.equal(source.standIn.connections.total, total)
  })
})
