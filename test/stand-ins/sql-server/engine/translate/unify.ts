/** Values of several types brought to one: CASE, COALESCE, UNION, VALUES. */
import { SqlError } from '../../types.ts'
import { arithmetic } from './arithmetic.ts'
import { meetingType } from './comparison.ts'
import { convert } from './conversion.ts'
import { type Typed, typed } from './typed.ts'

/** Several results brought to the type in which they meet. */
export function unify(values: Typed[]): Pick<Typed, 'type'> & { sqls: string[] } {
  const known = values.filter(({ untyped }) => !untyped)
  if (known.length === 0)
    throw new SqlError(
      8133,
      'At least one of the result expressions in a CASE specification must be an expression other than the NULL constant.',
    )
  const type = known.map(each => each.type).reduce(unionType)
  return { type, sqls: values.map(each => convert(each, type, { mode: 'implicit' }).sql) }
}

/** As `meetingType`, but decimals keep the digits of both. */
export function unionType(left: Typed['type'], right: Typed['type']): Typed['type'] {
  const type = meetingType(left, right)
  if (type.name !== 'decimal' && type.name !== 'numeric') return type
  const shape = (side: Typed['type']) => arithmetic('+', typed('0', side), typed('0', type)).type
  const [a, b] = [shape(left), shape(right)]
  const scale = Math.max(a.scale ?? 0, b.scale ?? 0)
  const whole = Math.max((a.precision ?? 18) - (a.scale ?? 0), (b.precision ?? 18) - (b.scale ?? 0)) - 1
  return { name: type.name, precision: Math.min(38, whole + scale), scale }
}
