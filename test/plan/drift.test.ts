import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DataType, Field } from '../../lib/columns/schema.ts'
import { driftInWords, driftOf, goneAfter, policyFor } from '../../lib/plan/drift.ts'

const INT16: DataType = { kind: 'int', bits: 16 }
const INT32: DataType = { kind: 'int', bits: 32 }
const INT64: DataType = { kind: 'int', bits: 64 }
const UTF8: DataType = { kind: 'utf8' }
const decimal = (precision: number, scale: number): DataType => ({ kind: 'decimal', precision, scale })
const field = (name: string, type: DataType, nullable = true): Field => ({ name, type, nullable, source: 'x' })

test('types that hold all values of another are wider, all others are other types', () => {
  const cases: [was: DataType, now: DataType, kind: string | undefined][] = [
    [INT32, INT32, undefined],
    [INT16, INT64, 'widen'],
    [INT64, INT32, 'change'],
    [{ kind: 'float', bits: 32 }, { kind: 'float', bits: 64 }, 'widen'],
    [decimal(9, 2), decimal(12, 2), 'widen'],
    [decimal(9, 2), decimal(12, 4), 'widen'],
    [decimal(9, 2), decimal(9, 4), 'change'],
    [decimal(9, 4), decimal(12, 2), 'change'],
    [INT32, decimal(38, 0), 'change'],
    [INT32, UTF8, 'change'],
    [{ kind: 'date' }, { kind: 'timestamp', unit: 'us', utc: false }, 'change'],
    [{ kind: 'timestamp', unit: 'us', utc: false }, { kind: 'timestamp', unit: 'ns', utc: false }, 'change'],
    [{ kind: 'timestamp', unit: 'us', utc: false }, { kind: 'timestamp', unit: 'us', utc: true }, 'change'],
    [UTF8, { kind: 'binary' }, 'change'],
    [{ kind: 'uuid' }, { kind: 'uuid' }, undefined],
  ]
  for (const [was, now, kind] of cases) {
    const drift = driftOf([field('a', was)], [], [field('a', now)])
    assert.equal(drift[0]?.kind, kind, JSON.stringify([was, now]))
  }
})

test('columns that may be NULL now are wider; those that are not any more are no trouble', () => {
  const [drift] = driftOf([field('a', INT32, false)], [], [field('a', INT32)])
  assert.deepEqual(drift, { column: 'a', kind: 'widen', was: 'int32 not null', now: 'int32' })
  assert.deepEqual(driftOf([field('a', INT32)], [], [field('a', INT32, false)]), [])
})

test('columns come, go, and come back: as they were, or as something else', () => {
  const before = [field('a', INT32), field('b', UTF8)]
  const now = [field('c', INT64, false), field('a', INT32)]
  const drift = driftOf(before, [], now)
  assert.deepEqual(drift.map(driftInWords), ['b (utf8) is gone', 'c (int64 not null) is new'])
  assert.deepEqual(driftOf(before, [], before.toReversed()), [], 'an order is no matter')
  const gone = goneAfter(before, [], now)
  assert.deepEqual(gone, [field('b', UTF8)])
  assert.deepEqual(goneAfter(now, gone, now), gone)
  assert.deepEqual(goneAfter(now, gone, [...now, field('b', INT32)]), [])
  const back = (type: DataType) => driftOf(now, gone, [...now, field('b', type)]).map(driftInWords)
  assert.deepEqual(back(UTF8), ['b (utf8) is new'])
  assert.deepEqual(back(INT32), ['b was utf8 and is int32'])
  // Names are told apart as readers tell them apart.
  assert.deepEqual(
    driftOf([field('a', INT32)], [], [field('A', INT32)]).map(({ kind }) => kind),
    ['drop', 'add'],
  )
})

test('an increment must go with what stands, a full_drop replaces it; what is said counts more', () => {
  assert.deepEqual(policyFor('incremental', {}), { add: 'allow', drop: 'allow', widen: 'allow', change: 'fail' })
  assert.equal(policyFor('full_drop', {}).change, 'allow')
  const said = { add: 'fail', change: 'new_version' } as const
  assert.deepEqual(policyFor('full_drop', said), { add: 'fail', drop: 'allow', widen: 'allow', change: 'new_version' })
})
