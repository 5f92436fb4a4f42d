/** Parts made visible: all of them, once, however often it is cut. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { StoreError } from '../../lib/errors.ts'
import type { RunType } from '../../lib/events.ts'
import type { StorePoint } from '../../lib/stores/store.ts'
import {
  committed,
  contentOf,
  contentOfRun,
  ENTITY,
  type Extent,
  expectBetween,
  expectExact,
  factsOf,
  type MakeStore,
  open,
  partOf,
  plain,
  publish,
  stage,
  wholeRun,
} from './store-under-test.ts'

/** Registers what must hold for one mode. */
export function publishing(make: MakeStore, mode: RunType, { secondCuts }: Extent): void {
  /** What readers see after the run r2 of two parts, when r1 was before it. */
  const afterR2 = { ...(mode === 'incremental' ? contentOfRun('r1', 1) : {}), ...contentOfRun('r2', 2) }

  test(`publishing says what stands where, and publishing twice is publishing once (${mode})`, async t => {
    const world = await make(t)
    const staging = await open(world, { run: 'r1', mode })
    const parts = await committed(staging, [await stage(staging, 'r1', 0), await stage(staging, 'r1', 1)])
    const files = await staging.publish(parts)
    assert.deepEqual(
      files.map(({ rows, bytes }) => ({ rows, bytes })),
      parts.map(({ rows, bytes }) => ({ rows, bytes })),
    )
    for (const [at, { path }] of files.entries()) {
      const { name, final = name } = parts[at]!
      assert.ok(path.includes(final), path)
    }
    assert.deepEqual(await staging.publish(parts), files)
    const later = await open(world, { run: 'r1', mode })
    assert.deepEqual(await later.publish(parts), files)
    await later.sweep()
    await expectExact(world, contentOfRun('r1', 2))
  })

  test(`what settled can be looked at again, by another process, too (${mode})`, async t => {
    const world = await make(t)
    const staging = await open(world, { run: 'r1', mode })
    const [part] = await committed(staging, [await stage(staging, 'r1', 0)])
    assert.ok(part)
    await staging.publish([part])
    const later = await open(world, { run: 'r1', mode })
    for (const place of [staging, later]) {
      const settled = place.settled(part)
      if (settled.kind === 'rows') {
        const rows = await settled.count()
        assert.ok(rows === part.rows || rows === null)
        continue
      }
      assert.equal(await settled.size(), part.bytes)
      const whole = Buffer.from(await settled.read(0, part.bytes + 7))
      assert.equal(createHash('sha256').update(whole).digest('hex'), part.checksum)
      const [from, count] = [part.bytes >> 1, part.bytes >> 2]
      assert.deepEqual(Buffer.from(await settled.read(from, count)), whole.subarray(from, from + count))
    }
    const absent = staging.settled({ ...plain(part), name: partOf('r9', 0) })
    if (absent.kind === 'file') assert.equal(await absent.size(), null)
    await later.sweep()
  })

  for (const first of [true, false]) {
    test(`publishing that is cut at any step, once or twice, is finished by a new process (${mode}, ${first ? 'first' : 'later'} run)`, async t => {
      const begin = async () => {
        const world = await make(t)
        if (!first) await wholeRun(world, { run: 'r1', mode }, 1)
        const staging = await open(world, { run: 'r2', mode })
        const staged = [await stage(staging, 'r2', 0), await stage(staging, 'r2', 1)]
        return { world, parts: await committed(staging, staged) }
      }
      const old = first ? null : contentOfRun('r1', 1)
      const now = first ? contentOfRun('r2', 2) : afterR2
      const { world: sound, parts: same } = await begin()
      const { points, files } = await publish(sound, { run: 'r2', mode }, same)
      assert.equal(points[0], 'publish.begin', 'a store says where it is, so that tests can stop it there')
      assert.ok(points.length > 1, 'a store says when it has changed what readers see')
      for (const cut of points.keys()) {
        const seconds = [...points.keys()].filter(second => Math.abs(second - cut) < secondCuts)
        for (const again of [...seconds, Number.POSITIVE_INFINITY]) {
          const { world, parts } = await begin()
          const died = await publish(world, { run: 'r2', mode }, parts, cut)
          assert.equal(died.files, null)
          expectBetween(mode, await contentOf(world), old, now, died.points)
          const second = await publish(world, { run: 'r2', mode }, parts, again)
          expectBetween(mode, await contentOf(world), old, now, [...died.points, ...second.points])
          const last = await publish(world, { run: 'r2', mode }, parts)
          assert.deepEqual(
            last.files?.map(({ rows, bytes }) => ({ rows, bytes })),
            files?.map(({ rows, bytes }) => ({ rows, bytes })),
          )
          await (await open(world, { run: 'r2', mode })).sweep()
          await expectExact(world, now)
        }
      }
    })
  }

  test(`what is staged but not named is not published, and goes with the sweep (${mode})`, async t => {
    const world = await make(t)
    const staging = await open(world, { run: 'r1', mode })
    await stage(staging, 'r1', 9)
    const half = await staging.stage(partOf('r1', 8))
    t.after(() => half.abort())
    await half.write(Buffer.from('half'))
    await staging.publish(await committed(staging, [await stage(staging, 'r1', 0)]))
    assert.deepEqual(await contentOf(world), contentOfRun('r1', 1))
    await staging.sweep()
    await expectExact(world, contentOfRun('r1', 1))
  })

  test(`a part that is aborted leaves nothing, and nothing else is touched (${mode})`, async t => {
    const world = await make(t)
    await wholeRun(world, { run: 'r1', mode }, 1)
    const staging = await open(world, { run: 'r2', mode })
    const whole = [await stage(staging, 'r2', 0), await stage(staging, 'r2', 1)]
    const before = await world.debris()
    for (const pieces of [0, 1]) {
      const sink = await staging.stage(partOf('r2', 7))
      for (let piece = 0; piece < pieces; piece++) await sink.write(Buffer.from('half'))
      await sink.abort()
      await sink.abort()
      assert.deepEqual((await world.debris()).sort(), before.sort())
      assert.equal(await staging.adopt({ ...factsOf('r2', 7), bytes: 4 * pieces }), false)
    }
    assert.deepEqual(await contentOf(world), contentOfRun('r1', 1))
    await staging.publish(await committed(staging, whole))
    await staging.sweep()
    await expectExact(world, afterR2)
  })

  test(`a run that is given up half way leaves nothing (${mode})`, async t => {
    const world = await make(t)
    await wholeRun(world, { run: 'r1', mode }, 1)
    const staging = await open(world, { run: 'r2', mode })
    await stage(staging, 'r2', 0)
    const sink = await staging.stage(partOf('r2', 1))
    await sink.write(Buffer.from('half'))
    await sink.abort()
    await staging.sweep()
    await staging.sweep()
    await expectExact(world, contentOfRun('r1', 1))
    // By a process that did not live to do it itself.
    await stage(await open(world, { run: 'r3', mode }), 'r3', 0)
    await (await open(world, { run: 'r3', mode })).sweep()
    await expectExact(world, contentOfRun('r1', 1))
  })

  test(`a part that is lost from staging is an error, and what readers see stays (${mode})`, async t => {
    for (const change of [() => null, (bytes: Uint8Array) => bytes.subarray(0, -1)]) {
      const world = await make(t)
      await wholeRun(world, { run: 'r1', mode }, 1)
      const staging = await open(world, { run: 'r2', mode })
      const parts = await committed(staging, [await stage(staging, 'r2', 0), await stage(staging, 'r2', 1)])
      await world.damage({ run: 'r2', entity: ENTITY, name: parts[1]!.name }, change)
      await assert.rejects(staging.publish(parts), (error: unknown) => {
        assert.ok(error instanceof StoreError, String(error))
        assert.equal(error.code, 'STAGED_PARTS_LOST')
        assert.ok(error.advice)
        return true
      })
      assert.deepEqual(await contentOf(world), contentOfRun('r1', 1))
      await staging.sweep()
      await expectExact(world, contentOfRun('r1', 1))
    }
  })
}

