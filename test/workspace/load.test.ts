import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { stringify } from 'yaml'
import { ConfigError } from '../../lib/errors.ts'
import { isPattern } from '../../lib/mssql/pattern.ts'
import { loadWorkspace } from '../../lib/workspace/load.ts'
import { filesOf, flowsFile, folder, load, refusal, tableOf } from './files.ts'

const EXAMPLE = `name: erp
options: { concurrency: 4 }
connections:
  erp:
    type: mssql
    server: \${ERP_SERVER:-127.0.0.1}
    port: 1433
    database: erp
    encrypt: false                       # true (default) | false | strict
    trust_server_certificate: false
    authentication: { type: sql, user: reader, password: "\${ERP_PASSWORD}" }
flows:
  erp_to_files:
    home:  { type: mssql, connection: erp, table: "dbo.{entity}" }
    store: { type: local, path: out, format: parquet, compression: zstd }
    defaults: { run_type: full_drop }
    entities:
      - customers
      - { name: orders, columns: [OrderId, CustomerId, OrderDate, Total], where: "Total > 0" }
      - { name: big, home: { query: "select …" } }
`

const HOME = {
  type: 'mssql',
  connection: 'erp',
  isolation: 'read_committed',
  datetime2: 'microseconds',
  datetimeoffset: 'utc',
  uniqueidentifier: 'string',
}

function store(entity: string) {
  const base = join(folder, 'out')
  return {
    type: 'local',
    path: join(base, entity),
    base,
    format: 'parquet',
    compression: 'zstd',
    rows_per_file: 1_000_000,
  }
}

describe('loadWorkspace', () => {
  it('loads the example exactly, with every default in place', async () => {
    const flow = 'erp_to_files'
    const run_type = 'full_drop'
    assert.deepStrictEqual(await load(EXAMPLE, { env: { ERP_PASSWORD: 'geheim' } }), {
      name: 'erp',
      file: join(folder, 'flows.yml'),
      options: { concurrency: 4, resume_within: 3_600_000, tries: 5 },
      journal: { location: 'path', path: join(folder, '.hygge', 'journal') },
      connections: {
        erp: {
          type: 'mssql',
          server: '127.0.0.1',
          port: 1433,
          database: 'erp',
          encrypt: false,
          trust_server_certificate: false,
          authentication: { type: 'sql', user: 'reader', password: 'geheim' },
          connect_timeout: 30,
          request_timeout: 300,
          application_intent: 'read_write',
        },
      },
      entities: [
        {
          flow,
          name: 'customers',
          run_type,
          verify: 'rows',
          home: { ...HOME, table: 'dbo.customers' },
          store: store('customers'),
        },
        {
          flow,
          name: 'orders',
          run_type,
          verify: 'rows',
          home: {
            ...HOME,
            table: 'dbo.orders',
            columns: ['OrderId', 'CustomerId', 'OrderDate', 'Total'],
            where: 'Total > 0',
          },
          store: store('orders'),
        },
        { flow, name: 'big', run_type, verify: 'rows', home: { ...HOME, query: 'select …' }, store: store('big') },
      ],
    })
  })

  it('names the run after the folder when the file does not, and expands variables in the name', async () => {
    assert.equal((await load(flowsFile())).name, folder.split('/').at(-1))
    assert.equal((await load(`name: run-\${STAGE}\n${flowsFile()}`, { env: { STAGE: 'test' } })).name, 'run-test')
  })

  it('takes a path relative to the current folder, and paths in the file relative to the file', async () => {
    const other = join(folder, 'deeper')
    mkdirSync(other, { recursive: true })
    writeFileSync(join(other, 'x.yml'), flowsFile({ store: '{ type: local, path: ../data }' }))
    const workspace = await loadWorkspace(relative(process.cwd(), join(other, 'x.yml')), { env: {} })
    assert.equal(workspace.file, join(other, 'x.yml'))
    assert.equal(filesOf(workspace.entities[0]).path, join(folder, 'data', 'a'))
  })

  it('reads options, also memory with a unit', async () => {
    const options = async (text: string) => (await load(`options: ${text}\n${flowsFile()}`)).options
    const others = { concurrency: 4, resume_within: 3_600_000, tries: 5 }
    assert.deepEqual(await options('{}'), others)
    assert.deepEqual(await options('{ memory: 2 GB, workers: 3 }'), { ...others, memory: 2e9, workers: 3 })
    assert.deepEqual(await options('{ memory: 1.5GiB }'), { ...others, memory: 1.5 * 1024 ** 3 })
    assert.deepEqual(await options('{ memory: 1048576, concurrency: 1 }'), {
      ...others,
      concurrency: 1,
      memory: 1_048_576,
    })
    assert.deepEqual((await refusal(`options: { memory: 1 KB }\n${flowsFile()}`)).short, [
      '1:20 options.memory: expected at least 1 MiB = write bytes, or a number with a unit: 512 MiB',
    ])
  })

  it('understands anchors, aliases and merge keys', async () => {
    const text = flowsFile({
      entities:
        '[{ name: a, home: &h { isolation: snapshot, where: x = 1 } }, { name: b, home: { <<: *h, where: y = 2 } }]',
    })
    const [, b] = (await load(text)).entities
    assert.equal(tableOf(b).isolation, 'snapshot')
    assert.equal(b!.home.where, 'y = 2')
  })

  it('takes names that are special to JavaScript for names', async () => {
    const text = flowsFile({ entities: '[constructor, __proto__, { name: toString }]' }).replaceAll('erp', '__proto__')
    const { entities, connections } = await load(text)
    assert.deepEqual(
      entities.map(entity => [entity.name, tableOf(entity).table, tableOf(entity).connection]),
      ['constructor', '__proto__', 'toString'].map(name => [name, `dbo.${name}`, '__proto__']),
    )
    assert.deepEqual(Object.keys(connections), ['__proto__'])
  })

  it('survives a round trip through YAML', async () => {
    const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).filter(text => !text.includes('${'))
    const word = name.filter(text => !/[{}]/.test(text))
    const entity = fc.record(
      {
        run_type: fc.constantFrom('full_drop', 'incremental'),
        columns: fc.uniqueArray(word, { minLength: 1, maxLength: 3 }),
        where: word,
        store: fc.record(
          { compression: fc.constantFrom('zstd', 'gzip'), rows_per_file: fc.integer({ min: 1, max: 9 }) },
          { requiredKeys: [] },
        ),
      },
      { requiredKeys: [] },
    )
    // With a star they would be patterns.
    const flow = fc.dictionary(
      name.filter(text => !isPattern(text)),
      entity,
      { minKeys: 1, maxKeys: 3, noNullPrototype: true },
    )
    const flows = fc.dictionary(name, flow, { minKeys: 1, maxKeys: 2, noNullPrototype: true })
    await fc.assert(
      fc.asyncProperty(flows, word, async (flows, password) => {
        const text = stringify({
          connections: {
            c: { type: 'mssql', server: 's', database: 'd', authentication: { type: 'sql', user: 'u', password } },
          },
          flows: Object.fromEntries(
            Object.entries(flows).map(([name, entities]) => [
              name,
              {
                home: { type: 'mssql', connection: 'c', table: 'dbo.[{entity}]' },
                store: { type: 'local', path: 'out/{flow}/{entity}' },
                entities: Object.entries(entities).map(([name, more]) => ({
                  name,
                  ...more,
                  ...(more.run_type === 'incremental' ? { watermark: { column: name } } : {}),
                })),
              },
            ]),
          ),
        })
        const { entities, connections } = await load(text)
        const { authentication } = connections.c!
        assert.equal(authentication.type === 'sql' && authentication.password, password)
        const wanted = Object.entries(flows).flatMap(([flow, entities]) =>
          Object.entries(entities).map(([name, { run_type = 'full_drop', columns, where, store }]) => [
            flow,
            name,
            run_type,
            run_type === 'incremental' ? { column: name } : undefined,
            `dbo.[${name.replaceAll(']', ']]')}]`,
            columns,
            where,
            store?.compression ?? 'zstd',
            store?.rows_per_file ?? 1_000_000,
          ]),
        )
        assert.deepEqual(
          entities.map(entity => [
            entity.flow,
            entity.name,
            entity.run_type,
            entity.watermark,
            tableOf(entity).table,
            tableOf(entity).columns,
            tableOf(entity).where,
            filesOf(entity).compression,
            filesOf(entity).rows_per_file,
          ]),
          wanted,
        )
        assert.equal(new Set(entities.map(entity => filesOf(entity).path)).size, wanted.length)
        for (const store of entities.map(filesOf)) {
          const below = relative(join(folder, 'out'), store.path).split('/')
          assert.ok(below.length === 2 && !below.includes('..'), store.path)
        }
      }),
      { numRuns: 60 },
    )
  })
})

