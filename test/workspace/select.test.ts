import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { ConfigError } from '../../lib/errors.ts'
import { selectEntities } from '../../lib/workspace/select.ts'
import type { Workspace } from '../../lib/workspace/workspace.ts'
import { load } from './files.ts'

let workspace: Workspace

before(async () => {
  workspace = await load(`connections:
  c: { type: mssql, server: s, database: d, authentication: { type: default } }
flows:
  erp: &flow
    home: { type: mssql, connection: c, table: "{entity}" }
    store: { type: local, path: "out/{flow}" }
    entities: [orders, order_lines, dim_item, dim_date, "a/b", "[x*]", "[dbo].[y]"]
  crm: { <<: *flow, entities: [orders, dim_item] }
  "v1.2": { <<: *flow, entities: [a.b] }
`)
})

function select(select: string[], exclude: string[] = []): string[] {
  return selectEntities(workspace, { select, exclude }).entities.map(({ flow, name }) => `${flow}.${name}`)
}

function refused(words: string[], exclude: string[] = []): string {
  try {
    select(words, exclude)
  } catch (error) {
    assert.ok(error instanceof ConfigError && error.code === 'NOTHING_SELECTED')
    return `${error.message}\n${error.advice}`
  }
  return assert.fail('something was selected')
}

describe('selectEntities', () => {
  it('selects all when nothing is said', () => {
    assert.deepEqual(selectEntities(workspace, {}).entities, workspace.entities)
    assert.deepEqual(selectEntities(workspace, { select: [], exclude: [''] }).entities, workspace.entities)
  })

  it('selects entities, flows and globs, in the order of the file', () => {
    assert.deepEqual(select(['crm.orders']), ['crm.orders'])
    assert.deepEqual(select(['crm', 'erp.orders']), ['erp.orders', 'crm.orders', 'crm.dim_item'])
    assert.deepEqual(select(['*.dim_*']), ['erp.dim_item', 'erp.dim_date', 'crm.dim_item'])
    assert.deepEqual(select(['erp.dim_{item,date}, crm.orders']), ['erp.dim_item', 'erp.dim_date', 'crm.orders'])
    assert.deepEqual(select(['c?m']), ['crm.orders', 'crm.dim_item'])
    assert.deepEqual(select(['*']), select([]), 'a star crosses every character of a name')
    assert.deepEqual(select(['erp.a*']), ['erp.a/b'])
    assert.deepEqual(select(['v1.2']), ['v1.2.a.b'])
  })

  it('takes a name for itself before it takes it for a glob', () => {
    assert.deepEqual(select(['erp.[x*]', 'erp.[dbo].[y]', 'erp.a/b']), ['erp.a/b', 'erp.[x*]', 'erp.[dbo].[y]'])
  })

  it('excludes, and exclusion wins', () => {
    assert.deepEqual(select(['erp'], ['*.dim_*', 'erp.orders,erp.order_lines']), [
      'erp.a/b',
      'erp.[x*]',
      'erp.[dbo].[y]',
    ])
    assert.deepEqual(select([], ['erp', 'v1.2']), ['crm.orders', 'crm.dim_item'])
  })

  it('says what there is when a word matches nothing', () => {
    const there =
      'There are: erp.orders, erp.order_lines, erp.dim_item, erp.dim_date, erp.a/b, erp.[x*], erp.[dbo].[y], crm.orders, crm.dim_item, v1.2.a.b.'
    const advice = 'Write flow.entity, the flow alone for all of its entities, or a glob in quotes: "erp.dim_*".'
    assert.equal(
      refused(['erp.oders']),
      `--select erp.oders matches no entity. Did you mean \`erp.orders\`?\n${there}\n${advice}`,
    )
    assert.equal(
      refused(['dim_date']),
      `--select dim_date matches no entity. Did you mean \`erp.dim_date\`?\n${there}\n${advice}`,
    )
    assert.equal(refused(['erp', 'warehouse.*']), `--select warehouse.* matches no entity.\n${there}\n${advice}`)
    assert.equal(
      refused([], ['crm.dimitem']),
      `--exclude crm.dimitem matches no entity. Did you mean \`crm.dim_item\`?\n${there}\n${advice}`,
    )
    assert.equal(
      refused(['crm'], ['*.*']),
      'Nothing is left to move: --exclude takes out everything that was selected.\nExclude less; selected were crm.orders, crm.dim_item.',
    )
  })
})
