/** The values of a page without its NULLs, in the machine's form (parquet-format: Encodings.md). */
import { type Cursor, readDeltas } from './delta.ts'
import { readHybrid } from './levels.ts'

/** INT32 and FLOAT have one word of 32 bits a value, INT64 and DOUBLE two, INT96 three, decimals and uuids four; the lowest first. */
export interface Words {
  kind: 'words'
  per: 1 | 2 | 3 | 4
  words: Int32Array<ArrayBuffer>
}

/** BOOLEAN: one byte a value, 0 or 1. */
export interface Flags {
  kind: 'flags'
  flags: Uint8Array<ArrayBuffer>
}

/** BYTE_ARRAY and FIXED_LEN_BYTE_ARRAY: each value is `bytes` from `starts` to `ends`. */
export interface Bytes {
  kind: 'bytes'
  bytes: Uint8Array
  starts: Int32Array
  ends: Int32Array
}

export type Dense = Words | Flags | Bytes

/** parquet.thrift `Type`, as far as its values look different. */
export type Storage = { kind: 'words'; per: 1 | 2 | 3 } | { kind: 'flags' } | { kind: 'bytes'; width: number | null }

/** parquet.thrift `Encoding`. */
const Encoding = {
  PLAIN: 0,
  PLAIN_DICTIONARY: 2,
  RLE: 3,
  DELTA_BINARY_PACKED: 5,
  DELTA_LENGTH_BYTE_ARRAY: 6,
  DELTA_BYTE_ARRAY: 7,
  RLE_DICTIONARY: 8,
  BYTE_STREAM_SPLIT: 9,
} as const

/** @throws {RangeError} when the bytes are not `count` values of that encoding, or nobody writes such values so */
export function readValues(
  bytes: Uint8Array<ArrayBuffer>,
  at: number,
  encoding: number,
  storage: Storage,
  count: number,
  dictionary: Dense | null,
): Dense {
  switch (encoding) {
    case Encoding.PLAIN:
      return plain(bytes, at, storage, count)
    case Encoding.PLAIN_DICTIONARY:
    case Encoding.RLE_DICTIONARY:
      if (dictionary === null) throw new RangeError('its values are in a dictionary that is not there')
      return looked(dictionary, indices(bytes, at, count))
    case Encoding.RLE:
      if (storage.kind === 'flags') return rle(bytes, at, count)
      break
    case Encoding.DELTA_BINARY_PACKED:
      if (storage.kind === 'words' && storage.per !== 3) {
        return { ...storage, words: readDeltas({ bytes, at }, count, storage.per) }
      }
      break
    case Encoding.DELTA_LENGTH_BYTE_ARRAY:
      if (storage.kind === 'bytes') return deltaLength({ bytes, at }, count)
      break
    case Encoding.DELTA_BYTE_ARRAY:
      if (storage.kind === 'bytes') return deltaBytes({ bytes, at }, count)
      break
    case Encoding.BYTE_STREAM_SPLIT:
      return split(bytes, at, storage, count)
  }
  throw new RangeError(`its values have the encoding ${encoding}`)
}

function plain(bytes: Uint8Array<ArrayBuffer>, at: number, storage: Storage, count: number): Dense {
  switch (storage.kind) {
    case 'words':
      return { ...storage, words: wordsIn(bytes, at, count * storage.per) }
    case 'flags': {
      if (at + Math.ceil(count / 8) > bytes.length) throw tooShort()
      const flags = new Uint8Array(count)
      for (let i = 0; i < count; i++) flags[i] = (bytes[at + (i >> 3)] >> (i & 7)) & 1
      return { kind: 'flags', flags }
    }
    case 'bytes':
      return storage.width === null ? plainBytes(bytes, at, count) : fixedBytes(bytes, at, count, storage.width)
  }
}

/** The words themselves where they are aligned, as those of most pages are, else a copy. */
function wordsIn(bytes: Uint8Array<ArrayBuffer>, at: number, count: number): Int32Array<ArrayBuffer> {
  if (at + 4 * count > bytes.length) throw tooShort()
  const start = bytes.byteOffset + at
  if (start % 4 === 0) return new Int32Array(bytes.buffer, start, count)
  return new Int32Array(bytes.buffer.slice(start, start + 4 * count))
}

function plainBytes(bytes: Uint8Array, from: number, count: number): Bytes {
  const starts = new Int32Array(count)
  const ends = new Int32Array(count)
  let at = from
  for (let i = 0; i < count; i++) {
    if (at + 4 > bytes.length) throw tooShort()
    const length = bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24)
    at += 4
    if (length < 0 || at + length > bytes.length) throw tooShort()
    starts[i] = at
    at += length
    ends[i] = at
  }
  return { kind: 'bytes', bytes, starts, ends }
}

