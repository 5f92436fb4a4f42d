/** Numbers from the bytes of their texts, exactly or not at all. */
import { ValueError } from './value-error.ts'

const ZERO = 0x30
const NINE = 0x39
const PLUS = 0x2b
const MINUS = 0x2d
const POINT = 0x2e
/** A double holds any whole number of so many digits. */
const DIGITS_OF_DOUBLE = 15

/** A whole number that a double holds exactly: of 16 or 32 bits. */
export function smallInteger(bytes: Uint8Array, start: number, end: number, bits: 16 | 32): number {
  let at = start
  const negative = bytes[at] === MINUS
  if (negative || bytes[at] === PLUS) at++
  if (at === end) throw notWhole()
  let value = 0
  for (; at < end; at++) {
    const digit = bytes[at] - ZERO
    if (digit < 0 || digit > 9) throw notWhole()
    value = value * 10 + digit
  }
  const signed = negative ? -value : value
  const most = 2 ** (bits - 1)
  if (signed >= most || signed < -most) throw new ValueError(`has no room in an int${bits}`)
  return signed
}

/** A whole number of 64 bits. */
export function longInteger(bytes: Uint8Array, start: number, end: number): bigint {
  const signed = bytes[start] === MINUS || bytes[start] === PLUS
  const first = signed ? start + 1 : start
  if (first === end) throw notWhole()
  const digits = digitsIn(bytes, first, end)
  if (digits === null) throw notWhole()
  const value = bytes[start] === MINUS ? -digits : digits
  if (BigInt.asIntN(64, value) !== value) throw new ValueError('has no room in an int64')
  return value
}

/** The digits as a number; null when something else is among them. */
function digitsIn(bytes: Uint8Array, start: number, end: number): bigint | null {
  for (let at = start; at < end; at++) if (bytes[at] < ZERO || bytes[at] > NINE) return null
  if (end - start > DIGITS_OF_DOUBLE) return BigInt(latin(bytes, start, end))
  let value = 0
  for (let at = start; at < end; at++) value = value * 10 + bytes[at] - ZERO
  return BigInt(value)
}

/** The unscaled value of a decimal. Zeros at the end may be more than the scale. */
export function decimal(bytes: Uint8Array, start: number, end: number, precision: number, scale: number): bigint {
  let at = start
  const negative = bytes[at] === MINUS
  if (negative || bytes[at] === PLUS) at++
  const first = at
  while (at < end && bytes[at] !== POINT) at++
  const whole = digitsIn(bytes, first, at)
  const fraction = at === end ? at : at + 1
  let last = end
  while (last - fraction > scale && bytes[last - 1] === ZERO) last--
  const part = digitsIn(bytes, fraction, last)
  if (whole === null || part === null || digitsIn(bytes, last, end) === null || (at === first && fraction === end)) {
    throw new ValueError('is no decimal number')
  }
  if (last - fraction > scale) throw new ValueError(`has more than ${scale} decimals`)
  const value = whole * 10n ** BigInt(scale) + part * 10n ** BigInt(scale - (last - fraction))
  if (value >= 10n ** BigInt(precision))
    throw new ValueError(`has more than ${precision - scale} digits before the point`)
  return negative ? -value : value
}

const FLOAT = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i
const NOT_FINITE: Record<string, number> = {
  nan: Number.NaN,
  inf: Number.POSITIVE_INFINITY,
  infinity: Number.POSITIVE_INFINITY,
}

export function float(bytes: Uint8Array, start: number, end: number): number {
  const text = latin(bytes, start, end)
  if (FLOAT.test(text)) return Number(text)
  const [, sign, word] = /^([+-]?)(\w+)$/.exec(text) ?? []
  const known = word === undefined ? undefined : NOT_FINITE[word.toLowerCase()]
  if (known === undefined) throw new ValueError('is no number')
  return sign === '-' ? -known : known
}

export function latin(bytes: Uint8Array, start: number, end: number): string {
  let text = ''
  for (let at = start; at < end; at++) text += String.fromCharCode(bytes[at])
  return text
}

function notWhole(): ValueError {
  return new ValueError('is no whole number')
}
