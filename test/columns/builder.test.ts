import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { BitBuilder } from '../../lib/columns/bits.ts'
import type { Builder } from '../../lib/columns/builder.ts'
import { FixedBuilder } from '../../lib/columns/fixed.ts'
import { VariableBuilder } from '../../lib/columns/variable.ts'

const LIMIT = 8192

/** Writes a value that depends on its row into the row after the committed ones. */
const subjects: [
  name: string,
  make: () => Builder,
  write: (builder: never, row: number, at: number) => void,
  read: (values: Uint8Array, offsets: Int32Array | null, row: number) => number,
][] = [
  [
    'bits',
    () => new BitBuilder(LIMIT),
    (builder: BitBuilder, row, at) => {
      if (row % 3 === 0) builder.bits[at >> 3]! |= 1 << (at & 7)
    },
    (values, _, row) => (values[row >> 3]! >> (row & 7)) & 1,
  ],
  [
    'fixed',
    () => new FixedBuilder(LIMIT, 16),
    (builder: FixedBuilder, row, at) => {
      builder.words[at * 4 + 3] = row
    },
    (values, _, row) => new Int32Array(values.buffer)[row * 4 + 3]!,
  ],
  [
    'variable',
    () => new VariableBuilder(LIMIT),
    (builder: VariableBuilder, row, at) => {
      builder.reserveBytes(4)
      builder.view.setInt32(builder.length, row, true)
      builder.length += 4
      builder.offsets[at + 1] = builder.length
    },
    (values, offsets, row) => Buffer.from(values.buffer).readInt32LE(offsets![row]),
  ],
]

describe('builders', () => {
  for (const [name, make, write, read] of subjects) {
    it(`${name}: runs of any length and any NULLs, batch after batch`, () => {
      const runs = fc.array(fc.array(fc.boolean(), { maxLength: 40 }), { maxLength: 30 })
      fc.assert(
        fc.property(fc.array(runs, { maxLength: 4 }), batches => {
          const builder = make()
          for (const batch of batches) {
            for (const run of batch) {
              builder.reserve(run.length)
              run.forEach((present, i) => {
                const at = builder.rows + i
                if (present) write(builder as never, at, at)
                else if (builder instanceof VariableBuilder) builder.offsets[at + 1] = builder.length
              })
              const cells = Int32Array.from(run, present => (present ? 1 : -1))
              builder.commit(cells, 0, 1, run.length, run.filter(present => !present).length)
            }
            const present = batch.flat()
            const { nulls, validity, offsets, values } = builder.finish()
            assert.equal(nulls, present.filter(one => !one).length)
            assert.equal(validity === null, nulls === 0)
            present.forEach((one, row) => {
              if (validity) assert.equal((validity[row >> 3]! >> (row & 7)) & 1, one ? 1 : 0)
              const expected = name === 'bits' ? (row % 3 === 0 ? 1 : 0) : row
              if (one) assert.equal(read(values, offsets, row), expected)
            })
            assert.equal(offsets === null || offsets.length === present.length + 1, true)
          }
        }),
      )
    })
  }

  it('refuse more bytes than 32-bit offsets reach', () => {
    const builder = new VariableBuilder(LIMIT)
    builder.reserve(1)
    assert.throws(() => builder.reserveBytes(2 ** 31), { code: 'VALUE_TOO_LARGE' })
  })
})
