/**
 * Whatever is written before, between and during runs, in transactions that stay open across them, and with ties: every state of a row that a
 * run can see is moved exactly once, by a rowversion and by an overlap with a key. What plain clocks miss is pinned below.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { HomeError } from '../../lib/errors.ts'
import { Session } from '../../lib/mssql/session.ts'
import { Spot, type Written } from '../support/increments.ts'
import { startTestServer, type TestServer } from '../support/sql-server.ts'

const NEVER = new AbortController().signal
let server: TestServer
before(async () => {
  server = await startTestServer()
})
after(() => server[Symbol.asyncDispose]())

const LONG = process.env.HYGGE_TEST_LONG === '1'

/** A row is written. */
interface Write {
  id: number
  /** How far the clock moves before: 0 makes ties. */
  tick: number
  /** In which open transaction; null: committed at once. */
  in: number | null
}

interface Round {
  writes: Write[]
  /** Beside the run, when its plan is made. */
  during: Write[]
  /** The transactions that are committed before the run; the others are after it, before the next. */
  committed: boolean[]
  /** The clock moves on by more than any overlap when all is committed. */
  pause: boolean
}

const TRANSACTIONS = 2
const write = (open: boolean) =>
  fc.record({
    id: fc.integer({ min: 1, max: 6 }),
    tick: fc.integer({ min: 0, max: 2 }),
    in: open ? fc.option(fc.integer({ min: 0, max: TRANSACTIONS - 1 }), { nil: null }) : fc.constant(null),
  })
const round: fc.Arbitrary<Round> = fc.record({
  writes: fc.array(write(true), { minLength: 1, maxLength: 4 }),
  during: fc.array(write(false), { maxLength: 2 }),
  committed: fc.tuple(fc.boolean(), fc.boolean()),
  pause: fc.boolean(),
})

/** A table that is written as the rounds say, and what was ever committed to it. */
class Source {
  readonly table: string
  readonly #moment: (clock: number) => string
  /** When each row was last written. */
  readonly #there = new Map<number, number>()
  readonly #sessions: Session[]
  /** What each open transaction has written: its ids are nobody else's until it ends. */
  readonly #open = new Map<number, Map<number, number>>()
  /** The open transaction that has changed rows: at the stand-in other changes, not inserts, wait for it. */
  #changing: number | null = null
  /** `id n` of every state that was committed. */
  readonly states = new Set<string>()
  #clock = 1000
  #n = 0

  private constructor(table: string, moment: (clock: number) => string, sessions: Session[]) {
    this.table = table
    this.#moment = moment
    this.#sessions = sessions
  }

  static async make(type: string, moment: (clock: number) => string): Promise<Source> {
    const table = await server.createTable(
      `[id] int NOT NULL PRIMARY KEY, [n] int NOT NULL, [at] ${type} NOT NULL, [v] rowversion`,
    )
    const open = () => Session.open(server.connection(), HomeError, NEVER)
    return new Source(table, moment, await Promise.all(Array.from({ length: TRANSACTIONS }, open)))
  }

