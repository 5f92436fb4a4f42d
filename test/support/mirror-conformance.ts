/** An Open Mirroring store as the conformance suite wants to see it: a schema of its own in the landing zone for each test. */
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { Lake, type LakeOptions } from '../../lib/lake/lake.ts'
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
  return { ...MIRROR_DEFAULTS, account_url, workspace, mirror, authentication, ...more }
}

/** What a configuration has when nothing is said. */
export const MIRROR_DEFAULTS = {
  ...{ type: 'open_mirroring', path: 'Files/LandingZone/orders', base: 'Files', key_columns: [] as string[] },
  ...{ file_detection: 'sequential', folder_deletion_wait_seconds: 1, mirror_journal: false },
  ...{ format: 'parquet', compression: 'zstd', rows_per_file: 10 },
} as const satisfies Partial<OpenMirroringStoreConfig>

/** A mirrored database, and who looks into it; folders are below its `Files`. */
export interface MirrorWorld {
  config: OpenMirroringStoreConfig
  options?: LakeOptions
  hands: Lake
  /** Its own folder in the workspace. */
  item: string
  /** Files that readers see in a folder, by name; null when there is no such folder. */
  files(folder: string): Promise<[name: string, bytes: Uint8Array][] | null>
  /** All that lies below a folder, folders too. */
  paths(folder: string): Promise<string[]>
}

/** The stand-in's, read back from the disk. */
export function mirrorOnDisk(lake: TestLake): MirrorWorld {
  const files = join(lake.folder, MIRROR.item, 'Files')
  return {
    config: mirrorConfig(lake),
    options: lake.options,
    hands: new Lake(lake.place, lake.options),
    item: MIRROR.item,
    files: folder => filesOnDisk(join(files, folder)),
    paths: folder => pathsOnDisk(join(files, folder)),
  }
}

export function mirrorUnderTest(
  world: MirrorWorld,
  file_detection: OpenMirroringStoreConfig['file_detection'],
): StoreUnderTest {
  const schema = `world${randomBytes(6).toString('hex')}.schema`
  const zone = `LandingZone/${schema}`
  /** Readers know numbers; the suite, names of parts. A new table has the numbers of the one before it. */
  const parts = new Map<string, string>()
  return {
    store: entity => {
      const config = { ...world.config, path: `Files/${zone}/${entity}`, file_detection }
      return remembering(openMirroringStore(config, world.options), ({ name, final = name, checksum }) =>
        parts.set(`${final} ${checksum}`, name),
      )
    },
    async seen(entity) {
      const found = await world.files(`${zone}/${entity}`)
      const data = found?.filter(([name]) => !name.startsWith('_'))
      return data?.map(([name, bytes]) => [parts.get(`${name} ${checksumOf(bytes)}`) ?? name, bytes]) ?? null
    },
    async debris() {
      const staged = (await world.paths('_tmp')).filter(path => path.includes(schema))
      const own = (await world.paths(zone)).filter(
        path => path.split('/').length > 2 || (/\/_/.test(path) && !/\/_(metadata|schema)\.json$/.test(path)),
      )
      return [...staged, ...own]
    },
    async damage({ run, entity, name }, change) {
      const path = `${world.item}/Files/_tmp/${run}/${zone}/${entity}/${name}`
      const bytes = change((await world.hands.read(path)) ?? Buffer.of())
      if (bytes === null) return world.hands.removeFile(path)
      const upload = await LakeUpload.begin(world.hands, path)
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
