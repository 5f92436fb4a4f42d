/** ALTER TABLE: columns and constraints. A change of columns moves the rows to a new DuckDB table, whatever indexes there are. */
import { SqlError } from '../../types.ts'
import { createIdentity } from '../identity.ts'
import { renewed } from '../storages.ts'
import type { StatementOf } from '../syntax/tree.ts'
import { type Column, duckTable, findColumn, type Index, identitySequence, type Table } from '../table.ts'
import { newRowversion } from '../translate/assign.ts'
import { convert } from '../translate/conversion.ts'
import { columnList, same, type TableParts, tableParts } from '../translate/definition.ts'
import { createIndexSql, createTableSql, dropIndexSql, keysOf } from '../translate/table-sql.ts'
import { literal, quoteName, quoteText } from '../types/storage.ts'
import { changeable, type Defined, type Defining, replacing } from './definition.ts'

/** ADD columns, keys, defaults. */
export async function alterAdd(
  defining: Defining,
  { table: path, elements }: StatementOf<'alter add'>,
): Promise<Defined> {
  const { context, connection } = defining
  const table = changeable(defining, path)
  const parts = tableParts(context, table.name, elements, table)
  const fresh = parts.columns.filter(({ name }) => !findColumn(table, name))
  const keys = parts.indexes.filter(index => !table.indexes.includes(index))
  for (const { name, constraint } of keys) if (constraint) context.catalog.mustBeFree({ ...table, name })
  if (fresh.length === 0) {
    const after: Table = { ...table, ...parts }
    for (const index of keys) await addIndex(defining, after, index)
    return { change: catalog => catalog.put(after) }
  }
  const stuck = fresh.find(column => !column.nullable && !canBeFilled(column))
  if (stuck && (await hasRows(defining, table))) {
    throw new SqlError(
      4901,
      `ALTER TABLE only allows columns to be added that can contain nulls, or have a DEFAULT definition specified, or the column being added is an identity or timestamp column, or alternatively if none of the previous conditions are satisfied the table must be empty to allow addition of this column. Column '${stuck.name}' cannot be added to non-empty table '${table.name}' because it does not satisfy these conditions.`,
    )
  }
  if (fresh.some(({ identity }) => identity)) await createIdentity(connection, { ...table, ...parts })
  return rebuild(defining, table, parts, column => {
    if (findColumn(table, column.name)) return quoteName(column.name)
    if (column.identity) return `nextval(${quoteText(identitySequence(table))})`
    if (column.type.name === 'timestamp') return newRowversion(table.database)
    // As in SQL Server, rows that are there get the default only in a NOT NULL column.
    return column.nullable || !column.default ? literal(column.type, null) : column.default.sql
  })
}

const canBeFilled = ({ default: value, identity, type, computed }: Column): boolean =>
  value !== undefined || identity !== undefined || computed !== undefined || type.name === 'timestamp'

async function hasRows({ connection }: Defining, table: Table): Promise<boolean> {
  if (table.discarded) return table.discarded.rows > 0
  const result = await connection.run(`SELECT 1 FROM ${duckTable(table)} LIMIT 1`)
  return (await result.getRows()).length > 0
}

/** The table with other columns, its rows filled in by `value` for each of them. */
export async function rebuild(
  { context, connection }: Defining,
  table: Table,
  parts: TableParts,
  value: (column: Column) => string,
): Promise<Defined> {
  const after: Table = { ...table, ...parts, ...renewed(context.catalog, parts) }
  for (const statement of createTableSql(after)) await connection.run(statement)
  const stored = after.columns.filter(({ computed }) => !computed)
  await connection.run(
    `INSERT INTO ${duckTable(after)} (${columnList(stored)}) SELECT ${stored.map(value).join(', ')} FROM ${duckTable(table)} ORDER BY rowid`,
  )
  return { change: catalog => catalog.put(after), made: [after], left: [table] }
}

