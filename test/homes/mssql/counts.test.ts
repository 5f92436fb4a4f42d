import assert from 'node:assert/strict'
import { test } from 'node:test'
import { RowCounts } from '../../../lib/homes/mssql/counts.ts'

const METADATA = Uint8Array.of(0x81, 0, 0)

/** DONE, [MS-TDS] 2.2.7.6. */
function done({ status = 0x10, count = 0n, token = 0xfd } = {}): Uint8Array {
  const bytes = new Uint8Array(13)
  const view = new DataView(bytes.buffer)
  view.setUint8(0, token)
  view.setUint16(1, status, true)
  view.setBigUint64(5, count, true)
  return bytes
}

test('as many rows as the server counted', () => {
  const counts = new RowCounts()
  counts.token(METADATA, 0)
  counts.token(done({ count: 7n }), 7)
  counts.end(7)
})

test('fewer or more rows than the server counted', () => {
  for (const token of [0xfd, 0xfe, 0xff]) {
    const counts = new RowCounts()
    counts.token(METADATA, 0)
    assert.throws(() => counts.token(done({ count: 8n, token }), 7), {
      code: 'ROWS_LOST',
      message: '7 rows arrived, the server says it sent 8.',
      facts: { decoded: 7, counted: '8' },
    })
  }
})

test('each result set is counted by itself, other statements not at all', () => {
  const counts = new RowCounts()
  counts.token(done({ count: 1000n }), 0) // an INSERT before the SELECT
  counts.token(METADATA, 0)
  counts.token(done({ count: 3n }), 3)
  counts.token(METADATA, 3)
  counts.token(done({ count: 2n }), 5)
  counts.token(done({ count: 9n }), 5)
  counts.end(5)
})

test('the server counts nothing under NOCOUNT or after an error', () => {
  for (const status of [0x00, 0x12]) {
    const counts = new RowCounts()
    counts.token(METADATA, 0)
    counts.token(done({ status, count: 0n }), 4)
    counts.end(4)
  }
})

test('a result set without an end', () => {
  const counts = new RowCounts()
  counts.token(METADATA, 0)
  assert.throws(() => counts.end(4), { code: 'ROWS_LOST', message: /never said that it was done/ })
})

test('a count beyond 2^53 is compared exactly', () => {
  const counts = new RowCounts()
  counts.token(METADATA, 0)
  assert.throws(() => counts.token(done({ count: 2n ** 53n + 1n }), 2 ** 53), { code: 'ROWS_LOST' })
})
