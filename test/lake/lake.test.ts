/** The few operations that everything in a lake stands on: what they do, and that no bad moment changes it. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { LakeError } from '../../lib/errors.ts'
import { Lake } from '../../lib/lake/lake.ts'
import { LakeUpload } from '../../lib/lake/upload.ts'
import type { Operation } from '../stand-ins/data-lake/wire/operation.ts'
import { PASSING_FAULTS, pathsOnDisk, startTestLake, type TestLake } from '../support/lake.ts'

let world: TestLake
let lake: Lake
/** Gives up a try soon. */
let hasty: Lake
before(async () => {
  world = await startTestLake({ listPage: 3, deletePage: 2 })
  lake = new Lake(world.place, { ...world.options, timeout: 20_000 })
  hasty = new Lake(world.place, { ...world.options, timeout: 150 })
})
after(() => world[Symbol.asyncDispose]())

async function put(path: string, text: string, by = lake): Promise<void> {
  const upload = await LakeUpload.begin(by, path)
  await upload.write(Buffer.from(text))
  await upload.finish()
}

async function textOf(path: string, by = lake): Promise<string | null> {
  return (await by.read(path))?.toString() ?? null
}

test('what is there, and what is not', async () => {
  await put('there/file', 'text')
  const found = await lake.stat('there/file')
  assert.deepEqual([found?.bytes, found?.folder], [4, false])
  assert.match(found?.etag ?? '', /./)
  assert.equal((await lake.stat('there'))?.folder, true)
  assert.equal(await lake.stat('there/not'), null)
  assert.equal(await textOf('there/file'), 'text')
  assert.equal(await textOf('there/not'), null)
  assert.equal(lake.location('there/file'), `${world.place.account_url}/lake/there/file`)
})

test('a list has every page; of a folder that is not there it is null', async () => {
  const names = Array.from({ length: 8 }, (_, at) => `f${at}`)
  await Promise.all(names.map((name, at) => put(at % 2 ? `list/${name}` : `list/below/${name}`, name)))
  const all = await lake.list('list', { recursive: true })
  assert.deepEqual(all?.map(({ name }) => name).sort(), [
    'below',
    ...names.filter((_, at) => at % 2 === 0).map(name => `below/${name}`),
    ...names.filter((_, at) => at % 2),
  ])
  assert.deepEqual(
    all?.filter(({ folder }) => folder).map(({ name }) => name),
    ['below'],
  )
  const flat = await lake.list('list', { recursive: false })
  assert.deepEqual(flat?.map(({ name }) => name).sort(), ['below', 'f1', 'f3', 'f5', 'f7'])
  assert.ok(flat?.every(({ folder, bytes, modified }) => folder || (bytes === 2 && modified.getTime() > 0)))
  assert.equal(await lake.list('list/not', { recursive: true }), null)
})

test('a version of a file has an etag of its own', async () => {
  await put('versions/file', 'one')
  const first = await lake.stat('versions/file')
  assert.equal((await lake.stat('versions/file'))?.etag, first?.etag)
  await put('versions/file', 'two')
  assert.notEqual((await lake.stat('versions/file'))?.etag, first?.etag)
})

test('folders go when they are empty, up to the top, and not before', async () => {
  await put('prune/a/b/c/file', 'x')
  await lake.pruneEmpty('prune/a/b/c', 'prune')
  assert.ok(await lake.stat('prune/a/b/c/file'))
  await lake.removeFile('prune/a/b/c/file')
  await lake.pruneEmpty('prune/a/b/c', 'prune/a')
  assert.deepEqual(await lake.list('prune', { recursive: true }), [])
  await lake.pruneEmpty('prune/a/gone', 'prune')
  assert.equal(await lake.stat('prune'), null)
})

test('a folder goes with all that is in it, whatever the pages', async () => {
  for (const name of ['a', 'b', 'c/d', 'c/e', 'f']) await put(`gone/${name}`, name)
  await lake.removeFolder('gone')
  await lake.removeFolder('gone')
  assert.equal(await lake.stat('gone'), null)
})

test('names that addresses would take for something else are names', async () => {
  const names = [
    'a%2Fb',
    'a b',
    '50%',
    'ä·ø·日本',
    'a+b',
    'a?b',
    'a#b',
    "it's",
    'x&y=z',
    '[a]',
    'a;b',
    '%20',
    '~',
    '.part',
  ]
  for (const name of names) {
    await put(`odd/${name}/file`, name)
    await lake.rename(`odd/${name}/file`, `odd/${name}/to ${name}`, { toBeFree: true })
    assert.equal(await textOf(`odd/${name}/to ${name}`), name)
    assert.deepEqual(
      (await lake.list(`odd/${name}`, { recursive: true }))?.map(entry => entry.name),
      [`to ${name}`],
    )
  }
  const listed = await lake.list('odd', { recursive: false })
  assert.deepEqual(listed?.map(({ name }) => name).sort(), names.toSorted())
  const onDisk = (await pathsOnDisk(`${world.folder}/odd`)).filter(path => path.includes('/'))
  assert.deepEqual(onDisk.sort(), names.map(name => `${name}/to ${name}`).sort())
})

test('a file may be larger than a chunk, and empty', async () => {
  const bytes = Buffer.alloc(20_000_003, 'hygge')
  const upload = await LakeUpload.begin(lake, 'large/file')
  for (let at = 0; at < bytes.length; at += 3_333_333) await upload.write(bytes.subarray(at, at + 3_333_333))
  assert.equal(await upload.finish(), bytes.length)
  assert.ok(bytes.equals((await lake.read('large/file'))!))
  const appends = world.standIn.requests.filter(call => call.operation === 'append' && call.path.endsWith('large/file'))
  assert.equal(appends.length, 3)
  assert.equal(await (await LakeUpload.begin(lake, 'large/empty')).finish(), 0)
  assert.equal((await lake.read('large/empty'))?.length, 0)
})

