/** sql_variant as clients send it, [MS-TDS] 2.2.5.5.4: length, base type, properties, the value without a length of its own. */
import iconv from 'iconv-lite'
import type { SqlType, SqlValue } from '../../types.ts'
import { ByteReader } from '../byte-reader.ts'
import { codepageOf } from '../collation.ts'
import { TYPE } from '../type-info.ts'
import { type Incoming, InvalidValue } from './incoming.ts'
import * as moments from './moments.ts'
import { float, integer, money, readDecimal } from './numbers.ts'
import { copied, guidText, ucs2Text } from './texts.ts'

const SIZE = 8009

export function variant(reader: ByteReader): Incoming {
  reader.u32()
  return { type: { name: 'sql_variant' }, frame: 'variant', size: SIZE, read: readVariant }
}

function readVariant(reader: ByteReader): SqlValue {
  const length = reader.u32()
  if (length === 0) return null
  const body = new ByteReader(reader.raw(length))
  const id = body.u8()
  const properties = new ByteReader(body.raw(body.u8()))
  const found = valueIn(id, properties, body)
  if (body.left > 0) throw new InvalidValue(`${body.left} bytes after a sql_variant's value`)
  return found
}

/** Base types whose values have one size and no properties. */
const PLAIN: ReadonlyMap<number, Incoming> = new Map([
  [TYPE.INT1, integer(1, false)],
  [TYPE.INT2, integer(2, false)],
  [TYPE.INT4, integer(4, false)],
  [TYPE.INT8, integer(8, false)],
  [TYPE.FLT4, float(4, false)],
  [TYPE.FLT8, float(8, false)],
  [TYPE.MONEY4, money(4, false)],
  [TYPE.MONEY, money(8, false)],
  [TYPE.DATETIM4, moments.datetime(4, false)],
  [TYPE.DATETIME, moments.datetime(8, false)],
])

function valueIn(id: number, properties: ByteReader, body: ByteReader): { type: SqlType; value: SqlValue } {
  const plain = PLAIN.get(id)
  if (plain) return { type: plain.type, value: plain.read(body) }
  switch (id) {
    case TYPE.BIT:
      return { type: { name: 'bit' }, value: body.u8() !== 0 }
    case TYPE.GUID:
      return { type: { name: 'uniqueidentifier' }, value: guidText(body.raw(16)) }
    case TYPE.DATEN:
      return { type: { name: 'date' }, value: moments.readDate(body) }
    case TYPE.TIMEN:
    case TYPE.DATETIME2N:
    case TYPE.DATETIMEOFFSETN: {
      const scale = properties.u8()
      const { type } = moments.temporal(id, scale)
      if (id === TYPE.TIMEN) return { type, value: moments.readTime(body, scale) }
      return {
        type,
        value: id === TYPE.DATETIME2N ? moments.readInstant(body, scale) : moments.readOffset(body, scale),
      }
    }
    case TYPE.DECIMALN:
    case TYPE.NUMERICN: {
      const [precision, scale] = [properties.u8(), properties.u8()]
      const type: SqlType = { name: id === TYPE.DECIMALN ? 'decimal' : 'numeric', precision, scale }
      return { type, value: readDecimal(body, body.left) }
    }
    case TYPE.BIGBINARY:
    case TYPE.BIGVARBINARY: {
      const type: SqlType = { name: id === TYPE.BIGBINARY ? 'binary' : 'varbinary', length: properties.u16() }
      return { type, value: copied(body.raw(body.left)) }
    }
    case TYPE.BIGCHAR:
    case TYPE.BIGVARCHAR: {
      const codepage = codepageOf(properties.raw(5))
      const type: SqlType = { name: id === TYPE.BIGCHAR ? 'char' : 'varchar', length: properties.u16() }
      return { type, value: iconv.decode(body.raw(body.left), codepage) }
    }
    case TYPE.NCHAR:
    case TYPE.NVARCHAR: {
      properties.raw(5)
      const type: SqlType = { name: id === TYPE.NCHAR ? 'nchar' : 'nvarchar', length: properties.u16() / 2 }
      return { type, value: ucs2Text(body.raw(body.left)) }
    }
    default:
      throw new InvalidValue(`base type 0x${id.toString(16)} of a sql_variant`)
  }
}
