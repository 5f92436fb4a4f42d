/** The end of a file: page indexes, `FileMetaData`, its length, the magic (parquet-format: README.md "File format", parquet.thrift). */
import type { Schema } from '../../columns/schema.ts'
import { version } from '../../version.ts'
import { offsetIndex } from './column-index.ts'
import { type Leaf, leavesOf } from './leaf.ts'
import type { ChunkMeta, ParquetMeta } from './meta.ts'
import { Encoding, PageType } from './page.ts'
import { writeSchema } from './schema-elements.ts'
import { Element, ThriftWriter } from './thrift.ts'

export const MAGIC = Uint8Array.of(0x50, 0x41, 0x52, 0x31)

interface Place {
  position: number
  size: number
}

/** Where the indexes of a chunk were put. */
interface Indexes {
  column: Place | null
  offset: Place
}

/** Everything behind the last row group. `codec` is the id of the codec of all pages. */
export function footer(schema: Schema, groups: { rows: number; meta: ParquetMeta }[], codec: number): Uint8Array {
  const leaves = leavesOf(schema)
  const starts: number[] = []
  let position = MAGIC.length
  for (const { meta } of groups) {
    starts.push(position)
    position += meta.bytes
  }
  const parts: Uint8Array[] = []
  const put = (bytes: Uint8Array): Place => {
    const place = { position, size: bytes.length }
    parts.push(bytes)
    position += bytes.length
    return place
  }
  // All column indexes, then all offset indexes: what filters read first stands together (PageIndex.md, "Technical Approach").
  const columns = groups.map(({ meta }) => meta.chunks.map(({ columnIndex }) => columnIndex && put(columnIndex)))
  const offsets = groups.map(({ meta }, g) => meta.chunks.map(chunk => put(offsetIndex(chunk, starts[g]))))

  const thrift = new ThriftWriter()
  thrift.begin()
  thrift.i32(1, 1)
  writeSchema(thrift, leaves)
  thrift.i64(
    3,
    groups.reduce((sum, { rows }) => sum + rows, 0),
  )
  thrift.list(4, Element.STRUCT, groups.length)
  groups.forEach(({ rows, meta }, g) => {
    const indexes = meta.chunks.map((_, c) => ({ column: columns[g][c], offset: offsets[g][c] }))
    writeGroup(thrift, { leaves, codec, rows, meta, start: starts[g], ordinal: g, indexes })
  })
  thrift.list(5, Element.STRUCT, 1)
  thrift.begin()
  thrift.string(1, 'hygge.schema')
  thrift.string(2, JSON.stringify(schema))
  thrift.end()
  thrift.string(6, `hygge version ${version}`)
  // TypeDefinedOrder for every column: without it readers distrust min_value and max_value.
  thrift.list(7, Element.STRUCT, leaves.length)
  for (const _ of leaves) {
    thrift.begin()
    thrift.empty(1)
    thrift.end()
  }
  thrift.end()
  const meta = thrift.finish()
  put(meta)
  const length = new Uint8Array(4)
  new DataView(length.buffer).setUint32(0, meta.length, true)
  put(length)
  put(MAGIC)
  return Buffer.concat(parts)
}

interface Group {
  leaves: Leaf[]
  codec: number
  rows: number
  meta: ParquetMeta
  /** Position of its first byte in the file. */
  start: number
  ordinal: number
  indexes: Indexes[]
}

function writeGroup(thrift: ThriftWriter, { leaves, codec, rows, meta, start, ordinal, indexes }: Group): void {
  thrift.begin()
  thrift.list(1, Element.STRUCT, meta.chunks.length)
  meta.chunks.forEach((chunk, c) => {
    thrift.begin()
    // Deprecated and required; 0 because the metadata stands nowhere else (parquet.thrift `ColumnChunk`).
    thrift.i64(2, 0)
    thrift.begin(3)
    writeChunkMeta(thrift, leaves[c], chunk, { codec, rows, start })
    thrift.end()
    const { column, offset } = indexes[c]
    thrift.i64(4, offset.position)
    thrift.i32(5, offset.size)
    if (column) {
      thrift.i64(6, column.position)
      thrift.i32(7, column.size)
    }
    thrift.end()
  })
  const sum = (of: (chunk: ChunkMeta) => number) => meta.chunks.reduce((total, chunk) => total + of(chunk), 0)
  thrift.i64(
    2,
    sum(({ uncompressed }) => uncompressed),
  )
  thrift.i64(3, rows)
  thrift.i64(5, start)
  thrift.i64(
    6,
    sum(({ compressed }) => compressed),
  )
  // An i16: more groups than it counts go without.
  if (ordinal <= 0x7fff) thrift.i16(7, ordinal)
  thrift.end()
}

/** parquet.thrift `ColumnMetaData`. */
function writeChunkMeta(
  thrift: ThriftWriter,
  leaf: Leaf,
  chunk: ChunkMeta,
  { codec, rows, start }: { codec: number; rows: number; start: number },
): void {
  const { dictionary, data, compressed, uncompressed, pages } = chunk
  const values = dictionary === null ? Encoding.PLAIN : Encoding.RLE_DICTIONARY
  const encodings = dictionary === null ? [values, Encoding.RLE] : [Encoding.PLAIN, Encoding.RLE, values]
  thrift.i32(1, leaf.physical)
  thrift.list(2, Element.I32, encodings.length)
  for (const encoding of encodings) thrift.intElement(encoding)
  thrift.list(3, Element.BINARY, 1)
  thrift.stringElement(leaf.name)
  thrift.i32(4, codec)
  thrift.i64(5, rows)
  thrift.i64(6, uncompressed)
  thrift.i64(7, compressed)
  thrift.i64(9, start + data)
  if (dictionary !== null) thrift.i64(11, start + dictionary)
  writeStatistics(thrift, chunk)
  const stats = [{ type: PageType.DATA_PAGE as number, encoding: values as number, count: pages.length }]
  if (dictionary !== null) stats.unshift({ type: PageType.DICTIONARY_PAGE, encoding: Encoding.PLAIN, count: 1 })
  thrift.list(13, Element.STRUCT, stats.length)
  for (const { type, encoding, count } of stats) {
    thrift.begin()
    thrift.i32(1, type)
    thrift.i32(2, encoding)
    thrift.i32(3, count)
    thrift.end()
  }
}

/** parquet.thrift `Statistics`; the deprecated `min` and `max` are left out, their order was never defined. */
function writeStatistics(thrift: ThriftWriter, { nulls, bounds }: ChunkMeta): void {
  thrift.begin(12)
  thrift.i64(3, nulls)
  if (bounds) {
    thrift.binary(5, bounds.max)
    thrift.binary(6, bounds.min)
    thrift.bool(7, bounds.maxExact)
    thrift.bool(8, bounds.minExact)
  }
  thrift.end()
}
