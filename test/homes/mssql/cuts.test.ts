import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { clip, cutsOf, type Point, type Ruler, rowsOf } from '../../../lib/homes/mssql/cuts.ts'
import { rangeColumnOf } from '../../../lib/homes/mssql/range-column.ts'

const NUMBERS: Ruler = { number: BigInt, value: String }
const point = (value: number, below: number, at: number): Point => ({ values: [String(value)], below, at })
const valuesOf = (points: Point[], pieces: number, ruler: Ruler | null = NUMBERS) =>
  cutsOf(points, pieces, ruler).cuts.map(([value]) => Number(value))

const points: fc.Arbitrary<Point[]> = fc
  .uniqueArray(fc.integer({ min: -1e6, max: 1e6 }), { maxLength: 20 })
  .chain(values =>
    fc.tuple(
      ...values
        .toSorted((a, b) => a - b)
        .map((value, i) =>
          fc
            .record({ below: fc.nat(1000), at: fc.nat(1000) })
            .map(rows => point(value, i === 0 ? 0 : rows.below, rows.at)),
        ),
    ),
  )

test('rows that lie evenly are cut evenly, by their ends alone', () => {
  assert.deepEqual(valuesOf([point(0, 0, 0), point(1000, 1000, 0)], 4), [250, 500, 750])
  assert.deepEqual(valuesOf([point(-100, 0, 1), point(100, 198, 1)], 2), [0])
})

test('a value that half of the rows have is a piece of its own', () => {
  const skewed = [point(0, 0, 1), point(7, 9, 500), point(1000, 489, 1)]
  assert.deepEqual(valuesOf(skewed, 4).slice(0, 2), [7, 8])
  assert.ok(cutsOf(skewed, 4, NUMBERS).largest <= 500)
})

test('without a ruler only values that were seen are cuts', () => {
  const words = ['a', 'f', 'm', 't', 'z'].map((word, i) => ({ values: [word], below: i === 0 ? 0 : 90, at: 10 }))
  assert.deepEqual(cutsOf(words, 4, null).cuts, [['f'], ['m'], ['t']])
  assert.deepEqual(cutsOf([{ values: ['a'], below: 0, at: 5 }], 4, null), { cuts: [], largest: 5 })
  assert.deepEqual(cutsOf([], 4, null), { cuts: [], largest: 0 })
})

test('cuts ascend, leave no piece out, and no piece is larger than its share and one step', () => {
  fc.assert(
    fc.property(points, fc.integer({ min: 2, max: 12 }), fc.boolean(), (known, pieces, ruled) => {
      const { cuts, largest } = cutsOf(known, pieces, ruled ? NUMBERS : null)
      const values = cuts.map(([value]) => Number(value))
      assert.ok(cuts.length < pieces)
      assert.ok(values.every((value, i) => i === 0 || value > values[i - 1]!))
      if (!ruled) assert.ok(values.every(value => known.some(({ values: [seen] }) => seen === String(value))))
      const step = Math.max(0, ...known.map(({ below, at }) => below + at))
      assert.ok(largest <= Math.ceil(rowsOf(known) / pieces) + 2 * step, `${largest} of ${rowsOf(known)}`)
    }),
  )
})

test('clipped to a watermark: the rows above the low bound and up to the high one', () => {
  const known = [point(0, 0, 0), point(1000, 1000, 0)]
  assert.equal(rowsOf(clip(known, NUMBERS, '900', '1000')), 100)
  assert.equal(rowsOf(clip(known, NUMBERS, null, '250')), 250)
  assert.equal(rowsOf(clip(known, NUMBERS, '1000', '2000')), 0)
  assert.deepEqual(valuesOf(clip(known, NUMBERS, '800', '1000'), 2), [900])
  fc.assert(
    fc.property(points, fc.integer({ min: -1e6, max: 1e6 }), fc.nat(1e6), (all, low, more) => {
      const clipped = clip(all, NUMBERS, String(low), String(low + more))
      assert.ok(rowsOf(clipped) <= rowsOf(all) + 1e-6)
      for (const value of valuesOf(clipped, 4)) assert.ok(value >= low && value <= low + more + 1)
    }),
  )
})

const SCALED: [type: string, values: string[]][] = [
  ['int', ['-2147483648', '0', '2147483647']],
  ['decimal(9,2)', ['-0.01', '0.00', '9999999.99', '-12.30']],
  ['money', ['-922337203685477.5808', '0.0001']],
  ['date', ['0001-01-01', '1969-12-31', '9999-12-31']],
  ['smalldatetime', ['1900-01-01T00:00:00', '2079-06-06T23:59:00']],
  ['datetime', ['1753-01-01T00:00:00', '2024-02-29T12:00:00.997']],
  ['datetime2(7)', ['0001-01-01T00:00:00', '1969-12-31T23:59:59.9999999', '9999-12-31T23:59:59.9999999']],
  ['datetime2(0)', ['2024-02-29T12:00:01']],
  ['datetimeoffset(3)', ['2024-02-29T12:00:01.123+00:00']],
]

test('values on a ruler come back as they were, and keep their order', () => {
  for (const [system_type_name, values] of SCALED) {
    const ruler = rangeColumnOf({ name: 'k', is_nullable: false, system_type_name })?.ruler
    assert.ok(ruler)
    for (const value of values) {
      assert.equal(ruler.value(ruler.number(value)), value)
      // As style 121 prints it.
      assert.equal(ruler.value(ruler.number(value.replace('T', ' '))), value)
      if (value.startsWith('9999')) continue
      assert.equal(ruler.number(ruler.value(ruler.number(value) + 1n)), ruler.number(value) + 1n, system_type_name)
    }
  }
})

test('types without an order or an exact text cannot cut', () => {
  for (const system_type_name of [
    'bit',
    'float',
    'real',
    'xml',
    'nvarchar(max)',
    'varbinary(max)',
    'sql_variant',
    'time(3)',
    null,
  ]) {
    assert.equal(rangeColumnOf({ name: 'k', system_type_name }), null, String(system_type_name))
  }
  // A collation that is no plain word never becomes part of a statement.
  assert.equal(rangeColumnOf({ name: 'k', system_type_name: 'varchar(9)', collation_name: 'x) --' }), null)
})
