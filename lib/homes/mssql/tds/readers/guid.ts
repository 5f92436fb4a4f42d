/** uniqueidentifier, [MS-TDS] 2.2.5.5.1.9: 16 bytes of which the first three groups are little endian. */
import { FixedBuilder } from '../../../../columns/fixed.ts'
import { VariableBuilder } from '../../../../columns/variable.ts'
import type { Input } from '../input.ts'
import type { Reader } from './reader.ts'

/** For each byte in print order: where it stands on the wire. */
const ORDER = Uint8Array.of(3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15)
/** For each byte in print order: where its two digits stand in the text. */
const PLACES = Uint8Array.of(0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34)
const DASHES = [8, 13, 18, 23] as const
const TEXT_BYTES = 36
/** The two upper-case hex digits of a byte, as they lie in memory. */
const DIGITS = Uint16Array.from({ length: 256 }, (_, byte) => {
  const text = byte.toString(16).toUpperCase().padStart(2, '0')
  return text.charCodeAt(0) | (text.charCodeAt(1) << 8)
})

/** As 36 characters, in upper case as the server prints it. */
export class GuidTextReader implements Reader {
  readonly builder: VariableBuilder

  constructor(limit: number) {
    this.builder = new VariableBuilder(limit)
  }

  read({ bytes }: Input, cells: Int32Array, first: number, step: number, count: number): number {
    const { builder } = this
    builder.reserveBytes(count * TEXT_BYTES)
    const { offsets, view } = builder
    let row = builder.rows
    let length = builder.length
    let nulls = 0
    for (let cell = first, end = first + count * step; cell < end; cell += step) {
      const at = cells[cell]!
      if (at < 0) nulls++
      else {
        for (let i = 0; i < 16; i++) view.setUint16(length + PLACES[i]!, DIGITS[bytes[at + ORDER[i]!]!]!, true)
        for (let i = 0; i < 4; i++) view.setUint8(length + DASHES[i]!, 0x2d)
        length += TEXT_BYTES
      }
      offsets[++row] = length
    }
    builder.length = length
    return nulls
  }
}

/** As 16 bytes in the order of RFC 9562. */
export class GuidReader implements Reader {
  readonly builder: FixedBuilder

  constructor(limit: number) {
    this.builder = new FixedBuilder(limit, 16)
  }

  read({ bytes: from }: Input, cells: Int32Array, first: number, step: number, count: number): number {
    const { bytes } = this.builder
    let to = this.builder.rows * 16
    let nulls = 0
    for (let cell = first, end = first + count * step; cell < end; cell += step, to += 16) {
      const at = cells[cell]!
      if (at < 0) nulls++
      else for (let i = 0; i < 16; i++) bytes[to + i] = from[at + ORDER[i]!]!
    }
    return nulls
  }
}
