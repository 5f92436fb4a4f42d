import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, type TestContext, test } from 'node:test'
import type { DataLakeFileSystemClient } from '@azure/storage-file-datalake'
import { DuckDBInstance } from '@duckdb/node-api'
import { Field, Int32, Schema, Table, tableToIPC, vectorFromArray } from 'apache-arrow'
import fc from 'fast-check'
import { Table as WasmTable, writeParquet } from 'parquet-wasm'
import { type DataLake, type DataLakeOptions, startDataLake } from '../server.ts'
import { place } from '../test-support.ts'
import { changesOf, DELETE, INSERT, UPDATE, UPSERT } from './row-markers.ts'

const ITEM = 'Mirror.MirroredDatabase'
const ZONE = `${ITEM}/Files/LandingZone`

const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
const duckdb = await instance.connect()
const scratch = mkdtempSync(join(tmpdir(), 'mirror-test-'))
after(() => {
  duckdb.closeSync()
  instance.closeSync()
  rmSync(scratch, { recursive: true })
})

/** The bytes of a Parquet file with the rows of a SELECT. */
async function parquet(select: string): Promise<Buffer> {
  const path = join(scratch, 'file.parquet')
  await duckdb.run(`COPY (${select}) TO '${path}' (FORMAT parquet)`)
  return readFileSync(path)
}

/** Rows (id, name), with markers when they are given. */
function rows(...values: readonly (readonly [id: number, name: string | null, marker?: number])[]): Promise<Buffer> {
  const marked = values.some(value => value.length === 3)
  const list = values.map(
    ([id, name, marker]) => `(${id}, ${name === null ? 'NULL' : `'${name}'`}${marked ? `, ${marker}` : ''})`,
  )
  return parquet(
    `SELECT a::INTEGER AS id, b::VARCHAR AS name${marked ? ', c::INTEGER AS "__rowMarker__"' : ''} FROM (VALUES ${list.join(', ')}) v(a, b${marked ? ', c' : ''})`,
  )
}

interface Zone {
  lake: DataLake
  filesystem: DataLakeFileSystemClient
  /** Uploads under a name that is not the replicator's, and renames, as the service advises. */
  publish(path: string, bytes: Buffer | string): Promise<void>
  metadata(table: string, values: object): Promise<void>
  /** One line per row, ordered. */
  table(name?: string): Promise<string[]>
  /** Status, code of the error, and what it waits for. */
  status(table?: string): Promise<[status: string, code: string, waiting: boolean] | null>
}

async function zone(t: TestContext, options: DataLakeOptions = {}): Promise<Zone> {
  const { lake, filesystem } = await place(t, { personality: 'onelake', ...options })
  const publish = async (path: string, bytes: Buffer | string): Promise<void> => {
    const at = `${ZONE}/${path}`
    const folder = at.slice(0, at.lastIndexOf('/'))
    const temporary = filesystem.getFileClient(`${folder}/_temporary`)
    if (bytes.length > 0) await temporary.upload(Buffer.from(bytes))
    else await temporary.create()
    await temporary.move(at)
  }
  return {
    lake,
    filesystem,
    publish,
    metadata: (table, values) => publish(`${table}/_metadata.json`, JSON.stringify(values)),
    table: async (name = 'dbo.orders') => {
      const found = await lake.mirror.query(`SELECT * FROM ${name} ORDER BY ALL`)
      return found.map(row => Object.values(row).map(String).join('|'))
    },
    status: async (table = 'orders') => {
      const file = filesystem.getFileClient(`${ITEM}/Files/Monitoring/tables.json`)
      const { tables } = JSON.parse((await file.readToBuffer()).toString())
      const found = tables.find((known: { sourceTableName: string }) => known.sourceTableName === table)
      return found === undefined ? null : [found.status, found.error?.code ?? '', found.waiting !== '']
    },
  }
}

const numbered = (number: number): string => `${String(number).padStart(20, '0')}.parquet`

