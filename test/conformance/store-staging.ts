/** Parts on their way: durable or nothing, adopted or made anew, seen by nobody. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { StorePoint } from '../../lib/stores/store.ts'
import {
  bytesOf,
  Cut,
  checksumOf,
  committed,
  contentOf,
  contentOfRun,
  ENTITY,
  expectExact,
  factsOf,
  type MakeStore,
  open,
  partOf,
  plain,
  stage,
} from './store-under-test.ts'

/** Registers what must hold until a run is committed. */
export function staging(make: MakeStore): void {
  test('its location is said, and looking changes nothing', async t => {
    const world = await make(t)
    const store = world.store(ENTITY)
    assert.notEqual(store.location, '')
    assert.equal(world.store(ENTITY).location, store.location)
    assert.notEqual(world.store('customers').location, store.location)
    assert.equal(await store.existing(), null)
    assert.equal(await store.existing(), null)
    assert.deepEqual(await world.debris(), [])
    const staging = await open(world, { run: 'r1', mode: 'full_drop' })
    const part = await stage(staging, 'r1', 0)
    assert.equal(await store.existing(), null, 'what is staged is not there yet')
    await staging.publish(await committed(staging, [part]))
    await staging.sweep()
    assert.ok(await store.existing())
    assert.equal(await store.existing(), await world.store(ENTITY).existing())
    assert.deepEqual(await contentOf(world), contentOfRun('r1', 1))
  })

  test('its probes say what they found and leave nothing behind, before and after something is there', async t => {
    const world = await make(t)
    const tryAll = async () => {
      const found: string[] = []
      for (const { name, run } of world.store(ENTITY).probes()) {
        assert.notEqual(name, '')
        found.push(await run(new AbortController().signal))
      }
      assert.ok(found.length > 0 && found.every(text => text !== ''))
      assert.deepEqual(await world.debris(), [])
    }
    await tryAll()
    assert.equal(await world.store(ENTITY).existing(), null)
    const staging = await open(world, { run: 'r1', mode: 'full_drop' })
    await staging.publish(await committed(staging, [await stage(staging, 'r1', 0)]))
    await staging.sweep()
    await tryAll()
    assert.deepEqual(await contentOf(world), contentOfRun('r1', 1))
  })

  test('a staged part tells its rows, bytes and checksum; nobody sees it before it is published', async t => {
    const world = await make(t)
    const staging = await open(world, { run: 'r1', mode: 'full_drop' })
    const part = await stage(staging, 'r1', 0)
    assert.deepEqual(plain(part), factsOf('r1', 0))
    assert.equal(await contentOf(world), null)
  })

  test('a part of several megabytes, in pieces of any size, and one whose rows are none', async t => {
    const world = await make(t)
    const staging = await open(world, { run: 'r1', mode: 'full_drop' })
    const bytes = Buffer.alloc(5_000_011, Buffer.from(Uint8Array.from({ length: 251 }, (_, at) => at)))
    const sink = await staging.stage(partOf('r1', 0))
    let at = 0
    for (let length = 0; at < bytes.length; at += length, length = length * 3 + 1) {
      await sink.write(bytes.subarray(at, at + length))
    }
    const large = await sink.finish(7)
    assert.deepEqual(plain(large), { name: partOf('r1', 0), rows: 7, bytes: bytes.length, checksum: checksumOf(bytes) })
    const none = await (await staging.stage(partOf('r1', 1))).finish(0)
    assert.deepEqual(plain(none), { name: partOf('r1', 1), rows: 0, bytes: 0, checksum: checksumOf(Buffer.of()) })
    assert.ok(await staging.adopt(none))
    await staging.publish(await committed(staging, [large, none]))
    await staging.sweep()
    const seen = new Map(await world.seen(ENTITY))
    assert.deepEqual([...seen.keys()].sort(), [large.name, none.name])
    assert.ok(bytes.equals(seen.get(large.name)!))
    assert.equal(seen.get(none.name)!.byteLength, 0)
  })

  test('parts of one run are written beside each other', async t => {
    const world = await make(t)
    const staging = await open(world, { run: 'r1', mode: 'incremental' })
    const parts = await Promise.all(Array.from({ length: 8 }, (_, part) => stage(staging, 'r1', part)))
    await staging.publish(await committed(staging, parts))
    await staging.sweep()
    await expectExact(world, contentOfRun('r1', 8))
  })

  test('a whole part is adopted, by this instance and by a new one, as often as asked', async t => {
    const world = await make(t)
    const staging = await open(world, { run: 'r1', mode: 'full_drop' })
    const part = await stage(staging, 'r1', 0)
    assert.equal(await staging.adopt(part), true)
    const later = await open(world, { run: 'r1', mode: 'full_drop' })
    assert.equal(await later.adopt(part), true)
    assert.equal(await later.adopt(part), true)
    await later.publish(await committed(later, [part]))
    await later.sweep()
    await expectExact(world, contentOfRun('r1', 1))
  })

  const harms: [what: string, change: (bytes: Uint8Array) => Uint8Array | null][] = [
    ['missing', () => null],
    ['truncated', bytes => bytes.subarray(0, -1)],
    ['longer', bytes => Buffer.concat([bytes, Buffer.of(0)])],
    ['changed in one bit', bytes => bytes.map((byte, at) => (at === bytes.length - 1 ? byte ^ 1 : byte))],
  ]
  for (const [what, change] of harms) {
    test(`a part that is ${what} is not adopted, and is staged anew under its name`, async t => {
      const world = await make(t)
      const before = await open(world, { run: 'r1', mode: 'full_drop' })
      const parts = [await stage(before, 'r1', 0), await stage(before, 'r1', 1)]
      await world.damage({ run: 'r1', entity: ENTITY, name: parts[0]!.name }, change)
      const staging = await open(world, { run: 'r1', mode: 'full_drop' })
      assert.equal(await staging.adopt(parts[0]!), false)
      assert.equal(await staging.adopt(parts[1]!), true)
      assert.deepEqual(plain(await stage(staging, 'r1', 0)), plain(parts[0]!))
      await staging.publish(await committed(staging, parts))
      await staging.sweep()
      await expectExact(world, contentOfRun('r1', 2))
    })
  }

  test('a part of another run, or of another entity, is not adopted', async t => {
    const world = await make(t)
    const part = await stage(await open(world, { run: 'r1', mode: 'full_drop' }), 'r1', 0)
    assert.equal(await (await open(world, { run: 'r2', mode: 'full_drop' })).adopt(part), false)
    const entity = 'customers'
    assert.equal(await (await open(world, { run: 'r1', mode: 'full_drop', entity })).adopt(part), false)
  })

  for (const where of ['in the middle of its bytes', 'before it is finished'] as const) {
    test(`a part cut ${where} is not adopted, and is staged anew under its name`, async t => {
      const world = await make(t)
      const points: StorePoint[] = []
      const dying = await open(world, {
        run: 'r1',
        mode: 'full_drop',
        reached: async point => {
          points.push(point)
          throw new Cut(point)
        },
      })
      const sink = await dying.stage(partOf('r1', 0))
      // A dead process has no handles; this one lives on and must give them back.
      t.after(() => sink.abort())
      await sink.write(bytesOf('r1', 0).subarray(0, where === 'before it is finished' ? undefined : 4))
      if (where === 'before it is finished') {
        await assert.rejects(sink.finish(1), Cut)
        assert.deepEqual(points, ['part.before-finish'])
      }
      await world.died?.()
      const staging = await open(world, { run: 'r1', mode: 'full_drop' })
      assert.equal(await staging.adopt(factsOf('r1', 0)), false)
      assert.deepEqual(plain(await stage(staging, 'r1', 0)), factsOf('r1', 0))
      await staging.publish(await committed(staging, [factsOf('r1', 0)]))
      await staging.sweep()
      await expectExact(world, contentOfRun('r1', 1))
    })
  }
}
