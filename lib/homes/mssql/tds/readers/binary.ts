import { VariableBuilder } from '../../../../columns/variable.ts'
import type { Input } from '../input.ts'
import type { Reader } from './reader.ts'

/** Above this many bytes a copy by the engine is quicker than a loop. */
const LONG = 64

/** binary, varbinary, image, rowversion: the bytes as they are. */
export class BinaryReader implements Reader {
  readonly builder: VariableBuilder
  private readonly wide: boolean

  /** @param wide the value's length is in the four bytes before it, else in two */
  constructor(limit: number, wide: boolean) {
    this.builder = new VariableBuilder(limit)
    this.wide = wide
  }

  read({ bytes: from, view }: Input, cells: Int32Array, first: number, step: number, count: number): number {
    const { builder, wide } = this
    const { offsets } = builder
    let row = builder.rows
    let nulls = 0
    for (let cell = first, end = first + count * step; cell < end; cell += step) {
      const at = cells[cell]!
      if (at < 0) nulls++
      else {
        const bytes = wide ? view.getUint32(at - 4, true) : view.getUint16(at - 2, true)
        builder.reserveBytes(bytes)
        const to = builder.bytes
        const length = builder.length
        if (bytes > LONG) to.set(from.subarray(at, at + bytes), length)
        else for (let i = 0; i < bytes; i++) to[length + i] = from[at + i]!
        builder.length = length + bytes
      }
      offsets[++row] = builder.length
    }
    return nulls
  }
}
