/**
 * Order-independent checksums of columns: every value that is not NULL is hashed to 64 bits, and the hashes are added modulo 2^64.
 * The same rows give the same sum in any order and cut into any batches. docs/reliability.md has the definition and test vectors.
 * A value's bytes are its Arrow bytes, little endian: fixed width as they are, bool one byte 0 or 1, utf8 and binary their content.
 */
import type { Batch, Column } from './batch.ts'
import { byteWidth, type Field, type Schema } from './schema.ts'

export interface ColumnChecksum {
  column: string
  nulls: number
  /** 16 hex digits, most significant first. */
  sum: string
}

/** A sum under way: `high` and `low` are unsigned 32-bit halves. */
interface Sum {
  nulls: number
  high: number
  low: number
}

/** The checksums of all rows of these batches, one a column, in the schema's order. */
export function checksumsOf(schema: Schema, batches: Batch[]): ColumnChecksum[] {
  return schema.fields.map((field, at) => {
    const sum: Sum = { nulls: 0, high: 0, low: 0 }
    for (const batch of batches) addColumn(sum, field, batch.columns[at]!, batch.rows)
    return { column: field.name, nulls: sum.nulls, sum: hex(sum) }
  })
}

/** The checksums of two sets of rows taken together. An empty list stands for no rows. */
export function addChecksums(one: ColumnChecksum[], other: ColumnChecksum[]): ColumnChecksum[] {
  if (one.length === 0) return other
  if (other.length === 0) return one
  return one.map(({ column, nulls, sum }, at) => {
    const more = other[at]!
    const total = BigInt.asUintN(64, BigInt(`0x${sum}`) + BigInt(`0x${more.sum}`))
    return { column, nulls: nulls + more.nulls, sum: total.toString(16).padStart(16, '0') }
  })
}

function hex({ high, low }: Sum): string {
  return (high >>> 0).toString(16).padStart(8, '0') + (low >>> 0).toString(16).padStart(8, '0')
}

function addColumn(sum: Sum, { type }: Field, column: Column, rows: number): void {
  sum.nulls += column.nulls
  const valid = column.nulls === 0 ? null : column.validity
  if (column.offsets) addVariable(sum, column.values, column.offsets, valid, rows)
  else if (type.kind === 'bool') addBits(sum, column.values, valid, rows)
  else if (type.kind === 'int' && type.bits === 16)
    addShorts(sum, new Uint16Array(column.values.buffer, 0, rows), valid)
  else addFixed(sum, column.values, byteWidth(type), valid, rows)
}

function addFixed(
  sum: Sum,
  values: Uint8Array<ArrayBuffer>,
  width: number,
  valid: Uint8Array | null,
  rows: number,
): void {
  const words = new Int32Array(values.buffer, values.byteOffset, (rows * width) / 4)
  const perRow = width / 4
  let { high, low } = sum
  for (let row = 0, at = 0; row < rows; row++, at += perRow) {
    if (valid && ((valid[row >> 3]! >> (row & 7)) & 1) === 0) continue
    let a = SEED_A ^ width
    let b = SEED_B ^ width
    for (let word = at; word < at + perRow; word++) {
      a = mixA(a, words[word]!)
      b = mixB(b, words[word]!)
    }
    low = (low >>> 0) + (finish(a) >>> 0)
    high = (high + finish(b) + (low > 0xffffffff ? 1 : 0)) | 0
  }
  sum.high = high
  sum.low = low >>> 0
}

function addShorts(sum: Sum, values: Uint16Array, valid: Uint8Array | null): void {
  for (let row = 0; row < values.length; row++) {
    if (valid && ((valid[row >> 3]! >> (row & 7)) & 1) === 0) continue
    addWord(sum, values[row]!, 2)
  }
}

function addBits(sum: Sum, bits: Uint8Array, valid: Uint8Array | null, rows: number): void {
  for (let row = 0; row < rows; row++) {
    if (valid && ((valid[row >> 3]! >> (row & 7)) & 1) === 0) continue
    addWord(sum, (bits[row >> 3]! >> (row & 7)) & 1, 1)
  }
}

/** Values of less than four bytes are one word. */
function addWord(sum: Sum, word: number, length: number): void {
  const low = sum.low + (finish(mixA(SEED_A ^ length, word)) >>> 0)
  sum.high = (sum.high + finish(mixB(SEED_B ^ length, word)) + (low > 0xffffffff ? 1 : 0)) | 0
  sum.low = low >>> 0
}

function addVariable(sum: Sum, bytes: Uint8Array, offsets: Int32Array, valid: Uint8Array | null, rows: number): void {
  let { high, low } = sum
  for (let row = 0; row < rows; row++) {
    if (valid && ((valid[row >> 3]! >> (row & 7)) & 1) === 0) continue
    const end = offsets[row + 1]!
    let at = offsets[row]!
    let a = SEED_A ^ (end - at)
    let b = SEED_B ^ (end - at)
    for (; at + 4 <= end; at += 4) {
      const word = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)
      a = mixA(a, word)
      b = mixB(b, word)
    }
    if (at < end) {
      let word = 0
      for (let shift = 0; at < end; at++, shift += 8) word |= bytes[at]! << shift
      a = mixA(a, word)
      b = mixB(b, word)
    }
    low = (low >>> 0) + (finish(a) >>> 0)
    high = (high + finish(b) + (low > 0xffffffff ? 1 : 0)) | 0
  }
  sum.high = high
  sum.low = low >>> 0
}

const SEED_A = 0x9747b28c | 0
const SEED_B = 0x3c6ef372 | 0

/** One step of MurmurHash3 (x86, 32 bit). */
function mixA(hash: number, word: number): number {
  let k = Math.imul(word, 0xcc9e2d51)
  k = (k << 15) | (k >>> 17)
  const h = hash ^ Math.imul(k, 0x1b873593)
  return (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0
}

/** One step of another kind, so that the two halves do not collide together. */
function mixB(hash: number, word: number): number {
  const h = Math.imul(hash ^ word, 0x9e3779b1)
  return Math.imul((h << 16) | (h >>> 16), 0x85ebca77) | 0
}

/** MurmurHash3's finaliser: every bit of the input moves every bit of the output. */
function finish(hash: number): number {
  let h = hash ^ (hash >>> 16)
  h = Math.imul(h, 0x85ebca6b)
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2ae35)
  return h ^ (h >>> 16)
}
