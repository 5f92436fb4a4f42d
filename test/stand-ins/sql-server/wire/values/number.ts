import type { SqlType } from '../../types.ts'
import type { ByteWriter } from '../byte-writer.ts'
import { decimalBytes } from '../type-info.ts'
import { type ValueEncoder, wrongForm } from './encoder.ts'

// One BigInt taken apart into 32-bit words through shared memory: no BigInt arithmetic for values of 64 bits.
const wide = new BigInt64Array(1)
const words = new Int32Array(wide.buffer)
const INT64_MAX = 0x7fffffffffffffffn

const integerRange: Record<number, [low: number, high: number]> = {
  1: [0, 255],
  2: [-32768, 32767],
  4: [-2147483648, 2147483647],
}

/** bit, tinyint, smallint, int; `prefix` is the length byte of the nullable form, -1 for the fixed form. */
export function integer(size: 1 | 2 | 4, prefix: number): ValueEncoder {
  const [low, high] = integerRange[size]
  return (out, value) => {
    if (typeof value !== 'number' || !(value >= low && value <= high)) wrongForm(`a number ${low} to ${high}`, value)
    out.reserve(5)
    const { bytes } = out
    let at = out.at
    if (prefix >= 0) bytes[at++] = prefix
    bytes[at++] = value
    if (size > 1) bytes[at++] = value >> 8
    if (size > 2) {
      bytes[at++] = value >> 16
      bytes[at++] = value >> 24
    }
    out.at = at
  }
}

export function bit(prefix: number): ValueEncoder {
  return (out, value) => {
    if (typeof value !== 'boolean') wrongForm('a boolean', value)
    out.reserve(2)
    if (prefix >= 0) out.bytes[out.at++] = prefix
    out.bytes[out.at++] = value ? 1 : 0
  }
}

export function bigint(prefix: number): ValueEncoder {
  return (out, value) => {
    if (typeof value !== 'bigint') wrongForm('a bigint', value)
    wide[0] = value
    out.reserve(9)
    if (prefix >= 0) out.bytes[out.at++] = prefix
    writeWord(out, words[0])
    writeWord(out, words[1])
  }
}

export function float(size: 4 | 8, prefix: number): ValueEncoder {
  return (out, value) => {
    if (typeof value !== 'number') wrongForm('a number', value)
    out.reserve(9)
    if (prefix >= 0) out.bytes[out.at++] = prefix
    if (size === 8) out.view.setFloat64(out.at, value, true)
    else out.view.setFloat32(out.at, value, true)
    out.at += size
  }
}

/** money is sent high word first, [MS-TDS] 2.2.5.5.1.4. */
export function money(size: 4 | 8, prefix: number): ValueEncoder {
  return (out, value) => {
    if (typeof value !== 'bigint') wrongForm('the unscaled bigint (scale 4)', value)
    wide[0] = value
    out.reserve(9)
    if (prefix >= 0) out.bytes[out.at++] = prefix
    if (size === 8) writeWord(out, words[1])
    writeWord(out, words[0])
  }
}

/** decimal and numeric: length, sign (1 is positive), magnitude; `full` sends 17 bytes whatever the precision. */
export function decimal({ precision = 18 }: SqlType, full: boolean): ValueEncoder {
  const size = full ? 17 : decimalBytes(precision)
  return (out, value) => {
    if (typeof value !== 'bigint') wrongForm('the unscaled bigint', value)
    out.reserve(18)
    out.bytes[out.at++] = size
    writeDecimal(out, value, size)
  }
}

/** Sign and magnitude in `size` bytes, [MS-TDS] 2.2.5.5.1.6. */
export function writeDecimal(out: ByteWriter, value: bigint, size: number): void {
  out.reserve(size)
  const end = out.at + size
  out.bytes[out.at++] = value < 0n ? 0 : 1
  if (value <= INT64_MAX && value >= -INT64_MAX) {
    wide[0] = value
    let low = words[0]
    let high = words[1]
    if (high < 0) {
      low = -low | 0
      high = ~high + (low === 0 ? 1 : 0)
    }
    writeWord(out, low)
    if (size > 5) writeWord(out, high)
    else if (high !== 0) tooLarge(value, size)
  } else {
    const magnitude = value < 0n ? -value : value
    if (magnitude >> BigInt((size - 1) * 8) !== 0n) tooLarge(value, size)
    for (let shift = 0n; out.at < end; shift += 32n) writeWord(out, Number((magnitude >> shift) & 0xffffffffn))
  }
  while (out.at < end) out.bytes[out.at++] = 0
}

function tooLarge(value: bigint, size: number): never {
  throw new RangeError(`decimal ${value} does not fit the ${size - 1} bytes its precision allows`)
}

function writeWord(out: ByteWriter, word: number): void {
  const { bytes } = out
  const { at } = out
  bytes[at] = word
  bytes[at + 1] = word >> 8
  bytes[at + 2] = word >> 16
  bytes[at + 3] = word >> 24
  out.at = at + 4
}
