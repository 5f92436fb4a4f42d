import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Table, tableFromIPC, tableToIPC } from 'apache-arrow'
import { toArrowSchema, toRecordBatch } from '../../lib/columns/arrow.ts'
import { emptyBatch } from '../../lib/columns/batch.ts'
import { BitBuilder } from '../../lib/columns/bits.ts'
import { FixedBuilder } from '../../lib/columns/fixed.ts'
import type { DataType, Schema } from '../../lib/columns/schema.ts'
import { byteWidth } from '../../lib/columns/schema.ts'
import { VariableBuilder } from '../../lib/columns/variable.ts'

const types: [type: DataType, arrow: string][] = [
  [{ kind: 'bool' }, 'Bool'],
  [{ kind: 'int', bits: 16 }, 'Int16'],
  [{ kind: 'int', bits: 32 }, 'Int32'],
  [{ kind: 'int', bits: 64 }, 'Int64'],
  [{ kind: 'float', bits: 32 }, 'Float32'],
  [{ kind: 'float', bits: 64 }, 'Float64'],
  [{ kind: 'decimal', precision: 38, scale: 4 }, 'Decimal[38e+4]'],
  [{ kind: 'date' }, 'Date32<DAY>'],
  [{ kind: 'time', unit: 'us' }, 'Time64<MICROSECOND>'],
  [{ kind: 'time', unit: 'ns' }, 'Time64<NANOSECOND>'],
  [{ kind: 'timestamp', unit: 'us', utc: false }, 'Timestamp<MICROSECOND>'],
  [{ kind: 'timestamp', unit: 'us', utc: true }, 'Timestamp<MICROSECOND, UTC>'],
  [{ kind: 'timestamp', unit: 'ns', utc: false }, 'Timestamp<NANOSECOND>'],
  [{ kind: 'timestamp', unit: 'ns', utc: true }, 'Timestamp<NANOSECOND, UTC>'],
  [{ kind: 'utf8' }, 'Utf8'],
  [{ kind: 'binary' }, 'Binary'],
  [{ kind: 'uuid' }, 'FixedSizeBinary[16]'],
]
const schema: Schema = {
  fields: types.map(([type], i) => ({
    name: `c${i}`,
    type,
    nullable: true,
    source: `source ${i}`,
    ...(i === 0 ? { note: 'a note' } : {}),
  })),
}

/** Three rows of each type: the bytes 1, 2, …, then NULL, then zeros. */
function sample() {
  const cells = Int32Array.of(0, -1, 0)
  const columns = types.map(([type]) => {
    const width = byteWidth(type)
    if (type.kind === 'bool') {
      const builder = new BitBuilder(8)
      builder.reserve(3)
      builder.bits[0] = 1
      builder.commit(cells, 0, 1, 3, 1)
      return builder.finish()
    }
    if (width > 0) {
      const builder = new FixedBuilder(8, width)
      builder.reserve(3)
      for (let i = 0; i < width; i++) builder.bytes[i] = i + 1
      builder.commit(cells, 0, 1, 3, 1)
      return builder.finish()
    }
    const builder = new VariableBuilder(8)
    builder.reserve(3)
    builder.reserveBytes(3)
    builder.bytes.set(Buffer.from('abc'))
    builder.length = 3
    builder.offsets.set([0, 3, 3, 3])
    builder.commit(cells, 0, 1, 3, 1)
    return builder.finish()
  })
  return { rows: 3, columns, bytes: 0, altered: 0 }
}

describe('a batch in Arrow', () => {
  it('has the types, the names, and what is known of them', () => {
    const arrow = toArrowSchema(schema)
    assert.deepEqual(
      arrow.fields.map(({ type }) => String(type)),
      types.map(([, name]) => name),
    )
    assert.deepEqual(
      [...arrow.fields[0]!.metadata],
      [
        ['source', 'source 0'],
        ['note', 'a note'],
      ],
    )
    assert.deepEqual([...arrow.fields[1]!.metadata], [['source', 'source 1']])
  })

  it('views the same buffers', () => {
    const batch = sample()
    const arrow = toRecordBatch(schema, batch)
    batch.columns.forEach(({ values, validity }, i) => {
      const data = arrow.data.children[i]!
      assert.equal((data.values as Uint8Array).buffer, values.buffer)
      assert.equal(data.nullBitmap.buffer, validity!.buffer)
      assert.equal(data.nullCount, 1)
    })
  })

  it('goes through IPC and comes back the same', () => {
    const table = tableFromIPC(tableToIPC(new Table([toRecordBatch(schema, sample())])))
    assert.equal(table.numRows, 3)
    const row = table.get(0)!.toJSON()
    assert.equal(row.c0, true)
    assert.equal(row.c1, 0x0201)
    assert.equal(row.c2, 0x04030201)
    assert.equal(row.c3, 0x0807060504030201n)
    assert.deepEqual(
      Buffer.from((row.c6 as Uint32Array).buffer, (row.c6 as Uint32Array).byteOffset, 4),
      Buffer.of(1, 2, 3, 4),
    )
    assert.equal(row.c14, 'abc')
    assert.deepEqual(Buffer.from(row.c15 as Uint8Array), Buffer.from('abc'))
    assert.deepEqual(
      [...(row.c16 as Uint8Array)],
      Array.from({ length: 16 }, (_, i) => i + 1),
    )
    for (const value of Object.values(table.get(1)!.toJSON())) assert.equal(value, null)
    for (const value of Object.values(table.get(2)!.toJSON())) assert.notEqual(value, null)
  })

  it('may have no rows', () => {
    const table = tableFromIPC(tableToIPC(new Table([toRecordBatch(schema, emptyBatch(schema))])))
    assert.equal(table.numRows, 0)
    assert.deepEqual(
      table.schema.fields.map(({ type }) => String(type)),
      types.map(([, name]) => name),
    )
  })
})
