import type { Compression, FileFormat } from '../../encode/format.ts'
import type { LakeAuthentication } from '../../lake/config.ts'
import type { PolishConfig } from '../../polish/config.ts'

/** Files in a lakehouse of Fabric, expanded. */
export interface OneLakeStoreConfig {
  type: 'onelake'
  /** `https://onelake.dfs.fabric.microsoft.com`, or that of a region. */
  account_url: string
  /** GUID or name. */
  workspace: string
  /** GUID, or name with its `.Lakehouse`. */
  lakehouse: string
  authentication: LakeAuthentication
  /** Folder of the entity in the lakehouse, below `Files`. */
  path: string
  /** Folder that holds `_tmp`: `Files`, or what all entities of the flow share below it. */
  base: string
  format: FileFormat
  compression: Compression
  /** Rows after which a new file begins. */
  rows_per_file: number
  /** What is done to the columns before they are written. */
  polish?: PolishConfig
}
