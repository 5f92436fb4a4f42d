import { isUtf8 } from 'node:buffer'
import iconv from 'iconv-lite'
import { VariableBuilder } from '../../../../columns/variable.ts'
import type { Input } from '../input.ts'
import type { Reader } from './reader.ts'

const LONG = 64
const MARK = '\ufffd'

/** char, varchar, text: text in the code page of its collation becomes UTF-8. What is ASCII is copied. */
export class NarrowReader implements Reader {
  readonly builder: VariableBuilder
  private readonly wide: boolean
  private readonly codepage: string
  /** For code pages of one byte: the UTF-8 bytes of each, lowest first, or 0 for a byte that stands for nothing. */
  private readonly table: Uint32Array | null

  /** @param wide the value's length is in the four bytes before it, else in two */
  constructor(limit: number, codepage: string, wide: boolean) {
    this.builder = new VariableBuilder(limit)
    this.wide = wide
    this.codepage = codepage
    this.table = MANY_BYTES.has(codepage) ? null : tableOf(codepage)
  }

  read({ bytes: from, view }: Input, cells: Int32Array, first: number, step: number, count: number): number {
    const { builder, wide } = this
    const { offsets } = builder
    let to = builder.bytes
    let toView = builder.view
    let length = builder.length
    let row = builder.rows
    let nulls = 0
    for (let cell = first, end = first + count * step; cell < end; cell += step) {
      let at = cells[cell]!
      if (at < 0) {
        nulls++
        offsets[++row] = length
        continue
      }
      const bytes = wide ? view.getUint32(at - 4, true) : view.getUint16(at - 2, true)
      const stop = at + bytes
      if (length + bytes > to.length) {
        builder.length = length
        builder.reserveBytes(bytes)
        to = builder.bytes
        toView = builder.view
      }
      for (; at + 4 <= stop; at += 4, length += 4) {
        const four = view.getInt32(at, true)
        if ((four & 0x80808080) !== 0) break
        toView.setInt32(length, four, true)
      }
      for (; at < stop; at++, length++) {
        const byte = from[at]!
        if (byte > 0x7f) break
        to[length] = byte
      }
      if (at < stop) {
        builder.length = length
        this.encode(from, at, stop)
        to = builder.bytes
        toView = builder.view
        length = builder.length
      }
      offsets[++row] = length
    }
    builder.length = length
    return nulls
  }

  /** Text that begins with a character beyond ASCII. */
  private encode(from: Uint8Array, start: number, stop: number): void {
    if (this.table !== null) this.translate(this.table, from, start, stop)
    else {
      const bytes = from.subarray(start, stop)
      if (this.codepage === 'utf-8' && isUtf8(bytes)) this.append(bytes)
      else {
        const text =
          this.codepage === 'utf-8'
            ? Buffer.from(bytes).toString('utf8')
            : iconv.decode(Buffer.from(bytes), this.codepage)
        // A byte sequence that stands for nothing; a U+FFFD that was in the data is the same to the reader.
        if (text.includes(MARK)) this.builder.altered++
        this.append(Buffer.from(text, 'utf8'))
      }
    }
  }

  private append(bytes: Uint8Array): void {
    this.builder.reserveBytes(bytes.length)
    this.builder.bytes.set(bytes, this.builder.length)
    this.builder.length += bytes.length
  }

  private translate(table: Uint32Array, from: Uint8Array, start: number, stop: number): void {
    const { builder } = this
    let needed = stop - start
    // Long values are measured first, so that the buffer is not made three times as large as it must be.
    if (needed <= LONG) needed *= 3
    else for (let at = start; at < stop; at++) needed += extraBytes(table[from[at]!]!)
    builder.reserveBytes(needed)
    const to = builder.bytes
    let length = builder.length
    let broken = false
    for (let at = start; at < stop; at++) {
      let code = table[from[at]!]!
      if (code === NOTHING) {
        broken = true
        code = UTF8_MARK
      }
      to[length++] = code & 0xff
      if (code > 0xff) to[length++] = (code >>> 8) & 0xff
      if (code > 0xffff) to[length++] = code >>> 16
    }
    builder.length = length
    if (broken) builder.altered++
  }
}

/** Code pages in which a character may take more than one byte. */
const MANY_BYTES = new Set(['utf-8', 'cp932', 'cp936', 'cp949', 'cp950'])
const NOTHING = 0xffffffff
/** U+FFFD in UTF-8, lowest byte first. */
const UTF8_MARK = 0xbdbfef

const tables = new Map<string, Uint32Array>()

function extraBytes(code: number): number {
  return code > 0xffff ? 2 : code > 0xff ? 1 : 0
}

function tableOf(codepage: string): Uint32Array {
  let table = tables.get(codepage)
  if (table === undefined) {
    table = Uint32Array.from({ length: 256 }, (_, byte) => {
      let character = iconv.decode(Buffer.of(byte), codepage)
      // Windows shows the unused bytes 80 to 9F of its code pages as the control characters of the same number.
      if (character === MARK && byte < 0xa0) character = String.fromCharCode(byte)
      if (character === MARK) return NOTHING
      return Buffer.from(character, 'utf8').reduceRight((code, part) => (code << 8) | part, 0)
    })
    tables.set(codepage, table)
  }
  return table
}
