/**
 * How SQL Server values lie in DuckDB: always in the unit of the wire, as something DuckDB compares and sorts as SQL Server would.
 * Dates and times are whole numbers (days, 100 ns ticks, 1/300 s), so year 1, year 9999 and the seventh digit are exact and comparisons
 * are integer comparisons; the translator turns literals and parameters into the same unit. Decimals and money are DECIMAL.
 * uniqueidentifier is a BLOB in the order in which SQL Server compares GUIDs. datetimeoffset is STRUCT(t, o): UTC ticks and offset.
 * CLR types and sql_variant are STRUCT(text, bytes): what ToString() or CONVERT gives, and the value itself.
 */
import { SqlError, type SqlType, type SqlValue } from '../../types.ts'
import { decimalShape, familyOf } from './sql-type.ts'
import { udtText } from './udt.ts'
import { valueText } from './value-text.ts'

export function duckType(type: SqlType): string {
  switch (type.name) {
    case 'bit':
      return 'BOOLEAN'
    case 'tinyint':
      return 'UTINYINT'
    case 'smallint':
      return 'SMALLINT'
    case 'int':
    case 'date':
    case 'smalldatetime':
      return 'INTEGER'
    case 'bigint':
    case 'time':
    case 'datetime':
    case 'datetime2':
      return 'BIGINT'
    case 'real':
      return 'FLOAT'
    case 'float':
      return 'DOUBLE'
    case 'decimal':
    case 'numeric':
    case 'money':
    case 'smallmoney': {
      const { precision, scale } = decimalShape(type)
      return `DECIMAL(${precision},${scale})`
    }
    case 'datetimeoffset':
      return 'STRUCT(t BIGINT, o SMALLINT)'
    case 'sql_variant':
    case 'udt':
      return 'STRUCT("text" VARCHAR, bytes BLOB)'
    default:
      return familyOf(type) === 'text' ? 'VARCHAR' : 'BLOB'
  }
}

export const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`
export const quoteText = (text: string): string => `'${text.replaceAll("'", "''")}'`

/**
 * DuckDB text is valid UTF-8, without NUL through its C API and without a byte order mark through its JavaScript decoder. NUL, U+FEFF at
 * the start and unpaired surrogates are therefore kept as characters of a reserved private range.
 */
const RESERVED_MARK = 0x10f7fe
const RESERVED_NUL = 0x10f7ff
const RESERVED_SURROGATES = 0x10f800
const RESERVED = /[\u{10f7fe}-\u{10ffff}]/gu
const ESCAPED = /^\ufeff|\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
/** The high surrogates of the reserved range, and what needs it: most text has none of them. */
const SUSPICIOUS = /[\0\udbfd-\udbff]|^\ufeff/

export function escapeText(text: string): string {
  if (text.isWellFormed() && !SUSPICIOUS.test(text)) return text
  if (text.search(RESERVED) !== -1) {
    throw new SqlError(
      50000,
      'The stand-in keeps the characters U+10F7FE to U+10FFFF for itself: choose others in test data.',
    )
  }
  return text.replace(ESCAPED, char => {
    const code = char.charCodeAt(0)
    if (code === 0xfeff) return String.fromCodePoint(RESERVED_MARK)
    return String.fromCodePoint(code === 0 ? RESERVED_NUL : RESERVED_SURROGATES + (code - 0xd800))
  })
}

export function unescapeText(text: string): string {
  if (!/[\udbfd-\udbff]/.test(text)) return text
  return text.replace(RESERVED, char => {
    const code = char.codePointAt(0)!
    if (code === RESERVED_MARK) return '\ufeff'
    return code === RESERVED_NUL ? '\0' : String.fromCharCode(code - RESERVED_SURROGATES + 0xd800)
  })
}

/** Where each byte of a GUID's 32 hex digits goes, most significant for SQL Server's comparison first. */
const GUID_ORDER = [10, 11, 12, 13, 14, 15, 8, 9, 7, 6, 5, 4, 3, 2, 1, 0]

