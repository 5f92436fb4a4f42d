/** Values as Parquet stores them → words as our columns have them (parquet-format: LogicalTypes.md). */
import type { Bytes, Dense, Words } from './dense.ts'
import type { ParquetColumn } from './fields.ts'

/** Milliseconds beyond this have no microseconds in 64 bits. */
const MOST_MILLIS = 2n ** 63n / 1000n
/** Julian day of 1970-01-01. */
const JULIAN_1970 = 2_440_588

/** @throws {RangeError} for values that the column's type cannot hold */
export function converted({ field, conversion }: ParquetColumn, dense: Dense): Dense {
  const { type } = field
  if (dense.kind === 'flags') return dense
  switch (conversion) {
    case 'same':
      if (dense.kind === 'bytes') return type.kind === 'uuid' ? wholeWords(dense) : dense
      if (type.kind === 'int' && type.bits === 16) checkHalves(dense)
      return dense
    case 'half':
      return halves(bytesIn(dense))
    case 'decimal':
      return dense.kind === 'bytes' ? bigEndian(dense) : widened(dense, 4, true)
    case 'signed':
      return widened(wordsIn(dense), 2, true)
    case 'unsigned':
      return widened(wordsIn(dense), 2, false)
    case 'unsigned-decimal':
      return widened(wordsIn(dense), 4, false)
    case 'millis':
      return micros(wordsIn(dense))
    case 'int96':
      return instants(wordsIn(dense))
  }
}

/** A byte for each of these values as they are stored, 1 for those that have digits behind the microseconds; null when none has. */
export function cutIn(dense: Dense): Uint8Array | null {
  const { words } = wordsIn(dense)
  const cut = new Uint8Array(words.length / 3)
  const view = new DataView(words.buffer, words.byteOffset, words.byteLength)
  let any = false
  for (let i = 0; i < cut.length; i++) {
    if (view.getBigInt64(i * 12, true) % 1000n === 0n) continue
    cut[i] = 1
    any = true
  }
  return any ? cut : null
}

function wordsIn(dense: Dense): Words {
  if (dense.kind === 'words') return dense
  throw new RangeError('its values are bytes where integers were meant')
}

function bytesIn(dense: Dense): Bytes {
  if (dense.kind === 'bytes') return dense
  throw new RangeError('its values are integers where bytes were meant')
}

/** Small integers are stored in 32 bits; what does not fit was never one. */
function checkHalves({ words }: Words): void {
  for (const word of words) if (word !== (word << 16) >> 16) throw new RangeError(`${word} is no integer of 16 bits`)
}

function widened({ per, words }: Words, wide: 2 | 4, signed: boolean): Words {
  const count = words.length / per
  const out = new Int32Array(count * wide)
  for (let i = 0; i < count; i++) {
    const high = words[i * per + per - 1]
    for (let word = 0; word < per; word++) out[i * wide + word] = words[i * per + word]
    if (signed && high < 0) for (let word = per; word < wide; word++) out[i * wide + word] = -1
  }
  return { kind: 'words', per: wide, words: out }
}

function micros({ per, words }: Words): Words {
  const count = words.length / per
  const longs = new BigInt64Array(count)
  const view = new DataView(words.buffer, words.byteOffset, words.byteLength)
  for (let i = 0; i < count; i++) {
    const millis = per === 1 ? BigInt(words[i]) : view.getBigInt64(i * 8, true)
    if (millis > MOST_MILLIS || millis < -MOST_MILLIS)
      throw new RangeError(`${millis} ms have no microseconds in 64 bits`)
    longs[i] = millis * 1000n
  }
  return { kind: 'words', per: 2, words: new Int32Array(longs.buffer) }
}

/** Nanoseconds of the day, then the Julian day, as Impala and Spark wrote them. */
function instants({ words }: Words): Words {
  const count = words.length / 3
  const longs = new BigInt64Array(count)
  const view = new DataView(words.buffer, words.byteOffset, words.byteLength)
  for (let i = 0; i < count; i++) {
    const days = BigInt(view.getInt32(i * 12 + 8, true) - JULIAN_1970)
    const nanos = view.getBigInt64(i * 12, true)
    // Towards the past, as all times are cut.
    longs[i] = days * 86_400_000_000n + (nanos - (((nanos % 1000n) + 1000n) % 1000n)) / 1000n
  }
  return { kind: 'words', per: 2, words: new Int32Array(longs.buffer) }
}

/** Two's complement, most significant byte first, of any length that 128 bits can hold. */
function bigEndian({ bytes, starts, ends }: Bytes): Words {
  const count = starts.length
  const words = new Int32Array(count * 4)
  const out = new Uint8Array(words.buffer)
  for (let i = 0; i < count; i++) {
    const start = starts[i]
    let at = i * 16
    const sign = ends[i] > start && bytes[start] >= 0x80 ? 0xff : 0
    for (let byte = ends[i] - 1; byte >= start; byte--) {
      if (at < i * 16 + 16) out[at++] = bytes[byte]
      else if (bytes[byte] !== sign) throw new RangeError('a decimal has more than 128 bits')
    }
    if (sign !== 0) while (at < i * 16 + 16) out[at++] = sign
    if (ends[i] - start > 16 && (out[i * 16 + 15] >= 0x80 ? 0xff : 0) !== sign) {
      throw new RangeError('a decimal has more than 128 bits')
    }
  }
  return { kind: 'words', per: 4, words }
}

function wholeWords({ bytes, starts, ends }: Bytes): Words {
  const words = new Int32Array(starts.length * 4)
  const out = new Uint8Array(words.buffer)
  for (let i = 0; i < starts.length; i++) {
    if (ends[i] - starts[i] !== 16) throw new RangeError('a uuid has not 16 bytes')
    for (let byte = 0; byte < 16; byte++) out[i * 16 + byte] = bytes[starts[i] + byte]
  }
  return { kind: 'words', per: 4, words }
}

/** IEEE 754 binary16 → binary32, bit for bit. */
function halves({ bytes, starts, ends }: Bytes): Words {
  const words = new Int32Array(starts.length)
  const floats = new Float32Array(words.buffer)
  for (let i = 0; i < starts.length; i++) {
    if (ends[i] - starts[i] !== 2) throw new RangeError('a half-precision number has not 2 bytes')
    const half = bytes[starts[i]] | (bytes[starts[i] + 1] << 8)
    const sign = (half & 0x8000) << 16
    const exponent = (half >> 10) & 0x1f
    const fraction = half & 0x3ff
    if (exponent === 0) floats[i] = (sign === 0 ? 1 : -1) * fraction * 2 ** -24
    else words[i] = sign | ((exponent === 31 ? 255 : exponent + 112) << 23) | (fraction << 13)
  }
  return { kind: 'words', per: 1, words }
}
