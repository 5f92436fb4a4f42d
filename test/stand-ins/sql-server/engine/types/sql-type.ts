/** SQL Server's type system as facts: names, families, precedence, and what its catalog says of a type. */
import { SqlError, type SqlType, type SqlTypeName } from '../../types.ts'

export type Family =
  | 'bit'
  | 'integer'
  | 'approximate'
  | 'exact'
  | 'date'
  | 'time'
  | 'moment' // datetime, smalldatetime, datetime2
  | 'offset' // datetimeoffset
  | 'text'
  | 'binary'
  | 'guid'
  | 'variant'
  | 'udt'

interface Facts {
  family: Family
  /** system_type_id of sys.types. */
  id: number
  /** TDS type byte of the nullable and of the NOT NULL form ([MS-TDS] 2.2.5.4). */
  tds: [nullable: number, fixed: number]
  /** Higher wins when two types meet ("Data type precedence"). */
  precedence: number
}

const FACTS: Record<SqlTypeName, Facts> = {
  bit: { family: 'bit', id: 104, tds: [104, 50], precedence: 12 },
  tinyint: { family: 'integer', id: 48, tds: [38, 48], precedence: 13 },
  smallint: { family: 'integer', id: 52, tds: [38, 52], precedence: 14 },
  int: { family: 'integer', id: 56, tds: [38, 56], precedence: 15 },
  bigint: { family: 'integer', id: 127, tds: [38, 127], precedence: 16 },
  smallmoney: { family: 'exact', id: 122, tds: [110, 122], precedence: 17 },
  money: { family: 'exact', id: 60, tds: [110, 60], precedence: 18 },
  numeric: { family: 'exact', id: 108, tds: [108, 108], precedence: 19 },
  decimal: { family: 'exact', id: 106, tds: [106, 106], precedence: 20 },
  real: { family: 'approximate', id: 59, tds: [109, 59], precedence: 21 },
  float: { family: 'approximate', id: 62, tds: [109, 62], precedence: 22 },
  time: { family: 'time', id: 41, tds: [41, 41], precedence: 23 },
  date: { family: 'date', id: 40, tds: [40, 40], precedence: 24 },
  smalldatetime: { family: 'moment', id: 58, tds: [111, 58], precedence: 25 },
  datetime: { family: 'moment', id: 61, tds: [111, 61], precedence: 26 },
  datetime2: { family: 'moment', id: 42, tds: [42, 42], precedence: 27 },
  datetimeoffset: { family: 'offset', id: 43, tds: [43, 43], precedence: 28 },
  char: { family: 'text', id: 175, tds: [175, 175], precedence: 3 },
  varchar: { family: 'text', id: 167, tds: [167, 167], precedence: 4 },
  nchar: { family: 'text', id: 239, tds: [239, 239], precedence: 5 },
  nvarchar: { family: 'text', id: 231, tds: [231, 231], precedence: 6 },
  text: { family: 'text', id: 35, tds: [35, 35], precedence: 10 },
  ntext: { family: 'text', id: 99, tds: [99, 99], precedence: 11 },
  xml: { family: 'text', id: 241, tds: [241, 241], precedence: 29 },
  binary: { family: 'binary', id: 173, tds: [173, 173], precedence: 1 },
  varbinary: { family: 'binary', id: 165, tds: [165, 165], precedence: 2 },
  uniqueidentifier: { family: 'guid', id: 36, tds: [36, 36], precedence: 7 },
  timestamp: { family: 'binary', id: 189, tds: [173, 173], precedence: 8 },
  image: { family: 'binary', id: 34, tds: [34, 34], precedence: 9 },
  sql_variant: { family: 'variant', id: 98, tds: [98, 98], precedence: 30 },
  udt: { family: 'udt', id: 240, tds: [240, 240], precedence: 31 },
}

export const UDT_IDS: Readonly<Record<string, number>> = { hierarchyid: 128, geometry: 129, geography: 130 }

export const familyOf = (type: SqlType): Family => FACTS[type.name].family
export const precedenceOf = (type: SqlType): number => FACTS[type.name].precedence
export const systemTypeId = (type: SqlType): number => FACTS[type.name].id
export const tdsTypeId = (type: SqlType, nullable: boolean): number => FACTS[type.name].tds[nullable ? 0 : 1]
export const userTypeId = (type: SqlType): number =>
  type.name === 'udt' ? (UDT_IDS[type.udt ?? ''] ?? 0) : systemTypeId(type)

export const isUnicode = (type: SqlType): boolean => ['nchar', 'nvarchar', 'ntext', 'xml'].includes(type.name)
export const isNumeric = (type: SqlType): boolean => ['bit', 'integer', 'approximate', 'exact'].includes(familyOf(type))
/** Types with a fixed length that pad what is shorter. */
export const isPadded = (type: SqlType): boolean => ['char', 'nchar', 'binary'].includes(type.name)

export const DEFAULT_COLLATION = 'SQL_Latin1_General_CP1_CI_AS'

/** Whether strings of this type compare without regard to case: the CI of a collation's name. */
export function ignoresCase(type: SqlType): boolean {
  return /_CI(_|$)/i.test(type.collation ?? DEFAULT_COLLATION)
}

