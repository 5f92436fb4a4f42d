/** Files in an account of ADLS Gen2. */
import type { LakeOptions } from '../../lake/lake.ts'
import { openLake } from '../../lake/open.ts'
import { type LakeFolders, lakeStore } from '../lake/staging.ts'
import type { Store } from '../store.ts'
import type { AdlsStoreConfig } from './config.ts'

export function adlsStore(config: AdlsStoreConfig, options?: LakeOptions): Store {
  return lakeStore(adlsFolders(config, options))
}

/** Where the entity settles, and the lake that it is in. */
export function adlsFolders(config: AdlsStoreConfig, options?: LakeOptions): LakeFolders {
  const { account_url, filesystem, authentication, path, base } = config
  return { lake: openLake({ service: 'adls', account_url, filesystem, authentication }, options), path, base }
}
