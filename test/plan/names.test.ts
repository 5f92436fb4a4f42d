import assert from 'node:assert/strict'
import { test } from 'node:test'
import { partName, runId } from '../../lib/plan/names.ts'

test('a run id sorts by time and is safe in file names', () => {
  const early = runId(new Date('2026-11-23T09:08:07.999Z'), 'ffffffff')
  const late = runId(new Date('2026-11-23T09:08:08.000Z'), '00000000')
  assert.equal(early, '20261123T090807Z-ffffffff')
  assert.ok(early < late)
  assert.match(early, /^[0-9A-Za-z-]+$/)
})

test('a part name is a pure function of run, range and part, and sorts in that order', () => {
  assert.equal(partName('r', 2, 13, 'parquet'), 'r-r0002-p00013.parquet')
  assert.ok(partName('r', 2, 9, 'parquet') < partName('r', 2, 10, 'parquet'))
})
