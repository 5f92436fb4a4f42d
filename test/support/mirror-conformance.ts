/** An Open Mirroring store as the conformance suite wants to see it: a schema of its own in the landing zone for each test, read back from the disk. */
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { Lake } from '../../lib/lake/lake.ts'
import { LakeUpload } from '../../lib/lake/upload.ts'
import type { OpenMirroringStoreConfig } from '../../lib/stores/open-mirroring/config.ts'
import { openMirroringStore } from '../../lib/stores/open-mirroring/store.ts'
import type { StagedPart, Staging, Store } from '../../lib/stores/store.ts'
import { checksumOf, type StoreUnderTest } from '../conformance/store-under-test.ts'
import { filesOnDisk, MIRROR, pathsOnDisk, type TestLake } from './lake.ts'

/** The configuration of a table in the stand-in's mirrored database, by the ids of both. */
export function mirrorConfig(lake: TestLake, more: Partial<OpenMirroringStoreConfig> = {}): OpenMirroringStoreConfig {
  const { workspaceId: workspace, itemId: mirror } = lake.standIn.items.find(({ item }) => item === MIRROR.item)!
  const { account_url, authentication } = lake.place
  return {
    ...{ type: 'open_mirroring', account_url, workspace, mirror, authentication },
    ...{ path: 'Files/LandingZone/orders', base: 'Files', key_columns: [], file_detection: 'sequential' },
    ...{ folder_deletion_wait_seconds: 1, mirror_journal: false },
    ...{ format: 'parquet', compression: 'zstd', rows_per_file: 10 },
    ...more,
  }
}

export function mirrorUnderTest(
  lake: TestLake,
  file_detection: OpenMirroringStoreConfig['file_detection'],
): StoreUnderTest {
  const schema = `world${randomBytes(6).toString('hex')}.schema`
  const files = join(lake.folder, MIRROR.item, 'Files')
  const zone = join(files, 'LandingZone', schema)
  const eyes = new Lake(lake.place, lake.options)
  /** Readers know numbers; the suite, names of parts. A new table has the numbers of the one before it. */
  const parts = new Map<string, string>()
  const pathOf = (entity: string) => `Files/LandingZone/${schema}/${entity}`
  return {
    store: entity => {
      const config = mirrorConfig(lake, { path: pathOf(entity), file_detection })
      return remembering(openMirroringStore(config, lake.options), ({ name, final = name, checksum }) =>
        parts.set(`${final} ${checksum}`, name),
      )
    },
    async seen(entity) {
      const found = await filesOnDisk(join(zone, entity))
      const data = found?.filter(([name]) => !name.startsWith('_'))
      return data?.map(([name, bytes]) => [parts.get(`${name} ${checksumOf(bytes)}`) ?? name, bytes]) ?? null
    },
    async debris() {
      const staged = (await pathsOnDisk(join(files, '_tmp'))).filter(path => path.includes(schema))
      const own = (await pathsOnDisk(zone)).filter(
        path => path.split('/').length > 2 || (/\/_/.test(path) && !/\/_(metadata|schema)\.json$/.test(path)),
      )
      return [...staged, ...own]
    },
    async damage({ run, entity, name }, change) {
      const path = `${MIRROR.item}/Files/_tmp/${run}/LandingZone/${schema}/${entity}/${name}`
      const bytes = change((await eyes.read(path)) ?? Buffer.of())
      if (bytes === null) return eyes.removeFile(path)
      const upload = await LakeUpload.begin(eyes, path)
      await upload.write(bytes)
      await upload.finish()
    },
  }
}

/** The store, with somebody who listens to what it claims. */
function remembering(store: Store, claimed: (part: StagedPart) => void): Store {
  return {
    ...store,
    async open(settling) {
      const staging = await store.open(settling)
      const listening: Staging = {
        stage: name => staging.stage(name),
        adopt: part => staging.adopt(part),
        publish: parts => staging.publish(parts),
        settled: part => staging.settled(part),
        sweep: () => staging.sweep(),
        async claim(parts, last) {
          const named = (await staging.claim?.(parts, last)) ?? parts
          named.forEach(claimed)
          return named
        },
      }
      return listening
    },
  }
}
