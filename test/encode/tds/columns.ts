/** Columns of every type that SQL Server stores, with values of them, for round trips over the bytes of a bulk load. */
import fc from 'fast-check'
import type { DataType, Field } from '../../../lib/columns/schema.ts'
import type { Value } from '../table.ts'

export interface TypedColumn {
  field: Field
  value: fc.Arbitrary<Value>
}

type Spec = [source: string, type: DataType, value: fc.Arbitrary<Value>]

const DAY = 86_400_000_000n
/** 0001-01-01 and 9999-12-31T23:59:59.999999, in microseconds since 1970. */
const FIRST = -62_135_596_800_000_000n
const LAST = 253_402_300_799_999_999n

/** Around the borders of the words that the magnitude is written in, too. */
function decimal(precision: number): fc.Arbitrary<bigint> {
  const max = 10n ** BigInt(precision) - 1n
  const borders = [0n, 1n, max, 2n ** 31n, 2n ** 32n, 2n ** 64n, 2n ** 96n].flatMap(value => [value, -value])
  const fitting = borders.filter(value => value <= max && value >= -max)
  return fc.oneof(fc.constantFrom(...fitting), fc.bigInt({ min: -max, max }))
}

function integer(bits: number): fc.Arbitrary<bigint> {
  const max = 2n ** BigInt(bits - 1) - 1n
  return fc.oneof(fc.constantFrom(0n, -1n, max, -max - 1n), fc.bigInt({ min: -max - 1n, max }))
}

/** A multiple of `step` between the two. */
function steps(min: bigint, max: bigint, step: bigint): fc.Arbitrary<bigint> {
  const borders = [min / step, max / step] as const
  return fc
    .oneof(fc.constantFrom(0n, ...borders), fc.bigInt({ min: borders[0], max: borders[1] }))
    .map(value => value * step)
}

/** Of at most that many UTF-16 units. */
function text(max: number): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 3, arbitrary: fc.string({ unit: 'grapheme-ascii', maxLength: max }) },
    fc.string({ unit: 'binary', maxLength: max >> 1 }),
    fc.constantFrom('', 'æøå', '€', '🕯', 'x'.repeat(Math.min(max, 70))),
  )
}

function bytes(minLength: number, maxLength: number): fc.Arbitrary<string> {
  return fc.uint8Array({ minLength, maxLength }).map(array => Buffer.from(array).toString('hex'))
}

const guidText = bytes(16, 16).map(hex =>
  hex.toUpperCase().replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5'),
)

const INT16: DataType = { kind: 'int', bits: 16 }
const UTF8: DataType = { kind: 'utf8' }
const BINARY: DataType = { kind: 'binary' }
const TIMESTAMP: DataType = { kind: 'timestamp', unit: 'us', utc: false }
const INSTANT: DataType = { kind: 'timestamp', unit: 'us', utc: true }

/** Ticks of 1/300 s as the server prints them. */
const datetime = fc
  .record({ day: fc.bigInt({ min: -79257n, max: 2932896n }), ticks: fc.bigInt({ min: 0n, max: 25_919_999n }) })
  .map(({ day, ticks }) => day * DAY + ((ticks * 10n + 1n) / 3n) * 1000n)

/** Microseconds in one unit of that many digits. */
function micros(scale: number): bigint {
  return 10n ** BigInt(6 - Math.min(6, scale))
}

const SPECS: Spec[] = [
  ['bit', { kind: 'bool' }, fc.boolean()],
  ['tinyint', INT16, fc.bigInt({ min: 0n, max: 255n })],
  ['smallint', INT16, integer(16)],
  ['int', { kind: 'int', bits: 32 }, integer(32)],
  ['bigint', { kind: 'int', bits: 64 }, integer(64)],
  ['real', { kind: 'float', bits: 32 }, fc.float({ noNaN: true, noDefaultInfinity: true })],
  ['float', { kind: 'float', bits: 64 }, fc.double({ noNaN: true, noDefaultInfinity: true })],
  ['money', { kind: 'decimal', precision: 19, scale: 4 }, integer(64)],
  ['smallmoney', { kind: 'decimal', precision: 10, scale: 4 }, integer(32)],
  ...[1, 9, 10, 18, 19, 20, 28, 29, 38].map(
    (precision): Spec => [`decimal(${precision},1)`, { kind: 'decimal', precision, scale: 1 }, decimal(precision)],
  ),
  ['numeric(12,5)', { kind: 'decimal', precision: 12, scale: 5 }, decimal(12)],
  ['date', { kind: 'date' }, fc.bigInt({ min: FIRST / DAY, max: LAST / DAY })],
  ...[0, 2, 3, 4, 6].map(
    (scale): Spec => [`time(${scale})`, { kind: 'time', unit: 'us' }, steps(0n, DAY - 1n, micros(scale))],
  ),
  ['time(7)', { kind: 'time', unit: 'ns' }, steps(0n, DAY * 1000n - 1n, 100n)],
  ['datetime', TIMESTAMP, datetime],
  ['smalldatetime', TIMESTAMP, steps(-25567n * DAY, (65535n - 25567n) * DAY, 60_000_000n)],
  ...[0, 2, 3, 4, 5, 6, 7].map((scale): Spec => [`datetime2(${scale})`, TIMESTAMP, steps(FIRST, LAST, micros(scale))]),
  ...[0, 3, 6, 7].map((scale): Spec => [`datetimeoffset(${scale})`, INSTANT, steps(FIRST, LAST, micros(scale))]),
  ['nchar(12)', UTF8, text(12)],
  ['nvarchar(80)', UTF8, text(80)],
  ['nvarchar(4000)', UTF8, text(300)],
  ['nvarchar(max)', UTF8, text(500)],
  ['uniqueidentifier', UTF8, guidText],
  ['binary(16)', BINARY, bytes(16, 16)],
  ['varbinary(90)', BINARY, bytes(0, 90)],
  ['varbinary(max)', BINARY, bytes(0, 200)],
]

/** One column of each type, as the decoder reads it back under its default options. */
export const EVERY_TYPE: TypedColumn[] = SPECS.map(columnOf)

const nanoseconds = steps(-(2n ** 63n), 2n ** 63n - 1n, 100n)

/** What the decoder reads when it is asked for nanoseconds and for uuids. */
export const NANOSECONDS_AND_UUIDS: TypedColumn[] = [
  columnOf(['datetime2(7)', { kind: 'timestamp', unit: 'ns', utc: false }, nanoseconds], 0),
  columnOf(['datetimeoffset(7)', { kind: 'timestamp', unit: 'ns', utc: true }, nanoseconds], 1),
  columnOf(['uniqueidentifier', { kind: 'uuid' }, bytes(16, 16)], 2),
]

function columnOf([source, type, value]: Spec, index: number): TypedColumn {
  return { field: { name: `c${index} ${source}`, type, nullable: true, source }, value }
}
