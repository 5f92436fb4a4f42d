import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Piece, spread } from '../../../lib/homes/local/ranges.ts'

const MIB = 2 ** 20

function piece(path: string, bytes: number, groups: number[] = []): Piece {
  return { file: { path, bytes, modified: '0', checksum: null }, groups }
}

test('little is read in one go; much in ranges of about the same size, in the order of the files', () => {
  assert.deepEqual(spread([], 4), [[]])
  const small = [piece('a', 5 * MIB, [10]), piece('b', 5 * MIB, [10])]
  assert.deepEqual(spread(small, 4), [small.map(({ file }) => file)])
  const files = Array.from({ length: 8 }, (_, at) => piece(String(at), 64 * MIB))
  assert.deepEqual(
    spread(files, 4).map(range => range.map(({ path }) => path)),
    [
      ['0', '1'],
      ['2', '3'],
      ['4', '5'],
      ['6', '7'],
    ],
  )
})

test('a large file is cut between its row groups, and its pieces stay one where they are neighbours', () => {
  const ranges = spread([piece('big', 400 * MIB, Array(10).fill(100)), piece('text', 100 * MIB)], 3)
  assert.deepEqual(
    ranges.map(range => range.map(({ path, rows }) => [path, rows])),
    [
      [['big', [0, 400]]],
      [['big', [400, 800]]],
      [
        ['big', [800, 1000]],
        ['text', undefined],
      ],
    ],
  )
})

test('every row of every file is in exactly one range, whatever the files are', () => {
  const files = fc.array(
    fc.record({ bytes: fc.integer({ min: 0, max: 500 * MIB }), groups: fc.array(fc.nat(1000), { maxLength: 8 }) }),
    { maxLength: 12 },
  )
  fc.assert(
    fc.property(files, fc.integer({ min: 1, max: 6 }), (made, degree) => {
      const pieces = made.map(({ bytes, groups }, at) => piece(String(at), bytes, groups))
      const ranges = spread(pieces, degree)
      assert.ok(ranges.length <= degree)
      const slices = ranges.flat()
      const expected = pieces.map(({ file, groups }) => [file.path, groups.reduce((sum, rows) => sum + rows, 0)])
      const read = new Map<string, number>()
      for (const { path, rows } of slices) {
        const total = expected.find(([name]) => name === path)?.[1]
        const [from, to] = rows ?? [0, Number(total)]
        assert.equal(read.get(path) ?? 0, from, 'in order, without a hole')
        read.set(path, to)
      }
      assert.deepEqual([...read], expected)
    }),
  )
})
