/** Which entities settle in a lake, and where there. */
import type { LakeOptions } from '../lake/lake.ts'
import { adlsFolders } from '../stores/adls/store.ts'
import type { LakeFolders } from '../stores/lake/staging.ts'
import { oneLakeFolders } from '../stores/onelake/store.ts'
import { openMirroringFolders } from '../stores/open-mirroring/store.ts'
import type { StoreConfig } from '../workspace/workspace.ts'

/** Null for stores that are in no lake. */
export function lakeFoldersOf(store: StoreConfig, options?: LakeOptions): LakeFolders | null {
  switch (store.type) {
    case 'adls':
      return adlsFolders(store, options)
    case 'onelake':
      return oneLakeFolders(store, options)
    case 'open_mirroring':
      return openMirroringFolders(store, options)
    default:
      return null
  }
}
