/** Pages: a Thrift header, then the body as compressed (parquet-format: README.md "Data Pages", parquet.thrift `PageHeader`). */
import type { Compress } from './codec.ts'
import type { Output } from './output.ts'
import { ThriftWriter } from './thrift.ts'

/** parquet.thrift `Encoding`. */
export const Encoding = { PLAIN: 0, RLE: 3, RLE_DICTIONARY: 8 } as const

/** parquet.thrift `PageType`. Data pages are V1: every reader takes them, V2 not all. */
export const PageType = { DATA_PAGE: 0, DICTIONARY_PAGE: 2 } as const

/** Writes a data page of `rows` levels; `body` is levels and values. Returns its size before compression, with the header. */
export function writeDataPage(
  out: Output,
  compress: Compress,
  body: Uint8Array,
  rows: number,
  encoding: number,
): number {
  return writePage(out, compress, body, PageType.DATA_PAGE, thrift => {
    thrift.begin(5)
    thrift.i32(1, rows)
    thrift.i32(2, encoding)
    thrift.i32(3, Encoding.RLE)
    thrift.i32(4, Encoding.RLE)
    thrift.end()
  })
}

/** Writes a dictionary page of `entries` PLAIN values. Returns its size before compression, with the header. */
export function writeDictionaryPage(out: Output, compress: Compress, body: Uint8Array, entries: number): number {
  return writePage(out, compress, body, PageType.DICTIONARY_PAGE, thrift => {
    thrift.begin(7)
    thrift.i32(1, entries)
    thrift.i32(2, Encoding.PLAIN)
    thrift.end()
  })
}

function writePage(
  out: Output,
  compress: Compress,
  body: Uint8Array,
  type: number,
  describe: (thrift: ThriftWriter) => void,
): number {
  const stored = compress(body)
  const thrift = new ThriftWriter()
  thrift.begin()
  thrift.i32(1, type)
  thrift.i32(2, body.length)
  thrift.i32(3, stored.length)
  describe(thrift)
  thrift.end()
  const header = thrift.finish()
  out.append(header)
  out.append(stored)
  return header.length + body.length
}
