import assert from 'node:assert/strict'
import { test } from 'node:test'
import { boundsInWords, idleInWords, markInWords } from '../../lib/plan/watermark.ts'

const COLUMN = { column: 'w', type: 'int', sqlType: 'int' } as const

test('what a run reads, in words', () => {
  const key = { key: ['id'], lowKey: ['3'], highKey: ['7'] }
  const overlap = { span: '10', from: { value: '95' }, remembered: { value: '110' } }
  const cases: [Parameters<typeof boundsInWords>[0], string][] = [
    [{ ...COLUMN, low: null, high: null }, 'nothing: no row has a value in w yet'],
    [{ ...COLUMN, low: null, high: '9' }, 'everything, up to w 9'],
    [{ ...COLUMN, low: '5', high: '9' }, 'w above 5, up to 9'],
    [{ ...COLUMN, low: '9', high: '9' }, 'nothing is above w 9'],
    [{ ...COLUMN, low: '5', high: '5', ...key }, 'w above 5 (3), up to 5 (7)'],
    [
      { ...COLUMN, low: '105', high: '120', overlap },
      'w above 105, up to 120, and again above 95, for rows that came late',
    ],
    [
      { ...COLUMN, low: '105', high: '105', overlap: { ...overlap, from: { value: '95', key: ['4', 'x'] } } },
      'nothing is above w 105, and again above 95 (4, x), for rows that came late',
    ],
  ]
  for (const [watermark, words] of cases) assert.equal(boundsInWords(watermark), words)
})

test('how far a run got, and how long nothing came', () => {
  assert.equal(markInWords({ primary_key: null, watermark: null }), null)
  assert.equal(markInWords({ primary_key: null, watermark: '300' }), '300')
  assert.equal(markInWords({ primary_key: 'id', watermark: '["300","7"]' }), '300 (7)')
  const idle = [{ start_time: '2026-11-23T10:00:00.000Z' }, { start_time: '2026-11-23T11:00:00.000Z' }]
  assert.deepEqual(idleInWords('incremental', idle), ['Nothing new for 3 runs, since 2026-11-23T10:00:00.000Z'])
  assert.deepEqual(idleInWords('incremental', []), [])
  assert.deepEqual(idleInWords('full_drop', idle), [])
})
