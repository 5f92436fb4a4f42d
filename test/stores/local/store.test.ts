/** What is the local store's own: where its files lie, and what a file system can put in its way. The rest is in conformance.test.ts. */
import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { DiskError } from '../../../lib/errors.ts'
import type { RunType } from '../../../lib/events.ts'
import { localStore } from '../../../lib/stores/local/store.ts'
import type { StagedPart, Staging } from '../../../lib/stores/store.ts'

async function folder(t: TestContext): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'hygge-local-'))
  t.after(() => rm(path, { recursive: true, force: true }))
  return path
}

function storeOf(base: string, path = join(base, 'orders')) {
  return localStore({ type: 'local', path, base, format: 'parquet', compression: 'zstd', rows_per_file: 10 })
}

function open(base: string, run: string, mode: RunType, path?: string) {
  return storeOf(base, path).open({
    run,
    flow: 'f',
    entity: 'orders',
    mode,
    schema: { fields: [] },
    reached: async () => {},
  })
}

async function stage(staging: Staging, name: string, text: string): Promise<StagedPart> {
  const sink = await staging.stage(name)
  await sink.write(Buffer.from(text))
  return sink.finish(1)
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

test('staging lies in _tmp by run and entity, what is published in the folder of the entity, at any depth', async t => {
  const base = await folder(t)
  for (const below of ['orders', join('erp', 'eu', 'orders')]) {
    const path = join(base, below)
    const store = storeOf(base, path)
    assert.equal(store.location, path)
    const staging = await open(base, 'r1', 'full_drop', path)
    const part = await stage(staging, 'a.parquet', 'one')
    await (await staging.stage('b.parquet')).abort()
    assert.deepEqual(await content(join(base, '_tmp', 'r1', below)), { 'a.parquet': 'one' })
    const published = join(path, 'a.parquet')
    assert.deepEqual(await staging.publish([part]), [{ path: published, rows: 1, bytes: 3 }])
    await staging.sweep()
    assert.deepEqual(await content(base), { [published.slice(base.length + 1).replaceAll('\\', '/')]: 'one' })
    assert.equal(await store.existing(), path)
    await rm(join(base, below.split(/[\\/]/)[0]!), { recursive: true })
  }
})

test('a part that is being written has another ending', async t => {
  const base = await folder(t)
  const staging = await open(base, 'r1', 'full_drop')
  const sink = await staging.stage('a.parquet')
  await sink.write(Buffer.from('half'))
  assert.deepEqual(await content(base), { '_tmp/r1/orders/a.parquet.part': 'half' })
  await sink.abort()
})

test('what stands again where a swap had moved the old folder aside is moved aside too', async t => {
  const base = await folder(t)
  for (const path of [join(base, '_tmp', 'r2.old', 'orders', 'was'), join(base, 'orders')]) {
    await mkdir(path, { recursive: true })
    await writeFile(join(path, 'old.parquet'), 'old')
  }
  const staging = await open(base, 'r2', 'full_drop')
  await staging.publish([await stage(staging, 'new.parquet', 'new')])
  await staging.sweep()
  assert.deepEqual(await content(base), { 'orders/new.parquet': 'new' })
})

/** A store in which `old` stands and `new` is about to be put in its place, and what happens between the two renames. */
async function interrupted(
  base: string,
  between: () => Promise<void>,
): Promise<{ staging: Staging; part: StagedPart }> {
  await mkdir(join(base, 'orders'), { recursive: true })
  await writeFile(join(base, 'orders', 'old.parquet'), 'old')
  const reached = async (point: string) => {
    if (point === 'publish.old-aside') await between()
  }
  const run = { run: 'r2', flow: 'f', entity: 'orders', mode: 'full_drop' } as const
  const staging = await storeOf(base).open({ ...run, schema: { fields: [] }, reached })
  return { staging, part: await stage(staging, 'new.parquet', 'new') }
}

test('a rename that fails between the two of a swap: readers have the old folder again at once', async t => {
  const base = await folder(t)
  const staged = join(base, '_tmp', 'r2', 'orders')
  const { staging, part } = await interrupted(base, () => rename(staged, `${staged}-elsewhere`))
  await assert.rejects(staging.publish([part]), DiskError)
  assert.equal((await content(base))['orders/old.parquet'], 'old')
  // The same call finishes it when that is put right.
  await rename(`${staged}-elsewhere`, staged)
  const { staging: again } = await interrupted(base, async () => {})
  await again.publish([part])
  await again.sweep()
  assert.deepEqual(await content(base), { 'orders/new.parquet': 'new' })
})

test('a crash between the two, and then the staged files are gone: readers get the old folder back', async t => {
  const base = await folder(t)
  const { staging, part } = await interrupted(base, () => Promise.reject(new Error('died here')))
  await assert.rejects(staging.publish([part]), { message: 'died here' })
  assert.deepEqual(await storeOf(base).existing(), null)
  await rm(join(base, '_tmp', 'r2', 'orders'), { recursive: true })
  const next = await open(base, 'r2', 'full_drop')
  await assert.rejects(next.publish([part]), { code: 'STAGED_PARTS_LOST' })
  assert.deepEqual(await content(base), { 'orders/old.parquet': 'old' })
  await next.sweep()
  assert.deepEqual(await readdir(base), ['orders'])
})

test('empty folders of this entity that died with their runs go with the next run; others stay', async t => {
  const base = await folder(t)
  for (const path of ['r0', 'r1/orders', 'r1.old', 'r2/orders', 'r3/other'])
    await mkdir(join(base, '_tmp', path), { recursive: true })
  await writeFile(join(base, '_tmp', 'r2', 'orders', 'a.parquet'), 'staged')
  await open(base, 'r4', 'full_drop')
  const left = await readdir(join(base, '_tmp'), { recursive: true })
  assert.deepEqual(left.sort(), [
    'r2',
    join('r2', 'orders'),
    join('r2', 'orders', 'a.parquet'),
    'r3',
    join('r3', 'other'),
    'r4',
    join('r4', 'orders'),
  ])
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
