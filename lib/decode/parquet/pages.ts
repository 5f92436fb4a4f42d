/** A column chunk, page by page (parquet.thrift `PageHeader`). Nothing is held but the page asked for. */
import { crc32 } from 'node:zlib'
import { deserializeTCompactProtocol } from 'hyparquet/src/thrift.js'
import { broken, type FileBytes } from '../bytes.ts'
import type { Decompress } from './codec.ts'

/** Enough for a header with statistics; longer ones are read again with more. */
const HEADER_BYTES = 512
/** Read at once, when pages are small. */
const WINDOW = 128 * 1024

/** parquet.thrift `PageType`. */
const PageType = { DATA: 0, INDEX: 1, DICTIONARY: 2, DATA_V2: 3 } as const

/** What is known of a page before its body is read. */
export interface PageHead {
  kind: 'data' | 'dictionary'
  /** NULLs included. */
  values: number
  encoding: number
  /** Where its body begins, and its length as stored. */
  body: number
  stored: number
  length: number
  crc: number | null
  /** Bytes of levels in front of a version 2 page, which are never compressed; null for version 1. */
  levels: { repetition: number; definition: number } | null
  compressed: boolean
  /** Encoding of the definition levels of a version 1 page. */
  levelEncoding: number
}

export class Pages {
  readonly #file: FileBytes
  readonly #decompress: Decompress
  readonly #end: number
  /** For messages. */
  readonly #name: string
  #at: number
  #window: Uint8Array<ArrayBuffer> = new Uint8Array(0)
  #windowAt = 0

  /** Pages from `start` on; `size` is what the footer says of the chunk, which some writers get a little wrong. */
  constructor(file: FileBytes, name: string, start: number, size: number, decompress: Decompress) {
    this.#file = file
    this.#name = name
    this.#at = start
    this.#end = Math.min(file.length, start + size + HEADER_BYTES)
    this.#decompress = decompress
  }

  /** The head of the next page of data or of the dictionary; its body is to be read, or skipped by asking for the next. */
  next(): PageHead {
    for (;;) {
      const { fields, length } = this.#header(HEADER_BYTES)
      const head = headOf(fields, this.#at + length)
      if (head === null) throw this.#broken('a page has no head')
      this.#at = head.body + head.stored
      if (head.kind !== 'other') return { ...head, kind: head.kind }
    }
  }

  /** The body, decompressed, with uncompressed levels in front. */
  body(head: PageHead): Uint8Array<ArrayBuffer> {
    const stored = this.#bytes(head.body, head.stored)
    if (head.crc !== null && crc32(stored) !== head.crc >>> 0) throw this.#broken('a page has another checksum')
    const plain = head.levels === null ? 0 : head.levels.repetition + head.levels.definition
    if (!head.compressed || plain === stored.length) return stored
    const length = head.length - plain
    let values: Uint8Array
    try {
      values = this.#decompress(stored.subarray(plain), length)
    } catch (error) {
      throw this.#broken(`a page cannot be decompressed: ${error instanceof Error ? error.message : error}`)
    }
    if (values.length !== length) throw this.#broken(`a page has ${values.length} bytes instead of ${length}`)
    if (plain === 0 && values.buffer instanceof ArrayBuffer) {
      return new Uint8Array(values.buffer, values.byteOffset, length)
    }
    const body = new Uint8Array(plain + length)
    body.set(stored.subarray(0, plain))
    body.set(values, plain)
    return body
  }

  #header(length: number): { fields: Fields; length: number } {
    const wanted = Math.min(length, this.#end - this.#at)
    if (wanted <= 0) throw this.#broken('it ends before its values')
    const bytes = this.#bytes(this.#at, wanted)
    const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 }
    try {
      return { fields: deserializeTCompactProtocol(reader), length: reader.offset }
    } catch (error) {
      if (wanted < length || length > 2 ** 24) throw this.#broken(`a page has no head: ${String(error)}`)
      return this.#header(length * 8)
    }
  }

  #bytes(at: number, length: number): Uint8Array<ArrayBuffer> {
    const from = at - this.#windowAt
    if (from >= 0 && from + length <= this.#window.length) return this.#window.subarray(from, from + length)
    if (length >= WINDOW) return this.#file.read(at, length)
    this.#window = this.#file.read(at, Math.max(length, Math.min(WINDOW, this.#end - at)))
    this.#windowAt = at
    return this.#window.subarray(0, length)
  }

  #broken(what: string): Error {
    return broken(this.#file.path, `column ${this.#name}: ${what}`, { column: this.#name })
  }
}

type Fields = Record<string, unknown>

function headOf(fields: Fields, body: number): (Omit<PageHead, 'kind'> & { kind: PageHead['kind'] | 'other' }) | null {
  const length = numberIn(fields.field_2)
  const stored = numberIn(fields.field_3)
  if (length === null || stored === null || length < 0 || stored < 0) return null
  const common = {
    body,
    stored,
    length,
    crc: numberIn(fields.field_4),
    levels: null,
    compressed: true,
    levelEncoding: 3,
  }
  const type = fields.field_1
  const data = structIn(type === PageType.DATA ? fields.field_5 : type === PageType.DATA_V2 ? fields.field_8 : null)
  const dictionary = structIn(type === PageType.DICTIONARY ? fields.field_7 : null)
  if (dictionary !== null) {
    const [values, encoding] = [numberIn(dictionary.field_1), numberIn(dictionary.field_2)]
    if (values === null || encoding === null) return null
    return { ...common, kind: 'dictionary', values, encoding }
  }
  if (data === null) return { ...common, kind: 'other', values: 0, encoding: 0 }
  const values = numberIn(data.field_1)
  const encoding = numberIn(type === PageType.DATA ? data.field_2 : data.field_4)
  if (values === null || encoding === null) return null
  if (type === PageType.DATA) {
    return { ...common, kind: 'data', values, encoding, levelEncoding: numberIn(data.field_3) ?? 3 }
  }
  const levels = { definition: numberIn(data.field_5) ?? 0, repetition: numberIn(data.field_6) ?? 0 }
  return { ...common, kind: 'data', values, encoding, levels, compressed: data.field_7 !== false }
}

function numberIn(value: unknown): number | null {
  return typeof value === 'number' ? value : null
}

function structIn(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null ? { ...value } : null
}
