/**
 * The least and the greatest of a page's values, exact, in the order of the column's type (parquet.thrift `ColumnOrder`):
 * signed for numbers and decimals, unsigned bytes for strings, binaries and UUIDs; NaN has no place in it, so that there are none with NaN.
 */
import { ByteOrder, headOf } from './byte-order.ts'
import { type Leaf, Physical } from './leaf.ts'
import type { Bounds } from './meta.ts'
import { shortBounds } from './truncation.ts'

const TOP = 0x80000000 | 0

/** The bounds of `count` PLAIN values from `start` to `end`; null when there are none. */
export function boundsOf(
  leaf: Leaf,
  bytes: Uint8Array<ArrayBuffer>,
  start: number,
  end: number,
  count: number,
): Bounds | null {
  if (count === 0) return null
  const at = bytes.byteOffset + start
  switch (leaf.physical) {
    case Physical.BOOLEAN:
      return boolBounds(bytes, start, count)
    case Physical.INT32:
      return int32Bounds(new Int32Array(bytes.buffer, at, count))
    case Physical.INT64:
      return int64Bounds(new Int32Array(bytes.buffer, at, count * 2))
    case Physical.FLOAT:
      return floatBounds(new Float32Array(bytes.buffer, at, count), number => new Float32Array([number]))
    case Physical.DOUBLE:
      return floatBounds(new Float64Array(bytes.buffer, at, count), number => new Float64Array([number]))
    case Physical.FIXED_LEN_BYTE_ARRAY:
      return fixedBounds(leaf, bytes, start, count)
    case Physical.BYTE_ARRAY:
      return byteArrayBounds(leaf, bytes, start, end)
  }
}

/** The bounds of several pages: none when one with values has none. */
export function boundsOfAll(
  leaf: Leaf,
  pages: { rows: number; nulls: number; bounds: Bounds | null }[],
): Bounds | null {
  let all: Bounds | null = null
  for (const { rows, nulls, bounds } of pages) {
    if (bounds) all = all ? union(leaf, all, bounds) : bounds
    else if (nulls < rows) return null
  }
  return all
}

function union(leaf: Leaf, known: Bounds, more: Bounds): Bounds {
  const low = compare(leaf, more.min, known.min)
  const high = compare(leaf, more.max, known.max)
  return {
    min: low < 0 ? more.min : known.min,
    minExact: low < 0 ? more.minExact : known.minExact || (low === 0 && more.minExact),
    max: high > 0 ? more.max : known.max,
    maxExact: high > 0 ? more.maxExact : known.maxExact || (high === 0 && more.maxExact),
  }
}

/** The order of two bounds of a column. */
export function compare({ physical, type }: Leaf, a: Uint8Array, b: Uint8Array): number {
  switch (physical) {
    case Physical.INT32:
      return viewOf(a).getInt32(0, true) - viewOf(b).getInt32(0, true)
    case Physical.INT64: {
      const difference = viewOf(a).getBigInt64(0, true) - viewOf(b).getBigInt64(0, true)
      return difference < 0n ? -1 : difference > 0n ? 1 : 0
    }
    case Physical.FLOAT:
      return order(viewOf(a).getFloat32(0, true), viewOf(b).getFloat32(0, true))
    case Physical.DOUBLE:
      return order(viewOf(a).getFloat64(0, true), viewOf(b).getFloat64(0, true))
    case Physical.FIXED_LEN_BYTE_ARRAY:
      if (type.kind === 'decimal' && a[0] >> 7 !== b[0] >> 7) return (b[0] >> 7) - (a[0] >> 7)
      return Buffer.compare(a, b)
    default:
      return Buffer.compare(a, b)
  }
}

