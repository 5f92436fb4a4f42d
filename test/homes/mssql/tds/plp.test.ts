import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { HomeError } from '../../../../lib/errors.ts'
import { columnOf, decodeChunks, resultSet } from './decode.ts'
import { Bytes, type ColumnSpec, columnsToken, kinds, rowToken } from './stream.ts'

const PACKET = 32_759

function* packets(stream: Uint8Array, size = PACKET): Generator<Uint8Array> {
  for (let at = 0; at < stream.length; at += size) yield stream.subarray(at, at + size)
}

describe('values of many chunks', () => {
  it('8 MB of text, binary and UTF-16 in packets, between small columns', () => {
    const columns: ColumnSpec[] = [
      { name: 'id', kind: kinds.int },
      { name: 'text', kind: kinds.nvarcharMax({ chunk: 8000, known: false }) },
      { name: 'blob', kind: kinds.varbinaryMax({ chunk: 65_001, known: true }) },
      { name: 'narrow', kind: kinds.varcharMax({ chunk: 9_000_000, known: true }) },
      { name: 'last', kind: kinds.nvarchar(10) },
    ]
    const text = 'Blåbærgrød 😀 '.repeat(300_000)
    const blob = Buffer.from(Uint8Array.from({ length: 8_500_000 }, (_, i) => (i * 31) >> 3))
    const rows = [
      [1, text, blob, Buffer.from('é'.repeat(8_000_000), 'latin1'), 'a'],
      [2, '', null, Buffer.alloc(0), 'b'],
      [3, text, blob, null, null],
    ]
    const decoded = decodeChunks(packets(resultSet(columns, rows)), { maxBytes: 1 << 20 })
    assert.deepEqual(decoded.log, ['columns', 'token 81', 'batch 1', 'batch 1', 'batch 1', 'token fd'])
    assert.deepEqual(columnOf(decoded, 0), [1, 2, 3])
    assert.ok(columnOf(decoded, 1)[0] === text && columnOf(decoded, 1)[2] === text)
    assert.ok(blob.equals(columnOf(decoded, 2)[0] as Buffer) && blob.equals(columnOf(decoded, 2)[2] as Buffer))
    assert.ok(columnOf(decoded, 3)[0] === 'é'.repeat(8_000_000))
    assert.deepEqual(columnOf(decoded, 4), ['a', 'b', null])
  })

  it('300,000 chunks of one byte, which nobody walks twice', () => {
    const value = Buffer.from(`${'x'.repeat(299_999)}y`)
    const stream = resultSet([{ name: 'a', kind: kinds.varcharMax({ chunk: 1, known: false }) }], [[value], [value]])
    const decoded = decodeChunks(packets(stream, 100))
    assert.ok(columnOf(decoded).every(one => one === value.toString()))
    assert.equal(decoded.rows, 2)
  })

  it('a text pointer value over many packets', () => {
    const value = 'ntext '.repeat(50_000)
    assert.ok(columnOf(decodeChunks(packets(resultSet([{ name: 'a', kind: kinds.ntext }], [[value]]))))[0] === value)
  })

  it('small rows after a huge one are decoded from a small buffer again', () => {
    const columns: ColumnSpec[] = [{ name: 'a', kind: kinds.varbinaryMax() }]
    const rows = [
      [Buffer.alloc(4_000_000, 1)],
      ...Array.from({ length: 2000 }, (_, i) => [Buffer.alloc(3000, i & 0xff)]),
    ]
    const values = columnOf(decodeChunks(packets(resultSet(columns, rows)))) as Buffer[]
    assert.deepEqual(
      values.map(value => [value.length, value[0]]),
      rows.map(([value]) => [value!.length, value![0]]),
    )
  })
})

describe('values that are too large', () => {
  const columns: ColumnSpec[] = [{ name: 'a', kind: kinds.varbinaryMax() }]
  const refused = (write: (out: Bytes) => void): void => {
    const out = columnsToken(new Bytes(), columns).u8(0xd1)
    write(out)
    assert.throws(
      () => decodeChunks([out.done()]),
      (error: unknown) => error instanceof HomeError && error.code === 'VALUE_TOO_LARGE',
    )
  }
  it('by their length', () => refused(out => out.u64(2n ** 31n).u32(4)))
  it('by a length beyond 32 bits', () => refused(out => out.u64(2n ** 40n).u32(4)))
  it('by a chunk', () => refused(out => out.u64(0xfffffffffffffffen).u32(0xfffffff0)))
  it('by a text pointer', () => {
    const out = columnsToken(new Bytes(), [{ name: 'a', kind: kinds.image }])
      .u8(0xd1, 16)
      .raw(Buffer.alloc(24))
      .u32(0x7fffffff)
    assert.throws(() => decodeChunks([out.done()]), { code: 'VALUE_TOO_LARGE' })
  })
})

describe('a known length', () => {
  it('that the chunks do not add up to is an error', () => {
    const columns: ColumnSpec[] = [{ name: 'doc', kind: kinds.varbinaryMax() }]
    const out = columnsToken(new Bytes(), columns).u8(0xd1).u64(5n).u32(3).raw(Buffer.alloc(3)).u32(0)
    assert.throws(() => decodeChunks([out.done()]), {
      code: 'TDS_PROTOCOL',
      facts: { column: 'doc', expected: 5, bytes: 3 },
    })
  })
  it('of zero', () => {
    const columns: ColumnSpec[] = [
      { name: 'a', kind: kinds.varbinaryMax() },
      { name: 'b', kind: kinds.int },
    ]
    const out = rowToken(columnsToken(new Bytes(), columns), columns, [Buffer.alloc(0), 7])
    assert.deepEqual(columnOf(decodeChunks([out.done()]), 1), [7])
  })
})
