/** The two volume tables: `wide` as the measurements of reading were made (22 columns, about 322 bytes a row), `narrow` (5, about 53). */
import type { SqlColumn, SqlValue } from '../../types.ts'
import { TICKS_PER_DAY } from '../types/date-time.ts'
import { type Random, random } from './random.ts'
import { BLOCK_ROWS, type VolumeTable } from './table.ts'

interface Layout extends SqlColumn {
  value(random: Random): SqlValue
}

const ID: SqlColumn = { name: 'id', type: { name: 'bigint' }, nullable: false }
const CITIES = [
  'Ålesund',
  'Bergen',
  'Kristiansand',
  'Oslo',
  'Stavanger',
  'Tromsø',
  'Trondheim',
  '東京',
  'København',
  'Göteborg',
]
const WORDS =
  'amber birch cedar delta ember frost grove harbor island juniper kettle lantern meadow north orchard pine quiet river stone'.split(
    ' ',
  )
const FIRST_DAY = 737_790n // 2021-01-01

const words = (random: Random, count: number): string =>
  Array.from({ length: count }, () => random.pick(WORDS)).join(' ')
const moment = (random: Random): bigint =>
  (FIRST_DAY + BigInt(random.integer(1400))) * TICKS_PER_DAY +
  BigInt(random.integer(86_400)) * 10_000_000n +
  BigInt(random.integer(10_000_000))
const money = (random: Random): bigint => BigInt(random.integer(2_000_000_000) - 100_000_000)
const hex = (random: Random, length: number): string =>
  Array.from({ length }, () => '0123456789ABCDEF'[random.integer(16)]).join('')

const WIDE: Layout[] = [
  { name: 'customer_id', type: { name: 'int' }, nullable: false, value: random => 1 + random.integer(50_000) },
  { name: 'product_id', type: { name: 'int' }, nullable: false, value: random => 1 + random.integer(2_000) },
  { name: 'quantity', type: { name: 'int' }, nullable: true, value: random => random.integer(500) },
  {
    name: 'batch_no',
    type: { name: 'bigint' },
    nullable: true,
    value: random => 10_000_000_000n + BigInt(random.integer(1_000_000_000)),
  },
  { name: 'unit_price', type: { name: 'decimal', precision: 18, scale: 4 }, nullable: false, value: money },
  { name: 'line_total', type: { name: 'decimal', precision: 18, scale: 4 }, nullable: false, value: money },
  { name: 'discount', type: { name: 'decimal', precision: 18, scale: 4 }, nullable: true, value: money },
  { name: 'weight', type: { name: 'float' }, nullable: true, value: random => random.integer(1_000_000) / 7 },
  { name: 'volume', type: { name: 'float' }, nullable: false, value: random => random.integer(1_000_000) / 1000 },
  { name: 'is_shipped', type: { name: 'bit' }, nullable: false, value: random => random.integer(2) === 1 },
  { name: 'created_at', type: { name: 'datetime2', scale: 7 }, nullable: false, value: moment },
  { name: 'modified_at', type: { name: 'datetime2', scale: 7 }, nullable: false, value: moment },
  { name: 'shipped_at', type: { name: 'datetime2', scale: 7 }, nullable: true, value: moment },
  {
    name: 'order_date',
    type: { name: 'date' },
    nullable: false,
    value: random => Number(FIRST_DAY) + random.integer(1400),
  },
  {
    name: 'order_no',
    type: { name: 'nvarchar', length: 20 },
    nullable: false,
    value: random => `SO-${String(random.integer(10_000_000)).padStart(7, '0')}`,
  },
  {
    name: 'customer_name',
    type: { name: 'nvarchar', length: 100 },
    nullable: false,
    value: random => words(random, 3),
  },
  { name: 'city', type: { name: 'nvarchar', length: 60 }, nullable: false, value: random => random.pick(CITIES) },
  {
    name: 'status',
    type: { name: 'nvarchar', length: 10 },
    nullable: false,
    value: random => random.pick(['open', 'picked', 'shipped', 'closed']),
  },
  {
    name: 'remark',
    type: { name: 'nvarchar', length: 400 },
    nullable: true,
    value: random => (random.integer(10) < 3 ? null : words(random, 7)),
  },
  {
    name: 'row_guid',
    type: { name: 'uniqueidentifier' },
    nullable: false,
    value: random => `${hex(random, 8)}-${hex(random, 4)}-4${hex(random, 3)}-A${hex(random, 3)}-${hex(random, 12)}`,
  },
  {
    name: 'note',
    type: { name: 'nvarchar', length: 200 },
    nullable: true,
    value: random => (random.integer(2) === 0 ? null : words(random, 6)),
  },
]

const NARROW: Layout[] = [
  { name: 'account_id', type: { name: 'int' }, nullable: false, value: random => 1 + random.integer(100_000) },
  { name: 'amount', type: { name: 'decimal', precision: 18, scale: 4 }, nullable: false, value: money },
  { name: 'booked_at', type: { name: 'datetime2', scale: 7 }, nullable: false, value: moment },
  {
    name: 'reference',
    type: { name: 'nvarchar', length: 20 },
    nullable: false,
    value: random => `R-${String(random.integer(10_000_000)).padStart(8, '0')}`,
  },
]

/** A volume table of so many rows; the same seed gives the same rows. */
export function volumeTable(name: 'wide' | 'narrow', rows: number, seed = 1): VolumeTable {
  if (!Number.isSafeInteger(rows) || rows < 0)
    throw new RangeError(`a volume table has a whole number of rows from 0, not ${rows}`)
  const layout = name === 'wide' ? WIDE : NARROW
  const source = random(seed)
  const block = layout.map(() => new Array<SqlValue>(BLOCK_ROWS))
  for (let row = 0; row < BLOCK_ROWS; row++)
    for (const [column, { value }] of layout.entries()) block[column]![row] = value(source)
  const columns = [
    ID,
    ...layout.map(({ name: column, type, nullable }): SqlColumn => ({ name: column, type, nullable })),
  ]
  return { rows, columns, block }
}
