import iconv from 'iconv-lite'
import type { SqlParameter, SqlType, SqlTypeName, SqlValue } from '../types.ts'
import { type ByteReader, ProtocolError } from './byte-reader.ts'
import { codepageOf } from './collation.ts'
import { TYPE, timeBytes } from './type-info.ts'

/** A parameter's type that the stand-in cannot read; the rest of the request is unreadable with it. */
export class UnsupportedParameter extends Error {}

interface Incoming {
  type: SqlType
  read(reader: ByteReader): SqlValue
}

const OUTPUT = 0x01
const PLP_NULL = 0xffffffffffffffffn
const TICKS_PER_DAY = 864_000_000_000n
const DATETIME_TICKS_PER_DAY = 25_920_000
const MINUTES_PER_DAY = 1440

/** One parameter of an RPC request, [MS-TDS] 2.2.6.6: name, flags, TYPE_INFO, value. */
export function readParameter(reader: ByteReader): SqlParameter & { output: boolean } {
  const name = reader.bVarchar().replace(/^@/, '')
  const output = (reader.u8() & OUTPUT) !== 0
  const { type, read } = readType(reader, name)
  return { name, type, value: read(reader), output }
}

function readType(reader: ByteReader, name: string): Incoming {
  const id = reader.u8()
  switch (id) {
    case TYPE.NULL:
      return { type: { name: 'nvarchar', length: 1 }, read: () => null }
    case TYPE.BIT:
      return { type: { name: 'bit' }, read: r => r.u8() !== 0 }
    case TYPE.BITN:
      reader.u8()
      return nullable({ name: 'bit' }, r => r.u8() !== 0)
    case TYPE.INT1:
    case TYPE.INT2:
    case TYPE.INT4:
    case TYPE.INT8:
      return integer(id === TYPE.INT1 ? 1 : id === TYPE.INT2 ? 2 : id === TYPE.INT4 ? 4 : 8, false)
    case TYPE.INTN:
      return integer(reader.u8(), true)
    case TYPE.FLT4:
      return { type: { name: 'real' }, read: r => r.f32() }
    case TYPE.FLT8:
      return { type: { name: 'float' }, read: r => r.f64() }
    case TYPE.FLTN:
      return reader.u8() === 4 ? nullable({ name: 'real' }, r => r.f32()) : nullable({ name: 'float' }, r => r.f64())
    case TYPE.MONEY4:
      return { type: { name: 'smallmoney' }, read: r => BigInt(r.i32()) }
    case TYPE.MONEY:
      return { type: { name: 'money' }, read: readMoney }
    case TYPE.MONEYN:
      return reader.u8() === 4
        ? nullable({ name: 'smallmoney' }, r => BigInt(r.i32()))
        : nullable({ name: 'money' }, readMoney)
    case TYPE.DATETIM4:
      return { type: { name: 'smalldatetime' }, read: readSmalldatetime }
    case TYPE.DATETIME:
      return { type: { name: 'datetime' }, read: readDatetime }
    case TYPE.DATETIMN:
      return reader.u8() === 4
        ? nullable({ name: 'smalldatetime' }, readSmalldatetime)
        : nullable({ name: 'datetime' }, readDatetime)
    case TYPE.DECIMALN:
    case TYPE.NUMERICN: {
      reader.u8()
      const type: SqlType = {
        name: id === TYPE.DECIMALN ? 'decimal' : 'numeric',
        precision: reader.u8(),
        scale: reader.u8(),
      }
      return nullable(type, readDecimal)
    }
    case TYPE.GUID:
      reader.u8()
      return nullable({ name: 'uniqueidentifier' }, r => guidText(r.raw(16)))
    case TYPE.DATEN:
      return nullable({ name: 'date' }, r => r.uint(3))
    case TYPE.TIMEN:
    case TYPE.DATETIME2N:
    case TYPE.DATETIMEOFFSETN:
      return temporal(id, reader.u8())
    case TYPE.BIGVARCHAR:
    case TYPE.BIGCHAR:
      return characters(reader, id === TYPE.BIGCHAR ? 'char' : 'varchar')
    case TYPE.NVARCHAR:
    case TYPE.NCHAR:
      return nationalCharacters(reader, id === TYPE.NCHAR ? 'nchar' : 'nvarchar')
    case TYPE.BIGVARBINARY:
    case TYPE.BIGBINARY: {
      const size = reader.u16()
      const type: SqlType = { name: id === TYPE.BIGBINARY ? 'binary' : 'varbinary', length: lengthOf(size, 1) }
      return { type, read: r => copy(readSized(r, size)) }
    }
    case TYPE.TEXT:
    case TYPE.NTEXT:
    case TYPE.IMAGE:
      return longValue(reader, id)
    case TYPE.XML:
      if (reader.u8() !== 0) throw new UnsupportedParameter(`parameter @${name}: xml with a schema collection`)
      return { type: { name: 'xml' }, read: r => readPlp(r)?.toString('utf16le') ?? null }
    default:
      throw new UnsupportedParameter(`parameter @${name} has type 0x${id.toString(16)}, which the stand-in cannot read`)
  }
}

