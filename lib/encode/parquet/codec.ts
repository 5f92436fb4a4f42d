/** Compression of page bodies (parquet-format: Compression.md). Synchronous on purpose: the thread that encodes is the unit of parallelism. */
import { constants, gzipSync, zstdCompressSync } from 'node:zlib'
import type { DataType } from '../../columns/schema.ts'
import type { Compression } from '../format.ts'

/** May return `bytes` themselves, so they must be used before these change. */
export type Compress = (bytes: Uint8Array) => Uint8Array

export interface Codec {
  /** parquet.thrift `CompressionCodec`. */
  id: number
  /** How pages of a column of this type are compressed. */
  compressor(type: DataType): Compress
}

/** parquet.thrift `CompressionCodec`. */
export const CODEC_ID = { none: 0, snappy: 1, gzip: 2, zstd: 6 } as const satisfies Record<Compression, number>

const ZSTD = { [constants.ZSTD_c_compressionLevel]: 1 }
/** Level 1 looks for matches of 6 or 7 bytes. Times share 5: a fifth to a third smaller, for a quarter more of a small cost. */
const ZSTD_TIMES = { ...ZSTD, [constants.ZSTD_c_minMatch]: 5 }

const zstd: Compress = bytes => zstdCompressSync(bytes, { params: ZSTD, chunkSize: roomFor(bytes) })
const zstdTimes: Compress = bytes => zstdCompressSync(bytes, { params: ZSTD_TIMES, chunkSize: roomFor(bytes) })
const gzip: Compress = bytes => gzipSync(bytes, { chunkSize: roomFor(bytes) })

/** An external buffer for each page costs four times what copying the output does. */
const COPIED = { copyOutputData: true }

/** Codecs that need a library load it here, once, and only when asked for. */
export async function loadCodec(compression: Compression): Promise<Codec> {
  const id = CODEC_ID[compression]
  switch (compression) {
    case 'none':
      return { id, compressor: () => bytes => bytes }
    case 'zstd':
      return { id, compressor: ({ kind }) => (kind === 'time' || kind === 'timestamp' ? zstdTimes : zstd) }
    case 'gzip':
      return { id, compressor: () => gzip }
    case 'snappy': {
      const { compressSync } = await import('snappy')
      return { id, compressor: () => bytes => compressSync(bytes, COPIED) }
    }
  }
}

/** So much room that the output is one chunk: zlib would otherwise grow it 16 KiB at a time. */
function roomFor(bytes: Uint8Array): number {
  return bytes.length + (bytes.length >> 8) + 512
}
