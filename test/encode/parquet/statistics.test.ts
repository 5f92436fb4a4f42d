import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parquetMetadata, parquetSchema, readColumnIndex, readOffsetIndex } from 'hyparquet'
import type { DataType, Schema } from '../../../lib/columns/schema.ts'
import { parquet } from '../../../lib/encode/parquet/format.ts'
import { duckdbExpression, fileOf, fromDuckdb, query } from '../readers.ts'
import { batchesOf, field, makeTable, random, type Value } from '../table.ts'

/** Types whose values DuckDB's `parquet_metadata` prints so that they can be cast back. */
const PRINTED: [DataType, string][] = [
  [{ kind: 'int', bits: 16 }, 'SMALLINT'],
  [{ kind: 'int', bits: 32 }, 'INTEGER'],
  [{ kind: 'int', bits: 64 }, 'BIGINT'],
  [{ kind: 'decimal', precision: 9, scale: 2 }, 'DECIMAL(9,2)'],
  [{ kind: 'decimal', precision: 18, scale: 4 }, 'DECIMAL(18,4)'],
  [{ kind: 'decimal', precision: 19, scale: 4 }, 'DECIMAL(19,4)'],
  [{ kind: 'decimal', precision: 38, scale: 10 }, 'DECIMAL(38,10)'],
  [{ kind: 'date' }, 'DATE'],
  [{ kind: 'time', unit: 'us' }, 'TIME'],
  [{ kind: 'timestamp', unit: 'us', utc: false }, 'TIMESTAMP'],
]

function least(values: Value[]): Value {
  return values.reduce((a, b) => (a === null || (b !== null && b < a) ? b : a), null)
}

function greatest(values: Value[]): Value {
  return values.reduce((a, b) => (a === null || (b !== null && b > a) ? b : a), null)
}

async function boundsOf(type: DataType, values: Value[]) {
  const schema: Schema = { fields: [field('c', type)] }
  const batches = batchesOf({ schema, values: [values], rows: values.length }, [5])
  const { meta } = await parquet.encode(schema, batches, 'none')
  return meta.chunks[0]
}

const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString()

