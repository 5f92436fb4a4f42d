import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { HomeError } from '../../../../lib/errors.ts'
import type { TypeOptions } from '../../../../lib/homes/mssql/tds/field.ts'
import { printDatetime } from '../../../../lib/homes/mssql/tds/readers/datetime-text.ts'
import { columnOf, decodeChunks, resultSet, TYPES } from './decode.ts'
import { type ColumnSpec, type Kind, kinds, type Moment } from './stream.ts'

const MAX64 = 2n ** 63n - 1n
const NINES38 = 10n ** 38n - 1n
const DAY = 86_400_000_000n
/** 0001-01-01 and 9999-12-31, in days since 1970. */
const FIRST = -719162
const LAST = 2932896
/** The last tick of a day, in units of a scale. */
const lastTick = (scale: number): bigint => 86_400n * 10n ** BigInt(scale) - 1n
const moment = (days: number, time: bigint, offset?: number): Moment => ({
  days,
  time,
  ...(offset === undefined ? {} : { offset }),
})
const bytes = (...values: number[]): Buffer => Buffer.from(values)
const ascii = (text: string): Buffer => Buffer.from(text, 'latin1')

interface Case {
  name: string
  // biome-ignore lint/suspicious/noExplicitAny: cases of different value types
  kind: Kind<any>
  values: unknown[]
  expected: unknown[]
  options?: Partial<TypeOptions>
  /** Values that lose precision. */
  altered?: number
}

const same = (name: string, kind: Case['kind'], values: unknown[]): Case => ({ name, kind, values, expected: values })

