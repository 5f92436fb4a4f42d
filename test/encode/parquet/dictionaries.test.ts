import assert from 'node:assert/strict'
import { it } from 'node:test'
import fc from 'fast-check'
import type { DataType } from '../../../lib/columns/schema.ts'
import { addPage, dictionaryFor } from '../../../lib/encode/parquet/dictionaries.ts'
import { leavesOf } from '../../../lib/encode/parquet/leaf.ts'
import { planOf } from '../../../lib/encode/parquet/pagination.ts'
import { Scratch } from '../../../lib/encode/parquet/scratch.ts'
import { columnOf, field, makeTable, type Value } from '../table.ts'

/** The indexes a dictionary gives to values, and the entries it then holds, by their PLAIN bytes. */
function indexed(type: DataType, values: Value[]): { indexes: number[]; entries: number; plain: Uint8Array } {
  const [leaf] = leavesOf({ fields: [field('c', type)] })
  const dictionary = dictionaryFor(leaf)
  assert.ok(dictionary)
  const indexes = new Int32Array(values.length)
  const plan = planOf(leaf, [{ column: columnOf(type, values), start: 0, end: values.length }])
  assert.notEqual(addPage(dictionary, leaf, plan, indexes, 0, new Scratch()), undefined)
  return { indexes: [...indexes], entries: dictionary.size, plain: dictionary.plain() }
}

/** What a Map would say: numbered in order of appearance. */
function byMap(values: Value[]): number[] {
  const seen = new Map<Value, number>()
  return values.map(value => {
    if (!seen.has(value)) seen.set(value, seen.size)
    return seen.get(value) ?? -1
  })
}

it('strings that differ in one byte or in their length are different, wherever that is', () => {
  for (let length = 0; length <= 70; length++) {
    const base = 'ab'.repeat(length)
    const values: Value[] = [base, `${base}00`, `00${base}`, base]
    for (let at = 0; at < length; at++) values.push(`${base.slice(0, at * 2)}ac${base.slice(at * 2 + 2)}`)
    values.push(...values)
    const { indexes, entries } = indexed({ kind: 'binary' }, values)
    assert.deepEqual(indexes, byMap(values), `length ${length}`)
    assert.equal(entries, new Set(values).size)
  }
})

it('so many values that slots collide are still told apart, by whatever part of them differs', () => {
  const many = (valueAt: (i: number) => Value) => Array.from({ length: 12_000 }, (_, i) => valueAt(i % 6000))
  const hex = (i: number) => i.toString(16).padStart(8, '0')
  const kinds: [DataType, Value[]][] = [
    [{ kind: 'int', bits: 64 }, many(i => BigInt(i) << 32n)],
    [{ kind: 'int', bits: 64 }, many(i => BigInt(i))],
    // Bytes 0, 16, 24, 40 and 56 of 60: the head, what is between, the tail.
    ...[0, 16, 24, 40, 56].map((at): [DataType, Value[]] => [
      { kind: 'binary' },
      many(i => '11'.repeat(at) + hex(i) + '11'.repeat(56 - at)),
    ]),
  ]
  for (const [type, values] of kinds) assert.deepEqual(indexed(type, values).indexes, byMap(values))
})

it('every type is numbered as a Map would, through all growing', () => {
  const types: DataType[] = [
    { kind: 'int', bits: 32 },
    { kind: 'int', bits: 64 },
    { kind: 'decimal', precision: 38, scale: 0 },
    { kind: 'timestamp', unit: 'us', utc: false },
    { kind: 'utf8' },
    { kind: 'binary' },
    { kind: 'uuid' },
  ]
  const shape = fc.record({
    seed: fc.integer(),
    type: fc.constantFrom(...types),
    distinct: fc.integer({ min: 1, max: 3000 }),
  })
  fc.assert(
    fc.property(shape, ({ seed, type, distinct }) => {
      const { values } = makeTable({ seed, rows: 4000, types: [type], nulls: 0, distinct })
      assert.deepEqual(indexed(type, values[0]).indexes, byMap(values[0]))
    }),
    { numRuns: 40 },
  )
})

it('floats are told apart by their bits: both zeros stay', () => {
  const { indexes, plain } = indexed({ kind: 'float', bits: 64 }, [0, -0, Number.NaN, 0, -0, Number.NaN])
  assert.deepEqual(indexes, [0, 1, 2, 0, 1, 2])
  const view = new DataView(plain.buffer, plain.byteOffset)
  assert.deepEqual([view.getFloat64(0, true), view.getFloat64(8, true), view.getFloat64(16, true)], [0, -0, Number.NaN])
})
