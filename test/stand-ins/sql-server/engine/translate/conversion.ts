/** CAST, CONVERT, and the conversions that SQL Server does by itself, as DuckDB SQL. */
import { SqlError, type SqlType } from '../../types.ts'
import { raise } from '../errors.ts'
import { maxLength } from '../types/catalog-facts.ts'
import { decimalShape, familyOf, isPadded, isUnicode, typeName } from '../types/sql-type.ts'
import { duckType } from '../types/storage.ts'
import { textValue } from './constant.ts'
import { textSql } from './text.ts'
import { fromTicks, refused, ticksSql } from './ticks.ts'
import { constant, type Typed } from './typed.ts'

export interface ConversionOptions {
  /** explicit: CAST and CONVERT, which cut · implicit: comparisons and arithmetic · assign: INSERT and UPDATE, which refuse to cut. */
  mode: 'explicit' | 'implicit' | 'assign'
  style?: number
  /** TRY_CAST, TRY_CONVERT: NULL instead of an error. */
  lenient?: boolean
  /** For the error of an assignment: `table 'erp.dbo.t', column 'a'`. */
  where?: string
}

export function convert(from: Typed, to: SqlType, options: ConversionOptions): Typed {
  if (from.untyped || from.constant === null) return constant(to, null)
  const type =
    familyOf(to) === 'text' && to.collation === undefined && from.type.collation !== undefined
      ? { ...to, collation: from.type.collation }
      : to
  const known = knownValue(from, type, options)
  if (known) return known
  const sql = fit(from, type, convertSql(from, type, options), options)
  const nullable = from.nullable || options.lenient === true
  return {
    sql: options.lenient ? `TRY(${sql})` : sql,
    type,
    nullable,
    ...(from.name === undefined ? {} : { name: from.name }),
  }
}

function knownValue(from: Typed, to: SqlType, options: ConversionOptions): Typed | undefined {
  const value = from.constant
  if (value === undefined || value === null) return undefined
  if (familyOf(to) === 'variant') {
    return from.type.name === 'sql_variant' ? from : constant(to, { type: from.type, value })
  }
  if (typeof value !== 'string' || familyOf(from.type) !== 'text') return undefined
  if (familyOf(to) === 'binary' && options.style !== undefined && options.style > 0) {
    const hex = options.style === 1 ? value.replace(/^0x/i, '') : value
    return constant(to, new Uint8Array(Buffer.from(hex, 'hex')))
  }
  try {
    const result = textValue(value, from.type, to)
    if (result === undefined) return undefined
    const converted = constant(to, result)
    // What has a length still has to be cut or padded.
    return familyOf(to) === 'binary' ? { ...converted, sql: fit(from, to, converted.sql, options) } : converted
  } catch (error) {
    if (options.lenient && error instanceof SqlError) return constant(to, null)
    throw error
  }
}

function convertSql(from: Typed, to: SqlType, options: ConversionOptions): string {
  const { sql, type } = from
  const source = familyOf(type)
  const duck = duckType(to)
  if (source === 'variant' && !['text', 'binary', 'variant'].includes(familyOf(to))) {
    const text = { sql: `variant_text(${sql})`, type: { name: 'nvarchar' as const, length: 4000 }, nullable: true }
    return convertSql(text, to, options)
  }
  switch (familyOf(to)) {
    case 'bit':
      if (source === 'bit') return sql
      if (source === 'integer' || source === 'exact' || source === 'approximate') return `(${sql} <> 0)`
      if (source === 'text')
        return `(CASE lower(trim(${sql})) WHEN 'true' THEN true WHEN 'false' THEN false ELSE CAST(${sql} AS INTEGER) <> 0 END)`
      break
    case 'integer':
      if (source === 'bit' || source === 'integer') return `CAST(${sql} AS ${duck})`
      if (type.name === 'money' || type.name === 'smallmoney') return `CAST(${sql} AS ${duck})`
      if (source === 'exact' || source === 'approximate') return `CAST(trunc(${sql}) AS ${duck})`
      if (source === 'text') return `CAST(CASE WHEN trim(${sql}) = '' THEN '0' ELSE trim(${sql}) END AS ${duck})`
      if (source === 'binary') return `CAST(blob_bigint(${sql}) AS ${duck})`
      if (type.name === 'datetime') return `CAST(${sql} // 25920000 AS ${duck})`
      break
    case 'exact':
    case 'approximate':
      if (source === 'bit') return `CAST(CAST(${sql} AS INTEGER) AS ${duck})`
      if (source === 'integer' || source === 'exact' || source === 'approximate') return `CAST(${sql} AS ${duck})`
      if (source === 'text') return `CAST(trim(${sql}) AS ${duck})`
      if (type.name === 'datetime') return `CAST(CAST(${sql} AS DOUBLE) / 25920000 AS ${duck})`
      break
    case 'date':
    case 'time':
    case 'moment':
    case 'offset':
      return fromTicks(ticksSql(from, to), from, to)
    case 'text':
      return textSql(from, to, options.style)
    case 'binary':
      return binarySql(from, to)
    case 'guid':
      if (source === 'guid') return sql
      if (source === 'text') return `text_guid(${sql})`
      if (source === 'binary')
        return `(SELECT unhex(substr(h,21,12) || substr(h,17,4) || substr(h,13,4) || substr(h,9,4) || substr(h,1,8)) FROM (SELECT hex(${sql}) AS h))`
      break
    case 'variant':
      if (source === 'variant') return sql
      throw new SqlError(
        50000,
        `The stand-in makes a sql_variant only of a literal or a variable, not of an expression of type ${typeName(type)}.`,
      )
    case 'udt':
      if (source === 'udt' && type.udt === to.udt) return sql
      break
  }
  throw refused(type, to, options.mode)
}

