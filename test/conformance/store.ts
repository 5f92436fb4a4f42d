/**
 * What every store must do (lib/stores/store.ts), as tests. A store runs them unchanged: `storeConformance('local', makeWorld)`.
 * How to, and why each promise is needed: docs/write-a-store.md.
 */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, type TestContext, test } from 'node:test'
import fc from 'fast-check'
import { StoreError } from '../../lib/errors.ts'
import type { FileFacts, RunType } from '../../lib/events.ts'
import { partName } from '../../lib/plan/names.ts'
import type { StagedPart, Staging, Store, StorePoint } from '../../lib/stores/store.ts'

/** A place of its own for one test, empty at first, and the store's eyes and hands in it. */
export interface StoreUnderTest {
  /** A new instance of the store for one entity, as a new process would make it. */
  store(entity: string): Store
  /** The files that readers see of the entity, by the names of their parts; null when nothing ever settled there. */
  seen(entity: string): Promise<[name: string, bytes: Uint8Array][] | null>
  /** Whatever else lies in the place, of all entities and runs, in words for people: staging, folders that are empty … */
  debris(): Promise<string[]>
  /** Does to a part in staging what a bad disk or a stranger could do; null removes it. */
  damage(staged: Whose & { name: string }, change: (bytes: Uint8Array) => Uint8Array | null): Promise<void>
}

/** Makes an empty place; what it needs to clean up goes to `t.after`. */
export type MakeStore = (t: TestContext) => Promise<StoreUnderTest>

interface Whose {
  run: string
  entity: string
}

interface Opening {
  run: string
  mode: RunType
  entity?: string
  reached?: (point: StorePoint) => Promise<void>
}

const MODES: RunType[] = ['full_drop', 'incremental']
const ENTITY = 'orders'

/** Registers the tests. */
export function storeConformance(name: string, make: MakeStore): void {
  describe(`${name} is a store`, () => {
    staging(make)
    for (const mode of MODES) publishing(make, mode)
    modes(make)
    neighbours(make)
    anyHistory(make)
  })
}

function staging(make: MakeStore): void {
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
    await staging.publish([part])
    await staging.sweep()
    assert.ok(await store.existing())
    assert.equal(await store.existing(), await world.store(ENTITY).existing())
    assert.deepEqual(await contentOf(world), contentOfRun('r1', 1))
  })

  test('a staged part tells its rows, bytes and checksum; nobody sees it before it is published', async t => {
    const world = await make(t)
    const staging = await open(world, { run: 'r1', mode: 'full_drop' })
    const part = await stage(staging, 'r1', 0)
    assert.deepEqual(part, factsOf('r1', 0))
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
    assert.deepEqual(large, { name: partOf('r1', 0), rows: 7, bytes: bytes.length, checksum: checksumOf(bytes) })
    const none = await (await staging.stage(partOf('r1', 1))).finish(0)
    assert.deepEqual(none, { name: partOf('r1', 1), rows: 0, bytes: 0, checksum: checksumOf(Buffer.of()) })
    assert.ok(await staging.adopt(none))
    await staging.publish([large, none])
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
    await staging.publish(parts)
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
    await later.publish([part])
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
      assert.deepEqual(await stage(staging, 'r1', 0), parts[0])
      await staging.publish(parts)
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
      const staging = await open(world, { run: 'r1', mode: 'full_drop' })
      assert.equal(await staging.adopt(factsOf('r1', 0)), false)
      assert.deepEqual(await stage(staging, 'r1', 0), factsOf('r1', 0))
      await staging.publish([factsOf('r1', 0)])
      await staging.sweep()
      await expectExact(world, contentOfRun('r1', 1))
    })
  }
}

