/** Which rows and columns of a volume table a query asks for. */
import { SqlError } from '../../types.ts'
import { mustBeAllowed } from '../permissions.ts'
import type { Expression, Item, Query, Select } from '../syntax/tree.ts'
import type { Table } from '../table.ts'
import type { Context } from '../translate/context.ts'
import { convert } from '../translate/conversion.ts'
import { conditionOf, translateValue } from '../translate/expression.ts'
import { itemsOf } from '../translate/query.ts'
import { Scope } from '../translate/scope.ts'
import { columnsOf } from '../translate/source.ts'
import { type BoundColumn, bigint, int } from '../translate/typed.ts'
import type { VolumeTable } from './table.ts'

/** Positions from 0: `from` is in, `to` is out. */
export interface VolumeRange {
  from: number
  to: number
}

export type VolumeQuery =
  | { is: 'rows'; volume: VolumeTable; range: VolumeRange; columns: BoundColumn[]; selected: number[] }
  /** Aggregates, answered by DuckDB from two numbers. */
  | { is: 'totals'; sql: string; columns: BoundColumn[] }

/** The plan of a query that reads a volume table, undefined when it reads none. @throws {SqlError} when it asks for more than is known. */
export function volumeQuery(context: Context, query: Query): VolumeQuery | undefined {
  const { body } = query
  if (body.is !== 'select' || body.from?.is !== 'table' || query.with.length > 0) return undefined
  const { path, alias } = body.from
  if (['sys', 'information_schema'].includes(path.at(-2)?.toLowerCase() ?? '')) return undefined
  const table = context.table(path)
  const { volume } = table
  if (!volume) return undefined
  mustBeAllowed(context, 'SELECT', table)
  const names = alias === undefined ? [table.database, table.schema, table.name] : [alias]
  const scope = new Scope([{ names, columns: columnsOf(table, '') }])
  if (body.groupBy.length > 0 || body.having || body.distinct || body.into || query.offset) throw unknown(table)
  const range = rangeOf(context, scope, table, body.where)
  if (body.items.some(item => item.is === 'expression' && unconverted(item.of).is === 'call'))
    return totals(table, body, range)
  checkOrder(scope, table, query)
  const items = body.items.flatMap(item => plainColumns(context, scope, table, item))
  const selected = items.map(({ value }) =>
    table.columns.findIndex((_, index) => columnsOf(table, '')[index]!.sql === value.sql),
  )
  const columns = items.map(
    ({ name, value }): BoundColumn => ({ name, type: value.type, nullable: value.nullable, sql: '' }),
  )
  return { is: 'rows', volume, range: limited(context, table, body, range), columns, selected }
}

function unknown({ schema, name }: Table): SqlError {
  return new SqlError(
    50000,
    `The stand-in generates ${schema}.${name} and answers only SELECT of its columns, COUNT, COUNT_BIG, MIN and MAX of [id], plain or converted, with conditions on [id] joined by AND.`,
  )
}

function plainColumns(context: Context, scope: Scope, table: Table, item: Item): ReturnType<typeof itemsOf> {
  if (item.is === 'expression' && item.of.is !== 'column') throw unknown(table)
  return itemsOf(context, scope, item)
}

function checkOrder(scope: Scope, table: Table, { orderBy }: Query): void {
  for (const { by, descending } of orderBy) {
    if (by.is !== 'column' || scope.column(by.path).sql !== '"id"' || descending) throw unknown(table)
  }
}

function limited(context: Context, table: Table, { top }: Select, { from, to }: VolumeRange): VolumeRange {
  if (!top) return { from, to }
  const count = translateValue(context, new Scope([]), top.count).constant
  if (top.percent || (typeof count !== 'number' && typeof count !== 'bigint')) throw unknown(table)
  return { from, to: Math.min(to, from + Number(count)) }
}

