import type { Compression, FileFormat } from '../../encode/format.ts'
import type { PolishConfig } from '../../polish/config.ts'

/** Files in a folder of this machine, expanded. */
export interface LocalStoreConfig {
  type: 'local'
  /** Absolute folder of the entity; `{entity}` and `{flow}` are already in place. */
  path: string
  /** Absolute folder that holds `_tmp`: the part of the path that all entities of the flow share, on the same volume as `path`. */
  base: string
  format: FileFormat
  compression: Compression
  /** Rows after which a new file begins. */
  rows_per_file: number
  /** What is done to the columns before they are written. */
  polish?: PolishConfig
}