function fixedBytes(bytes: Uint8Array, at: number, count: number, width: number): Bytes {
  if (at + count * width > bytes.length) throw tooShort()
  const starts = new Int32Array(count)
  const ends = new Int32Array(count)
  for (let i = 0; i < count; i++) {
    starts[i] = at + i * width
    ends[i] = starts[i] + width
  }
  return { kind: 'bytes', bytes, starts, ends }
}

/** The width of an index in bits, then the indices in the hybrid encoding. */
function indices(bytes: Uint8Array, at: number, count: number): Int32Array {
  const out = new Int32Array(count)
  if (count === 0) return out
  const width = bytes[at]
  if (width === undefined || width > 32 || readHybrid(bytes, at + 1, width, out, count) < 0) throw tooShort()
  return out
}

function looked(dictionary: Dense, at: Int32Array): Dense {
  const count = at.length
  switch (dictionary.kind) {
    case 'words':
      return lookedWords(dictionary, at)
    case 'flags': {
      const flags = new Uint8Array(count)
      for (let i = 0; i < count; i++) flags[i] = dictionary.flags[within(at[i], dictionary.flags.length)]
      return { kind: 'flags', flags }
    }
    case 'bytes': {
      const { bytes, starts: first, ends: last } = dictionary
      const starts = new Int32Array(count)
      const ends = new Int32Array(count)
      for (let i = 0; i < count; i++) {
        const index = within(at[i], first.length)
        starts[i] = first[index]
        ends[i] = last[index]
      }
      return { kind: 'bytes', bytes, starts, ends }
    }
  }
}

function lookedWords({ kind, per, words: source }: Words, at: Int32Array): Words {
  const count = at.length
  const words = new Int32Array(count * per)
  const known = source.length / per
  if (per === 1) for (let i = 0; i < count; i++) words[i] = source[within(at[i], known)]
  else {
    for (let i = 0; i < count; i++) {
      const index = within(at[i], known) * per
      for (let word = 0; word < per; word++) words[i * per + word] = source[index + word]
    }
  }
  return { kind, per, words }
}

function within(index: number, known: number): number {
  if (index >= 0 && index < known) return index
  throw new RangeError(`a value is number ${index} of a dictionary of ${known}`)
}

/** Booleans of version 2 pages: the length in bytes, then the hybrid encoding. */
function rle(bytes: Uint8Array, at: number, count: number): Flags {
  const flags = new Uint8Array(count)
  if (readHybrid(bytes, at + 4, 1, flags, count) < 0) throw tooShort()
  return { kind: 'flags', flags }
}

/** All lengths, then all bytes. */
function deltaLength(cursor: Cursor, count: number): Bytes {
  const lengths = readDeltas(cursor, count, 1)
  const { bytes } = cursor
  const starts = new Int32Array(count)
  const ends = new Int32Array(count)
  let { at } = cursor
  for (let i = 0; i < count; i++) {
    if (lengths[i] < 0 || at + lengths[i] > bytes.length) throw tooShort()
    starts[i] = at
    at += lengths[i]
    ends[i] = at
  }
  return { kind: 'bytes', bytes, starts, ends }
}

/** How much of the value before each one begins with, then what follows. */
function deltaBytes(cursor: Cursor, count: number): Bytes {
  const prefixes = readDeltas(cursor, count, 1)
  const suffixes = deltaLength(cursor, count)
  let total = 0
  for (let i = 0; i < count; i++) total += prefixes[i] + suffixes.ends[i] - suffixes.starts[i]
  const bytes = new Uint8Array(total)
  const starts = new Int32Array(count)
  const ends = new Int32Array(count)
  let at = 0
  for (let i = 0; i < count; i++) {
    const before = i === 0 ? 0 : ends[i - 1] - starts[i - 1]
    if (prefixes[i] < 0 || prefixes[i] > before)
      throw new RangeError('a value begins with more than the one before it has')
    starts[i] = at
    if (prefixes[i] > 0) bytes.copyWithin(at, starts[i - 1], starts[i - 1] + prefixes[i])
    at += prefixes[i]
    bytes.set(suffixes.bytes.subarray(suffixes.starts[i], suffixes.ends[i]), at)
    at += suffixes.ends[i] - suffixes.starts[i]
    ends[i] = at
  }
  return { kind: 'bytes', bytes, starts, ends }
}

/** The first bytes of all values, then the second ones … */
function split(bytes: Uint8Array, at: number, storage: Storage, count: number): Dense {
  const width = storage.kind === 'words' ? storage.per * 4 : storage.kind === 'bytes' ? storage.width : null
  if (width === null) throw new RangeError('its values have an encoding that needs a fixed width')
  if (at + count * width > bytes.length) throw tooShort()
  const whole = new Uint8Array(count * width)
  for (let byte = 0; byte < width; byte++) {
    for (let i = 0; i < count; i++) whole[i * width + byte] = bytes[at + byte * count + i]
  }
  return plain(whole, 0, storage, count)
}

function tooShort(): RangeError {
  return new RangeError('a page ends before its values')
}
