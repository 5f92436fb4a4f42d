/** The T-SQL that hygge sends, as pure text. Values never appear in it: they go as parameters. */
import { quote, quoteName } from './identifier.ts'

/** One column of a SELECT list: as it is, or through an expression of its quoted name. */
export interface Selected {
  name: string
  /** `[c].ToString()`; absent: the column itself. */
  expression?: string
}

/** Rows of a table: its columns by name (all when `columns` is absent), narrowed by the user's condition. */
export function selectTable(table: string[], columns: Selected[] | undefined, where: string | undefined): string {
  const list = columns === undefined ? '*' : columns.map(selected).join(', ')
  // The condition stands on lines of its own, so that a trailing `-- comment` cannot swallow the bracket.
  const condition = where === undefined ? '' : ` WHERE (\n${where}\n)`
  return `SELECT ${list} FROM ${quoteName(table)}${condition}`
}

function selected({ name, expression }: Selected): string {
  return expression === undefined ? quote(name) : `${expression} AS ${quote(name)}`
}

/** The shape of a statement's result, without running it; the statement goes as parameter `tsql`. */
export const DESCRIBE = 'EXEC sys.sp_describe_first_result_set @tsql = @tsql'

/** The rows the catalog believes a table has; the quoted name goes as parameter `table`. */
export function countByCatalog(table: string[]): string {
  // Object ids belong to a database, so a table named with its database is looked up in that database's catalog.
  const catalog = table.length === 3 ? `${quote(table[0]!)}.` : ''
  return (
    `SELECT SUM(row_count) AS [rows] FROM ${catalog}sys.dm_db_partition_stats ` +
    'WHERE object_id = OBJECT_ID(@table) AND index_id IN (0, 1)'
  )
}
