import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { DataType, Schema } from '../../../lib/columns/schema.ts'
import type { Compression } from '../../../lib/encode/format.ts'
import { parquet } from '../../../lib/encode/parquet/format.ts'
import { byArrow, byDuckdb, byHyparquet, fileOf } from '../readers.ts'
import { assertSame } from '../same.ts'
import { batchesOf, field, makeTable, type Table, type Value } from '../table.ts'

const TYPES: DataType[] = [
  { kind: 'bool' },
  { kind: 'int', bits: 16 },
  { kind: 'int', bits: 32 },
  { kind: 'int', bits: 64 },
  { kind: 'float', bits: 32 },
  { kind: 'float', bits: 64 },
  { kind: 'decimal', precision: 1, scale: 0 },
  { kind: 'decimal', precision: 9, scale: 2 },
  { kind: 'decimal', precision: 10, scale: 4 },
  { kind: 'decimal', precision: 18, scale: 4 },
  { kind: 'decimal', precision: 19, scale: 4 },
  { kind: 'decimal', precision: 28, scale: 28 },
  { kind: 'decimal', precision: 38, scale: 10 },
  { kind: 'date' },
  { kind: 'time', unit: 'us' },
  { kind: 'time', unit: 'ns' },
  { kind: 'timestamp', unit: 'us', utc: false },
  { kind: 'timestamp', unit: 'us', utc: true },
  { kind: 'timestamp', unit: 'ns', utc: false },
  { kind: 'utf8' },
  { kind: 'binary' },
  { kind: 'uuid' },
]
const CODECS: Compression[] = ['zstd', 'snappy', 'gzip', 'none']

/** Every reader gives every value back; hyparquet's decimals are doubles, so only those that fit are asked of it. */
async function assertReadBack(table: Table, groups: number[][], codec: Compression): Promise<void> {
  const { schema, values } = table
  const file = await fileOf(schema, split(table, groups), codec)
  const read = {
    DuckDB: await byDuckdb(file, schema),
    hyparquet: await byHyparquet(file, schema),
    'arrow-rs': byArrow(file, schema),
  }
  for (const [reader, columns] of Object.entries(read)) {
    schema.fields.forEach(({ name, type }, c) => {
      if (reader === 'hyparquet' && type.kind === 'decimal' && type.precision > 15) return
      const cut = reader === 'DuckDB' && type.kind === 'time' && type.unit === 'ns'
      assertSame(columns[c], cut ? values[c].map(microseconds) : values[c], `${reader} of ${name} (${codec})`)
    })
  }
}

/** DuckDB 1.5.5 reads times in nanoseconds as microseconds. */
function microseconds(value: Value): Value {
  return typeof value === 'bigint' ? (value / 1000n) * 1000n : value
}

/** Equal row groups, each in batches of its own sizes. */
function split(table: Table, groups: number[][]) {
  const rows = Math.ceil(table.rows / groups.length)
  return groups.map((sizes, g) => {
    const values = table.values.map(column => column.slice(g * rows, (g + 1) * rows))
    return batchesOf({ schema: table.schema, values, rows: values[0].length }, sizes)
  })
}

