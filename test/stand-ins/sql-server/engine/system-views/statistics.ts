/** sys.stats and what hangs on it: every index has statistics of its own id and name. */
import type { SqlValue } from '../../types.ts'
import type { Table } from '../table.ts'
import type { Context } from '../translate/context.ts'
import { BIG, BIT, columnId, INT, NAME, REAL, TEXT, tablesOf } from './cells.ts'
import { type NumberedIndex, numberedIndexes } from './indexes.ts'
import type { View, ViewFunction } from './view.ts'

/** A heap has none. */
function statisticsOf(table: Table): NumberedIndex[] {
  return numberedIndexes(table).filter(({ id, columns }) => id > 0 && columns.length > 0)
}

const stats: View = {
  columns: [
    ['object_id', INT],
    ['name', NAME],
    ['stats_id', INT],
    ['auto_created', BIT],
    ['user_created', BIT],
    ['no_recompute', BIT],
    ['has_filter', BIT],
    ['filter_definition', TEXT],
    ['is_temporary', BIT],
    ['is_incremental', BIT],
  ],
  rows: (context, database) =>
    tablesOf(context, database).flatMap(table =>
      statisticsOf(table).map(({ id, name, filter }) => [
        table.objectId,
        name,
        id,
        false,
        false,
        false,
        filter !== undefined,
        filter?.definition ?? null,
        false,
        false,
      ]),
    ),
}

const statsColumns: View = {
  columns: [
    ['object_id', INT],
    ['stats_id', INT],
    ['stats_column_id', INT],
    ['column_id', INT],
  ],
  rows: (context, database) =>
    tablesOf(context, database).flatMap(table =>
      statisticsOf(table).flatMap(({ id, columns }) =>
        columns.map((column, at) => [table.objectId, id, at + 1, columnId(table, column)]),
      ),
    ),
}

/** The statistics that the arguments of a function name; all of them when they are not known beforehand. */
function* named(context: Context, database: string, [objectId, statsId]: readonly (SqlValue | undefined)[]) {
  for (const table of tablesOf(context, database)) {
    if (objectId !== undefined && objectId !== table.objectId) continue
    for (const statistics of statisticsOf(table)) {
      const [column] = statistics.columns
      if (column !== undefined && (statsId === undefined || Number(statsId) === statistics.id)) {
        yield { table, statistics, steps: context.histograms.of(table, column) }
      }
    }
  }
}

const histogram: ViewFunction = {
  arguments: 2,
  columns: [
    ['object_id', INT],
    ['stats_id', INT],
    ['step_number', INT],
    ['range_high_key', { name: 'sql_variant' }],
    ['range_rows', REAL],
    ['equal_rows', REAL],
    ['distinct_range_rows', BIG],
    ['average_range_rows', REAL],
  ],
  rows: (context, database, known) =>
    [...named(context, database, known)].flatMap(({ table, statistics, steps }) => {
      const [first] = statistics.columns
      const column = table.columns.find(({ name }) => name.toLowerCase() === first?.toLowerCase())
      return steps.map(({ high, equalRows, rangeRows, distinctRangeRows }, index) => [
        table.objectId,
        statistics.id,
        index + 1,
        high === null || column === undefined ? null : { type: column.type, value: high },
        rangeRows,
        equalRows,
        BigInt(distinctRangeRows),
        distinctRangeRows === 0 ? 1 : rangeRows / distinctRangeRows,
      ])
    }),
}

const properties: ViewFunction = {
  arguments: 2,
  columns: [
    ['object_id', INT],
    ['stats_id', INT],
    ['last_updated', { name: 'datetime2', scale: 7 }],
    ['rows', BIG],
    ['rows_sampled', BIG],
    ['steps', INT],
    ['unfiltered_rows', BIG],
    ['modification_counter', BIG],
    ['persisted_sample_percent', { name: 'float' }],
  ],
  rows: (context, database, known) =>
    [...named(context, database, known)].map(({ table, statistics, steps }) => {
      const rows = BigInt(steps.reduce((sum, { equalRows, rangeRows }) => sum + equalRows + rangeRows, 0))
      return [table.objectId, statistics.id, context.now, rows, rows, steps.length, rows, 0n, 0]
    }),
}

export const STATISTICS_VIEWS: Readonly<Record<string, View>> = { stats, stats_columns: statsColumns }
export const STATISTICS_FUNCTIONS: Readonly<Record<string, ViewFunction>> = {
  dm_db_stats_histogram: histogram,
  dm_db_stats_properties: properties,
}
