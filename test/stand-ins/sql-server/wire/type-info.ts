import type { SqlColumn, SqlType } from '../types.ts'
import { type Collation, collationOf } from './collation.ts'

/**
 * How the value of a column is framed: `fixed` has no length, `byte` one byte of length (0 = NULL), `short` two (0xFFFF = NULL),
 * `plp` partially length-prefixed chunks, `text` a text pointer and four bytes, `variant` four bytes (0 = NULL).
 */
export type Frame = 'fixed' | 'byte' | 'short' | 'plp' | 'text' | 'variant'

/** TYPE_INFO of one column, [MS-TDS] 2.2.5.6. */
export interface TypeInfo {
  id: number
  frame: Frame
  /** Bytes of the longest value; 0xFFFF for PLP. */
  size: number
  precision: number
  scale: number
  collation: Collation | null
  /** UserType of COLMETADATA: 0x50 marks rowversion. */
  userType: number
}

/** Type bytes, [MS-TDS] 2.2.5.4; shared by results and parameters. */
export const TYPE = {
  NULL: 0x1f,
  INT1: 0x30,
  BIT: 0x32,
  INT2: 0x34,
  INT4: 0x38,
  DATETIM4: 0x3a,
  FLT4: 0x3b,
  MONEY: 0x3c,
  DATETIME: 0x3d,
  FLT8: 0x3e,
  MONEY4: 0x7a,
  INT8: 0x7f,
  GUID: 0x24,
  INTN: 0x26,
  BITN: 0x68,
  DECIMALN: 0x6a,
  NUMERICN: 0x6c,
  FLTN: 0x6d,
  MONEYN: 0x6e,
  DATETIMN: 0x6f,
  DATEN: 0x28,
  TIMEN: 0x29,
  DATETIME2N: 0x2a,
  DATETIMEOFFSETN: 0x2b,
  BIGVARBINARY: 0xa5,
  BIGVARCHAR: 0xa7,
  BIGBINARY: 0xad,
  BIGCHAR: 0xaf,
  NVARCHAR: 0xe7,
  NCHAR: 0xef,
  XML: 0xf1,
  UDT: 0xf0,
  TVP: 0xf3,
  TEXT: 0x23,
  IMAGE: 0x22,
  NTEXT: 0x63,
  VARIANT: 0x62,
} as const

const ROWVERSION_USER_TYPE = 0x50
const PLP_SIZE = 0xffff

/** Bytes of a decimal's sign and magnitude by its precision, [MS-TDS] 2.2.5.5.1.6. */
export function decimalBytes(precision: number): number {
  return precision <= 9 ? 5 : precision <= 19 ? 9 : precision <= 28 ? 13 : 17
}

/** Bytes of a time of day by its scale, [MS-TDS] 2.2.5.5.1.8. */
export function timeBytes(scale: number): number {
  return scale <= 2 ? 3 : scale <= 4 ? 4 : 5
}

/** What a real server announces for a column: fixed-length types for NOT NULL numbers, their nullable forms otherwise. */
export function typeInfoOf({ name, type, nullable }: SqlColumn): TypeInfo {
  try {
    return typeInfo(type, nullable)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new RangeError(`column "${name}": ${reason}`, { cause })
  }
}

