/** Byte strings, [MS-TDS] 2.2.5.2.1 and 2.2.5.2.3: two bytes of length, or chunks with a length of four each and an empty one at the end. */
import type { Column } from '../../../columns/batch.ts'
import type { Output } from '../output.ts'
import { startValue, VariableWriter } from './variable.ts'
import { isNull, validityOf } from './writer.ts'

/** Below it a loop copies sooner than a call. */
const SHORT = 32

export class BinaryWriter extends VariableWriter {
  protected override lengths(column: Column, first: number, count: number, lengths: Int32Array): void {
    const offsets = column.offsets!
    for (let i = 0, row = first; i < count; i++, row++) lengths[i] = offsets[row + 1]! - offsets[row]!
  }

  protected override tooLong(length: number): string {
    return `the value has ${length} bytes`
  }

  override write(column: Column, first: number, count: number, out: Output, at: Int32Array): void {
    const validity = validityOf(column)
    const { values } = column
    const offsets = column.offsets!
    const { bytes, view } = out
    const { long } = this
    for (let i = 0, row = first; i < count; i++, row++) {
      if (validity !== null && isNull(validity, row)) {
        at[i] = this.writeNull(view, at[i]!)
        continue
      }
      let from = offsets[row]!
      const end = offsets[row + 1]!
      const length = end - from
      let to = startValue(view, at[i]!, length, long)
      if (length > SHORT) {
        bytes.set(values.subarray(from, end), to)
        to += length
      } else while (from < end) bytes[to++] = values[from++]!
      at[i] = this.endValue(view, to, length)
    }
  }
}
