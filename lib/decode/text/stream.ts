/** A text file's content as UTF-8, piece by piece: decompressed, decoded, without the mark that some begin with. */
import { isUtf8 } from 'node:buffer'
import { createReadStream, type ReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'
import iconv from 'iconv-lite'
import { step } from '../../disk.ts'
import { DiskError, HomeError } from '../../errors.ts'
import { broken } from '../bytes.ts'
import { through, unzstd } from './zstd.ts'

const PIECE = 256 * 1024
const BOM = [0xef, 0xbb, 0xbf]

/** True for files whose length says nothing of how much is in them. */
export function isCompressed(path: string): boolean {
  return /\.(gz|zst)$/i.test(path)
}

/** True when there is such an encoding. */
export function isEncoding(name: string): boolean {
  return iconv.encodingExists(name)
}

/** @throws {DiskError} @throws {HomeError} `FILE_BROKEN`, `TEXT_INVALID` */
export async function* textOf(path: string, encoding: string): AsyncGenerator<Uint8Array> {
  const pieces = isUtf8Name(encoding) ? checked(bytesOf(path), path) : decoded(bytesOf(path), path, encoding)
  let first = true
  for await (const piece of pieces) {
    if (piece.length === 0) continue
    const marked = first && BOM.every((byte, at) => piece[at] === byte)
    first = false
    yield marked ? piece.subarray(BOM.length) : piece
  }
}

function isUtf8Name(encoding: string): boolean {
  return /^utf-?8$/i.test(encoding)
}

async function* bytesOf(path: string): AsyncGenerator<Uint8Array> {
  const source = createReadStream(path, { highWaterMark: PIECE })
  try {
    yield* reading(path, unpacked(path, source))
  } finally {
    source.destroy()
  }
}

function unpacked(path: string, source: ReadStream): AsyncIterable<Uint8Array> {
  if (/\.zst$/i.test(path)) return unzstd(source, PIECE)
  return /\.gz$/i.test(path) ? through(source, createGunzip({ chunkSize: PIECE })) : source
}

async function* reading(path: string, stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const pieces = stream[Symbol.asyncIterator]()
  try {
    for (;;) {
      const next = await step('read', path, () => pieces.next()).catch((error: unknown) => {
        const cause = error instanceof DiskError ? error.cause : error
        throw isPacking(cause) ? broken(path, `it cannot be decompressed: ${cause.message}`) : error
      })
      if (next.done) return
      yield next.value
    }
  } finally {
    await pieces.return?.()
  }
}

function isPacking(error: unknown): error is Error {
  if (error instanceof RangeError) return true
  return error instanceof Error && 'code' in error && /^(Z_|ZSTD_|ERR_ZLIB|ERR_BUFFER)/.test(String(error.code))
}

/** Bytes that are UTF-8 already. Characters that two pieces share are looked at together. */
async function* checked(pieces: AsyncIterable<Uint8Array>, path: string): AsyncGenerator<Uint8Array> {
  let rest: Uint8Array = new Uint8Array(0)
  let at = 0
  for await (const piece of pieces) {
    const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece])
    const end = wholeCharacters(bytes)
    const whole = bytes.subarray(0, end)
    if (!isUtf8(whole)) throw invalid(path, 'UTF-8', at)
    at += end
    rest = bytes.subarray(end)
    yield whole
  }
  if (rest.length > 0) throw invalid(path, 'UTF-8', at)
}

/** Where the last character that is whole ends. */
function wholeCharacters(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]
    if ((byte & 0xc0) === 0x80) continue
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1
    return length > back ? bytes.length - back : bytes.length
  }
  return bytes.length
}

async function* decoded(pieces: AsyncIterable<Uint8Array>, path: string, encoding: string): AsyncGenerator<Uint8Array> {
  const decoder = iconv.getDecoder(encoding)
  let at = 0
  for await (const piece of pieces) {
    yield encoded(decoder.write(Buffer.from(piece.buffer, piece.byteOffset, piece.length)), path, encoding, at)
    at += piece.length
  }
  yield encoded(decoder.end() ?? '', path, encoding, at)
}

function encoded(text: string, path: string, encoding: string, at: number): Uint8Array {
  // What has no character in the encoding becomes U+FFFD there; only Unicode has that one itself.
  if (text.includes('\ufffd') && !/^(utf|ucs)/i.test(encoding)) throw invalid(path, encoding, at)
  return Buffer.from(text)
}

function invalid(path: string, encoding: string, at: number): HomeError {
  return new HomeError('TEXT_INVALID', `${path} is not text in ${encoding}, behind byte ${at} or so.`, {
    advice: 'Say in which encoding it is: encoding: windows-1252, latin1, utf-16le …',
    facts: { file: path, encoding, at },
  })
}