export async function alterColumn(
  defining: Defining,
  { table: path, name, type, nullable = true }: StatementOf<'alter column'>,
): Promise<Defined> {
  const table = changeable(defining, path)
  const column = findColumn(table, name)
  if (!column) {
    throw new SqlError(
      4924,
      `ALTER TABLE ALTER COLUMN failed because column '${name}' does not exist in table '${table.name}'.`,
    )
  }
  const longer = column.type.name === type.name && grows(column, type.length)
  const holder = table.indexes.find(index => index.columns.some(each => same(each, column.name)))
  if (holder && !longer) throw dependent(holder.name, column.name, 'ALTER COLUMN')
  if (column.identity || column.computed || column.type.name === 'timestamp') {
    const what = column.identity ? 'IDENTITY' : column.computed ? 'COMPUTED' : 'timestamp'
    throw new SqlError(4928, `Cannot alter column '${column.name}' because it is '${what}'.`)
  }
  const changed: Column = { ...column, type, nullable }
  const columns = table.columns.map(each => (each === column ? changed : each))
  const where = `table '${table.database}.${table.schema}.${table.name}', column '${column.name}'`
  return rebuild(defining, table, { columns, indexes: table.indexes }, each => {
    const sql = quoteName(each.name)
    if (each !== changed) return sql
    const from = { sql, type: column.type, nullable: column.nullable }
    return convert(from, type, { mode: 'assign', where }).sql
  })
}

function grows({ type }: Column, length: number | 'max' | undefined): boolean {
  if (length === 'max') return true
  return typeof length === 'number' && typeof type.length === 'number' && length >= type.length
}

function dependent(object: string, column: string, action: 'ALTER COLUMN' | 'DROP COLUMN'): SqlError {
  return new SqlError(
    5074,
    `The object '${object}' is dependent on column '${column}'. ALTER TABLE ${action} ${column} failed because one or more objects access this column.`,
  )
}

/** DROP COLUMN and DROP CONSTRAINT. */
export async function alterDrop(defining: Defining, statement: StatementOf<'alter drop'>): Promise<Defined> {
  const table = changeable(defining, statement.table)
  let after = table
  for (const name of statement.constraints) after = await dropConstraint(defining, after, name, statement.ifExists)
  const dropped = statement.columns.flatMap(name => droppable(after, name, statement.ifExists))
  if (dropped.length === 0) return { change: replacing(after, {}) }
  const columns = after.columns.filter(column => !dropped.includes(column))
  return rebuild(defining, after, { columns, indexes: after.indexes }, ({ name }) => quoteName(name))
}

function droppable(table: Table, name: string, ifExists: boolean): Column[] {
  const column = findColumn(table, name)
  if (!column && ifExists) return []
  if (!column) {
    throw new SqlError(
      4924,
      `ALTER TABLE DROP COLUMN failed because column '${name}' does not exist in table '${table.name}'.`,
    )
  }
  const holder = table.indexes.find(({ columns, included }) => [...columns, ...included].some(each => same(each, name)))
  const object = holder?.name ?? column.default?.name
  if (object !== undefined) throw dependent(object, column.name, 'DROP COLUMN')
  return [column]
}

async function dropConstraint(defining: Defining, table: Table, name: string, ifExists: boolean): Promise<Table> {
  const key = table.indexes.find(index => index.constraint && same(index.name, name))
  if (key) {
    await defining.connection.run(dropIndexSql(table, key))
    return { ...table, indexes: table.indexes.filter(index => index !== key) }
  }
  const bound = table.columns.find(column => column.default && same(column.default.name, name))
  if (bound) {
    const { default: _, ...column } = bound
    return { ...table, columns: table.columns.map(each => (each === bound ? column : each)) }
  }
  if (ifExists) return table
  throw new SqlError(3728, `'${name}' is not a constraint.`)
}

/** Makes an index of a table that has rows. @throws {SqlError} 1505 when two of them have the same key; NULL is a key like others. */
export async function addIndex({ connection }: Defining, table: Table, index: Index): Promise<void> {
  if (index.storage === undefined) return
  const keys = keysOf(table, index)
  const filter = index.filter ? ` WHERE ${index.filter.sql}` : ''
  const twice = `SELECT ${keys.join(', ')} FROM ${duckTable(table)}${filter} GROUP BY ALL HAVING count(*) > 1 LIMIT 1`
  const [found] = await (await connection.run(twice)).getRows()
  if (found) {
    const value = found.map(each => (each === null ? '<NULL>' : String(each))).join(', ')
    throw new SqlError(
      1505,
      `The CREATE UNIQUE INDEX statement terminated because a duplicate key was found for the object name '${table.schema}.${table.name}' and the index name '${index.name}'. The duplicate key value is (${value}).`,
    )
  }
  await connection.run(createIndexSql(table, index))
}
