/** What a replicator makes of what the store publishes, and what the store makes of a replicator that takes its time. */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { Schema } from '../../../lib/columns/schema.ts'
import { StoreError } from '../../../lib/errors.ts'
import type { RunType } from '../../../lib/events.ts'
import { batchOf } from '../../../lib/flow/values.ts'
import { Lake } from '../../../lib/lake/lake.ts'
import type { OpenMirroringStoreConfig } from '../../../lib/stores/open-mirroring/config.ts'
import { openMirroringStore } from '../../../lib/stores/open-mirroring/store.ts'
import type { StagedPart, StorePoint } from '../../../lib/stores/store.ts'
import { MIRROR, startTestLake, type TestLake } from '../../support/lake.ts'
import { mirrorConfig } from '../../support/mirror-conformance.ts'
import { parquetOf } from '../../support/parquet-rows.ts'

let lake: TestLake
let eyes: Lake
before(async () => {
  // Who waits for a table to go makes the replicator go round.
  lake = await startTestLake({ personality: 'onelake', mirror: { pollOnStatus: true, dropAfterPolls: 3 } })
  eyes = new Lake(lake.place, lake.options)
})
after(() => lake[Symbol.asyncDispose]())

const SCHEMA: Schema = {
  fields: [
    { name: 'Id', type: { kind: 'int', bits: 64 }, nullable: false, source: 'bigint' },
    { name: 'Name', type: { kind: 'utf8' }, nullable: true, source: 'nvarchar(40)' },
  ],
}
const NOTHING = async () => {}
const ZONE = `${MIRROR.item}/Files/LandingZone`

type Rows = (readonly [id: number, name: string])[]

/** A table in a schema of its own, run by run. */
class Spot {
  readonly schema = `s${randomBytes(6).toString('hex')}`
  readonly folder = `${ZONE}/${this.schema}.schema/orders`
  last: string | null = null
  readonly #more: Partial<OpenMirroringStoreConfig>

  constructor(more: Partial<OpenMirroringStoreConfig> = {}) {
    this.#more = more
  }

