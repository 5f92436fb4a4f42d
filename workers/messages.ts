/** Every message between the main thread and a worker. Buffers are transferred, never cloned. */
import type { Batch } from '../lib/columns/batch.ts'
import type { Schema } from '../lib/columns/schema.ts'
import type { Compression } from '../lib/encode/format.ts'

/** Main → worker: encode these rows as one group. The batches' buffers go with it. */
export interface EncodeTask {
  format: 'parquet'
  compression: Compression
  schema: Schema
  batches: Batch[]
}

/** Worker → main: the group's bytes (transferred) and what the file's tail needs to know of it. */
export interface EncodeResult {
  bytes: Uint8Array<ArrayBuffer>
  rows: number
  meta: unknown
}
