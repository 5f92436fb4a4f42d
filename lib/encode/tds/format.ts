/** Rows as SQL Server takes them in a bulk load, as a `Format`: COLMETADATA, ROW tokens, DONE ([MS-TDS] 2.2.6.1). */

import { columnTypeOf } from '../../mssql/column-type.ts'
import { TOKEN } from '../../mssql/types.ts'
import { PART_COLUMN, partNumber } from '../../mssql/work-table.ts'
import type { Format } from '../format.ts'
import { metadata } from './metadata.ts'
import { writeRows } from './row-writer.ts'

export const tds = {
  name: 'tds',
  extension: () => 'tds',

  head: schema =>
    metadata([
      ...schema.fields.map(field => ({ name: field.name, nullable: field.nullable, type: columnTypeOf(field) })),
      { name: PART_COLUMN, nullable: false, type: { base: 'int' } },
    ]),

  encode: async (schema, batches, _compression, part) => ({
    bytes: writeRows(schema, batches, partNumber(part)),
    rows: batches.reduce((sum, { rows }) => sum + rows, 0),
    meta: null,
  }),

  // Status 0: the last one; the rows are counted by the server.
  tail: () => Buffer.from([TOKEN.DONE, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
} satisfies Format<null>
