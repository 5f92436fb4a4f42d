import assert from 'node:assert/strict'
import { it } from 'node:test'
import fc from 'fast-check'
import { bitWidth, hybridLimit, writeHybrid } from '../../../lib/encode/parquet/hybrid.ts'

/** Reads the hybrid by the letter of Encodings.md, one bit after another. */
function read(bytes: Uint8Array, width: number, count: number): number[] {
  const values: number[] = []
  let at = 0
  while (values.length < count) {
    let header = 0
    for (let shift = 0; ; shift += 7) {
      header += (bytes[at] & 0x7f) * 2 ** shift
      if (bytes[at++] < 0x80) break
    }
    const bit = (i: number) => (bytes[at + (i >> 3)] >> (i & 7)) & 1
    const value = (from: number) =>
      Array.from({ length: width }, (_, i) => bit(from + i) * 2 ** i).reduce((a, b) => a + b)
    if (header % 2 === 0) {
      const repeated = value(0)
      for (let i = 0; i < header / 2; i++) values.push(repeated)
      at += Math.ceil(width / 8)
    } else {
      const groups = (header - 1) / 2
      for (let i = 0; i < groups * 8; i++) values.push(value(i * width))
      at += groups * width
    }
  }
  assert.equal(at, bytes.length, 'nothing is left over')
  // Only the last group may be filled up, with zeros.
  assert.ok(values.length - count < 8 && values.slice(count).every(value => value === 0))
  return values.slice(0, count)
}

it('runs and packed groups read back, in the room that was promised', () => {
  const stretch = fc.tuple(fc.nat(1 << 20), fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 90 })))
  const shape = fc.record({
    entries: fc.integer({ min: 1, max: 1 << 20 }),
    stretches: fc.array(stretch, { minLength: 1, maxLength: 60 }),
    from: fc.nat(5),
  })
  fc.assert(
    fc.property(shape, ({ entries, stretches, from }) => {
      const values = stretches.flatMap(([value, length]) => Array<number>(length).fill(value % entries))
      const width = bitWidth(entries)
      const start = Math.min(from, values.length - 1)
      const out = new Uint8Array(hybridLimit(values.length - start, width))
      const end = writeHybrid(Int32Array.from(values), start, values.length, width, out, 0)
      assert.ok(end <= out.length)
      assert.deepEqual(read(out.subarray(0, end), width, values.length - start), values.slice(start))
    }),
    { numRuns: 300 },
  )
})

it('a width holds every index', () => {
  const widths = [1, 2, 3, 4, 5, 256, 257, 65_536, 65_537].map(bitWidth)
  assert.deepEqual(widths, [1, 1, 2, 2, 3, 8, 9, 16, 17])
})
