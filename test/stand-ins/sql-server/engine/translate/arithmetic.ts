/** + - * / % & | ^ with SQL Server's result types: integers divide to integers, decimals keep their digits by its rules. */
import type { SqlType } from '../../types.ts'
import { raise } from '../errors.ts'
import { decimalShape, familyOf, isNumeric, precedenceOf } from '../types/sql-type.ts'
import { duckType } from '../types/storage.ts'
import { meetingType } from './comparison.ts'
import { asDecimal, convert } from './conversion.ts'
import { clash, type Typed, typed } from './typed.ts'

type Operator = '+' | '-' | '*' | '/' | '%' | '&' | '|' | '^'
const WORDS: Record<Operator, string> = {
  '+': 'add',
  '-': 'subtract',
  '*': 'multiply',
  '/': 'divide',
  '%': 'modulo',
  '&': "'&'",
  '|': "'|'",
  '^': "'^'",
}

export function arithmetic(operator: Operator, left: Typed, right: Typed): Typed {
  if (left.untyped) return typed('NULL', right.type)
  if (right.untyped) return typed('NULL', left.type)
  const [a, b] = [familyOf(left.type), familyOf(right.type)]
  if (operator === '+' && a === 'text' && b === 'text') return concatenate(left, right)
  if (operator === '+' && a === 'binary' && b === 'binary') {
    return typed(`(${left.sql} || ${right.sql})`, { name: 'varbinary', length: sum(left.type, right.type, 8000) })
  }
  if ((left.type.name === 'datetime' || right.type.name === 'datetime') && (operator === '+' || operator === '-')) {
    const type: SqlType = { name: 'datetime' }
    const [x, y] = [convert(left, type, { mode: 'implicit' }), convert(right, type, { mode: 'implicit' })]
    return typed(`(${x.sql} ${operator} ${y.sql})`, type)
  }
  // Text becomes the other side's type.
  const x = a === 'text' && isNumeric(right.type) ? convert(left, right.type, { mode: 'implicit' }) : left
  const y = b === 'text' && isNumeric(left.type) ? convert(right, left.type, { mode: 'implicit' }) : right
  if (!isNumeric(x.type) || !isNumeric(y.type)) {
    // A rowversion or binary in arithmetic is a number of the other side's type.
    if (a === 'binary' && b === 'integer')
      return arithmetic(operator, convert(left, right.type, { mode: 'implicit' }), right)
    if (b === 'binary' && a === 'integer')
      return arithmetic(operator, left, convert(right, left.type, { mode: 'implicit' }))
    throw clash(left.type, right.type, WORDS[operator])
  }
  return numeric(operator, x, y)
}

function numeric(operator: Operator, left: Typed, right: Typed): Typed {
  const type = resultType(operator, exactType(left, right), exactType(right, left))
  const duck = duckType(type)
  if (familyOf(type) === 'integer') {
    const [x, y] = [`CAST(${left.sql} AS ${duck})`, `CAST(${right.sql} AS ${duck})`]
    if (operator === '/' || operator === '%') {
      return typed(`CAST(${guarded(x, operator === '/' ? '//' : '%', y)} AS ${duck})`, type)
    }
    return typed(`CAST((${operator === '^' ? `xor(${x}, ${y})` : `${x} ${operator} ${y}`}) AS ${duck})`, type)
  }
  if (familyOf(type) === 'approximate' || operator === '/') {
    // DuckDB divides decimals as doubles too; the result is rounded to the digits that SQL Server gives.
    const [x, y] = [`CAST(${left.sql} AS DOUBLE)`, `CAST(${right.sql} AS DOUBLE)`]
    const result = operator === '/' || operator === '%' ? guarded(x, operator, y) : `(${x} ${operator} ${y})`
    return typed(`CAST(${result} AS ${duck})`, type)
  }
  const [x, y] = [decimalSql(left), decimalSql(right)]
  return typed(`CAST(${operator === '%' ? guarded(x, '%', y) : `(${x} ${operator} ${y})`} AS ${duck})`, type)
}

const decimalSql = (side: Typed): string =>
  familyOf(side.type) === 'exact' ? side.sql : convert(side, asDecimal(side.type), { mode: 'implicit' }).sql

const guarded = (x: string, operator: string, y: string): string =>
  `(CASE WHEN ${y} = 0 THEN ${raise(8134, 'Divide by zero error encountered.')} ELSE ${x} ${operator} ${y} END)`

/** Beside a decimal, an integer literal counts with the digits that it has. */
function exactType({ type, constant: value }: Typed, { type: other }: Typed): SqlType {
  if (typeof value !== 'number' || familyOf(type) !== 'integer' || !['decimal', 'numeric'].includes(other.name))
    return type
  return { name: 'numeric', precision: String(Math.abs(value)).length, scale: 0 }
}

/** "Precision, scale, and length (Transact-SQL)". */
function resultType(operator: Operator, left: SqlType, right: SqlType): SqlType {
  const higher = precedenceOf(left) >= precedenceOf(right) ? left : right
  if (familyOf(higher) === 'bit')
    return { name: operator === '&' || operator === '|' || operator === '^' ? 'bit' : 'int' }
  if (!['decimal', 'numeric'].includes(higher.name)) return higher
  const { precision: p1, scale: s1 } = decimalShape(left)
  const { precision: p2, scale: s2 } = decimalShape(right)
  switch (operator) {
    case '*':
      return shaped(higher, p1 + p2 + 1, s1 + s2)
    case '/': {
      const scale = Math.max(6, s1 + p2 + 1)
      return shaped(higher, p1 - s1 + s2 + scale, scale)
    }
    case '%':
      return shaped(higher, Math.min(p1 - s1, p2 - s2) + Math.max(s1, s2), Math.max(s1, s2))
    default:
      return shaped(higher, Math.max(s1, s2) + Math.max(p1 - s1, p2 - s2) + 1, Math.max(s1, s2))
  }
}

/** Beyond 38 digits the scale gives way, but not below six. */
function shaped(type: SqlType, precision: number, scale: number): SqlType {
  if (precision <= 38) return { name: type.name, precision, scale }
  const whole = precision - scale
  return { name: type.name, precision: 38, scale: whole < 32 ? Math.min(scale, 38 - whole) : Math.min(scale, 6) }
}

function concatenate(left: Typed, right: Typed): Typed {
  const type = meetingType(left.type, right.type)
  const most = type.name.startsWith('n') ? 4000 : 8000
  const name = type.name === 'char' ? 'varchar' : type.name === 'nchar' ? 'nvarchar' : type.name
  return typed(`(${left.sql} || ${right.sql})`, { ...type, name, length: sum(left.type, right.type, most) })
}

function sum(left: SqlType, right: SqlType, most: number): number | 'max' {
  if (left.length === 'max' || right.length === 'max') return 'max'
  return Math.min((left.length ?? 1) + (right.length ?? 1), most)
}
