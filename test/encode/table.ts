/** Tables for tests: exact values from a seed, and the same as Arrow batches, built apart from the code under test. */
import type { Batch, Column } from '../../lib/columns/batch.ts'
import { bytesOf } from '../../lib/columns/batch.ts'
import { byteWidth, type DataType, type Field, type Schema } from '../../lib/columns/schema.ts'

/** bool: boolean; float: number; utf8: string; binary and uuid: hex; all others: the integer that is stored, as bigint. */
export type Value = boolean | number | bigint | string | null

export interface Table {
  schema: Schema
  /** One array a column. */
  values: Value[][]
  rows: number
}

export interface TableOptions {
  seed: number
  rows: number
  types: DataType[]
  /** Share of NULLs, 0 to 1. */
  nulls: number
  /** How many distinct values a column may have; absent: as they come. */
  distinct?: number
  /** NULLs in long stretches and not scattered. */
  clustered?: boolean
}

/** mulberry32: small, seeded, good enough. */
export function random(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

export function field(name: string, type: DataType): Field {
  return { name, type, nullable: true, source: type.kind }
}

export function makeTable({ seed, rows, types, nulls, distinct, clustered }: TableOptions): Table {
  const next = random(seed)
  const schema = { fields: types.map((type, i) => field(`c${i}_${type.kind}`, type)) }
  const values = types.map(type => {
    const pool = distinct === undefined ? null : Array.from({ length: distinct }, () => randomValue(type, next))
    let stretch = next() < nulls
    return Array.from({ length: rows }, () => {
      const absent = clustered ? stretch : next() < nulls
      if (clustered && next() < 0.005) stretch = next() < nulls
      if (absent) return null
      return pool ? pool[Math.floor(next() * pool.length)] : randomValue(type, next)
    })
  })
  return { schema, values, rows }
}

const WORDS = [
  '',
  'a',
  'Ærø',
  'hygge',
  'straße',
  '東京',
  '🕯️ candle',
  'NULL',
  "O'Brien",
  'x'.repeat(70),
  'ÿ'.repeat(40),
  '𝄞'.repeat(20),
]

function randomValue(type: DataType, next: () => number): Value {
  const special = next() < 0.1
  switch (type.kind) {
    case 'bool':
      return next() < 0.5
    case 'int':
      return randomInt(BigInt(type.bits), next, special)
    case 'float': {
      const extremes = [0, -0, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e-310, 3.4e38, -1.5]
      const value = special ? extremes[Math.floor(next() * extremes.length)] : (next() - 0.5) * 10 ** (next() * 30 - 10)
      return type.bits === 32 ? Math.fround(value) : value
    }
    case 'decimal': {
      const limit = 10n ** BigInt(type.precision) - 1n
      if (special) return next() < 0.5 ? limit : -limit
      const digits = Math.floor(next() * type.precision) + 1
      const value = wide(next) % 10n ** BigInt(digits)
      return next() < 0.5 ? value : -value
    }
    case 'date':
      // Year 1 to 9999.
      return special ? (next() < 0.5 ? -719162n : 2932896n) : BigInt(Math.floor(next() * 40000) - 10000)
    case 'time': {
      const day = type.unit === 'us' ? 86_400_000_000 : 86_400_000_000_000
      return special ? BigInt(day - 1) : BigInt(Math.floor(next() * day))
    }
    case 'timestamp':
      if (type.unit === 'ns') return wide(next) % 4_000_000_000_000_000_000n
      // The first and the last microsecond of the years 1 to 9999.
      if (special) return next() < 0.5 ? -62135596800000000n : 253402300799999999n
      return BigInt(Math.floor(next() * 4e15) - 1e15)
    case 'utf8':
      return special ? WORDS[Math.floor(next() * WORDS.length)] : `row ${Math.floor(next() * 1e9).toString(36)}`
    case 'binary':
      return special ? 'ff'.repeat(Math.floor(next() * 80)) : hex(Math.floor(next() * 24), next)
    case 'uuid':
      return hex(16, next)
  }
}

function randomInt(bits: bigint, next: () => number, special: boolean): bigint {
  if (!special) return BigInt.asIntN(Number(bits), BigInt(Math.floor((next() - 0.5) * 60000)))
  const extremes = [-(1n << (bits - 1n)), (1n << (bits - 1n)) - 1n, 0n, -1n]
  return next() < 0.6 ? extremes[Math.floor(next() * 4)] : BigInt.asIntN(Number(bits), wide(next))
}

function wide(next: () => number): bigint {
  let value = 0n
  for (let i = 0; i < 5; i++) value = (value << 26n) | BigInt(Math.floor(next() * 2 ** 26))
  return value
}

function hex(bytes: number, next: () => number): string {
  return Array.from({ length: bytes }, () =>
    Math.floor(next() * 256)
      .toString(16)
      .padStart(2, '0'),
  ).join('')
}

/** The table in batches of the given sizes, over and over; what the layout leaves undefined is filled with rubbish. */
export function batchesOf({ schema, values, rows }: Table, sizes: number[] = [8192]): Batch[] {
  const batches: Batch[] = []
  let start = 0
  while (start < rows) {
    const end = Math.min(rows, start + sizes[batches.length % sizes.length])
    const columns = schema.fields.map(({ type }, c) => columnOf(type, values[c].slice(start, end)))
    batches.push({ rows: end - start, columns, bytes: bytesOf(columns), altered: 0 })
    start = end
  }
  return batches
}

/** One column in the layout of lib/columns/batch.ts. */
export function columnOf(type: DataType, values: Value[]): Column {
  const rows = values.length
  const nulls = values.filter(value => value === null).length
  const validity = nulls === 0 ? null : rubbish(((rows + 7) >> 3) + 8)
  if (validity) for (const [row, value] of values.entries()) setBit(validity, row, value !== null)
  if (type.kind === 'utf8' || type.kind === 'binary') {
    const parts = values.map(value => Buffer.from(String(value ?? ''), type.kind === 'utf8' ? 'utf8' : 'hex'))
    const offsets = new Int32Array(rows + 1)
    parts.forEach((part, row) => {
      offsets[row + 1] = offsets[row] + part.length
    })
    return { nulls, validity, offsets, values: Uint8Array.from(Buffer.concat(parts)) }
  }
  if (type.kind === 'bool') {
    const bits = rubbish(((rows + 7) >> 3) + 8)
    for (const [row, value] of values.entries()) setBit(bits, row, value === true)
    return { nulls, validity, offsets: null, values: bits }
  }
  const width = byteWidth(type)
  const bytes = rubbish((rows + 1) * width)
  const view = new DataView(bytes.buffer)
  values.forEach((value, row) => {
    const at = row * width
    if (value === null) bytes.fill(0, at, at + width)
    else if (type.kind === 'uuid') bytes.set(Buffer.from(String(value), 'hex'), at)
    else if (type.kind === 'float')
      type.bits === 32 ? view.setFloat32(at, Number(value), true) : view.setFloat64(at, Number(value), true)
    else for (let i = 0; i < width; i++) bytes[at + i] = Number((BigInt(value) >> BigInt(8 * i)) & 0xffn)
  })
  return { nulls, validity, offsets: null, values: bytes }
}

function rubbish(bytes: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes).fill(0xa5)
}

function setBit(bits: Uint8Array, row: number, set: boolean): void {
  if (set) bits[row >> 3] |= 1 << (row & 7)
  else bits[row >> 3] &= ~(1 << (row & 7))
}
