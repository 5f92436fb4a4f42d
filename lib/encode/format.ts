/** A file format, cut where the threads are: groups of rows are encoded anywhere, in any order, and put together in one place. */
import type { Batch } from '../columns/batch.ts'
import type { Schema } from '../columns/schema.ts'

export type Compression = 'zstd' | 'snappy' | 'gzip' | 'none'

/** A run of rows, encoded. `meta` is what the tail needs to know of it; plain data. */
export interface EncodedGroup<Meta = unknown> {
  bytes: Uint8Array<ArrayBuffer>
  rows: number
  meta: Meta
}

/** Names as the configuration and the messages between threads spell them. */
export type FormatName = 'parquet' | 'csv' | 'ndjson' | 'tds'

/** Formats of files that users choose. */
export type FileFormat = Exclude<FormatName, 'tds'>

export interface Format<Meta = unknown> {
  readonly name: FormatName
  /** File name ending without the dot. */
  extension(compression: Compression): string
  /** The bytes before the first group. */
  head(schema: Schema, compression: Compression): Uint8Array
  /** The hot part, run in a worker: at most about 128k rows, of the part of that name. */
  encode(schema: Schema, batches: Batch[], compression: Compression, part: string): Promise<EncodedGroup<Meta>>
  /** The bytes after the last group; `groups` are in file order, their bytes no longer needed. */
  tail(schema: Schema, groups: Omit<EncodedGroup<Meta>, 'bytes'>[], compression: Compression): Uint8Array
}