export function guidBytes(text: string): Uint8Array {
  const bytes = Buffer.from(text.replaceAll('-', ''), 'hex')
  if (bytes.length !== 16)
    throw new SqlError(8169, 'Conversion failed when converting from a character string to uniqueidentifier.')
  const stored = new Uint8Array(16)
  for (let at = 0; at < 16; at++) stored[at] = bytes[GUID_ORDER[at]!]!
  return stored
}

export function guidText(stored: Uint8Array): string {
  const bytes = Buffer.alloc(16)
  for (const [index, from] of GUID_ORDER.entries()) bytes[from] = stored[index]!
  return bytes
    .toString('hex')
    .toUpperCase()
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

/** A sql_variant's type and value as bytes, so that it comes back exactly. */
export function variantBytes(variant: { type: SqlType; value: SqlValue }): Uint8Array {
  return Buffer.from(
    JSON.stringify(variant, (_, value: unknown) =>
      typeof value === 'bigint' ? { bigint: String(value) } : bytesToJson(value),
    ),
  )
}

export function variantOf(bytes: Uint8Array): { type: SqlType; value: SqlValue } {
  return JSON.parse(Buffer.from(bytes).toString(), (_, value: unknown) => {
    if (typeof value !== 'object' || value === null) return value
    if ('bigint' in value) return BigInt(value.bigint as string)
    return 'hex' in value ? new Uint8Array(Buffer.from(value.hex as string, 'hex')) : value
  }) as { type: SqlType; value: SqlValue }
}

function bytesToJson(value: unknown): unknown {
  if (value instanceof Uint8Array) return { hex: Buffer.from(value).toString('hex') }
  // Buffer has toJSON, which JSON.stringify applies before the replacer sees it.
  if (typeof value === 'object' && value !== null && 'type' in value && value.type === 'Buffer' && 'data' in value) {
    return { hex: Buffer.from(value.data as number[]).toString('hex') }
  }
  return value
}

/** What the struct of a CLR value or sql_variant holds. */
export function structParts(type: SqlType, value: SqlValue): { text: string; bytes: Uint8Array } {
  if (type.name === 'udt' && value instanceof Uint8Array) return { text: udtText(type.udt ?? '', value), bytes: value }
  if (type.name === 'sql_variant' && value !== null && typeof value === 'object' && 'type' in value) {
    return { text: valueText(value.type, value.value), bytes: variantBytes(value) }
  }
  throw new SqlError(206, `Operand type clash: ${typeof value} is incompatible with ${type.udt ?? type.name}`)
}

const blobLiteral = (bytes: Uint8Array): string => `unhex('${Buffer.from(bytes).toString('hex')}')`

/** A value as DuckDB SQL, typed. */
export function literal(type: SqlType, value: SqlValue): string {
  const duck = duckType(type)
  if (value === null) return `CAST(NULL AS ${duck})`
  switch (familyOf(type)) {
    case 'bit':
      return value ? 'true' : 'false'
    case 'exact': {
      const { precision, scale } = decimalShape(type)
      const digits = String(value)
        .replace('-', '')
        .padStart(scale + 1, '0')
      const text = `${String(value).startsWith('-') ? '-' : ''}${digits.slice(0, digits.length - scale)}.${digits.slice(digits.length - scale)}`
      return `CAST('${text}' AS DECIMAL(${precision},${scale}))`
    }
    case 'approximate':
      return `CAST('${Object.is(value, -0) ? '-0' : String(value)}' AS ${duck})`
    case 'text':
      return quoteText(escapeText(String(value)))
    case 'guid':
      return blobLiteral(guidBytes(String(value)))
    case 'binary':
      return blobLiteral(value as Uint8Array)
    case 'offset': {
      const { ticks, offset } = value as { ticks: bigint; offset: number }
      return `{'t': ${ticks}::BIGINT, 'o': ${offset}::SMALLINT}`
    }
    case 'variant':
    case 'udt': {
      const { text, bytes } = structParts(type, value)
      return `{'text': ${quoteText(escapeText(text))}, 'bytes': ${blobLiteral(bytes)}}`
    }
    default:
      return `CAST(${String(value)} AS ${duck})`
  }
}
