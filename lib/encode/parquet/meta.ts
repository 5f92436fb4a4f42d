/** What the footer needs to know of a row group: plain data that crosses threads; positions count from the group's first byte. */

export interface ParquetMeta {
  /** Length of the group's bytes. */
  bytes: number
  chunks: ChunkMeta[]
}

export interface ChunkMeta {
  /** Position of the dictionary page, null when there is none. */
  dictionary: number | null
  /** Position of the first data page. */
  data: number
  /** Bytes of all pages with their headers, as stored and before compression. */
  compressed: number
  uncompressed: number
  nulls: number
  bounds: Bounds | null
  /** Data pages in order: position, stored bytes with header, index of the first row. */
  pages: { position: number; size: number; first: number }[]
  /** The Thrift bytes of the `ColumnIndex`, null when a page's values have no bounds. */
  columnIndex: Uint8Array | null
}

/** The least and the greatest value as `Statistics.min_value` and `max_value` hold them: PLAIN, without a length. */
export interface Bounds {
  min: Uint8Array<ArrayBuffer>
  max: Uint8Array<ArrayBuffer>
  minExact: boolean
  maxExact: boolean
}
