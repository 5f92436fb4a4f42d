/** Whole numbers and bits, [MS-TDS] 2.2.5.5.1: a length byte, 0 for NULL, and the value, little endian. */
import type { Column } from '../../../columns/batch.ts'
import type { Output } from '../output.ts'
import { isNull, validityOf, Writer, wordsOf } from './writer.ts'

export class BitWriter extends Writer {
  readonly size = 2
  readonly nullSize = 1

  override write(column: Column, first: number, count: number, { bytes }: Output, at: Int32Array): void {
    const validity = validityOf(column)
    const bits = column.values
    for (let i = 0, row = first; i < count; i++, row++) {
      const to = at[i]!
      if (validity !== null && isNull(validity, row)) {
        bytes[to] = 0
        at[i] = to + 1
        continue
      }
      bytes[to] = 1
      bytes[to + 1] = (bits[row >>> 3]! >>> (row & 7)) & 1
      at[i] = to + 2
    }
  }
}

/** Unsigned at the server, so it came as 16 bits. */
export class TinyintWriter extends Writer {
  readonly size = 2
  readonly nullSize = 1

  override write(column: Column, first: number, count: number, { bytes }: Output, at: Int32Array): void {
    const validity = validityOf(column)
    const halves = new Int16Array(column.values.buffer, column.values.byteOffset, column.values.byteLength >>> 1)
    for (let i = 0, row = first; i < count; i++, row++) {
      const to = at[i]!
      if (validity !== null && isNull(validity, row)) {
        bytes[to] = 0
        at[i] = to + 1
        continue
      }
      const value = halves[row]!
      if (value < 0 || value > 255) this.refuse(row, `the number is ${value}`)
      bytes[to] = 1
      bytes[to + 1] = value
      at[i] = to + 2
    }
  }
}

export class SmallintWriter extends Writer {
  readonly size = 3
  readonly nullSize = 1

  override write(column: Column, first: number, count: number, { bytes, view }: Output, at: Int32Array): void {
    const validity = validityOf(column)
    const halves = new Int16Array(column.values.buffer, column.values.byteOffset, column.values.byteLength >>> 1)
    for (let i = 0, row = first; i < count; i++, row++) {
      const to = at[i]!
      if (validity !== null && isNull(validity, row)) {
        bytes[to] = 0
        at[i] = to + 1
        continue
      }
      bytes[to] = 2
      view.setInt16(to + 1, halves[row]!, true)
      at[i] = to + 3
    }
  }
}

export class IntWriter extends Writer {
  readonly size = 5
  readonly nullSize = 1

  override write(column: Column, first: number, count: number, { bytes, view }: Output, at: Int32Array): void {
    const validity = validityOf(column)
    const words = wordsOf(column)
    for (let i = 0, row = first; i < count; i++, row++) {
      const to = at[i]!
      if (validity !== null && isNull(validity, row)) {
        bytes[to] = 0
        at[i] = to + 1
        continue
      }
      bytes[to] = 4
      view.setInt32(to + 1, words[row]!, true)
      at[i] = to + 5
    }
  }
}

export class BigintWriter extends Writer {
  readonly size = 9
  readonly nullSize = 1

  override write(column: Column, first: number, count: number, { bytes, view }: Output, at: Int32Array): void {
    const validity = validityOf(column)
    const words = wordsOf(column)
    for (let i = 0, row = first; i < count; i++, row++) {
      const to = at[i]!
      if (validity !== null && isNull(validity, row)) {
        bytes[to] = 0
        at[i] = to + 1
        continue
      }
      bytes[to] = 8
      view.setInt32(to + 1, words[row * 2]!, true)
      view.setInt32(to + 5, words[row * 2 + 1]!, true)
      at[i] = to + 9
    }
  }
}
