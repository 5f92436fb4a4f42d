/** Queries as DuckDB SQL whose columns are c0, c1, …; the names, types and nullability that SQL Server gives them stand beside it. */
import { SqlError } from '../../types.ts'
import type { Body, Expression, Item, Order, Query, Select } from '../syntax/tree.ts'
import { familyOf } from '../types/sql-type.ts'
import type { Context, QueryOptions, Translated } from './context.ts'
import { convert } from './conversion.ts'
import { conditionOf, isCondition, translateValue } from './expression.ts'
import { Scope } from './scope.ts'
import { named, sourceOf } from './source.ts'
import { type BoundColumn, orderKey, type Typed } from './typed.ts'
import { unionType } from './unify.ts'

interface Selected extends Translated {
  scope: Scope
  values: Typed[]
  /** Whether rows are merged, so that only what is selected can order them. */
  merged: boolean
}

/** The context in which these common table expressions are known. */
export function withCtes(context: Context, ctes: Query['with'], outer?: Scope): Context {
  let inner = context
  for (const { name, columns, query } of ctes) {
    const { sql, columns: found } = translateQuery(inner, query, { role: 'derived', ...(outer ? { outer } : {}) })
    const known = new Map(inner.ctes).set(name.toLowerCase(), { sql, columns: named(found, columns, name) })
    inner = { ...inner, ctes: known }
  }
  return inner
}

export function translateQuery(context: Context, query: Query, { outer, role = 'top' }: QueryOptions = {}): Translated {
  const inner = withCtes(context, query.with, outer)
  const body = query.body
  const limited = query.offset !== undefined || (body.is === 'select' && body.top !== undefined)
  if (role !== 'top' && query.orderBy.length > 0 && !limited) {
    throw new SqlError(
      1033,
      'The ORDER BY clause is invalid in views, inline functions, derived tables, subqueries, and common table expressions, unless TOP, OFFSET or FOR XML is also specified.',
      { class: 15 },
    )
  }
  const selected = bodyOf(inner, body, outer)
  const order = orderOf(inner, query.orderBy, selected)
  const limit = limitOf(inner, query)
  if (order === '' && limit === '') return { sql: selected.sql, columns: selected.columns }
  // What is merged is ordered from outside.
  const sql = selected.merged ? `SELECT * FROM (${selected.sql})` : selected.sql
  return { sql: `${sql}${order}${limit}`, columns: selected.columns }
}

function bodyOf(context: Context, body: Body, outer: Scope | undefined): Selected {
  if (body.is === 'select') return selectOf(context, body, outer)
  const [left, right] = [bodyOf(context, body.left, outer), bodyOf(context, body.right, outer)]
  if (left.columns.length !== right.columns.length) {
    throw new SqlError(
      205,
      'All queries combined using a UNION, INTERSECT or EXCEPT operator must have an equal number of expressions in their target lists.',
    )
  }
  const columns = left.columns.map((column, index): BoundColumn => {
    const other = right.columns[index]!
    const type = left.values[index]!.untyped
      ? other.type
      : right.values[index]!.untyped
        ? column.type
        : unionType(column.type, other.type)
    return { ...column, type, nullable: column.nullable || other.nullable }
  })
  const cast = (side: Selected): string => {
    const items = columns.map(({ type }, index) => {
      const value = side.values[index]!
      const of = value.untyped ? value : { sql: `c${index}`, type: value.type, nullable: true }
      return `${convert(of, type, { mode: 'implicit' }).sql} AS c${index}`
    })
    return `(SELECT ${items.join(', ')} FROM (${side.sql}))`
  }
  const values = columns.map((column): Typed => ({ sql: column.sql, type: column.type, nullable: column.nullable }))
  const scope = new Scope([{ names: [], columns }], outer)
  return { sql: `${cast(left)} ${body.operator} ${cast(right)}`, columns, values, scope, merged: true }
}

