/** Expressions of the syntax tree as typed DuckDB SQL. */
import { SqlError } from '../../types.ts'
import type { Expression } from '../syntax/tree.ts'
import { hierarchyBytes, pointBytes, pointOf } from '../types/udt.ts'
import { arithmetic } from './arithmetic.ts'
import { comparable, like } from './comparison.ts'
import type { Context } from './context.ts'
import { convert } from './conversion.ts'
import { call } from './functions/call.ts'
import { systemVariable } from './functions/system.ts'
import type { Scope } from './scope.ts'
import { constant, type Typed, typed } from './typed.ts'
import { unify } from './unify.ts'

const CONDITIONS = new Set(['compare', 'logic', 'not', 'null', 'in', 'between', 'like', 'exists'])

/** A value. @throws {SqlError} 156 when it is a condition. */
export function translateValue(context: Context, scope: Scope, expression: Expression): Typed {
  const value = (inner: Expression): Typed => translateValue(context, scope, inner)
  switch (expression.is) {
    case 'literal':
      if (expression.value === null) return { ...typed('NULL', expression.type), constant: null, untyped: true }
      return constant(expression.type, expression.value)
    case 'column':
      return scope.column(expression.path)
    case 'variable':
      return variableOf(context, expression.name)
    case 'negative': {
      const of = value(expression.of)
      return typed(`(-${of.sql})`, of.type)
    }
    case 'arithmetic':
      return arithmetic(expression.operator, value(expression.left), value(expression.right))
    case 'call':
      return call(context, expression, { value, condition: each => conditionOf(context, scope, each) })
    case 'method':
      return method(context, scope, expression)
    case 'convert': {
      const style = expression.style && value(expression.style)
      if (style && typeof style.constant !== 'number')
        throw new SqlError(8116, 'Argument data type is invalid for argument 3 of convert function.')
      const of = value(expression.of)
      const {
        name: _,
        identity: __,
        ...converted
      } = convert(of, expression.type, {
        mode: 'explicit',
        lenient: expression.lenient,
        ...(style ? { style: Number(style.constant) } : {}),
      })
      return converted
    }
    case 'case':
      return caseOf(context, scope, expression)
    case 'scalar': {
      const { sql, columns } = context.query(context, expression.query, { outer: scope, role: 'scalar' })
      if (columns.length !== 1) {
        throw new SqlError(
          116,
          'Only one expression can be specified in the select list when the subquery is not introduced with EXISTS.',
        )
      }
      return typed(`(${sql})`, columns[0]!.type)
    }
    case 'collate': {
      const of = value(expression.of)
      return { ...of, type: { ...of.type, collation: expression.collation } }
    }
    default:
      throw new SqlError(102, 'Incorrect syntax: a condition stands where a value is expected.', { class: 15 })
  }
}

/** A condition, as DuckDB SQL of type BOOLEAN. @throws {SqlError} 4145 when it is a value. */
export function conditionOf(context: Context, scope: Scope, expression: Expression): string {
  const value = (inner: Expression): Typed => translateValue(context, scope, inner)
  const condition = (inner: Expression): string => conditionOf(context, scope, inner)
  switch (expression.is) {
    case 'compare': {
      const [left, right] = comparable(value(expression.left), value(expression.right), NAMES[expression.operator])
      return `(${left} ${expression.operator} ${right})`
    }
    case 'logic':
      return `(${condition(expression.left)} ${expression.operator} ${condition(expression.right)})`
    case 'not':
      return `(NOT ${condition(expression.of)})`
    case 'null':
      return `(${value(expression.of).sql} IS ${expression.negated ? 'NOT ' : ''}NULL)`
    case 'between': {
      const of = value(expression.of)
      const [low, from] = comparable(of, value(expression.low), 'between')
      const [high, to] = comparable(of, value(expression.high), 'between')
      return `(${expression.negated ? 'NOT ' : ''}(${low} >= ${from} AND ${high} <= ${to}))`
    }
    case 'like': {
      const test = like(value(expression.of), value(expression.pattern), expression.escape && value(expression.escape))
      return `(${expression.negated ? 'NOT ' : ''}(${test}))`
    }
    case 'in':
      return inOf(context, scope, expression)
    case 'exists':
      return `EXISTS (${context.query(context, expression.query, { outer: scope, role: 'exists' }).sql})`
    default:
      throw new SqlError(
        4145,
        'An expression of non-boolean type specified in a context where a condition is expected.',
        { class: 15 },
      )
  }
}

