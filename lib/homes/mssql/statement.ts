/** The T-SQL that hygge sends, as pure text. Values never appear in it: they go as parameters. */

import { quote, quoteName } from '../../mssql/identifier.ts'
import type { OrderColumn } from '../home.ts'
import { behindPlace, type Term } from './bounds.ts'

/** One column of a SELECT list: as it is, or through an expression of its quoted name. */
export interface Selected {
  name: string
  /** `[c].ToString()`; absent: the column itself. */
  expression?: string
}

/** A table, narrowed by the user's condition. */
export interface Narrowing {
  table: string[]
  where: string | undefined
}

/** Rows of a table: its columns by name (all when `columns` is absent), narrowed by the user's condition and by bounds of ours. */
export function selectTable(
  table: string[],
  columns: Selected[] | undefined,
  where: string | undefined,
  ...bounds: (string | undefined)[]
): string {
  const list = columns === undefined ? '*' : columns.map(selected).join(', ')
  return `SELECT ${list}${narrowed({ table, where }, ...bounds)}`
}

function narrowed({ table, where }: Narrowing, ...bounds: (string | undefined)[]): string {
  // The user's condition stands on lines of its own, so that a trailing `-- comment` cannot swallow the bracket.
  const conditions = [
    where === undefined ? [] : `(\n${where}\n)`,
    bounds.flatMap(bound => (bound === undefined ? [] : `(${bound})`)),
  ].flat()
  return ` FROM ${quoteName(table)}${conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`}`
}

/** A column of the last row: how it compares, and its value as text under a name. */
export interface LastColumn {
  expression: string
  text: string
  as: string
}

/** The last row by these columns, as text: of one moment, so that no two rows are mixed. */
export function last(from: Narrowing, columns: readonly LastColumn[], more: string | undefined): string {
  const list = columns.map(({ text, as }) => `${text} AS ${quote(as)}`).join(', ')
  const order = columns.map(({ expression }) => `${expression} DESC`).join(', ')
  return `SELECT TOP (1) ${list}${narrowed(from, more)} ORDER BY ${order}`
}

/** A row when a row is there, else none. */
export function isThere(from: Narrowing, condition: string): string {
  return `SELECT TOP (1) 1 AS [high]${narrowed(from, condition)}`
}

/** The last rowversion below which no transaction is open any more. */
export function oldestOpenVersion(): string {
  return 'SELECT CONVERT(nvarchar(18), CAST(CAST(MIN_ACTIVE_ROWVERSION() AS bigint) - 1 AS binary(8)), 1) AS [high]'
}

/** The statement of `selectTable` with its rows in this order. */
export function ordered(statement: string, order: readonly OrderColumn[]): string {
  return `${statement}${orderBy(order)}`
}

function orderBy(order: readonly OrderColumn[]): string {
  return ` ORDER BY ${order.map(({ column, descending }) => `${quote(column)}${descending ? ' DESC' : ''}`).join(', ')}`
}

/** How many rows an unordered statement has, and how many of them have a value in each of these columns. */
export function counted(statement: string, columns: readonly string[]): string {
  const counts = columns.map((column, i) => `, COUNT_BIG(${quote(column)}) AS ${quote(`c${i}`)}`)
  // On lines of its own, so that a trailing `-- comment` cannot swallow the bracket.
  return `SELECT COUNT_BIG(*) AS [rows]${counts.join('')} FROM (\n${statement}\n) AS [counted]`
}

/** A statement without the order that `ordered` gave it. */
export function unordered(statement: string, order: readonly OrderColumn[] | undefined): string {
  const tail = order === undefined ? '' : orderBy(order)
  return tail !== '' && statement.endsWith(tail) ? statement.slice(0, -tail.length) : statement
}

/** Of an ordered statement only the rows behind a place, whose values go as the parameters that `placeName` names. */
export function behind(statement: string, order: readonly OrderColumn[]): string {
  const tail = orderBy(order)
  const head = statement.slice(0, -tail.length)
  // A statement of ours ends in a condition's bracket or in the table's quoted name.
  const word = head.endsWith(')') ? 'AND' : 'WHERE'
  const terms = order.map(({ column, descending }, i): Term => {
    return { expression: quote(column), value: `@${placeName(i)}`, descending }
  })
  return `${head} ${word} (${behindPlace(terms)})${tail}`
}

/** The name of the parameter for a column of the order, by its place in it. */
export function placeName(index: number): string {
  return `after${index + 1}`
}

function selected({ name, expression }: Selected): string {
  return expression === undefined ? quote(name) : `${expression} AS ${quote(name)}`
}

/** The shape of a statement's result, without running it; the statement goes as parameter `tsql`. */
export const DESCRIBE = 'EXEC sys.sp_describe_first_result_set @tsql = @tsql'

/** The rows and pages the catalog believes a table has; the quoted name goes as parameter `table`. */
export function sizeByCatalog(table: string[]): string {
  return (
    `SELECT SUM(row_count) AS [rows], SUM(used_page_count) AS [pages] FROM ${catalogOf(table)}sys.dm_db_partition_stats ` +
    'WHERE object_id = OBJECT_ID(@table) AND index_id IN (0, 1)'
  )
}

/** The columns of the table's clustered index, in their order; the quoted name goes as parameter `table`. */
export function clusteredKey(table: string[]): string {
  const catalog = catalogOf(table)
  return (
    'SELECT c.name, ic.is_descending_key AS descending, i.is_unique AS [unique] ' +
    `FROM ${catalog}sys.indexes AS i ` +
    `JOIN ${catalog}sys.index_columns AS ic ON ic.object_id = i.object_id AND ic.index_id = i.index_id ` +
    `JOIN ${catalog}sys.columns AS c ON c.object_id = ic.object_id AND c.column_id = ic.column_id ` +
    'WHERE i.object_id = OBJECT_ID(@table) AND i.type = 1 AND ic.key_ordinal > 0 ' +
    'ORDER BY ic.key_ordinal'
  )
}

/** Object ids belong to a database, so a table named with its database is looked up in that database's catalog. */
export function catalogOf(table: string[]): string {
  return table.length === 3 ? `${quote(table[0]!)}.` : ''
}
