/** 21 columns such as an ERP's order lines have, from a seed, as batches: what the encoder's bench encodes. */
import { type Batch, bytesOf, type Column, MAX_BATCH_ROWS } from '../lib/columns/batch.ts'
import type { DataType, Schema } from '../lib/columns/schema.ts'

/** Columns on which a dictionary pays, as a person who knows the data would choose them. */
export const LOW_CARDINALITY = [
  'line_no',
  'product_id',
  'quantity',
  'discount',
  'order_date',
  'status',
  'country',
  'sales_person',
  'customer',
]

interface Made {
  type: DataType
  /** The value of row `i`, in the form that `fill` stores. */
  make: (i: number, next: () => number) => number | bigint | string | boolean | null
}

const int = (bits: 32 | 64): DataType => ({ kind: 'int', bits })
const float: DataType = { kind: 'float', bits: 64 }
const money: DataType = { kind: 'decimal', precision: 18, scale: 4 }
const text: DataType = { kind: 'utf8' }
const clock: DataType = { kind: 'timestamp', unit: 'us', utc: false }

const STATUS = ['open', 'confirmed', 'picked', 'shipped', 'invoiced', 'cancelled']
const COUNTRIES = 'DK SE NO FI DE NL BE FR ES PT IT PL CZ AT CH GB IE US CA MX BR AR CL JP KR CN IN AU NZ ZA'.split(' ')
const WORDS =
  'hygge lamp oak chair wool blanket candle ceramic mug linen pillow table shelf brass hook teak stool rug'.split(' ')
const START = Date.UTC(2019, 0, 1) * 1000

const pick = <T>(of: T[], share: number): T => of[Math.floor(share * of.length)]
const hex = (digits: number, share: number) =>
  Math.floor(share * 16 ** digits)
    .toString(16)
    .toUpperCase()
    .padStart(digits, '0')

/** The types of a wide SQL Server table as hygge maps them: 2 bigint, 3 int, 3 decimal(18,4), 2 float, bit, 3 datetime2, date, … */
const COLUMNS: Record<string, Made> = {
  id: { type: int(64), make: i => BigInt(i) + 10_000_000n },
  order_id: { type: int(64), make: i => BigInt(400_000 + (i >> 2)) },
  line_no: { type: int(32), make: i => (i & 3) + 1 },
  customer_id: { type: int(32), make: (_, next) => Math.floor(next() * 50_000) },
  product_id: { type: int(32), make: (_, next) => Math.floor(next() ** 3 * 5_000) },
  quantity: { type: money, make: (_, next) => Math.floor(next() ** 2 * 40 + 1) * 10_000 },
  unit_price: { type: money, make: (_, next) => Math.floor(next() ** 2 * 50_000_000) },
  total: { type: money, make: (_, next) => Math.floor(next() ** 2 * 900_000_000) },
  discount: { type: float, make: (_, next) => Math.floor(next() * 8) * 0.025 },
  weight: { type: float, make: (_, next) => next() * 120 },
  active: { type: { kind: 'bool' }, make: (_, next) => next() < 0.93 },
  order_date: { type: { kind: 'date' }, make: i => 17_897 + (i >> 10) },
  ordered_at: { type: clock, make: (i, next) => START + i * 80_000_000 + Math.floor(next() * 60) * 1_000_000 },
  created_at: { type: clock, make: (i, next) => START + i * 80_000_000 + Math.floor(next() * 60_000_000) },
  modified_at: {
    type: clock,
    make: (i, next) => (next() < 0.3 ? null : START + i * 80_000_000 + Math.floor(next() * 9e11)),
  },
  status: { type: text, make: (_, next) => pick(STATUS, next() ** 2) },
  country: { type: text, make: (_, next) => pick(COUNTRIES, next() ** 2) },
  sales_person: {
    type: text,
    make: (_, next) => (next() < 0.3 ? null : `${pick(WORDS, next())} ${pick(WORDS, next())}`),
  },
  customer: {
    type: text,
    make: (_, next) => {
      const number = Math.floor(next() * 5_000)
      return `${WORDS[number % 18]} & ${WORDS[(number * 7 + 3) % 18]} ApS no. ${number}`
    },
  },
  // nvarchar(200), half of them NULL.
  note: {
    type: text,
    make: (_, next) =>
      next() < 0.5 ? null : Array.from({ length: 3 + Math.floor(next() * 18) }, () => pick(WORDS, next())).join(' '),
  },
  // uniqueidentifier, as the server prints it.
  row_guid: {
    type: text,
    make: (_, next) =>
      `${hex(8, next())}-${hex(4, next())}-4${hex(3, next())}-${hex(4, next())}-${hex(6, next())}${hex(6, next())}`,
  },
}

export const ERP_SCHEMA: Schema = {
  fields: Object.entries(COLUMNS).map(([name, { type }]) => ({ name, type, nullable: true, source: type.kind })),
}

/** Rows `first` to `first + rows` in batches; the same rows always have the same values. */
export function erpBatches(first: number, rows: number): Batch[] {
  const batches: Batch[] = []
  for (let at = first; at < first + rows; at += MAX_BATCH_ROWS) {
    const count = Math.min(MAX_BATCH_ROWS, first + rows - at)
    const columns = Object.values(COLUMNS).map((column, c) => fill(column, at, count, random(at * 31 + c)))
    batches.push({ rows: count, columns, bytes: bytesOf(columns), altered: 0 })
  }
  return batches
}

function fill({ type, make }: Made, first: number, rows: number, next: () => number): Column {
  const width = type.kind === 'decimal' ? 16 : 8
  const text = type.kind === 'utf8'
  const validity = new Uint8Array(rows + 7)
  const offsets = text ? new Int32Array(rows + 1) : null
  let values = new Uint8Array(rows * (text ? 200 : width) + 8)
  const view = new DataView(values.buffer)
  const buffer = Buffer.from(values.buffer)
  const narrow = type.kind === 'date' || (type.kind === 'int' && type.bits === 32)
  let nulls = 0
  let end = 0
  for (let row = 0; row < rows; row++) {
    const value = make(first + row, next)
    if (value === null) nulls++
    else validity[row >> 3] |= 1 << (row & 7)
    if (offsets) {
      if (typeof value === 'string') end += buffer.write(value, end, 'latin1')
      offsets[row + 1] = end
    } else if (typeof value === 'boolean') values[row >> 3] |= Number(value) << (row & 7)
    else if (type.kind === 'float') view.setFloat64(row * width, Number(value), true)
    else if (narrow) view.setInt32(row * 4, Number(value), true)
    else view.setBigInt64(row * width, BigInt(value ?? 0), true)
  }
  if (text) values = values.slice(0, end)
  return { nulls, validity: nulls > 0 ? validity : null, offsets, values }
}

/** mulberry32. */
function random(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