  /** Writes, unless it would wait for an open transaction. */
  async write({ id, tick, in: place }: Write): Promise<void> {
    for (const [other, ids] of this.#open) if (other !== place && ids.has(id)) return
    if (this.#there.has(id) && this.#changing !== null && this.#changing !== place) return
    if (this.#there.has(id)) this.#changing = place
    // A row that is written twice within a tick has two states and one watermark: a limit, see below.
    this.#clock += this.#there.get(id) === this.#clock ? Math.max(1, tick) : tick
    const n = ++this.#n
    const at = this.#moment(this.#clock)
    const statement = this.#there.has(id)
      ? `UPDATE ${this.table} SET [n] = ${n}, [at] = ${at} WHERE [id] = ${id}`
      : `INSERT INTO ${this.table} ([id], [n], [at]) VALUES (${id}, ${n}, ${at})`
    if (place === null) {
      await server.execute(statement)
      this.#there.set(id, this.#clock)
      this.states.add(`${id} ${n}`)
      return
    }
    const ids = this.#open.get(place)
    const session = this.#sessions[place]!
    if (ids === undefined) {
      await session.rows({ statement: 'BEGIN TRANSACTION', parameters: [] }, NEVER)
      this.#open.set(place, new Map())
    }
    this.#there.set(id, this.#clock)
    await session.rows({ statement, parameters: [] }, NEVER)
    this.#open.get(place)!.set(id, n)
  }

  async commit(place: number): Promise<void> {
    const written = this.#open.get(place)
    if (written === undefined) return
    await this.#sessions[place]!.rows({ statement: 'COMMIT', parameters: [] }, NEVER)
    for (const [id, n] of written) this.states.add(`${id} ${n}`)
    this.#open.delete(place)
    if (this.#changing === place) this.#changing = null
  }

  pause(): void {
    if (this.#open.size === 0) this.#clock += 1000
  }

  async now(): Promise<string[]> {
    const rows = await server.execute(`SELECT [id], [n] FROM ${this.table}`)
    return rows.map(({ id, n }) => `${id} ${n}`)
  }

  async close(): Promise<void> {
    for (const session of this.#sessions) await session.close()
  }
}

/** The rounds, run by run; then everything is committed, and the store has every state that is there, none twice, none that never was. */
async function check(rounds: Round[], watermark: Written, type: string, moment: (clock: number) => string) {
  const source = await Source.make(type, moment)
  try {
    const spot = await Spot.make(server.connection(), source.table)
    for (const { writes, during, committed, pause } of rounds) {
      for (const each of writes) await source.write(each)
      for (const [place, early] of committed.entries()) if (early) await source.commit(place)
      const beside: Promise<void>[] = []
      await spot.move('incremental', watermark, {
        onStarted: () => {
          beside.push(
            (async () => {
              for (const each of during) await source.write(each)
            })(),
          )
        },
      })
      await Promise.all(beside)
      for (const place of committed.keys()) await source.commit(place)
      if (pause) source.pause()
    }
    await spot.move('incremental', watermark)
    assert.equal((await spot.move('incremental', watermark)).rows, 0, 'nothing is left')
    const moved = await spot.rows()
    assert.equal(new Set(moved).size, moved.length, `moved twice: ${moved}`)
    for (const state of moved) assert.ok(source.states.has(state), `${state} was never committed`)
    for (const state of await source.now()) assert.ok(moved.includes(state), `${state} was not moved: ${moved}`)
  } finally {
    await source.close()
  }
}

const int = (clock: number) => String(clock)
const second = (clock: number) => `DATEADD(second, ${clock}, CAST('2024-01-01T00:00:00.1234567' AS datetime2(7)))`
/** Rounds move the clock by 12 at most, and no transaction stays open for longer than one run. */
const KINDS: [name: string, watermark: Written, type: string, moment: (clock: number) => string][] = [
  ['a rowversion', 'v', 'int', int],
  ['an overlap by numbers', { column: 'at', key: 'id', overlap: 13 }, 'int', int],
  ['an overlap by times', { column: 'at', key: ['id'], overlap: '13s' }, 'datetime2(7)', second],
]

for (const [name, watermark, type, moment] of KINDS) {
  test(`${name}: every state of a row once`, async t => {
    if (server.standIn === null) return t.skip('it would wait for the transactions that this test holds open')
    const rounds = fc.array(round, { minLength: 2, maxLength: 4 })
    const property = fc.asyncProperty(rounds, each => check(each, watermark, type, moment))
    await fc.assert(property, { numRuns: LONG ? 100 : 3, endOnFailure: !LONG })
  })
}

async function tableOf(rows: string) {
  const table = await server.createTable('[id] int NOT NULL PRIMARY KEY, [w] int NULL')
  const insert = (values: string) => server.execute(`INSERT INTO ${table} VALUES ${values}`)
  await insert(rows)
  return { spot: await Spot.make(server.connection(), table), table, insert }
}

test('the limits: what each kind of watermark passes by, as docs/watermarks.md says', async () => {
  const kinds: [watermark: Written, found: number[]][] = [
    // Committed late: below the last value, or equal to it. With a key: only behind the last row's.
    ['w', []],
    [{ column: 'w', key: 'id' }, [9]],
    [{ column: 'w', key: 'id', overlap: 5 }, [2, 4, 9]],
  ]
  for (const [watermark, found] of kinds) {
    const { spot, insert } = await tableOf('(1, 10), (5, 20)')
    await spot.move('incremental', watermark)
    await insert('(2, 16), (3, 15), (4, 20), (9, 20)')
    assert.equal((await spot.move('incremental', watermark)).rows, found.length)
    const ids = (await spot.rows()).map(row => Number(row.split(' ')[0])).toSorted((a, b) => a - b)
    assert.deepEqual(
      ids,
      [1, 5, ...found].toSorted((a, b) => a - b),
    )
    // A full_drop has everything again.
    assert.equal((await spot.move('full_drop', watermark)).rows, 6)
  }
})

test('the limits: two states of a row with one watermark are one, and rows that are gone stay', async () => {
  for (const watermark of ['w', { column: 'w', key: 'id', overlap: 5 }]) {
    const { spot, table } = await tableOf('(1, 10), (2, 20)')
    await spot.move('incremental', watermark)
    await server.execute(`UPDATE ${table} SET [id] = 3 WHERE [id] = 1`)
    await server.execute(`DELETE FROM ${table} WHERE [id] = 2`)
    await server.execute(`INSERT INTO ${table} VALUES (2, 20)`)
    assert.equal((await spot.move('incremental', watermark)).rows, 0)
    assert.deepEqual(await spot.rows(), ['1 10', '2 20'])
  }
})
