import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Field, Int32, Schema, Table, tableToIPC, vectorFromArray } from 'apache-arrow'
import { Table as WasmTable, writeParquet } from 'parquet-wasm'
import { numbered, parquet, rows, ZONE, zone } from './mirror-support.ts'

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
