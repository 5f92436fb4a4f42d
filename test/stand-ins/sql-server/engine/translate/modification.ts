/** INSERT, UPDATE, DELETE, MERGE as DuckDB SQL. */
import { type SqlColumn, SqlError, type SqlType } from '../../types.ts'
import { type Column, columnOf, duckTable, identitySequence, rowversionSequence, type Table } from '../catalog.ts'
import type { Assignment, Expression, MergeBranch, Source, StatementOf } from '../syntax/tree.ts'
import { isPadded } from '../types/sql-type.ts'
import { literal, quoteName, quoteText } from '../types/storage.ts'
import type { Context } from './context.ts'
import { convert } from './conversion.ts'
import { conditionOf, translateValue } from './expression.ts'
import { itemsOf, translateQuery } from './query.ts'
import { Scope } from './scope.ts'
import { columnsOf, sourceOf, stored } from './source.ts'
import type { BoundColumn, Typed } from './typed.ts'

export interface Modification {
  sql: string
  table: Table
  /** What OUTPUT gives back; empty without it. */
  output: BoundColumn[]
}

const newRowversion = ({ database }: Table): string =>
  `rowversion_blob(nextval(${quoteText(rowversionSequence(database))}))`
const newIdentity = (table: Table): string => `nextval(${quoteText(identitySequence(table))})`
const rowversionsOf = (table: Table): Column[] => table.columns.filter(({ type }) => type.name === 'timestamp')

/** A value as it goes into a column. */
function assigned(table: Table, column: Column, value: Typed): string {
  const where = `table '${table.database}.${table.schema}.${table.name}', column '${column.name}'`
  return convert(value, column.type, { mode: 'assign', where }).sql
}

const defaultOf = (column: Column): string => column.default ?? literal(column.type, null)

/** The columns that an INSERT names, or all that take values. */
function targets(table: Table, names: string[] | undefined): Column[] {
  if (!names) return table.columns.filter(({ identity, type }) => !identity && type.name !== 'timestamp')
  const columns = names.map(name => columnOf(table, name))
  for (const [index, { name, type, identity }] of columns.entries()) {
    if (columns.findIndex(each => each.name === name) !== index) {
      throw new SqlError(
        264,
        `The column name '${name}' is specified more than once in the SET clause or column list of an INSERT.`,
      )
    }
    if (type.name === 'timestamp') throw explicitRowversion()
    if (identity) {
      throw new SqlError(
        544,
        `Cannot insert explicit value for identity column in table '${table.name}' when IDENTITY_INSERT is set to OFF.`,
      )
    }
  }
  return columns
}

function explicitRowversion(): SqlError {
  return new SqlError(
    273,
    'Cannot insert an explicit value into a timestamp column. Use INSERT with a column list to exclude the timestamp column, or insert a DEFAULT into the timestamp column.',
  )
}

/** What fills the columns that are not named. */
function others(table: Table, named: Column[]): { column: Column; sql: string }[] {
  return table.columns
    .filter(column => !named.includes(column))
    .map(column => {
      if (column.type.name === 'timestamp') return { column, sql: newRowversion(table) }
      return { column, sql: column.identity ? newIdentity(table) : defaultOf(column) }
    })
}

export function translateInsert(context: Context, statement: StatementOf<'insert'>): Modification {
  const table = writable(context, statement.table)
  const columns = statement.rows === 'defaults' ? [] : targets(table, statement.columns)
  const rest = others(table, columns)
  const list = [...columns, ...rest.map(({ column }) => column)].map(({ name }) => quoteName(name)).join(', ')
  const filled = rest.map(({ sql }) => sql)
  const source = insertSource(context, table, columns, statement.rows, filled)
  const scope = new Scope([{ names: ['inserted'], columns: columnsOf(table, '') }])
  const output = statement.output.flatMap(item => itemsOf(context, scope, item))
  const returning = output.map(({ value }, index) => `${value.sql} AS c${index}`).join(', ')
  return {
    sql: `INSERT INTO ${duckTable(table)} (${list}) ${source}${returning && ` RETURNING ${returning}`}`,
    table,
    output: output.map(({ name, value }, index) => ({
      name,
      type: value.type,
      nullable: value.nullable,
      sql: `c${index}`,
    })),
  }
}

