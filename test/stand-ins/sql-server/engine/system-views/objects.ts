/** sys.objects, sys.tables, sys.schemas, and views of what no database here has. */
import type { SqlType } from '../../types.ts'
import type { Table } from '../table.ts'
import type { Context } from '../translate/context.ts'
import { BIT, INT, NAME, TINY, tablesOf, WORD } from './cells.ts'
import { constraintsOf } from './constraints.ts'
import { OBJECT, objectRow } from './object-row.ts'
import type { Cell, View } from './view.ts'

const tableRow = (context: Context, table: Table): Cell[] =>
  objectRow(context, table, { name: table.name, id: table.objectId, parent: 0, type: 'U ', words: 'USER_TABLE' })

/** A view without rows. */
const none = (...columns: [name: string, type: SqlType][]): View => ({ columns, rows: () => [] })

export const OBJECT_VIEWS: Readonly<Record<string, View>> = {
  tables: {
    columns: [...OBJECT, ['lob_data_space_id', INT], ['temporal_type', TINY], ['is_memory_optimized', BIT]],
    rows: (context, database) => tablesOf(context, database).map(table => [...tableRow(context, table), 0, 0, false]),
  },
  objects: {
    columns: OBJECT,
    rows: (context, database) =>
      tablesOf(context, database).flatMap(table => [
        tableRow(context, table),
        ...constraintsOf(table).map(constraint => objectRow(context, table, { ...constraint, parent: table.objectId })),
      ]),
  },
  schemas: {
    columns: [
      ['name', NAME],
      ['schema_id', INT],
      ['principal_id', INT],
    ],
    rows: ({ catalog }, database) =>
      [...catalog.database(database).schemas.values()].map(({ name, id }) => [name, id, 1]),
  },
  views: { columns: OBJECT, rows: () => [] },
  triggers: none(['name', NAME], ['object_id', INT], ['parent_class', TINY], ['parent_id', INT], ['is_disabled', BIT]),
  foreign_keys: none(...OBJECT, ['referenced_object_id', INT], ['key_index_id', INT], ['is_disabled', BIT]),
  sql_expression_dependencies: none(
    ['referencing_id', INT],
    ['referencing_minor_id', INT],
    ['referencing_class', TINY],
    ['is_schema_bound_reference', BIT],
    ['referenced_class', TINY],
    ['referenced_schema_name', NAME],
    ['referenced_entity_name', NAME],
    ['referenced_id', INT],
    ['referenced_minor_id', INT],
  ),
  extended_properties: none(
    ['class', TINY],
    ['class_desc', WORD],
    ['major_id', INT],
    ['minor_id', INT],
    ['name', NAME],
    ['value', { name: 'sql_variant' }],
  ),
  check_constraints: none(...OBJECT, ['definition', { name: 'nvarchar', length: 'max' }], ['parent_column_id', INT]),
  synonyms: none(...OBJECT, ['base_object_name', { name: 'nvarchar', length: 1035 }]),
}
