/** The table of a mirrored database that a journal's history is in. */
import type { OpenMirroringStoreConfig } from './config.ts'

/** Where it is in the mirrored database. What begins with `_` is no table to Fabric. */
export const JOURNAL_TABLE = 'Files/LandingZone/hygge.schema/journal'

/** As a store: rows of the history by the key that makes a run one run, whoever writes them and however often. */
export function journalTableOf({ polish: _, ...config }: OpenMirroringStoreConfig): OpenMirroringStoreConfig {
  return {
    ...config,
    path: JOURNAL_TABLE,
    key_columns: ['entity_run_id', 'run'],
    row_marker: 4,
    // Two journals may have one table: numbers could be claimed twice, times cannot. In which order rows come does not matter.
    file_detection: 'last_update',
  }
}
