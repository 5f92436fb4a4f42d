import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { buffersOf, bytesOf } from '../../../../lib/columns/batch.ts'
import { columnOf, decodeChunks, resultSet } from './decode.ts'
import { type ColumnSpec, kinds } from './stream.ts'

const columns: ColumnSpec[] = [
  { name: 'id', kind: kinds.int },
  { name: 'text', kind: kinds.nvarchar(4000) },
  { name: 'flag', kind: kinds.bit },
  { name: 'amount', kind: kinds.decimal(18, 4) },
]
const row = (i: number, characters: number): unknown[] => [i, 'x'.repeat(characters), i % 2 === 0, BigInt(i)]
const rowsOf = (count: number, characters: number): unknown[][] =>
  Array.from({ length: count }, (_, i) => row(i, characters))

describe('batches', () => {
  it('hold 8,192 rows at most, whatever is asked for', () => {
    const decoded = decodeChunks([resultSet(columns, rowsOf(20_000, 3))], { maxRows: 100_000, maxBytes: 1 << 30 })
    assert.deepEqual(
      decoded.batches.map(({ rows }) => rows),
      [8192, 8192, 3616],
    )
    assert.deepEqual(
      columnOf(decoded),
      Array.from({ length: 20_000 }, (_, i) => i),
    )
  })

  it('of exactly the limit leave no empty one behind', () => {
    assert.deepEqual(decodeChunks([resultSet(columns, rowsOf(20, 3))], { maxRows: 10 }).log, [
      'columns',
      'token 81',
      'batch 10',
      'batch 10',
      'token fd',
    ])
  })

  it('close when their buffers reach about the limit', () => {
    for (const characters of [0, 10, 500, 4000]) {
      const maxBytes = 40_000
      const { batches } = decodeChunks([resultSet(columns, rowsOf(6000, characters))], { maxBytes })
      const full = batches.slice(1, -1)
      assert.ok(full.length > 0)
      for (const batch of full)
        assert.ok(batch.bytes > maxBytes * 0.7 && batch.bytes < maxBytes * 1.5, `${characters}: ${batch.bytes}`)
      assert.equal(
        batches.reduce((sum, { rows }) => sum + rows, 0),
        6000,
      )
    }
  })

  it('of one row where the row is larger than the limit', () => {
    const rows = [row(0, 5), row(1, 4000), row(2, 5), row(3, 5), row(4, 4000), row(5, 4000)]
    const decoded = decodeChunks([resultSet(columns, rows)], { maxBytes: 2000 })
    assert.deepEqual(
      decoded.batches.map(batch => batch.rows),
      [1, 1, 2, 1, 1],
    )
    assert.deepEqual(
      columnOf(decoded, 1),
      rows.map(([, text]) => text),
    )
  })

  it('own their buffers: each once, aligned, from its start, and counted', () => {
    const { batches } = decodeChunks([resultSet(columns, [...rowsOf(3000, 20), [null, null, null, null]])], {
      maxRows: 1000,
    })
    const all = batches.flatMap(buffersOf)
    assert.equal(new Set(all).size, all.length)
    for (const batch of batches) {
      for (const { values, offsets, validity } of batch.columns) {
        for (const array of [values, offsets, validity]) assert.ok(array === null || array.byteOffset === 0)
      }
      assert.equal(batch.bytes, bytesOf(batch.columns))
      const moved = structuredClone(batch, { transfer: buffersOf(batch) })
      assert.equal(moved.rows, moved.columns[0]!.values.length / 4)
    }
  })

  it('after the first waste next to nothing', () => {
    const { batches } = decodeChunks([resultSet(columns, rowsOf(9000, 20))], { maxRows: 3000 })
    for (const { bytes, columns: list } of batches) {
      const used = list.reduce((sum, { values, offsets }) => sum + values.length + (offsets?.byteLength ?? 0), 0)
      assert.ok(bytes < used * 1.4, `${bytes} for ${used}`)
    }
  })
})
