import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { filesOf, flowsFile, folder, load, refusal, tableOf } from './files.ts'

/** The file with `defaults` of the workspace in its last line. */
function shared(defaults: string, parts: Parameters<typeof flowsFile>[0] = {}): string {
  return flowsFile({ ...parts, more: `defaults: ${defaults}` })
}

describe('defaults', () => {
  it('count less the farther they are: workspace, flow defaults, flow, entity; key by key', async () => {
    const text = shared(
      '{ run_type: incremental, watermark: { column: w }, home: { isolation: snapshot, datetime2: string }, store: { compression: none, rows_per_file: 1 } }',
      {
        defaults: '{ watermark: { column: f }, home: { datetime2: nanoseconds }, store: { rows_per_file: 2 } }',
        store: '{ type: local, path: out }',
        entities: '[a, { name: b, run_type: full_drop, watermark: false, home: { isolation: read_uncommitted } }]',
      },
    )
    const [a, b] = (await load(text)).entities
    assert.deepEqual([a!.run_type, a!.watermark], ['incremental', { column: 'f' }])
    assert.deepEqual([tableOf(a).isolation, tableOf(a).datetime2], ['snapshot', 'nanoseconds'])
    assert.deepEqual([filesOf(a).compression, filesOf(a).rows_per_file], ['none', 2])
    assert.deepEqual([b!.run_type, b!.watermark, tableOf(b).isolation], ['full_drop', undefined, 'read_uncommitted'])
    assert.equal(tableOf(b).datetime2, 'nanoseconds')
  })

  it('of the workspace give a table to flows that name none, and give way to a query', async () => {
    const home = '{ type: mssql, connection: erp }'
    const entities = '[a, { name: b, home: { query: select 1 } }]'
    const [a, b] = (await load(shared('{ home: { table: "x.{entity}" } }', { home, entities }))).entities
    assert.equal(tableOf(a).table, 'x.a')
    assert.deepEqual([tableOf(b).table, tableOf(b).query], [undefined, 'select 1'])
  })

  it('W8 W25 that nothing can take are errors, not silence', async () => {
    const flow = await refusal(
      flowsFile({
        defaults: '{ home: { query: q }, store: { compression: none } }',
        store: '{ type: local, path: o, compression: zstd }',
      }),
    )
    assert.deepEqual(flow.short, [
      '7:25 flows.f.defaults.home.query: has no effect: flows.f.home.table counts more = keep one of the two',
      '7:46 flows.f.defaults.store.compression: has no effect: flows.f.store.compression counts more = keep one of the two',
    ])
    const whole = await refusal(shared('{ store: { path: x }, home: { connection: erp, isolation: snapshot } }'))
    assert.deepEqual(whole.short, [
      '8:22 defaults.store.path: has no effect: every flow says it itself = remove it here, or there',
      '8:41 defaults.home.connection: has no effect: every flow says it itself = remove it here, or there',
    ])
    assert.deepEqual((await refusal(shared('{ run_typ: incremental }'))).short, [
      '8:13 defaults.run_typ: unknown key = did you mean `run_type`?',
    ])
  })
})

describe('{schema}', () => {
  it('is the schema of an entity that is called schema.table; {entity} beside it is the table', async () => {
    const text = flowsFile({
      home: '{ type: mssql, connection: erp, table: "[{schema}].[{entity}]" }',
      store: '{ type: local, path: "out/{schema}" }',
      entities:
        '[sales.Orders, "[a.b].[Order ]]s]", { name: x.y, home: { query: "select \'{schema}\', \'{entity}\'" } }]',
    })
    const { entities } = await load(text)
    assert.deepEqual(
      entities.map(entity => tableOf(entity).table ?? tableOf(entity).query),
      ['[sales].[Orders]', '[a.b].[Order ]]s]', "select 'x', 'y'"],
    )
    assert.deepEqual(filesOf(entities[0]).path, join(folder, 'out', 'sales', 'Orders'))
    assert.deepEqual(filesOf(entities[0]).base, join(folder, 'out'))
  })

  it('leaves {entity} whole in texts that do not ask for it', async () => {
    const home = '{ type: mssql, connection: erp, table: "{entity}" }'
    const [entity] = (await load(flowsFile({ home, entities: '[sales.Orders]' }))).entities
    assert.equal(tableOf(entity).table, 'sales.Orders')
    assert.equal(filesOf(entity).path, join(folder, 'out', 'sales.Orders'))
  })

  it('is refused for names that have none', async () => {
    const home = '{ type: mssql, connection: erp, table: "{schema}.{entity}" }'
    const advice = 'call the entity as in `sales.Orders`, or give it a text of its own without {schema}'
    assert.deepEqual((await refusal(flowsFile({ home, entities: '[a, { name: a.b.c }]' }))).short, [
      `7:16 flows.f.entities[0]: the name has no schema, and flows.f.home.table asks for {schema} = ${advice}`,
      `7:27 flows.f.entities[1].name: the name has no schema, and flows.f.home.table asks for {schema} = ${advice}`,
    ])
    const store = '{ type: local, path: "{schema}/{entity}" }'
    assert.match((await refusal(flowsFile({ store }))).short[0] ?? '', /flows\.f\.store\.path asks for \{schema\}/)
  })
})