test('an initial load without markers, then rows with markers, each in its place', async t => {
  const { lake, publish, metadata, table, status } = await zone(t)
  assert.equal(await status(), null)
  await metadata('orders', { keyColumns: ['id'] })
  await lake.mirror.poll()
  assert.deepEqual(await status(), ['Initialized', '', false])
  await publish(`orders/${numbered(1)}`, await rows([1, 'a'], [2, 'b'], [3, 'c'], [4, null]))
  await lake.mirror.poll()
  assert.deepEqual(await status(), ['Replicating', '', false])
  assert.deepEqual(await table(), ['1|a', '2|b', '3|c', '4|null'])
  await publish(
    `orders/${numbered(2)}`,
    await rows(
      [1, 'A', UPDATE],
      [2, null, DELETE],
      [5, 'e', INSERT],
      [6, 'f', UPSERT],
      [3, 'C', UPSERT],
      [7, 'g', UPDATE],
      [8, null, DELETE],
    ),
  )
  await publish(
    `orders/${numbered(3)}`,
    await rows(
      [5, 'E', UPSERT],
      [5, null, DELETE],
      [2, 'again', INSERT],
      [6, null, DELETE],
      [6, 'back', UPSERT],
      [7, 'G', UPDATE],
    ),
  )
  await lake.mirror.poll()
  assert.deepEqual(await table(), ['1|A', '2|again', '3|C', '4|null', '6|back', '7|G'])
  const { tables } = (await lake.mirror.poll())[ITEM]
  assert.equal(tables[0].metrics.processedRows, 6)
  assert.ok(tables[0].metrics.processedBytes > 1000)
})

test('inserts are not looked at: a row twice is a row twice', async t => {
  const { lake, publish, metadata, table } = await zone(t)
  await metadata('orders', { keyColumns: ['id'] })
  await publish(`orders/${numbered(1)}`, await rows([1, 'a'], [1, 'a']))
  await publish(`orders/${numbered(2)}`, await rows([1, 'b', INSERT], [2, 'x', INSERT]))
  await lake.mirror.poll()
  assert.deepEqual(await table(), ['1|a', '1|a', '1|b', '2|x'])
})

test('rows without markers are upserts where the metadata say so', async t => {
  const { lake, publish, metadata, table } = await zone(t)
  await metadata('orders', { keyColumns: ['id'], isUpsertDefaultRowMarker: true })
  await publish(`orders/${numbered(1)}`, await rows([1, 'a'], [2, 'b'], [1, 'c']))
  await publish(`orders/${numbered(2)}`, await rows([2, 'B'], [3, 'd']))
  await lake.mirror.poll()
  assert.deepEqual(await table(), ['1|c', '2|B', '3|d'])
})

test('a gap blocks what comes after it; files done with move away, all but the last', async t => {
  const { lake, filesystem, publish, metadata, table, status } = await zone(t)
  await metadata('orders', { keyColumns: ['id'] })
  await publish(`orders/${numbered(1)}`, await rows([1, 'a']))
  await publish(`orders/${numbered(3)}`, await rows([3, 'c']))
  await lake.mirror.poll(3)
  assert.deepEqual(await table(), ['1|a'])
  assert.deepEqual(await status(), ['Replicating', '', true])
  await publish(`orders/${numbered(2)}`, await rows([2, 'b']))
  await lake.mirror.poll()
  assert.deepEqual(await table(), ['1|a', '2|b', '3|c'])
  assert.deepEqual(await status(), ['Replicating', '', false])
  const names: string[] = []
  for await (const { name } of filesystem.listPaths({ path: `${ZONE}/orders`, recursive: true }))
    names.push(name?.slice(ZONE.length + 8) ?? '')
  assert.deepEqual(names, [
    numbered(3),
    '_ProcessedFiles',
    `_ProcessedFiles/${numbered(1)}`,
    `_ProcessedFiles/${numbered(2)}`,
    '_metadata.json',
  ])
})

test('a file without bytes, and one that is none, stop their table until a good one has their name', async t => {
  const { lake, filesystem, publish, metadata, table, status } = await zone(t)
  await metadata('orders', { keyColumns: ['id'] })
  await publish(`orders/${numbered(1)}`, await rows([1, 'a']))
  for (const bad of ['', 'no parquet at all']) {
    await publish(`orders/${numbered(2)}`, bad)
    await publish(`orders/${numbered(3)}`, await rows([3, 'c']))
    await lake.mirror.poll(2)
    assert.deepEqual(await status(), ['Failed', 'InvalidFile', false])
    assert.deepEqual(await table(), ['1|a'])
    await filesystem.getFileClient(`${ZONE}/orders/${numbered(2)}`).delete()
  }
  await publish(`orders/${numbered(2)}`, await rows([2, 'b']))
  await lake.mirror.poll()
  assert.deepEqual(await table(), ['1|a', '2|b', '3|c'])
  assert.deepEqual(await status(), ['Replicating', '', false])
})