describe('parquet', () => {
  it('gives back every value of every type: any nulls, any cardinality, any batches, any codec', async () => {
    const shape = fc.record({
      seed: fc.integer(),
      rows: fc.integer({ min: 0, max: 400 }),
      types: fc.subarray(TYPES, { minLength: 1, maxLength: 6 }),
      nulls: fc.constantFrom(0, 0.1, 0.5, 0.95, 1),
      distinct: fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined }),
      clustered: fc.boolean(),
      codec: fc.constantFrom(...CODECS),
      groups: fc.array(fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 4 }), {
        minLength: 1,
        maxLength: 3,
      }),
    })
    await fc.assert(
      fc.asyncProperty(shape, async ({ codec, groups, distinct, ...options }) => {
        const table = makeTable(distinct === undefined ? options : { ...options, distinct })
        await assertReadBack(table, groups, codec)
      }),
      { numRuns: 150 },
    )
  })

  for (const rows of [1, 7, 8, 9, 8191, 8193, 20_000, 20_001, 45_000]) {
    it(`keeps ${rows} rows over the boundaries of batches and pages`, async () => {
      const types = rows > 10_000 ? TYPES.filter((_, i) => i % 2 === rows % 2) : TYPES
      for (const [nulls, distinct] of [
        [0, undefined],
        [0.2, 300],
      ] as const) {
        const table = makeTable({ seed: rows, rows, types, nulls, ...(distinct ? { distinct } : { clustered: true }) })
        await assertReadBack(table, [[8192, 8191, 3, 1000]], 'zstd')
      }
    })
  }

  it('reads with every codec over several row groups', async () => {
    const table = makeTable({ seed: 5, rows: 6000, types: TYPES, nulls: 0.1, distinct: 700 })
    for (const codec of CODECS) await assertReadBack(table, [[999], [2048, 1], [6000]], codec)
  })

  it('keeps long stretches of NULLs and whole pages of them', async () => {
    const table = makeTable({ seed: 9, rows: 50_000, types: TYPES.slice(0, 6), nulls: 0.6, clustered: true })
    for (const column of table.values) column.fill(null, 15_000, 48_000)
    await assertReadBack(table, [[8192]], 'zstd')
  })

  it('keeps values larger than a page, among small ones', async () => {
    const types: DataType[] = [{ kind: 'utf8' }, { kind: 'binary' }]
    const table = makeTable({ seed: 3, rows: 40, types, nulls: 0.2 })
    table.values[0][7] = 'ø'.repeat(700_000)
    table.values[0][8] = 'å'.repeat(600_000)
    table.values[0][39] = 'x'.repeat(2_000_000)
    table.values[1][0] = 'ff'.repeat(3_000_000)
    await assertReadBack(table, [[13, 27]], 'zstd')
    await assertReadBack(table, [[13, 27]], 'snappy')
  })

  it('keeps values that compress to nothing and values that do not compress', async () => {
    const types: DataType[] = [{ kind: 'int', bits: 64 }, { kind: 'utf8' }, { kind: 'uuid' }]
    const constant = makeTable({ seed: 1, rows: 30_000, types, nulls: 0, distinct: 1 })
    for (const codec of CODECS) await assertReadBack(constant, [[8192]], codec)
    const noise = makeTable({ seed: 2, rows: 3000, types: [{ kind: 'uuid' }], nulls: 0 })
    for (const codec of CODECS) await assertReadBack(noise, [[8192]], codec)
  })

  it('keeps dictionaries from their first value to the fallback', async () => {
    const rows = 30_000
    const types: DataType[] = [
      { kind: 'utf8' },
      { kind: 'int', bits: 64 },
      { kind: 'decimal', precision: 30, scale: 0 },
    ]
    for (const distinct of [2, 255, 256, 257, 4096, 20_000]) {
      await assertReadBack(makeTable({ seed: distinct, rows, types, nulls: 0, distinct }), [[8192]], 'snappy')
    }
    // Few distinct values where the sample looks first, then more than a dictionary holds.
    const schema: Schema = { fields: [field('late', { kind: 'utf8' })] }
    const values = [Array.from({ length: rows }, (_, i) => (i % 4000 < 3600 ? `few ${i % 3}` : 'x'.repeat(400) + i))]
    await assertReadBack({ schema, values, rows }, [[8192]], 'none')
  })

  it('writes a file without rows that carries the schema', async () => {
    const { schema } = makeTable({ seed: 1, rows: 0, types: TYPES, nulls: 0 })
    const none = { schema, values: TYPES.map(() => []), rows: 0 }
    for (const codec of CODECS) {
      const file = await fileOf(schema, [], codec)
      assert.deepEqual(await byDuckdb(file, schema), none.values)
      assert.deepEqual(await byHyparquet(file, schema), none.values)
      assert.deepEqual(byArrow(file, schema), none.values)
    }
    // A row group without rows is not what the flow makes, but it must not be a broken file.
    const file = await fileOf(schema, [[]], 'zstd')
    assert.deepEqual(await byDuckdb(file, schema), none.values)
  })

  it('keeps column names as they are', async () => {
    const names = ['Order Id', 'a.b', 'quote"', 'Æblegrød', '[bracket]', '🕯️', ' ']
    const schema: Schema = { fields: names.map(name => field(name, { kind: 'int', bits: 32 })) }
    const table = { schema, values: names.map((_, i) => [BigInt(i)]), rows: 1 }
    await assertReadBack(table, [[1]], 'zstd')
  })

  it('gives bytes that own their memory, so that they can be transferred', async () => {
    const table = makeTable({ seed: 1, rows: 500, types: TYPES, nulls: 0.1 })
    const { bytes, meta, rows } = await parquet.encode(table.schema, batchesOf(table), 'zstd')
    assert.equal(bytes.byteOffset, 0)
    assert.equal(bytes.buffer.byteLength, bytes.length)
    assert.equal(meta.bytes, bytes.length)
    assert.equal(rows, 500)
    // Plain data: what crosses a thread is the same.
    assert.deepEqual(structuredClone(meta), meta)
  })

  it('refuses batches of another shape, and decimals wider than their type', async () => {
    const table = makeTable({ seed: 1, rows: 10, types: TYPES, nulls: 0 })
    const [batch] = batchesOf(table)
    await assert.rejects(parquet.encode(table.schema, [{ ...batch, columns: batch.columns.slice(1) }], 'zstd'), {
      code: 'BATCH_MISMATCH',
    })
    for (const [precision, value] of [
      [9, 2n ** 31n],
      [9, -(2n ** 100n)],
      [18, -(2n ** 63n) - 1n],
      [19, 2n ** 71n],
      [28, 2n ** 96n],
      [30, -(2n ** 103n) - 1n],
    ] as const) {
      const schema: Schema = { fields: [field('price', { kind: 'decimal', precision, scale: 2 })] }
      const batches = batchesOf({ schema, values: [[1n, null, value]], rows: 3 })
      await assert.rejects(parquet.encode(schema, batches, 'none'), {
        code: 'VALUE_OUT_OF_RANGE',
        message: new RegExp(`price.*decimal\\(${precision},2\\)`),
      })
    }
  })
})
