/** The suites on the mirrored database that HYGGE_VERIFY_LAKE names, in schemas of their own that they remove. Started by verify-lake.ts. */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type { Field, Schema } from '../../lib/columns/schema.ts'
import type { RunType } from '../../lib/events.ts'
import { batchOf } from '../../lib/flow/values.ts'
import { lakeFolder } from '../../lib/journal/lake-folder.ts'
import { parentOf } from '../../lib/lake/lake.ts'
import { polished } from '../../lib/polish/apply.ts'
import { ROW_MARKER } from '../../lib/polish/config.ts'
import { planPolish } from '../../lib/polish/plan.ts'
import { mirrorPolish } from '../../lib/stores/open-mirroring/columns.ts'
import type { OpenMirroringStoreConfig } from '../../lib/stores/open-mirroring/config.ts'
import { monitoringOf } from '../../lib/stores/open-mirroring/drop.ts'
import { openMirroringStore } from '../../lib/stores/open-mirroring/store.ts'
import { DONE_WITH } from '../../lib/stores/open-mirroring/zone.ts'
import { folderConformance } from '../conformance/folder.ts'
import { storeConformance } from '../conformance/store.ts'
import { MIRROR_DEFAULTS, mirrorUnderTest } from '../support/mirror-conformance.ts'
import { parquetOf } from '../support/parquet-rows.ts'
import { filesOf, lake, path, pathsBelow, place } from './place.ts'

const [item = ''] = path
const own = `verify${randomBytes(6).toString('hex')}`
const config: OpenMirroringStoreConfig = {
  ...MIRROR_DEFAULTS,
  ...{
    account_url: place.account_url,
    workspace: place.filesystem,
    mirror: item,
    authentication: place.authentication,
  },
  folder_deletion_wait_seconds: 300,
}
/** Files that the replicator is done with are seen where they were put. */
const doneWith = (name: string) => DONE_WITH.some(folder => name.split('/').includes(folder))

/** Schemas of these suites, in the landing zone or in staging; those of another start are not ours to remove. */
async function schemasBelow(folder: string): Promise<string[]> {
  const names = await pathsBelow(`${item}/Files/${folder}`)
  return names.filter(name => /(^|\/)(world|verify)[0-9a-f]{12}\.schema$/.test(name)).map(name => `${folder}/${name}`)
}

const all = async () => [...(await schemasBelow('LandingZone')), ...(await schemasBelow('_tmp'))]
const before = all()
after(async () => {
  const known = new Set(await before)
  for (const folder of await all()) {
    if (known.has(folder)) continue
    await lake.removeFolder(`${item}/Files/${folder}`)
    // Never the landing zone itself.
    if (folder.startsWith('_tmp/')) await lake.pruneEmpty(parentOf(`${item}/Files/${folder}`), `${item}/Files/_tmp`)
  }
  await lake.removeFolder(`${item}/Files/${own}`)
})

storeConformance(
  place.account_url,
  async () => {
    const at = (folder: string) => `${item}/Files/${folder}`
    const world = {
      ...{ config, hands: lake, item },
      async files(folder: string) {
        const files = await filesOf(at(folder))
        const done = await Promise.all(DONE_WITH.map(known => filesOf(at(`${folder}/${known}`))))
        return files && [...files, ...done.flatMap(found => found ?? [])]
      },
      paths: async (folder: string) => (await pathsBelow(at(folder))).filter(name => !doneWith(name)),
    }
    return mirrorUnderTest(world, 'sequential')
  },
  { remote: true },
)

folderConformance(`${place.account_url} for a journal`, async () => {
  const journal = `${item}/Files/${own}/${randomBytes(6).toString('hex')}/.hygge_journal`
  return { folder: () => lakeFolder(lake, journal), everything: () => pathsBelow(journal) }
})

const SCHEMA: Schema = {
  fields: [
    { name: 'Id', type: { kind: 'int', bits: 64 }, nullable: false, source: 'bigint' },
    { name: 'Name', type: { kind: 'utf8' }, nullable: true, source: 'nvarchar(40)' },
  ],
}
/** How long the replicator may take for a file, ms. */
const REPLICATES_WITHIN = 900_000

/** Bytes that the replicator has read for the table of this schema, once they are more than these. */
async function replicated(schema: string, than: number): Promise<number> {
  let last = 'nothing'
  for (const until = Date.now() + REPLICATES_WITHIN; Date.now() < until; await pause(5000)) {
    const bytes = await lake.read(monitoringOf(item))
    const { tables = [] }: { tables?: Table[] } = bytes === null ? {} : JSON.parse(Buffer.from(bytes).toString('utf8'))
    const table = tables.find(each => each.sourceSchemaName === schema && each.sourceTableName === 'orders')
    last = table === undefined ? `it has no table ${schema}.orders` : JSON.stringify(table)
    assert.notEqual(table?.status, 'Failed', last)
    if (table?.metrics && table.metrics.processedBytes > than) return table.metrics.processedBytes
  }
  return assert.fail(`The replicator did not get there: ${last}`)
}

/** As `Files/Monitoring/tables.json` has it. */
interface Table {
  sourceSchemaName: string
  sourceTableName: string
  status: string
  metrics?: { processedBytes: number }
}

test('the replicator makes a table of what the store publishes', { timeout: 3 * REPLICATES_WITHIN }, async () => {
  const path = `Files/LandingZone/${own}.schema/orders`
  const table: OpenMirroringStoreConfig = { ...config, path, key_columns: ['Id'], row_marker: 4 }
  let last: string | null = null
  const settle = async (run: string, mode: RunType, source: Schema, rows: Record<string, string | number>[]) => {
    const { schema, steps } = planPolish(mirrorPolish(table, mode), source, new Date())
    const settling = { run: `${run}-${own}`, flow: 'verify', entity: 'orders', mode, schema, reached: async () => {} }
    const staging = await openMirroringStore(table).open(settling)
    const sink = await staging.stage(`${run}.parquet`)
    await sink.write(await parquetOf(schema, polished(steps, batchOf(source, rows))))
    const parts = (await staging.claim?.([await sink.finish(rows.length)], last)) ?? []
    last = parts.at(-1)?.final ?? null
    await staging.publish(parts)
    await staging.sweep()
  }
  await settle('r1', 'full_drop', SCHEMA, [
    { Id: 1, Name: 'a' },
    { Id: 2, Name: 'b' },
  ])
  const loaded = await replicated(own, 0)
  const marker: Field = { name: ROW_MARKER, type: { kind: 'int', bits: 64 }, nullable: false, source: 'bigint' }
  await settle('r2', 'incremental', { fields: [...SCHEMA.fields, marker] }, [
    { Id: 1, Name: 'A', [ROW_MARKER]: 4 },
    { Id: 2, Name: 'b', [ROW_MARKER]: 2 },
  ])
  await replicated(own, loaded)
  await settle('r3', 'full_drop', SCHEMA, [{ Id: 3, Name: 'c' }])
  await replicated(own, 0)
})