const NAMES = {
  '=': 'equal to',
  '<>': 'not equal to',
  '<': 'less than',
  '<=': 'less than or equal to',
  '>': 'greater than',
  '>=': 'greater than or equal to',
}

function inOf(context: Context, scope: Scope, { of, among, negated }: Extract<Expression, { is: 'in' }>): string {
  const value = translateValue(context, scope, of)
  const not = negated ? 'NOT ' : ''
  if (Array.isArray(among)) {
    const tests = among.map(each => {
      const [left, right] = comparable(value, translateValue(context, scope, each), 'equal to')
      return `${left} = ${right}`
    })
    return `(${not}(${tests.join(' OR ')}))`
  }
  const { sql, columns } = context.query(context, among, { outer: scope, role: 'scalar' })
  const alias = context.alias()
  const [left, right] = comparable(value, { ...columns[0]!, sql: `${alias}.c0` }, 'equal to')
  return `(${left} ${not}IN (SELECT ${right} FROM (${sql}) AS ${alias}))`
}

function variableOf(context: Context, name: string): Typed {
  if (name.startsWith('@')) return systemVariable(context, name.slice(1))
  const variable = context.variables.get(name.toLowerCase())
  if (!variable) throw new SqlError(137, `Must declare the scalar variable "@${name}".`, { class: 15, state: 2 })
  const { type, value } = variable
  return value === undefined
    ? { ...constant(type, null), constant: null }
    : { ...constant(type, value), nullable: true }
}

function caseOf(
  context: Context,
  scope: Scope,
  { operand, branches, otherwise }: Extract<Expression, { is: 'case' }>,
): Typed {
  const whens = branches.map(({ when }) => {
    if (!operand) return conditionOf(context, scope, when)
    return conditionOf(context, scope, { is: 'compare', operator: '=', left: operand, right: when })
  })
  const results = [...branches.map(({ result }) => result), ...(otherwise ? [otherwise] : [])].map(each =>
    translateValue(context, scope, each),
  )
  const { type, sqls } = unify(results)
  const tests = whens.map((when, index) => `WHEN ${when} THEN ${sqls[index]}`)
  const rest = otherwise ? ` ELSE ${sqls.at(-1)}` : ''
  return typed(`(CASE ${tests.join(' ')}${rest} END)`, type)
}

function method(context: Context, scope: Scope, expression: Extract<Expression, { is: 'method' }>): Typed {
  const { target, name } = expression
  const args = expression.arguments.map(each => translateValue(context, scope, each))
  if (typeof target !== 'string') {
    const of = translateValue(context, scope, target)
    if (of.type.name === 'udt' && name === 'ToString') {
      // hierarchyid gives nvarchar(4000), the spatial types nvarchar(max).
      const length = of.type.udt === 'hierarchyid' ? 4000 : 'max'
      return { sql: `(${of.sql})."text"`, type: { name: 'nvarchar', length }, nullable: true }
    }
    if (of.type.name === 'udt')
      throw new SqlError(
        6506,
        `Could not find method '${name}' for type '${of.type.udt}' in assembly 'Microsoft.SqlServer.Types'`,
      )
    throw new SqlError(258, `Cannot call methods on ${of.type.name}.`, { class: 15 })
  }
  const known = args.map(each => each.constant)
  const type = { name: 'udt' as const, udt: target }
  if (target === 'hierarchyid') {
    if (name === 'GetRoot') return constant(type, new Uint8Array(0))
    if (name === 'Parse' && typeof known[0] === 'string') return constant(type, hierarchyBytes(known[0]))
  }
  if (target === 'geography' || target === 'geometry') {
    const [first, second, srid = target === 'geography' ? 4326 : 0] = args.map(({ sql, constant: each }) =>
      numberOf(sql, each),
    )
    if (name === 'Point' && first !== undefined && second !== undefined)
      return constant(type, pointBytes(first, second, srid))
    if ((name === 'STGeomFromText' || name === 'STPointFromText' || name === 'Parse') && typeof known[0] === 'string') {
      return constant(type, pointOf(target, known[0], second ?? srid))
    }
  }
  throw new SqlError(
    6506,
    `Could not find method '${name}' for type '${target}' in assembly 'Microsoft.SqlServer.Types'`,
  )
}

/** The number of a constant of any numeric type. */
function numberOf(sql: string, value: Typed['constant']): number | undefined {
  if (typeof value === 'number') return value
  const match = /^CAST\('(-?[\d.]+)' AS DECIMAL/.exec(sql)
  return match ? Number(match[1]) : undefined
}

export const isCondition = (expression: Expression): boolean => CONDITIONS.has(expression.is)
