/** INSERT, UPDATE, DELETE and the end of a bulk load as DuckDB SQL. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { type SqlColumn, SqlError, type SqlType } from '../../types.ts'
import type { Expression, Item, Source, StatementOf } from '../syntax/tree.ts'
import { type Column, columnOf, duckTable, type Table } from '../table.ts'
import { isPadded } from '../types/sql-type.ts'
import { assigned, cellSql, checkCount, mustTakeValues, others, setList, targets, writable } from './assign.ts'
import type { Context } from './context.ts'
import { convert } from './conversion.ts'
import { columnList } from './definition.ts'
import { conditionOf, translateValue } from './expression.ts'
import { itemsOf, translateQuery, withCtes } from './query.ts'
import { Scope } from './scope.ts'
import { columnsOf, sourceOf, stored } from './source.ts'
import type { BoundColumn } from './typed.ts'

export interface Modification {
  sql: string
  table: Table
  /** What OUTPUT gives back; empty without it. */
  output: BoundColumn[]
  /** Whether values were given for an identity column. */
  identityGiven?: boolean
  /** What must hold before: throws when it does not. */
  check?(connection: DuckDBConnection): Promise<void>
}

/** OUTPUT as RETURNING; `deleted` and `inserted` are the rows that DuckDB gives back of this statement. */
export function returning(
  context: Context,
  items: readonly Item[],
  relations: { names: string[]; columns: BoundColumn[] }[],
): { clause: string; output: BoundColumn[] } {
  const scope = new Scope(relations)
  const found = items.flatMap(item => itemsOf(context, scope, item))
  const list = found.map(({ value }, index) => `${value.sql} AS c${index}`).join(', ')
  const output = found.map(({ name, value: { type, nullable } }, index) => ({ name, type, nullable, sql: `c${index}` }))
  return { clause: list && ` RETURNING ${list}`, output }
}

export function translateInsert(outer: Context, statement: StatementOf<'insert'>): Modification {
  const context = withCtes(outer, statement.with)
  const table = writable(context, statement.table, 'INSERT')
  const columns = statement.rows === 'defaults' ? [] : targets(context, table, statement.columns)
  const rest = others(table, columns)
  const list = columnList([...columns, ...rest.map(({ column }) => column)])
  const source = insertSource(
    context,
    table,
    columns,
    statement.rows,
    rest.map(({ sql }) => sql),
  )
  const { clause, output } = returning(context, statement.output, [
    { names: ['inserted'], columns: columnsOf(table, '') },
  ])
  const identityGiven = columns.some(({ identity }) => identity)
  return { sql: `INSERT INTO ${duckTable(table)} (${list}) ${source}${clause}`, table, output, identityGiven }
}

const UNPADDED: Partial<Record<SqlType['name'], SqlType['name']>> = {
  char: 'varchar',
  nchar: 'nvarchar',
  binary: 'varbinary',
}

/** An INSERT of staged rows, whose columns c0, c1 … have the types that a bulk load declared. Identity columns take what comes. */
export function translateStaged(
  context: Context,
  path: string[],
  declared: readonly SqlColumn[],
  staging: string,
  keepNulls: boolean,
): Modification {
  const table = writable(context, path, 'INSERT')
  const columns = declared.map(({ name }) => columnOf(table, name))
  for (const column of columns) mustTakeValues(column)
  const rest = others(table, columns)
  const as = context.alias()
  const items = declared.map(({ type, nullable }, index) => {
    const column = columns[index]!
    // What was sent as char is not padded yet.
    const sent = isPadded(type) ? { ...type, name: UNPADDED[type.name] ?? type.name } : type
    const value = assigned(table, column, { sql: `${as}.c${index}`, type: sent, nullable })
    return column.default === undefined || keepNulls ? value : `COALESCE(${value}, ${column.default.sql})`
  })
  const list = columnList([...columns, ...rest.map(({ column }) => column)])
  const values = [...items, ...rest.map(({ sql }) => sql)].join(', ')
  return {
    sql: `INSERT INTO ${duckTable(table)} (${list}) SELECT ${values} FROM ${staging} AS ${as}`,
    table,
    output: [],
    identityGiven: columns.some(({ identity }) => identity),
  }
}

