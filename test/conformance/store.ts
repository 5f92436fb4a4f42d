/**
 * What every store must do (lib/stores/store.ts), as tests. A store runs them unchanged: `storeConformance('local', makeWorld)`.
 * How to, and why each promise is needed: docs/write-a-store.md.
 */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import type { StagedPart } from '../../lib/stores/store.ts'
import { modes, publishing } from './store-publishing.ts'
import { staging } from './store-staging.ts'
import {
  bytesOf,
  committed,
  contentOf,
  contentOfRun,
  ENTITY,
  type Extent,
  expectExact,
  type MakeStore,
  MODES,
  open,
  partOf,
  publish,
  rowsOf,
  sorted,
  stage,
  wholeRun,
} from './store-under-test.ts'

/** Registers the tests. */
export function storeConformance(name: string, make: MakeStore, { remote = false }: Manner = {}): void {
  const extent = remote && process.env.HYGGE_TEST_LONG !== '1' ? SHORT : WHOLE
  describe(`${name} is a store`, () => {
    staging(make)
    for (const mode of MODES) publishing(make, mode, extent)
    modes(make)
    neighbours(make, extent)
    anyHistory(make, extent)
  })
}

interface Manner {
  /** Every step is a request to somebody: what repeats only itself is left out unless HYGGE_TEST_LONG=1. */
  remote?: boolean
}

const WHOLE: Extent = { entities: 12, rounds: 8, histories: 15, secondCuts: Number.POSITIVE_INFINITY }
const SHORT: Extent = { entities: 6, rounds: 2, histories: 3, secondCuts: 1 }

function neighbours(make: MakeStore, { entities: count, rounds }: Extent): void {
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
      await staging.publish(await committed(staging, [whole, await sink.finish(rowsOf(1))]))
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
    await slow.publish(await committed(slow, [part]))
    await slow.sweep()
    assert.ok(met > 2)
    assert.deepEqual(await contentOf(world), contentOfRun('r1', 1))
    await expectExact(world, contentOfRun(`m${met - 1}`, 1), 'customers')
  })

  for (const mode of MODES) {
    test(`many entities, of one run and of several, all at once (${mode})`, async t => {
      const world = await make(t)
      const entities = Array.from({ length: count }, (_, at) => `entity${at}`)
      const expected = new Map<string, Record<string, string>>()
      for (let round = 0; round < rounds; round++) {
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
function anyHistory(make: MakeStore, { histories }: Extent): void {
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
            const named = await committed(staging, parts)
            for (const cut of cuts) await publish(world, opening, named, cut)
            await publish(world, opening, named)
            const before = mode === 'full_drop' ? undefined : model.get(entity)
            if (size > 0) model.set(entity, { ...before, ...contentOfRun(opening.run, size) })
          }
          await (await open(world, opening)).sweep()
          for (const name of [ENTITY, 'customers']) await expectExact(world, model.get(name) ?? null, name)
        }
      }),
      { numRuns: histories },
    )
  })
}
