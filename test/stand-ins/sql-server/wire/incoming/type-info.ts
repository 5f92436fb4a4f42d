/** TYPE_INFO as clients send it, [MS-TDS] 2.2.5.6: of a parameter, or of a column of a bulk load. */
import type { ByteReader } from '../byte-reader.ts'
import { TYPE } from '../type-info.ts'
import { byteLength, fixed, type Incoming, UnsupportedType } from './incoming.ts'
import { date, datetime, temporal } from './moments.ts'
import { decimal, float, integer, money } from './numbers.ts'
import { guidText, long, type Place, sized, xml } from './texts.ts'
import { variant } from './variant.ts'

const BIT = { name: 'bit' } as const

/** @throws {UnsupportedType} for user-defined types and tables. */
export function readTypeInfo(reader: ByteReader, place: Place): Incoming {
  const id = reader.u8()
  switch (id) {
    case TYPE.NULL:
      return fixed({ name: 'nvarchar', length: 1 }, 0, () => null)
    case TYPE.BIT:
      return fixed(BIT, 1, r => r.u8() !== 0)
    case TYPE.BITN:
      reader.u8()
      return byteLength(BIT, [1], r => r.u8() !== 0)
    case TYPE.INT1:
      return integer(1, false)
    case TYPE.INT2:
      return integer(2, false)
    case TYPE.INT4:
      return integer(4, false)
    case TYPE.INT8:
      return integer(8, false)
    case TYPE.INTN:
      return integer(reader.u8(), true)
    case TYPE.FLT4:
    case TYPE.FLT8:
      return float(id === TYPE.FLT4 ? 4 : 8, false)
    case TYPE.FLTN:
      return float(reader.u8(), true)
    case TYPE.MONEY4:
    case TYPE.MONEY:
      return money(id === TYPE.MONEY4 ? 4 : 8, false)
    case TYPE.MONEYN:
      return money(reader.u8(), true)
    case TYPE.DATETIM4:
    case TYPE.DATETIME:
      return datetime(id === TYPE.DATETIM4 ? 4 : 8, false)
    case TYPE.DATETIMN:
      return datetime(reader.u8(), true)
    case TYPE.DECIMALN:
    case TYPE.NUMERICN:
      reader.u8()
      return decimal(id === TYPE.DECIMALN ? 'decimal' : 'numeric', reader.u8(), reader.u8())
    case TYPE.GUID:
      reader.u8()
      return byteLength({ name: 'uniqueidentifier' }, [16], r => guidText(r.raw(16)))
    case TYPE.DATEN:
      return date()
    case TYPE.TIMEN:
    case TYPE.DATETIME2N:
    case TYPE.DATETIMEOFFSETN:
      return temporal(id, reader.u8())
    case TYPE.BIGVARCHAR:
    case TYPE.BIGCHAR:
    case TYPE.NVARCHAR:
    case TYPE.NCHAR:
    case TYPE.BIGVARBINARY:
    case TYPE.BIGBINARY:
      return sized(reader, id)
    case TYPE.TEXT:
    case TYPE.NTEXT:
    case TYPE.IMAGE:
      return long(reader, id, place)
    case TYPE.XML:
      if (reader.u8() !== 0) throw new UnsupportedType('xml with a schema collection')
      return xml()
    case TYPE.VARIANT:
      return variant(reader)
    default:
      throw new UnsupportedType(`type 0x${id.toString(16)}, which the stand-in cannot read`)
  }
}
