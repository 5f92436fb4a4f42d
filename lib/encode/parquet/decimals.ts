/**
 * Arrow decimals (128 bits, little endian) as Parquet stores them (LogicalTypes.md, DECIMAL): INT32, INT64, or big-endian bytes of the
 * column's width. Each function returns where the values end, or -1 when one has more digits than its width can hold.
 */
import type { Slice } from './pagination.ts'

/** The four 32-bit words of every value, lowest first. */
function wordsOf({ column, end }: Slice): Int32Array {
  return new Int32Array(column.values.buffer, column.values.byteOffset, end * 4)
}

export function writeInt32Decimals(slice: Slice, out: Uint8Array<ArrayBuffer>, at: number): number {
  const { column, start, end } = slice
  const words = wordsOf(slice)
  const target = new Int32Array(out.buffer, out.byteOffset + at, end - start + 1)
  const { validity } = column
  let count = 0
  let lost = 0
  for (let row = start; row < end; row++) {
    const word = words[row * 4]
    const sign = word >> 31
    lost |= (words[row * 4 + 1] ^ sign) | (words[row * 4 + 2] ^ sign) | (words[row * 4 + 3] ^ sign)
    target[count] = word
    count += validity === null ? 1 : (validity[row >> 3] >> (row & 7)) & 1
  }
  return lost === 0 ? at + count * 4 : -1
}

export function writeInt64Decimals(slice: Slice, out: Uint8Array<ArrayBuffer>, at: number): number {
  const { column, start, end } = slice
  const words = wordsOf(slice)
  const target = new Int32Array(out.buffer, out.byteOffset + at, (end - start) * 2 + 2)
  const { validity } = column
  let count = 0
  let lost = 0
  for (let row = start; row < end; row++) {
    const high = words[row * 4 + 1]
    const sign = high >> 31
    lost |= (words[row * 4 + 2] ^ sign) | (words[row * 4 + 3] ^ sign)
    target[count] = words[row * 4]
    target[count + 1] = high
    count += validity === null ? 2 : ((validity[row >> 3] >> (row & 7)) & 1) << 1
  }
  return lost === 0 ? at + count * 4 : -1
}

export function writeFixedDecimals(slice: Slice, out: Uint8Array<ArrayBuffer>, at: number, width: number): number {
  const { column, start, end } = slice
  const words = wordsOf(slice)
  const { validity } = column
  const source = column.values
  // The highest word that the width reaches into, and how far its sign must be spread.
  const top = (width - 1) >> 2
  const spread = 32 * (top + 1) - 8 * width
  let position = at
  let lost = 0
  for (let row = start; row < end; row++) {
    if (validity !== null && ((validity[row >> 3] >> (row & 7)) & 1) === 0) continue
    const word = words[row * 4 + top]
    lost |= word ^ ((word << spread) >> spread)
    for (let higher = top + 1; higher < 4; higher++) lost |= words[row * 4 + higher] ^ (word >> 31)
    let byte = row * 16 + width
    for (let i = 0; i < width; i++) out[position++] = source[--byte]
  }
  return lost === 0 ? position : -1
}