describe('files that cannot be loaded', () => {
  it('are told apart', async () => {
    mkdirSync(join(folder, 'sub'), { recursive: true })
    writeFileSync(join(folder, 'sub', 'orders.yml'), '')
    const message = (file: string) =>
      loadWorkspace(file).then(
        () => assert.fail(),
        (error: unknown) =>
          error instanceof ConfigError ? error.message.replaceAll(folder, '.') : assert.fail(String(error)),
      )
    const cwd = process.cwd()
    assert.equal(
      await message(join(folder, 'sub', 'order.yml')),
      `./sub/order.yml: there is no such file; the current folder is ${cwd}\n     = did you mean \`orders.yml\`?\n`,
    )
    assert.equal(
      await message(join(folder, 'none', 'x.yml')),
      `./none/x.yml: there is no such file; the current folder is ${cwd}\n     = check the spelling, or change to the folder of the file\n`,
    )
    assert.equal(
      await message(join(folder, 'sub')),
      './sub: this is a folder, and there is no hygge.yml or flows.yml in it\n     = name a file: ./sub/orders.yml\n',
    )
    assert.equal(
      await message(join(folder, 'sub', 'orders.yml')),
      './sub/orders.yml: the file is empty\n     = name connections and flows in it; `hygge-run schema` says how\n',
    )
  })

  it('with text that is not UTF-8, only comments, a list, or nesting without end', async () => {
    assert.match((await refusal(Uint8Array.of(0xff, 0xfe, 0x61))).message, /not UTF-8 text\n {5}= save it as UTF-8/)
    assert.match((await refusal('# nothing\n')).message, /the file is empty/)
    assert.deepEqual(
      (await refusal('- a\n')).short[0]?.split(' = ')[0],
      '1:1 : expected a map of keys and values, found a list',
    )
    assert.ok((await refusal('['.repeat(50_000))).problems.length > 0)
  })
})