/** The rows that a condition leaves: comparisons of [id] with numbers, joined by AND. */
function rangeOf(context: Context, scope: Scope, table: Table, where: Expression | undefined): VolumeRange {
  const all = { from: 0, to: table.volume!.rows }
  if (!where) return all
  // Bad names and types are found by the same translation as everywhere.
  conditionOf(context, scope, where)
  const narrowed = narrow(where)
  return { from: Math.min(narrowed.from, narrowed.to), to: narrowed.to }

  function narrow(condition: Expression): VolumeRange {
    if (condition.is === 'logic' && condition.operator === 'AND') {
      const [left, right] = [narrow(condition.left), narrow(condition.right)]
      return { from: Math.max(left.from, right.from), to: Math.min(left.to, right.to) }
    }
    if (condition.is === 'between' && !condition.negated && isId(condition.of)) {
      const [low, high] = [numberOf(condition.low), numberOf(condition.high)]
      return cut(low === null ? null : low, high === null ? null : high)
    }
    if (condition.is === 'null' && isId(condition.of)) return condition.negated ? all : { from: 0, to: 0 }
    if (condition.is !== 'compare') throw unknown(table)
    if (isId(condition.left)) return compared(condition.operator, numberOf(condition.right))
    if (isId(condition.right)) return compared(TURNED[condition.operator], numberOf(condition.left))
    const [left, right] = [numberOf(condition.left), numberOf(condition.right)]
    if (condition.operator !== '=') throw unknown(table)
    return left !== null && left === right ? all : { from: 0, to: 0 }
  }

  function compared(operator: keyof typeof TURNED, value: number | null): VolumeRange {
    switch (operator) {
      case '=':
        return cut(value, value)
      case '<':
        return cut(1, value === null ? null : value - 1)
      case '<=':
        return cut(1, value)
      case '>':
        return cut(value === null ? null : value + 1, all.to)
      case '>=':
        return cut(value, all.to)
      default:
        throw unknown(table)
    }
  }

  /** Ids `low` to `high`, both in; nothing when a bound is NULL. */
  function cut(low: number | null, high: number | null): VolumeRange {
    if (low === null || high === null) return { from: 0, to: 0 }
    return { from: Math.max(low - 1, 0), to: Math.max(Math.min(high, all.to), 0) }
  }

  function isId(expression: Expression): boolean {
    return expression.is === 'column' && scope.column(expression.path).sql === '"id"'
  }

  function numberOf(expression: Expression): number | null {
    const of = expression.is === 'convert' && !expression.style ? expression.of : expression
    if (of.is !== 'literal' && of.is !== 'variable') throw unknown(table)
    const { constant, type } = translateValue(context, new Scope([]), of)
    if (constant === null) return null
    if (typeof constant === 'string' && /^-?\d+$/.test(constant)) return Number(constant)
    if (typeof constant === 'bigint' && (type.scale ?? 0) === 0) return Number(constant)
    if (typeof constant === 'number' && Number.isInteger(constant)) return constant
    throw unknown(table)
  }
}

const TURNED = { '=': '=', '<>': '<>', '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const

/** `MAX([id])` in `CONVERT(nvarchar(20), MAX([id]))`. */
function unconverted(expression: Expression): Expression {
  return expression.is === 'convert' && !expression.style ? expression.of : expression
}

/** COUNT(*), MIN([id]) …: the translation of the query over one row that holds the totals. */
function totals(table: Table, { items }: Select, { from, to }: VolumeRange): VolumeQuery {
  const count = to - from
  const columns = items.map(item => {
    const of = item.is === 'expression' && unconverted(item.of)
    if (item.is !== 'expression' || !of || of.is !== 'call') throw unknown(table)
    const { name, star, arguments: args } = of
    const [only] = args
    const ofId = args.length === 1 && only!.is === 'column' && only!.path.at(-1)!.toLowerCase() === 'id'
    const value =
      (name === 'COUNT' || name === 'COUNT_BIG') && (star || ofId)
        ? name === 'COUNT'
          ? int(`CAST(${count} AS INTEGER)`)
          : bigint(`CAST(${count} AS BIGINT)`)
        : (name === 'MIN' || name === 'MAX') && ofId
          ? bigint(`CAST(${count === 0 ? 'NULL' : name === 'MIN' ? from + 1 : to} AS BIGINT)`)
          : undefined
    if (!value) throw unknown(table)
    const { of: whole } = item
    return {
      name: item.alias ?? '',
      value: whole.is === 'convert' ? convert(value, whole.type, { mode: 'explicit' }) : value,
    }
  })
  return {
    is: 'totals',
    sql: `SELECT ${columns.map(({ value }, index) => `${value.sql} AS c${index}`).join(', ')}`,
    columns: columns.map(
      ({ name, value }, index): BoundColumn => ({ name, type: value.type, nullable: true, sql: `c${index}` }),
    ),
  }
}
