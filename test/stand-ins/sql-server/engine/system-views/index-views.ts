/** sys.indexes, sys.index_columns, and how many rows and pages they have. */
import { duckTable, type Table } from '../table.ts'
import { BIG, BIT, columnId, INT, NAME, TEXT, TINY, tablesOf, WORD } from './cells.ts'
import { type NumberedIndex, numberedIndexes } from './indexes.ts'
import type { Cell, View } from './view.ts'

/** `type` and `type_desc`. */
function kindOf({ id, clustered, columnstore }: NumberedIndex): [number, string] {
  if (id === 0) return [0, 'HEAP']
  if (columnstore) return clustered ? [5, 'CLUSTERED COLUMNSTORE'] : [6, 'NONCLUSTERED COLUMNSTORE']
  return clustered ? [1, 'CLUSTERED'] : [2, 'NONCLUSTERED']
}

const indexes: View = {
  columns: [
    ['object_id', INT],
    ['name', NAME],
    ['index_id', INT],
    ['type', TINY],
    ['type_desc', WORD],
    ['is_unique', BIT],
    ['data_space_id', INT],
    ['ignore_dup_key', BIT],
    ['is_primary_key', BIT],
    ['is_unique_constraint', BIT],
    ['fill_factor', TINY],
    ['is_padded', BIT],
    ['is_disabled', BIT],
    ['is_hypothetical', BIT],
    ['has_filter', BIT],
    ['filter_definition', TEXT],
  ],
  rows: (context, database) =>
    tablesOf(context, database).flatMap(table =>
      numberedIndexes(table).map(index => {
        const { name, id, unique, primary, constraint, filter } = index
        const key = constraint && !primary
        const kind = kindOf(index)
        const filtered = filter !== undefined
        return [
          table.objectId,
          name,
          id,
          ...kind,
          unique,
          1,
          false,
          primary,
          key,
          0,
          false,
          false,
          false,
          filtered,
          filter?.definition ?? null,
        ]
      }),
    ),
}

const indexColumns: View = {
  columns: [
    ['object_id', INT],
    ['index_id', INT],
    ['index_column_id', INT],
    ['column_id', INT],
    ['key_ordinal', TINY],
    ['partition_ordinal', TINY],
    ['is_descending_key', BIT],
    ['is_included_column', BIT],
    ['column_store_order_ordinal', TINY],
  ],
  rows: (context, database) =>
    tablesOf(context, database).flatMap(table => numberedIndexes(table).flatMap(index => columnRows(table, index))),
}

function columnRows(
  table: Table,
  { id, columns, descending, included, columnstore, clustered }: NumberedIndex,
): Cell[][] {
  // A columnstore has no key: a clustered one holds all columns, another one those that it names.
  const held = columnstore ? (clustered ? table.columns.map(({ name }) => name) : columns) : []
  const keys = columnstore ? [] : columns
  const down = new Set(descending.map(name => name.toLowerCase()))
  const row = (name: string, at: number, key: number, without: boolean): Cell[] => [
    table.objectId,
    id,
    at,
    columnId(table, name),
    key,
    0,
    down.has(name.toLowerCase()),
    without,
    0,
  ]
  return [
    ...keys.map((name, at) => row(name, at + 1, at + 1, false)),
    ...[...held, ...included].map((name, at) => row(name, keys.length + at + 1, 0, !(columnstore && clustered))),
  ]
}

/** The rows of a table, by its books or counted. */
const rowsOf = (table: Table): Cell =>
  table.volume || table.discarded
    ? BigInt((table.volume ?? table.discarded)?.rows ?? 0)
    : { count: `(SELECT count(*) FROM ${duckTable(table)})` }

const partitionId = ({ objectId }: Table, index: number): bigint =>
  72_057_594_000_000_000n + BigInt(objectId) * 16n + BigInt(index)

/** One partition for each index, and what a view tells of it. */
const partitionsView = (columns: View['columns'], more: (table: Table, id: bigint) => Cell[]): View => ({
  columns: [['partition_id', BIG], ['object_id', INT], ['index_id', INT], ['partition_number', INT], ...columns],
  rows: (context, database) =>
    tablesOf(context, database).flatMap(table =>
      numberedIndexes(table).map(({ id }) => {
        const partition = partitionId(table, id)
        return [partition, table.objectId, id, 1, ...more(table, partition)]
      }),
    ),
})

export const INDEX_VIEWS: Readonly<Record<string, View>> = {
  indexes,
  index_columns: indexColumns,
  partitions: partitionsView(
    [
      ['hobt_id', BIG],
      ['rows', BIG],
      ['data_compression', TINY],
      ['data_compression_desc', WORD],
    ],
    (table, id) => [id, rowsOf(table), 0, 'NONE'],
  ),
  dm_db_partition_stats: partitionsView(
    [
      ['in_row_data_page_count', BIG],
      ['used_page_count', BIG],
      ['reserved_page_count', BIG],
      ['row_count', BIG],
    ],
    table => [1n, 2n, 9n, rowsOf(table)],
  ),
}
