/**
 * Order-independent checksums of columns: every value that is not NULL is hashed to 32 bits, and the hashes are added modulo 2^64.
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

/** The checksums of all rows of these batches, one a column, in the schema's order. */
export function checksumsOf(schema: Schema, batches: Batch[]): ColumnChecksum[] {
  return schema.fields.map((field, at) => {
    let nulls = 0
    // A double adds up to 2^21 hashes exactly; a row group has 2^17 rows.
    let sum = 0n
    for (const batch of batches) {
      const column = batch.columns[at]!
      nulls += column.nulls
      sum += BigInt(sumOf(field, column, batch.rows))
    }
    return { column: field.name, nulls, sum: hex(sum) }
  })
}

/** The checksums of two sets of rows taken together. An empty list stands for no rows. */
export function addChecksums(one: ColumnChecksum[], other: ColumnChecksum[]): ColumnChecksum[] {
  if (one.length === 0) return other
  if (other.length === 0) return one
  return one.map(({ column, nulls, sum }, at) => {
    const more = other[at]!
    return { column, nulls: nulls + more.nulls, sum: hex(BigInt(`0x${sum}`) + BigInt(`0x${more.sum}`)) }
  })
}

function hex(sum: bigint): string {
  return BigInt.asUintN(64, sum).toString(16).padStart(16, '0')
}

function sumOf({ type }: Field, { nulls, validity, offsets, values }: Column, rows: number): number {
  const valid = nulls === 0 ? null : validity
  if (offsets) return sumVariable(values, offsets, valid, rows)
  const width = byteWidth(type)
  if (width === 0) return sumBits(values, valid, rows)
  if (width === 2) return sumShorts(new Uint16Array(values.buffer, values.byteOffset, rows), valid)
  return sumWords(new Int32Array(values.buffer, values.byteOffset, (rows * width) / 4), width, valid, rows)
}

function sumWords(words: Int32Array, width: number, valid: Uint8Array | null, rows: number): number {
  const perRow = width / 4
  const start = SEED ^ width
  let sum = 0
  for (let row = 0, at = 0; row < rows; row++) {
    if (valid !== null && ((valid[row >> 3]! >> (row & 7)) & 1) === 0) {
      at += perRow
      continue
    }
    let hash = start
    for (const end = at + perRow; at < end; at++) hash = mix(hash, words[at]!)
    sum += finish(hash)
  }
  return sum
}

function sumShorts(values: Uint16Array, valid: Uint8Array | null): number {
  let sum = 0
  for (let row = 0; row < values.length; row++) {
    if (valid === null || ((valid[row >> 3]! >> (row & 7)) & 1) !== 0) sum += finish(mix(SEED ^ 2, values[row]!))
  }
  return sum
}

function sumBits(bits: Uint8Array, valid: Uint8Array | null, rows: number): number {
  const no = finish(mix(SEED ^ 1, 0))
  const yes = finish(mix(SEED ^ 1, 1))
  let sum = 0
  for (let row = 0; row < rows; row++) {
    if (valid !== null && ((valid[row >> 3]! >> (row & 7)) & 1) === 0) continue
    sum += ((bits[row >> 3]! >> (row & 7)) & 1) === 0 ? no : yes
  }
  return sum
}

function sumVariable(
  bytes: Uint8Array<ArrayBuffer>,
  offsets: Int32Array,
  valid: Uint8Array | null,
  rows: number,
): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let sum = 0
  let end = offsets[0]!
  for (let row = 0; row < rows; row++) {
    let at = end
    end = offsets[row + 1]!
    if (valid !== null && ((valid[row >> 3]! >> (row & 7)) & 1) === 0) continue
    let hash = SEED ^ (end - at)
    for (; at + 4 <= end; at += 4) hash = mix(hash, view.getInt32(at, true))
    if (at < end) {
      let word = 0
      for (let shift = 0; at < end; at++, shift += 8) word |= bytes[at]! << shift
      hash = mix(hash, word)
    }
    sum += finish(hash)
  }
  return sum
}

const SEED = 0x3c6ef372 | 0

function mix(hash: number, word: number): number {
  const h = Math.imul(hash ^ word, 0x9e3779b1)
  return (h << 15) | (h >>> 17)
}

/** The finaliser of MurmurHash3: every bit of the input moves every bit of the output. Unsigned. */
function finish(hash: number): number {
  let h = hash ^ (hash >>> 16)
  h = Math.imul(h, 0x85ebca6b)
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}
