/** COLMETADATA, [MS-TDS] 2.2.7.4, and TYPE_INFO, 2.2.5.6. */
import { HomeError } from '../../../errors.ts'
import { fixedWidth, PLP_LENGTH, TYPE, timeWidth } from '../../../mssql/types.ts'
import { codepageOf } from './collation.ts'
import type { TdsColumn } from './column.ts'
import { Cursor } from './cursor.ts'
import type { Input } from './input.ts'

/** Column count that says: no metadata, the request asked for none or there are no columns. */
const NO_METADATA = 0xffff
const NULLABLE = 0x0001

export interface Metadata {
  columns: TdsColumn[]
  /** Where the token ends. */
  end: number
}

/** The columns of the COLMETADATA token whose type byte is at `at`; null while some of it has not arrived. */
export function readMetadata(input: Input, at: number): Metadata | null {
  const cursor = new Cursor(input, at + 1)
  const count = cursor.uint16()
  const columns: TdsColumn[] = []
  if (count !== NO_METADATA) {
    for (let i = 0; i < count && !cursor.short; i++) {
      cursor.skip(4) // user type
      const nullable = (cursor.uint16() & NULLABLE) !== 0
      const info = readTypeInfo(cursor, `Column ${i + 1}`)
      if (info.type === TYPE.TEXT || info.type === TYPE.NTEXT || info.type === TYPE.IMAGE) {
        for (let parts = cursor.uint8(); parts > 0; parts--) cursor.usVarchar() // table name
      }
      columns.push({ name: cursor.bVarchar(), nullable, ...info })
    }
  }
  return cursor.short ? null : { columns, end: cursor.at }
}

/** A type with its length, precision, scale, collation; `what` names its owner in the error for a type that is not known. */
export function readTypeInfo(cursor: Cursor, what: string): Omit<TdsColumn, 'name' | 'nullable'> {
  const type = cursor.uint8()
  const width = fixedWidth(type)
  // While bytes are missing, anything is as good as anything: the caller throws it away.
  if (width !== null || cursor.short) return { type, length: width ?? 0 }
  switch (type) {
    case TYPE.GUID:
    case TYPE.INTN:
    case TYPE.BITN:
    case TYPE.FLTN:
    case TYPE.MONEYN:
    case TYPE.DATETIMN:
      return { type, length: cursor.uint8() }
    case TYPE.DECIMALN:
    case TYPE.NUMERICN:
      return { type, length: cursor.uint8(), precision: cursor.uint8(), scale: cursor.uint8() }
    case TYPE.DATE:
      return { type, length: 3 }
    case TYPE.TIME:
    case TYPE.DATETIME2:
    case TYPE.DATETIMEOFFSET: {
      const scale = cursor.uint8()
      const more = type === TYPE.TIME ? 0 : type === TYPE.DATETIME2 ? 3 : 5
      return { type, length: timeWidth(scale) + more, scale }
    }
    case TYPE.BIGVARBIN:
    case TYPE.BIGBINARY:
      return { type, length: cursor.uint16() }
    case TYPE.BIGVARCHR:
    case TYPE.BIGCHAR:
      return { type, length: cursor.uint16(), ...readCodepage(cursor) }
    case TYPE.NVARCHAR:
    case TYPE.NCHAR: {
      const length = cursor.uint16()
      cursor.skip(5) // collation: of no use for UTF-16
      return { type, length }
    }
    case TYPE.TEXT:
      return { type, length: cursor.uint32(), ...readCodepage(cursor) }
    case TYPE.NTEXT: {
      const length = cursor.uint32()
      cursor.skip(5)
      return { type, length }
    }
    case TYPE.IMAGE:
    case TYPE.SSVARIANT:
      return { type, length: cursor.uint32() }
    case TYPE.XML:
      if (cursor.uint8() === 1) {
        cursor.bVarchar() // database
        cursor.bVarchar() // schema
        cursor.usVarchar() // collection
      }
      return { type, length: PLP_LENGTH }
    case TYPE.UDT: {
      cursor.skip(2) // the most bytes: 0xFFFF or less, sent as PLP either way
      cursor.bVarchar() // database
      cursor.bVarchar() // schema
      const udt = cursor.bVarchar()
      cursor.usVarchar() // assembly
      return { type, length: PLP_LENGTH, udt }
    }
    default:
      throw new HomeError(
        'TYPE_NOT_SUPPORTED',
        `${what} of the result has the unknown TDS type 0x${type.toString(16)}.`,
        {
          advice: 'Name the columns to read without it, or convert it in a query: CAST(… AS nvarchar(max)).',
          facts: { type },
        },
      )
  }
}

function readCodepage(cursor: Cursor): { codepage?: string } {
  const codepage = codepageOf(cursor.uint32(), cursor.uint8())
  return codepage === null ? {} : { codepage }
}
