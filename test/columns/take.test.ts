/** Rows chosen out of batches of every type, against the values they were made of. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { DataType } from '../../lib/columns/schema.ts'
import { take } from '../../lib/columns/take.ts'
import { checkLayout } from '../conformance/home-layout.ts'
import { batchesOf, makeTable } from '../encode/table.ts'
import { rowsOf } from '../mssql/values.ts'

const TYPES: DataType[] = [
  { kind: 'bool' },
  { kind: 'int', bits: 16 },
  { kind: 'int', bits: 32 },
  { kind: 'int', bits: 64 },
  { kind: 'float', bits: 32 },
  { kind: 'float', bits: 64 },
  { kind: 'decimal', precision: 38, scale: 10 },
  { kind: 'date' },
  { kind: 'time', unit: 'us' },
  { kind: 'timestamp', unit: 'ns', utc: true },
  { kind: 'utf8' },
  { kind: 'binary' },
  { kind: 'uuid' },
]

test('any rows of any batch, and nothing of what lies behind its schema', () => {
  const chosen = fc.record({
    seed: fc.integer(),
    rows: fc.integer({ min: 1, max: 70 }),
    nulls: fc.constantFrom(0, 0.3, 1),
    keep: fc.constantFrom(0, 0.2, 0.9, 1),
  })
  const property = fc.property(chosen, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (made, dice) => {
    const { seed, rows, nulls, keep } = made
    const table = makeTable({ seed, rows, nulls, types: [...TYPES, { kind: 'utf8' }] })
    const [whole] = batchesOf(table, [rows])
    assert.ok(whole)
    const before = rowsOf(table.schema, [whole])
    const places = Int32Array.from(before.keys()).filter(() => (dice.next().value ?? 0) <= keep)
    const schema = { fields: table.schema.fields.slice(0, TYPES.length) }
    const taken = take(schema, { ...whole, altered: 3 }, places)
    if (taken.rows > 0) checkLayout(schema, taken)
    assert.deepEqual(
      rowsOf(schema, [taken]),
      Array.from(places, row => before[row]!.slice(0, TYPES.length)),
    )
    assert.equal(taken.altered, places.length === 0 ? 0 : 3)
  })
  fc.assert(property, { numRuns: 60 })
})