const UNPADDED: Partial<Record<SqlType['name'], SqlType['name']>> = {
  char: 'varchar',
  nchar: 'nvarchar',
  binary: 'varbinary',
}

/** An INSERT of staged rows, whose columns c0, c1 … have the types that a bulk load declared. Identity columns take what comes. */
export function translateStaged(
  context: Context,
  table: Table,
  columns: Column[],
  declared: readonly SqlColumn[],
  staging: string,
  keepNulls: boolean,
): Modification {
  const written = writable(context, [table.database, table.schema, table.name])
  if (columns.some(({ type }) => type.name === 'timestamp')) throw explicitRowversion()
  const rest = others(written, columns)
  const alias = context.alias()
  const items = columns.map((column, index) => {
    const { type, nullable } = declared[index]!
    // What was sent as char is not padded yet.
    const sent = isPadded(type) ? { ...type, name: UNPADDED[type.name] ?? type.name } : type
    const value = assigned(written, column, { sql: `${alias}.c${index}`, type: sent, nullable })
    return column.default === undefined || keepNulls ? value : `COALESCE(${value}, ${column.default})`
  })
  const list = [...columns, ...rest.map(({ column }) => column)].map(({ name }) => quoteName(name)).join(', ')
  const values = [...items, ...rest.map(({ sql }) => sql)].join(', ')
  return {
    sql: `INSERT INTO ${duckTable(written)} (${list}) SELECT ${values} FROM ${staging} AS ${alias}`,
    table: written,
    output: [],
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
  if (Array.isArray(rows)) {
    const tuples = rows.map(row => {
      checkCount(row.length, columns.length)
      return `(${[...row.map((cell, index) => cellSql(context, table, columns[index]!, cell)), ...filled].join(', ')})`
    })
    return `VALUES ${tuples.join(', ')}`
  }
  const { sql, columns: selected } = translateQuery(context, rows)
  checkCount(selected.length, columns.length)
  const alias = context.alias()
  const items = selected.map(({ type, nullable }, index) =>
    assigned(table, columns[index]!, { sql: `${alias}.c${index}`, type, nullable }),
  )
  return `SELECT ${[...items, ...filled].join(', ')} FROM (${sql}) AS ${alias}`
}

function cellSql(context: Context, table: Table, column: Column, cell: Expression | 'default'): string {
  return cell === 'default' ? defaultOf(column) : assigned(table, column, translateValue(context, new Scope([]), cell))
}

function checkCount(given: number, expected: number): void {
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

/** `"a" = …` for each assignment, and a new rowversion. */
function setList(
  context: Context,
  table: Table,
  scope: Scope,
  set: Assignment[],
  sql: (value: string, index: number) => string,
): string {
  const assignments = set.map(({ column: name, value }, index) => {
    const column = columnOf(table, name)
    if (column.type.name === 'timestamp') throw new SqlError(272, 'Cannot update a timestamp column.')
    if (column.identity) throw new SqlError(8102, `Cannot update identity column '${column.name}'.`)
    const to = value === 'default' ? defaultOf(column) : assigned(table, column, translateValue(context, scope, value))
    return `${quoteName(column.name)} = ${sql(to, index)}`
  })
  return [
    ...assignments,
    ...rowversionsOf(table).map(({ name }) => `${quoteName(name)} = ${newRowversion(table)}`),
  ].join(', ')
}

export function translateUpdate(context: Context, { target, set, from, where }: StatementOf<'update'>): Modification {
  const { table, source } = aimed(context, target, from)
  const { sql, relations } = source
  const scope = new Scope(relations)
  const condition = where ? ` WHERE ${conditionOf(context, scope, where)}` : ''
  if (!from)
    return {
      sql: `UPDATE ${sql} SET ${setList(context, table, scope, set, value => value)}${condition}`,
      table,
      output: [],
    }
  // Joined: the new values are found first, one set for each row of the target.
  const values: string[] = []
  const list = setList(context, table, scope, set, (value, index) => {
    values.push(`${value} AS v${index}`)
    return `u.v${index}`
  })
  const found = `SELECT DISTINCT ON (${source.as}.rowid) ${source.as}.rowid AS r, ${values.join(', ')} FROM ${sql}${condition}`
  return {
    sql: `UPDATE ${duckTable(table)} AS target SET ${list} FROM (${found}) AS u WHERE target.rowid = u.r`,
    table,
    output: [],
  }
}

export function translateDelete(context: Context, { target, from, where }: StatementOf<'delete'>): Modification {
  const { table, source } = aimed(context, target, from)
  const condition = where ? ` WHERE ${conditionOf(context, new Scope(source.relations), where)}` : ''
  if (!from) return { sql: `DELETE FROM ${source.sql}${condition}`, table, output: [] }
  const found = `SELECT ${source.as}.rowid FROM ${source.sql}${condition}`
  return { sql: `DELETE FROM ${duckTable(table)} WHERE rowid IN (${found})`, table, output: [] }
}

function writable(context: Context, path: string[]): Table {
  const table = context.catalog.table(path, context.database)
  if (table.volume)
    throw new SqlError(50000, `The stand-in generates ${table.schema}.${table.name}: it cannot be changed.`)
  if (table.discarded)
    throw new SqlError(50000, `The stand-in keeps no rows of ${table.schema}.${table.name}: it takes bulk loads only.`)
  return table
}

/** The table that UPDATE and DELETE change, which FROM may name by an alias. */
function aimed(
  context: Context,
  target: string[],
  from: Source | undefined,
): { table: Table; source: ReturnType<typeof stored> } {
  const aliased = from && target.length === 1 ? findTable(from, target[0]!) : undefined
  const table = writable(context, aliased ?? target)
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

export function translateMerge(
  context: Context,
  { table: path, alias, source, on, branches }: StatementOf<'merge'>,
): Modification {
  const table = writable(context, path)
  const target = stored(context, table, alias === undefined ? [table.database, table.schema, table.name] : [alias])
  const from = sourceOf(context, source, undefined)
  const both = new Scope([...target.relations, ...from.relations])
  const actions = branches.map(branch => mergeAction(context, table, branch, both, new Scope(from.relations)))
  const sql = `MERGE INTO ${target.sql} USING ${from.sql} ON ${conditionOf(context, both, on)} ${actions.join(' ')}`
  return { sql, table, output: [] }
}

const WHEN = { matched: 'MATCHED', target: 'NOT MATCHED', source: 'NOT MATCHED BY SOURCE' }

function mergeAction(
  context: Context,
  table: Table,
  { when, and, action }: MergeBranch,
  both: Scope,
  source: Scope,
): string {
  const head = `WHEN ${WHEN[when]}${and ? ` AND ${conditionOf(context, both, and)}` : ''} THEN`
  if (action.is === 'delete') return `${head} DELETE`
  if (action.is === 'update') return `${head} UPDATE SET ${setList(context, table, both, action.set, value => value)}`
  const columns = targets(table, action.columns)
  checkCount(action.values.length, columns.length)
  const rest = others(table, columns)
  const values = action.values.map((cell, index) =>
    cell === 'default'
      ? defaultOf(columns[index]!)
      : assigned(table, columns[index]!, translateValue(context, source, cell)),
  )
  const list = [...columns, ...rest.map(({ column }) => column)].map(({ name }) => quoteName(name)).join(', ')
  return `${head} INSERT (${list}) VALUES (${[...values, ...rest.map(({ sql }) => sql)].join(', ')})`
}
