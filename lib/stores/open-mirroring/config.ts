import type { Compression } from '../../encode/format.ts'
import type { LakeAuthentication } from '../../lake/config.ts'
import type { PolishConfig } from '../../polish/config.ts'

/** What is done with a row: 0 insert, 1 update, 2 delete, 4 insert or update. */
export type RowMarker = 0 | 1 | 2 | 4

/** Who writes to the landing zone, for Fabric's pages. */
export interface Partner {
  name: string
  source_type: string
  source_version?: string
}

/** A table in the landing zone of a mirrored database of Fabric, expanded. */
export interface OpenMirroringStoreConfig {
  type: 'open_mirroring'
  /** `https://onelake.dfs.fabric.microsoft.com`, or that of a region. */
  account_url: string
  /** GUID or name. */
  workspace: string
  /** GUID of the mirrored database, or its name with `.MirroredDatabase`. */
  mirror: string
  authentication: LakeAuthentication
  /** Folder of the table in the mirrored database: `Files/LandingZone/[<schema>.schema/]<table>`. */
  path: string
  /** Folder that holds `_tmp`: always `Files`, as all that lies in the landing zone is taken for a table. */
  base: string
  /** As the source or the files name them; empty: rows are only inserted. */
  key_columns: string[]
  /** For rows of increments that bring no marker of their own; absent without key columns. */
  row_marker?: RowMarker
  /** How the replicator knows what comes next: by numbers without a gap, or by the time of each file. */
  file_detection: 'sequential' | 'last_update'
  partner?: Partner
  /** The journal of these entities is a table of the mirrored database, too. */
  mirror_journal: boolean
  /** How long a table that was dropped may take to go. */
  folder_deletion_wait_seconds: number
  format: 'parquet'
  compression: Compression
  /** Rows after which a new file begins. */
  rows_per_file: number
  /** What is done to the columns before they are written. */
  polish?: PolishConfig
}
