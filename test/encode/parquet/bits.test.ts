import assert from 'node:assert/strict'
import { it } from 'node:test'
import fc from 'fast-check'
import { copyBits, countBits } from '../../../lib/encode/parquet/bits.ts'

const at = (bits: Uint8Array, i: number) => (bits[i >> 3] >> (i & 7)) & 1

const run = fc
  .uint8Array({ minLength: 1, maxLength: 40 })
  .chain(source =>
    fc.record({
      source: fc.constant(source),
      from: fc.nat(source.length * 8),
      end: fc.nat(source.length * 8),
      to: fc.nat(30),
    }),
  )
  .map(({ source, from, end, to }) => ({ source, to, from: Math.min(from, end), end: Math.max(from, end) }))

it('bits are copied between any positions, and nothing before them changes', () => {
  fc.assert(
    fc.property(run, ({ source, from, end, to }) => {
      const target = new Uint8Array(60).fill(0xaa)
      copyBits(source, from, target, to, end - from)
      for (let i = 0; i < to; i++) assert.equal(at(target, i), i & 1)
      for (let i = from; i < end; i++) assert.equal(at(target, to + i - from), at(source, i))
      // The rest of the last byte is zero, so that pages are the same whatever was in memory.
      const last = to + end - from
      if (end > from) for (let i = last; i & 7; i++) assert.equal(at(target, i), 0)
    }),
    { numRuns: 500 },
  )
})

it('set bits are counted between any positions', () => {
  fc.assert(
    fc.property(run, ({ source, from, end }) => {
      let expected = 0
      for (let i = from; i < end; i++) expected += at(source, i)
      assert.equal(countBits(source, from, end), expected)
    }),
    { numRuns: 500 },
  )
})
