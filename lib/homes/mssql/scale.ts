/** What comparing with a column takes: which columns can be a watermark or its key, and how their values travel. Pure. */
import { quote } from '../../mssql/identifier.ts'
import type { WatermarkType } from '../home.ts'

export interface Scale {
  type: WatermarkType
  /** SQL type of a parameter that is compared with it: the column's, because conversions between date types round. */
  sqlType: string
  /** `[c]`, or what compares like it. */
  expression: string
}

/** How a column of a key is compared. */
export type KeyScale = Omit<Scale, 'type'> & { type: Exclude<WatermarkType, 'rowversion'> | 'uniqueidentifier' }

/** Ordinal: what collations call equal, such as `a` and `A`, are two values here. */
const ORDINAL = 'COLLATE Latin1_General_100_BIN2'

/** How a column of this type is compared; null when it cannot be a watermark. */
export function scaleOf(name: string, sqlType: string): Scale | null {
  const expression = quote(name)
  const [, base = '', argument = ''] = /^(\w+)(?:\((.*)\))?$/.exec(sqlType) ?? []
  switch (base) {
    case 'tinyint':
      // An overlap may begin below zero.
      return { type: 'int', sqlType: 'smallint', expression }
    case 'smallint':
    case 'int':
    case 'bigint':
      return { type: 'int', sqlType, expression }
    case 'decimal':
    case 'numeric':
      return { type: 'decimal', sqlType, expression }
    case 'date':
      return { type: 'date', sqlType, expression }
    case 'datetime':
    case 'smalldatetime':
    case 'datetime2':
      return { type: 'datetime', sqlType, expression }
    case 'datetimeoffset':
      return { type: 'datetimeoffset', sqlType, expression }
    case 'timestamp':
    case 'rowversion':
      return { type: 'rowversion', sqlType: 'binary(8)', expression }
    case 'sysname':
      return { type: 'string', sqlType: 'nvarchar(128)', expression: `${expression} ${ORDINAL}` }
    case 'nchar':
    case 'nvarchar':
      if (!/^\d+$/.test(argument)) return null
      return { type: 'string', sqlType: `nvarchar(${argument})`, expression: `${expression} ${ORDINAL}` }
    case 'char':
    case 'varchar': {
      if (!/^\d+$/.test(argument) || Number(argument) > 4000) return null
      const wide = `nvarchar(${argument})`
      return { type: 'string', sqlType: wide, expression: `CAST(${expression} AS ${wide}) ${ORDINAL}` }
    }
    default:
      return null
  }
}

/** Null when a column of this type cannot be part of a key. A rowversion tells states of rows apart, not rows. */
export function keyScaleOf(name: string, sqlType: string): KeyScale | null {
  if (sqlType === 'uniqueidentifier') return { type: 'uniqueidentifier', sqlType, expression: quote(name) }
  const scale = scaleOf(name, sqlType)
  if (scale === null || scale.type === 'rowversion') return null
  const { type, ...rest } = scale
  return { type, ...rest }
}

/** The value as text that says all of it; times in style 121, which has all their digits. */
export function shown({ type, expression }: Pick<KeyScale | Scale, 'type' | 'expression'>): string {
  return `CONVERT(nvarchar(4000), ${expression}${/^date/.test(type) ? ', 121' : ''})`
}

/** The text of a value as the server takes it back in every language: only with the T between date and time is datetime read the same everywhere. */
export function readable(type: string, value: string): string {
  if (!/^(small)?datetime2?\b/.test(type)) return value
  return value.length === 10 ? `${value}T00:00:00` : value.replace(' ', 'T')
}

/** The least value of a type that has one, as text. */
export function leastOf({ type, sqlType }: Scale): string {
  switch (sqlType) {
    case 'smallint':
      return '-32768'
    case 'int':
      return '-2147483648'
    case 'smalldatetime':
      return '1900-01-01T00:00:00'
    case 'datetime':
      return '1753-01-01T00:00:00'
  }
  switch (type) {
    case 'int':
      return '-9223372036854775808'
    case 'decimal': {
      const [, precision = '18', scale = '0'] = /\((\d+), ?(\d+)\)/.exec(sqlType) ?? []
      const digits = '9'.repeat(Number(precision))
      const whole = digits.slice(0, digits.length - Number(scale)) || '0'
      return `-${whole}${scale === '0' ? '' : `.${digits.slice(0, Number(scale))}`}`
    }
    case 'datetimeoffset':
      return '0001-01-01T00:00:00+00:00'
    default:
      return type === 'date' ? '0001-01-01' : '0001-01-01T00:00:00'
  }
}