test('containers are never asked for anything', () => {
  const operations = new Set(world.standIn.requests.map(({ operation }) => operation))
  for (const operation of [...operations]) assert.doesNotMatch(operation, /filesystem|account|lease|set-/)
  assert.ok(operations.has('list') && operations.has('rename'))
})

interface Step {
  operation: Operation
  prepare?: (folder: string) => Promise<unknown>
  act: (folder: string) => Promise<unknown>
  /** Looks at what it has come to; absent when its answer tells. */
  see?: (folder: string) => Promise<unknown>
  wanted: unknown
}

const file = (folder: string) => put(`${folder}/f`, 'text')
const text = (folder: string) => textOf(`${folder}/f`)
const STEPS: Record<string, Step> = {
  stat: { operation: 'head', prepare: file, act: async at => (await hasty.stat(`${at}/f`))?.bytes, wanted: 4 },
  read: { operation: 'read', prepare: file, act: at => textOf(`${at}/f`, hasty), wanted: 'text' },
  list: {
    operation: 'list',
    prepare: file,
    act: async at => (await hasty.list(at, { recursive: true }))?.[0]?.name,
    wanted: 'f',
  },
  createFile: { operation: 'create-file', act: at => hasty.createFile(`${at}/f`), see: text, wanted: '' },
  makeFolder: {
    operation: 'create-directory',
    act: at => hasty.makeFolder(`${at}/d`),
    see: async at => (await lake.stat(`${at}/d`))?.folder,
    wanted: true,
  },
  append: { operation: 'append', act: at => put(`${at}/f`, 'text', hasty), see: text, wanted: 'text' },
  flush: { operation: 'flush', act: at => put(`${at}/f`, 'text', hasty), see: text, wanted: 'text' },
  removeFile: { operation: 'delete', prepare: file, act: at => hasty.removeFile(`${at}/f`), see: text, wanted: null },
  removeFolder: { operation: 'delete', prepare: file, act: at => hasty.removeFolder(at), see: text, wanted: null },
}

describe('a bad moment passes', () => {
  for (const [name, { operation, prepare, act, see, wanted }] of Object.entries(STEPS)) {
    test(name, async () => {
      const { faults } = world.standIn
      for (const [what, effect] of Object.entries(PASSING_FAULTS)) {
        const folder = `moments/${name}-${what.replaceAll(/\W/g, '-')}`
        await prepare?.(folder)
        faults.add({ operation, path: folder, ...effect })
        const before = faults.hits
        const answer = await act(folder)
        assert.equal(faults.hits, before + 1, `${name} met ${what}`)
        assert.deepEqual(see ? await see(folder) : answer, wanted, `${name}, ${what}`)
      }
    })
  }

  test('not for ever: the error says how often it was tried, and that it may pass', async () => {
    const impatient = new Lake(world.place, { ...world.options, tries: 3 })
    world.standIn.faults.add({ operation: 'head', path: 'ever', status: { status: 503 }, times: 5 })
    await assert.rejects(impatient.stat('ever'), (error: unknown) => {
      assert.ok(error instanceof LakeError)
      assert.deepEqual([error.facts.status, error.facts.reason, error.facts.tries], [503, 'ServerBusy', 3])
      assert.match(String(error.facts.request_id), /./)
      assert.equal(error.retryable, true)
      return true
    })
    world.standIn.faults.clear()
  })

  test('a Retry-After is heeded, and one that is too long is left to whoever asked', async () => {
    const fault = { operation: 'head', path: 'later' } as const
    world.standIn.faults.add({ ...fault, status: { status: 429, retryAfter: 0 } })
    assert.equal(await lake.stat('later'), null)
    world.standIn.faults.add({ ...fault, status: { status: 503, retryAfter: 3600 } })
    await assert.rejects(lake.stat('later'), (error: unknown) => {
      assert.ok(error instanceof LakeError)
      assert.deepEqual([error.facts.retry_after_seconds, error.facts.tries, error.retryable], [3600, undefined, true])
      return true
    })
  })

  test('an overloaded Fabric capacity is not hammered', async () => {
    const reason = 'CapacityLimitExceeded'
    world.standIn.faults.add({ operation: 'head', path: 'full', status: { status: 429, code: reason } })
    await assert.rejects(lake.stat('full'), (error: unknown) => {
      assert.ok(error instanceof LakeError)
      assert.deepEqual([error.facts.reason, error.facts.tries, error.retryable], [reason, undefined, true])
      assert.match(error.advice ?? '', /capacity/)
      return true
    })
  })

  test('whoever has given up is not kept waiting', async () => {
    world.standIn.faults.add({ operation: 'append', path: 'stopped', hang: true })
    const patient = new Lake(world.place, { ...world.options, timeout: 60_000 })
    const upload = await LakeUpload.begin(patient, 'stopped/file')
    await upload.write(Buffer.from('x'))
    const finished = upload.finish()
    finished.catch(() => {})
    while (!world.standIn.requests.some(call => call.operation === 'append' && call.path.includes('stopped')))
      await new Promise(resolve => setTimeout(resolve, 5))
    await upload.abort()
    await assert.rejects(finished)
    assert.equal(await lake.stat('stopped/file'), null)
  })
})
