/** nchar and nvarchar: UTF-8 becomes UTF-16, four ASCII characters at a time where there are. */
import { isAscii } from 'node:buffer'
import type { Column } from '../../../columns/batch.ts'
import type { Output } from '../output.ts'
import { SHORT_NULL, startValue, VariableWriter } from './variable.ts'
import { isNull, validityOf } from './writer.ts'

export class TextWriter extends VariableWriter {
  /** The block that was measured last is ASCII. */
  #ascii = false

  protected override lengths({ values, offsets }: Column, first: number, count: number, lengths: Int32Array): void {
    const ends = offsets!
    let end = ends[first]!
    this.#ascii = isAscii(values.subarray(end, ends[first + count]!))
    if (this.#ascii) {
      for (let i = 0; i < count; i++) {
        const start = end
        end = ends[first + i + 1]!
        lengths[i] = (end - start) * 2
      }
      return
    }
    for (let i = 0; i < count; i++) {
      let at = end
      end = ends[first + i + 1]!
      let units = end - at
      // A byte that goes on with a character is no unit of its own, but of those beyond 16 bits every four bytes are two.
      for (; at < end; at++) {
        const byte = values[at]!
        if (byte > 0x7f) units -= (byte & 0xc0) === 0x80 ? 1 : byte >= 0xf0 ? -1 : 0
      }
      lengths[i] = units * 2
    }
  }

  protected override tooLong(length: number): string {
    return `the text has ${length / 2} characters`
  }

  override write(column: Column, first: number, count: number, out: Output, at: Int32Array): void {
    if (this.#ascii && !this.long) this.#writeShort(column, first, count, out, at)
    else this.#writeAny(column, first, count, out, at)
  }

  #writeAny(column: Column, first: number, count: number, { view }: Output, at: Int32Array): void {
    const validity = validityOf(column)
    const { values } = column
    const offsets = column.offsets!
    const from = new DataView(values.buffer, values.byteOffset, values.byteLength)
    const { long, measured } = this
    for (let i = 0, row = first; i < count; i++, row++) {
      if (validity !== null && isNull(validity, row)) {
        at[i] = this.writeNull(view, at[i]!)
        continue
      }
      const length = measured[i]!
      const start = offsets[row]!
      const end = offsets[row + 1]!
      const to = startValue(view, at[i]!, length, long)
      if (length !== (end - start) * 2) transcode(values, start, end, view, to)
      else widen(from, start, end, view, to)
      at[i] = this.endValue(view, to + length, length)
    }
  }

  /** ASCII with two bytes of length: what nearly all texts are. */
  #writeShort(column: Column, first: number, count: number, { view }: Output, at: Int32Array): void {
    const validity = validityOf(column)
    const { values } = column
    const offsets = column.offsets!
    const from = new DataView(values.buffer, values.byteOffset, values.byteLength)
    let end = offsets[first]!
    for (let i = 0, row = first; i < count; i++, row++) {
      const start = end
      end = offsets[row + 1]!
      const to = at[i]!
      if (validity !== null && isNull(validity, row)) {
        view.setUint16(to, SHORT_NULL, true)
        at[i] = to + 2
        continue
      }
      const length = (end - start) * 2
      view.setUint16(to, length, true)
      widen(from, start, end, view, to + 2)
      at[i] = to + 2 + length
    }
  }
}

/** ASCII: a byte of zero behind each. */
function widen(from: DataView, start: number, end: number, view: DataView, to: number): void {
  let at = start
  let place = to
  for (; at + 4 <= end; at += 4, place += 8) {
    const four = from.getInt32(at, true)
    view.setInt32(place, (four & 0x7f) | ((four & 0x7f00) << 8), true)
    view.setInt32(place + 4, ((four >>> 16) & 0x7f) | ((four >>> 8) & 0x7f0000), true)
  }
  if (at + 2 <= end) {
    const two = from.getUint16(at, true)
    view.setInt32(place, (two & 0x7f) | ((two & 0x7f00) << 8), true)
    at += 2
    place += 4
  }
  if (at < end) view.setUint16(place, from.getUint8(at), true)
}

/** UTF-8 of any kind, which columns hold well formed. */
function transcode(values: Uint8Array, start: number, end: number, view: DataView, to: number): void {
  let place = to
  for (let at = start; at < end; ) {
    const byte = values[at]!
    if (byte < 0x80) {
      view.setUint16(place, byte, true)
      at++
    } else if (byte < 0xe0) {
      view.setUint16(place, ((byte & 0x1f) << 6) | (values[at + 1]! & 0x3f), true)
      at += 2
    } else if (byte < 0xf0) {
      view.setUint16(place, ((byte & 0x0f) << 12) | ((values[at + 1]! & 0x3f) << 6) | (values[at + 2]! & 0x3f), true)
      at += 3
    } else {
      const point =
        ((byte & 0x07) << 18) |
        ((values[at + 1]! & 0x3f) << 12) |
        ((values[at + 2]! & 0x3f) << 6) |
        (values[at + 3]! & 0x3f)
      view.setUint16(place, 0xd7c0 + (point >>> 10), true)
      view.setUint16(place + 2, 0xdc00 | (point & 0x3ff), true)
      place += 2
      at += 4
    }
    place += 2
  }
}
