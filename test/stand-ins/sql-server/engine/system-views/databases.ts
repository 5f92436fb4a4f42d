/** sys.databases. */

import { DEFAULT_COLLATION } from '../types/sql-type.ts'
import { BIT, INT, MADE, MOMENT, NAME, TINY, WORD } from './cells.ts'
import type { View } from './view.ts'

export const DATABASE_VIEWS: Readonly<Record<string, View>> = {
  databases: {
    columns: [
      ['name', NAME],
      ['database_id', INT],
      ['create_date', MOMENT],
      ['compatibility_level', TINY],
      ['collation_name', NAME],
      ['user_access_desc', WORD],
      ['is_read_only', BIT],
      ['state', TINY],
      ['state_desc', WORD],
      ['snapshot_isolation_state', TINY],
      ['snapshot_isolation_state_desc', WORD],
      ['is_read_committed_snapshot_on', BIT],
      ['recovery_model', TINY],
      ['recovery_model_desc', WORD],
      ['is_change_feed_enabled', BIT],
    ],
    rows: ({ catalog, forbidSnapshot }) =>
      [...catalog.databases.values()].map(({ name, id }) => [
        name,
        id,
        MADE,
        160,
        DEFAULT_COLLATION,
        'MULTI_USER',
        false,
        0,
        'ONLINE',
        forbidSnapshot ? 0 : 1,
        forbidSnapshot ? 'OFF' : 'ON',
        true,
        1,
        'FULL',
        false,
      ]),
  },
}
