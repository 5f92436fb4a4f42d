/** Compression of page bodies (parquet-format: Compression.md). Synchronous on purpose: the thread that encodes is the unit of parallelism. */
import { constants, gzipSync, zstdCompressSync } from 'node:zlib'
import type { Compression } from '../format.ts'

export interface Codec {
  /** parquet.thrift `CompressionCodec`. */
  id: number
  /** May return `bytes` themselves, so they must be used before these change. */
  compress(bytes: Uint8Array): Uint8Array
}

/** parquet.thrift `CompressionCodec`. */
export const CODEC_ID = { none: 0, snappy: 1, gzip: 2, zstd: 6 } as const satisfies Record<Compression, number>

const ZSTD = { [constants.ZSTD_c_compressionLevel]: 1 }

/** An external buffer for each page costs four times what copying the output does. */
const COPIED = { copyOutputData: true }

/** Codecs that need a library load it here, once, and only when asked for. */
export async function loadCodec(compression: Compression): Promise<Codec> {
  const id = CODEC_ID[compression]
  switch (compression) {
    case 'none':
      return { id, compress: bytes => bytes }
    case 'zstd':
      return { id, compress: bytes => zstdCompressSync(bytes, { params: ZSTD, chunkSize: roomFor(bytes) }) }
    case 'gzip':
      return { id, compress: bytes => gzipSync(bytes, { chunkSize: roomFor(bytes) }) }
    case 'snappy': {
      const { compressSync } = await import('snappy')
      return { id, compress: bytes => compressSync(bytes, COPIED) }
    }
  }
}

/** So much room that the output is one chunk: zlib would otherwise grow it 16 KiB at a time. */
function roomFor(bytes: Uint8Array): number {
  return bytes.length + (bytes.length >> 8) + 512
}
