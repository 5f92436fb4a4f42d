/** Entities that are patterns: what is checked before any catalog is asked, and what they become. */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import type { TableId } from '../../lib/mssql/pattern.ts'
import type { Patterns } from '../../lib/workspace/patterns.ts'
import { patternsFor, selectEntities } from '../../lib/workspace/select.ts'
import type { Workspace } from '../../lib/workspace/workspace.ts'
import { filesOf, flowsFile, folder, load, refusal, tableOf } from './files.ts'

const HOME = '{ type: mssql, connection: erp }'
const DBO: TableId[] = ['Customers', 'Order Details', 'Orders', 'tmp_x'].map(name => ({ schema: 'dbo', name }))

function patternsOf({ patterns }: Workspace): Patterns {
  assert.ok(patterns)
  return patterns
}

/** What the workspace's entities are when every pattern finds what it means of these tables. */
async function expanded(entities: string, tables = DBO, more: { home?: string; store?: string } = {}) {
  const workspace = await load(flowsFile({ home: HOME, entities, ...more }))
  const patterns = patternsOf(workspace)
  return patterns.expand(new Map(patterns.all.map(each => [each, tables.filter(table => each.matches(table))])))
}

describe('an entity that is a pattern', () => {
  it('becomes an entity for each table, called schema.table, with all that is said of the pattern', async () => {
    const entities = await expanded(
      '[{ name: "dbo.*", exclude: ["dbo.tmp_*"], run_type: incremental, watermark: { column: id }, store: { rows_per_file: 7 } }]',
    )
    assert.deepEqual(
      entities.map(({ name }) => name),
      ['dbo.Customers', 'dbo.Order Details', 'dbo.Orders'],
    )
    const [, details] = entities
    assert.equal(tableOf(details).table, '[dbo].[Order Details]')
    assert.equal(details?.run_type, 'incremental')
    assert.equal(filesOf(details).rows_per_file, 7)
    assert.ok(details.store.type === 'local' && details.store.path === join(folder, 'out', 'dbo.Order Details'))
  })

  it('stands in its place; a table that is named, or was found before, is taken once', async () => {
    const entities = await expanded(
      '[{ name: last, home: { table: orders } }, "dbo.O*", { name: dbo.customers, columns: [Id], home: { table: "dbo.customers" } }, "*.*"]',
    )
    assert.deepEqual(
      entities.map(({ name }) => name),
      ['last', 'dbo.Order Details', 'dbo.customers', 'dbo.tmp_x'],
    )
    assert.deepEqual(tableOf(entities[2]).columns, ['Id'])
  })

  it('fills {schema} and {entity} in tables, queries and paths', async () => {
    const query = '{ type: mssql, connection: erp, query: "SELECT 1 FROM [{schema}].[{entity}]" }'
    const store = '{ type: local, path: "out/{schema}/{entity}" }'
    const [entity] = await expanded('["dbo.Order*"]', DBO, { home: query, store })
    assert.equal(tableOf(entity).query, 'SELECT 1 FROM [dbo].[Order Details]')
    assert.ok(entity?.store.type === 'local' && entity.store.path.endsWith(join('out', 'dbo', 'Order Details')))
  })

  it('is not in the workspace before a catalog was asked, but its place, secrets and journal are known', async () => {
    const { entities, patterns } = await load(
      flowsFile({ home: HOME, entities: '["dbo.*", { name: a, home: { table: t } }]' }),
    )
    assert.deepEqual(
      entities.map(({ name }) => name),
      ['a'],
    )
    const [pattern] = patterns!.all
    assert.deepEqual([pattern?.flow, pattern?.name, pattern?.connection, pattern?.views], ['f', 'dbo.*', 'erp', false])
    assert.equal(pattern?.sample.entity.store.type, 'local')
  })

  it('refuses what cannot be told apart, and keys that mean nothing', async () => {
    const dbo = '{ type: mssql, connection: erp, table: "dbo.{entity}" }'
    assert.deepEqual((await refusal(flowsFile({ home: dbo, entities: '["dbo.*"]' }))).short, [
      '5:50 flows.f.home.table: a pattern finds tables in schemas, and `table` has no {schema} = write `table: "[{schema}].[{entity}]"` for it, or no `table` at all: then each is read as it was found',
    ])
    assert.deepEqual((await refusal(flowsFile({ home: HOME, entities: '["Order*"]' }))).short, [
      '7:16 flows.f.entities[0]: this is not a pattern of tables = Write schema.table with * and ? in it: dbo.*, sales.Order*, or *.* for all tables',
    ])
    const keys = '[{ name: a, home: { table: t }, exclude: ["dbo.*"], views: true }]'
    assert.deepEqual((await refusal(flowsFile({ home: HOME, entities: keys }))).short, [
      '7:47 flows.f.entities[0].exclude: `exclude` goes with a pattern, and this names one entity = write a name such as dbo.* for tables of a SQL Server, or remove the key',
      '7:67 flows.f.entities[0].views: `views` goes with a pattern, and this names one entity = write a name such as dbo.* for tables of a SQL Server, or remove the key',
    ])
    const wrong = await refusal(flowsFile({ home: HOME, entities: '[{ name: "dbo.*", exclude: ["tmp_*"] }]' }))
    assert.match(wrong.short[0] ?? '', /exclude\[0\]: this is not a pattern/)
    assert.match((await refusal(flowsFile({ home: HOME, entities: '["dbo.*", "dbo.*"]' }))).short[0] ?? '', /twice/)
  })

  it('is an error when two of its tables settle in one folder', async () => {
    const two = ['a.b', 'a_b'].map(name => ({ schema: 'dbo', name }))
    const store = '{ type: local, path: "out/x" }'
    assert.equal((await expanded('["dbo.*"]', two, { store })).length, 2)
    await assert.rejects(
      expanded(
        '["dbo.*", { name: other, home: { table: t }, store: { path: "out/{flow}/../x/dbo.a_b/{entity}" } }]',
        two,
        {
          store,
        },
      ),
      { code: 'CONFIG_INVALID', message: /settles inside the folder|settles outside/ },
    )
  })

  it('with brackets around its star is the name of one entity', async () => {
    const { entities, patterns } = await load(flowsFile({ entities: '["[x*]"]' }))
    assert.equal(patterns, undefined)
    assert.equal(tableOf(entities[0]).table, 'dbo.[x*]')
  })
})

