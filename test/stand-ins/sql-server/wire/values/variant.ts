import type { SqlType, SqlValue } from '../../types.ts'
import { ByteWriter } from '../byte-writer.ts'
import { collationOf } from '../collation.ts'
import { TYPE, type TypeInfo, typeInfoOf } from '../type-info.ts'
import { type ValueEncoder, wrongForm } from './encoder.ts'
import { bigint, bit, float, integer, money, writeDecimal } from './number.ts'
import { writeGuid, writeUcs2 } from './text.ts'
import { datetime, smalldatetime, writeDate, writeDatetime2, writeDatetimeoffset, writeTime } from './time.ts'

const FIXED = -1

/** sql_variant, [MS-TDS] 2.2.5.5.4: length, base type, properties, and the value without a length of its own. */
export function variant(): ValueEncoder {
  const body = new ByteWriter(64)
  return (out, value) => {
    if (value === null || typeof value !== 'object' || !('type' in value)) wrongForm('{ type, value }', value)
    body.at = 0
    writeBody(body, value.type, value.value)
    out.u32(body.at)
    out.raw(body.written())
  }
}

function writeBody(out: ByteWriter, type: SqlType, value: SqlValue): void {
  const info = typeInfoOf({ name: 'sql_variant', type, nullable: false })
  out.u8(info.id)
  const properties = propertiesOf(info)
  out.u8(properties.length)
  out.raw(properties)
  switch (info.id) {
    case TYPE.DATEN:
      writeDate(out, value)
      break
    case TYPE.TIMEN:
      writeTime(out, value, info.scale)
      break
    case TYPE.DATETIME2N:
      writeDatetime2(out, value, info.scale)
      break
    case TYPE.DATETIMEOFFSETN:
      writeDatetimeoffset(out, value, info.scale)
      break
    case TYPE.DECIMALN:
    case TYPE.NUMERICN:
      if (typeof value !== 'bigint') wrongForm('the unscaled bigint', value)
      writeDecimal(out, value, info.size)
      break
    case TYPE.BIGBINARY:
    case TYPE.BIGVARBINARY:
      if (!(value instanceof Uint8Array)) wrongForm('a Uint8Array', value)
      out.raw(value)
      break
    case TYPE.GUID:
    case TYPE.NCHAR:
    case TYPE.NVARCHAR:
    case TYPE.BIGCHAR:
    case TYPE.BIGVARCHAR:
      if (typeof value !== 'string') wrongForm('a string', value)
      if (info.id === TYPE.GUID) writeGuid(out, value)
      else if (info.id === TYPE.NCHAR || info.id === TYPE.NVARCHAR) writeUcs2(out, value)
      else out.raw(collationOf(type.collation).encode(value))
      break
    default:
      fixedEncoder(type)(out, value)
  }
}

/** What stands between the base type and the value: scale, precision and scale, length, or collation and length. */
function propertiesOf({ id, frame, precision, scale, size, collation }: TypeInfo): Uint8Array {
  if (id === TYPE.TIMEN || id === TYPE.DATETIME2N || id === TYPE.DATETIMEOFFSETN) return Uint8Array.of(scale)
  if (id === TYPE.DECIMALN || id === TYPE.NUMERICN) return Uint8Array.of(precision, scale)
  if (frame !== 'short') return new Uint8Array(0)
  return Uint8Array.of(...(collation?.bytes ?? []), size & 0xff, size >> 8)
}

function fixedEncoder(type: SqlType): ValueEncoder {
  switch (type.name) {
    case 'bit':
      return bit(FIXED)
    case 'tinyint':
      return integer(1, FIXED)
    case 'smallint':
      return integer(2, FIXED)
    case 'int':
      return integer(4, FIXED)
    case 'bigint':
      return bigint(FIXED)
    case 'real':
      return float(4, FIXED)
    case 'float':
      return float(8, FIXED)
    case 'smallmoney':
      return money(4, FIXED)
    case 'money':
      return money(8, FIXED)
    case 'datetime':
      return datetime(FIXED)
    case 'smalldatetime':
      return smalldatetime(FIXED)
    default:
      throw new RangeError(`sql_variant cannot hold ${type.name}`)
  }
}
