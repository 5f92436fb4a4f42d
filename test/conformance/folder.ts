/** What the journal stands on (lib/journal/folder.ts), as tests: any folder runs them unchanged. */
import assert from 'node:assert/strict'
import { describe, type TestContext, test } from 'node:test'
import type { Folder } from '../../lib/journal/folder.ts'
import { Journal } from '../../lib/journal/journal.ts'
import { takeLease } from '../../lib/journal/lease.ts'
import { ended, planned, staged } from '../journal/records.ts'

export interface FolderUnderTest {
  /** A new instance, as a new process would make it. */
  folder(): Folder
  /** Names of everything in it, folders and drafts too. */
  everything(): Promise<string[]>
}

const bytes = (text: string) => Buffer.from(text)

/** Registers the tests. `make` gives a place that is empty; it need not be there yet. */
export function folderConformance(name: string, make: (t: TestContext) => Promise<FolderUnderTest>): void {
  describe(`${name} is a folder`, () => {
    files(make)
    writers(make)
  })
}

function files(make: (t: TestContext) => Promise<FolderUnderTest>): void {
  test('nothing is there, and looking makes nothing', async t => {
    const world = await make(t)
    const folder = world.folder()
    assert.deepEqual([await folder.list(''), await folder.list('a/b/'), await folder.read('a/b')], [[], [], null])
    await folder.remove(['a/b'])
    await folder.sweepDrafts(new Date())
    assert.deepEqual(await world.everything(), [])
    assert.equal(world.folder().location, folder.location)
  })

  test('a file is there whole, is never replaced, and other names are others', async t => {
    const world = await make(t)
    const folder = world.folder()
    assert.equal(await folder.create('a/b/one.json', bytes('one')), true)
    assert.equal(await folder.create('a/b/one.json', bytes('other')), false)
    assert.equal(await folder.create('a/b/two.json', bytes('')), true)
    assert.equal(await world.folder().create('top.json', bytes('top')), true)
    assert.equal(Buffer.from((await world.folder().read('a/b/one.json')) ?? []).toString(), 'one')
    assert.equal((await folder.read('a/b/two.json'))?.byteLength, 0)
    assert.deepEqual((await world.everything()).sort(), ['a', 'a/b', 'a/b/one.json', 'a/b/two.json', 'top.json'])
  })

  test('lists are sorted, of any depth, and of a prefix', async t => {
    const folder = (await make(t)).folder()
    for (const name of ['b/x/2', 'a/y/1', 'a/x/3', 'a/x/1', 'c']) await folder.create(name, bytes(name))
    assert.deepEqual(await folder.list(''), ['a/x/1', 'a/x/3', 'a/y/1', 'b/x/2', 'c'])
    assert.deepEqual(await folder.list('a/'), ['a/x/1', 'a/x/3', 'a/y/1'])
    assert.deepEqual(await folder.list('a/x/'), ['a/x/1', 'a/x/3'])
  })

  test('what is removed takes its empty folder along, and no other', async t => {
    const world = await make(t)
    const folder = world.folder()
    for (const name of ['a/x/1', 'a/x/2', 'a/y/1']) await folder.create(name, bytes(name))
    await folder.remove(['a/x/1', 'a/x/9', 'a/z/1'])
    assert.deepEqual(await folder.list(''), ['a/x/2', 'a/y/1'])
    await folder.remove(['a/x/2'])
    assert.deepEqual((await world.everything()).sort(), ['a', 'a/y', 'a/y/1'])
    assert.equal(await folder.create('a/x/1', bytes('again')), true)
  })

  test('names of flows and entities are names, whatever is in them', async t => {
    const folder = (await make(t)).folder()
    const entities = ['sales.[Order Details]', 'ä ö/日本', '50%', "it's", '#1', 'a?b', '..', 'a+b&c']
    const journal = new Journal(folder)
    for (const entity of entities) await journal.entity('f', entity).write(ended({ flow: 'f', entity, at: 1 }))
    const { ended: runs, foreign } = await journal.runs()
    assert.deepEqual(runs.map(({ record }) => record.entity).sort(), entities.toSorted())
    assert.deepEqual(foreign, [])
  })

  test('drafts of writers that died are seen by nobody, and go', async t => {
    const world = await make(t)
    const folder = world.folder()
    await folder.create('a/one', bytes('one'))
    await folder.create('a/two.abc.tmp', bytes('half'))
    assert.deepEqual(await folder.list('a/'), ['a/one'])
    await folder.sweepDrafts(new Date(Date.now() - 3_600_000))
    assert.ok((await world.everything()).includes('a/two.abc.tmp'), 'it is young, and may be somebody’s')
    await folder.sweepDrafts(new Date(Date.now() + 3_600_000))
    assert.deepEqual((await world.everything()).sort(), ['a', 'a/one'])
  })
}

