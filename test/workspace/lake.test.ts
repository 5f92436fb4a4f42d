/** Stores in a lake: what is written of them, and what becomes of it. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { journalOf, journalsOf } from '../../lib/flow/journals.ts'
import { secretsOf } from '../../lib/report/redact.ts'
import { flowsFile, load, refusal } from './files.ts'

const ACCOUNT = 'https://account.dfs.core.windows.net'
const [WORKSPACE, LAKEHOUSE] = ['8a1f0c7e-6f0b-4a6e-9d55-0b8f1c2d3e4f', '0c9d8e7f-1a2b-4c3d-8e9f-a0b1c2d3e4f5']

function adls(keys: string): string {
  return `{ type: adls, account_url: "${ACCOUNT}", filesystem: raw, ${keys} }`
}

function onelake(keys: string): string {
  return `{ type: onelake, workspace: ${WORKSPACE}, lakehouse: ${LAKEHOUSE}${keys} }`
}

async function storesOf(store: string, entities = '[a]') {
  return (await load(flowsFile({ store, entities }))).entities.map(entity => entity.store)
}

async function placesOf(store: string, entities?: string) {
  return (await storesOf(store, entities)).map(made => {
    assert.ok(made.type !== 'mssql' && made.type !== 'sqlite')
    return { path: made.path, base: made.base }
  })
}

describe('a lake in a flows file', () => {
  it('is expanded with every default', async () => {
    const files = { format: 'parquet', compression: 'zstd', rows_per_file: 1_000_000 }
    assert.deepEqual(JSON.parse(JSON.stringify(await storesOf(adls('path: "erp/{entity}"')))), [
      {
        ...{ type: 'adls', account_url: ACCOUNT, filesystem: 'raw', ...files },
        ...{ authentication: { type: 'default' }, base: 'erp', path: 'erp/a' },
      },
    ])
    assert.deepEqual(JSON.parse(JSON.stringify(await storesOf(onelake('')))), [
      {
        ...{ type: 'onelake', account_url: 'https://onelake.dfs.fabric.microsoft.com' },
        ...{ workspace: WORKSPACE, lakehouse: LAKEHOUSE, ...files },
        ...{ authentication: { type: 'default' }, base: 'Files', path: 'Files/a' },
      },
    ])
  })

  it('has paths from its root, with a folder for each entity', async () => {
    assert.deepEqual(await placesOf(adls('path: "/x//y/"'), '["a/b"]'), [{ base: 'x/y', path: 'x/y/a%2Fb' }])
    assert.deepEqual(await placesOf(adls('path: "{flow}/{entity}/v1"')), [{ base: '', path: 'f/a/v1' }])
    assert.deepEqual(await placesOf(onelake(', schema: sales')), [
      { base: 'Files/sales.schema', path: 'Files/sales.schema/a' },
    ])
    assert.deepEqual(await placesOf(onelake(', path: "Files/x/{schema}/{entity}"'), '[dbo.a]'), [
      { base: 'Files/x', path: 'Files/x/dbo/a' },
    ])
  })

  it('W17 has tables in the landing zone of a mirrored database, which no path doubles', async () => {
    const mirror = (keys: string) => `{ type: open_mirroring, workspace: ${WORKSPACE}, mirror: ${LAKEHOUSE}${keys} }`
    const place = async (keys: string, entities?: string) => (await placesOf(mirror(keys), entities))[0]
    const base = 'Files'
    const at = (path: string) => ({ path: `Files/LandingZone/${path}`, base })
    assert.deepEqual(await place(''), at('a'))
    assert.deepEqual(await place(', schema: sales'), at('sales.schema/a'))
    assert.deepEqual(await place(', schema: "{schema}"', '[dbo.a]'), at('dbo.schema/a'))
    for (const path of ['Files/LandingZone/x.schema/{entity}', '/Files/LandingZone/x.schema', 'x.schema/{entity}'])
      assert.deepEqual(await place(`, path: "${path}"`), at('x.schema/a'), path)
    assert.deepEqual(await place(', path: Files/LandingZone/'), at('a'))
    const wrong: [keys: string, message: RegExp][] = [
      [', path: "Files/{entity}"', /there are tables, and schemas with tables/],
      [', path: "x/{entity}"', /there are tables, and schemas with tables/],
      [', row_marker: 4', /`row_marker` needs `key_columns`/],
      [', key_columns: a, polish: { add_row_marker: {} }', /say it by `row_marker`/],
      [', schema: s, path: "{entity}"', /`schema` goes without `path`/],
    ]
    for (const [keys, message] of wrong)
      assert.match((await refusal(flowsFile({ store: mirror(keys) }))).short.join('\n'), message, keys)
  })

  it('W19 keeps the place of the mirrored journal, and the name of its flow, free', async () => {
    const mirror = `{ type: open_mirroring, workspace: ${WORKSPACE}, mirror: ${LAKEHOUSE}, schema: hygge, mirror_journal: true }`
    const [store] = await storesOf(mirror)
    assert.ok(store?.type === 'open_mirroring' && store.mirror_journal)
    const taken = await refusal(flowsFile({ store: mirror, entities: '[journal]' }))
    assert.match(taken.short.join('\n'), /mirror_journal: the journal's table is where this entity settles/)
    const named = await refusal(flowsFile().replace('\n  f:', '\n  _hygge:'))
    assert.match(named.short.join('\n'), /^4:3 flows\._hygge: the journal has runs of its own under this name/)
  })

  it('takes names of a workspace and a lakehouse', async () => {
    const [store] = await storesOf('{ type: onelake, workspace: Sales, lakehouse: Raw }')
    assert.ok(store?.type === 'onelake')
    assert.deepEqual([store.workspace, store.lakehouse], ['Sales', 'Raw.Lakehouse'])
  })

  it('takes its login from the defaults, and keeps its secrets', async () => {
    const more = `defaults: { store: { authentication: { type: sas, token: "\${SAS}" } } }`
    const workspace = await load(flowsFile({ store: adls('path: x'), more }), { env: { SAS: 'sv=1&sig=secret' } })
    const [{ store }] = workspace.entities as [(typeof workspace.entities)[0]]
    assert.ok(store.type === 'adls')
    assert.deepEqual({ ...store.authentication }, { type: 'sas', token: 'sv=1&sig=secret' })
    assert.deepEqual(secretsOf(workspace), ['sv=1&sig=secret'])
  })

  it('keeps the journal in the lake when that is asked for, one for all entities of a base', async () => {
    const file = flowsFile({
      store: adls('path: "erp/{entity}"'),
      entities: '[a, b]',
      more: 'journal: { location: store }',
    })
    const workspace = await load(file)
    const journals = journalsOf(workspace, workspace.entities)
    assert.deepEqual(
      journals.map(({ location }) => location),
      [`${ACCOUNT}/raw/erp/.hygge_journal`],
    )
    const fabric = await load(flowsFile({ store: onelake(''), more: 'journal: { location: store }' }))
    assert.equal(
      journalOf(fabric, fabric.entities[0]!).location,
      `https://onelake.dfs.fabric.microsoft.com/${WORKSPACE}/${LAKEHOUSE}/Files/.hygge_journal`,
    )
  })

  it('says what is wrong, where, and what to do', async () => {
    const cases: [store: string, RegExp][] = [
      [adls('path: "a/../{entity}"'), /path: `\.` and `\.\.` have no meaning in a lake/],
      [adls('path: "https://x/y"'), /found a URL/],
      [adls('path: "a\\\\b"'), /backslash/],
      [adls('path: "a./b"'), /cannot end in a dot/],
      [adls('path: "{table}"'), /`\{table\}` is not known/],
      ['{ type: adls, account_url: account, filesystem: raw, path: x }', /account_url: expected a URL/],
      ['{ type: adls, account_url: "http://account.dfs.core.windows.net", filesystem: raw, path: x }', /https/],
      [
        '{ type: adls, account_url: "https://account.blob.core.windows.net", filesystem: raw, path: x }',
        /blob endpoint/,
      ],
      [`{ type: adls, account_url: "${ACCOUNT}?sig=x", filesystem: raw, path: x }`, /more than the account/],
      [onelake(', path: "Tables/{entity}"'), /below `Files`/],
      [onelake(', path: "Files/{entity}", schema: s'), /`schema` goes without `path`/],
      [onelake(', authentication: { type: storage_key, key: abcd }'), /no account keys/],
      [`{ type: onelake, workspace: ${WORKSPACE}, lakehouse: Raw }`, /two GUIDs or two names/],
      [adls('path: x, schema: s'), /schema: unknown key/],
    ]
    for (const [store, wanted] of cases) {
      const { short } = await refusal(flowsFile({ store }))
      assert.equal(short.length, 1, `${store}\n${short.join('\n')}`)
      assert.match(short[0]!, wanted)
      assert.doesNotMatch(short[0]!, /abcd|sig=x/)
    }
  })

  it('is no place for two entities in one folder, for staging, nor for the journal', async () => {
    const told = async (one: string, other: string) => {
      const entities = `[{ name: a, store: { path: "${one}" } }, { name: b, store: { path: "${other}" } }]`
      const more = 'journal: { location: store }'
      return (await refusal(flowsFile({ store: adls('path: x'), entities, more }))).short.join('\n')
    }
    assert.match(await told('y/{entity}', 'y/a/{entity}'), /settles inside the folder of/)
    assert.match(await told('y/{entity}', 'y/_tmp/{entity}'), /settles in `_tmp`/)
    assert.match(await told('y/{entity}', 'y/.hygge_journal/{entity}'), /settles in the folder of the journal/)
    // On a disk of this machine and in a lake the same words are other folders.
    const both = flowsFile({
      store: adls('path: "x/{entity}"'),
      more: `  g:
    home: { type: mssql, connection: erp, table: "dbo.{entity}" }
    store: { type: local, path: "x/{entity}" }
    entities: [a]`,
    })
    assert.equal((await load(both)).entities.length, 2)
  })
})