function typeInfo(type: SqlType, nullable: boolean): TypeInfo {
  switch (type.name) {
    case 'bit':
      return number(nullable, TYPE.BITN, TYPE.BIT, 1)
    case 'tinyint':
      return number(nullable, TYPE.INTN, TYPE.INT1, 1)
    case 'smallint':
      return number(nullable, TYPE.INTN, TYPE.INT2, 2)
    case 'int':
      return number(nullable, TYPE.INTN, TYPE.INT4, 4)
    case 'bigint':
      return number(nullable, TYPE.INTN, TYPE.INT8, 8)
    case 'real':
      return number(nullable, TYPE.FLTN, TYPE.FLT4, 4)
    case 'float':
      return number(nullable, TYPE.FLTN, TYPE.FLT8, 8)
    case 'smallmoney':
      return number(nullable, TYPE.MONEYN, TYPE.MONEY4, 4)
    case 'money':
      return number(nullable, TYPE.MONEYN, TYPE.MONEY, 8)
    case 'smalldatetime':
      return number(nullable, TYPE.DATETIMN, TYPE.DATETIM4, 4)
    case 'datetime':
      return number(nullable, TYPE.DATETIMN, TYPE.DATETIME, 8)
    case 'decimal':
      return decimal(TYPE.DECIMALN, type)
    case 'numeric':
      return decimal(TYPE.NUMERICN, type)
    case 'date':
      return info(TYPE.DATEN, 'byte', 3)
    case 'time':
      return temporal(TYPE.TIMEN, type, 0)
    case 'datetime2':
      return temporal(TYPE.DATETIME2N, type, 3)
    case 'datetimeoffset':
      return temporal(TYPE.DATETIMEOFFSETN, type, 5)
    case 'uniqueidentifier':
      return info(TYPE.GUID, 'byte', 16)
    case 'char':
      return { ...sized(TYPE.BIGCHAR, type, 1), collation: collationOf(type.collation) }
    case 'varchar':
      return { ...sized(TYPE.BIGVARCHAR, type, 1), collation: collationOf(type.collation) }
    case 'nchar':
      return { ...sized(TYPE.NCHAR, type, 2), collation: collationOf(type.collation) }
    case 'nvarchar':
      return { ...sized(TYPE.NVARCHAR, type, 2), collation: collationOf(type.collation) }
    case 'binary':
      return sized(TYPE.BIGBINARY, type, 1)
    case 'varbinary':
      return sized(TYPE.BIGVARBINARY, type, 1)
    case 'timestamp':
      return { ...info(TYPE.BIGBINARY, 'short', 8), userType: ROWVERSION_USER_TYPE }
    case 'text':
      return { ...info(TYPE.TEXT, 'text', 0x7fffffff), collation: collationOf(type.collation) }
    case 'ntext':
      return { ...info(TYPE.NTEXT, 'text', 0x7ffffffe), collation: collationOf(type.collation) }
    case 'image':
      return info(TYPE.IMAGE, 'text', 0x7fffffff)
    case 'xml':
      return info(TYPE.XML, 'plp', PLP_SIZE)
    case 'udt':
      return info(TYPE.UDT, 'plp', PLP_SIZE)
    case 'sql_variant':
      return info(TYPE.VARIANT, 'variant', 8009)
    default:
      throw new RangeError(`"${String(type.name satisfies never)}" is no SQL Server type`)
  }
}

function info(id: number, frame: Frame, size: number): TypeInfo {
  return { id, frame, size, precision: 0, scale: 0, collation: null, userType: 0 }
}

function number(nullable: boolean, nullableId: number, fixedId: number, size: number): TypeInfo {
  return nullable ? info(nullableId, 'byte', size) : info(fixedId, 'fixed', size)
}

function decimal(id: number, { precision = 18, scale = 0 }: SqlType): TypeInfo {
  if (precision < 1 || precision > 38 || scale < 0 || scale > precision) {
    throw new RangeError(`decimal(${precision},${scale}): precision goes from 1 to 38, scale from 0 to the precision`)
  }
  return { ...info(id, 'byte', decimalBytes(precision)), precision, scale }
}

function temporal(id: number, { name, scale = 7 }: SqlType, more: number): TypeInfo {
  if (scale < 0 || scale > 7) throw new RangeError(`${name}(${scale}): the scale goes from 0 to 7`)
  return { ...info(id, 'byte', timeBytes(scale) + more), scale }
}

function sized(id: number, { name, length = 1 }: SqlType, unit: 1 | 2): TypeInfo {
  const varying = id === TYPE.BIGVARCHAR || id === TYPE.NVARCHAR || id === TYPE.BIGVARBINARY
  if (length === 'max') {
    if (!varying) throw new RangeError(`${name}(max): only varchar, nvarchar and varbinary have max`)
    return info(id, 'plp', PLP_SIZE)
  }
  const size = length * unit
  if (!(size >= 1 && size <= 8000)) throw new RangeError(`${name}(${length}): the length goes from 1 to ${8000 / unit}`)
  return info(id, 'short', size)
}