/** A value with one byte of length in front, 0 for NULL; `read` is told the length. */
function nullable(type: SqlType, read: (reader: ByteReader, length: number) => SqlValue): Incoming {
  return {
    type,
    read: reader => {
      const length = reader.u8()
      return length === 0 ? null : read(reader, length)
    },
  }
}

function integer(size: number, isNullable: boolean): Incoming {
  const forms: Record<number, [SqlTypeName, (reader: ByteReader) => SqlValue]> = {
    1: ['tinyint', r => r.u8()],
    2: ['smallint', r => r.i16()],
    4: ['int', r => r.i32()],
    8: ['bigint', r => r.i64()],
  }
  const form = forms[size]
  if (form === undefined) throw new ProtocolError(`an integer parameter of ${size} bytes`)
  const [name, read] = form
  return isNullable ? nullable({ name }, read) : { type: { name }, read }
}

function temporal(id: number, scale: number): Incoming {
  const size = timeBytes(scale)
  const unit = BigInt(10 ** (7 - scale))
  const ticks = (reader: ByteReader) => BigInt(reader.uint(size)) * unit
  const instant = (reader: ByteReader) => {
    const ofDay = ticks(reader)
    return BigInt(reader.uint(3)) * TICKS_PER_DAY + ofDay
  }
  if (id === TYPE.TIMEN) return nullable({ name: 'time', scale }, ticks)
  if (id === TYPE.DATETIME2N) return nullable({ name: 'datetime2', scale }, instant)
  return nullable({ name: 'datetimeoffset', scale }, reader => ({ ticks: instant(reader), offset: reader.i16() }))
}

function characters(reader: ByteReader, name: 'char' | 'varchar'): Incoming {
  const size = reader.u16()
  const codepage = codepageOf(reader.raw(5))
  return {
    type: { name, length: lengthOf(size, 1) },
    read: r => {
      const bytes = readSized(r, size)
      return bytes === null ? null : iconv.decode(bytes, codepage)
    },
  }
}

function nationalCharacters(reader: ByteReader, name: 'nchar' | 'nvarchar'): Incoming {
  const size = reader.u16()
  reader.raw(5)
  return { type: { name, length: lengthOf(size, 2) }, read: r => readSized(r, size)?.toString('utf16le') ?? null }
}

/** text, ntext and image as parameters: four bytes of length, 0xFFFFFFFF for NULL, no text pointer. */
function longValue(reader: ByteReader, id: number): Incoming {
  reader.u32()
  const codepage = id === TYPE.IMAGE ? '' : codepageOf(reader.raw(5))
  const bytes = (r: ByteReader) => {
    const length = r.i32()
    return length === -1 ? null : r.raw(length)
  }
  if (id === TYPE.IMAGE) return { type: { name: 'image' }, read: r => copy(bytes(r)) }
  if (id === TYPE.NTEXT) return { type: { name: 'ntext' }, read: r => bytes(r)?.toString('utf16le') ?? null }
  return {
    type: { name: 'text' },
    read: r => {
      const read = bytes(r)
      return read === null ? null : iconv.decode(read, codepage)
    },
  }
}

/** The declared length; tedious declares empty strings as nvarchar(0), which SQL Server takes as nvarchar(1). */
function lengthOf(size: number, unit: 1 | 2): number | 'max' {
  return size === 0xffff ? 'max' : Math.max(1, size / unit)
}

function readSized(reader: ByteReader, size: number): Buffer | null {
  if (size === 0xffff) return readPlp(reader)
  const length = reader.u16()
  return length === 0xffff ? null : reader.raw(length)
}

function readPlp(reader: ByteReader): Buffer | null {
  if (reader.u64() === PLP_NULL) return null
  const chunks: Buffer[] = []
  for (let length = reader.u32(); length !== 0; length = reader.u32()) chunks.push(reader.raw(length))
  return Buffer.concat(chunks)
}

function copy(bytes: Buffer | null): Uint8Array | null {
  return bytes === null ? null : Uint8Array.from(bytes)
}

function readMoney(reader: ByteReader): bigint {
  const high = reader.i32()
  return (BigInt(high) << 32n) | BigInt(reader.u32())
}

/** A sign and 4, 8, 12 or 16 bytes of magnitude. */
function readDecimal(reader: ByteReader, size: number): bigint {
  const negative = reader.u8() === 0
  let magnitude = 0n
  for (let shift = 0n; shift < BigInt((size - 1) * 8); shift += 32n) magnitude |= BigInt(reader.u32()) << shift
  return negative ? -magnitude : magnitude
}

function readDatetime(reader: ByteReader): bigint {
  const days = reader.i32()
  return BigInt(days) * BigInt(DATETIME_TICKS_PER_DAY) + BigInt(reader.u32())
}

function readSmalldatetime(reader: ByteReader): number {
  const days = reader.u16()
  return days * MINUTES_PER_DAY + reader.u16()
}

function guidText(bytes: Buffer): string {
  const hex = (...order: number[]) => order.map(index => bytes[index].toString(16).padStart(2, '0')).join('')
  return [hex(3, 2, 1, 0), hex(5, 4), hex(7, 6), hex(8, 9), hex(10, 11, 12, 13, 14, 15)].join('-').toUpperCase()
}
