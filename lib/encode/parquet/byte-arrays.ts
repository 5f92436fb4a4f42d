/** BYTE_ARRAY values, PLAIN: the length in four bytes, then the bytes (Encodings.md, "Plain"). */
import type { Slice } from './pagination.ts'

/** From this length on the engine's own copy is faster than eight bytes at a time. */
const LONG = 192

/** Returns where the values end; up to 7 bytes behind that are scribbled on. */
export function writeByteArrays({ column, start, end }: Slice, out: Uint8Array<ArrayBuffer>, at: number): number {
  const { values, validity, offsets } = column
  if (offsets === null) return at
  const source = new DataView(values.buffer, values.byteOffset, values.byteLength)
  const target = new DataView(out.buffer, out.byteOffset, out.byteLength)
  // Words may be read up to here without leaving the source.
  const safe = values.byteLength - 7
  let position = at
  let from = offsets[start]
  for (let row = start; row < end; row++) {
    const to = offsets[row + 1]
    if (validity === null || ((validity[row >> 3] >> (row & 7)) & 1) === 1) {
      const length = to - from
      target.setInt32(position, length, true)
      position += 4
      if (length >= LONG) out.set(values.subarray(from, to), position)
      else if (to < safe) {
        for (let i = 0; i < length; i += 8) target.setBigInt64(position + i, source.getBigInt64(from + i, true), true)
      } else for (let i = 0; i < length; i++) out[position + i] = values[from + i]
      position += length
    }
    from = to
  }
  return position
}
