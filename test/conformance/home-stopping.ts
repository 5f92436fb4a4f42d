/** Reads that do not come to their end: aborted, left, closed, failed. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Batch, MAX_BATCH_ROWS } from '../../lib/columns/batch.ts'
import { HomeError } from '../../lib/errors.ts'
import type { Home } from '../../lib/homes/home.ts'
import {
  ALWAYS,
  coded,
  type HomeUnderTest,
  idsOf,
  idsUpTo,
  MANY,
  type MakeHome,
  nothingHeld,
  read,
} from './home-under-test.ts'

/** Registers what must hold when a read is aborted, left or closed. */
export function stopping(many: () => HomeUnderTest): void {
  test('a signal that is aborted already opens nothing', async () => {
    const source = many()
    const home = source.home()
    const plan = await home.describe(ALWAYS)
    await home.close()
    await nothingHeld(source)
    const reason = new Error('never mind')
    const aborted = AbortSignal.abort(reason)
    await assert.rejects(home.describe(aborted), reason)
    const reads = home.read(plan.ranges[0]!, plan.schema, aborted)
    await assert.rejects(reads[Symbol.asyncIterator]().next(), reason)
    await nothingHeld(source)
  })

  test('a signal that is aborted while it looks ends that', async () => {
    const source = many()
    const control = new AbortController()
    const reason = new Error('stop')
    const looking = source.home().describe(control.signal)
    control.abort(reason)
    await assert.rejects(looking, reason)
    await nothingHeld(source)
  })

  for (const when of ['inside the loop', 'while the next batch is awaited'] as const) {
    test(`a signal that is aborted ${when} ends the read: no other batch comes, nothing is held`, async () => {
      const source = many()
      const home = source.home()
      const plan = await home.describe(ALWAYS)
      const control = new AbortController()
      const reason = new Error('stop')
      const batches = home.read(plan.ranges[0]!, plan.schema, control.signal)[Symbol.asyncIterator]()
      assert.equal((await batches.next()).done, false)
      if (when === 'inside the loop') control.abort(reason)
      const following = batches.next()
      control.abort(reason)
      await assert.rejects(following, reason)
      assert.deepEqual(await batches.next(), { done: true, value: undefined })
      await nothingHeld(source)
      // The home itself is sound.
      assert.deepEqual(idsOf(plan, await read(home, plan)), idsUpTo(MANY))
      await home.close()
    })
  }

  const endings: [
    how: string,
    end: (home: Home, control: AbortController, reads: AsyncIterator<Batch>) => Promise<void>,
  ][] = [
    [
      'aborting',
      async (_home, control, reads) => {
        const following = reads.next()
        const reason = new Error('stop')
        control.abort(reason)
        await assert.rejects(following, reason)
      },
    ],
    [
      'closing',
      async (home, _control, reads) => {
        const following = reads.next()
        await home.close()
        await assert.rejects(following, HomeError)
      },
    ],
    ['leaving', async (_home, _control, reads) => void (await reads.return?.())],
  ]
  for (const [how, end] of endings) {
    test(`${how} ends a read whose source has fallen silent`, async t => {
      const source = many()
      const home = source.home()
      const plan = await home.describe(ALWAYS)
      if (!source.spoilNextRead('stalls', MAX_BATCH_ROWS + 1)) return t.skip('this source cannot be made to stall')
      const control = new AbortController()
      const reads = home.read(plan.ranges[0]!, plan.schema, control.signal)[Symbol.asyncIterator]()
      assert.equal((await reads.next()).done, false)
      await end(home, control, reads)
      await nothingHeld(source)
      await home.close()
    })
  }

  test('leaving the loop gives back what the read held', async () => {
    const source = many()
    const home = source.home()
    const plan = await home.describe(ALWAYS)
    for await (const batch of home.read(plan.ranges[0]!, plan.schema, ALWAYS)) {
      assert.ok(batch.rows > 0)
      break
    }
    await nothingHeld(source)
    await assert.rejects(async () => {
      for await (const _ of home.read(plan.ranges[0]!, plan.schema, ALWAYS)) throw new Error('the consumer’s own')
    }, /the consumer’s own/)
    await nothingHeld(source)
    await home.close()
  })

  test('closing ends what is under way, with an error and not with an end; twice is once', async () => {
    const source = many()
    const idle = source.home()
    await idle.close()
    await idle.close()
    const home = source.home()
    const plan = await home.describe(ALWAYS)
    const batches = home.read(plan.ranges[0]!, plan.schema, ALWAYS)[Symbol.asyncIterator]()
    let rows = (await batches.next()).value?.rows ?? 0
    await Promise.all([home.close(), home.close()])
    await home.close()
    // What had come before the close may still be given out; an end before the last row may not.
    try {
      for (let next = await batches.next(); !next.done; next = await batches.next()) rows += next.value.rows
      assert.equal(rows, MANY, 'the read ended as if that were all')
    } catch (error) {
      assert.ok(error instanceof HomeError, String(error))
    }
    await nothingHeld(source)
  })
}

/** Registers what must hold when the source changes or fails. */
export function failing(many: () => HomeUnderTest, make: MakeHome): void {
  test('a source that is no longer what was planned is an error before any row', async () => {
    await using source = await make(3)
    const home = source.home()
    const plan = await home.describe(ALWAYS)
    await source.change()
    const batches: Batch[] = []
    await assert.rejects(async () => {
      for await (const batch of home.read(plan.ranges[0]!, plan.schema, ALWAYS)) batches.push(batch)
    }, coded('SCHEMA_CHANGED'))
    assert.deepEqual(batches, [])
    await nothingHeld(source)
    const now = await home.describe(ALWAYS)
    assert.notDeepEqual(now.schema, plan.schema)
    await read(home, now)
    await home.close()
  })

  test('a read that fails after some rows ends with the error, never as if those were all', async t => {
    const source = many()
    const home = source.home()
    const plan = await home.describe(ALWAYS)
    if (!source.spoilNextRead('fails', MAX_BATCH_ROWS + 1)) return t.skip('this source cannot be made to fail')
    let rows = 0
    await assert.rejects(
      async () => {
        for await (const batch of home.read(plan.ranges[0]!, plan.schema, ALWAYS)) rows += batch.rows
      },
      (error: unknown) => {
        assert.ok(error instanceof HomeError, String(error))
        assert.notEqual(error.message, '')
        return true
      },
    )
    assert.ok(rows <= MAX_BATCH_ROWS + 1)
    await nothingHeld(source)
    assert.deepEqual(idsOf(plan, await read(home, plan)), idsUpTo(MANY), 'and the next read is whole')
    await home.close()
  })
}
