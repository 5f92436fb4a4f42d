/** Files in a lakehouse of Fabric: everything below `Files`, whose first levels are Fabric's own. */
import type { LakeOptions } from '../../lake/lake.ts'
import { openLake } from '../../lake/open.ts'
import { type LakeFolders, lakeStore } from '../lake/staging.ts'
import type { Store } from '../store.ts'
import type { OneLakeStoreConfig } from './config.ts'

export function oneLakeStore(config: OneLakeStoreConfig, options?: LakeOptions): Store {
  return lakeStore(oneLakeFolders(config, options))
}

/** Where the entity settles, and the lake that it is in: to OneLake a workspace is a file system, and a lakehouse its first folder. */
export function oneLakeFolders(config: OneLakeStoreConfig, options?: LakeOptions): LakeFolders {
  const { account_url, workspace, lakehouse, authentication, path, base } = config
  const lake = openLake({ service: 'onelake', account_url, filesystem: workspace, authentication }, options)
  return { lake, path: `${lakehouse}/${path}`, base: `${lakehouse}/${base}` }
}
