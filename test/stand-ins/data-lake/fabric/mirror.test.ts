import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { startDataLake } from '../server.ts'
import { ITEM, numbered, rows, ZONE, zone } from './mirror-support.ts'
import { DELETE, INSERT, UPDATE, UPSERT } from './row-markers.ts'

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
