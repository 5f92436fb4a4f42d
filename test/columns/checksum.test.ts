import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Batch, bytesOf, type Column } from '../../lib/columns/batch.ts'
import { addChecksums, checksumsOf } from '../../lib/columns/checksum.ts'
import type { DataType, Schema } from '../../lib/columns/schema.ts'

const schema = (type: DataType): Schema => ({ fields: [{ name: 'c', type, nullable: true, source: '' }] })

/** A batch of one column from the bytes of its values; null is NULL, and its bytes are what `filler` says. */
function batch(values: (Uint8Array | null)[], type: DataType, filler = 0): Batch {
  const width = type.kind === 'int' ? type.bits / 8 : type.kind === 'uuid' ? 16 : 0
  const validity = new Uint8Array(Math.ceil(values.length / 64) * 8 || 8)
  const offsets = new Int32Array(values.length + 1)
  const pieces = values.map(value => value ?? new Uint8Array(width).fill(filler))
  for (const [row, value] of values.entries()) {
    if (value) validity[row >> 3]! |= 1 << (row & 7)
    offsets[row + 1] = offsets[row]! + pieces[row]!.length
  }
  const bytes = new Uint8Array(Math.ceil(Buffer.concat(pieces).length / 8) * 8)
  bytes.set(Buffer.concat(pieces))
  const nulls = values.filter(value => value === null).length
  const column: Column = { nulls, validity: nulls ? validity : null, offsets: width ? null : offsets, values: bytes }
  return { rows: values.length, columns: [column], bytes: bytesOf([column]), altered: 0 }
}

const TYPES: DataType[] = [
  { kind: 'int', bits: 16 },
  { kind: 'int', bits: 32 },
  { kind: 'int', bits: 64 },
  { kind: 'uuid' },
  { kind: 'utf8' },
]

function anyValue(type: DataType): fc.Arbitrary<Uint8Array | null> {
  const width = type.kind === 'int' ? type.bits / 8 : type.kind === 'uuid' ? 16 : undefined
  return fc.option(fc.uint8Array(width === undefined ? { maxLength: 20 } : { minLength: width, maxLength: width }))
}

for (const type of TYPES) {
  test(`property: order and cuts do not matter, NULL's bytes neither (${type.kind}${'bits' in type ? type.bits : ''})`, () => {
    const rows = fc.array(anyValue(type), { maxLength: 60 })
    fc.assert(
      fc.property(rows, fc.nat(60), (values, cut) => {
        const whole = checksumsOf(schema(type), [batch(values, type)])
        const shuffled = values.toReversed()
        const pieces = [batch(shuffled.slice(0, cut), type, 7), batch(shuffled.slice(cut), type, 9)]
        assert.deepEqual(checksumsOf(schema(type), pieces), whole)
        const apart = pieces.map(piece => checksumsOf(schema(type), [piece]))
        assert.deepEqual(addChecksums(apart[0]!, apart[1]!), whole)
      }),
    )
  })

  test(`property: one changed value changes the sum (${type.kind}${'bits' in type ? type.bits : ''})`, () => {
    const rows = fc.array(
      anyValue(type).filter(value => value !== null),
      { minLength: 1, maxLength: 20 },
    )
    fc.assert(
      fc.property(rows, fc.nat(), fc.nat(), (values, at, bit) => {
        const before = checksumsOf(schema(type), [batch(values, type)])
        const changed = values.map(value => Uint8Array.from(value))
        const value = changed[at % values.length]!
        if (value.length === 0) return
        value[bit % value.length]! ^= 1 << (bit % 8)
        assert.notDeepEqual(checksumsOf(schema(type), [batch(changed, type)]), before)
      }),
    )
  })
}

test('the definition does not drift: test vectors of docs/reliability.md', () => {
  const sum = (type: DataType, ...values: (Uint8Array | null)[]) => checksumsOf(schema(type), [batch(values, type)])[0]
  const text = (value: string) => new Uint8Array(Buffer.from(value))
  assert.deepEqual(sum({ kind: 'utf8' }), { column: 'c', nulls: 0, sum: '0000000000000000' })
  assert.deepEqual(sum({ kind: 'utf8' }, null, null), { column: 'c', nulls: 2, sum: '0000000000000000' })
  assert.deepEqual(
    [
      sum({ kind: 'utf8' }, text('')),
      sum({ kind: 'utf8' }, text('hygge')),
      sum({ kind: 'int', bits: 32 }, Uint8Array.of(1, 0, 0, 0)),
    ].map(s => s?.sum),
    ['000000003cd6e3f3', '0000000046cf7342', '00000000275b4a6d'],
  )
})