describe('a selection of patterns', () => {
  const text = flowsFile({
    home: HOME,
    entities: '["dbo.*"]',
    more: `  g: { home: ${HOME}, store: { type: local, path: g }, entities: ["sales.*", { name: a, home: { table: t } }] }`,
  })

  it('asks only the catalogs that it may mean something of', async () => {
    const workspace = await load(text)
    const asked = (select: string[], exclude: string[] = []) =>
      patternsFor(workspace, { select, exclude }).map(({ name }) => name)
    assert.deepEqual(asked([]), ['dbo.*', 'sales.*'])
    assert.deepEqual(asked(['f']), ['dbo.*'])
    assert.deepEqual(asked(['g.sales.Orders']), ['sales.*'])
    assert.deepEqual(asked(['g.*']), ['sales.*'])
    assert.deepEqual(asked(['*.dim_*']), ['dbo.*', 'sales.*'])
    assert.deepEqual(asked([], ['f']), ['sales.*'])
  })

  it('is refused before that when nothing can be meant', async () => {
    const workspace = await load(text)
    assert.throws(() => selectEntities(workspace, { select: ['h.x'] }), { code: 'NOTHING_SELECTED' })
    assert.deepEqual(selectEntities(workspace, { select: ['g.a'] }).entities.length, 1)
    assert.deepEqual(
      selectEntities(workspace, { select: ['f.dbo.Orders'] }).patterns.map(({ name }) => name),
      ['dbo.*'],
    )
  })

  it('works on the names of the tables when they are known', async () => {
    const workspace = await load(text)
    const patterns = patternsOf(workspace)
    const entities = patterns.expand(
      new Map(patterns.all.map(each => [each, DBO.filter(table => each.matches(table))])),
    )
    const known = { ...workspace, entities, patterns: patterns.only(new Set()) }
    const names = (select: string[], exclude: string[] = []) =>
      selectEntities(known, { select, exclude }).entities.map(({ flow, name }) => `${flow}.${name}`)
    assert.deepEqual(names(['f.dbo.Orders']), ['f.dbo.Orders'])
    assert.deepEqual(names(['f'], ['f.dbo.*s', 'g']), ['f.dbo.tmp_x'])
    assert.throws(() => names(['f.dbo.Ordrs']), { code: 'NOTHING_SELECTED', message: /Did you mean `f\.dbo\.Orders`/ })
  })

  it('finds an entity by name for the journal, as far as a pattern could have it', async () => {
    const patterns = patternsOf(await load(text))
    const found = (word: string) => patterns.named(word).map(({ flow, name }) => `${flow}.${name}`)
    assert.deepEqual(found('f.dbo.Orders'), ['f.dbo.Orders'])
    assert.deepEqual(found('sales.Orders'), ['g.sales.Orders'])
    assert.deepEqual(found('f.hr.People'), [])
  })
})
