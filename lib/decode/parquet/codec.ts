/** Decompression of page bodies (parquet-format: Compression.md). Synchronous: the thread that decodes has nothing else to do. */
import { brotliDecompressSync, constants, gunzipSync, zstdDecompressSync } from 'node:zlib'

/** Gives `length` bytes, in any array. */
export type Decompress = (bytes: Uint8Array, length: number) => Uint8Array

/** Codecs that need a library load it here, and only when asked for. Null when nobody knows the codec. */
export async function loadDecompress(codec: string): Promise<Decompress | null> {
  switch (codec) {
    case 'UNCOMPRESSED':
      return bytes => bytes
    case 'ZSTD':
      return (bytes, length) => zstdDecompressSync(bytes, room(length))
    case 'GZIP':
      return (bytes, length) => gunzipSync(bytes, room(length))
    case 'BROTLI':
      return (bytes, length) => brotliDecompressSync(bytes, room(length))
    case 'SNAPPY': {
      const { uncompressSync } = await import('snappy')
      // An external buffer for each page costs more than copying the output.
      return bytes => asBytes(uncompressSync(bytes, { asBuffer: true, copyOutputData: true }))
    }
    case 'LZ4':
    case 'LZ4_RAW': {
      const { compressors } = await import('hyparquet-compressors')
      return compressors[codec] ?? null
    }
    default:
      return null
  }
}

/** One piece of the size that is known; never more, whatever the bytes would make. */
function room(length: number): { chunkSize: number; maxOutputLength: number } {
  const size = Math.max(length, constants.Z_MIN_CHUNK)
  return { chunkSize: size, maxOutputLength: size }
}

function asBytes(output: string | Buffer): Uint8Array {
  if (typeof output === 'string') throw new TypeError('snappy gave a text')
  return output
}