/** `decimal(18,4)`, `nvarchar(40)`, `varchar(max)`: the type as sp_describe_first_result_set prints it. */
export function typeName(type: SqlType): string {
  switch (type.name) {
    case 'decimal':
    case 'numeric':
      return `${type.name}(${type.precision ?? 18},${type.scale ?? 0})`
    case 'time':
    case 'datetime2':
    case 'datetimeoffset':
      return `${type.name}(${type.scale ?? 7})`
    case 'char':
    case 'varchar':
    case 'nchar':
    case 'nvarchar':
    case 'binary':
    case 'varbinary':
      return `${type.name}(${type.length ?? 1})`
    case 'udt':
      return type.udt ?? 'udt'
    default:
      return type.name
  }
}

/** Precision and scale of exact numbers, of money and of the integers that meet them. */
export function decimalShape(type: SqlType): { precision: number; scale: number } {
  switch (type.name) {
    case 'decimal':
    case 'numeric':
      return { precision: type.precision ?? 18, scale: type.scale ?? 0 }
    case 'money':
      return { precision: 19, scale: 4 }
    case 'smallmoney':
      return { precision: 10, scale: 4 }
    case 'bigint':
      return { precision: 19, scale: 0 }
    case 'int':
      return { precision: 10, scale: 0 }
    case 'smallint':
      return { precision: 5, scale: 0 }
    case 'tinyint':
      return { precision: 3, scale: 0 }
    default:
      return { precision: 1, scale: 0 }
  }
}

const PARAMETERLESS: Readonly<Record<string, SqlType>> = {
  bit: { name: 'bit' },
  tinyint: { name: 'tinyint' },
  smallint: { name: 'smallint' },
  int: { name: 'int' },
  integer: { name: 'int' },
  bigint: { name: 'bigint' },
  real: { name: 'real' },
  money: { name: 'money' },
  smallmoney: { name: 'smallmoney' },
  date: { name: 'date' },
  datetime: { name: 'datetime' },
  smalldatetime: { name: 'smalldatetime' },
  text: { name: 'text' },
  ntext: { name: 'ntext' },
  image: { name: 'image' },
  timestamp: { name: 'timestamp' },
  rowversion: { name: 'timestamp' },
  uniqueidentifier: { name: 'uniqueidentifier' },
  sql_variant: { name: 'sql_variant' },
  xml: { name: 'xml' },
  sysname: { name: 'nvarchar', length: 128 },
  hierarchyid: { name: 'udt', udt: 'hierarchyid' },
  geography: { name: 'udt', udt: 'geography' },
  geometry: { name: 'udt', udt: 'geometry' },
}

const SYNONYMS: Readonly<Record<string, SqlTypeName>> = {
  dec: 'decimal',
  character: 'char',
  'character varying': 'varchar',
  'national character varying': 'nvarchar',
  'double precision': 'float',
}

/**
 * The type of a declaration, `name` without its arguments. `fallback` is the length of char and binary types without one: 1 in
 * declarations, 30 in CAST and CONVERT.
 * @throws {SqlError} 2715 for an unknown name, 1001, 1002 or 2716 for arguments it cannot have.
 */
export function typeOf(name: string, args: (number | 'max')[], fallback: 1 | 30 = 1): SqlType {
  const lower = name.toLowerCase()
  const simple = PARAMETERLESS[lower]
  if (simple) {
    if (args.length > 0)
      throw new SqlError(
        2716,
        `Column, parameter, or variable #1: Cannot specify a column width on data type ${lower}.`,
      )
    return { ...simple }
  }
  const known = SYNONYMS[lower] ?? lower
  const [first, second] = args
  switch (known) {
    case 'float':
      if (first === 'max' || (first !== undefined && (first < 1 || first > 53))) throw widthError(known, first)
      return { name: first !== undefined && first <= 24 ? 'real' : 'float' }
    case 'decimal':
    case 'numeric': {
      const precision = first ?? 18
      const scale = second ?? 0
      if (precision === 'max' || scale === 'max' || precision < 1 || precision > 38) throw widthError(known, precision)
      if (scale < 0 || scale > precision)
        throw new SqlError(192, 'The scale must be less than or equal to the precision.')
      return { name: known, precision, scale }
    }
    case 'time':
    case 'datetime2':
    case 'datetimeoffset': {
      const scale = first ?? 7
      if (scale === 'max' || scale < 0 || scale > 7)
        throw new SqlError(1002, `Line 1: Specified scale ${scale} is invalid.`, { class: 15 })
      return { name: known, scale }
    }
    case 'char':
    case 'varchar':
    case 'binary':
    case 'varbinary':
      return { name: known, length: lengthOf(known, first ?? fallback, 8000, known.startsWith('var')) }
    case 'nchar':
    case 'nvarchar':
      return { name: known, length: lengthOf(known, first ?? fallback, 4000, known === 'nvarchar') }
    default:
      throw new SqlError(2715, `Column, parameter, or variable #1: Cannot find data type ${name}.`)
  }
}

function lengthOf(name: string, length: number | 'max', most: number, max: boolean): number | 'max' {
  if (length === 'max' ? !max : length < 1 || length > most) throw widthError(name, length)
  return length
}

function widthError(name: string, width: number | 'max'): SqlError {
  return new SqlError(1001, `Line 1: Length or precision specification ${width} is invalid for data type ${name}.`, {
    class: 15,
  })
}
