/** The views of the schema sys, with the columns that tools ask for. */
import type { SqlType } from '../../types.ts'
import { duckTable, type Table } from '../table.ts'
import type { Context } from '../translate/context.ts'
import { maxLength, precisionAndScale } from '../types/catalog-facts.ts'
import { DEFAULT_COLLATION, familyOf, systemTypeId, typeOf, UDT_IDS, userTypeId } from '../types/sql-type.ts'
import { numberedIndexes } from './indexes.ts'
import { STATISTICS_VIEWS } from './statistics.ts'
import type { Cell, View } from './view.ts'

const INT: SqlType = { name: 'int' }
const BIG: SqlType = { name: 'bigint' }
const BIT: SqlType = { name: 'bit' }
const TINY: SqlType = { name: 'tinyint' }
const SMALL: SqlType = { name: 'smallint' }
const NAME: SqlType = { name: 'nvarchar', length: 128 }
const WORD: SqlType = { name: 'nvarchar', length: 60 }
const MOMENT: SqlType = { name: 'datetime' }
/** 2024-01-01: when the stand-in's databases say they were made. */
const MADE = 45_290n * 25_920_000n

const tablesOf = ({ catalog }: Context, database: string): Table[] => [...catalog.database(database).tables.values()]
const schemaId = ({ catalog }: Context, { database, schema }: Table): number =>
  catalog.database(database).schemas.get(schema.toLowerCase())!.id

/** The rows of a table, by its books or counted. */
const rowsOf = (table: Table): Cell =>
  table.volume || table.discarded
    ? BigInt((table.volume ?? table.discarded)?.rows ?? 0)
    : { count: `(SELECT count(*) FROM ${duckTable(table)})` }

const object = (context: Context, table: Table): Cell[] => [
  table.name,
  table.objectId,
  schemaId(context, table),
  0,
  'U ',
  'USER_TABLE',
  MADE,
  MADE,
  false,
]
const OBJECT: View['columns'] = [
  ['name', NAME],
  ['object_id', INT],
  ['schema_id', INT],
  ['parent_object_id', INT],
  ['type', { name: 'char', length: 2 }],
  ['type_desc', WORD],
  ['create_date', MOMENT],
  ['modify_date', MOMENT],
  ['is_ms_shipped', BIT],
]

const TYPE_NAMES =
  `bit tinyint smallint int bigint real float decimal numeric money smallmoney date time datetime smalldatetime datetime2
  datetimeoffset char varchar text nchar nvarchar ntext xml binary varbinary image timestamp uniqueidentifier sql_variant`.split(
    /\s+/,
  )

function typeRow(name: string): Cell[] {
  const type = typeOf(name, [])
  const { precision, scale } = precisionAndScale(type)
  const collation = familyOf(type) === 'text' && name !== 'xml' ? DEFAULT_COLLATION : null
  return [
    name,
    systemTypeId(type),
    userTypeId(type),
    4,
    maxLength(type),
    precision,
    scale,
    collation,
    true,
    false,
    name in UDT_IDS,
  ]
}

