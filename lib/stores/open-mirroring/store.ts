/** Tables of a mirrored database of Fabric: Parquet files in its landing zone, which its replicator makes tables of. */
import { LakeError } from '../../errors.ts'
import type { LakeOptions } from '../../lake/lake.ts'
import { openLake } from '../../lake/open.ts'
import { type LakeFolders, lakeStore } from '../lake/staging.ts'
import type { Store } from '../store.ts'
import { acceptRows } from './accept.ts'
import type { OpenMirroringStoreConfig } from './config.ts'
import { type MirroredTable, monitoringOf } from './drop.ts'
import { MirrorStaging } from './staging.ts'

const SCHEMA_FOLDER = /^(.+)\.schema$/

export function openMirroringStore(config: OpenMirroringStoreConfig, options?: LakeOptions): Store {
  const folders = openMirroringFolders(config, options)
  const files = lakeStore(folders)
  const { lake, path } = folders
  const { mirror } = config
  const zone = `${mirror}/Files/LandingZone`
  const [login, write] = files.probes()
  return {
    location: files.location,
    existing: files.existing,
    accept: coming => acceptRows({ lake, path, zone }, config, coming),
    probes: () => [
      ...(login ? [login] : []),
      {
        name: 'landing zone',
        async run() {
          if ((await lake.stat(zone)) === null) throw noZone(lake.location(zone))
          const told = (await lake.stat(monitoringOf(mirror))) !== null
          return `${lake.location(zone)} is there, and mirroring ${told ? 'tells how its tables stand' : 'does not tell how its tables stand: a drop waits for the whole time'}`
        },
      },
      ...(write ? [write] : []),
    ],
    async open(settling) {
      const lakeStaging = await files.open(settling)
      return new MirrorStaging({ config, folders, table: tableOf(config, folders), settling, lakeStaging })
    },
  }
}

/** Where the entity settles, and the lake that it is in: to OneLake a workspace is a file system, and a mirrored database its first folder. */
export function openMirroringFolders(config: OpenMirroringStoreConfig, options?: LakeOptions): LakeFolders {
  const { account_url, workspace, mirror, authentication, path, base } = config
  const lake = openLake({ service: 'onelake', account_url, filesystem: workspace, authentication }, options)
  return { lake, path: `${mirror}/${path}`, base: `${mirror}/${base}` }
}

function tableOf(
  { mirror, path, folder_deletion_wait_seconds: waitSeconds }: OpenMirroringStoreConfig,
  folders: LakeFolders,
): MirroredTable {
  const [name = '', above = ''] = path.split('/').toReversed()
  const schema = SCHEMA_FOLDER.exec(above)?.[1] ?? ''
  return { lake: folders.lake, mirror, path: folders.path, schema, name, waitSeconds }
}

function noZone(where: string): LakeError {
  return new LakeError('NO_LANDING_ZONE', `There is no landing zone: ${where}`, {
    advice:
      'Create a mirrored database of the kind "Open mirroring" in the workspace, start its mirroring, and check `mirror`.',
    facts: { url: where },
  })
}
