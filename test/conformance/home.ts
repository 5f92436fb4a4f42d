/**
 * What every home must do (lib/homes/home.ts), as tests. A home runs them unchanged: `homeConformance('a SQL Server table', makeSource)`.
 */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Batch, buffersOf, bytesOf, emptyBatch, MAX_BATCH_ROWS } from '../../lib/columns/batch.ts'
import { byteWidth, type Schema } from '../../lib/columns/schema.ts'
import { textOf } from '../../lib/columns/value.ts'
import { ConfigError, HomeError } from '../../lib/errors.ts'
import type { Description, Home, Position, Since } from '../../lib/homes/home.ts'

/** A source with a data set of its own, for one or several tests. */
export interface HomeUnderTest extends AsyncDisposable {
  /** A new home over the data set, whose column `id` has the whole numbers from 1, each once. Its other columns are the home's choice. */
  home(): Home
  /** Adds rows with the next ids. */
  insert(count: number): Promise<void>
  /** Changes the source so that a column that was planned has another type. */
  change(): Promise<void>
  /** Makes the next read fail, or stand still, when so many rows were sent; false when this source cannot be made to do that. */
  spoilNextRead(how: 'fails' | 'stalls', afterRows: number): boolean
  /** How many connections, files … homes hold at the source; null when it cannot be asked. */
  held(): number | null
}

export interface HomeTraits {
  /** A column that grows with the id and can be a watermark; null when this home has no increments. */
  watermark: string | null
  /** Whether its ranges have an order to go on in. */
  ordered: boolean
}

/** Makes a data set of so many rows. */
export type MakeHome = (rows: number) => Promise<HomeUnderTest>

/** Several batches, so that there is a middle to stop in. */
const MANY = 2 * MAX_BATCH_ROWS + 1000
const ALWAYS = new AbortController().signal

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
    const { schema, ranges, estimate, notes, watermark } = description
    const names = schema.fields.map(field => field.name)
    assert.ok(names.includes('id'))
    assert.equal(new Set(names).size, names.length)
    assert.ok(schema.fields.every(({ source }) => source !== ''))
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

function increments(column: string, make: MakeHome): void {
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

function stopping(many: () => HomeUnderTest): void {
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

function failing(many: () => HomeUnderTest, make: MakeHome): void {
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

async function readRange(home: Home, plan: Description, index: number, from?: Position): Promise<Batch[]> {
  const batches: Batch[] = []
  for await (const batch of home.read(plan.ranges[index]!, plan.schema, ALWAYS, from)) batches.push(batch)
  return batches
}

async function read(home: Home, plan: Description): Promise<Batch[]> {
  const batches: Batch[] = []
  for (const range of plan.ranges) batches.push(...(await readRange(home, plan, range.index)))
  return batches
}

/** Rows as one text each. */
function rowsOf({ schema }: Description, batches: Batch[]): string[] {
  return batches.flatMap(({ rows, columns }) =>
    Array.from({ length: rows }, (_, row) =>
      JSON.stringify(columns.map((column, i) => textOf(schema.fields[i]!.type, column, row))),
    ),
  )
}

function sortedRows(plan: Description, batches: Batch[]): string[] {
  return rowsOf(plan, batches).toSorted()
}

function idsOf({ schema }: Description, batches: Batch[]): number[] {
  const at = schema.fields.findIndex(({ name }) => name === 'id')
  const ids = batches.flatMap(({ rows, columns }) =>
    Array.from({ length: rows }, (_, row) => Number(textOf(schema.fields[at]!.type, columns[at]!, row))),
  )
  return ids.toSorted((a, b) => a - b)
}

function idsUpTo(count: number): number[] {
  return Array.from({ length: count }, (_, at) => at + 1)
}

/** The promises of lib/columns/batch.ts. */
function checkLayout(schema: Schema, batch: Batch): void {
  const { rows, columns, bytes, altered } = batch
  assert.ok(rows > 0 && rows <= MAX_BATCH_ROWS, `${rows} rows`)
  assert.equal(columns.length, schema.fields.length)
  assert.equal(bytes, bytesOf(columns))
  assert.ok(Number.isInteger(altered) && altered >= 0)
  for (const [at, { nulls, validity, offsets, values }] of columns.entries()) {
    const { name, type, nullable } = schema.fields[at]!
    for (const array of [validity, offsets, values]) assert.equal((array?.byteOffset ?? 0) % 8, 0, name)
    let valid = 0
    for (let row = 0; row < rows; row++) if (!isNull(validity, row)) valid++
    assert.equal(rows - valid, nulls, name)
    assert.equal(validity === null, nulls === 0, name)
    if (!nullable) assert.equal(nulls, 0, name)
    const text = type.kind === 'utf8' || type.kind === 'binary'
    assert.equal(offsets !== null, text, name)
    if (offsets === null) {
      const needed = type.kind === 'bool' ? Math.ceil(rows / 8) : rows * byteWidth(type)
      assert.ok(values.byteLength >= needed, name)
      const width = byteWidth(type)
      for (let row = 0; row < rows; row++) {
        if (isNull(validity, row))
          assert.ok(
            values.subarray(row * width, (row + 1) * width).every(byte => byte === 0),
            name,
          )
      }
      continue
    }
    assert.equal(offsets[0], 0, name)
    assert.ok(offsets.length > rows && offsets[rows]! <= values.byteLength, name)
    for (let row = 0; row < rows; row++) {
      assert.ok(offsets[row]! <= offsets[row + 1]!, name)
      if (isNull(validity, row)) assert.equal(offsets[row], offsets[row + 1], name)
    }
  }
}

function isNull(validity: Uint8Array | null, row: number): boolean {
  return validity !== null && ((validity[row >> 3]! >> (row & 7)) & 1) === 0
}

function coded(code: string) {
  return (error: unknown) => {
    assert.ok(error instanceof HomeError, String(error))
    assert.equal(error.code, code, error.message)
    assert.ok(error.advice)
    return true
  }
}

/** The source learns of a closed connection a little later. */
async function nothingHeld({ held }: HomeUnderTest): Promise<void> {
  for (let tries = 0; (held() ?? 0) > 0; tries++) {
    assert.ok(tries < 2000, `${held()} are still held`)
    await new Promise(resolve => setTimeout(resolve, 5))
  }
}
