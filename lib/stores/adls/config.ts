import type { Compression, FileFormat } from '../../encode/format.ts'
import type { LakeAuthentication } from '../../lake/config.ts'
import type { PolishConfig } from '../../polish/config.ts'

/** Files in an account of ADLS Gen2, expanded. */
export interface AdlsStoreConfig {
  type: 'adls'
  /** `https://<account>.dfs.core.windows.net` */
  account_url: string
  /** The container. */
  filesystem: string
  authentication: LakeAuthentication
  /** Folder of the entity in the file system; `{entity}` and `{flow}` are already in place. */
  path: string
  /** Folder that holds `_tmp`: the part of the path that all entities of the flow share; '' is the file system itself. */
  base: string
  format: FileFormat
  compression: Compression
  /** Rows after which a new file begins. */
  rows_per_file: number
  /** What is done to the columns before they are written. */
  polish?: PolishConfig
}
