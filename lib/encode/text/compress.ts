/** Compression of text files. Pieces that are compressed one by one and put together are a file that all readers take for one. */
import { constants, gzipSync, zstdCompressSync } from 'node:zlib'
import { FlowError } from '../../errors.ts'
import type { Compression } from '../format.ts'

const ZSTD = { params: { [constants.ZSTD_c_compressionLevel]: 1 } }

/** gzip members follow each other by RFC 1952 (2.2), zstd frames by RFC 8878 (3). */
export function compressed(bytes: Uint8Array<ArrayBuffer>, compression: Compression): Uint8Array<ArrayBuffer> {
  switch (compression) {
    case 'none':
      return bytes
    case 'gzip':
      return Uint8Array.from(gzipSync(bytes))
    case 'zstd':
      return Uint8Array.from(zstdCompressSync(bytes, ZSTD))
    case 'snappy':
      throw new FlowError('BAD_COMPRESSION', 'Text files are not compressed by snappy.', {
        advice: 'Write `compression: zstd`, `gzip` or `none`.',
      })
  }
}

const ENDINGS: Record<Compression, string> = { none: '', gzip: '.gz', zstd: '.zst', snappy: '.snappy' }

export function endingOf(compression: Compression): string {
  return ENDINGS[compression]
}