/** Registers what the modes do to each other. */
export function modes(make: MakeStore): void {
  test('full_drop replaces what was there; at every step readers see the old, then the new', async t => {
    const world = await make(t)
    await wholeRun(world, { run: 'r1', mode: 'full_drop' }, 2)
    const states: unknown[] = []
    const reached = async (point: StorePoint) => {
      const state = await contentOf(world)
      if (point !== 'publish.old-aside') states.push(state)
    }
    await wholeRun(world, { run: 'r2', mode: 'full_drop', reached }, 1)
    const old = JSON.stringify(contentOfRun('r1', 2))
    const now = JSON.stringify(contentOfRun('r2', 1))
    const switched = states
      .map(state => JSON.stringify(state))
      .map(state => (state === old ? 0 : state === now ? 1 : 2))
    assert.deepEqual(switched, switched.toSorted(), 'never back')
    assert.equal(switched[0], 0)
    assert.equal(switched.at(-1), 1)
    await expectExact(world, contentOfRun('r2', 1))
  })

  test('full_drop replaces what increments have added, and increments add to what a full_drop has left', async t => {
    const world = await make(t)
    await wholeRun(world, { run: 'r1', mode: 'incremental' }, 2)
    await wholeRun(world, { run: 'r2', mode: 'incremental' }, 1)
    await expectExact(world, { ...contentOfRun('r1', 2), ...contentOfRun('r2', 1) })
    await wholeRun(world, { run: 'r3', mode: 'full_drop' }, 2)
    await expectExact(world, contentOfRun('r3', 2))
    await wholeRun(world, { run: 'r4', mode: 'incremental' }, 1)
    await expectExact(world, { ...contentOfRun('r3', 2), ...contentOfRun('r4', 1) })
  })

  test('an increment without parts adds nothing', async t => {
    const world = await make(t)
    assert.deepEqual(await wholeRun(world, { run: 'r1', mode: 'incremental' }, 0), [])
    await expectExact(world, null)
    assert.equal(await world.store(ENTITY).existing(), null)
    await wholeRun(world, { run: 'r2', mode: 'incremental' }, 1)
    assert.deepEqual(await wholeRun(world, { run: 'r3', mode: 'incremental' }, 0), [])
    await expectExact(world, contentOfRun('r2', 1))
  })
}
