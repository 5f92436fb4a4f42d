import assert from 'node:assert/strict'
import { test } from 'node:test'
import { expectedSize } from '../../lib/plan/outlook.ts'

const LAST = { row_count: 100, bytes: 2500 }

test('files are as many as the ranges need, bytes as many a row as the last run wrote', () => {
  const files = (estimate: number, ranges: number) => expectedSize({ estimate, ranges, rowsPerFile: 1000, last: LAST })
  assert.deepEqual(files(0, 1), { bytes: 0, files: 1 })
  assert.deepEqual(files(1000, 1), { bytes: 25_000, files: 1 })
  assert.deepEqual(files(1001, 1), { bytes: 25_025, files: 2 })
  assert.deepEqual(files(1001, 4), { bytes: 25_025, files: 4 })
  assert.deepEqual(files(8004, 4), { bytes: 200_100, files: 12 })
  assert.deepEqual(files(10, 0), { bytes: 250, files: 1 })
})

test('what nobody knows is not guessed', () => {
  const unknown = { estimate: null, ranges: 1, rowsPerFile: 1000, last: LAST }
  assert.deepEqual(expectedSize(unknown), { bytes: null, files: null })
  assert.deepEqual(expectedSize({ ...unknown, estimate: 5, last: null }), { bytes: null, files: 1 })
  assert.deepEqual(expectedSize({ ...unknown, estimate: 5, last: { row_count: 0, bytes: 900 } }), {
    bytes: null,
    files: 1,
  })
})
