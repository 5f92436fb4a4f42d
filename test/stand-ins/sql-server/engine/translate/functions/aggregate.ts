/** COUNT, SUM, MIN and the like, with SQL Server's result types. */
import { SqlError, type SqlType } from '../../../types.ts'
import type { Expression } from '../../syntax/tree.ts'
import { decimalShape, familyOf } from '../../types/sql-type.ts'
import { duckType } from '../../types/storage.ts'
import { bigint, int, sortKey, type Typed, typed } from '../typed.ts'
import { countArguments } from './built-in.ts'

export const AGGREGATES = new Set([
  'COUNT',
  'COUNT_BIG',
  'APPROX_COUNT_DISTINCT',
  'SUM',
  'AVG',
  'MIN',
  'MAX',
  'STDEV',
  'VAR',
  'STRING_AGG',
])

/** `over` is the window, empty without one. */
export function aggregate(
  { name, star, distinct }: Extract<Expression, { is: 'call' }>,
  values: Typed[],
  over: string,
): Typed {
  const [value, second] = values
  if (name === 'COUNT' || name === 'COUNT_BIG') {
    if (!star) countArguments(name, values.length, [1, 1])
    const sql = `count(${star ? '*' : `${distinct ? 'DISTINCT ' : ''}${distinct ? sortKey(value!) : value!.sql}`})${over}`
    return name === 'COUNT' ? int(`CAST(${sql} AS INTEGER)`) : bigint(sql)
  }
  // Two percent may be wrong; none is.
  if (name === 'APPROX_COUNT_DISTINCT') {
    countArguments(name, values.length, [1, 1])
    return bigint(`count(DISTINCT ${sortKey(value!)})${over}`)
  }
  countArguments(name, values.length, name === 'STRING_AGG' ? [2, 2] : [1, 1])
  const { sql, type } = value!
  const of = `${distinct ? 'DISTINCT ' : ''}${sql}`
  switch (name) {
    case 'MIN':
    case 'MAX':
      if (familyOf(type) === 'bit' || ['xml', 'text', 'ntext', 'image'].includes(type.name)) throw invalid(type, name)
      // Text keeps its own case while the collation decides which is first.
      if (sortKey(value!) !== sql) return typed(`arg_${name.toLowerCase()}(${sql}, ${sortKey(value!)})${over}`, type)
      return typed(`${name.toLowerCase()}(${sql})${over}`, type)
    case 'STRING_AGG':
      return typed(`string_agg(${of}, ${second!.sql})${over}`, { name: 'nvarchar', length: 4000 })
    case 'STDEV':
    case 'VAR':
      return typed(`${name === 'VAR' ? 'var_samp' : 'stddev_samp'}(${of})${over}`, { name: 'float' })
    default: {
      const result = totalType(type, name)
      if (name === 'SUM') return typed(`CAST(sum(${of})${over} AS ${duckType(result)})`, result)
      if (familyOf(result) === 'approximate') return typed(`avg(${of})${over}`, result)
      const average = `(CAST(sum(${of})${over} AS DOUBLE) / count(${of})${over})`
      return typed(
        `CAST(${familyOf(result) === 'integer' ? `trunc(${average})` : average} AS ${duckType(result)})`,
        result,
      )
    }
  }
}

function totalType(type: SqlType, name: string): SqlType {
  switch (familyOf(type)) {
    case 'integer':
      return { name: type.name === 'bigint' ? 'bigint' : 'int' }
    case 'approximate':
      return { name: 'float' }
    case 'exact': {
      if (type.name === 'money' || type.name === 'smallmoney') return { name: 'money' }
      const { scale } = decimalShape(type)
      return { name: 'decimal', precision: 38, scale: name === 'AVG' ? Math.max(scale, 6) : scale }
    }
    default:
      throw invalid(type, name)
  }
}

function invalid(type: SqlType, name: string): SqlError {
  return new SqlError(8117, `Operand data type ${type.udt ?? type.name} is invalid for ${name.toLowerCase()} operator.`)
}
