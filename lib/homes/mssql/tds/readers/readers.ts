import type { Field } from '../../../../columns/schema.ts'
import { LAYOUT, layoutOf, TYPE } from '../../../../mssql/types.ts'
import type { TdsColumn } from '../column.ts'
import { protocolError } from '../errors.ts'
import type { TypeOptions } from '../field.ts'
import { BinaryReader } from './binary.ts'
import { DatetimeReader, SmalldatetimeReader } from './datetime.ts'
import { DatetimeTextReader } from './datetime-text.ts'
import { MicrosecondReader, NanosecondReader } from './datetime2.ts'
import { DecimalReader, MoneyReader } from './decimal.ts'
import { GuidReader, GuidTextReader } from './guid.ts'
import { BitReader, Copy2Reader, Copy4Reader, Copy8Reader, TinyintReader } from './integers.ts'
import { NarrowReader } from './narrow.ts'
import type { Reader } from './reader.ts'
import { DateReader, TimeReader } from './time.ts'
import { UnicodeReader } from './unicode.ts'

/** What decodes this column into the given field; `limit` is the most rows of a batch. */
export function readerOf(column: TdsColumn, field: Field, options: TypeOptions, limit: number): Reader {
  const { name, type, length, scale = 0 } = column
  const wide = layoutOf(type, length) !== LAYOUT.SHORT
  switch (type) {
    case TYPE.BIT:
    case TYPE.BITN:
      return new BitReader(limit)
    case TYPE.INT1:
    case TYPE.INT2:
    case TYPE.INT4:
    case TYPE.INT8:
    case TYPE.INTN:
    case TYPE.FLT4:
    case TYPE.FLT8:
    case TYPE.FLTN:
      return copier(length, limit)
    case TYPE.MONEY:
    case TYPE.MONEY4:
    case TYPE.MONEYN:
      return new MoneyReader(limit, length === 4)
    case TYPE.DECIMALN:
    case TYPE.NUMERICN:
      return new DecimalReader(limit, name)
    case TYPE.DATE:
      return new DateReader(limit)
    case TYPE.TIME:
      return new TimeReader(limit, name, scale)
    case TYPE.DATETIME:
    case TYPE.DATETIM4:
    case TYPE.DATETIMN:
      return length === 4 ? new SmalldatetimeReader(limit) : new DatetimeReader(limit)
    case TYPE.DATETIME2:
    case TYPE.DATETIMEOFFSET: {
      const offset = type === TYPE.DATETIMEOFFSET
      if (field.type.kind === 'utf8') {
        return new DatetimeTextReader(
          limit,
          name,
          scale,
          offset ? (options.datetimeoffset === 'utc' ? 'utc' : 'kept') : 'none',
        )
      }
      if (field.type.kind === 'timestamp' && field.type.unit === 'ns') return new NanosecondReader(limit, name, offset)
      return new MicrosecondReader(limit, name, scale, offset)
    }
    case TYPE.GUID:
      return field.type.kind === 'uuid' ? new GuidReader(limit) : new GuidTextReader(limit)
    case TYPE.BIGCHAR:
    case TYPE.BIGVARCHR:
    case TYPE.TEXT:
      if (column.codepage === undefined) throw unreadable(column)
      return new NarrowReader(limit, column.codepage, wide)
    case TYPE.NCHAR:
    case TYPE.NVARCHAR:
    case TYPE.NTEXT:
    case TYPE.XML:
      return new UnicodeReader(limit, name, wide)
    case TYPE.BIGBINARY:
    case TYPE.BIGVARBIN:
    case TYPE.IMAGE:
      return new BinaryReader(limit, wide)
    default:
      throw unreadable(column)
  }
}

function copier(length: number, limit: number): Reader {
  switch (length) {
    case 1:
      return new TinyintReader(limit)
    case 2:
      return new Copy2Reader(limit)
    case 4:
      return new Copy4Reader(limit)
    default:
      return new Copy8Reader(limit)
  }
}

/** A column that `fieldOf` would have refused. */
function unreadable({ name, type }: TdsColumn): Error {
  return protocolError(`column ${JSON.stringify(name)} has type 0x${type.toString(16)}`, { column: name, type })
}
