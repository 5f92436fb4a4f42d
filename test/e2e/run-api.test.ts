/** `import { loadWorkspace, plan, run } from 'hygge'`: what the same runs are from code. */
import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { after, afterEach, before, suite, test } from 'node:test'
import { loadWorkspace, plan, type RunEvent, type RunOptions, run } from '../../lib/index.ts'
import { ERP_TABLES } from '../stand-ins/sql-server/seeds/erp.ts'
import type { SqlColumn } from '../stand-ins/sql-server/types.ts'
import { assertEvent, contentsOf, Project } from './support/project.ts'
import { assertRows, byDuckdb, byHyparquet, duckdbTable, partsOf, query } from './support/read-back.ts'
import { cellOf, columnsOf, duckdbType } from './support/sql-types.ts'
import { PASSWORD, reading, type Source, startSource, until } from './support/stand-in.ts'

suite('runs from code', { timeout: 120_000 }, () => {
  let source: Source
  let shapes: Map<string, SqlColumn[]>
  before(async () => {
    source = await startSource({ volumeRows: 1 })
    shapes = await columnsOf(ERP_TABLES)
  })
  after(() => source[Symbol.asyncDispose]())
  afterEach(() => source.standIn.faults.clear())

  /** A workspace of one flow, `f`. */
  async function workspaceOf(project: Project, entities: unknown[], more: { store?: object; options?: object } = {}) {
    project.write({
      name: 'api',
      options: { workers: 2, ...more.options },
      connections: { erp: source.connection('erp') },
      flows: {
        f: {
          home: { type: 'mssql', connection: 'erp', table: 'dbo.{entity}' },
          store: { type: 'local', path: 'out', ...more.store },
          entities,
        },
      },
    })
    return loadWorkspace(project.file, { env: PASSWORD })
  }

  /** Every event of a run. */
  async function collect(
    project: Project,
    entities: unknown[],
    more?: Parameters<typeof workspaceOf>[2],
    options?: RunOptions,
  ) {
    const events: RunEvent[] = []
    for await (const event of run(await workspaceOf(project, entities, more), options)) events.push(event)
    const finished = events.filter(event => event.type === 'entity.finished')
    return { events, finished, only: finished[0]! }
  }

  function expectedRows(name: string) {
    const columns = shapes.get(name)!
    const { rows } = ERP_TABLES.find(({ path }) => path[1] === name)!
    return {
      names: columns.map(column => column.name),
      cells: rows.map(row => row.map((value, index) => cellOf(columns[index]!.type, value))),
    }
  }

  const reads = (table: string) => source.standIn.statements.filter(({ statement }) => reading(table).test(statement))

  test('events come in order, hold to the schema and add up', async () => {
    const project = new Project('events')
    const { events, finished } = await collect(project, ['customers', 'returns', 'nowhere', 'orders', 'all_types'], {
      options: { concurrency: 2 },
    })
    for (const event of events) assertEvent(event)
    const [first] = events
    const last = events.at(-1)
    assert.ok(first?.type === 'run.started' && last?.type === 'run.finished')
    assert.deepEqual([first.name, first.entities, first.concurrency, first.workers], ['api', 5, 2, 2])
    assert.equal(events.filter(({ type }) => type === 'run.started' || type === 'run.finished').length, 2)
    assert.equal(new Set(events.map(event => event.run)).size, 1)
    const times = events.map(({ time }) => time)
    assert.deepEqual(times, times.toSorted())
    const told = (entity: string) =>
      events.filter(event => 'entity' in event && event.entity === entity).map(({ type }) => type)
    for (const entity of ['customers', 'returns', 'orders', 'all_types']) {
      const [begin, ...rest] = told(entity)
      assert.equal(begin, 'entity.started', entity)
      assert.equal(rest.pop(), 'entity.finished', entity)
      assert.deepEqual(
        rest.filter(type => !type.endsWith('.progress')),
        [],
      )
    }
    assert.deepEqual(told('nowhere'), ['entity.finished'], 'what could not be described never started')
    const status = Object.fromEntries(finished.map(event => [event.entity, event.status]))
    assert.deepEqual(status, { customers: 'ok', returns: 'empty', nowhere: 'failed', orders: 'ok', all_types: 'ok' })
    for (const { files, rows, bytes } of finished) {
      for (const file of files) assert.equal(statSync(file.path).size, file.bytes)
      assert.equal(
        files.reduce((sum, file) => sum + file.bytes, 0),
        bytes,
      )
      assert.equal(
        files.reduce((sum, file) => sum + file.rows, 0),
        rows,
      )
    }
    const sum = (key: 'rows' | 'bytes') => finished.reduce((total, event) => total + event[key], 0)
    const { ok, empty, failed, skipped, rows, bytes, files, exit_code } = last
    assert.deepEqual(
      { ok, empty, failed, skipped, rows, bytes, files, exit_code },
      { ok: 3, empty: 1, failed: 1, skipped: 0, rows: sum('rows'), bytes: sum('bytes'), files: 4, exit_code: 1 },
    )
    assert.equal(rows, 500 + 1500 + 5)
  })

  test('values that lost precision are counted, conversions are said', async () => {
    const { events, only } = await collect(new Project('altered'), ['customers', 'broken_unicode'])
    const { cells } = expectedRows('customers')
    const { rows } = ERP_TABLES.find(({ path }) => path[1] === 'customers')!
    const cut = rows.filter(row => typeof row[8] === 'bigint' && row[8] % 10n !== 0n).length
    assert.ok(cut > 0 && cut < cells.length)
    const of = (entity: string) => events.find(event => event.type === 'entity.finished' && event.entity === entity)
    const customers = of('customers')
    assert.ok(customers?.type === 'entity.finished')
    assert.equal(customers.altered, cut)
    assert.ok(
      customers.notes.some(note => note.startsWith('CreatedAt: the seventh digit')),
      customers.notes.join('\n'),
    )
    const broken = of('broken_unicode')
    assert.ok(broken?.type === 'entity.finished')
    assert.equal(broken.altered, 3)
    assert.ok(only)
  })

  test('leaving the loop cancels the read at the server and leaves nothing', async () => {
    const project = new Project('left')
    source.standIn.faults.add({ match: reading('order_lines'), hang: { afterRows: 1000 } })
    const workspace = await workspaceOf(project, ['order_lines', 'orders'], { options: { concurrency: 1 } })
    for await (const event of run(workspace)) {
      if (event.type === 'entity.progress' && reads('order_lines').at(-1)?.outcome === 'running') break
    }
    assert.equal(reads('order_lines').at(-1)?.outcome, 'canceled')
    await until(() => source.standIn.connections.live === 0)
    assert.equal(reads('orders').filter(({ outcome }) => outcome === 'running').length, 0)
    assert.deepEqual(readdirSync(project.path('out')), [])
  })

  test('an abort ends the run with its reason; what stood there stands', async () => {
    const project = new Project('abort')
    await collect(project, ['order_lines'])
    const old = contentsOf(project.path('out'))
    source.standIn.faults.add({ match: reading('order_lines'), hang: { afterRows: 1000 } })
    const control = new AbortController()
    const workspace = await workspaceOf(project, ['order_lines'])
    const events: RunEvent[] = []
    for await (const event of run(workspace, { signal: control.signal })) {
      events.push(event)
      if (event.type === 'entity.started') control.abort(new Error('enough'))
    }
    const end = events.at(-1)
    assert.ok(end?.type === 'run.finished')
    assert.deepEqual([end.failed, end.exit_code], [1, 130])
    assert.deepEqual(contentsOf(project.path('out')), old)
  })

  test('no more entities at a time than the concurrency', async () => {
    const names = ['customers', 'orders', 'order_lines', 'products', 'stock_levels', 'audit_log']
    source.standIn.faults.add({ match: /^SELECT [^@]* FROM \[dbo\]/, hang: {}, times: names.length })
    await until(() => source.standIn.connections.live === 0)
    const workspace = await workspaceOf(new Project('side by side'), names)
    const control = new AbortController()
    const started: string[] = []
    const hanging = () =>
      source.standIn.statements.filter(
        ({ statement, outcome }) => outcome === 'running' && /FROM \[dbo\]/.test(statement),
      ).length
    const watched = until(() => hanging() === 3).then(async () => {
      // Time for a fourth to come, if there were one.
      await new Promise(resolve => setTimeout(resolve, 500))
      const seen = [hanging(), source.standIn.connections.live, started.length]
      control.abort(new Error('seen'))
      return seen
    })
    const finished: (string | undefined)[] = []
    for await (const event of run(workspace, { concurrency: 3, signal: control.signal })) {
      if (event.type === 'entity.started') started.push(event.entity)
      if (event.type === 'entity.finished') finished.push(event.status)
    }
    assert.deepEqual(await watched, [3, 3, 3])
    assert.deepEqual(finished.toSorted(), ['failed', 'failed', 'failed', 'skipped', 'skipped', 'skipped'])
  })

  test('a plan tells and changes nothing', async () => {
    const project = new Project('plan')
    const workspace = await workspaceOf(project, ['customers', 'nowhere'])
    const { entities } = await plan(workspace)
    assert.deepEqual(readdirSync(project.folder), ['flows.yml'])
    const [customers, nowhere] = entities
    assert.deepEqual([customers?.estimate, customers?.replaces, customers?.ranges.length], [500, null, 1])
    assert.deepEqual(
      customers?.schema.fields.map(({ name }) => name),
      expectedRows('customers').names,
    )
    assert.match(nowhere?.error?.message ?? '', /nowhere/)
  })

  test('rows_per_file splits an entity, and a second run replaces all of its files', async () => {
    const project = new Project('split')
    const store = { rows_per_file: 400 }
    const { only } = await collect(project, ['orders'], { store })
    assert.deepEqual(
      only.files.map(({ rows }) => rows),
      [400, 400, 400, 300],
    )
    const before = readdirSync(project.path('out', 'orders'))
    await collect(project, ['orders'], { store })
    const parts = partsOf(project.path('out', 'orders'))
    assert.equal(parts.length, 4)
    for (const part of parts) assert.ok(!before.includes(basename(part)))
    const { names, cells } = expectedRows('orders')
    assertRows(await byDuckdb(parts), names, cells, 'DuckDB')
    assertRows(await byHyparquet(parts), names, cells, 'hyparquet')
  })

  for (const [compression, named] of Object.entries({
    zstd: 'ZSTD',
    snappy: 'SNAPPY',
    gzip: 'GZIP',
    none: 'UNCOMPRESSED',
  })) {
    test(`compression: ${compression}, with rows and without`, async () => {
      const project = new Project(compression)
      const { finished } = await collect(project, ['products', 'returns'], { store: { compression } })
      assert.deepEqual(
        finished.map(({ files }) => files.length),
        [1, 1],
      )
      for (const entity of ['products', 'returns']) {
        const files = partsOf(project.path('out', entity))
        const { names, cells } = expectedRows(entity)
        const read = await byDuckdb(files)
        assertRows(read, names, cells, 'DuckDB')
        assert.deepEqual(
          read.types,
          shapes.get(entity)!.map(({ type }) => duckdbType(type)),
        )
        assertRows(await byHyparquet(files), names, cells, 'hyparquet')
      }
      const [part] = partsOf(project.path('out', 'products'))
      const used = await query(`SELECT DISTINCT compression FROM parquet_metadata('${part}')`)
      assert.deepEqual(used, [[named]])
    })
  }

  test('rows larger than the whole budget move, side by side', async () => {
    const project = new Project('large rows')
    const same = ['one', 'two', 'three'].map(name => ({ name, home: { table: 'dbo.all_types' } }))
    const options = { memory: 2 ** 20, concurrency: 4 }
    const { finished } = await collect(project, [...same, 'products', 'order_lines'], { options })
    assert.deepEqual(new Set(finished.map(({ status }) => status)), new Set(['ok']))
    const { names, cells } = expectedRows('all_types')
    for (const { name } of same) assertRows(await byDuckdb(partsOf(project.path('out', name))), names, cells, name)
  })

  test('a file that stands where the folder belongs stays, and is named', async () => {
    const project = new Project('in the way')
    mkdirSync(project.path('out'))
    writeFileSync(project.path('out', 'customers'), 'mine')
    const { finished } = await collect(project, ['customers', 'returns'])
    const status = Object.fromEntries(finished.map(event => [event.entity, event.status]))
    assert.deepEqual(status, { customers: 'failed', returns: 'empty' })
    const { error } = finished.find(({ entity }) => entity === 'customers')!
    assert.deepEqual([error?.code, error?.path], ['DISK', project.path('out', 'customers')])
    assert.equal(readFileSync(project.path('out', 'customers'), 'utf8'), 'mine')
    assert.deepEqual(readdirSync(project.path('out')).sort(), ['customers', 'returns'])
  })

  test('incremental adds files that no other run can have, and nothing when there is nothing new', async () => {
    const project = new Project('incremental')
    const entities = [{ name: 'stock_levels', run_type: 'incremental', watermark: { column: 'StockId' } }]
    const first = await collect(project, entities)
    assert.deepEqual([first.only.status, first.only.mode, first.only.rows], ['ok', 'incremental', 800])
    const before = contentsOf(project.path('out'))
    await source.engine.run(
      'erp',
      "INSERT INTO dbo.stock_levels (StockId, ProductId, Warehouse, Quantity, ModifiedAt) VALUES (801, 1, N'Oslo', 5, '2024-05-01'), (802, 2, N'Århus', 6, '2024-05-02')",
    )
    const second = await collect(project, entities)
    assert.deepEqual([second.only.status, second.only.rows, second.only.files.length], ['ok', 2, 1])
    const now = contentsOf(project.path('out'))
    for (const [path, checksum] of Object.entries(before)) assert.equal(now[path], checksum)
    assert.equal(Object.keys(now).length, 2)
    assert.ok(basename(second.only.files[0]!.path).startsWith(second.only.run))
    assert.notEqual(first.only.run, second.only.run)
    const [counts] = await query(
      `SELECT count(*), count(DISTINCT StockId), max(StockId) FROM ${duckdbTable(partsOf(project.path('out', 'stock_levels')))}`,
    )
    assert.deepEqual(counts!.map(Number), [802, 802, 802])
    const third = await collect(project, entities)
    assert.deepEqual([third.only.status, third.only.files], ['empty', []])
    assert.deepEqual(contentsOf(project.path('out')), now)
    const anew = await collect(project, entities, {}, { runType: 'full_drop' })
    assert.deepEqual([anew.only.mode, anew.only.rows], ['full_drop', 802])
    assert.equal(partsOf(project.path('out', 'stock_levels')).length, 1)
  })
})