describe('statistics', () => {
  it('hold the least, the greatest and the NULLs exactly, beyond doubles too', async () => {
    for (const distinct of [undefined, 50]) {
      const types = PRINTED.map(([type]) => type)
      const options = { seed: 77, rows: 3000, types, nulls: 0.1 }
      const { schema, values } = makeTable(distinct === undefined ? options : { ...options, distinct })
      const file = await fileOf(schema, [batchesOf({ schema, values, rows: 3000 })], 'zstd')
      for (const [c, [type, sql]] of PRINTED.entries()) {
        const cast = (column: string) => duckdbExpression(`CAST(${column} AS ${sql})`, type)
        const [[min, max, nulls]] = await query(
          file,
          `SELECT ${cast('stats_min_value')}, ${cast('stats_max_value')}, stats_null_count
           FROM parquet_metadata(PATH) WHERE column_id = ${c}`,
        )
        assert.equal(fromDuckdb(type, min), least(values[c]), `least of ${schema.fields[c].name}`)
        assert.equal(fromDuckdb(type, max), greatest(values[c]), `greatest of ${schema.fields[c].name}`)
        assert.equal(Number(nulls), values[c].filter(value => value === null).length)
      }
    }
  })

  it('say nothing of columns without values', async () => {
    for (const type of [{ kind: 'utf8' }, { kind: 'int', bits: 64 }, { kind: 'bool' }] as DataType[]) {
      const chunk = await boundsOf(type, [null, null, null])
      assert.equal(chunk.bounds, null)
      assert.equal(chunk.nulls, 3)
    }
  })

  it('are silent where there is NaN, and spread zeros to both signs', async () => {
    for (const bits of [32, 64] as const) {
      const type: DataType = { kind: 'float', bits }
      const bounds = async (values: number[]) => {
        const found = (await boundsOf(type, values)).bounds
        if (!found) return null
        const read = (bytes: Uint8Array) => {
          const view = new DataView(bytes.buffer, bytes.byteOffset)
          return bits === 32 ? view.getFloat32(0, true) : view.getFloat64(0, true)
        }
        return [read(found.min), read(found.max)]
      }
      assert.deepEqual(await bounds([2, -1, Number.NaN]), null)
      assert.deepEqual(await bounds([1, 2, 3, 4, 5, 6, Number.NaN]), null)
      assert.deepEqual(await bounds([Number.NaN]), null)
      assert.deepEqual(await bounds([0, 0]), [-0, 0])
      assert.deepEqual(await bounds([-0]), [-0, 0])
      assert.deepEqual(await bounds([0, 5]), [-0, 5])
      assert.deepEqual(await bounds([-5, -0]), [-5, 0])
      assert.deepEqual(await bounds([Number.POSITIVE_INFINITY]), [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY])
      assert.deepEqual(await bounds([Number.NEGATIVE_INFINITY]), [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY])
      assert.equal((await boundsOf(type, [Number.NaN])).columnIndex, null)
    }
  })

  it('order booleans, UUIDs and strings as the format does: by unsigned bytes', async () => {
    const bool = async (...values: (boolean | null)[]) => {
      const found = (await boundsOf({ kind: 'bool' }, values)).bounds
      return [found?.min[0], found?.max[0]]
    }
    assert.deepEqual(await bool(true, null, true), [1, 1])
    assert.deepEqual(await bool(false, null), [0, 0])
    assert.deepEqual(await bool(true, true, true, true, true, true, true, true, false), [0, 1])
    const high = 'ff000000000000000000000000000000'
    const low = '7f000000000000000000000000000001'
    const uuid = (await boundsOf({ kind: 'uuid' }, [high, low, null])).bounds
    assert.equal(Buffer.from(uuid?.min ?? []).toString('hex'), low)
    assert.equal(Buffer.from(uuid?.max ?? []).toString('hex'), high)
    // U+FF5E comes before U+10000 by bytes, after it by UTF-16 units.
    const words = (await boundsOf({ kind: 'utf8' }, ['～', '𐀀', 'b', 'ba', null])).bounds
    assert.deepEqual([text(words?.min), text(words?.max)], ['b', '𐀀'])
    const empty = (await boundsOf({ kind: 'utf8' }, ['a', '', 'a\0'])).bounds
    assert.deepEqual([text(empty?.min), text(empty?.max)], ['', 'a\0'])
  })

  it('cut long values to bounds that still hold, as whole characters', async () => {
    const cut = async (type: DataType, value: string) => {
      const found = (await boundsOf(type, [value])).bounds
      assert.ok(found)
      return found
    }
    const utf8: DataType = { kind: 'utf8' }
    const exact = await cut(utf8, 'x'.repeat(64))
    assert.deepEqual([exact.minExact, exact.maxExact, exact.max.length], [true, true, 64])
    const plain = await cut(utf8, 'x'.repeat(65))
    assert.deepEqual([text(plain.min), text(plain.max)], ['x'.repeat(64), `${'x'.repeat(63)}y`])
    assert.deepEqual([plain.minExact, plain.maxExact], [false, false])
    // 63 bytes, then a character of two: cut before it.
    assert.equal(text((await cut(utf8, `${'x'.repeat(63)}øøø`)).min), 'x'.repeat(63))
    // The code point after U+D7FF that is a character is U+E000.
    assert.equal(text((await cut(utf8, '\ud7ff'.repeat(30))).max), `${'\ud7ff'.repeat(20)}\ue000`)
    // Nothing comes after U+10FFFF: the character before it is raised, or the value stays whole.
    const last = '\u{10ffff}'
    assert.equal(text((await cut(utf8, `${'a'.repeat(60)}${last.repeat(2)}`)).max), `${'a'.repeat(59)}b`)
    const whole = await cut(utf8, last.repeat(20))
    assert.deepEqual([text(whole.max), whole.maxExact, whole.minExact], [last.repeat(20), true, false])
    const binary: DataType = { kind: 'binary' }
    assert.equal(Buffer.from((await cut(binary, `01${'ff'.repeat(80)}`)).max).toString('hex'), '02')
    const ones = await cut(binary, 'ff'.repeat(80))
    assert.deepEqual([ones.max.length, ones.maxExact, ones.min.length, ones.minExact], [80, true, 64, false])
  })

  it('let DuckDB skip row groups and pages without losing a row', async () => {
    const rows = 60_000
    const next = random(11)
    const schema: Schema = {
      fields: [
        field('i', { kind: 'int', bits: 64 }),
        field('d', { kind: 'decimal', precision: 19, scale: 4 }),
        field('s', { kind: 'utf8' }),
        field('f', { kind: 'float', bits: 64 }),
      ],
    }
    const base = 9_007_199_254_740_993n
    const i = Array.from({ length: rows }, (_, row) => (row % 97 === 0 ? null : base + BigInt(row)))
    const d = i.map(value => (value === null ? null : (value - base) * 7n - 200_000n))
    const s = i.map((value, row) =>
      value === null ? null : `${'k'.repeat(row % 3 === 0 ? 70 : 3)}${String(row % 5000)}`,
    )
    const f = i.map(value => (value === null ? null : next() < 0.01 ? Number.NaN : (next() - 0.5) * 10))
    const values: Value[][] = [i, d, s, f]
    const groups = [0, 1, 2].map(g => {
      const part = values.map(column => column.slice(g * 20_000, (g + 1) * 20_000))
      return batchesOf({ schema, values: part, rows: 20_000 })
    })
    const file = await fileOf(schema, groups, 'zstd')
    const count = async (condition: string) =>
      Number((await query(file, `SELECT count(*) FROM FILE WHERE ${condition}`))[0][0])
    for (const row of [1, 4999, 19_999, 20_001, 40_003, 59_999]) {
      assert.equal(await count(`i = ${i[row]}`), 1)
      assert.equal(await count(`i > ${i[row]}`), i.filter(v => v !== null && i[row] !== null && v > i[row]).length)
      const decimal = d[row] ?? 0n
      const printed = `CAST('${decimal}' AS DECIMAL(30,0)) / 10000`
      assert.equal(await count(`d::DECIMAL(30,4) = (${printed})::DECIMAL(30,4)`), 1)
      assert.equal(await count(`s = '${s[row]}'`), s.filter(v => v === s[row]).length)
      assert.equal(await count(`s >= '${s[row]}'`), s.filter(v => v !== null && s[row] !== null && v >= s[row]).length)
    }
    assert.equal(await count('i IS NULL'), i.filter(v => v === null).length)
    // NaN is greater than everything to DuckDB: no bound may hide it.
    assert.equal(await count('f > 100'), f.filter(v => Number.isNaN(v)).length)
    assert.equal(await count(`f > 4.9`), f.filter(v => v !== null && (Number.isNaN(v) || v > 4.9)).length)
    assert.equal(await count(`f < -4.9`), f.filter(v => v !== null && v < -4.9).length)
    assert.equal(await count(`f = 'NaN'::DOUBLE`), f.filter(v => Number.isNaN(v)).length)
  })
})