export const SYS: Readonly<Record<string, View>> = {
  ...STATISTICS_VIEWS,
  tables: {
    columns: OBJECT,
    rows: (context, database) => tablesOf(context, database).map(table => object(context, table)),
  },
  objects: {
    columns: OBJECT,
    rows: (context, database) => tablesOf(context, database).map(table => object(context, table)),
  },
  views: { columns: OBJECT, rows: () => [] },
  schemas: {
    columns: [
      ['name', NAME],
      ['schema_id', INT],
      ['principal_id', INT],
    ],
    rows: ({ catalog }, database) =>
      [...catalog.database(database).schemas.values()].map(({ name, id }) => [name, id, 1]),
  },
  databases: {
    columns: [
      ['name', NAME],
      ['database_id', INT],
      ['create_date', MOMENT],
      ['compatibility_level', TINY],
      ['collation_name', NAME],
      ['state', TINY],
      ['state_desc', WORD],
      ['snapshot_isolation_state', TINY],
      ['snapshot_isolation_state_desc', WORD],
      ['is_read_committed_snapshot_on', BIT],
    ],
    rows: ({ catalog }) =>
      [...catalog.databases.values()].map(({ name, id }) => [
        name,
        id,
        MADE,
        160,
        DEFAULT_COLLATION,
        0,
        'ONLINE',
        1,
        'ON',
        true,
      ]),
  },
  columns: {
    columns: [
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
      ['is_rowguidcol', BIT],
      ['is_identity', BIT],
      ['is_computed', BIT],
      ['is_hidden', BIT],
    ],
    rows: (context, database) =>
      tablesOf(context, database).flatMap(({ objectId, columns }) =>
        columns.map(({ name, type, nullable, identity }, index) => {
          const { precision, scale } = precisionAndScale(type)
          const collation =
            familyOf(type) === 'text' && type.name !== 'xml' ? (type.collation ?? DEFAULT_COLLATION) : null
          return [
            objectId,
            name,
            index + 1,
            systemTypeId(type),
            userTypeId(type),
            maxLength(type),
            precision,
            scale,
            collation,
            nullable,
            false,
            identity !== undefined,
            false,
            false,
          ]
        }),
      ),
  },
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
    rows: () => [...TYPE_NAMES, ...Object.keys(UDT_IDS)].map(typeRow),
  },
  indexes: {
    columns: [
      ['object_id', INT],
      ['name', NAME],
      ['index_id', INT],
      ['type', TINY],
      ['type_desc', WORD],
      ['is_unique', BIT],
      ['is_primary_key', BIT],
      ['is_unique_constraint', BIT],
      ['is_disabled', BIT],
      ['has_filter', BIT],
    ],
    rows: (context, database) =>
      tablesOf(context, database).flatMap(table =>
        numberedIndexes(table).map(({ name, id, unique, primary }) => {
          const [type, words] = id === 0 ? [0, 'HEAP'] : id === 1 ? [1, 'CLUSTERED'] : [2, 'NONCLUSTERED']
          return [table.objectId, name, id, type, words, unique, primary, unique && !primary, false, false]
        }),
      ),
  },
  index_columns: {
    columns: [
      ['object_id', INT],
      ['index_id', INT],
      ['index_column_id', INT],
      ['column_id', INT],
      ['key_ordinal', TINY],
      ['partition_ordinal', TINY],
      ['is_descending_key', BIT],
      ['is_included_column', BIT],
    ],
    rows: (context, database) =>
      tablesOf(context, database).flatMap(table =>
        numberedIndexes(table).flatMap(({ id, columns, descending = [] }) =>
          columns.map((column, at) => {
            const position = table.columns.findIndex(({ name }) => name.toLowerCase() === column.toLowerCase())
            return [table.objectId, id, at + 1, position + 1, at + 1, 0, descending.includes(column), false]
          }),
        ),
      ),
  },
  partitions: {
    columns: [
      ['partition_id', BIG],
      ['object_id', INT],
      ['index_id', INT],
      ['partition_number', INT],
      ['hobt_id', BIG],
      ['rows', BIG],
    ],
    rows: (context, database) =>
      tablesOf(context, database).flatMap(table =>
        numberedIndexes(table).map(({ id }) => [
          partitionId(table, id),
          table.objectId,
          id,
          1,
          partitionId(table, id),
          rowsOf(table),
        ]),
      ),
  },
  dm_db_partition_stats: {
    columns: [
      ['partition_id', BIG],
      ['object_id', INT],
      ['index_id', INT],
      ['partition_number', INT],
      ['in_row_data_page_count', BIG],
      ['used_page_count', BIG],
      ['reserved_page_count', BIG],
      ['row_count', BIG],
    ],
    rows: (context, database) =>
      tablesOf(context, database).flatMap(table =>
        numberedIndexes(table).map(({ id }) => [
          partitionId(table, id),
          table.objectId,
          id,
          1,
          1n,
          2n,
          9n,
          rowsOf(table),
        ]),
      ),
  },
}

const partitionId = ({ objectId }: Table, index: number): bigint =>
  72_057_594_000_000_000n + BigInt(objectId) * 16n + BigInt(index)
