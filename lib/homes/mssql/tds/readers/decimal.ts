/** Exact numbers become 128-bit two's complement, word by word: nothing passes through a double. */
import { FixedBuilder } from '../../../../columns/fixed.ts'
import { protocolError } from '../errors.ts'
import type { Input } from '../input.ts'
import type { Reader } from './reader.ts'

/** decimal, numeric, [MS-TDS] 2.2.5.5.1.6: a sign byte (1 = positive), then the magnitude in 4, 8, 12 or 16 bytes, whatever the precision. */
export class DecimalReader implements Reader {
  readonly builder: FixedBuilder
  private readonly name: string

  constructor(limit: number, name: string) {
    this.builder = new FixedBuilder(limit, 16)
    this.name = name
  }

  read({ bytes, view }: Input, cells: Int32Array, first: number, step: number, count: number): number {
    const { words } = this.builder
    let word = this.builder.rows * 4
    let nulls = 0
    for (let cell = first, end = first + count * step; cell < end; cell += step, word += 4) {
      const at = cells[cell]!
      if (at < 0) {
        nulls++
        continue
      }
      const length = bytes[at - 1]!
      if (length !== 5 && length !== 9 && length !== 13 && length !== 17) throw this.wrongLength(length)
      let w0 = view.getInt32(at + 1, true)
      let w1 = length > 5 ? view.getInt32(at + 5, true) : 0
      let w2 = length > 9 ? view.getInt32(at + 9, true) : 0
      let w3 = length > 13 ? view.getInt32(at + 13, true) : 0
      if (bytes[at] === 0) {
        // Negated: complement plus one, which carries on as long as the words below are zero.
        w3 = (w0 | w1 | w2) === 0 ? -w3 | 0 : ~w3
        w2 = (w0 | w1) === 0 ? -w2 | 0 : ~w2
        w1 = w0 === 0 ? -w1 | 0 : ~w1
        w0 = -w0 | 0
      }
      words[word] = w0
      words[word + 1] = w1
      words[word + 2] = w2
      words[word + 3] = w3
    }
    return nulls
  }

  private wrongLength(length: number): Error {
    return protocolError(`column ${JSON.stringify(this.name)} has a decimal of ${length} bytes`, {
      column: this.name,
      length,
    })
  }
}

/** money, [MS-TDS] 2.2.5.5.1.2: ten-thousandths in 8 bytes, the upper four first; smallmoney in 4. */
export class MoneyReader implements Reader {
  readonly builder: FixedBuilder
  private readonly small: boolean

  constructor(limit: number, small: boolean) {
    this.builder = new FixedBuilder(limit, 16)
    this.small = small
  }

  read({ view }: Input, cells: Int32Array, first: number, step: number, count: number): number {
    const { small } = this
    const { words } = this.builder
    let word = this.builder.rows * 4
    let nulls = 0
    for (let cell = first, end = first + count * step; cell < end; cell += step, word += 4) {
      const at = cells[cell]!
      if (at < 0) {
        nulls++
        continue
      }
      const upper = view.getInt32(at, true)
      const sign = upper >> 31
      words[word] = small ? upper : view.getInt32(at + 4, true)
      words[word + 1] = small ? sign : upper
      words[word + 2] = sign
      words[word + 3] = sign
    }
    return nulls
  }
}
