import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { entityFolder, pathMistake } from '../../lib/workspace/folder.ts'
import { flowsFile, refusal } from './files.ts'

const names = { entity: 'orders', flow: 'erp' }

describe('entityFolder', () => {
  it('puts every entity into a folder of its own', () => {
    const cases: [template: string, path: string, base: string][] = [
      ['out', '/w/out/orders', '/w/out'],
      ['out/', '/w/out/orders', '/w/out'],
      ['.', '/w/orders', '/w'],
      ['../data', '/data/orders', '/data'],
      ['/data/x', '/data/x/orders', '/data/x'],
      ['{entity}', '/w/orders', '/w'],
      ['/{entity}', '/orders', '/'],
      ['out/{entity}', '/w/out/orders', '/w/out'],
      ['out/{entity}/new', '/w/out/orders/new', '/w/out'],
      ['out/x-{entity}.d', '/w/out/x-orders.d', '/w/out'],
      ['out/{flow}', '/w/out/erp/orders', '/w/out'],
      ['out/{flow}/{flow}_{entity}', '/w/out/erp/erp_orders', '/w/out'],
    ]
    for (const [template, path, base] of cases)
      assert.deepEqual(entityFolder(template, names, '/w'), { path, base }, template)
  })

  it('takes a name as one segment, whatever is in it', () => {
    assert.equal(entityFolder('out', { entity: '../../etc/x', flow: 'f' }, '/w').path, '/w/out/%2E.%2F..%2Fetc%2Fx')
    assert.equal(entityFolder('{flow}', { entity: '{flow}', flow: '{entity}' }, '/w').path, '/w/{entity}/{flow}')
  })
})

describe('store paths', () => {
  it('that cannot be meant are refused', async () => {
    assert.equal(pathMistake('out/{entity}/{flow}'), undefined)
    assert.equal(pathMistake('C:/out'), undefined)
    assert.equal(pathMistake('a~b'), undefined)
    const advice = async (path: string) =>
      (await refusal(flowsFile({ store: `{ type: local, path: ${JSON.stringify(path)} }` }))).short.join('\n')
    assert.equal(
      await advice('abfss://x@y/z'),
      '6:33 flows.f.store.path: a local store writes to folders, not to URLs = write a path: out, ../out or /data/out',
    )
    assert.equal(await advice('~/out'), `6:33 flows.f.store.path: \`~\` is not expanded = write \${HOME}/… instead`)
    assert.equal(
      await advice('out/{table}'),
      '6:33 flows.f.store.path: `{table}` is not known = there are {entity}, {flow} and {schema}',
    )
    assert.match(await advice('{entity}/..'), /settles in the folder that holds this file/)
    assert.match(await advice('out/{entity}/../..'), /settles in the folder that holds this file/)
    assert.match(await advice('out/{entity}/../../x'), /settles outside of the folder that the store names/)
    assert.match(await advice(`/{entity}${'x'.repeat(255)}`), /folder's name has more than 255 bytes/)
  })

  it('that meet are refused', async () => {
    const meet = async (entities: string, more = '') => (await refusal(flowsFile({ entities, more }))).short
    const advice = 'give one of them a `store: { path: … }` of its own, or put {flow} and {entity} into the path'
    assert.deepEqual(await meet('[a, { name: b, store: { path: "out/a" } }]'), [
      `7:27 flows.f.entities[1].name: settles inside the folder of flows.f.entities[0] = ${advice}`,
    ])
    const same = `  g:
    home: { type: mssql, connection: erp, table: x }
    store: { type: local, path: ./x/../out/ }
    entities: [a]`
    assert.deepEqual(await meet('[a]', same), [
      `11:16 flows.g.entities[0]: settles in the same folder as flows.f.entities[0] = ${advice}`,
    ])
    assert.deepEqual(await meet('[a, { name: tmp, store: { path: "out/_{entity}" } }]'), [
      '7:27 flows.f.entities[1].name: settles in `_tmp`, where unfinished files are kept = choose another `store: { path: … }`',
    ])
  })
})
