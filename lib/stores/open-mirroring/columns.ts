/** What a mirrored table needs of its rows: the marker last, as Open Mirroring names it, and no marker in a first load. */
import type { RunType } from '../../events.ts'
import type { PolishConfig } from '../../polish/config.ts'
import type { OpenMirroringStoreConfig } from './config.ts'

const UNPOLISHED: PolishConfig = {
  columns: { remove_special: false, remove_spaces: false, case: 'none' },
  hash_ids: [],
  constants: [],
  timestamps: [],
  mask: [],
}

/** The store's polish with the marker: that of each row where the source has one, else one for all rows of an increment. */
export function mirrorPolish(
  { polish = UNPOLISHED, row_marker, key_columns: key }: OpenMirroringStoreConfig,
  mode: RunType,
): PolishConfig {
  const marked = mode === 'incremental' && row_marker !== undefined ? { row_marker } : {}
  return { ...polish, keep_marker: { key }, ...marked }
}
