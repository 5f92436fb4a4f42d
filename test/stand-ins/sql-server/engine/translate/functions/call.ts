/** Function calls: finds the function, checks its arguments, translates. */
import { SqlError } from '../../../types.ts'
import type { Expression } from '../../syntax/tree.ts'
import type { Context } from '../context.ts'
import { convert } from '../conversion.ts'
import { conditionOf, orderKey, translateValue, unify } from '../expression.ts'
import type { Scope } from '../scope.ts'
import { type Typed, typed } from '../typed.ts'
import { AGGREGATES, aggregate } from './aggregate.ts'
import { MOMENT_FUNCTIONS, partFunction } from './moment.ts'
import { NUMBER_FUNCTIONS } from './number.ts'
import { SYSTEM_FUNCTIONS } from './system.ts'
import { TEXT_FUNCTIONS } from './text.ts'

type Call = Extract<Expression, { is: 'call' }>

/** One function: how many arguments it takes, and what it becomes. */
export interface BuiltIn {
  arguments: [least: number, most: number]
  translate(values: Typed[], context: Context): Typed
}

const BUILT_INS: ReadonlyMap<string, BuiltIn> = new Map(
  [TEXT_FUNCTIONS, NUMBER_FUNCTIONS, MOMENT_FUNCTIONS, SYSTEM_FUNCTIONS].flatMap(table => Object.entries(table)),
)
const RANKINGS = new Set(['ROW_NUMBER', 'RANK', 'DENSE_RANK', 'NTILE'])
const NEIGHBOURS = new Set(['LAG', 'LEAD', 'FIRST_VALUE', 'LAST_VALUE'])

export function call(context: Context, scope: Scope, expression: Call): Typed {
  const { name } = expression
  const over = windowOf(context, scope, expression)
  const values = (): Typed[] => expression.arguments.map(each => translateValue(context, scope, each))
  if (AGGREGATES.has(name)) return aggregate(expression, expression.star ? [] : values(), over)
  if (over !== '' && (RANKINGS.has(name) || NEIGHBOURS.has(name))) {
    const args = values()
    const sql = `${name.toLowerCase()}(${args.map(each => each.sql).join(', ')})${over}`
    return typed(sql, RANKINGS.has(name) ? { name: 'bigint' } : args[0]!.type)
  }
  if (over !== '')
    throw new SqlError(
      4113,
      `The function '${name}' is not a valid windowing function, and cannot be used with the OVER clause.`,
    )
  if (name === 'ISNULL' || name === 'COALESCE' || name === 'NULLIF' || name === 'IIF')
    return choice(context, scope, expression)
  const part = partFunction(name, expression, each => translateValue(context, scope, each))
  if (part) return part
  const found = BUILT_INS.get(name)
  if (!found) throw new SqlError(195, `'${name}' is not a recognized built-in function name.`, { class: 15, state: 10 })
  countArguments(name, expression.arguments.length, found.arguments)
  return found.translate(values(), context)
}

export function countArguments(name: string, count: number, [least, most]: [number, number]): void {
  if (count >= least && count <= most) return
  const lower = name.toLowerCase()
  throw least === most
    ? new SqlError(174, `The ${lower} function requires ${least} argument(s).`, { class: 15 })
    : new SqlError(189, `The ${lower} function requires ${least} to ${most} arguments.`, { class: 15 })
}

function choice(context: Context, scope: Scope, { name, arguments: args }: Call): Typed {
  countArguments(name, args.length, name === 'COALESCE' ? [2, 254] : name === 'IIF' ? [3, 3] : [2, 2])
  if (name === 'IIF') {
    const [condition, ...results] = args
    const { type, sqls } = unify(results.map(each => translateValue(context, scope, each)))
    return typed(`(CASE WHEN ${conditionOf(context, scope, condition!)} THEN ${sqls[0]} ELSE ${sqls[1]} END)`, type)
  }
  if (name === 'NULLIF') {
    const first = translateValue(context, scope, args[0]!)
    const equal = conditionOf(context, scope, { is: 'compare', operator: '=', left: args[0]!, right: args[1]! })
    return typed(`(CASE WHEN ${equal} THEN NULL ELSE ${first.sql} END)`, first.type)
  }
  const values = args.map(each => translateValue(context, scope, each))
  const nullable = values.every(each => each.nullable || each.untyped === true)
  // ISNULL has the type of its first argument, COALESCE the one in which all meet.
  const { type, sqls } = name === 'ISNULL' && !values[0]!.untyped ? isNull(values) : unify(values)
  return { sql: `COALESCE(${sqls.join(', ')})`, type, nullable }
}

function isNull([first, second]: Typed[]): { type: Typed['type']; sqls: string[] } {
  return { type: first!.type, sqls: [first!.sql, convert(second!, first!.type, { mode: 'implicit' }).sql] }
}

function windowOf(context: Context, scope: Scope, { over }: Call): string {
  if (!over) return ''
  const partition = over.partition.map(each => translateValue(context, scope, each).sql).join(', ')
  const order = over.order
    .map(({ by, descending }) => orderKey(translateValue(context, scope, by), descending))
    .join(', ')
  return ` OVER (${partition && `PARTITION BY ${partition} `}${order && `ORDER BY ${order}`})`
}
