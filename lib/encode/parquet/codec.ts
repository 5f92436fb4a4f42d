/** Compression of page bodies (parquet-format: Compression.md). Synchronous on purpose: the thread that encodes is the unit of parallelism. */
import { constants, gzipSync, zstdCompressSync } from 'node:zlib'
import type { DataType } from '../../columns/schema.ts'
import type { Compression } from '../format.ts'

/** May return `bytes` themselves, so they must be used before these change. */
export type Compress = (bytes: Uint8Array) => Uint8Array

export interface Codec {
  /** parquet.thrift `CompressionCodec`. */
  id: number
  /** Compresses the pages of one chunk of a column of this type. */
  compressor(type: DataType): Compress
}

/** parquet.thrift `CompressionCodec`. */
export const CODEC_ID = { none: 0, snappy: 1, gzip: 2, zstd: 6 } as const satisfies Record<Compression, number>

const ZSTD = { [constants.ZSTD_c_compressionLevel]: 1 }
/** Level 1 looks for matches of 6 or 7 bytes. Times share 5: a fifth to a third smaller, for a quarter more of a small cost. */
const ZSTD_TIMES = { ...ZSTD, [constants.ZSTD_c_minMatch]: 5 }

/** An external buffer for each page costs four times what copying the output does. */
const COPIED = { copyOutputData: true }

/** Codecs that need a library load it here, once, and only when asked for. */
export async function loadCodec(compression: Compression): Promise<Codec> {
  const id = CODEC_ID[compression]
  switch (compression) {
    case 'none':
      return { id, compressor: () => bytes => bytes }
    case 'zstd':
      return {
        id,
        compressor: ({ kind }) => {
          const params = kind === 'time' || kind === 'timestamp' ? ZSTD_TIMES : ZSTD
          return bytes => zstdCompressSync(bytes, { params, chunkSize: zstdBound(bytes.length) })
        },
      }
    case 'gzip':
      return { id, compressor: () => withRoom((bytes, chunkSize) => gzipSync(bytes, { chunkSize })) }
    case 'snappy': {
      const { compressSync } = await import('snappy')
      return { id, compressor: () => bytes => compressSync(bytes, COPIED) }
    }
  }
}

/** With room for whatever may come of it zstd compresses in one step; with less it copies through buffers of its own (zstd.h: ZSTD_compressBound). */
const zstdBound = (length: number): number => length + (length >> 8) + 512

/**
 * Room for the output is made as the pages before it compressed: enough for one piece, and little that the garbage collector then
 * has to find. Too little is no harm: the output comes in two pieces.
 */
function withRoom(compress: (bytes: Uint8Array, room: number) => Uint8Array): Compress {
  let ratio = 1
  return bytes => {
    const compressed = compress(bytes, Math.ceil(bytes.length * ratio) + 512)
    ratio = Math.min(1, (compressed.length / Math.max(bytes.length, 1)) * 1.1)
    return compressed
  }
}
