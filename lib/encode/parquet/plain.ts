/** PLAIN values (parquet-format: Encodings.md, "Plain"): the values of a page that are not NULL, one after another, little endian. */
import { FlowError } from '../../errors.ts'
import { copyBits } from './bits.ts'
import { writeByteArrays } from './byte-arrays.ts'
import { writeFixedDecimals, writeInt32Decimals, writeInt64Decimals } from './decimals.ts'
import type { Leaf } from './leaf.ts'
import type { PagePlan, Slice } from './pagination.ts'

/** Bytes behind the values that may be scribbled on, because short values are copied in words. */
export const SLACK = 16

/** Writes the values of the page's rows at `at`, a multiple of 8, and returns where they end. `out` has SLACK bytes more than they take. */
export function writePlain(leaf: Leaf, page: PagePlan, out: Uint8Array<ArrayBuffer>, at: number): number {
  let end = at
  if (leaf.type.kind === 'bool') return at + ((writeBools(page, out, at) + 7) >> 3)
  for (const slice of page.slices) end = writeSlice(leaf, slice, out, end)
  return end
}

function writeSlice(leaf: Leaf, slice: Slice, out: Uint8Array<ArrayBuffer>, at: number): number {
  const { type } = leaf
  switch (type.kind) {
    case 'int':
      if (type.bits === 16) return writeInt16s(slice, out, at)
      return type.bits === 32 ? write32(slice, out, at) : write64(slice, out, at)
    case 'float':
      return type.bits === 32 ? write32(slice, out, at) : write64(slice, out, at)
    case 'date':
      return write32(slice, out, at)
    case 'time':
    case 'timestamp':
      return write64(slice, out, at)
    case 'uuid':
      return write128(slice, out, at)
    case 'decimal': {
      const write = leaf.width === 4 ? writeInt32Decimals : leaf.width === 8 ? writeInt64Decimals : writeFixedDecimals
      const end = write(slice, out, at, leaf.width)
      if (end < 0) throw tooWide(leaf, type.precision, type.scale)
      return end
    }
    default:
      return writeByteArrays(slice, out, at)
  }
}

function tooWide({ name, width }: Leaf, precision: number, scale: number): FlowError {
  return new FlowError(
    'VALUE_OUT_OF_RANGE',
    `Column ${name} holds a value that does not fit decimal(${precision},${scale}), stored in ${width} bytes.`,
    {
      advice: 'Give the column a larger precision, or cast it in the query.',
      facts: { column: name, precision, scale },
    },
  )
}

/** Returns how many bits were written: booleans do not end at a byte between slices. */
function writeBools({ slices }: PagePlan, out: Uint8Array, at: number): number {
  const target = out.subarray(at)
  let count = 0
  for (const { column, start, end } of slices) {
    const { values, validity } = column
    if (validity === null) {
      copyBits(values, start, target, count, end - start)
      count += end - start
      continue
    }
    for (let row = start; row < end; row++) {
      if (((validity[row >> 3] >> (row & 7)) & 1) === 0) continue
      const bit = (values[row >> 3] >> (row & 7)) & 1
      target[count >> 3] = (target[count >> 3] & ((1 << (count & 7)) - 1)) | (bit << (count & 7))
      count++
    }
  }
  return count
}

// The loops below store every value and step on only where there is one: a branch mispredicted costs more than a store.

function writeInt16s({ column, start, end }: Slice, out: Uint8Array<ArrayBuffer>, at: number): number {
  const source = new Int16Array(column.values.buffer, column.values.byteOffset, end)
  const target = new Int32Array(out.buffer, out.byteOffset + at, end - start + 1)
  const { validity } = column
  let count = 0
  if (validity === null) for (let row = start; row < end; row++) target[count++] = source[row]
  else
    for (let row = start; row < end; row++) {
      target[count] = source[row]
      count += (validity[row >> 3] >> (row & 7)) & 1
    }
  return at + count * 4
}

function write32({ column, start, end }: Slice, out: Uint8Array<ArrayBuffer>, at: number): number {
  const source = new Int32Array(column.values.buffer, column.values.byteOffset, end)
  const target = new Int32Array(out.buffer, out.byteOffset + at, end - start + 1)
  const { validity } = column
  if (validity === null) {
    target.set(source.subarray(start))
    return at + (end - start) * 4
  }
  let count = 0
  for (let row = start; row < end; row++) {
    target[count] = source[row]
    count += (validity[row >> 3] >> (row & 7)) & 1
  }
  return at + count * 4
}

/** In halves of 32 bits: doubles keep the payload of every NaN, and int64 never becomes a BigInt. */
function write64({ column, start, end }: Slice, out: Uint8Array<ArrayBuffer>, at: number): number {
  const source = new Int32Array(column.values.buffer, column.values.byteOffset, end * 2)
  const target = new Int32Array(out.buffer, out.byteOffset + at, (end - start) * 2 + 2)
  const { validity } = column
  if (validity === null) {
    target.set(source.subarray(start * 2))
    return at + (end - start) * 8
  }
  let count = 0
  for (let row = start; row < end; row++) {
    target[count] = source[row * 2]
    target[count + 1] = source[row * 2 + 1]
    count += ((validity[row >> 3] >> (row & 7)) & 1) << 1
  }
  return at + count * 4
}

function write128({ column, start, end }: Slice, out: Uint8Array<ArrayBuffer>, at: number): number {
  const source = new Int32Array(column.values.buffer, column.values.byteOffset, end * 4)
  const target = new Int32Array(out.buffer, out.byteOffset + at, (end - start) * 4 + 4)
  const { validity } = column
  if (validity === null) {
    target.set(source.subarray(start * 4))
    return at + (end - start) * 16
  }
  let count = 0
  for (let row = start; row < end; row++) {
    target[count] = source[row * 4]
    target[count + 1] = source[row * 4 + 1]
    target[count + 2] = source[row * 4 + 2]
    target[count + 3] = source[row * 4 + 3]
    count += ((validity[row >> 3] >> (row & 7)) & 1) << 2
  }
  return at + count * 4
}
