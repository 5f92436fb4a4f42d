/** date and time, [MS-TDS] 2.2.5.5.1.8. */
import { FixedBuilder } from '../../../../columns/fixed.ts'
import { DAYS_TO_1970, TICKS, WORD } from '../../../../mssql/int64.ts'
import { protocolError } from '../errors.ts'
import type { Input } from '../input.ts'
import type { Reader } from './reader.ts'

/** date: three bytes of days since 0001-01-01. */
export class DateReader implements Reader {
  readonly builder: FixedBuilder

  constructor(limit: number) {
    this.builder = new FixedBuilder(limit, 4)
  }

  read({ bytes }: Input, cells: Int32Array, first: number, step: number, count: number): number {
    const { words } = this.builder
    let row = this.builder.rows
    let nulls = 0
    for (let cell = first, end = first + count * step; cell < end; cell += step, row++) {
      const at = cells[cell]!
      if (at < 0) nulls++
      else words[row] = (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16)) - DAYS_TO_1970
    }
    return nulls
  }
}

/** time(n): three to five bytes of 10^-n seconds since midnight. Microseconds, or nanoseconds for the seventh digit. */
export class TimeReader implements Reader {
  readonly builder: FixedBuilder
  private readonly name: string
  private readonly factor: number

  constructor(limit: number, name: string, scale: number) {
    this.builder = new FixedBuilder(limit, 8)
    this.name = name
    this.factor = scale === 7 ? 100 : TICKS[scale]! / 10
  }

  read({ bytes, view }: Input, cells: Int32Array, first: number, step: number, count: number): number {
    const { factor } = this
    const { words } = this.builder
    let word = this.builder.rows * 2
    let nulls = 0
    for (let cell = first, end = first + count * step; cell < end; cell += step, word += 2) {
      const at = cells[cell]!
      if (at < 0) {
        nulls++
        continue
      }
      const width = bytes[at - 1]!
      if (width < 3 || width > 5) throw wrongWidth(this.name, width)
      // At most 864,000,000,000 * 100: exact in a double.
      const time = (view.getUint32(at, true) & WIDTH_MASKS[width]!) >>> 0
      const value = (width === 5 ? time + bytes[at + 4]! * WORD : time) * factor
      const upper = Math.floor(value / WORD)
      words[word] = value - upper * WORD
      words[word + 1] = upper
    }
    return nulls
  }
}

/** What of the first four bytes belongs to a time of that many bytes; the read may run into the next value. */
export const WIDTH_MASKS = Int32Array.of(0, 0, 0, 0xffffff, -1, -1)

/** A time of day that takes neither 3, 4 nor 5 bytes. */
export function wrongWidth(name: string, width: number): Error {
  return protocolError(`column ${JSON.stringify(name)} has a time of ${width} bytes`, { column: name, width })
}
