/**
 * The nth-failure sweep in a lake: the n-th call of a run fails, for n = 1 … N and in every way. Whatever the run says of itself, readers
 * have the old or the new, and the next run is exact. Long form with every n and every kind: npm run stress -- lakes.
 */
import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { stringify } from 'yaml'
import type { EntityFinished, RunType } from '../../lib/events.ts'
import type { LakeOptions } from '../../lib/lake/lake.ts'
import { JOURNAL_FOLDER } from '../../lib/workspace/journal.ts'
import type { Effect } from '../stand-ins/data-lake/faults.ts'
import {
  compiledLibrary,
  type Destination,
  filesIn,
  filesNamedByJournal,
  type Place,
  rowsIn,
} from '../support/crash.ts'
import { PASSING_FAULTS, startTestLake, type TestLake } from '../support/lake.ts'
import { inMirror, inOneLake } from '../support/lake-places.ts'
import { startTestServer, type TestServer } from '../support/sql-server.ts'

/** What does not pass: these end a run, and the next one begins where it stood. */
const FINAL_FAULTS: Record<string, Effect> = {
  403: { status: { status: 403, code: 'AuthorizationPermissionMismatch' } },
  '403, though it was done': { status: { status: 403, code: 'AuthorizationPermissionMismatch' }, applied: true },
  412: { status: { status: 412 } },
  '409 PathConflict': { status: { status: 409, code: 'PathConflict' } },
  '400 InvalidFlushPosition': { status: { status: 400, code: 'InvalidFlushPosition' } },
}
const KINDS = { ...PASSING_FAULTS, ...FINAL_FAULTS }
/** OneLake takes the way of ADLS, so its calls fail in the long form only; a mirrored table is what a replicator makes of files. */
type Kind = 'adls' | 'onelake' | 'open_mirroring'

/** The short form leaves out most calls; the long one, none. */
const LONG = process.env.HYGGE_TEST_LONG === '1'
const SAMPLES: Record<Kind, number> = { adls: 5, onelake: 0, open_mirroring: 2 }

let worlds: Record<Kind, TestLake>
let server: TestServer
let folder: string

before(async () => {
  ;[server, folder] = await Promise.all([startTestServer(), mkdtemp(join(tmpdir(), 'hygge-lake-'))])
  const adls = await startTestLake()
  // Who waits for a mirrored table to go makes the replicator go round. It comes last: its identity is that of this process.
  const mirror = { pollOnStatus: true }
  const onelake = await startTestLake({ personality: 'onelake', mirror })
  worlds = { adls, onelake, open_mirroring: onelake }
})
after(async () => {
  const lakes = [worlds.adls, worlds.onelake].map(lake => lake[Symbol.asyncDispose]())
  await Promise.all([...lakes, server[Symbol.asyncDispose]()])
  await rm(folder, { recursive: true, force: true })
})

function destinationOf(kind: Kind, base: string): Pick<Destination, 'store' | 'out' | 'flow' | 'journal' | 'readers'> {
  const { standIn, place, folder } = worlds[kind]
  if (kind === 'open_mirroring') return inMirror(standIn, standIn.mirror)
  if (kind === 'onelake') return inOneLake(standIn)
  const { account_url, filesystem, authentication } = place
  const store = { type: 'adls', account_url, filesystem, authentication, path: `${base}/{entity}` }
  return { store, out: join(folder, base) }
}

/** A table that grows, and what follows it in a lake. */
class Life {
  readonly #mode: RunType
  readonly #world: TestLake
  readonly #file: string
  readonly #table: string
  readonly #spot: Place
  #rows: string[] = []

  private constructor(world: TestLake, table: string, spot: Place) {
    this.#world = world
    this.#mode = spot.mode
    this.#table = table
    this.#file = spot.file
    this.#spot = spot
  }

