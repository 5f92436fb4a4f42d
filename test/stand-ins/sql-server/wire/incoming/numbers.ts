/** Numbers as clients send them, [MS-TDS] 2.2.5.5.1. */
import type { SqlType, SqlTypeName, SqlValue } from '../../types.ts'
import { type ByteReader, ProtocolError } from '../byte-reader.ts'
import { byteLength, fixed, type Incoming, InvalidValue } from './incoming.ts'

const INTEGERS: Record<number, [SqlTypeName, (reader: ByteReader) => SqlValue]> = {
  1: ['tinyint', r => r.u8()],
  2: ['smallint', r => r.i16()],
  4: ['int', r => r.i32()],
  8: ['bigint', r => r.i64()],
}

export function integer(size: number, nullable: boolean): Incoming {
  const form = INTEGERS[size]
  if (form === undefined) throw new ProtocolError(`an integer of ${size} bytes`)
  const [name, read] = form
  return nullable ? byteLength({ name }, [size], read) : fixed({ name }, size, read)
}

export function float(size: number, nullable: boolean): Incoming {
  const type: SqlType = { name: size === 4 ? 'real' : 'float' }
  const read = size === 4 ? (r: ByteReader) => finite(r.f32()) : (r: ByteReader) => finite(r.f64())
  return nullable ? byteLength(type, [size], read) : fixed(type, size, read)
}

function finite(value: number): number {
  if (!Number.isFinite(value)) throw new InvalidValue(String(value))
  return value
}

export function money(size: number, nullable: boolean): Incoming {
  const type: SqlType = { name: size === 4 ? 'smallmoney' : 'money' }
  const read = size === 4 ? (r: ByteReader) => BigInt(r.i32()) : readMoney
  return nullable ? byteLength(type, [size], read) : fixed(type, size, read)
}

/** The more significant half comes first. */
export function readMoney(reader: ByteReader): bigint {
  const high = reader.i32()
  return (BigInt(high) << 32n) | BigInt(reader.u32())
}

/** Any of the four sizes is taken whatever the precision, as long as the number fits. */
const DECIMAL_BYTES = [5, 9, 13, 17]

export function decimal(name: 'decimal' | 'numeric', precision: number, scale: number): Incoming {
  const limit = 10n ** BigInt(precision)
  return byteLength({ name, precision, scale }, DECIMAL_BYTES, (reader, length) => {
    const value = readDecimal(reader, length)
    if (value >= limit || value <= -limit) throw new InvalidValue(`${value} has more than ${precision} digits`)
    return value
  })
}

/** A sign and 4, 8, 12 or 16 bytes of magnitude. */
export function readDecimal(reader: ByteReader, length: number): bigint {
  const sign = reader.u8()
  if (sign > 1) throw new InvalidValue(`a sign of ${sign}`)
  if (length === 5) return BigInt(sign === 0 ? -reader.u32() : reader.u32())
  let magnitude = reader.u64()
  for (let at = 9; at < length; at += 4) magnitude |= BigInt(reader.u32()) << BigInt((at - 1) * 8)
  return sign === 0 ? -magnitude : magnitude
}
