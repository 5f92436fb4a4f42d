/** Lengths, precisions and scales of types as sys.columns and sp_describe_first_result_set state them. */
import type { SqlType } from '../../types.ts'
import { decimalShape } from './sql-type.ts'

const FIXED_BYTES: Readonly<Record<string, number>> = {
  bit: 1,
  tinyint: 1,
  smallint: 2,
  int: 4,
  bigint: 8,
  real: 4,
  float: 8,
  money: 8,
  smallmoney: 4,
  date: 3,
  datetime: 8,
  smalldatetime: 4,
  text: 16,
  ntext: 16,
  image: 16,
  timestamp: 8,
  uniqueidentifier: 16,
  sql_variant: 8016,
  xml: -1,
}

const decimalBytes = (precision: number): number =>
  precision <= 9 ? 5 : precision <= 19 ? 9 : precision <= 28 ? 13 : 17
const timeBytes = (scale: number): number => (scale <= 2 ? 3 : scale <= 4 ? 4 : 5)
const withPoint = (digits: number, scale: number): number => (scale === 0 ? digits : digits + 1 + scale)

/** `max_length`: bytes, -1 for max types, 16 for text, ntext and image. */
export function maxLength(type: SqlType): number {
  const scale = type.scale ?? 7
  switch (type.name) {
    case 'decimal':
    case 'numeric':
      return decimalBytes(type.precision ?? 18)
    case 'time':
      return timeBytes(scale)
    case 'datetime2':
      return timeBytes(scale) + 3
    case 'datetimeoffset':
      return timeBytes(scale) + 5
    case 'char':
    case 'varchar':
    case 'binary':
    case 'varbinary':
      return type.length === 'max' ? -1 : (type.length ?? 1)
    case 'nchar':
    case 'nvarchar':
      return type.length === 'max' ? -1 : 2 * (type.length ?? 1)
    case 'udt':
      return type.udt === 'hierarchyid' ? 892 : -1
    default:
      return FIXED_BYTES[type.name]!
  }
}

/** `tds_length`: what the wire's type info holds. */
export function tdsLength(type: SqlType): number {
  if (['text', 'ntext', 'image'].includes(type.name)) return 2147483647
  if (['decimal', 'numeric'].includes(type.name)) return 17
  const bytes = maxLength(type)
  return bytes === -1 ? 65535 : bytes
}

/** `precision` and `scale`, 0 where a type has none. */
export function precisionAndScale(type: SqlType): { precision: number; scale: number } {
  const scale = type.scale ?? 7
  switch (type.name) {
    case 'real':
      return { precision: 24, scale: 0 }
    case 'float':
      return { precision: 53, scale: 0 }
    case 'date':
      return { precision: 10, scale: 0 }
    case 'time':
      return { precision: withPoint(8, scale), scale }
    case 'datetime':
      return { precision: 23, scale: 3 }
    case 'smalldatetime':
      return { precision: 16, scale: 0 }
    case 'datetime2':
      return { precision: withPoint(19, scale), scale }
    case 'datetimeoffset':
      return { precision: withPoint(26, scale), scale }
    case 'bit':
    case 'tinyint':
    case 'smallint':
    case 'int':
    case 'bigint':
    case 'decimal':
    case 'numeric':
    case 'money':
    case 'smallmoney':
      return decimalShape(type)
    default:
      return { precision: 0, scale: 0 }
  }
}
