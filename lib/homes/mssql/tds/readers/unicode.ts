import { VariableBuilder } from '../../../../columns/variable.ts'
import { protocolError } from '../errors.ts'
import type { Input } from '../input.ts'
import type { Reader } from './reader.ts'

const NOT_ASCII = 0xff80ff80 | 0
const MARK = 0xfffd

/** nchar, nvarchar, ntext, xml: UTF-16 becomes UTF-8, four ASCII characters at a time where there are. */
export class UnicodeReader implements Reader {
  readonly builder: VariableBuilder
  private readonly name: string
  private readonly wide: boolean

  /** @param wide the value's length is in the four bytes before it, else in two */
  constructor(limit: number, name: string, wide: boolean) {
    this.builder = new VariableBuilder(limit)
    this.name = name
    this.wide = wide
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
      if ((bytes & 1) !== 0) throw this.oddLength(bytes)
      const stop = at + bytes
      if (length + (bytes >>> 1) > to.length) {
        builder.length = length
        builder.reserveBytes(bytes >>> 1)
        to = builder.bytes
        toView = builder.view
      }
      for (; at + 8 <= stop; at += 8, length += 4) {
        const a = view.getInt32(at, true)
        const b = view.getInt32(at + 4, true)
        if (((a | b) & NOT_ASCII) !== 0) break
        toView.setInt32(length, (a & 0x7f) | ((a >>> 8) & 0x7f00) | ((b & 0x7f) << 16) | ((b & 0x7f0000) << 8), true)
      }
      for (; at < stop; at += 2, length++) {
        const unit = from[at]! | (from[at + 1]! << 8)
        if (unit > 0x7f) break
        to[length] = unit
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

  /** UTF-16 of any kind; a surrogate without its partner becomes U+FFFD and the value counts as altered. */
  private encode(from: Uint8Array, start: number, stop: number): void {
    const { builder } = this
    builder.reserveBytes(((stop - start) >>> 1) * 3)
    const to = builder.bytes
    let length = builder.length
    let broken = false
    for (let at = start; at < stop; at += 2) {
      let unit = from[at]! | (from[at + 1]! << 8)
      if (unit < 0x80) {
        to[length++] = unit
        continue
      }
      if (unit < 0x800) {
        to[length++] = 0xc0 | (unit >>> 6)
        to[length++] = 0x80 | (unit & 0x3f)
        continue
      }
      if ((unit & 0xf800) === 0xd800) {
        const next = at + 2 < stop ? from[at + 2]! | (from[at + 3]! << 8) : 0
        if (unit < 0xdc00 && (next & 0xfc00) === 0xdc00) {
          const point = 0x10000 + ((unit & 0x3ff) << 10) + (next & 0x3ff)
          to[length++] = 0xf0 | (point >>> 18)
          to[length++] = 0x80 | ((point >>> 12) & 0x3f)
          to[length++] = 0x80 | ((point >>> 6) & 0x3f)
          to[length++] = 0x80 | (point & 0x3f)
          at += 2
          continue
        }
        unit = MARK
        broken = true
      }
      to[length++] = 0xe0 | (unit >>> 12)
      to[length++] = 0x80 | ((unit >>> 6) & 0x3f)
      to[length++] = 0x80 | (unit & 0x3f)
    }
    builder.length = length
    if (broken) builder.altered++
  }

  private oddLength(bytes: number): Error {
    const facts = { column: this.name, bytes }
    return protocolError(`column ${JSON.stringify(this.name)} has UTF-16 text of ${bytes} bytes, an odd number`, facts)
  }
}