const cases: Case[] = [
  same('bit', kinds.bit, [true, false]),
  same('tinyint', kinds.tinyint, [0, 255, 128]),
  same('smallint', kinds.smallint, [-32768, 32767, -1]),
  same('int', kinds.int, [-(2 ** 31), 2 ** 31 - 1, 42]),
  same('bigint', kinds.bigint, [-MAX64 - 1n, MAX64, 2n ** 53n + 1n]),
  same('real', kinds.real, [-3.4028234663852886e38, 1.401298464324817e-45, -0, 0.5]),
  same('float', kinds.float, [-Number.MAX_VALUE, Number.MIN_VALUE, -0, Math.PI]),
  same('decimal(38,0)', kinds.decimal(38, 0), [
    NINES38,
    -NINES38,
    0n,
    1n,
    -1n,
    2n ** 64n,
    -(2n ** 64n),
    -(2n ** 96n),
    2n ** 96n - 1n,
  ]),
  same('decimal(9,2)', kinds.decimal(9, 2), [999_999_999n, -999_999_999n, -1n]),
  same('decimal(18,4)', kinds.decimal(18, 4), [
    999_999_999_999_999_999n,
    -999_999_999_999_999_999n,
    -(2n ** 32n),
    -(2n ** 32n) - 1n,
  ]),
  same('decimal(28,0)', kinds.decimal(28, 0), [10n ** 28n - 1n, -(10n ** 28n) + 1n, -(2n ** 64n)]),
  same('decimal(5,1) sent with 17 bytes', kinds.decimal(5, 1, 17), [99_999n, -99_999n, 0n]),
  same('decimal(38,10) sent with 5 bytes', kinds.decimal(38, 10, 5), [4_294_967_295n, -4_294_967_295n]),
  same('numeric(20,5)', kinds.decimal(20, 5, 13, 0x6c), [-(10n ** 20n) + 1n, 7n]),
  same('money', kinds.money, [-MAX64 - 1n, MAX64, -1n, 12_345_678_901n]),
  same('smallmoney', kinds.smallmoney, [-(2n ** 31n), 2n ** 31n - 1n, -1n]),
  { name: 'date', kind: kinds.date, values: [0, 3652058, 719162], expected: [FIRST, LAST, 0] },
  ...[0, 1, 2, 3, 4, 5, 6].map((scale): Case => {
    const values = [0n, lastTick(scale), 1n]
    return {
      name: `time(${scale})`,
      kind: kinds.time(scale),
      values,
      expected: values.map(value => value * 10n ** BigInt(6 - scale)),
    }
  }),
  { name: 'time(7)', kind: kinds.time(7), values: [0n, lastTick(7), 1n], expected: [0n, lastTick(7) * 100n, 100n] },
  {
    name: 'datetime, as the server prints its ticks',
    kind: kinds.datetime,
    values: [
      [-53690, 0],
      [2958463, 25_919_999],
      [0, 1],
      [0, 2],
      [0, 3],
      [25567, 4],
    ],
    expected: [
      -6847804800000000n,
      253402300799997000n,
      -25567n * DAY + 3000n,
      -25567n * DAY + 7000n,
      -25567n * DAY + 10000n,
      13000n,
    ],
  },
  {
    name: 'smalldatetime',
    kind: kinds.smalldatetime,
    values: [
      [0, 0],
      [65535, 1439],
      [25567, 1],
    ],
    expected: [-25567n * DAY, (65535n - 25567n) * DAY + 1439n * 60_000_000n, 60_000_000n],
  },
  ...[0, 1, 2, 3, 4, 5, 6].map((scale): Case => {
    const unit = 10n ** BigInt(6 - scale)
    return {
      name: `datetime2(${scale})`,
      kind: kinds.datetime2(scale),
      values: [moment(0, 0n), moment(3652058, lastTick(scale)), moment(719161, lastTick(scale)), moment(719162, 1n)],
      expected: [BigInt(FIRST) * DAY, BigInt(LAST) * DAY + lastTick(scale) * unit, -DAY + lastTick(scale) * unit, unit],
    }
  }),
  {
    name: 'datetime2(7) in microseconds, cut and counted',
    kind: kinds.datetime2(7),
    values: [moment(0, 0n), moment(3652058, lastTick(7)), moment(719162, 10n), moment(719162, 19n), moment(719161, 1n)],
    expected: [BigInt(FIRST) * DAY, BigInt(LAST) * DAY + DAY - 1n, 1n, 1n, -DAY],
    altered: 3,
  },
  {
    name: 'datetime2(7) in nanoseconds',
    kind: kinds.datetime2(7),
    options: { datetime2: 'nanoseconds' },
    // The first and the last 100 ns that 64 bits hold: -9223372036854775800 and 9223372036854775800.
    values: [
      moment(719162 - 106752, 7_631_452_242n),
      moment(719162 + 106751, 856_368_547_758n),
      moment(719162, 1n),
      moment(719161, lastTick(7)),
    ],
    expected: [-9_223_372_036_854_775_800n, 9_223_372_036_854_775_800n, 100n, -100n],
  },
  {
    name: 'datetime2(7) as text',
    kind: kinds.datetime2(7),
    options: { datetime2: 'string' },
    values: [moment(0, 0n), moment(3652058, lastTick(7)), moment(738641, 432_000_000_001n), moment(730178, 0n)],
    expected: [
      '0001-01-01 00:00:00.0000000',
      '9999-12-31 23:59:59.9999999',
      '2023-05-02 12:00:00.0000001',
      '2000-02-29 00:00:00.0000000',
    ],
  },
  {
    name: 'datetimeoffset(3) in UTC',
    kind: kinds.datetimeoffset(3),
    values: [moment(0, 0n, 840), moment(3652058, lastTick(3), -840), moment(719162, 1n, 60)],
    expected: [BigInt(FIRST) * DAY, BigInt(LAST) * DAY + lastTick(3) * 1000n, 1000n],
  },
  {
    name: 'datetimeoffset(7) in UTC, cut and counted',
    kind: kinds.datetimeoffset(7),
    values: [moment(719162, 21n, 60), moment(719162, 20n, -330)],
    expected: [2n, 2n],
    altered: 1,
  },
  {
    name: 'datetimeoffset(7) in nanoseconds',
    kind: kinds.datetimeoffset(7),
    options: { datetime2: 'nanoseconds' },
    values: [moment(719162, 21n, 60)],
    expected: [2100n],
  },
  {
    name: 'datetimeoffset(7) as text',
    kind: kinds.datetimeoffset(7),
    options: { datetimeoffset: 'string' },
    values: [
      moment(739006, 360_000_000_000n, 120),
      moment(739006, 0n, -330),
      moment(739006, lastTick(7), 1),
      moment(0, 0n, 840),
      moment(3652058, lastTick(7), -840),
    ],
    expected: [
      '2024-05-01 12:00:00.0000000 +02:00',
      '2024-04-30 18:30:00.0000000 -05:30',
      '2024-05-02 00:00:59.9999999 +00:01',
      '0001-01-01 14:00:00.0000000 +14:00',
      '9999-12-31 09:59:59.9999999 -14:00',
    ],
  },
  {
    name: 'datetimeoffset(0) as text',
    kind: kinds.datetimeoffset(0),
    options: { datetimeoffset: 'string' },
    values: [moment(739006, 36_000n, 0)],
    expected: ['2024-05-01 10:00:00 +00:00'],
  },
  {
    name: 'datetimeoffset(7) in UTC as text',
    kind: kinds.datetimeoffset(7),
    options: { datetime2: 'string' },
    values: [moment(739006, 360_000_000_001n, 120)],
    expected: ['2024-05-01 10:00:00.0000001 +00:00'],
  },
  {
    name: 'uniqueidentifier',
    kind: kinds.uniqueidentifier,
    values: [
      '00000000-0000-0000-0000-000000000000',
      'ffffffff-ffff-ffff-ffff-ffffffffffff',
      '6f9619ff-8b86-d011-b42d-00c04fc964ff',
    ],
    expected: [
      '00000000-0000-0000-0000-000000000000',
      'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF',
      '6F9619FF-8B86-D011-B42D-00C04FC964FF',
    ],
  },
  {
    name: 'uniqueidentifier as 16 bytes',
    kind: kinds.uniqueidentifier,
    options: { uniqueidentifier: 'uuid' },
    values: ['6f9619ff-8b86-d011-b42d-00c04fc964ff'],
    expected: ['6f9619ff8b86d011b42d00c04fc964ff'],
  },
  same('nvarchar', kinds.nvarchar(4000), [
    '',
    'a',
    'abcd',
    'abcdefgh',
    'Smørrebrød',
    'abcdefghÿ',
    '\u07ff\u0800\uffff',
    '😀',
    'a😀b',
    'x'.repeat(4000),
    '日本'.repeat(2000),
    '\u0000',
  ]),
  same('nchar', kinds.nchar(10), ['a         ', 'ÅÄÖ       ']),
  same('nvarchar(max)', kinds.nvarcharMax({ chunk: 3, known: true }), ['', 'abc', 'Ærø 😀', 'x'.repeat(100_000)]),
  same('nvarchar(max) of unknown length', kinds.nvarcharMax({ chunk: 5, known: false }), ['', 'abc', 'Ærø 😀']),
  same('ntext', kinds.ntext, ['', 'abc', 'Ærø 😀']),
  same('xml', kinds.xml(), ['<a b="ø"/>']),
  same('xml of a schema', kinds.xml({ chunk: 7, known: true }, true), ['<a/>']),
  {
    name: 'unpaired surrogates, replaced and counted',
    kind: kinds.nvarchar(10),
    values: ['\ud800', 'a\udc00b', '\ud83d\ude00', '\ud83d\ud83d\ude00', 'a\ud800'],
    expected: ['\ufffd', 'a\ufffdb', '😀', '\ufffd😀', 'a\ufffd'],
    altered: 4,
  },
  {
    name: 'varchar',
    kind: kinds.varchar(8000),
    values: [ascii(''), ascii('abcde'), ascii('Sm\xf8r'), Buffer.alloc(8000, 0xe6)],
    expected: ['', 'abcde', 'Smør', 'æ'.repeat(8000)],
  },
  { name: 'char', kind: kinds.char(5), values: [ascii('ab   ')], expected: ['ab   '] },
  {
    name: 'varchar(max)',
    kind: kinds.varcharMax({ chunk: 1, known: false }),
    values: [ascii(''), ascii('\xe9t\xe9')],
    expected: ['', 'été'],
  },
  { name: 'text', kind: kinds.text, values: [ascii(''), ascii('\xe9t\xe9')], expected: ['', 'été'] },
  same('binary', kinds.binary(4), [bytes(0, 255, 1, 2)]),
  same('varbinary', kinds.varbinary(8000), [bytes(), bytes(0), Buffer.alloc(8000, 0xab)]),
  same('varbinary(max)', kinds.varbinaryMax({ chunk: 1000, known: true }), [bytes(), Buffer.alloc(3001, 7)]),
  same('image', kinds.image, [bytes(), bytes(1, 2, 3)]),
]

