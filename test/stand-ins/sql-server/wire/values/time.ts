import type { SqlValue } from '../../types.ts'
import type { ByteWriter } from '../byte-writer.ts'
import { timeBytes } from '../type-info.ts'
import { type ValueEncoder, wrongForm } from './encoder.ts'

const wide = new BigInt64Array(1)
const words = new Uint32Array(wide.buffer)

const TICKS_PER_DAY = 864_000_000_000
/** The two 32-bit words of TICKS_PER_DAY: days times each of them stays exact in a double. */
const DAY_HIGH = 201
const DAY_LOW = TICKS_PER_DAY - DAY_HIGH * 0x1_0000_0000
const MAX_DAYS = 3_652_058 // 9999-12-31
const DATETIME_TICKS_PER_DAY = 25_920_000n
const MINUTES_PER_DAY = 1440

let days = 0
let rest = 0

/** Splits 100 ns ticks since 0001-01-01 into `days` and `rest`, exactly and without BigInt division. */
function splitTicks(ticks: bigint): void {
  wide[0] = ticks
  const low = words[0]
  const high = words[1]
  days = Math.floor((high * 0x1_0000_0000 + low) / TICKS_PER_DAY)
  rest = (high - days * DAY_HIGH) * 0x1_0000_0000 + (low - days * DAY_LOW)
  // The quotient of doubles may be one too large or too small at a day's edge; the remainder, exact, tells.
  if (rest < 0) {
    days -= 1
    rest += TICKS_PER_DAY
  } else if (rest >= TICKS_PER_DAY) {
    days += 1
    rest -= TICKS_PER_DAY
  }
}

/** Days since 0001-01-01 in three bytes, [MS-TDS] 2.2.5.5.1.8. */
export function date(): ValueEncoder {
  return (out, value) => {
    out.reserve(4)
    out.bytes[out.at++] = 3
    writeDate(out, value)
  }
}

export function writeDate(out: ByteWriter, value: SqlValue): void {
  if (typeof value !== 'number' || !(value >= 0 && value <= MAX_DAYS)) {
    wrongForm(`days since 0001-01-01, 0 to ${MAX_DAYS}`, value)
  }
  out.reserve(3)
  writeDays(out, value)
}

export function time(scale: number): ValueEncoder {
  const size = timeBytes(scale)
  return (out, value) => {
    out.reserve(6)
    out.bytes[out.at++] = size
    writeTime(out, value, scale)
  }
}

export function writeTime(out: ByteWriter, value: SqlValue, scale: number): void {
  const ticks = typeof value === 'bigint' ? Number(value) : -1
  if (!(ticks >= 0 && ticks < TICKS_PER_DAY)) wrongForm('100 ns ticks since midnight as a bigint', value)
  out.reserve(5)
  writeTicks(out, ticks, scale)
}

export function datetime2(scale: number): ValueEncoder {
  const size = timeBytes(scale) + 3
  return (out, value) => {
    out.reserve(9)
    out.bytes[out.at++] = size
    writeDatetime2(out, value, scale)
  }
}

export function writeDatetime2(out: ByteWriter, value: SqlValue, scale: number): void {
  if (typeof value !== 'bigint') wrongForm('100 ns ticks since 0001-01-01 as a bigint', value)
  splitTicks(value)
  if (days < 0 || days > MAX_DAYS) wrongForm('an instant in the years 1 to 9999', value)
  out.reserve(8)
  writeTicks(out, rest, scale)
  writeDays(out, days)
}

export function datetimeoffset(scale: number): ValueEncoder {
  const size = timeBytes(scale) + 5
  return (out, value) => {
    out.reserve(11)
    out.bytes[out.at++] = size
    writeDatetimeoffset(out, value, scale)
  }
}

/** The instant in UTC and the offset in minutes, [MS-TDS] 2.2.5.5.1.8. */
export function writeDatetimeoffset(out: ByteWriter, value: SqlValue, scale: number): void {
  if (value === null || typeof value !== 'object' || !('ticks' in value)) wrongForm('{ ticks, offset }', value)
  writeDatetime2(out, value.ticks, scale)
  out.u16(value.offset)
}

/** Days since 1900-01-01 and 1/300 s of the day, [MS-TDS] 2.2.5.5.1.5. */
export function datetime(prefix: number): ValueEncoder {
  return (out, value) => {
    if (typeof value !== 'bigint') wrongForm('1/300 s since 1900-01-01 as a bigint', value)
    out.reserve(9)
    if (prefix >= 0) out.bytes[out.at++] = prefix
    const ofDay = ((value % DATETIME_TICKS_PER_DAY) + DATETIME_TICKS_PER_DAY) % DATETIME_TICKS_PER_DAY
    out.view.setInt32(out.at, Number((value - ofDay) / DATETIME_TICKS_PER_DAY), true)
    out.view.setInt32(out.at + 4, Number(ofDay), true)
    out.at += 8
  }
}

/** Days since 1900-01-01 and minutes of the day. */
export function smalldatetime(prefix: number): ValueEncoder {
  return (out, value) => {
    if (typeof value !== 'number' || !(value >= 0 && value < 65536 * MINUTES_PER_DAY)) {
      wrongForm('minutes since 1900-01-01 as a number', value)
    }
    out.reserve(5)
    if (prefix >= 0) out.bytes[out.at++] = prefix
    const day = Math.floor(value / MINUTES_PER_DAY)
    out.u16(day)
    out.u16(value - day * MINUTES_PER_DAY)
  }
}

/** Time of day in 10^-scale seconds, in 3, 4 or 5 bytes; digits the scale has not are cut. */
function writeTicks(out: ByteWriter, ticks: number, scale: number): void {
  const units = scale === 7 ? ticks : Math.floor(ticks / 10 ** (7 - scale))
  const { bytes } = out
  let { at } = out
  const low = units >>> 0
  bytes[at++] = low
  bytes[at++] = low >>> 8
  bytes[at++] = low >>> 16
  if (scale > 2) bytes[at++] = low >>> 24
  if (scale > 4) bytes[at++] = Math.floor(units / 0x1_0000_0000)
  out.at = at
}

function writeDays(out: ByteWriter, count: number): void {
  out.bytes[out.at++] = count
  out.bytes[out.at++] = count >>> 8
  out.bytes[out.at++] = count >>> 16
}
