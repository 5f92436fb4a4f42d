/** Function calls: finds the function, checks its arguments, translates. */
import { SqlError } from '../../../types.ts'
import type { Expression } from '../../syntax/tree.ts'
import type { Context } from '../context.ts'
import { convert } from '../conversion.ts'
import { orderKey, type Typed, typed } from '../typed.ts'
import { unify } from '../unify.ts'
import { AGGREGATES, aggregate } from './aggregate.ts'
import { type BuiltIn, countArguments } from './built-in.ts'
import { CATALOG_FUNCTIONS } from './catalog.ts'
import { HASH_FUNCTIONS } from './hash.ts'
import { MOMENT_FUNCTIONS, partFunction } from './moment.ts'
import { NUMBER_FUNCTIONS } from './number.ts'
import { SYSTEM_FUNCTIONS } from './system.ts'
import { TEXT_FUNCTIONS } from './text.ts'

type Call = Extract<Expression, { is: 'call' }>

/** How arguments are translated: handed in, so that functions do not import expressions. */
export interface Arguments {
  value(expression: Expression): Typed
  condition(expression: Expression): string
}

const BUILT_INS: ReadonlyMap<string, BuiltIn> = new Map(
  [TEXT_FUNCTIONS, NUMBER_FUNCTIONS, MOMENT_FUNCTIONS, SYSTEM_FUNCTIONS, CATALOG_FUNCTIONS, HASH_FUNCTIONS].flatMap(
    table => Object.entries(table),
  ),
)
const RANKINGS = new Set(['ROW_NUMBER', 'RANK', 'DENSE_RANK', 'NTILE'])
const NEIGHBOURS = new Set(['LAG', 'LEAD', 'FIRST_VALUE', 'LAST_VALUE'])

export function call(context: Context, expression: Call, translate: Arguments): Typed {
  const { name } = expression
  const over = windowOf(expression, translate)
  const values = (): Typed[] => expression.arguments.map(translate.value)
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
    return choice(expression, translate)
  const part = partFunction(name, expression, translate.value)
  if (part) return part
  const found = BUILT_INS.get(name)
  if (!found) throw new SqlError(195, `'${name}' is not a recognized built-in function name.`, { class: 15, state: 10 })
  countArguments(name, expression.arguments.length, found.arguments)
  return found.translate(values(), context)
}

function choice({ name, arguments: args }: Call, translate: Arguments): Typed {
  countArguments(name, args.length, name === 'COALESCE' ? [2, 254] : name === 'IIF' ? [3, 3] : [2, 2])
  if (name === 'IIF') {
    const [condition, ...results] = args
    const { type, sqls } = unify(results.map(translate.value))
    return typed(`(CASE WHEN ${translate.condition(condition!)} THEN ${sqls[0]} ELSE ${sqls[1]} END)`, type)
  }
  if (name === 'NULLIF') {
    const first = translate.value(args[0]!)
    const equal = translate.condition({ is: 'compare', operator: '=', left: args[0]!, right: args[1]! })
    return typed(`(CASE WHEN ${equal} THEN NULL ELSE ${first.sql} END)`, first.type)
  }
  const values = args.map(translate.value)
  const nullable = values.every(each => each.nullable || each.untyped === true)
  // ISNULL has the type of its first argument, COALESCE the one in which all meet.
  const { type, sqls } = name === 'ISNULL' && !values[0]!.untyped ? isNull(values) : unify(values)
  return { sql: `COALESCE(${sqls.join(', ')})`, type, nullable }
}

function isNull([first, second]: Typed[]): { type: Typed['type']; sqls: string[] } {
  return { type: first!.type, sqls: [first!.sql, convert(second!, first!.type, { mode: 'implicit' }).sql] }
}

function windowOf({ over }: Call, translate: Arguments): string {
  if (!over) return ''
  const partition = over.partition.map(each => translate.value(each).sql).join(', ')
  const order = over.order.map(({ by, descending }) => orderKey(translate.value(by), descending)).join(', ')
  const frame = over.frame === undefined ? '' : ` ${over.frame}`
  return ` OVER (${partition && `PARTITION BY ${partition} `}${order && `ORDER BY ${order}`}${frame})`
}
