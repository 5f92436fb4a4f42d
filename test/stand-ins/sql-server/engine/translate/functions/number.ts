/** Functions of numbers. */
import { decimalShape, familyOf } from '../../types/sql-type.ts'
import { duckType } from '../../types/storage.ts'
import { asDecimal, convert } from '../conversion.ts'
import { type Typed, typed } from '../typed.ts'
import type { BuiltIn } from './built-in.ts'

function number(value: Typed): Typed {
  return ['integer', 'exact', 'approximate'].includes(familyOf(value.type))
    ? value
    : convert(value, { name: 'float' }, { mode: 'implicit' })
}

/** A function whose result has the type of its argument. */
const same = (make: (sql: string) => string): BuiltIn => ({
  arguments: [1, 1],
  translate: ([value]) => {
    const { sql, type } = number(value!)
    return typed(`CAST(${make(sql)} AS ${duckType(type)})`, type)
  },
})

/** CEILING and FLOOR of a decimal have no digits after the point. */
const whole = (name: string): BuiltIn => ({
  arguments: [1, 1],
  translate: ([value]) => {
    const { sql, type } = number(value!)
    const result = type.name === 'decimal' || type.name === 'numeric' ? { ...asDecimal(type), scale: 0 } : type
    return typed(`CAST(${name}(${sql}) AS ${duckType(result)})`, result)
  },
})

const float = (name: string): BuiltIn => ({
  arguments: [1, 1],
  translate: ([value]) => typed(`${name}(CAST(${number(value!).sql} AS DOUBLE))`, { name: 'float' }),
})

export const NUMBER_FUNCTIONS: Record<string, BuiltIn> = {
  ABS: same(sql => `abs(${sql})`),
  SIGN: same(sql => `sign(${sql})`),
  CEILING: whole('ceil'),
  FLOOR: whole('floor'),
  SQRT: float('sqrt'),
  EXP: float('exp'),
  LOG: float('ln'),
  LOG10: float('log10'),
  SIN: float('sin'),
  COS: float('cos'),
  ROUND: {
    arguments: [2, 2],
    translate: ([value, digits]) => {
      const { sql, type } = number(value!)
      const places = convert(digits!, { name: 'int' }, { mode: 'implicit' }).sql
      // DuckDB's result has fewer digits after the point; SQL Server's has the argument's type.
      const rounded =
        familyOf(type) === 'exact' && decimalShape(type).scale > 0 && digits!.constant === undefined
          ? `CAST(${sql} AS DOUBLE)`
          : sql
      return typed(`CAST(round(${rounded}, ${places}) AS ${duckType(type)})`, type)
    },
  },
  POWER: {
    arguments: [2, 2],
    translate: ([value, exponent]) => {
      const { sql, type } = number(value!)
      return typed(
        `CAST(pow(CAST(${sql} AS DOUBLE), CAST(${number(exponent!).sql} AS DOUBLE)) AS ${duckType(type)})`,
        type,
      )
    },
  },
  RAND: { arguments: [0, 0], translate: () => typed('random()', { name: 'float' }) },
}