test('a file of no rows is a file; a number is used once', async t => {
  const { lake, publish, metadata, table, status } = await zone(t)
  await metadata('orders', { keyColumns: [] })
  await publish(`orders/${numbered(1)}`, await parquet('SELECT 1::INTEGER AS id, NULL::VARCHAR AS name WHERE false'))
  await lake.mirror.poll()
  assert.deepEqual(await table(), [])
  await publish(`orders/${numbered(2)}`, await rows([2, 'b']))
  await publish(`orders/${numbered(3)}`, await rows([3, 'c']))
  await lake.mirror.poll()
  await publish(`orders/${numbered(2)}`, await rows([9, 'again']))
  await lake.mirror.poll()
  assert.deepEqual(await table(), ['2|b', '3|c'])
  assert.deepEqual(await status(), ['Failed', 'FileNameReused', false])
})

test('the last file is not changed after it was read', async t => {
  const { lake, publish, metadata, status } = await zone(t)
  await metadata('orders', {})
  await publish(`orders/${numbered(1)}`, await rows([1, 'a']))
  await lake.mirror.poll()
  await publish(`orders/${numbered(1)}`, await rows([1, 'b']))
  await lake.mirror.poll()
  assert.deepEqual(await status(), ['Failed', 'FileNameReused', false])
})

test('a table goes some rounds after its folder; a folder that comes back too early does not replace it', async t => {
  const { lake, filesystem, publish, metadata, table, status } = await zone(t, { mirror: { dropAfterPolls: 3 } })
  const folder = filesystem.getDirectoryClient(`${ZONE}/orders`)
  const load = async (name: string): Promise<void> => {
    await metadata('orders', { keyColumns: ['id'] })
    await publish(`orders/${numbered(1)}`, await rows([1, name]))
  }
  await load('first')
  await lake.mirror.poll()
  await folder.delete(true)
  await lake.mirror.poll(2)
  assert.deepEqual(await status(), ['Replicating', '', false])
  assert.deepEqual(await table(), ['1|first'])
  await lake.mirror.poll()
  assert.equal(await status(), null)
  await assert.rejects(table(), /does not exist/)
  await load('second')
  await lake.mirror.poll()
  assert.deepEqual(await table(), ['1|second'])
  await folder.delete(true)
  await load('too early')
  await lake.mirror.poll(5)
  assert.deepEqual(await status(), ['Failed', 'FolderRecreated', false])
  assert.deepEqual(await table(), ['1|second'])
  await folder.delete(true)
  await lake.mirror.poll(3)
  assert.equal(await status(), null)
  await load('third')
  await lake.mirror.poll()
  assert.deepEqual(await table(), ['1|third'])
})

test('by time: whatever is there, in the order of its times; a name once read is not read again', async t => {
  const { lake, publish, metadata, table, status } = await zone(t)
  await metadata('orders', { keyColumns: ['id'], fileDetectionStrategy: 'LastUpdateTimeFileDetection' })
  await publish('orders/z.parquet', await rows([1, 'first', UPSERT]))
  lake.clock.advance(1000)
  await publish('orders/a.parquet', await rows([1, 'second', UPSERT], [2, 'x', UPSERT]))
  await lake.mirror.poll()
  assert.deepEqual(await table(), ['1|second', '2|x'])
  lake.clock.advance(1000)
  await publish('orders/a.parquet', await rows([2, 'never', UPSERT]))
  await publish('orders/b.parquet', await rows([3, 'late', UPSERT]))
  await lake.mirror.poll()
  assert.deepEqual(await table(), ['1|second', '2|x', '3|late'])
  assert.deepEqual(await status(), ['Replicating', '', false])
})

test('columns come and go; a type stays', async t => {
  const { lake, filesystem, publish, metadata, table, status } = await zone(t)
  await metadata('orders', { keyColumns: ['id'] })
  await publish(`orders/${numbered(1)}`, await parquet("SELECT 1::INTEGER AS id, 'a' AS name"))
  await publish(`orders/${numbered(2)}`, await parquet('SELECT 2::INTEGER AS id, 0.5::DOUBLE AS price'))
  await lake.mirror.poll()
  assert.deepEqual(await table(), ['1|a|null', '2|null|0.5'])
  await publish(`orders/${numbered(3)}`, await parquet("SELECT 3::BIGINT AS id, 'c' AS name"))
  await lake.mirror.poll()
  assert.deepEqual(await status(), ['Failed', 'TypeChanged', false])
  await filesystem.getFileClient(`${ZONE}/orders/${numbered(3)}`).delete()
  await publish(`orders/${numbered(3)}`, await parquet('SELECT 3::INTEGER AS id, [1, 2] AS list'))
  await lake.mirror.poll()
  assert.deepEqual(await status(), ['Failed', 'UnsupportedType', false])
  assert.deepEqual(await table(), ['1|a|null', '2|null|0.5'])
})

