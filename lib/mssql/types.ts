/** The numbers of the wire: tokens, [MS-TDS] 2.2.4, types of columns and how their values are laid out, 2.2.5.4. */

export const TOKEN = {
  OFFSET: 0x78,
  RETURNSTATUS: 0x79,
  COLMETADATA: 0x81,
  TABNAME: 0xa4,
  COLINFO: 0xa5,
  ORDER: 0xa9,
  ERROR: 0xaa,
  INFO: 0xab,
  RETURNVALUE: 0xac,
  LOGINACK: 0xad,
  FEATUREEXTACK: 0xae,
  ROW: 0xd1,
  NBCROW: 0xd2,
  ENVCHANGE: 0xe3,
  SESSIONSTATE: 0xe4,
  SSPI: 0xed,
  FEDAUTHINFO: 0xee,
  DONE: 0xfd,
  DONEPROC: 0xfe,
  DONEINPROC: 0xff,
} as const

export const TYPE = {
  NULL: 0x1f,
  IMAGE: 0x22,
  TEXT: 0x23,
  GUID: 0x24,
  INTN: 0x26,
  DATE: 0x28,
  TIME: 0x29,
  DATETIME2: 0x2a,
  DATETIMEOFFSET: 0x2b,
  INT1: 0x30,
  BIT: 0x32,
  INT2: 0x34,
  INT4: 0x38,
  DATETIM4: 0x3a,
  FLT4: 0x3b,
  MONEY: 0x3c,
  DATETIME: 0x3d,
  FLT8: 0x3e,
  SSVARIANT: 0x62,
  NTEXT: 0x63,
  BITN: 0x68,
  DECIMALN: 0x6a,
  NUMERICN: 0x6c,
  FLTN: 0x6d,
  MONEYN: 0x6e,
  DATETIMN: 0x6f,
  MONEY4: 0x7a,
  INT8: 0x7f,
  BIGVARBIN: 0xa5,
  BIGVARCHR: 0xa7,
  BIGBINARY: 0xad,
  BIGCHAR: 0xaf,
  NVARCHAR: 0xe7,
  NCHAR: 0xef,
  UDT: 0xf0,
  XML: 0xf1,
} as const

/** Where the end of a value is told, [MS-TDS] 2.2.5.4. */
export const LAYOUT = {
  /** As many bytes as the type says; never NULL. */
  FIXED: 0,
  /** One length byte that is 0 (NULL) or the width of the type. */
  EXACT: 1,
  /** One length byte, 0 = NULL. */
  BYTE: 2,
  /** Two length bytes, 0xFFFF = NULL. */
  SHORT: 3,
  /** Partially length-prefixed: chunks until an empty one. */
  PLP: 4,
  /** Text pointer, timestamp and four length bytes. */
  TEXT: 5,
  /** Four length bytes, 0 = NULL (sql_variant). */
  LONG: 6,
} as const
export type Layout = (typeof LAYOUT)[keyof typeof LAYOUT]

/** `TdsColumn.length` of varchar(max), nvarchar(max), varbinary(max) and xml. */
export const PLP_LENGTH = 0xffff

/** How values of this type are laid out, or null for a type that is not known. */
export function layoutOf(type: number, length: number): Layout | null {
  switch (type) {
    case TYPE.NULL:
    case TYPE.INT1:
    case TYPE.BIT:
    case TYPE.INT2:
    case TYPE.INT4:
    case TYPE.INT8:
    case TYPE.FLT4:
    case TYPE.FLT8:
    case TYPE.MONEY:
    case TYPE.MONEY4:
    case TYPE.DATETIME:
    case TYPE.DATETIM4:
      return LAYOUT.FIXED
    case TYPE.GUID:
    case TYPE.INTN:
    case TYPE.BITN:
    case TYPE.FLTN:
    case TYPE.MONEYN:
    case TYPE.DATETIMN:
    case TYPE.DATE:
      return LAYOUT.EXACT
    // Real servers send widths of their own choice here, so each value's length byte is obeyed.
    case TYPE.TIME:
    case TYPE.DATETIME2:
    case TYPE.DATETIMEOFFSET:
    case TYPE.DECIMALN:
    case TYPE.NUMERICN:
      return LAYOUT.BYTE
    case TYPE.BIGVARBIN:
    case TYPE.BIGVARCHR:
    case TYPE.BIGBINARY:
    case TYPE.BIGCHAR:
    case TYPE.NVARCHAR:
    case TYPE.NCHAR:
      return length === PLP_LENGTH ? LAYOUT.PLP : LAYOUT.SHORT
    case TYPE.XML:
    case TYPE.UDT:
      return LAYOUT.PLP
    case TYPE.TEXT:
    case TYPE.NTEXT:
    case TYPE.IMAGE:
      return LAYOUT.TEXT
    case TYPE.SSVARIANT:
      return LAYOUT.LONG
    default:
      return null
  }
}

/** Bytes of a value of a fixed type, or null for the others. */
export function fixedWidth(type: number): number | null {
  switch (type) {
    case TYPE.NULL:
      return 0
    case TYPE.INT1:
    case TYPE.BIT:
      return 1
    case TYPE.INT2:
      return 2
    case TYPE.INT4:
    case TYPE.FLT4:
    case TYPE.MONEY4:
    case TYPE.DATETIM4:
      return 4
    case TYPE.INT8:
    case TYPE.FLT8:
    case TYPE.MONEY:
    case TYPE.DATETIME:
      return 8
    default:
      return null
  }
}

/** Bytes that the time of day takes with `scale` digits, [MS-TDS] 2.2.5.5.1.8. */
export function timeWidth(scale: number): number {
  return scale <= 2 ? 3 : scale <= 4 ? 4 : 5
}
