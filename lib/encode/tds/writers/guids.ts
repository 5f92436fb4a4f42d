/** uniqueidentifier, [MS-TDS] 2.2.5.5.1.9: 16 bytes of which the first three groups are little endian. */
import type { Column } from '../../../columns/batch.ts'
import type { Output } from '../output.ts'
import { isNull, validityOf, Writer } from './writer.ts'

/** For each byte on the wire: where it stands in print order, the same there and back. */
const ORDER = Uint8Array.of(3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15)
/** For each byte on the wire: where its two digits stand in the text. */
const PLACES = Uint8Array.of(6, 4, 2, 0, 11, 9, 16, 14, 19, 21, 24, 26, 28, 30, 32, 34)
const DASHES = [8, 13, 18, 23] as const
const TEXT_BYTES = 36
const DASH = 0x2d
/** The value of a hexadecimal digit by its code, 0xFF for what is none. */
const DIGITS = Uint8Array.from({ length: 256 }, (_, code) => {
  const digit = Number.parseInt(String.fromCharCode(code), 16)
  return Number.isNaN(digit) ? 0xff : digit
})

/** Out of 16 bytes in the order of RFC 9562. */
export class GuidWriter extends Writer {
  readonly size = 17
  readonly nullSize = 1

  override write(column: Column, first: number, count: number, { bytes }: Output, at: Int32Array): void {
    const validity = validityOf(column)
    const { values } = column
    for (let i = 0, row = first; i < count; i++, row++) {
      const to = at[i]!
      if (validity !== null && isNull(validity, row)) {
        bytes[to] = 0
        at[i] = to + 1
        continue
      }
      bytes[to] = 16
      for (let byte = 0; byte < 16; byte++) bytes[to + 1 + byte] = values[row * 16 + ORDER[byte]!]!
      at[i] = to + 17
    }
  }
}

/** Out of text, `6F9619FF-8B86-D011-B42D-00C04FC964FF`. */
export class GuidTextWriter extends Writer {
  readonly size = 17
  readonly nullSize = 1

  override write(column: Column, first: number, count: number, { bytes }: Output, at: Int32Array): void {
    const validity = validityOf(column)
    const { values } = column
    const offsets = column.offsets!
    for (let i = 0, row = first; i < count; i++, row++) {
      const to = at[i]!
      if (validity !== null && isNull(validity, row)) {
        bytes[to] = 0
        at[i] = to + 1
        continue
      }
      const from = offsets[row]!
      let wrong = offsets[row + 1]! - from === TEXT_BYTES ? 0 : 0xff
      for (const dash of DASHES) wrong |= (values[from + dash] ?? 0) ^ DASH
      bytes[to] = 16
      for (let byte = 0; byte < 16; byte++) {
        const place = from + PLACES[byte]!
        const upper = DIGITS[values[place]!]!
        const lower = DIGITS[values[place + 1]!]!
        // Digits are at most 15.
        wrong |= (upper | lower) & 0xf0
        bytes[to + 1 + byte] = (upper << 4) | lower
      }
      if (wrong !== 0) this.refuse(row, 'the text is no GUID')
      at[i] = to + 17
    }
  }
}
