/** Values on their way into the columns of a table, and what fills the columns that get none. */
import { SqlError } from '../../types.ts'
import { mustBeAllowed } from '../permissions.ts'
import type { Assignment, Expression } from '../syntax/tree.ts'
import { type Column, columnOf, identitySequence, rowversionSequence, type Table } from '../table.ts'
import { literal, quoteName, quoteText } from '../types/storage.ts'
import type { Context } from './context.ts'
import { convert } from './conversion.ts'
import { translateValue } from './expression.ts'
import type { Scope } from './scope.ts'
import type { Typed } from './typed.ts'

type Right = 'INSERT' | 'UPDATE' | 'DELETE'

/** A table that takes rows; it is marked as written. */
export function writable(context: Context, path: string[], ...rights: Right[]): Table {
  const table = context.table(path)
  if (table.volume)
    throw new SqlError(50000, `The stand-in generates ${table.schema}.${table.name}: it cannot be changed.`)
  if (table.discarded)
    throw new SqlError(50000, `The stand-in keeps no rows of ${table.schema}.${table.name}: it takes bulk loads only.`)
  for (const right of rights) mustBeAllowed(context, right, table)
  context.written.add(table)
  return table
}

/** A value as it goes into a column. */
export function assigned({ database, schema, name }: Table, column: Column, value: Typed): string {
  const where = `table '${database}.${schema}.${name}', column '${column.name}'`
  return convert(value, column.type, { mode: 'assign', where }).sql
}

export const defaultOf = (column: Column): string => column.default?.sql ?? literal(column.type, null)

export const newRowversion = (database: string): string =>
  `rowversion_blob(nextval(${quoteText(rowversionSequence(database))}))`
const newIdentity = (table: Table): string => `nextval(${quoteText(identitySequence(table))})`

/** The columns that an INSERT names, or all that take values. */
export function targets(context: Context, table: Table, names: string[] | undefined): Column[] {
  const explicit = context.session.identityInsert === table.objectId
  if (!names) {
    return table.columns.filter(({ identity, type, computed }) => !identity && !computed && type.name !== 'timestamp')
  }
  const columns = names.map(name => columnOf(table, name))
  for (const [index, column] of columns.entries()) {
    if (columns.findIndex(each => each.name === column.name) !== index) {
      throw new SqlError(
        264,
        `The column name '${column.name}' is specified more than once in the SET clause or column list of an INSERT. A column cannot be assigned more than one value in the same clause. Modify the clause to make sure that a column is updated only once. If this statement updates or inserts columns into a view, column aliasing can conceal the duplication in your code.`,
      )
    }
    mustTakeValues(column)
    if (column.identity && !explicit) {
      throw new SqlError(
        544,
        `Cannot insert explicit value for identity column in table '${table.name}' when IDENTITY_INSERT is set to OFF.`,
      )
    }
  }
  return columns
}

export function mustTakeValues({ name, type, computed }: Column): void {
  if (type.name === 'timestamp') {
    throw new SqlError(
      273,
      'Cannot insert an explicit value into a timestamp column. Use INSERT with a column list to exclude the timestamp column, or insert a DEFAULT into the timestamp column.',
    )
  }
  if (computed) throw computedColumn(name)
}

function computedColumn(name: string): SqlError {
  return new SqlError(
    271,
    `The column "${name}" cannot be modified because it is either a computed column or is the result of a UNION operator.`,
  )
}

/** What fills the columns that are not named. */
export function others(table: Table, named: readonly Column[]): { column: Column; sql: string }[] {
  return table.columns
    .filter(column => !named.includes(column) && !column.computed)
    .map(column => {
      if (column.type.name === 'timestamp') return { column, sql: newRowversion(table.database) }
      return { column, sql: column.identity ? newIdentity(table) : defaultOf(column) }
    })
}

/** `"a" = …` for each assignment, and a new rowversion; `place` may put a value elsewhere and say where. */
export function setList(
  context: Context,
  table: Table,
  scope: Scope,
  set: readonly Assignment[],
  place: (value: string, index: number) => string = value => value,
): string {
  const assignments = set.map(({ column: name, value }, index) => {
    const column = columnOf(table, name)
    if (column.type.name === 'timestamp') throw new SqlError(272, 'Cannot update a timestamp column.')
    if (column.identity) throw new SqlError(8102, `Cannot update identity column '${column.name}'.`)
    if (column.computed) throw computedColumn(column.name)
    const to = value === 'default' ? defaultOf(column) : assigned(table, column, translateValue(context, scope, value))
    return `${quoteName(column.name)} = ${place(to, index)}`
  })
  const versions = table.columns.filter(({ type }) => type.name === 'timestamp')
  return [...assignments, ...versions.map(({ name }) => `${quoteName(name)} = ${newRowversion(table.database)}`)].join(
    ', ',
  )
}

export function cellSql(
  context: Context,
  table: Table,
  scope: Scope,
  column: Column,
  cell: Expression | 'default',
): string {
  return cell === 'default' ? defaultOf(column) : assigned(table, column, translateValue(context, scope, cell))
}

export function checkCount(given: number, expected: number): void {
  if (given < expected) {
    throw new SqlError(
      109,
      'There are more columns in the INSERT statement than values specified in the VALUES clause. The number of values in the VALUES clause must match the number of columns specified in the INSERT statement.',
      { class: 15 },
    )
  }
  if (given > expected)
    throw new SqlError(213, 'Column name or number of supplied values does not match table definition.')
}