describe('page indexes', () => {
  it('say where every page is and what is in it', async () => {
    const rows = 50_000
    const schema: Schema = { fields: [field('up', { kind: 'int', bits: 32 }), field('gap', { kind: 'int', bits: 32 })] }
    const up = Array.from({ length: rows }, (_, row) => BigInt(row * 3))
    const gap = up.map((value, row) => (row > 10_000 && row < 40_000 ? null : -value))
    const one = batchesOf({ schema, values: [up, gap], rows })
    const file = await fileOf(schema, [one, batchesOf({ schema, values: [up, gap], rows })], 'snappy')
    const metadata = parquetMetadata(file.buffer)
    const tree = parquetSchema(metadata)
    let end = 4
    for (const group of metadata.row_groups) {
      for (const [c, column] of group.columns.entries()) {
        const offset = Number(column.offset_index_offset)
        const index = Number(column.column_index_offset)
        const view = (at: number, length = 0) => ({ view: new DataView(file.buffer, at, length), offset: 0 })
        const { page_locations } = readOffsetIndex(view(offset, column.offset_index_length))
        const pages = readColumnIndex(view(index, column.column_index_length), tree.children[c].element)
        assert.equal(page_locations.length, 3)
        assert.equal(Number(page_locations[0].offset), Number(column.meta_data?.data_page_offset))
        for (const [p, page] of page_locations.entries()) {
          const first = Number(page.first_row_index)
          const next = p + 1 < page_locations.length ? Number(page_locations[p + 1].first_row_index) : rows
          const values = [up, gap][c].slice(first, next)
          const nulls = values.filter(value => value === null).length
          assert.equal(pages.null_pages[p], nulls === values.length)
          assert.equal(Number(pages.null_counts?.[p]), nulls)
          if (nulls < values.length) {
            assert.equal(BigInt(Number(pages.min_values[p])), least(values))
            assert.equal(BigInt(Number(pages.max_values[p])), greatest(values))
          }
          // Pages stand one after another, and each begins with the header of a data page: field 1, zigzag 0.
          const at = Number(page.offset)
          assert.deepEqual([...file.subarray(at, at + 2)], [0x15, 0])
          if (p > 0) assert.equal(at, Number(page_locations[p - 1].offset) + page_locations[p - 1].compressed_page_size)
        }
        assert.equal(pages.boundary_order, ['ASCENDING', 'DESCENDING'][c])
        const start = Number(column.meta_data?.dictionary_page_offset ?? column.meta_data?.data_page_offset)
        assert.equal(start, end, 'chunks leave no gap')
        end = start + Number(column.meta_data?.total_compressed_size)
      }
      assert.equal(Number(group.num_rows), rows)
    }
    assert.equal(metadata.created_by?.startsWith('hygge version '), true)
    assert.equal(Number(metadata.num_rows), rows * 2)
    const own = metadata.key_value_metadata?.find(({ key }) => key === 'hygge.schema')
    assert.deepEqual(JSON.parse(own?.value ?? ''), schema)
  })

  it('describe every type to readers of logical and of converted types', async () => {
    const types: [DataType, Record<string, unknown>][] = [
      [{ kind: 'bool' }, { type: 'BOOLEAN' }],
      [
        { kind: 'int', bits: 16 },
        { type: 'INT32', converted_type: 'INT_16' },
      ],
      [{ kind: 'int', bits: 64 }, { type: 'INT64' }],
      [{ kind: 'float', bits: 32 }, { type: 'FLOAT' }],
      [
        { kind: 'decimal', precision: 9, scale: 2 },
        { type: 'INT32', converted_type: 'DECIMAL', precision: 9, scale: 2 },
      ],
      [
        { kind: 'decimal', precision: 10, scale: 0 },
        { type: 'INT64', converted_type: 'DECIMAL', precision: 10, scale: 0 },
      ],
      [
        { kind: 'decimal', precision: 19, scale: 4 },
        { type: 'FIXED_LEN_BYTE_ARRAY', type_length: 9, converted_type: 'DECIMAL', precision: 19, scale: 4 },
      ],
      [
        { kind: 'decimal', precision: 38, scale: 38 },
        { type: 'FIXED_LEN_BYTE_ARRAY', type_length: 16 },
      ],
      [{ kind: 'date' }, { type: 'INT32', converted_type: 'DATE' }],
      [
        { kind: 'time', unit: 'us' },
        { type: 'INT64', converted_type: 'TIME_MICROS' },
      ],
      [{ kind: 'time', unit: 'ns' }, { type: 'INT64' }],
      [
        { kind: 'timestamp', unit: 'us', utc: false },
        { type: 'INT64', converted_type: 'TIMESTAMP_MICROS' },
      ],
      [{ kind: 'utf8' }, { type: 'BYTE_ARRAY', converted_type: 'UTF8' }],
      [{ kind: 'binary' }, { type: 'BYTE_ARRAY' }],
      [{ kind: 'uuid' }, { type: 'FIXED_LEN_BYTE_ARRAY', type_length: 16 }],
    ]
    const logical: [DataType, unknown][] = [
      [
        { kind: 'timestamp', unit: 'us', utc: false },
        { type: 'TIMESTAMP', isAdjustedToUTC: false, unit: 'MICROS' },
      ],
      [
        { kind: 'timestamp', unit: 'us', utc: true },
        { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MICROS' },
      ],
      [
        { kind: 'timestamp', unit: 'ns', utc: false },
        { type: 'TIMESTAMP', isAdjustedToUTC: false, unit: 'NANOS' },
      ],
      [
        { kind: 'time', unit: 'us' },
        { type: 'TIME', isAdjustedToUTC: false, unit: 'MICROS' },
      ],
      [
        { kind: 'int', bits: 16 },
        { type: 'INTEGER', bitWidth: 16, isSigned: true },
      ],
      [
        { kind: 'decimal', precision: 12, scale: 3 },
        { type: 'DECIMAL', precision: 12, scale: 3 },
      ],
      [{ kind: 'uuid' }, { type: 'UUID' }],
      [{ kind: 'utf8' }, { type: 'STRING' }],
    ]
    const elementOf = async (type: DataType) => {
      const schema = { fields: [field('c', type)] }
      const file = await fileOf(schema, [], 'none')
      return parquetMetadata(file.buffer).schema[1]
    }
    for (const [type, expected] of types) {
      const element = await elementOf(type)
      for (const [key, value] of Object.entries({ repetition_type: 'OPTIONAL', name: 'c', ...expected })) {
        assert.equal(element[key as keyof typeof element], value, `${key} of ${JSON.stringify(type)}`)
      }
    }
    for (const [type, expected] of logical) assert.deepEqual((await elementOf(type)).logical_type, expected)
  })
})
