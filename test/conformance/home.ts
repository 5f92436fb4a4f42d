/**
 * What every home must do (lib/homes/home.ts), as tests. A home runs them unchanged: `homeConformance('a SQL Server table', makeSource)`.
 */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Batch, buffersOf, emptyBatch } from '../../lib/columns/batch.ts'
import { ConfigError, HomeError } from '../../lib/errors.ts'
import type { Description, Position, Since } from '../../lib/homes/home.ts'
import { checkLayout } from './home-layout.ts'
import { failing, stopping } from './home-stopping.ts'
import {
  ALWAYS,
  coded,
  type HomeTraits,
  type HomeUnderTest,
  idsOf,
  idsUpTo,
  MANY,
  type MakeHome,
  nothingHeld,
  read,
  readRange,
  rowsOf,
  sortedRows,
} from './home-under-test.ts'

/** Registers the tests. */
export function homeConformance(name: string, traits: HomeTraits, make: MakeHome): void {
  describe(`${name} is a home`, () => {
    let many: HomeUnderTest
    before(async () => {
      many = await make(MANY)
    })
    after(() => many[Symbol.asyncDispose]())
    describing(() => many)
    reading(() => many, make)
    if (traits.watermark === null) withoutIncrements(() => many)
    else increments(traits.watermark, make)
    if (traits.ordered) positions(() => many)
    else withoutOrder(() => many)
    stopping(() => many)
    failing(() => many, make)
  })
}

function describing(many: () => HomeUnderTest): void {
  test('it says where it is and what is there, twice the same, as plain data, and changes nothing', async () => {
    const source = many()
    const home = source.home()
    assert.notEqual(home.location, '')
    const description = await home.describe(ALWAYS)
    const { schema, ranges, subject, estimate, notes, watermark } = description
    const names = schema.fields.map(field => field.name)
    assert.ok(names.includes('id'))
    assert.equal(new Set(names).size, names.length)
    assert.ok(schema.fields.every(({ source }) => source !== ''))
    assert.notEqual(subject, '')
    assert.ok(ranges.length > 0)
    assert.deepEqual(
      ranges.map(range => range.index),
      [...ranges.keys()],
    )
    assert.ok(estimate === null || (Number.isSafeInteger(estimate) && estimate >= 0))
    assert.ok(notes.every(note => note !== ''))
    assert.equal(watermark, undefined, 'nobody asked for one')
    // The journal keeps it as JSON.
    assert.deepEqual(JSON.parse(JSON.stringify(description)), description)
    assert.deepEqual(await home.describe(ALWAYS), description)
    assert.deepEqual(await source.home().describe(ALWAYS), description)
    await home.close()
    await nothingHeld(source)
  })
}

function reading(many: () => HomeUnderTest, make: MakeHome): void {
  test('every row once, in batches of the Arrow layout, by a plan that went through the journal', async () => {
    const source = many()
    const home = source.home()
    const plan: Description = JSON.parse(JSON.stringify(await home.describe(ALWAYS)))
    const batches = await read(home, plan)
    for (const batch of batches) checkLayout(plan.schema, batch)
    assert.deepEqual(idsOf(plan, batches), idsUpTo(MANY))
    // Whoever has the plan can read by it: a run after a crash has only that.
    assert.deepEqual(sortedRows(plan, await read(source.home(), plan)), sortedRows(plan, batches))
    await home.close()
    await nothingHeld(source)
  })

  test('whoever receives a batch owns it: what is transferred or overwritten is nobody else’s', async () => {
    const home = many().home()
    const plan = await home.describe(ALWAYS)
    const kept = rowsOf(plan, await read(home, plan))
    const moved: Batch[] = []
    const seen = new Set<ArrayBuffer>()
    for (const range of plan.ranges) {
      for await (const batch of home.read(range, plan.schema, ALWAYS)) {
        const buffers = buffersOf(batch)
        assert.equal(new Set(buffers).size, buffers.length, 'two columns share a buffer')
        for (const buffer of buffers) assert.ok(!seen.has(buffer), 'a buffer came twice')
        for (const buffer of buffers) seen.add(buffer)
        moved.push(structuredClone(batch, { transfer: buffers }))
        assert.ok(buffers.every(buffer => buffer.detached))
      }
    }
    assert.deepEqual(rowsOf(plan, moved).toSorted(), kept.toSorted())
    for (const range of plan.ranges) {
      const overwritten: Batch[] = []
      for await (const batch of home.read(range, plan.schema, ALWAYS)) {
        overwritten.push(structuredClone(batch))
        for (const buffer of buffersOf(batch)) new Uint8Array(buffer).fill(0xff)
      }
      for (const batch of overwritten) checkLayout(plan.schema, batch)
    }
    await home.close()
  })

  test('a data set without rows has a schema and ranges, and no row comes', async () => {
    await using source = await make(0)
    const home = source.home()
    const plan = await home.describe(ALWAYS)
    assert.ok(plan.schema.fields.length > 0)
    assert.ok(plan.ranges.length > 0, 'the empty file comes from a range')
    assert.deepEqual(rowsOf(plan, await read(home, plan)), [])
    await home.close()
    await nothingHeld(source)
  })

  test('two reads of one home, and several homes, at once', async () => {
    const source = many()
    const shared = source.home()
    const homes = [shared, shared, ...Array.from({ length: 8 }, () => source.home())]
    const plan = await shared.describe(ALWAYS)
    const all = await Promise.all(homes.map(home => read(home, plan)))
    for (const batches of all) assert.deepEqual(idsOf(plan, batches), idsUpTo(MANY))
    await Promise.all(homes.map(home => home.close()))
    await nothingHeld(source)
  })
}

