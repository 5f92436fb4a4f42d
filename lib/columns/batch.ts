import type { Schema } from './schema.ts'

/**
 * One column of a batch in the Arrow columnar layout (Arrow spec, "Physical memory layout"), little endian.
 * Every array starts at a multiple of 8 bytes of an ArrayBuffer of its own, so that it can be viewed as any typed array and transferred.
 * Arrays may be longer than `rows` needs; what lies beyond is not defined.
 */
export interface Column {
  /** How many of the rows are NULL. */
  nulls: number
  /** One bit a row, least significant first, 1 = has a value. `null` when no row is NULL. */
  validity: Uint8Array<ArrayBuffer> | null
  /** rows + 1 byte positions in `values`, first 0, for utf8 and binary; `null` for all others. */
  offsets: Int32Array<ArrayBuffer> | null
  /**
   * bool: one bit a row; int, float, date (days), time, timestamp (units since midnight or 1970): little endian;
   * decimal: 16 bytes two's complement of the unscaled value; uuid: 16 bytes in RFC 9562 order; utf8, binary: the bytes, one after another.
   * The value of a NULL row is zero bytes (length 0 for utf8 and binary).
   */
  values: Uint8Array<ArrayBuffer>
}

/** At most 8,192 rows on their way from a home to a store. Whoever receives it owns its buffers. */
export interface Batch {
  rows: number
  columns: Column[]
  /** Bytes of memory that its buffers hold: what it costs the budget. */
  bytes: number
  /** Values that lost precision on the way (a seventh digit cut, an unpaired surrogate replaced), for the receipt. */
  altered: number
}

/** The most rows a batch may have: above it the buffers fall out of the cache and decoding slows by a third. */
export const MAX_BATCH_ROWS = 8192

/** The ArrayBuffers of a batch, each once, for a `postMessage` transfer list. */
export function buffersOf(batch: Batch): ArrayBuffer[] {
  const buffers: ArrayBuffer[] = []
  for (const { validity, offsets, values } of batch.columns) {
    if (validity) buffers.push(validity.buffer)
    if (offsets) buffers.push(offsets.buffer)
    buffers.push(values.buffer)
  }
  return buffers
}

/** The memory that columns hold, in bytes. */
export function bytesOf(columns: Column[]): number {
  let bytes = 0
  for (const { validity, offsets, values } of columns) {
    bytes += (validity?.buffer.byteLength ?? 0) + (offsets?.buffer.byteLength ?? 0) + values.buffer.byteLength
  }
  return bytes
}

/** A batch with no rows, of the given schema. */
export function emptyBatch(schema: Schema): Batch {
  const columns = schema.fields.map(
    ({ type }): Column => ({
      nulls: 0,
      validity: null,
      offsets: type.kind === 'utf8' || type.kind === 'binary' ? new Int32Array(1) : null,
      values: new Uint8Array(0),
    }),
  )
  return { rows: 0, columns, bytes: bytesOf(columns), altered: 0 }
}
