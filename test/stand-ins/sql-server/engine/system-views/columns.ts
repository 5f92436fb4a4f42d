/** sys.columns and its kinds, and sys.types. */
import type { SqlType } from '../../types.ts'
import type { Column, Table } from '../table.ts'
import { maxLength, precisionAndScale } from '../types/catalog-facts.ts'
import { DEFAULT_COLLATION, familyOf, systemTypeId, typeOf, UDT_IDS, userTypeId } from '../types/sql-type.ts'
import { BIT, INT, NAME, SMALL, TEXT, TINY, tablesOf, WORD } from './cells.ts'
import { defaultId } from './constraints.ts'
import type { Cell, View } from './view.ts'

const collationOf = (type: SqlType): string | null =>
  familyOf(type) === 'text' && type.name !== 'xml' ? (type.collation ?? DEFAULT_COLLATION) : null

const COLUMN: View['columns'] = [
  ['object_id', INT],
  ['name', NAME],
  ['column_id', INT],
  ['system_type_id', TINY],
  ['user_type_id', INT],
  ['max_length', SMALL],
  ['precision', TINY],
  ['scale', TINY],
  ['collation_name', NAME],
  ['is_nullable', BIT],
  ['is_ansi_padded', BIT],
  ['is_rowguidcol', BIT],
  ['is_identity', BIT],
  ['is_computed', BIT],
  ['is_filestream', BIT],
  ['is_sparse', BIT],
  ['is_column_set', BIT],
  ['is_hidden', BIT],
  ['is_masked', BIT],
  ['default_object_id', INT],
  ['generated_always_type', TINY],
  ['generated_always_type_desc', WORD],
  ['encryption_type', INT],
  ['graph_type', INT],
]

function columnRow(table: Table, { id, name, type, nullable, identity, computed, default: value }: Column): Cell[] {
  const { precision, scale } = precisionAndScale(type)
  return [
    table.objectId,
    name,
    id,
    systemTypeId(type),
    userTypeId(type),
    maxLength(type),
    precision,
    scale,
    collationOf(type),
    nullable,
    ['text', 'binary'].includes(familyOf(type)),
    false,
    identity !== undefined,
    computed !== undefined,
    false,
    false,
    false,
    false,
    false,
    value ? defaultId(table, id) : 0,
    0,
    'NOT_APPLICABLE',
    null,
    null,
  ]
}

/** The columns of all tables, with what a view adds to those that it is about. */
const columnsView = (more: View['columns'], cells: (column: Column) => Cell[] | undefined): View => ({
  columns: [...COLUMN, ...more],
  rows: (context, database) =>
    tablesOf(context, database).flatMap(table =>
      table.columns.flatMap(column => {
        const added = cells(column)
        return added ? [[...columnRow(table, column), ...added]] : []
      }),
    ),
})

const variant = (value: bigint): Cell => ({ type: { name: 'bigint' }, value })

const TYPE_NAMES =
  `bit tinyint smallint int bigint real float decimal numeric money smallmoney date time datetime smalldatetime datetime2
  datetimeoffset char varchar text nchar nvarchar ntext xml binary varbinary image timestamp uniqueidentifier sql_variant`.split(
    /\s+/,
  )
/** An alias of nvarchar(128) that comes with every database. */
const SYSNAME: Cell[] = ['sysname', 231, 256, 4, 256, 0, 0, DEFAULT_COLLATION, false, false, false]

function typeRow(name: string): Cell[] {
  const type = typeOf(name, [])
  const { precision, scale } = precisionAndScale(type)
  const udt = UDT_IDS[name] !== undefined
  return [
    name,
    systemTypeId(type),
    userTypeId(type),
    4,
    maxLength(type),
    precision,
    scale,
    collationOf(type),
    true,
    false,
    udt,
  ]
}

export const COLUMN_VIEWS: Readonly<Record<string, View>> = {
  columns: columnsView([], () => []),
  all_columns: columnsView([], () => []),
  identity_columns: columnsView(
    [
      ['seed_value', { name: 'sql_variant' }],
      ['increment_value', { name: 'sql_variant' }],
    ],
    ({ identity }) => identity && [variant(identity.seed), variant(identity.increment)],
  ),
  computed_columns: columnsView(
    [
      ['definition', TEXT],
      ['uses_database_collation', BIT],
      ['is_persisted', BIT],
    ],
    ({ computed }) => computed && [computed.definition, false, computed.persisted],
  ),
  types: {
    columns: [
      ['name', NAME],
      ['system_type_id', TINY],
      ['user_type_id', INT],
      ['schema_id', INT],
      ['max_length', SMALL],
      ['precision', TINY],
      ['scale', TINY],
      ['collation_name', NAME],
      ['is_nullable', BIT],
      ['is_user_defined', BIT],
      ['is_assembly_type', BIT],
    ],
    rows: () => [...[...TYPE_NAMES, ...Object.keys(UDT_IDS)].map(typeRow), SYSNAME],
  },
}