test('a column that was never null is not left out', async t => {
  const { lake, publish, metadata, table, status } = await zone(t)
  await metadata('orders', {})
  const fields = [new Field('id', new Int32(), false), new Field('name', new Int32(), true)]
  const data = fields.map(({ type }) => vectorFromArray([1], type))
  const whole = new Table(new Schema(fields), { id: data[0], name: data[1] })
  const bytes = writeParquet(WasmTable.fromIPCStream(tableToIPC(whole, 'stream')))
  await publish(`orders/${numbered(1)}`, Buffer.from(bytes))
  await publish(`orders/${numbered(2)}`, await parquet('SELECT 2::INTEGER AS id'))
  await publish(`orders/${numbered(3)}`, await parquet('SELECT 3::INTEGER AS name'))
  await lake.mirror.poll()
  assert.deepEqual(await status(), ['Failed', 'MissingColumn', false])
  assert.deepEqual(await table(), ['1|1', '2|null'])
})

test('what a file must not have', async t => {
  const { lake, filesystem, publish, metadata, status } = await zone(t)
  const select = 'SELECT 1::INTEGER AS id'
  const bad: readonly (readonly [sql: string, code: string])[] = [
    [`${select}, 9 AS "__rowMarker__"`, 'InvalidRowMarker'],
    [`${select}, NULL::INTEGER AS "__rowMarker__"`, 'InvalidRowMarker'],
    [`${select}, '4' AS "__rowMarker__"`, 'InvalidRowMarker'],
    ['SELECT 4 AS "__rowMarker__", 1::INTEGER AS id', 'InvalidRowMarker'],
    ['SELECT 1::INTEGER AS else', 'MissingKeyColumn'],
  ]
  await metadata('orders', { KeyColumns: ['id'] })
  for (const [sql, code] of bad) {
    await publish(`orders/${numbered(1)}`, await parquet(sql.replace('else', '"else"')))
    await lake.mirror.poll()
    assert.deepEqual(await status(), ['Failed', code, false], sql)
    await filesystem.getFileClient(`${ZONE}/orders/${numbered(1)}`).delete()
  }
  await publish('orders/1.parquet', await parquet(select))
  await lake.mirror.poll()
  assert.deepEqual(await status(), ['Failed', 'InvalidFileName', false])
  await metadata('keyless', {})
  await publish(`keyless/${numbered(1)}`, await parquet(`${select}, 4 AS "__rowMarker__"`))
  await lake.mirror.poll()
  assert.deepEqual(await status('keyless'), ['Failed', 'MissingKeyColumn', false])
})

test('metadata that say what the service does not know, or another key', async t => {
  const { lake, publish, metadata, status } = await zone(t)
  const bad: readonly object[] = [
    { keyColumns: ['id'], isUpsertDefaultEnabled: true },
    { keyColumns: 'id' },
    { fileDetectionStrategy: 'ByChance' },
    { isUpsertDefaultRowMarker: 'true' },
    { isUpsertDefaultRowMarker: true },
    [],
  ]
  for (const values of bad) {
    await metadata('orders', values)
    await lake.mirror.poll()
    assert.deepEqual(await status(), ['Failed', 'InvalidMetadata', false], JSON.stringify(values))
  }
  await publish('orders/_metadata.json', '{')
  await lake.mirror.poll()
  assert.deepEqual(await status(), ['Failed', 'InvalidMetadata', false])
  await metadata('orders', {})
  await lake.mirror.poll()
  await metadata('orders', { keyColumns: ['id'] })
  await lake.mirror.poll()
  assert.deepEqual(await status(), ['Initialized', '', false])
  await metadata('orders', { keyColumns: ['id', 'name'] })
  await lake.mirror.poll()
  assert.deepEqual(await status(), ['Failed', 'KeyChanged', false])
})

