/** What the server is asked to find out where to cut a table, as pure text. Values never appear in it: they go as parameters. */
import { quote, quoteName } from '../../mssql/identifier.ts'
import type { RangeColumn } from './range-column.ts'
import { catalogOf } from './statement.ts'

/** The statistics whose histogram is about a column; its name goes as parameter `column`, the table's quoted one as `table`. */
export function statisticsOf(table: string[]): string {
  const catalog = catalogOf(table)
  return (
    `SELECT TOP (1) s.stats_id AS [id] FROM ${catalog}sys.stats AS s ` +
    `JOIN ${catalog}sys.stats_columns AS sc ON sc.object_id = s.object_id AND sc.stats_id = s.stats_id ` +
    `JOIN ${catalog}sys.columns AS c ON c.object_id = sc.object_id AND c.column_id = sc.column_id ` +
    'WHERE s.object_id = OBJECT_ID(@table) AND s.has_filter = 0 AND sc.stats_column_id = 1 AND c.name = @column ' +
    'ORDER BY s.stats_id'
  )
}

/** The steps of a histogram in their order: rows below and at each of its values. The statistics' id goes as parameter `statistics`. */
export function histogram(table: string[], column: RangeColumn): string {
  return (
    `SELECT ${column.text('h.range_high_key')} AS [value], h.range_rows AS [below], h.equal_rows AS [at] ` +
    `FROM ${catalogOf(table)}sys.dm_db_stats_histogram(OBJECT_ID(@table), @statistics) AS h ORDER BY h.step_number`
  )
}

/** The lowest and the highest value. */
export function ends(table: string[], { name, text }: RangeColumn): string {
  const [low, high] = ['MIN', 'MAX'].map(end => text(`${end}(${quote(name)})`))
  return `SELECT ${low} AS [low], ${high} AS [high] FROM ${quoteName(table)}`
}

/** Keys of some pages of the table, about so many rows and always the same ones, in the server's order. */
export function sample(table: string[], key: readonly RangeColumn[], rows: number): string {
  const values = key.map(({ name, text }, i) => `${text(`t.${quote(name)}`)} AS [value${i + 1}]`)
  const order = key.map(({ name }) => `t.${quote(name)}`)
  return (
    `SELECT ${values.join(', ')} FROM ${quoteName(table)} AS t TABLESAMPLE (${rows} ROWS) REPEATABLE (1) ` +
    `WHERE t.${quote(key[0]!.name)} IS NOT NULL ORDER BY ${order.join(', ')}`
  )
}
