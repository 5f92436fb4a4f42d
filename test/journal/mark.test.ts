import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { keyText, markOf, markText } from '../../lib/journal/mark.ts'

const COLUMN = { column: 'w', type: 'string', sqlType: 'nvarchar(9)', low: null } as const

test('what a run recorded is what the next one goes on from, whatever the values look like', () => {
  const text = fc.string({ unit: 'binary', maxLength: 6 })
  const key = fc.option(fc.array(text, { minLength: 1, maxLength: 3 }), { nil: undefined })
  const property = fc.property(text, key, fc.boolean(), (high, values, overlap) => {
    const names = values?.map((_, i) => `k${i}`)
    const highKey = overlap ? undefined : values
    const watermark = { ...COLUMN, high, ...(names && { key: names }), ...(highKey && { highKey }) }
    const recorded = { primary_key: keyText(names), watermark: markText(watermark) }
    assert.deepEqual(markOf(recorded), highKey === undefined ? { value: high } : { value: high, key: highKey })
  })
  fc.assert(property, { numRuns: 200 })
})

test('columns as people read them: a value as it is, a key behind it', () => {
  assert.equal(keyText(undefined), null)
  assert.equal(keyText(['OrderId']), 'OrderId')
  assert.equal(keyText(['OrderId', 'Line']), '["OrderId","Line"]')
  // No name can pass for a list of names.
  assert.equal(keyText(['["OrderId","Line"]']), '["[\\"OrderId\\",\\"Line\\"]"]')
  assert.equal(markText({ ...COLUMN, high: '["a"]' }), '["a"]')
  assert.deepEqual(markOf({ primary_key: null, watermark: '["a"]' }), { value: '["a"]' })
  assert.equal(markText({ ...COLUMN, high: '20', key: ['id'], highKey: ['7'] }), '["20","7"]')
  assert.equal(markText({ ...COLUMN, high: '20', key: ['id'] }), '["20"]')
  assert.equal(markText({ ...COLUMN, high: null, key: ['id'] }), null)
  assert.equal(markOf({ primary_key: 'id', watermark: null }), null)
})
