import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { DiskError, StoreError } from '../../../lib/errors.ts'
import type { RunType } from '../../../lib/events.ts'
import { localStore } from '../../../lib/stores/local/store.ts'
import type { StagedPart, Staging } from '../../../lib/stores/store.ts'

async function folder(t: TestContext): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'hygge-local-'))
  t.after(() => rm(path, { recursive: true, force: true }))
  return path
}

function open(base: string, run: string, mode: RunType, entity = 'orders') {
  const path = join(base, entity)
  const store = localStore({ type: 'local', path, base, format: 'parquet', compression: 'zstd', rows_per_file: 10 })
  return store.open({ run, flow: 'f', entity, mode, reached: async () => {} })
}

async function stage(staging: Staging, name: string, text: string): Promise<StagedPart> {
  const sink = await staging.stage(name)
  for (const piece of text.match(/.{1,3}/gs) ?? []) await sink.write(Buffer.from(piece))
  return sink.finish(text.length)
}

/** Every file below the folder with its text. */
async function content(base: string): Promise<Record<string, string>> {
  const files: Record<string, string> = {}
  for (const entry of await readdir(base, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isFile()) files[path.slice(base.length + 1).replaceAll('\\', '/')] = await readFile(path, 'utf8')
  }
  return files
}

test('a staged part tells its bytes and checksum, and nobody sees it before it is published', async t => {
  const base = await folder(t)
  const staging = await open(base, 'r1', 'full_drop')
  const part = await stage(staging, 'a.parquet', 'hello world')
  const checksum = createHash('sha256').update('hello world').digest('hex')
  assert.deepEqual(part, { name: 'a.parquet', rows: 11, bytes: 11, checksum })
  assert.deepEqual(await content(base), { '_tmp/r1/orders/a.parquet': 'hello world' })
})

test('full_drop replaces what was there and leaves no staging', async t => {
  const base = await folder(t)
  for (const [run, text] of [
    ['r1', 'one'],
    ['r2', 'two'],
  ] as const) {
    const staging = await open(base, run, 'full_drop')
    const files = await staging.publish([await stage(staging, `${run}.parquet`, text)])
    await staging.sweep()
    assert.deepEqual(files, [{ path: join(base, 'orders', `${run}.parquet`), rows: 3, bytes: 3 }])
    assert.deepEqual(await content(base), { [`orders/${run}.parquet`]: text })
    assert.equal(existsSync(join(base, '_tmp')), false)
  }
})

test('incremental adds', async t => {
  const base = await folder(t)
  for (const run of ['r1', 'r2']) {
    const staging = await open(base, run, 'incremental')
    await staging.publish([
      await stage(staging, `${run}-0.parquet`, run),
      await stage(staging, `${run}-1.parquet`, run),
    ])
    await staging.sweep()
  }
  const expected = {
    'orders/r1-0.parquet': 'r1',
    'orders/r1-1.parquet': 'r1',
    'orders/r2-0.parquet': 'r2',
    'orders/r2-1.parquet': 'r2',
  }
  assert.deepEqual(await content(base), expected)
})