  store(more: Partial<OpenMirroringStoreConfig> = {}) {
    const path = `Files/LandingZone/${this.schema}.schema/orders`
    const keyed: Partial<OpenMirroringStoreConfig> = { key_columns: ['Id'], row_marker: 4 }
    const config = mirrorConfig(lake, { path, ...keyed, folder_deletion_wait_seconds: 0.1, ...this.#more, ...more })
    return openMirroringStore(config, lake.options)
  }

  open(run: string, mode: RunType, reached: (point: StorePoint) => Promise<void> = NOTHING) {
    return this.store().open({
      run: `${run}-${this.schema}`,
      flow: 'f',
      entity: 'orders',
      mode,
      schema: SCHEMA,
      reached,
    })
  }

  /** As the flow does it, up to the commit. */
  async commit(run: string, mode: RunType, parts: Rows[]): Promise<StagedPart[]> {
    const staging = await this.open(run, mode)
    const staged: StagedPart[] = []
    for (const [at, rows] of parts.entries()) {
      const sink = await staging.stage(`${run}-${at}.parquet`)
      await sink.write(await fileOf(rows))
      staged.push(await sink.finish(rows.length))
    }
    const named = (await staging.claim?.(staged, this.last)) ?? staged
    this.last = named.at(-1)?.final ?? this.last
    return named
  }

  async run(run: string, mode: RunType, parts: Rows[]): Promise<StagedPart[]> {
    const named = await this.commit(run, mode, parts)
    const staging = await this.open(run, mode)
    await staging.publish(named)
    await staging.sweep()
    return named
  }

  async names(): Promise<string[]> {
    return ((await eyes.list(this.folder, { recursive: true })) ?? []).map(({ name }) => name).sort()
  }

  /** The rows that the replicator keeps, after a round. */
  async table(): Promise<string[]> {
    await lake.standIn.mirror.poll()
    const rows = await lake.standIn.mirror.query(`SELECT * FROM ${this.schema}.orders ORDER BY ALL`)
    return rows.map(row => Object.values(row).join('|'))
  }

  async read(name: string) {
    return JSON.parse(String(await eyes.read(`${this.folder}/${name}`)))
  }
}

function fileOf(rows: Rows): Promise<Uint8Array> {
  const named = rows.map(([Id, Name]) => ({ Id, Name }))
  return parquetOf(SCHEMA, batchOf(SCHEMA, named))
}

const numbered = (number: number) => `${String(number).padStart(20, '0')}.parquet`

function refusal(code: string): (error: unknown) => boolean {
  return error => {
    assert.ok(error instanceof StoreError, String(error))
    assert.equal(error.code, code)
    assert.ok(error.advice)
    return true
  }
}

test('numbers go on from run to run without a gap, wherever the replicator has put their files', async () => {
  const spot = new Spot()
  await spot.run('r1', 'incremental', [[[1, 'a']], [[2, 'b']]])
  assert.deepEqual(await spot.names(), [numbered(1), numbered(2), '_metadata.json', '_schema.json'])
  assert.deepEqual(await spot.table(), ['1|a', '2|b'])
  await spot.run('r2', 'incremental', [[[2, 'B']]])
  assert.deepEqual(await spot.table(), ['1|a', '2|B'])
  assert.ok((await spot.names()).includes(`_ProcessedFiles/${numbered(2)}`))
  // The zone knows how far names are claimed, also when the journal does not.
  spot.last = null
  await spot.run('r3', 'incremental', [[[3, 'c']], [[4, 'd']]])
  assert.ok((await spot.names()).includes(numbered(5)))
  // What was read may be purged.
  await spot.table()
  await eyes.removeFolder(`${spot.folder}/_ProcessedFiles`)
  await spot.run('r4', 'incremental', [[[1, 'A']]])
  assert.deepEqual(await spot.table(), ['1|A', '2|B', '3|c', '4|d'])
})

test('an increment cut between two of its files, which are then read and purged, is finished under the names it has claimed', async () => {
  const spot = new Spot()
  const parts = await spot.commit('r1', 'incremental', [[[1, 'a']], [[2, 'b']], [[3, 'c']]])
  let moved = 0
  const dying = await spot.open('r1', 'incremental', async point => {
    if (point === 'publish.part-moved' && ++moved === 2) throw new Error('cut')
  })
  await assert.rejects(dying.publish(parts), /cut/)
  assert.deepEqual(await spot.table(), ['1|a', '2|b'])
  await eyes.removeFolder(`${spot.folder}/_ProcessedFiles`)
  const later = await spot.open('r1', 'incremental')
  await later.publish(parts)
  const [first, , third] = parts.map(part => later.settled(part))
  assert.ok(first?.kind === 'rows' && (await first.count()) === null, 'nobody can look at what was purged')
  assert.ok(third?.kind === 'file' && (await third.size()) === parts[2]?.bytes)
  await later.sweep()
  assert.deepEqual(await spot.table(), ['1|a', '2|b', '3|c'])
})

test('a full_drop waits until the table is gone, and begins at number one', async () => {
  const spot = new Spot()
  await spot.run('r1', 'full_drop', [[[1, 'a']], [[2, 'b']]])
  assert.deepEqual(await spot.table(), ['1|a', '2|b'])
  await spot.run('r2', 'full_drop', [[[1, 'x']]])
  assert.deepEqual(await spot.names(), [numbered(1), '_metadata.json', '_schema.json'])
  assert.deepEqual(await spot.table(), ['1|x'])
})

test('W13 a full_drop that is cut at any step is finished by the next try, and leaves nothing of the first', async () => {
  for (const cut of ['publish.begin', 'publish.old-aside', 'publish.new-in-place', 'publish.old-removed'] as const) {
    const spot = new Spot()
    await spot.run('r1', 'full_drop', [[[1, 'old']]])
    assert.deepEqual(await spot.table(), ['1|old'])
    const parts = await spot.commit('r2', 'full_drop', [[[1, 'new']], [[2, 'new']]])
    const dying = await spot.open('r2', 'full_drop', async point => {
      if (point === cut) throw new Error('cut')
    })
    await assert.rejects(dying.publish(parts), /cut/)
    const later = await spot.open('r2', 'full_drop')
    await later.publish(parts)
    await later.sweep()
    assert.deepEqual(await spot.table(), ['1|new', '2|new'], cut)
    const left = (await eyes.list(`${MIRROR.item}/Files`, { recursive: true })) ?? []
    assert.deepEqual(
      left.filter(({ name }) => name.startsWith('_tmp') && name.includes(spot.schema)),
      [],
    )
  }
})

test('W14 a full_drop without rows leaves a table without rows', async () => {
  const spot = new Spot()
  await spot.run('r1', 'full_drop', [[[1, 'a']]])
  assert.deepEqual(await spot.table(), ['1|a'])
  await spot.run('r2', 'full_drop', [[]])
  assert.deepEqual(await spot.table(), [])
})

test('W15 _schema.json has the columns of the files, _metadata.json their key', async () => {
  const spot = new Spot()
  await spot.run('r1', 'full_drop', [[[1, 'a']]])
  assert.deepEqual(await spot.read('_schema.json'), {
    columns: [
      { name: 'Id', type: 'Int64', nullable: true },
      { name: 'Name', type: 'String', nullable: true },
    ],
  })
  assert.deepEqual(await spot.read('_metadata.json'), {
    keyColumns: ['Id'],
    fileDetectionStrategy: 'SequentialFileName',
    isUpsertDefaultRowMarker: true,
  })
})

test('W16 _partnerEvents.json lies in the landing zone of the mirrored database, once; another partner is told', async () => {
  const partner = { name: 'hygge', source_type: 'SQL Server', source_version: '2022' }
  const spot = new Spot({ partner })
  await spot.run('r1', 'full_drop', [[[1, 'a']]])
  assert.deepEqual(JSON.parse(String(await eyes.read(`${ZONE}/_partnerEvents.json`))), {
    partnerName: 'hygge',
    sourceInfo: { sourceType: 'SQL Server', sourceVersion: '2022' },
  })
  const other = spot.store({ partner: { ...partner, name: 'other' } })
  const notes = await other.accept?.({ mode: 'incremental', schema: SCHEMA, nulls: [], first: false })
  assert.match(notes?.join() ?? '', /another partner.*hygge/)
})

test('what cannot be mirrored is refused before a row is read', async () => {
  const spot = new Spot()
  const coming = { mode: 'incremental' as const, schema: SCHEMA, nulls: [], first: false }
  const accept = (more: Partial<OpenMirroringStoreConfig> = {}, nulls: string[] = []) =>
    Promise.resolve(spot.store(more).accept?.({ ...coming, nulls }))
  await assert.rejects(accept(), refusal('MIRROR_TABLE_GONE'))
  await spot.run('r1', 'incremental', [[[1, 'a']]])
  assert.deepEqual(await accept(), [])
  await assert.rejects(accept({ key_columns: ['Idd'] }), refusal('KEY_COLUMN_UNKNOWN'))
  await assert.rejects(accept({}, ['Id']), refusal('KEY_COLUMN_UNFIT'))
  await assert.rejects(accept({ key_columns: ['Name'] }), refusal('KEY_COLUMNS_CHANGED'))
  await assert.rejects(accept({ file_detection: 'last_update' }), refusal('FILE_DETECTION_CHANGED'))
})

test('a table that does not go in time is said, and the next try waits for it again', async () => {
  const spot = new Spot({ folder_deletion_wait_seconds: 0 })
  await spot.run('r1', 'full_drop', [[[1, 'old']]])
  assert.deepEqual(await spot.table(), ['1|old'])
  const parts = await spot.commit('r2', 'full_drop', [[[1, 'new']]])
  const publish = async () => (await spot.open('r2', 'full_drop')).publish(parts)
  await assert.rejects(publish(), refusal('MIRROR_TABLE_STAYS'))
  await lake.standIn.mirror.poll(3)
  await publish()
  assert.deepEqual(await spot.table(), ['1|new'])
})

test('by their times: files keep the names of their parts', async () => {
  const spot = new Spot({ file_detection: 'last_update' })
  await spot.run('r1', 'full_drop', [[[1, 'a']]])
  await spot.run('r2', 'incremental', [[[2, 'b']]])
  assert.deepEqual(await spot.table(), ['1|a', '2|b'])
})