  /** With a first run behind it. */
  static async begin(kind: Kind, mode: RunType, name: string): Promise<Life> {
    const table = await server.createTable('id int NOT NULL PRIMARY KEY, name nvarchar(40) NULL', name)
    const base = `${kind}-${mode}-${name}`
    const { store, out, flow = 'f', journal = join(out, JOURNAL_FOLDER), readers } = destinationOf(kind, base)
    const workspace = {
      // What is tried again inside of one call is what this is about.
      options: { tries: 1, workers: 1 },
      journal: { location: 'store' },
      connections: { it: server.connection() },
      flows: {
        [flow]: {
          home: { type: 'mssql', connection: 'it', table },
          store: { ...store, rows_per_file: 80 },
          entities: [
            { name: 'rows', run_type: mode, ...(mode === 'incremental' ? { watermark: { column: 'id' } } : {}) },
          ],
        },
      },
    }
    const file = join(folder, `${base}.yml`)
    await writeFile(file, stringify(workspace))
    const own = { out, entity: join(out, 'rows'), journal, flow, ...(readers && { readers }) }
    const spot = { ...own, folder, file, mode, env: {}, execArgv: [], remove: async () => {} }
    const life = new Life(worlds[kind], table, spot)
    await life.#grow()
    assert.equal((await life.#move(life.#world.options)).status, 'ok')
    return life
  }

  /** The n-th call of the next run fails in this way; 0: none does. Returns how many there were. */
  async fail(nth: number, kind: string): Promise<number> {
    const { options, standIn } = this.#world
    const { faults } = standIn
    const old = this.#rows.toSorted()
    await this.#grow()
    const now = this.#rows.toSorted()
    let calls = 0
    const client = options.httpClient!
    const counting: LakeOptions = {
      ...options,
      timeout: KINDS[kind]?.hang ? 400 : 20_000,
      httpClient: {
        sendRequest: request => {
          calls += 1
          // The very next one that the stand-in gets.
          if (calls === nth) faults.add({ ...KINDS[kind] })
          return client.sendRequest(request)
        },
      },
    }
    const hits = faults.hits
    const failed = await this.#move(counting)
    faults.clear()
    assert.equal(faults.hits - hits, nth === 0 ? 0 : 1)
    const seen = await rowsIn(this.#spot)
    if (failed.status === 'ok') assert.deepEqual(seen, now, 'a run that says it is well has settled everything')
    else {
      assert.equal(failed.status, 'failed', JSON.stringify(failed.error))
      assert.ok(Object.hasOwn(FINAL_FAULTS, kind), `${kind} passes by itself: ${JSON.stringify(failed.error)}`)
      assert.ok(failed.error?.advice, JSON.stringify(failed.error))
      // Between the two renames of a swap there is no folder; of an increment some files may be there.
      const whole = [old, now].some(state => JSON.stringify(state) === JSON.stringify(seen))
      if (this.#mode === 'full_drop') assert.ok(whole || seen === null)
      else for (const row of old) assert.ok(seen?.includes(row))
    }
    const next = await this.#move({ ...options, timeout: 20_000 })
    assert.ok(['ok', 'empty'].includes(next.status), JSON.stringify(next.error))
    assert.deepEqual(await rowsIn(this.#spot), now)
    assert.deepEqual(await filesIn(this.#spot), await filesNamedByJournal(this.#spot))
    return calls
  }

  async #grow(): Promise<void> {
    const ids = Array.from({ length: 150 }, (_, at) => this.#rows.length + at + 1)
    await server.execute(
      `INSERT INTO ${this.#table} (id, name) VALUES ${ids.map(id => `(${id}, N'n${id}')`).join(', ')}`,
    )
    this.#rows.push(...ids.map(id => `${id}|n${id}`))
  }

  /** One run in this process, so that the way to the lake is the test's. */
  async #move(lake: LakeOptions): Promise<EntityFinished> {
    const { run, loadWorkspace } = await compiledLibrary()
    for await (const event of run(await loadWorkspace(this.#file), { lake }))
      if (event.type === 'entity.finished') return event
    return assert.fail('no entity finished')
  }
}

const kinds = Object.keys(KINDS)

const KINDS_OF_LAKES = (['adls', 'onelake', 'open_mirroring'] as const).filter(kind => LONG || SAMPLES[kind] > 0)
const LIVES = KINDS_OF_LAKES.flatMap(kind => (['full_drop', 'incremental'] as const).map(mode => ({ kind, mode })))

for (const { kind: lake, mode } of LIVES) {
  describe(`the n-th call of a lake fails, ${lake}, ${mode}`, () => {
    test('for n = 1 … N', async t => {
      const short = await Life.begin(lake, mode, 'short')
      const calls = await short.fail(0, '503')
      t.diagnostic(`${calls} calls`)
      assert.ok(calls > 50, `the sweep counts calls: ${calls}`)
      if (!LONG) {
        const samples = SAMPLES[lake]
        for (let at = 0; at < samples; at++) {
          const nth = 1 + Math.floor(((at + 0.5) * calls) / samples)
          const kind = kinds[(at * 5 + (mode === 'full_drop' ? 0 : 3)) % kinds.length]!
          await t.test(`n = ${nth}, ${kind}`, async () => void (await short.fail(nth, kind)))
        }
        return
      }
      for (let nth = 1; nth <= calls; nth++) {
        const life = await Life.begin(lake, mode, `${nth}`)
        for (const kind of kinds) await t.test(`n = ${nth}, ${kind}`, async () => void (await life.fail(nth, kind)))
      }
    })
  })
}
