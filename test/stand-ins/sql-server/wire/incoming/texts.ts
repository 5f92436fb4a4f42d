/** Text, bytes and GUIDs as clients send them. */
import iconv from 'iconv-lite'
import type { SqlValue } from '../../types.ts'
import type { ByteReader } from '../byte-reader.ts'
import { codepageOf } from '../collation.ts'
import { TYPE } from '../type-info.ts'
import { type Incoming, InvalidLength } from './incoming.ts'

/** Where long values stand: in a row they follow a text pointer and a timestamp, in a parameter they do not. */
export type Place = 'row' | 'parameter'

const COLLATION_BYTES = 5
const PLP = 0xffff
const PLP_NULL = 0xffffffffffffffffn
const PLP_UNKNOWN = 0xfffffffffffffffen
const TIMESTAMP_BYTES = 8

export const ucs2Text = (bytes: Buffer): string => bytes.toString('utf16le')
export const copied = (bytes: Buffer): Uint8Array => Uint8Array.from(bytes)

/** char, varchar, nchar, nvarchar, binary, varbinary: a most size of 0xFFFF says max, [MS-TDS] 2.2.5.5.2. */
export function sized(reader: ByteReader, id: number): Incoming {
  const size = reader.u16()
  const { name, unit, decode } = formOf(reader, id)
  // tedious declares empty strings as nvarchar(0), which SQL Server takes as nvarchar(1).
  if (size !== PLP) {
    const type = { name, length: Math.max(1, size / unit) }
    return { type, frame: 'short', size, read: each => decoded(readShort(each, size, unit), decode) }
  }
  return { type: { name, length: 'max' }, frame: 'plp', size, read: each => decoded(readPlp(each, unit), decode) }
}

function formOf(reader: ByteReader, id: number) {
  const wide = id === TYPE.NVARCHAR || id === TYPE.NCHAR
  if (wide) {
    reader.raw(COLLATION_BYTES)
    return { name: id === TYPE.NCHAR ? ('nchar' as const) : ('nvarchar' as const), unit: 2, decode: ucs2Text }
  }
  if (id === TYPE.BIGVARCHAR || id === TYPE.BIGCHAR) {
    const codepage = codepageOf(reader.raw(COLLATION_BYTES))
    const name = id === TYPE.BIGCHAR ? ('char' as const) : ('varchar' as const)
    return { name, unit: 1, decode: (bytes: Buffer) => iconv.decode(bytes, codepage) }
  }
  const name = id === TYPE.BIGBINARY ? ('binary' as const) : ('varbinary' as const)
  return { name, unit: 1, decode: copied }
}

const decoded = (bytes: Buffer | null, decode: (bytes: Buffer) => SqlValue): SqlValue =>
  bytes === null ? null : decode(bytes)

function readShort(reader: ByteReader, size: number, unit: number): Buffer | null {
  const length = reader.u16()
  if (length === 0xffff) return null
  if (length > size || length % unit !== 0) throw new InvalidLength(`${length} bytes where at most ${size} fit`)
  return reader.raw(length)
}

/** Partially length-prefixed bytes, [MS-TDS] 2.2.5.2.3. */
function readPlp(reader: ByteReader, unit: number): Buffer | null {
  const total = reader.u64()
  if (total === PLP_NULL) return null
  const chunks: Buffer[] = []
  let sum = 0
  for (let length = reader.u32(); length !== 0; length = reader.u32()) {
    chunks.push(reader.raw(length))
    sum += length
  }
  if ((total !== PLP_UNKNOWN && BigInt(sum) !== total) || sum % unit !== 0) {
    throw new InvalidLength(`${sum} bytes where ${total} were announced`)
  }
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)
}

/** text, ntext and image. */
export function long(reader: ByteReader, id: number, place: Place): Incoming {
  const size = reader.u32()
  const codepage = id === TYPE.IMAGE ? '' : codepageOf(reader.raw(COLLATION_BYTES))
  const decode = id === TYPE.IMAGE ? copied : id === TYPE.NTEXT ? ucs2Text : (b: Buffer) => iconv.decode(b, codepage)
  const name = id === TYPE.IMAGE ? 'image' : id === TYPE.NTEXT ? 'ntext' : 'text'
  const read = place === 'row' ? readPointed : readCounted
  return { type: { name }, frame: 'text', size, read: each => decoded(read(each), decode) }
}

/** Four bytes of length, 0xFFFFFFFF for NULL. */
function readCounted(reader: ByteReader): Buffer | null {
  const length = reader.i32()
  return length === -1 ? null : reader.raw(length)
}

/** A text pointer, empty for NULL, a timestamp, four bytes of length ([MS-TDS] 2.2.7.19). */
function readPointed(reader: ByteReader): Buffer | null {
  const pointer = reader.u8()
  if (pointer === 0) return null
  reader.raw(pointer + TIMESTAMP_BYTES)
  return reader.raw(reader.u32())
}

export function xml(): Incoming {
  return { type: { name: 'xml' }, frame: 'plp', size: PLP, read: each => decoded(readPlp(each, 2), ucs2Text) }
}

/** The first three groups are little-endian. */
export function guidText(bytes: Buffer): string {
  const ordered = Buffer.from(bytes)
  ordered.subarray(0, 4).reverse()
  ordered.subarray(4, 6).reverse()
  ordered.subarray(6, 8).reverse()
  const hex = ordered.toString('hex').toUpperCase()
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
