/** Renames: lost answers, and requests that arrive after everybody has stopped waiting for them. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { LakeError } from '../../lib/errors.ts'
import { Lake } from '../../lib/lake/lake.ts'
import { moveOver, moveTo, moveVersion } from '../../lib/lake/move.ts'
import { LakeUpload } from '../../lib/lake/upload.ts'
import { PASSING_FAULTS, startTestLake, type TestLake } from '../support/lake.ts'

let world: TestLake
let lake: Lake
/** Gives up a try soon. */
let hasty: Lake
before(async () => {
  world = await startTestLake()
  lake = new Lake(world.place, { ...world.options, timeout: 20_000 })
  hasty = new Lake(world.place, { ...world.options, timeout: 150 })
})
after(() => world[Symbol.asyncDispose]())

async function put(path: string, text: string): Promise<void> {
  const upload = await LakeUpload.begin(lake, path)
  await upload.write(Buffer.from(text))
  await upload.finish()
}

async function textOf(path: string): Promise<string | null> {
  return (await lake.read(path))?.toString() ?? null
}

const FAULTS = {
  ...PASSING_FAULTS,
  // Where a condition is looked at before the source, a rename that was done answers like this when it is asked for again.
  '409 PathAlreadyExists, though it was done': { status: { status: 409, code: 'PathAlreadyExists' }, applied: true },
  '412, though it was done': { status: { status: 412, code: 'ConditionNotMet' }, applied: true },
}

describe('moveTo', () => {
  test('moves a file or a folder to a place that is free, and makes the folders above it', async () => {
    await put('plain/file', 'x')
    assert.equal(await moveTo(lake, 'plain/file', 'plain/new/deep/file'), 'moved')
    assert.equal(await moveTo(lake, 'plain/new', 'elsewhere/new'), 'moved')
    assert.equal(await textOf('elsewhere/new/deep/file'), 'x')
    assert.deepEqual(await lake.list('plain', { recursive: true }), [])
  })

  test('says when the place is taken, and changes nothing', async () => {
    await put('taken/from', 'mine')
    await put('taken/to', 'theirs')
    assert.equal(await moveTo(lake, 'taken/from', 'taken/to'), 'taken')
    await put('taken/folder/file', 'x')
    assert.equal(await moveTo(lake, 'taken/folder', 'taken/to'), 'taken')
    assert.deepEqual([await textOf('taken/from'), await textOf('taken/to')], ['mine', 'theirs'])
  })

  test('fails when there is nothing to move', async () => {
    await assert.rejects(moveTo(lake, 'nothing/from', 'nothing/to'), (error: unknown) => {
      assert.ok(error instanceof LakeError)
      assert.equal(error.facts.reason, 'SourcePathNotFound')
      return true
    })
  })

  test('whatever is answered, what has become of it is told', async () => {
    for (const [what, effect] of Object.entries(FAULTS)) {
      for (const taken of [false, true]) {
        const at = `answers/${what.replaceAll(/\W/g, '-')}-${taken}`
        await put(`${at}/from`, 'mine')
        if (taken) await put(`${at}/to`, 'theirs')
        world.standIn.faults.add({ operation: 'rename', path: at, ...effect })
        assert.equal(await moveTo(hasty, `${at}/from`, `${at}/to`), taken ? 'taken' : 'moved', what)
        assert.deepEqual(
          [await textOf(`${at}/from`), await textOf(`${at}/to`)],
          taken ? ['mine', 'theirs'] : [null, 'mine'],
          what,
        )
      }
    }
  })

  test('when no answer comes at all, what was done counts', async () => {
    await put('silent/from', 'mine')
    world.standIn.faults.add({ operation: 'rename', path: 'silent', reset: true, applied: true })
    world.standIn.faults.add({ operation: 'rename', path: 'silent', skip: 1, reset: true, times: 20 })
    assert.equal(await moveTo(lake, 'silent/from', 'silent/to'), 'moved')
    world.standIn.faults.clear()
    await put('silent/from', 'again')
    world.standIn.faults.add({ operation: 'rename', path: 'silent', reset: true, times: 20 })
    await assert.rejects(moveTo(lake, 'silent/from', 'silent/other'), LakeError)
    world.standIn.faults.clear()
    assert.deepEqual([await textOf('silent/from'), await textOf('silent/other')], ['again', null])
  })

  test('W27: of many who move something to one place exactly one does', async () => {
    const names = Array.from({ length: 20 }, (_, at) => `race/from-${at}`)
    await Promise.all(names.map(name => put(name, name)))
    for (let at = 0; at < 6; at++)
      world.standIn.faults.add({ operation: 'rename', path: 'race', skip: 3 * at, reset: true, applied: at % 2 === 0 })
    const ends = await Promise.all(names.map(name => moveTo(lake, name, 'race/to')))
    const winners = names.filter((_, at) => ends[at] === 'moved')
    assert.deepEqual(winners, [await textOf('race/to')])
    for (const name of names) assert.equal(await textOf(name), name === winners[0] ? null : name)
  })
})

test('moveOver replaces a file, whatever is answered, and no folder', async () => {
  for (const [what, effect] of Object.entries(PASSING_FAULTS)) {
    const at = `over/${what.replaceAll(/\W/g, '-')}`
    await put(`${at}/from`, 'new')
    await put(`${at}/to`, 'old')
    world.standIn.faults.add({ operation: 'rename', path: at, ...effect })
    await moveOver(hasty, `${at}/from`, `${at}/to`)
    assert.deepEqual([await textOf(`${at}/from`), await textOf(`${at}/to`)], [null, 'new'], what)
  }
  await put('over/file', 'x')
  await put('over/folder/file', 'y')
  await assert.rejects(moveOver(lake, 'over/file', 'over/folder'), /in its way/)
})

test('moveVersion moves what was there, once: a request that arrives late takes nothing that came after it', async () => {
  const client = world.options.httpClient!
  const late: Promise<number>[] = []
  const come = Promise.withResolvers<void>()
  /** The first rename stays on its way until it is told to come, whoever has stopped waiting for it. */
  const sendRequest: typeof client.sendRequest = request => {
    if (late.length > 0 || request.headers.get('x-ms-rename-source') === undefined) return client.sendRequest(request)
    const { abortSignal, ...onItsWay } = request
    late.push(come.promise.then(async () => (await client.sendRequest(onItsWay)).status))
    return new Promise((_, reject) =>
      abortSignal?.addEventListener('abort', () => reject(new Error('not waited for')), { once: true }),
    )
  }
  await put('late/orders/old', 'old')
  await moveVersion(
    new Lake(world.place, { ...world.options, timeout: 300, httpClient: { sendRequest } }),
    'late/orders',
    'late/parked/was',
  )
  await put('late/staged/new', 'new')
  assert.equal(await moveTo(lake, 'late/staged', 'late/orders'), 'moved')
  await lake.removeFolder('late/parked/was')
  come.resolve()
  assert.deepEqual(await Promise.all(late), [412])
  assert.equal(await textOf('late/orders/new'), 'new')
})

test('moveVersion of nothing is nothing', async () => {
  await moveVersion(lake, 'late/not', 'late/parked/was')
  assert.equal(await lake.stat('late/parked/was'), null)
})
