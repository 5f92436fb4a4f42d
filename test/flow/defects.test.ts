/** Defects of the Python project that are never to come back, by their numbers, where no other test has the number in its name. */
import assert from 'node:assert/strict'
import { existsSync, readdirSync } from 'node:fs'
import { after, before, suite, test } from 'node:test'
import type { EntityFinished } from '../../lib/events.ts'
import { plan, run } from '../../lib/flow/run.ts'
import { loadWorkspace } from '../../lib/workspace/load.ts'
import { Project } from '../e2e/support/project.ts'
import { duckdbTable, partsOf, query } from '../e2e/support/read-back.ts'
import { startTestLake } from '../support/lake.ts'
import { startTestServer, type TestServer } from '../support/sql-server.ts'

suite('defects never to repeat', () => {
  let server: TestServer
  let table = ''
  before(async () => {
    server = await startTestServer()
    table = await server.createTable('Id int NOT NULL PRIMARY KEY')
  })
  after(() => server[Symbol.asyncDispose]())

  const watermark = { run_type: 'incremental', watermark: { column: 'Id' } }
  const fill = async (from: number, to: number) => {
    const rows = Array.from({ length: to - from + 1 }, (_, i) => `(${from + i})`)
    await server.execute(`INSERT INTO ${table} VALUES ${rows.join(', ')}`)
  }
  const empty = () => server.execute(`DELETE FROM ${table}`)
  const flows = (entity: object = {}, store: object = {}) => ({
    connections: { erp: server.connection() },
    flows: {
      f: {
        home: { type: 'mssql', connection: 'erp', table },
        store: { type: 'local', path: 'out', rows_per_file: 10, ...store },
        entities: [{ name: 't', ...entity }],
      },
    },
  })

  async function move(project: Project, lake?: Parameters<typeof run>[1]): Promise<EntityFinished> {
    for await (const event of run(await loadWorkspace(project.file), lake)) {
      if (event.type !== 'entity.finished') continue
      assert.equal(event.error, undefined, JSON.stringify(event.error))
      return event
    }
    assert.fail('nothing finished')
  }

  const countIn = async (files: string[]) => {
    const [counts] = await query(`SELECT count(*), count(DISTINCT Id) FROM ${duckdbTable(files)}`)
    return counts?.map(Number)
  }

  test('W1: a second run of several files into a folder that has some loses none of them', async () => {
    await empty()
    const project = new Project('w1').write(flows(watermark))
    for (const [from, to] of [
      [1, 30],
      [31, 60],
    ] as const) {
      await fill(from, to)
      assert.equal((await move(project)).files.length, 3)
    }
    const parts = partsOf(project.path('out', 't'))
    assert.equal(parts.length, 6)
    assert.deepEqual(await countIn(parts), [60, 60])
  })

  test('W2: full_drop replaces what was there', async () => {
    await empty()
    await fill(1, 30)
    const project = new Project('w2').write(flows())
    await move(project)
    await server.execute(`DELETE FROM ${table} WHERE Id > 5`)
    await move(project)
    assert.deepEqual(await countIn(partsOf(project.path('out', 't'))), [5, 5])
  })

  test('W3: an increment into a lake overwrites no file of an earlier run', async () => {
    await using lake = await startTestLake()
    await empty()
    const { service: type, account_url, filesystem, authentication } = lake.place
    const store = { type, account_url, filesystem, path: 'erp/{entity}', authentication }
    const lakeFlows = flows(watermark)
    const project = new Project('w3').write({
      ...lakeFlows,
      flows: { f: { ...lakeFlows.flows.f, store: { ...store, rows_per_file: 10 } } },
    })
    for (const [from, to] of [
      [1, 20],
      [21, 40],
    ] as const) {
      await fill(from, to)
      await move(project, { lake: lake.options })
    }
    const folder = `${lake.folder}/erp/t`
    const files = readdirSync(folder).map(name => `${folder}/${name}`)
    assert.equal(files.length, 4)
    assert.deepEqual(await countIn(files), [40, 40])
  })

  test('W18: with location store each store keeps the journal of its own entities', async () => {
    await empty()
    await fill(1, 3)
    const {
      connections,
      flows: { f },
    } = flows()
    const other = { ...f, store: { type: 'local', path: 'elsewhere' } }
    const project = new Project('w18').write({ journal: { location: 'store' }, connections, flows: { f, g: other } })
    assert.equal((await project.run()).code, 0)
    for (const [base, flow] of [
      ['out', 'f'],
      ['elsewhere', 'g'],
    ] as const)
      assert.deepEqual(readdirSync(project.path(base, '.hygge_journal')), [flow])
  })

  test('W20: a dry run makes nothing, and tells table, connection and watermark', async () => {
    const project = new Project('w20').write(flows(watermark))
    const planned = await plan(await loadWorkspace(project.file))
    const [entity] = planned.entities
    assert.ok(entity?.home.includes(table) && entity.store.includes('out') && entity.watermark?.column === 'Id')
    assert.deepEqual(readdirSync(project.folder), ['flows.yml'])
    assert.ok(!existsSync(project.path('.hygge')))
  })

  test('W21: --select may be repeated, and each of them counts', async () => {
    await empty()
    const {
      connections,
      flows: { f },
    } = flows()
    const project = new Project('w21').write({ connections, flows: { f: { ...f, entities: ['a', 'b', 'c'] } } })
    const { entities, code } = await project.run(['--select', 'f.a', '--select', 'f.c'])
    assert.deepEqual([code, Object.keys(entities).sort()], [0, ['f.a', 'f.c']])
  })

  test('W24: a lake that is slow keeps no other flow waiting, nor the process', async () => {
    await using lake = await startTestLake()
    lake.standIn.faults.add({ delayMs: 300, times: 10_000 })
    await empty()
    await fill(1, 30)
    const { service: type, account_url, filesystem, authentication } = lake.place
    const { connections, flows: local } = flows()
    const slow = { type, account_url, filesystem, path: 'slow/{entity}', authentication }
    const project = new Project('w24').write({
      connections,
      options: { concurrency: 2 },
      flows: { slow: { ...local.f, store: slow }, fast: local.f },
    })
    let turns = 0
    const timer = setInterval(() => turns++, 5)
    const ended: string[] = []
    let slowSeconds = 0
    for await (const event of run(await loadWorkspace(project.file), { lake: lake.options })) {
      if (event.type !== 'entity.finished') continue
      assert.equal(event.error, undefined, JSON.stringify(event.error))
      ended.push(event.flow)
      if (event.flow === 'slow') slowSeconds = event.seconds
    }
    clearInterval(timer)
    assert.deepEqual(ended, ['fast', 'slow'])
    assert.ok(turns > slowSeconds * 10, `${turns} turns of the loop in ${slowSeconds} s`)
  })

  test('W31: what is wrong with a home is told as it is, at the first try', async () => {
    const wrong = flows()
    const project = new Project('w31').write({
      ...wrong,
      connections: { erp: { ...server.connection(), server: 'a b' } },
    })
    await assert.rejects(loadWorkspace(project.file), /a host name holds no blanks/)
  })
})