function insertSource(
  context: Context,
  table: Table,
  columns: Column[],
  rows: StatementOf<'insert'>['rows'],
  filled: string[],
): string {
  if (rows === 'defaults') return `VALUES (${filled.join(', ')})`
  const nowhere = new Scope([])
  if (Array.isArray(rows)) {
    const tuples = rows.map(row => {
      checkCount(row.length, columns.length)
      const cells = row.map((cell, index) => cellSql(context, table, nowhere, columns[index]!, cell))
      return `(${[...cells, ...filled].join(', ')})`
    })
    return `VALUES ${tuples.join(', ')}`
  }
  const { sql, columns: selected } = translateQuery(context, rows)
  checkCount(selected.length, columns.length)
  const as = context.alias()
  const items = selected.map(({ type, nullable }, index) =>
    assigned(table, columns[index]!, { sql: `${as}.c${index}`, type, nullable }),
  )
  return `SELECT ${[...items, ...filled].join(', ')} FROM (${sql}) AS ${as}`
}

export function translateUpdate(outer: Context, statement: StatementOf<'update'>): Modification {
  const { target, set, from, where, top } = statement
  const context = withCtes(outer, statement.with)
  const { table, source } = aimed(context, target, from, 'UPDATE')
  const { sql, relations } = source
  const scope = new Scope(relations)
  const condition = where ? ` WHERE ${conditionOf(context, scope, where)}` : ''
  const { clause, output } = returning(context, statement.output, [
    { names: ['inserted'], columns: columnsOf(table, from || top ? 'target.' : '') },
  ])
  if (!(from || top))
    return { sql: `UPDATE ${sql} SET ${setList(context, table, scope, set)}${condition}${clause}`, table, output }
  // Joined: the new values are found first, one set for each row of the target.
  const values: string[] = []
  const list = setList(context, table, scope, set, (value, index) => {
    values.push(`${value} AS "value ${index}"`)
    return `u."value ${index}"`
  })
  const found = `SELECT DISTINCT ON (${source.as}.rowid) ${source.as}.rowid AS "row id", ${values.join(', ')} FROM ${sql}${condition}${limitOf(context, top)}`
  return {
    sql: `UPDATE ${duckTable(table)} AS target SET ${list} FROM (${found}) AS u WHERE target.rowid = u."row id"${clause}`,
    table,
    output,
  }
}

export function translateDelete(outer: Context, statement: StatementOf<'delete'>): Modification {
  const { target, from, where, top } = statement
  const context = withCtes(outer, statement.with)
  const { table, source } = aimed(context, target, from, 'DELETE')
  const condition = where ? ` WHERE ${conditionOf(context, new Scope(source.relations), where)}` : ''
  const { clause, output } = returning(context, statement.output, [
    { names: ['deleted'], columns: columnsOf(table, '') },
  ])
  if (!(from || top)) return { sql: `DELETE FROM ${source.sql}${condition}${clause}`, table, output }
  const found = `SELECT ${top ? 'DISTINCT ' : ''}${source.as}.rowid FROM ${source.sql}${condition}${limitOf(context, top)}`
  return { sql: `DELETE FROM ${duckTable(table)} WHERE rowid IN (${found})${clause}`, table, output }
}

function limitOf(context: Context, top: Expression | undefined): string {
  if (!top) return ''
  const count = translateValue(context, new Scope([]), top)
  return ` LIMIT ${convert(count, { name: 'bigint' }, { mode: 'implicit' }).sql}`
}

/** The table that UPDATE and DELETE change, which FROM may name by an alias. */
function aimed(
  context: Context,
  target: string[],
  from: Source | undefined,
  right: 'UPDATE' | 'DELETE',
): { table: Table; source: ReturnType<typeof stored> } {
  const aliased = from && target.length === 1 ? findTable(from, target[0]!) : undefined
  const table = writable(context, aliased ?? target, right)
  if (!from) return { table, source: stored(context, table, [table.database, table.schema, table.name]) }
  const source = sourceOf(context, from, undefined)
  const relation = new Scope(source.relations).relation(target)
  const first = relation?.columns[0]?.sql
  if (!first) throw new SqlError(208, `Invalid object name '${target.join('.')}'.`)
  return { table, source: { ...source, as: first.slice(0, first.indexOf('.')) } }
}

function findTable(source: Source, alias: string): string[] | undefined {
  if (source.is === 'join') return findTable(source.left, alias) ?? findTable(source.right, alias)
  return source.is === 'table' && source.alias?.toLowerCase() === alias.toLowerCase() ? source.path : undefined
}