export function increments(column: string, make: MakeHome): void {
  const next = ({ watermark }: Description): Since => {
    assert.ok(watermark)
    const { type, high } = watermark
    return { column, low: high === null ? null : { value: high, type } }
  }

  test('bounds are frozen when the plan is made: increments have every row once, whatever comes meanwhile', async () => {
    await using source = await make(5)
    const home = source.home()
    const first = await home.describe(ALWAYS, { column, low: null })
    assert.equal(first.watermark?.column, column)
    assert.equal(first.watermark.low, null)
    assert.deepEqual(JSON.parse(JSON.stringify(first)), first)
    await source.insert(3)
    assert.deepEqual(idsOf(first, await read(home, first)), [1, 2, 3, 4, 5])
    const second = await home.describe(ALWAYS, next(first))
    assert.equal(second.watermark?.low, first.watermark.high)
    await source.insert(1)
    assert.deepEqual(idsOf(second, await read(home, second)), [6, 7, 8])
    assert.deepEqual(idsOf(first, await read(source.home(), first)), [1, 2, 3, 4, 5], 'also much later')
    const third = await home.describe(ALWAYS, next(second))
    assert.deepEqual(idsOf(third, await read(home, third)), [9])
    const none = await home.describe(ALWAYS, next(third))
    assert.deepEqual(idsOf(none, await read(home, none)), [])
    assert.equal(none.watermark?.high, third.watermark?.high)
    await home.close()
    await nothingHeld(source)
  })

  test('without rows there is no bound yet, and the next run is like the first', async () => {
    await using source = await make(0)
    const home = source.home()
    const plan = await home.describe(ALWAYS, { column, low: null })
    assert.deepEqual([plan.watermark?.low, plan.watermark?.high], [null, null])
    await source.insert(2)
    assert.deepEqual(idsOf(plan, await read(home, plan)), [])
    const following = await home.describe(ALWAYS, next(plan))
    assert.deepEqual(idsOf(following, await read(home, following)), [1, 2])
    await home.close()
  })

  test('a watermark that is not there is an error that says what to do', async () => {
    await using source = await make(1)
    const home = source.home()
    await assert.rejects(home.describe(ALWAYS, { column: 'no such column', low: null }), (error: unknown) => {
      assert.ok(error instanceof ConfigError || error instanceof HomeError, String(error))
      assert.match(error.message, /no such column/)
      assert.ok(error.advice)
      return true
    })
    await nothingHeld(source)
  })
}

function withoutIncrements(many: () => HomeUnderTest): void {
  test('it has no increments and says so', async () => {
    const source = many()
    await assert.rejects(source.home().describe(ALWAYS, { column: 'id', low: null }), (error: unknown) => {
      assert.ok(error instanceof ConfigError, String(error))
      assert.ok(error.advice)
      return true
    })
    await nothingHeld(source)
  })
}

function positions(many: () => HomeUnderTest): void {
  test('going on behind any batch gives exactly the rest', async () => {
    const source = many()
    const home = source.home()
    const plan = await home.describe(ALWAYS)
    let middles = 0
    for (const range of plan.ranges) {
      assert.ok(range.order && range.order.length > 0)
      const whole = await readRange(home, plan, range.index)
      for (const [at, batch] of whole.entries()) {
        const position = home.position(range, plan.schema, batch)
        assert.ok(position, `a place behind batch ${at}`)
        const back: Position = JSON.parse(JSON.stringify(position))
        assert.deepEqual(back, position)
        const rest = await readRange(source.home(), plan, range.index, back)
        assert.deepEqual(rowsOf(plan, rest), rowsOf(plan, whole.slice(at + 1)))
        if (rest.length > 0) middles++
      }
      assert.equal(home.position(range, plan.schema, emptyBatch(plan.schema)), null)
    }
    assert.ok(middles > 1)
    await home.close()
  })

  test('a place that is not one of the range is refused, not guessed', async () => {
    const source = many()
    const home = source.home()
    const plan = await home.describe(ALWAYS)
    const range = plan.ranges[0]!
    const [batch] = await readRange(home, plan, 0)
    const place = home.position(range, plan.schema, batch!)
    assert.ok(place)
    const wrong: Position[] = [
      [],
      [...place, ...place],
      place.map(value => ({ ...value, value: null })),
      place.map(value => ({ ...value, type: `${value.type}x` })),
      place.map(value => ({ ...value, name: `${value.name}x` })),
    ]
    for (const position of wrong) await assert.rejects(readRange(home, plan, 0, position), coded('POSITION_INVALID'))
    await home.close()
    await nothingHeld(source)
  })
}

function withoutOrder(many: () => HomeUnderTest): void {
  test('there is no place to go on from, and none is taken', async () => {
    const source = many()
    const home = source.home()
    const plan = await home.describe(ALWAYS)
    const [batch] = await readRange(home, plan, 0)
    assert.equal(plan.ranges[0]!.order, undefined)
    assert.equal(home.position(plan.ranges[0]!, plan.schema, batch!), null)
    const position = [{ name: 'id', type: 'int', value: 3 }]
    await assert.rejects(readRange(home, plan, 0, position), coded('RANGE_UNORDERED'))
    await home.close()
    await nothingHeld(source)
  })
}
