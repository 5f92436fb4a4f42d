/** Per-page bounds and places, so that readers skip pages (parquet-format: PageIndex.md). */
import { compare } from './bounds.ts'
import type { Leaf } from './leaf.ts'
import type { Bounds, ChunkMeta } from './meta.ts'
import { Element, ThriftWriter } from './thrift.ts'

export interface PageBounds {
  rows: number
  nulls: number
  bounds: Bounds | null
}

/** parquet.thrift `BoundaryOrder`. */
const UNORDERED = 0
const ASCENDING = 1
const DESCENDING = 2

/** The `ColumnIndex`; null when a page has values but no bounds (NaN), since the index cannot say so. */
export function columnIndex(leaf: Leaf, pages: PageBounds[]): Uint8Array | null {
  if (pages.some(({ rows, nulls, bounds }) => bounds === null && nulls < rows)) return null
  const none = new Uint8Array(0)
  const thrift = new ThriftWriter()
  thrift.begin()
  thrift.list(1, Element.BOOL, pages.length)
  for (const { bounds } of pages) thrift.boolElement(bounds === null)
  thrift.list(2, Element.BINARY, pages.length)
  for (const { bounds } of pages) thrift.binaryElement(bounds?.min ?? none)
  thrift.list(3, Element.BINARY, pages.length)
  for (const { bounds } of pages) thrift.binaryElement(bounds?.max ?? none)
  thrift.i32(4, boundaryOrder(leaf, pages))
  thrift.list(5, Element.I64, pages.length)
  for (const { nulls } of pages) thrift.intElement(nulls)
  thrift.end()
  return thrift.finish()
}

function boundaryOrder(leaf: Leaf, pages: PageBounds[]): number {
  let ascending = true
  let descending = true
  let previous: Bounds | undefined
  for (const { bounds } of pages) {
    if (bounds === null) continue
    if (previous) {
      const min = compare(leaf, previous.min, bounds.min)
      const max = compare(leaf, previous.max, bounds.max)
      if (min > 0 || max > 0) ascending = false
      if (min < 0 || max < 0) descending = false
    }
    previous = bounds
  }
  return ascending ? ASCENDING : descending ? DESCENDING : UNORDERED
}

/** The `OffsetIndex` of a chunk in a group that begins at `start` of the file. */
export function offsetIndex({ pages }: ChunkMeta, start: number): Uint8Array {
  const thrift = new ThriftWriter()
  thrift.begin()
  thrift.list(1, Element.STRUCT, pages.length)
  for (const { position, size, first } of pages) {
    thrift.begin()
    thrift.i64(1, start + position)
    thrift.i32(2, size)
    thrift.i64(3, first)
    thrift.end()
  }
  thrift.end()
  return thrift.finish()
}