test('schemas, partner events, and what is not the replicator’s', async t => {
  const { lake, filesystem, publish, metadata, table, status } = await zone(t)
  await metadata('sales.schema/orders', { keyColumns: ['id'] })
  await publish(`sales.schema/orders/${numbered(1)}`, await rows([1, 'in sales']))
  await publish(`_scratchPad/hidden/${numbered(1)}`, await rows([1, 'hidden']))
  await filesystem.getFileClient(`${ZONE}/without/${numbered(1)}`).upload(await rows([1, 'x']))
  const replicator = async () => {
    const file = filesystem.getFileClient(`${ITEM}/Files/Monitoring/replicator.json`)
    return JSON.parse((await file.readToBuffer()).toString())
  }
  assert.deepEqual(await replicator(), { status: 'Running', polls: 0, partnerEvents: 'absent' })
  await publish('_partnerEvents.json', JSON.stringify({ partnerName: 'hygge' }))
  await lake.mirror.poll()
  assert.equal((await replicator()).partnerEvents, 'sourceInfo.sourceType is a text')
  await publish('_partnerEvents.json', JSON.stringify({ partnerName: 'hygge', sourceInfo: { sourceType: 'SQL' } }))
  await lake.mirror.poll()
  assert.deepEqual(await replicator(), { status: 'Running', polls: 2, partnerEvents: 'valid' })
  assert.deepEqual(await table('sales.orders'), ['1|in sales'])
  assert.deepEqual(await status('without'), ['Initialized', '', true])
  const { tables } = (await lake.mirror.poll())[ITEM]
  assert.deepEqual(
    tables.map(({ sourceSchemaName, sourceTableName }) => [sourceSchemaName, sourceTableName]),
    [
      ['', 'without'],
      ['sales', 'orders'],
    ],
  )
})

test('whoever reads how the tables stand may drive the replicator', async t => {
  const { filesystem, metadata, status } = await zone(t, { mirror: { pollOnStatus: true, dropAfterPolls: 2 } })
  await metadata('orders', { keyColumns: ['id'] })
  assert.equal(await status(), null)
  assert.deepEqual(await status(), ['Initialized', '', false])
  await filesystem.getDirectoryClient(`${ZONE}/orders`).delete(true)
  assert.deepEqual(await status(), ['Initialized', '', false])
  assert.deepEqual(await status(), ['Initialized', '', false])
  assert.equal(await status(), null)
})

test('a lake that starts again on its folder mirrors the same tables', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'data-lake-mirror-'))
  const first = await zone(t, { folder })
  await first.metadata('orders', { keyColumns: ['id'] })
  for (const number of [1, 2, 3])
    await first.publish(`orders/${numbered(number)}`, await rows([number, 'a', UPSERT], [1, `by ${number}`, UPSERT]))
  await first.lake.mirror.poll()
  const before = await first.table()
  await first.lake.close()
  const second = await zone(t, { folder })
  t.after(() => rmSync(folder, { recursive: true }))
  await second.lake.mirror.poll()
  assert.deepEqual(await second.table(), before)
  await second.publish(`orders/${numbered(4)}`, await rows([4, 'd', UPSERT]))
  await second.lake.mirror.poll()
  assert.deepEqual(await second.table(), [...before, '4|d'])
})

test('a mirrored database is asked by its name; a lake without one says so', async t => {
  const { lake } = await zone(t)
  await assert.rejects(lake.mirror.query('SELECT 1', 'Else.MirroredDatabase'), /no mirrored database Else/)
  const adls = await startDataLake()
  t.after(() => adls.close())
  assert.deepEqual(await adls.mirror.poll(), {})
  await assert.rejects(adls.mirror.query('SELECT 1'), /no mirrored database at all/)
  assert.equal(existsSync(join(adls.folder, 'Trials')), false)
})

test('rows of any order and markers do what they do one after another', () => {
  const step = fc.record({
    key: fc.constantFrom('a', 'b', 'c'),
    marker: fc.constantFrom(INSERT, UPDATE, DELETE, UPSERT),
  })
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 12 }),
      fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 4 }),
      (steps, there) => {
        const existing = new Map<string, bigint[]>()
        there.forEach((key, at) => {
          existing.set(key, [...(existing.get(key) ?? []), BigInt(at)])
        })
        const { removed, added } = changesOf(
          steps.map((row, ordinal) => ({ ordinal, ...row })),
          existing,
        )
        // One row after another over a plain list, as the document tells it.
        let list = there.map((key, at) => ({ key, from: `table ${at}` }))
        steps.forEach(({ key, marker }, ordinal) => {
          const from = `file ${ordinal}`
          const known = list.some(row => row.key === key)
          if (marker === DELETE) list = list.filter(row => row.key !== key)
          else if (marker === INSERT || !known) list.push({ key, from })
          else list = list.map(row => (row.key === key ? { key, from } : row))
        })
        const left = there.map((_, at) => `table ${at}`).filter((_, at) => !removed.includes(BigInt(at)))
        assert.deepEqual(
          [...left, ...added.map(ordinal => `file ${ordinal}`)].sort(),
          list.map(({ from }) => from).sort(),
        )
      },
    ),
  )
})