for (const mode of ['full_drop', 'incremental'] as const) {
  test(`publishing twice is publishing once (${mode})`, async t => {
    const base = await folder(t)
    const staging = await open(base, 'r1', mode)
    const parts = [await stage(staging, 'a.parquet', 'one'), await stage(staging, 'b.parquet', 'two')]
    const first = await staging.publish(parts)
    assert.deepEqual(await staging.publish(parts), first)
    const again = await open(base, 'r1', mode)
    assert.deepEqual(await again.publish(parts), first)
    await again.sweep()
    assert.deepEqual(await content(base), { 'orders/a.parquet': 'one', 'orders/b.parquet': 'two' })
  })

  test(`an aborted part leaves nothing and does not touch what was published (${mode})`, async t => {
    const base = await folder(t)
    const first = await open(base, 'r1', mode)
    await first.publish([await stage(first, 'a.parquet', 'one')])
    await first.sweep()
    const staging = await open(base, 'r2', mode)
    const sink = await staging.stage('b.parquet')
    await sink.write(Buffer.from('half'))
    await sink.abort()
    await sink.abort()
    await staging.sweep()
    assert.deepEqual(await content(base), { 'orders/a.parquet': 'one' })
    assert.equal(existsSync(join(base, '_tmp')), false)
  })

  test(`parts that vanished from staging are an error, and old data stays (${mode})`, async t => {
    const base = await folder(t)
    const first = await open(base, 'r1', mode)
    await first.publish([await stage(first, 'a.parquet', 'one')])
    await first.sweep()
    const staging = await open(base, 'r2', mode)
    const part = await stage(staging, 'b.parquet', 'two')
    await rm(join(base, '_tmp', 'r2', 'orders', 'b.parquet'))
    await assert.rejects(
      staging.publish([part]),
      (error: unknown) => error instanceof StoreError && error.code === 'STAGED_PARTS_LOST',
    )
    assert.deepEqual(await content(base), { 'orders/a.parquet': 'one' })
  })
}

test('a swap that was cut between its two renames is finished by publishing again', async t => {
  const base = await folder(t)
  await mkdir(join(base, '_tmp', 'r2.old', 'orders', 'was'), { recursive: true })
  await writeFile(join(base, '_tmp', 'r2.old', 'orders', 'was', 'old.parquet'), 'old')
  const staging = await open(base, 'r2', 'full_drop')
  await staging.publish([await stage(staging, 'new.parquet', 'new')])
  await staging.sweep()
  assert.deepEqual(await content(base), { 'orders/new.parquet': 'new' })
})

test('what an earlier try left in staging is not published', async t => {
  const base = await folder(t)
  const staging = await open(base, 'r1', 'full_drop')
  await stage(staging, 'stray.parquet', 'stray')
  await (await staging.stage('half.parquet')).write(Buffer.from('half'))
  await staging.publish([await stage(staging, 'a.parquet', 'one')])
  assert.deepEqual(await content(base), { 'orders/a.parquet': 'one' })
})

test('two entities and two runs at once do not disturb each other', async t => {
  const base = await folder(t)
  const [orders, customers] = await Promise.all([
    open(base, 'r1', 'full_drop'),
    open(base, 'r2', 'full_drop', 'customers'),
  ])
  const part = await stage(orders, 'o.parquet', 'o')
  await customers.publish([await stage(customers, 'c.parquet', 'c')])
  await customers.sweep()
  await orders.publish([part])
  await orders.sweep()
  assert.deepEqual(await content(base), { 'customers/c.parquet': 'c', 'orders/o.parquet': 'o' })
  assert.equal(existsSync(join(base, '_tmp')), false)
})

test('a file where a folder is needed: the error names the path and what to do', async t => {
  const base = await folder(t)
  await writeFile(join(base, '_tmp'), 'a file')
  await assert.rejects(open(base, 'r1', 'full_drop'), (error: unknown) => {
    assert.ok(error instanceof DiskError)
    assert.equal(error.code, 'DISK')
    assert.match(error.message, /Could not make folder .*_tmp.*r1.*orders/)
    assert.match(error.advice ?? '', /choose another path or move the file away/)
    return true
  })
})

test('many entities of one run beside each other: nobody removes a folder that a neighbour is about to use', async t => {
  const base = await folder(t)
  const entities = Array.from({ length: 12 }, (_, at) => `entity${at}`)
  for (let round = 0; round < 15; round++) {
    const run = `r${round}`
    await Promise.all(
      entities.map(async entity => {
        const staging = await open(base, run, 'full_drop', entity)
        await staging.publish([await stage(staging, `${run}.parquet`, run)])
        await staging.sweep()
      }),
    )
    assert.deepEqual(
      await content(base),
      Object.fromEntries(entities.toSorted().map(entity => [`${entity}/${run}.parquet`, run])),
    )
    assert.equal(existsSync(join(base, '_tmp')), false)
  }
})
