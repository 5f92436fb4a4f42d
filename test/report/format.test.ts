import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  formatBytes,
  formatCompact,
  formatCount,
  formatDecimal,
  formatDuration,
  formatGuess,
  plural,
} from '../../lib/report/format.ts'

test('counts have thousands separators', () => {
  assert.deepEqual([0, 999, 1000, 1234567, 100000000].map(formatCount), [
    '0',
    '999',
    '1,000',
    '1,234,567',
    '100,000,000',
  ])
})

test('compact counts keep at most four digits and carry into the next unit', () => {
  const cases: [number, string][] = [
    [0, '0'],
    [9999, '9,999'],
    [10_000, '10.0k'],
    [12_345, '12.3k'],
    [99_950, '100k'],
    [410_400, '410k'],
    [999_499, '999k'],
    [999_500, '1.0M'],
    [41_200_000, '41.2M'],
    [1_500_000_000, '1.5B'],
    [2e15, '2,000T'],
  ]
  for (const [value, text] of cases) assert.equal(formatCompact(value), text)
})

test('bytes use decimal units', () => {
  const cases: [number, string][] = [
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [999_499, '999 kB'],
    [999_500, '1.0 MB'],
    [45_100_000, '45.1 MB'],
    [3_100_000_000, '3.1 GB'],
  ]
  for (const [value, text] of cases) assert.equal(formatBytes(value), text)
})

test('a compact number reads back within one part in twenty', () => {
  const units: Record<string, number> = { k: 1e3, M: 1e6, B: 1e9, T: 1e12 }
  fc.assert(
    fc.property(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), value => {
      const text = formatCompact(value).replaceAll(',', '')
      const read = Number.parseFloat(text) * (units[text.at(-1) ?? ''] ?? 1)
      assert.ok(Math.abs(read - value) <= value / 20, `${value} → ${text}`)
    }),
  )
})

test('durations', () => {
  const cases: [number, string][] = [
    [0, '0ms'],
    [0.034, '34ms'],
    [0.9994, '999ms'],
    [0.9996, '1.0s'],
    [3.24, '3.2s'],
    [59.94, '59.9s'],
    [59.96, '1m00s'],
    [131, '2m11s'],
    [3599.6, '1h00m'],
    [3725, '1h02m'],
    [7199, '2h00m'],
  ]
  for (const [seconds, text] of cases) assert.equal(formatDuration(seconds), text)
})

test('guesses are whole and never say zero for something that is not', () => {
  assert.deepEqual([0, 0.2, 40, 59.1, 131].map(formatGuess), ['0s', '1s', '40s', '1m00s', '2m11s'])
})

test('decimals have two places while small', () => {
  assert.deepEqual([0, 0.02, 9.994, 9.996, 1234.56].map(formatDecimal), ['0.00', '0.02', '9.99', '10.0', '1,234.6'])
})

test('nouns agree with their number', () => {
  assert.deepEqual(
    [plural(0, 'file'), plural(1, 'file'), plural(2, 'entity', 'entities')],
    ['0 files', '1 file', '2 entities'],
  )
})