function publishing(make: MakeStore, mode: RunType): void {
  /** What readers see after the run r2 of two parts, when r1 was before it. */
  const afterR2 = { ...(mode === 'incremental' ? contentOfRun('r1', 1) : {}), ...contentOfRun('r2', 2) }

  test(`publishing says what stands where, and publishing twice is publishing once (${mode})`, async t => {
    const world = await make(t)
    const staging = await open(world, { run: 'r1', mode })
    const parts = [await stage(staging, 'r1', 0), await stage(staging, 'r1', 1)]
    const files = await staging.publish(parts)
    assert.deepEqual(
      files.map(({ rows, bytes }) => ({ rows, bytes })),
      parts.map(({ rows, bytes }) => ({ rows, bytes })),
    )
    for (const [at, { path }] of files.entries()) assert.ok(path.includes(parts[at]!.name), path)
    assert.deepEqual(await staging.publish(parts), files)
    const later = await open(world, { run: 'r1', mode })
    assert.deepEqual(await later.publish(parts), files)
    await later.sweep()
    await expectExact(world, contentOfRun('r1', 2))
  })

  for (const first of [true, false]) {
    test(`publishing that is cut at any step, once or twice, is finished by a new process (${mode}, ${first ? 'first' : 'later'} run)`, async t => {
      const begin = async () => {
        const world = await make(t)
        if (!first) await wholeRun(world, { run: 'r1', mode }, 1)
        const staging = await open(world, { run: 'r2', mode })
        return { world, parts: [await stage(staging, 'r2', 0), await stage(staging, 'r2', 1)] }
      }
      const old = first ? null : contentOfRun('r1', 1)
      const now = first ? contentOfRun('r2', 2) : afterR2
      const { world: sound, parts: same } = await begin()
      const { points, files } = await publish(sound, { run: 'r2', mode }, same)
      assert.equal(points[0], 'publish.begin', 'a store says where it is, so that tests can stop it there')
      assert.ok(points.length > 1, 'a store says when it has changed what readers see')
      for (const cut of points.keys()) {
        for (const again of [...points.keys(), Number.POSITIVE_INFINITY]) {
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
    await staging.publish([await stage(staging, 'r1', 0)])
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
    await staging.publish(whole)
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
      const parts = [await stage(staging, 'r2', 0), await stage(staging, 'r2', 1)]
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

function modes(make: MakeStore): void {
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

function neighbours(make: MakeStore): void {
  test('a sweep takes its own run: never another run of the entity, never another entity of the run', async t => {
    const world = await make(t)
    const mine = await open(world, { run: 'r1', mode: 'incremental' })
    const others = [
      { run: 'r2', entity: ENTITY },
      { run: 'r1', entity: 'customers' },
      { run: 'r0', entity: 'customers' },
    ]
    await stage(mine, 'r1', 0)
    const living = await Promise.all(
      others.map(async who => {
        const staging = await open(world, { ...who, mode: 'incremental' })
        const whole = await stage(staging, who.run, 0)
        const sink = await staging.stage(partOf(who.run, 1))
        await sink.write(bytesOf(who.run, 1).subarray(0, 4))
        return { ...who, staging, whole, sink }
      }),
    )
    await mine.sweep()
    await mine.sweep()
    for (const { run, staging, whole, sink } of living) {
      assert.ok(await staging.adopt(whole))
      await sink.write(bytesOf(run, 1).subarray(4))
      await staging.publish([whole, await sink.finish(rowsOf(1))])
      await staging.sweep()
    }
    assert.deepEqual(await contentOf(world), contentOfRun('r2', 2))
    await expectExact(world, { ...contentOfRun('r1', 2), ...contentOfRun('r0', 2) }, 'customers')
  })

  test('two entities at once, each step of one between two steps of the other', async t => {
    const world = await make(t)
    const orders = await open(world, { run: 'r1', mode: 'full_drop' })
    const part = await stage(orders, 'r1', 0)
    const meanwhile = async () => {
      const run = `m${met++}`
      await wholeRun(world, { run, mode: 'full_drop', entity: 'customers' }, 1)
      assert.deepEqual(await contentOf(world, 'customers'), contentOfRun(run, 1))
    }
    let met = 0
    await meanwhile()
    const slow = await open(world, { run: 'r1', mode: 'full_drop', reached: meanwhile })
    await slow.publish([part])
    await slow.sweep()
    assert.ok(met > 2)
    assert.deepEqual(await contentOf(world), contentOfRun('r1', 1))
    await expectExact(world, contentOfRun(`m${met - 1}`, 1), 'customers')
  })

  for (const mode of MODES) {
    test(`many entities, of one run and of several, all at once (${mode})`, async t => {
      const world = await make(t)
      const entities = Array.from({ length: 12 }, (_, at) => `entity${at}`)
      const expected = new Map<string, Record<string, string>>()
      for (let round = 0; round < 8; round++) {
        await Promise.all(
          entities.map(async (entity, at) => {
            const run = at % 3 === 0 ? `a${round}` : `b${round}`
            await wholeRun(world, { run, mode, entity }, 1)
            const before = mode === 'full_drop' ? {} : expected.get(entity)
            expected.set(entity, { ...before, ...contentOfRun(run, 1) })
          }),
        )
        for (const entity of entities) assert.deepEqual(await contentOf(world, entity), sorted(expected.get(entity)!))
        assert.deepEqual(await world.debris(), [])
      }
    })
  }
}

/** Runs in any order, of both modes, cut anywhere or given up: readers see what a plain map of names would hold. */
function anyHistory(make: MakeStore): void {
  const oneRun = fc.record({
    entity: fc.constantFrom(ENTITY, 'customers'),
    mode: fc.constantFrom(...MODES),
    parts: fc.integer({ min: 0, max: 3 }),
    /** Steps at which publishing is cut, try by try. */
    cuts: fc.array(fc.nat(4), { maxLength: 3 }),
    givenUp: fc.boolean(),
  })
  test('any history of runs, cut anywhere', async t => {
    await fc.assert(
      fc.asyncProperty(fc.array(oneRun, { minLength: 1, maxLength: 5 }), async history => {
        const world = await make(t)
        const model = new Map<string, Record<string, string>>()
        for (const [at, { entity, mode, parts: count, cuts, givenUp }] of history.entries()) {
          const opening = { run: `r${at}`, mode, entity }
          // A full_drop always has a part: one without rows, when there are none.
          const size = mode === 'full_drop' ? Math.max(1, count) : count
          const staging = await open(world, opening)
          const parts: StagedPart[] = []
          for (let part = 0; part < size; part++) parts.push(await stage(staging, opening.run, part))
          if (!givenUp) {
            for (const cut of cuts) await publish(world, opening, parts, cut)
            await publish(world, opening, parts)
            const before = mode === 'full_drop' ? undefined : model.get(entity)
            if (size > 0) model.set(entity, { ...before, ...contentOfRun(opening.run, size) })
          }
          await (await open(world, opening)).sweep()
          for (const name of [ENTITY, 'customers']) await expectExact(world, model.get(name) ?? null, name)
        }
      }),
      { numRuns: 15 },
    )
  })
}

/** A crash, as far as one process can play it: whatever was under way goes no further. */
class Cut extends Error {}

function open(world: StoreUnderTest, opening: Opening): Promise<Staging> {
  const { run, mode, entity = ENTITY, reached = async () => {} } = opening
  return world.store(entity).open({ run, flow: 'f', entity, mode, reached })
}

/** A run as it should be: staged, published, swept. */
async function wholeRun(world: StoreUnderTest, opening: Opening, count: number): Promise<FileFacts[]> {
  const staging = await open(world, opening)
  const parts: StagedPart[] = []
  for (let part = 0; part < count; part++) parts.push(await stage(staging, opening.run, part))
  const files = await staging.publish(parts)
  await staging.sweep()
  return files
}

/** Publishes by a new instance, cut at the n-th step if it gets there; `files` is null when it was cut. */
async function publish(world: StoreUnderTest, opening: Opening, parts: StagedPart[], cut = Number.POSITIVE_INFINITY) {
  const points: StorePoint[] = []
  const reached = async (point: StorePoint) => {
    points.push(point)
    if (points.length > cut) throw new Cut(point)
  }
  const staging = await open(world, { ...opening, reached })
  const files = await staging.publish(parts).catch((error: unknown) => {
    if (!(error instanceof Cut)) throw error
    return null
  })
  return { files, points }
}

async function stage(staging: Staging, run: string, part: number): Promise<StagedPart> {
  const sink = await staging.stage(partOf(run, part))
  const bytes = bytesOf(run, part)
  for (let at = 0; at < bytes.length; at += 5) await sink.write(bytes.subarray(at, at + 5))
  return sink.finish(rowsOf(part))
}

function partOf(run: string, part: number): string {
  return partName(run, 0, part, 'parquet')
}

function textOf(run: string, part: number): string {
  return `bytes of the run ${run}, part ${part}`
}

function bytesOf(run: string, part: number): Buffer {
  return Buffer.from(textOf(run, part))
}

function rowsOf(part: number): number {
  return part + 1
}

function factsOf(run: string, part: number): StagedPart {
  const bytes = bytesOf(run, part)
  return { name: partOf(run, part), rows: rowsOf(part), bytes: bytes.length, checksum: checksumOf(bytes) }
}

function checksumOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function contentOfRun(run: string, parts: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: parts }, (_, part) => [partOf(run, part), textOf(run, part)]))
}

async function contentOf(world: StoreUnderTest, entity = ENTITY): Promise<Record<string, string> | null> {
  const seen = await world.seen(entity)
  if (seen === null) return null
  const content = Object.fromEntries(seen.map(([name, bytes]) => [name, Buffer.from(bytes).toString()]))
  assert.equal(Object.keys(content).length, seen.length, 'readers see a file twice')
  return sorted(content)
}

function sorted(content: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(content).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

async function expectExact(
  world: StoreUnderTest,
  content: Record<string, string> | null,
  entity = ENTITY,
): Promise<void> {
  assert.deepEqual(await contentOf(world, entity), content)
  assert.deepEqual(await world.debris(), [])
}

/** What may be seen of a run that is being published: the old or the new of a swap, the old and some whole parts of an increment. */
function expectBetween(
  mode: RunType,
  seen: Record<string, string> | null,
  old: Record<string, string> | null,
  now: Record<string, string>,
  points: StorePoint[],
): void {
  const what = `after ${points.join(', ')} readers see ${JSON.stringify(seen)}`
  if (mode === 'full_drop') {
    // Between two renames there may be nothing, for the time of one system call; there is a point for it.
    const aside = seen === null && points.findLast(point => point !== 'publish.begin') === 'publish.old-aside'
    assert.ok(aside || [old, now].some(state => JSON.stringify(state) === JSON.stringify(seen)), what)
  } else {
    for (const [name, text] of Object.entries(old ?? {})) assert.equal(seen?.[name], text, what)
    for (const [name, text] of Object.entries(seen ?? {})) assert.equal(text, now[name], what)
  }
}