/** Infinities subtract to NaN, so floats are compared. */
function order(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function exact(min: ArrayBufferView<ArrayBuffer>, max: ArrayBufferView<ArrayBuffer>): Bounds {
  return { min: bytesOf(min), max: bytesOf(max), minExact: true, maxExact: true }
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return new Uint8Array(buffer, byteOffset, byteLength)
}

function boolBounds(bytes: Uint8Array, start: number, count: number): Bounds {
  let some = 0
  let every = 0xff
  const whole = count >> 3
  for (let i = 0; i < whole; i++) {
    some |= bytes[start + i]
    every &= bytes[start + i]
  }
  if ((count & 7) !== 0) {
    const used = (1 << (count & 7)) - 1
    some |= bytes[start + whole] & used
    every &= bytes[start + whole] | (0xff & ~used)
  }
  return exact(new Uint8Array([every === 0xff ? 1 : 0]), new Uint8Array([some === 0 ? 0 : 1]))
}

function int32Bounds(values: Int32Array): Bounds {
  let min = values[0]
  let max = min
  for (let i = 1; i < values.length; i++) {
    const value = values[i]
    if (value < min) min = value
    if (value > max) max = value
  }
  return exact(new Int32Array([min]), new Int32Array([max]))
}

/** In halves of 32 bits, never through a double. The low ones are unsigned: with their top bit flipped, signed order is theirs. */
function int64Bounds(words: Int32Array): Bounds {
  let minHigh = words[1]
  let minLow = words[0] ^ TOP
  let maxHigh = minHigh
  let maxLow = minLow
  for (let i = 2; i < words.length; i += 2) {
    const high = words[i + 1]
    const low = words[i] ^ TOP
    if (high < minHigh || (high === minHigh && low < minLow)) {
      minHigh = high
      minLow = low
    }
    if (high > maxHigh || (high === maxHigh && low > maxLow)) {
      maxHigh = high
      maxLow = low
    }
  }
  return exact(new Int32Array([minLow ^ TOP, minHigh]), new Int32Array([maxLow ^ TOP, maxHigh]))
}

/**
 * A zero as the least is written -0, as the greatest +0 (parquet.thrift `ColumnOrder`). The format would leave NaN out of bounds, but
 * readers to whom NaN is the greatest value (Spark, DuckDB) then skip it when they look for what is above them.
 */
function floatBounds(
  values: Float32Array | Float64Array,
  write: (value: number) => ArrayBufferView<ArrayBuffer>,
): Bounds | null {
  let min = Number.POSITIVE_INFINITY
  let max = Number.NEGATIVE_INFINITY
  for (let i = 0; i < values.length; i++) {
    const value = values[i]
    if (Number.isNaN(value)) return null
    if (value < min) min = value
    if (value > max) max = value
  }
  return exact(write(min === 0 ? -0 : min), write(max === 0 ? 0 : max))
}

/** All fixed widths are 9 bytes or more, so that the first eight decide nearly always. */
function fixedBounds({ type, width }: Leaf, bytes: Uint8Array<ArrayBuffer>, start: number, count: number): Bounds {
  const view = viewOf(bytes)
  // Flipping the top bit makes signed order of unsigned bytes.
  const flip = type.kind === 'decimal' ? 0 : TOP
  let min = start
  let minHead = view.getInt32(start) ^ flip
  let max = start
  let maxHead = minHead
  const end = start + count * width
  for (let at = start + width; at < end; at += width) {
    const value = view.getInt32(at) ^ flip
    if (value < minHead || (value === minHead && precedes(bytes, at, min, width))) {
      min = at
      minHead = value
    }
    if (value > maxHead || (value === maxHead && precedes(bytes, max, at, width))) {
      max = at
      maxHead = value
    }
  }
  return exact(bytes.slice(min, min + width), bytes.slice(max, max + width))
}

/** Whether the bytes at `a` come before those at `b`, their first four being equal. */
function precedes(bytes: Uint8Array, a: number, b: number, width: number): boolean {
  for (let i = 4; i < width; i++) {
    const difference = bytes[a + i] - bytes[b + i]
    if (difference !== 0) return difference < 0
  }
  return false
}

function byteArrayBounds(leaf: Leaf, bytes: Uint8Array<ArrayBuffer>, start: number, end: number): Bounds {
  const view = viewOf(bytes)
  const order = new ByteOrder(bytes)
  let at = start
  while (at < end) {
    const length = view.getInt32(at, true)
    const head = headOf(view.getInt32(at + 4), length)
    // Between the two for certain: most values are.
    if (head <= order.minHead || head >= order.maxHead) order.see(at + 4, length, head)
    at += 4 + length
  }
  return shortBounds(leaf, order.min(), order.max())
}