function selectOf(context: Context, select: Select, outer: Scope | undefined): Selected {
  const source = select.from && sourceOf(context, select.from, outer)
  const scope = new Scope(source?.relations ?? [], outer)
  const items = select.items.flatMap(item => itemsOf(context, scope, item))
  const columns = items.map(
    ({ name, value: { type, nullable, untyped, identity } }, index): BoundColumn => ({
      name,
      type,
      nullable: nullable || untyped === true,
      sql: `c${index}`,
      ...(identity ? { identity } : {}),
    }),
  )
  const list = items.map(({ value }, index) => `${value.untyped ? 'CAST(NULL AS INTEGER)' : value.sql} AS c${index}`)
  const where = select.where ? ` WHERE ${conditionOf(context, scope, select.where)}` : ''
  const groupBy = select.groupBy.map(each => translateValue(context, scope, each).sql).join(', ')
  const having = select.having ? ` HAVING ${conditionOf(context, scope, select.having)}` : ''
  const sql = `SELECT ${select.distinct ? 'DISTINCT ' : ''}${list.join(', ')}${source ? ` FROM ${source.sql}` : ''}${where}${
    groupBy && ` GROUP BY ${groupBy}`
  }${having}`
  return { sql, columns, values: items.map(({ value }) => value), scope, merged: select.distinct }
}

/** The values of one item of a select list; a star is many. */
export function itemsOf(context: Context, scope: Scope, item: Item): { name: string; value: Typed }[] {
  if (item.is === 'expression') {
    if (isCondition(item.of)) throw new SqlError(102, `Incorrect syntax near '='.`, { class: 15 })
    const { name, ...value } = translateValue(context, scope, item.of)
    return [{ name: item.alias ?? (item.of.is === 'column' ? (name ?? '') : ''), value }]
  }
  if (item.is === 'assignment') throw new SqlError(102, `Incorrect syntax near '='.`, { class: 15 })
  const relation = item.qualifier.length > 0 ? scope.relation(item.qualifier) : undefined
  if (item.qualifier.length > 0 && !relation) {
    throw new SqlError(
      107,
      `The column prefix '${item.qualifier.join('.')}' does not match with a table name or alias name used in the query.`,
      { class: 15 },
    )
  }
  const relations = relation ? [relation] : scope.relations
  if (relations.length === 0) throw new SqlError(263, 'Must specify table to select from.')
  return relations.flatMap(({ columns }) => columns.map(column => ({ name: column.name, value: { ...column } })))
}

function orderOf(context: Context, orders: Order[], selected: Selected): string {
  const keys = orders.map(({ by, descending }) => orderKey(orderValue(context, by, selected), descending))
  return keys.length > 0 ? ` ORDER BY ${keys.join(', ')}` : ''
}

/** A number is a position, a name may be an alias, anything else is an expression over the tables. */
function orderValue(context: Context, by: Expression, { columns, values, scope, merged }: Selected): Typed {
  const selected = (index: number): Typed => (merged ? { ...values[index]!, sql: `c${index}` } : values[index]!)
  if (by.is === 'literal' && typeof by.value === 'number') {
    if (by.value < 1 || by.value > columns.length)
      throw new SqlError(
        108,
        `The ORDER BY position number ${by.value} is out of range of the number of items in the select list.`,
      )
    return selected(by.value - 1)
  }
  const [only, more] = by.is === 'column' ? by.path : []
  if (only !== undefined && more === undefined) {
    const index = columns.findIndex(({ name }) => name.toLowerCase() === only.toLowerCase())
    if (index !== -1) return selected(index)
  }
  const value = translateValue(context, scope, by)
  if (['xml', 'text', 'ntext', 'image'].includes(value.type.name)) {
    throw new SqlError(
      306,
      'The text, ntext, and image data types cannot be compared or sorted, except when using IS NULL or LIKE operator.',
    )
  }
  if (!merged) return value
  const index = values.findIndex(({ sql }) => sql === value.sql)
  if (index === -1)
    throw new SqlError(145, 'ORDER BY items must appear in the select list if SELECT DISTINCT is specified.', {
      class: 15,
    })
  return selected(index)
}

function limitOf(context: Context, { body, offset, fetch }: Query): string {
  const count = (expression: Expression): string => {
    const value = translateValue(context, new Scope([]), expression)
    if (familyOf(value.type) === 'text')
      throw new SqlError(
        1060,
        'The number of rows provided for a TOP or FETCH clauses row count parameter must be an integer.',
        { class: 15 },
      )
    return convert(value, { name: 'bigint' }, { mode: 'implicit' }).sql
  }
  const top = body.is === 'select' ? body.top : undefined
  if (top) return top.percent ? ` LIMIT (${count(top.count)}) %` : ` LIMIT ${count(top.count)}`
  if (!offset) return ''
  return `${fetch ? ` LIMIT ${count(fetch)}` : ''} OFFSET ${count(offset)}`
}
