/** The columns that every object has. */
import type { Table } from '../table.ts'
import type { Context } from '../translate/context.ts'
import { BIT, INT, MADE, MOMENT, NAME, schemaId, WORD } from './cells.ts'
import type { Cell, View } from './view.ts'

export const OBJECT: View['columns'] = [
  ['name', NAME],
  ['object_id', INT],
  ['principal_id', INT],
  ['schema_id', INT],
  ['parent_object_id', INT],
  ['type', { name: 'char', length: 2 }],
  ['type_desc', WORD],
  ['create_date', MOMENT],
  ['modify_date', MOMENT],
  ['is_ms_shipped', BIT],
]

/** One row of sys.objects. */
export function objectRow(
  context: Context,
  table: Table,
  { name, id, parent, type, words }: { name: string; id: number; parent: number; type: string; words: string },
): Cell[] {
  return [name, id, null, schemaId(context, table), parent, type, words, MADE, MADE, false]
}