const fixedCases: Case[] = [
  same('bit', kinds.bitFixed, [true, false]),
  same('tinyint', kinds.tinyintFixed, [0, 255]),
  same('smallint', kinds.smallintFixed, [-32768, 32767]),
  same('int', kinds.intFixed, [-(2 ** 31), 2 ** 31 - 1]),
  same('bigint', kinds.bigintFixed, [-MAX64 - 1n, MAX64]),
  same('real', kinds.realFixed, [0.5, -1]),
  same('float', kinds.floatFixed, [Math.E, -1]),
  same('money', kinds.moneyFixed, [-MAX64 - 1n, MAX64]),
  same('smallmoney', kinds.smallmoneyFixed, [-1n, 1n]),
  { name: 'datetime', kind: kinds.datetimeFixed, values: [[25567, 300]], expected: [1_000_000n] },
  { name: 'smalldatetime', kind: kinds.smalldatetimeFixed, values: [[25567, 1]], expected: [60_000_000n] },
]

function check({ kind, values, expected, options, altered = 0 }: Case, nullable: boolean): void {
  const columns: ColumnSpec[] = [
    { name: 'before', kind: kinds.int },
    { name: 'value', kind },
    { name: 'after', kind: kinds.nvarchar(10) },
  ]
  // NULLs before, between and after, so that every value meets one.
  const list = nullable ? [null, ...values.flatMap(value => [value, null])] : values
  const wanted = nullable ? [null, ...expected.flatMap(value => [value, null])] : expected
  const rows = list.map((value, i) => [i, value, `row ${i}`])
  for (const compressed of nullable ? [false, true] : [false]) {
    const decoded = decodeChunks([resultSet(columns, rows, compressed)], { types: { ...TYPES, ...options } })
    assert.deepEqual(columnOf(decoded, 1), wanted)
    assert.deepEqual(
      columnOf(decoded, 0),
      rows.map(([i]) => i),
    )
    assert.deepEqual(
      columnOf(decoded, 2),
      rows.map(([, , text]) => text),
    )
    assert.equal(decoded.batches[0]!.columns[1]!.nulls, list.filter(value => value === null).length)
    assert.equal(decoded.batches[0]!.columns[1]!.validity === null, !nullable)
    assert.equal(decoded.batches[0]!.altered, altered)
    assert.equal(decoded.rows, rows.length)
  }
}

