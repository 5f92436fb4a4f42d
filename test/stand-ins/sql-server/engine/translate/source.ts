/** FROM: tables, system views, derived tables, joins. */
import { SqlError } from '../../types.ts'
import { mustBeAllowed } from '../permissions.ts'
import type { Expression, Sample, Source } from '../syntax/tree.ts'
import { systemFunction, systemView } from '../system-views/view.ts'
import { duckTable, type Table } from '../table.ts'
import { literal, quoteName } from '../types/storage.ts'
import type { Context } from './context.ts'
import { convert } from './conversion.ts'
import { conditionOf, translateValue } from './expression.ts'
import { type Relation, Scope } from './scope.ts'
import type { BoundColumn } from './typed.ts'
import { unify } from './unify.ts'

interface TranslatedSource {
  sql: string
  relations: Relation[]
}

export function sourceOf(context: Context, source: Source, outer: Scope | undefined): TranslatedSource {
  switch (source.is) {
    case 'table':
      return tableOf(context, source)
    case 'function':
      return functionOf(context, source, outer)
    case 'derived': {
      const { sql, columns } = context.query(context, source.query, { role: 'derived', ...(outer ? { outer } : {}) })
      return derived(context, sql, named(columns, source.columns, source.alias), [source.alias])
    }
    case 'values':
      return valuesOf(context, source)
    case 'join':
      return joinOf(context, source, outer)
  }
}

function functionOf(
  context: Context,
  { path, arguments: args, alias }: Extract<Source, { is: 'function' }>,
  outer: Scope | undefined,
): TranslatedSource {
  const values = args.map(each => translateValue(context, new Scope([], outer), each))
  const { sql, columns } = systemFunction(context, path, values)
  return derived(context, sql, columns, alias === undefined ? path : [alias])
}

/** About as many rows as asked for: those whose hash is low. A seed makes them the same every time. */
function sampled(context: Context, table: Table, { count, percent, seed }: Sample): string {
  const number = (expression: Expression): string =>
    convert(translateValue(context, new Scope([]), expression), { name: 'float' }, { mode: 'implicit' }).sql
  const rows = rowsOf(table)
  const share = percent ? `${number(count)} / 100` : `${number(count)} / (SELECT count(*) FROM ${rows})`
  const start = seed ? number(seed) : String(context.now)
  return `(SELECT * FROM ${rows} WHERE hash(rowid, ${start}) % 1000000 < 1000000 * ${share})`
}

function tableOf(context: Context, { path, alias, sample, locks }: Extract<Source, { is: 'table' }>): TranslatedSource {
  const names = alias === undefined ? path : [alias]
  const cte = path.length === 1 ? context.ctes.get(path[0]!.toLowerCase()) : undefined
  if (cte) return derived(context, cte.sql, cte.columns, names)
  const view = systemView(context, path)
  if (view) return derived(context, view.sql, view.columns, names)
  const table = context.table(path)
  mustBeAllowed(context, 'SELECT', table)
  if (locks) context.written.add(table)
  const of = alias === undefined ? [table.database, table.schema, table.name] : [alias]
  return stored(context, table, of, sample && sampled(context, table, sample))
}

/** A stored table under a name of its own, or some of its rows. */
export function stored(
  context: Context,
  table: Table,
  names: string[],
  rows = rowsOf(table),
): TranslatedSource & { as: string } {
  if (table.volume) {
    throw new SqlError(
      50000,
      `The stand-in generates ${table.schema}.${table.name} and answers only SELECT of its columns, COUNT, COUNT_BIG, MIN and MAX of [id], with conditions on [id] joined by AND.`,
    )
  }
  const as = context.alias()
  return { sql: `${rows} AS ${as}`, relations: [{ names, columns: columnsOf(table, `${as}.`) }], as }
}

/** Rows that were thrown away can still be counted: all that is known of them is NULL. */
function rowsOf(table: Table): string {
  if (!table.discarded) return duckTable(table)
  const cells = table.columns.map(({ name, type }) => `${literal(type, null)} AS ${quoteName(name)}`)
  return `(SELECT ${cells.join(', ')} FROM range(${table.discarded.rows}))`
}