function binarySql({ sql, type }: Typed, to: SqlType): string {
  switch (familyOf(type)) {
    case 'binary':
      return sql
    case 'integer': {
      const bytes = to.name === 'timestamp' ? 8 : maxLength(type)
      const own = `bigint_blob(${sql}, ${bytes})`
      // Numbers are padded on the left.
      return to.name === 'binary' && typeof to.length === 'number'
        ? `unhex(right(repeat('00', ${to.length}) || hex(${own}), ${2 * to.length}))`
        : own
    }
    case 'bit':
      return `bigint_blob(CAST(${sql} AS INTEGER), 1)`
    case 'guid':
      return `(SELECT unhex(substr(h,25,8) || substr(h,21,4) || substr(h,17,4) || substr(h,13,4) || substr(h,1,12)) FROM (SELECT hex(${sql}) AS h))`
    case 'text':
      if (isUnicode(type))
        throw new SqlError(
          50000,
          `The stand-in turns ${typeName(type)} into ${typeName(to)} only for literals and variables.`,
        )
      return `encode(${sql})`
    case 'udt':
      return `(${sql}).bytes`
    case 'variant':
      return `variant_binary(${sql})`
    default:
      throw refused(type, to, 'explicit')
  }
}

/** Cuts or refuses what is too long, pads what is too short. */
function fit(from: Typed, to: SqlType, sql: string, { mode, where }: ConversionOptions): string {
  const text = familyOf(to) === 'text'
  const length = to.name === 'timestamp' ? 8 : to.length
  if (!(text || familyOf(to) === 'binary') || typeof length !== 'number') return sql
  const alike =
    familyOf(from.type) === familyOf(to) && typeof from.type.length === 'number' && from.type.length <= length
  let fitted = sql
  if (!alike) {
    const size = text ? `utf16_length(${sql})` : `octet_length(${sql})`
    const cut = text ? `left(${sql}, ${length})` : `unhex(left(hex(${sql}), ${2 * length}))`
    // Trailing spaces and zeros beyond the end are cut without a word.
    const beyond = text ? `utf16_length(rtrim(${sql}, ' '))` : size
    fitted =
      mode === 'assign'
        ? `(CASE WHEN ${beyond} > ${length} THEN ${raise(2628, `String or binary data would be truncated in ${where ?? 'a column'}. Truncated value: '`, text ? `${cut} || '''.'` : "'''.'")} WHEN ${size} > ${length} THEN ${cut} ELSE ${sql} END)`
        : `(CASE WHEN ${size} > ${length} THEN ${cut} ELSE ${sql} END)`
  }
  if (!isPadded(to) || (alike && from.type.name === to.name && from.type.length === length && isPadded(from.type)))
    return fitted
  return text ? `rpad(${fitted}, ${length}, ' ')` : `unhex(rpad(hex(${fitted}), ${2 * length}, '0'))`
}

/** The numeric type of a value that takes part in arithmetic with a decimal. */
export function asDecimal(type: SqlType): SqlType {
  const { precision, scale } = decimalShape(type)
  return { name: 'decimal', precision, scale }
}
