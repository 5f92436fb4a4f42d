import type { ByteWriter } from '../byte-writer.ts'
import type { Collation } from '../collation.ts'
import { type ValueEncoder, wrongForm } from './encoder.ts'

/** How PLP values are cut, [MS-TDS] 2.2.5.2.3: bytes per chunk, and whether the total length is announced. */
export interface PlpForm {
  chunkBytes: number
  unknownLength: boolean
}

/** Above this many characters the native copy is quicker than a loop. */
const SHORT = 24
/** A value whose total is not announced: 0xFFFFFFFFFFFFFFFE. */
const UNKNOWN_LENGTH = 0xfffffffffffffffen
const TEXT_POINTER = Buffer.from('stand-in pointer')
const TEXT_TIMESTAMP = Buffer.from('hygge\0\0\0')

export function nvarchar(size: number): ValueEncoder {
  return (out, value) => {
    if (typeof value !== 'string') wrongForm('a string', value)
    const length = value.length * 2
    if (length > size) tooLong(value, length, size)
    out.reserve(length + 2)
    out.bytes[out.at++] = length
    out.bytes[out.at++] = length >>> 8
    writeUcs2(out, value)
  }
}

export function varchar(size: number, collation: Collation): ValueEncoder {
  return (out, value) => {
    if (typeof value !== 'string') wrongForm('a string', value)
    out.reserve(value.length + 2)
    const start = out.at
    if (writeAscii(out, value, start + 2)) {
      out.bytes[start] = value.length
      out.bytes[start + 1] = value.length >>> 8
      if (value.length > size) tooLong(value, value.length, size)
      return
    }
    const encoded = collation.encode(value)
    if (encoded.length > size) tooLong(value, encoded.length, size)
    out.u16(encoded.length)
    out.raw(encoded)
  }
}

export function varbinary(size: number): ValueEncoder {
  return (out, value) => {
    if (!(value instanceof Uint8Array)) wrongForm('a Uint8Array', value)
    if (value.length > size) tooLong('', value.length, size)
    out.u16(value.length)
    out.raw(value)
  }
}

export function nvarcharMax(form: PlpForm): ValueEncoder {
  return (out, value) => {
    if (typeof value !== 'string') wrongForm('a string', value)
    writePlp(out, Buffer.from(value, 'utf16le'), form)
  }
}

export function varcharMax(form: PlpForm, collation: Collation): ValueEncoder {
  return (out, value) => {
    if (typeof value !== 'string') wrongForm('a string', value)
    writePlp(out, collation.encode(value), form)
  }
}

export function varbinaryMax(form: PlpForm): ValueEncoder {
  return (out, value) => {
    if (!(value instanceof Uint8Array)) wrongForm('a Uint8Array', value)
    writePlp(out, value, form)
  }
}

/** text, ntext and image: a text pointer, a timestamp, four bytes of length, [MS-TDS] 2.2.7.19. */
export function longText(bytesOf: (text: string) => Uint8Array): ValueEncoder {
  return (out, value) => {
    if (typeof value !== 'string') wrongForm('a string', value)
    writeLong(out, bytesOf(value))
  }
}

export function image(): ValueEncoder {
  return (out, value) => {
    if (!(value instanceof Uint8Array)) wrongForm('a Uint8Array', value)
    writeLong(out, value)
  }
}

/** The mixed-endian 16 bytes of a uniqueidentifier, [MS-TDS] 2.2.5.5.1.10. */
export function uniqueidentifier(): ValueEncoder {
  return (out, value) => {
    out.reserve(17)
    out.bytes[out.at++] = 16
    if (typeof value !== 'string') wrongForm('36 characters of a uniqueidentifier', value)
    writeGuid(out, value)
  }
}

/** Positions in the text of the 16 bytes in the order of the wire. */
const GUID_ORDER = [6, 4, 2, 0, 11, 9, 16, 14, 19, 21, 24, 26, 28, 30, 32, 34]
const HEX = new Int8Array(128).fill(-1)
for (let digit = 0; digit < 16; digit++) {
  HEX[digit.toString(16).charCodeAt(0)] = digit
  HEX[digit.toString(16).toUpperCase().charCodeAt(0)] = digit
}

export function writeGuid(out: ByteWriter, text: string): void {
  out.reserve(16)
  const { bytes } = out
  let { at } = out
  let wrong = text.length === 36 ? 0 : -1
  for (let index = 0; index < 16; index++) {
    const from = GUID_ORDER[index]
    const byte = (HEX[text.charCodeAt(from)] << 4) | HEX[text.charCodeAt(from + 1)]
    wrong |= byte
    bytes[at++] = byte
  }
  // A digit that is none makes the byte negative.
  if (wrong < 0) wrongForm('36 characters of a uniqueidentifier', text)
  out.at = at
}

export function writeUcs2(out: ByteWriter, text: string): void {
  const { length } = text
  out.reserve(length * 2)
  if (length > SHORT) {
    out.at += out.bytes.write(text, out.at, 'utf16le')
    return
  }
  const { bytes } = out
  let { at } = out
  for (let index = 0; index < length; index++) {
    const unit = text.charCodeAt(index)
    bytes[at++] = unit
    bytes[at++] = unit >>> 8
  }
  out.at = at
}

/** Writes ASCII text at `at` (room is reserved) and moves on; false, and nothing moved, when it is not all ASCII. */
function writeAscii(out: ByteWriter, text: string, at: number): boolean {
  const { bytes } = out
  const { length } = text
  for (let index = 0; index < length; index++) {
    const unit = text.charCodeAt(index)
    if (unit > 0x7f) return false
    bytes[at + index] = unit
  }
  out.at = at + length
  return true
}

function writePlp(out: ByteWriter, bytes: Uint8Array, { chunkBytes, unknownLength }: PlpForm): void {
  out.u64(unknownLength ? UNKNOWN_LENGTH : BigInt(bytes.length))
  for (let from = 0; from < bytes.length; from += chunkBytes) {
    const chunk = bytes.subarray(from, from + chunkBytes)
    out.u32(chunk.length)
    out.raw(chunk)
  }
  out.u32(0)
}

function writeLong(out: ByteWriter, bytes: Uint8Array): void {
  out.u8(TEXT_POINTER.length)
  out.raw(TEXT_POINTER)
  out.raw(TEXT_TIMESTAMP)
  out.u32(bytes.length)
  out.raw(bytes)
}

function tooLong(text: string, length: number, size: number): never {
  throw new RangeError(
    `value of ${length} bytes in a column of ${size} bytes${text === '' ? '' : `: "${text.slice(0, 40)}"`}`,
  )
}