function writers(make: (t: TestContext) => Promise<FolderUnderTest>): void {
  test('of many who make a file at once exactly one does, and it is theirs', async t => {
    const world = await make(t)
    const texts = Array.from({ length: 12 }, (_, at) => `by ${at}`)
    const made = await Promise.all(texts.map(text => world.folder().create('a/b/one', bytes(text))))
    const winners = texts.filter((_, at) => made[at])
    assert.deepEqual(winners, [Buffer.from((await world.folder().read('a/b/one')) ?? []).toString()])
    assert.deepEqual((await world.everything()).sort(), ['a', 'a/b', 'a/b/one'])
  })

  test('folders come and go under those who work beside each other', async t => {
    const folder = (await make(t)).folder()
    await Promise.all(
      Array.from({ length: 4 }, async (_, lane) => {
        for (let round = 0; round < 4; round++) {
          const name = `a/b/${lane}`
          assert.equal(await folder.create(name, bytes(name)), true)
          assert.ok((await folder.list('a/')).includes(name))
          await folder.remove([name])
        }
      }),
    )
    assert.deepEqual(await folder.list(''), [])
  })

  test('a lease has one holder; it is taken over when its time is over, and given back', async t => {
    const world = await make(t)
    const take = (owner: string) => takeLease(world.folder(), 'lease/', owner)
    const taken = await Promise.all(Array.from({ length: 8 }, (_, at) => take(`r${at}`)))
    const [mine, ...others] = taken.flatMap(({ lease }) => lease ?? [])
    assert.ok(mine)
    assert.equal(others.length, 0)
    await mine.verify()
    await mine.release()
    const next = (await take('next')).lease
    assert.equal(next?.replaced, null)
    assert.deepEqual(await world.folder().list('lease/'), ['lease/000000000003.json'])
    // A holder elsewhere whose time is over, as it would have written it.
    const text = Buffer.from((await world.folder().read('lease/000000000003.json')) ?? []).toString()
    const dead = {
      ...JSON.parse(text),
      host: 'elsewhere',
      owner: 'dead',
      expires: new Date(Date.now() - 1).toISOString(),
    }
    assert.equal(await world.folder().create('lease/000000000004.json', bytes(JSON.stringify(dead))), true)
    const over = (await take('heir')).lease
    assert.equal(over?.replaced?.owner, 'dead')
    await assert.rejects(next!.verify(), /took this entity over/)
    await over!.verify()
    await over!.release()
  })

  test('a journal remembers', async t => {
    const world = await make(t)
    const orders = new Journal(world.folder()).entity('erp', 'orders')
    await orders.write(planned({ at: 1 }))
    await orders.write(staged({ at: 1 }, 0))
    await orders.write(staged({ at: 1 }, 0))
    const later = new Journal(world.folder()).entity('erp', 'orders')
    assert.equal((await later.memory()).unfinished.length, 1)
    await assert.rejects(later.write({ ...staged({ at: 1 }, 0), altered: 9 }), /another record/)
    await later.write(ended({ at: 1 }))
    await later.tidy(ended({ at: 1 }).run)
    const { unfinished, last } = await orders.memory()
    assert.deepEqual([unfinished, last?.run], [[], ended({ at: 1 }).run])
    assert.equal((await world.folder().list('')).length, 1)
  })
}
