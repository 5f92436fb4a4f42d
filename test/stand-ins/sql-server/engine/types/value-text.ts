/** Values as text, as SQL Server prints them with style 121: what CONVERT of a sql_variant gives. */
import type { SqlType, SqlValue } from '../../types.ts'
import {
  clockText,
  datetimeToTicks,
  dayText,
  offsetText,
  TICKS_PER_MINUTE,
  TICKS_TO_1900,
  ticksText,
} from './date-time.ts'
import { decimalShape } from './sql-type.ts'

/** The digits of an unscaled number with its point: `-0.0500`. */
export function decimalText(unscaled: bigint, scale: number): string {
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, '0')
  const sign = unscaled < 0n ? '-' : ''
  return scale === 0 ? sign + digits : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}

export function valueText(type: SqlType, value: SqlValue): string {
  if (value === null) return ''
  if (typeof value === 'boolean') return value ? '1' : '0'
  if (value instanceof Uint8Array) return Buffer.from(value).toString('latin1')
  if (typeof value === 'object') {
    if ('type' in value) return valueText(value.type, value.value)
    return `${ticksText(value.ticks + BigInt(value.offset) * TICKS_PER_MINUTE, type.scale ?? 7)} ${offsetText(value.offset)}`
  }
  switch (type.name) {
    case 'decimal':
    case 'numeric':
      return decimalText(BigInt(value), decimalShape(type).scale)
    case 'money':
    case 'smallmoney': {
      const unscaled = BigInt(value)
      return decimalText((unscaled + (unscaled < 0n ? -50n : 50n)) / 100n, 2)
    }
    case 'date':
      return dayText(Number(value))
    case 'time':
      return clockText(BigInt(value), type.scale ?? 7)
    case 'datetime2':
      return ticksText(BigInt(value), type.scale ?? 7)
    case 'datetime':
      // Printed in milliseconds: .000, .003, .007.
      return ticksText(((datetimeToTicks(BigInt(value)) + 5000n) / 10_000n) * 10_000n, 3)
    case 'smalldatetime':
      return ticksText(TICKS_TO_1900 + BigInt(value) * TICKS_PER_MINUTE, 3)
    default:
      return String(value)
  }
}
