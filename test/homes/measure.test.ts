import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { FORMS, type Measure, measureOf, spanOf, textOfUnits, unitsOf } from '../../lib/homes/measure.ts'

const measure = (type: Measure['type'], scale = 0): Measure => ({ type, scale })

test('values are counted by their last digit', () => {
  const cases: [Measure, string, bigint][] = [
    [measure('int'), '-9223372036854775808', -9223372036854775808n],
    [measure('decimal', 2), '-0.05', -5n],
    [measure('decimal', 2), '12', 1200n],
    [measure('decimal', 10), '1234567890123456789012345678.0123456789', 12345678901234567890123456780123456789n],
    [measure('date'), '1969-12-31', -1n],
    [measure('date'), '0001-01-01', -719162n],
    [measure('datetime'), '1970-01-01T00:00:00.0000001', 1n],
    [measure('datetime'), '1970-01-01', 0n],
    [measure('datetime'), '1969-12-31 23:59:59.9999999', -1n],
    [measure('datetime'), '9999-12-31T23:59:59.9999999', 2534023007999999999n],
    [measure('datetimeoffset'), '1970-01-01 02:00:00.0000001 +02:00', 1n],
    [measure('datetimeoffset'), '1969-12-31T22:30:00-01:30', 0n],
    [measure('datetimeoffset'), '1970-01-01T00:00:00Z', 0n],
  ]
  for (const [of, text, units] of cases) assert.equal(unitsOf(of, text), units, text)
})

test('there and back, and what is written has the form of its type', () => {
  const of = fc.constantFrom<[Measure, bigint, bigint]>(
    [measure('int'), -(2n ** 63n), 2n ** 63n - 1n],
    [measure('decimal', 0), -(10n ** 38n) + 1n, 10n ** 38n - 1n],
    [measure('decimal', 7), -(10n ** 38n) + 1n, 10n ** 38n - 1n],
    [measure('date'), -719162n, 2932896n],
    [measure('datetime'), -621355968000000000n, 2534023007999999999n],
    [measure('datetimeoffset'), -621355968000000000n, 2534023007999999999n],
  )
  const pair = of.chain(([kind, min, max]) => fc.tuple(fc.constant(kind), fc.bigInt({ min, max })))
  fc.assert(
    fc.property(pair, ([kind, units]) => {
      const text = textOfUnits(kind, units)
      assert.match(text, FORMS[kind.type][0])
      assert.equal(unitsOf(kind, text), units)
    }),
    { numRuns: 300 },
  )
})

test('spans, rounded up to what every column of the type has', () => {
  const cases: [Measure, string | number, bigint | null][] = [
    [measure('datetime'), '10m', 6_000_000_000n],
    [measure('datetime'), '1.5 s', 20_000_000n],
    [measure('datetimeoffset'), '1d', 864_000_000_000n],
    [measure('date'), '10m', 1n],
    [measure('date'), '25h', 2n],
    [measure('int'), 10, 10n],
    [measure('decimal', 2), 0.001, 1n],
    [measure('decimal', 2), 1.5, 150n],
    [measure('int'), 1.5, null],
    [measure('int'), '10m', null],
    [measure('decimal', 2), '5', null],
    [measure('datetime'), 10, null],
    [measure('datetime'), '0s', null],
    [measure('date'), 'a day', null],
  ]
  for (const [of, span, units] of cases) assert.equal(spanOf(of, span), units, `${of.type} ${span}`)
})

test('text and rowversions have no distance', () => {
  assert.equal(measureOf('string', 'nvarchar(20)'), null)
  assert.equal(measureOf('rowversion', 'binary(8)'), null)
  assert.deepEqual(measureOf('decimal', 'decimal(38, 10)'), { type: 'decimal', scale: 10 })
  assert.deepEqual(measureOf('datetime', 'datetime2(7)'), { type: 'datetime', scale: 0 })
})
