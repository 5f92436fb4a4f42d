import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Milestones } from '../../lib/flow/milestones.ts'

test('every million is told once, the highest when several are passed at once', () => {
  const milestones = new Milestones()
  const told = [0, 999_999, 1_000_000, 1_500_000, 3_200_000, 900_000, 3_999_999, 4_000_001].map(rows =>
    milestones.passed(rows),
  )
  assert.deepEqual(told, [null, null, 1e6, null, 3e6, null, null, 4e6])
})