describe('every nullable type: least, greatest, NULL and between', () => {
  for (const one of cases) {
    it(one.name, () => {
      check(one, true)
      check(one, false)
    })
  }
})

describe('every fixed type', () => {
  for (const one of fixedCases) it(one.name, () => check(one, false))
  it('NULL in NBCROW, where a fixed type can have one', () => {
    for (const { kind, values, expected } of fixedCases) {
      const decoded = decodeChunks([resultSet([{ name: 'a', kind }], [[values[0]], [null], [values[0]]], true)])
      assert.deepEqual(columnOf(decoded), [expected[0], null, expected[0]])
    }
  })
})

describe('bits that are kept', () => {
  it('NaN with its payload', () => {
    const stream = resultSet([{ name: 'a', kind: kinds.floatFixed }], [[0]])
    stream.writeBigUInt64LE(0x7ff4deadbeef0001n, stream.length - 13 - 8)
    const { batches } = decodeChunks([stream])
    assert.equal(new BigUint64Array(batches[0]!.columns[0]!.values.buffer, 0, 1)[0], 0x7ff4deadbeef0001n)
  })
  it('the value of a NULL is zero bytes', () => {
    const columns = [kinds.decimal(38, 0), kinds.bigint, kinds.uniqueidentifier, kinds.bit].map((kind, i) => ({
      name: `c${i}`,
      kind,
    }))
    const { batches } = decodeChunks([resultSet(columns, [[null, null, null, null]])])
    for (const { values } of batches[0]!.columns) assert.ok(values.every(byte => byte === 0))
  })
})

describe('nanoseconds', () => {
  for (const [name, value, printed] of [
    ['too early', moment(719162 - 106752, 7_631_452_241n), '1677-09-21 00:12:43.1452241'],
    ['too late', moment(719162 + 106751, 856_368_547_759n), '2262-04-11 23:47:16.8547759'],
    ['the year 1', moment(0, 0n), '0001-01-01 00:00:00.0000000'],
    ['the year 9999', moment(3652058, 0n), '9999-12-31 00:00:00.0000000'],
  ] as const) {
    it(name, () => {
      const types: TypeOptions = { ...TYPES, datetime2: 'nanoseconds' }
      const stream = resultSet([{ name: 'when', kind: kinds.datetime2(7) }], [[moment(719162, 0n)], [value]])
      assert.throws(
        () => decodeChunks([stream], { types }),
        (error: unknown) => {
          assert.ok(error instanceof HomeError)
          assert.equal(error.code, 'VALUE_OUT_OF_RANGE')
          assert.deepEqual(error.facts, { column: 'when', value: printed })
          return true
        },
      )
    })
  }
})

describe('dates as text', () => {
  it('agrees with the calendar of JavaScript on days of every year', () => {
    for (let days = 0; days <= 3652058; days += 97) {
      const iso = new Date((days - 719162) * 86_400_000).toISOString()
      assert.equal(printDatetime(days, 0, 3), iso.replace('T', ' ').replace('Z', ''))
    }
  })
})
