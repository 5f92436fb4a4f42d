/** Dates and times as clients send them, [MS-TDS] 2.2.5.5.1.7 to 2.2.5.5.1.9. */
import type { ByteReader } from '../byte-reader.ts'
import { TYPE, timeBytes } from '../type-info.ts'
import { byteLength, fixed, type Incoming, InvalidValue } from './incoming.ts'

const TICKS_PER_DAY = 864_000_000_000n
/** 9999-12-31. */
const LAST_DAY = 3_652_058
const LAST_OFFSET = 840
/** 1753-01-01 and 9999-12-31, in days since 1900. */
const DATETIME_DAYS = [-53_690, 2_958_463] as const
const DATETIME_TICKS_PER_DAY = 25_920_000
const MINUTES_PER_DAY = 1440

export const date = (): Incoming => byteLength({ name: 'date' }, [3], readDate)

export function readDate(reader: ByteReader): number {
  const day = reader.uint(3)
  if (day > LAST_DAY) throw new InvalidValue(`day ${day}`)
  return day
}

/** time, datetime2 or datetimeoffset. */
export function temporal(id: number, scale: number): Incoming {
  if (scale > 7) throw new InvalidValue(`scale ${scale}`)
  const size = timeBytes(scale)
  if (id === TYPE.TIMEN) return byteLength({ name: 'time', scale }, [size], reader => readTime(reader, scale))
  if (id === TYPE.DATETIME2N)
    return byteLength({ name: 'datetime2', scale }, [size + 3], reader => readInstant(reader, scale))
  return byteLength({ name: 'datetimeoffset', scale }, [size + 5], reader => readOffset(reader, scale))
}

export function readTime(reader: ByteReader, scale: number): bigint {
  const ticks = BigInt(reader.uint(timeBytes(scale)) * 10 ** (7 - scale))
  if (ticks >= TICKS_PER_DAY) throw new InvalidValue(`${ticks} ticks of a day`)
  return ticks
}

export function readInstant(reader: ByteReader, scale: number): bigint {
  const ofDay = readTime(reader, scale)
  return BigInt(readDate(reader)) * TICKS_PER_DAY + ofDay
}

export function readOffset(reader: ByteReader, scale: number): { ticks: bigint; offset: number } {
  const ticks = readInstant(reader, scale)
  const offset = reader.i16()
  if (Math.abs(offset) > LAST_OFFSET) throw new InvalidValue(`an offset of ${offset} minutes`)
  return { ticks, offset }
}

export function datetime(size: number, nullable: boolean): Incoming {
  const type = { name: size === 4 ? 'smalldatetime' : 'datetime' } as const
  const read = size === 4 ? readSmalldatetime : readDatetime
  return nullable ? byteLength(type, [size], read) : fixed(type, size, read)
}

export function readDatetime(reader: ByteReader): bigint {
  const days = reader.i32()
  const ticks = reader.u32()
  if (days < DATETIME_DAYS[0] || days > DATETIME_DAYS[1] || ticks >= DATETIME_TICKS_PER_DAY) {
    throw new InvalidValue(`day ${days}, tick ${ticks}`)
  }
  return BigInt(days) * BigInt(DATETIME_TICKS_PER_DAY) + BigInt(ticks)
}

export function readSmalldatetime(reader: ByteReader): number {
  const days = reader.u16()
  const minutes = reader.u16()
  if (minutes >= MINUTES_PER_DAY) throw new InvalidValue(`minute ${minutes}`)
  return days * MINUTES_PER_DAY + minutes
}
