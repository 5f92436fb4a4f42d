/** Integers and floats are little endian on the wire as in Arrow: they are copied, bit for bit. */
import { BitBuilder } from '../../../../columns/bits.ts'
import { FixedBuilder } from '../../../../columns/fixed.ts'
import type { Input } from '../input.ts'
import type { Reader } from './reader.ts'

/** bit: a byte. */
export class BitReader implements Reader {
  readonly builder: BitBuilder

  constructor(limit: number) {
    this.builder = new BitBuilder(limit)
  }

  read({ bytes }: Input, cells: Int32Array, first: number, step: number, count: number): number {
    const { bits } = this.builder
    let row = this.builder.rows
    let nulls = 0
    for (let cell = first, end = first + count * step; cell < end; cell += step, row++) {
      const at = cells[cell]!
      if (at < 0) nulls++
      else if (bytes[at] !== 0) bits[row >>> 3]! |= 1 << (row & 7)
    }
    return nulls
  }
}

/** tinyint, unsigned and widened to 16 bits. */
export class TinyintReader implements Reader {
  readonly builder: FixedBuilder

  constructor(limit: number) {
    this.builder = new FixedBuilder(limit, 2)
  }

  read({ bytes }: Input, cells: Int32Array, first: number, step: number, count: number): number {
    const { halves } = this.builder
    let row = this.builder.rows
    let nulls = 0
    for (let cell = first, end = first + count * step; cell < end; cell += step, row++) {
      const at = cells[cell]!
      if (at < 0) nulls++
      else halves[row] = bytes[at]!
    }
    return nulls
  }
}

/** smallint. */
export class Copy2Reader implements Reader {
  readonly builder: FixedBuilder

  constructor(limit: number) {
    this.builder = new FixedBuilder(limit, 2)
  }

  read({ view }: Input, cells: Int32Array, first: number, step: number, count: number): number {
    const { halves } = this.builder
    let row = this.builder.rows
    let nulls = 0
    for (let cell = first, end = first + count * step; cell < end; cell += step, row++) {
      const at = cells[cell]!
      if (at < 0) nulls++
      else halves[row] = view.getInt16(at, true)
    }
    return nulls
  }
}

/** int, real. */
export class Copy4Reader implements Reader {
  readonly builder: FixedBuilder

  constructor(limit: number) {
    this.builder = new FixedBuilder(limit, 4)
  }

  read({ view }: Input, cells: Int32Array, first: number, step: number, count: number): number {
    const { words } = this.builder
    let row = this.builder.rows
    let nulls = 0
    for (let cell = first, end = first + count * step; cell < end; cell += step, row++) {
      const at = cells[cell]!
      if (at < 0) nulls++
      else words[row] = view.getInt32(at, true)
    }
    return nulls
  }
}

/** bigint, float. */
export class Copy8Reader implements Reader {
  readonly builder: FixedBuilder

  constructor(limit: number) {
    this.builder = new FixedBuilder(limit, 8)
  }

  read({ view }: Input, cells: Int32Array, first: number, step: number, count: number): number {
    const { words } = this.builder
    let word = this.builder.rows * 2
    let nulls = 0
    for (let cell = first, end = first + count * step; cell < end; cell += step, word += 2) {
      const at = cells[cell]!
      if (at < 0) nulls++
      else {
        words[word] = view.getInt32(at, true)
        words[word + 1] = view.getInt32(at + 4, true)
      }
    }
    return nulls
  }
}