/** The columns of a table as DuckDB knows them, after a prefix such as `s1.`. */
export function columnsOf(table: Pick<Table, 'columns'>, prefix: string): BoundColumn[] {
  return table.columns.map(({ name, type, nullable, identity }) => ({
    name,
    type,
    nullable,
    sql: prefix + quoteName(name),
    ...(identity ? { identity: true } : {}),
  }))
}

function derived(context: Context, sql: string, columns: BoundColumn[], names: string[]): TranslatedSource {
  const as = context.alias()
  const bound = columns.map((column, index): BoundColumn => ({ ...column, sql: `${as}.c${index}` }))
  return { sql: `(${sql}) AS ${as}`, relations: [{ names, columns: bound }] }
}

/** The columns of a derived table or CTE: all need names, and different ones. */
export function named(columns: BoundColumn[], names: string[] | undefined, alias: string): BoundColumn[] {
  if (names && names.length !== columns.length) {
    const [number, more] = names.length < columns.length ? [8158, 'more'] : [8159, 'fewer']
    throw new SqlError(number, `'${alias}' has ${more} columns than were specified in the column list.`)
  }
  const seen = new Set<string>()
  return columns.map((column, index) => {
    const name = names?.[index] ?? column.name
    if (name === '') throw new SqlError(8155, `No column name was specified for column ${index + 1} of '${alias}'.`)
    if (seen.has(name.toLowerCase()))
      throw new SqlError(8156, `The column '${name}' was specified multiple times for '${alias}'.`)
    seen.add(name.toLowerCase())
    return { ...column, name }
  })
}

function valuesOf(
  context: Context,
  { rows, alias, columns: names }: Extract<Source, { is: 'values' }>,
): TranslatedSource {
  const values = rows.map(row => row.map(each => translateValue(context, new Scope([]), each)))
  if (values.some(row => row.length !== names.length)) {
    throw new SqlError(10709, 'The number of columns for each row in a table value constructor must be the same.')
  }
  const unified = names.map((_, index) => {
    const column = values.map(row => row[index]!)
    return column.every(({ untyped }) => untyped)
      ? { type: column[0]!.type, sqls: column.map(({ sql }) => sql) }
      : unify(column)
  })
  const tuples = values.map((_, row) => `(${unified.map(({ sqls }) => sqls[row]).join(', ')})`)
  const columns = names.map(
    (name, index): BoundColumn => ({ name, type: unified[index]!.type, nullable: true, sql: '' }),
  )
  const list = names.map((_, index) => `c${index}`).join(', ')
  return derived(context, `SELECT * FROM (VALUES ${tuples.join(', ')}) AS v(${list})`, columns, [alias])
}

function joinOf(
  context: Context,
  { kind, left, right, on }: Extract<Source, { is: 'join' }>,
  outer: Scope | undefined,
): TranslatedSource {
  const a = sourceOf(context, left, outer)
  if (kind === 'CROSS APPLY' || kind === 'OUTER APPLY') {
    const b = sourceOf(context, right, new Scope(a.relations, outer))
    const outside = kind === 'OUTER APPLY'
    const sql = `(${a.sql} ${outside ? 'LEFT' : 'INNER'} JOIN LATERAL ${b.sql} ON true)`
    return { sql, relations: [...a.relations, ...(outside ? b.relations.map(nullable) : b.relations)] }
  }
  const b = sourceOf(context, right, outer)
  const condition = on ? ` ON ${conditionOf(context, new Scope([...a.relations, ...b.relations], outer), on)}` : ''
  // The side that may be missing can be NULL.
  const relations = [
    ...(kind === 'RIGHT' || kind === 'FULL' ? a.relations.map(nullable) : a.relations),
    ...(kind === 'LEFT' || kind === 'FULL' ? b.relations.map(nullable) : b.relations),
  ]
  return { sql: `(${a.sql} ${kind} JOIN ${b.sql}${condition})`, relations }
}

const nullable = ({ names, columns }: Relation): Relation => ({
  names,
  columns: columns.map(column => ({ ...column, nullable: true })),
})
