/** Files that DuckDB wrote, of every type, codec and page version: read exactly, or refused by name. */
import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { before, test } from 'node:test'
import type { Schema } from '../../../lib/columns/schema.ts'
import { checkLayout } from '../../conformance/home-layout.ts'
import { duckdbExpression, fromDuckdb } from '../../encode/readers.ts'
import type { Value } from '../../encode/table.ts'
import { execute, rowsOf } from '../../support/duckdb.ts'
import { valuesOf } from '../values.ts'
import { readBack } from './read-back.ts'

const folder = await mkdtemp(join(tmpdir(), 'hygge-duckdb-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

const ROWS = 5000
/** SQL of each column: NULL now and then, and the ends of what the type can hold. */
const COLUMNS: Record<string, [type: string, value: string, ends?: string[]]> = {
  flag: ['BOOLEAN', 'i % 3 = 0'],
  tiny: ['TINYINT', 'i % 100', ['-128', '127']],
  utiny: ['UTINYINT', 'i % 200', ['0', '255']],
  small: ['SMALLINT', 'i', ['-32768', '32767']],
  usmall: ['USMALLINT', 'i * 7', ['65535']],
  whole: ['INTEGER', 'i * 238609', ['-2147483648', '2147483647']],
  uwhole: ['UINTEGER', 'i * 400000', ['4294967295']],
  long: ['BIGINT', 'i * 123456789012345', ['-9223372036854775808', '9223372036854775807']],
  steps: ['BIGINT', 'i * 1000 + i % 7'],
  ulong: ['UBIGINT', '18446744073709551615 - i', ['0']],
  single: ['FLOAT', 'i / 7.0', ["'nan'", "'inf'", "'-0.0'"]],
  double: ['DOUBLE', 'i / 7.0', ["'nan'", "'-inf'", '1e-310']],
  money4: ['DECIMAL(4,1)', 'i % 900 / 10.0', ['-999.9', '999.9']],
  money9: ['DECIMAL(9,2)', 'i * 1.25', ['-9999999.99']],
  money18: ['DECIMAL(18,4)', 'i * 1.25', ['-99999999999999.9999']],
  money38: ['DECIMAL(38,10)', 'i * 123456.789', ["'-9999999999999999999999999999.9999999999'"]],
  day: ['DATE', "DATE '1999-12-31' + i::INT", ["'0001-01-01'", "'9999-12-31'"]],
  clock: ['TIME', "TIME '00:00:00' + INTERVAL (i * 7) SECOND", ["'23:59:59.999999'"]],
  moment: ['TIMESTAMP', "TIMESTAMP '1900-01-01' + INTERVAL (i * 999999937) MICROSECOND", ["'0001-01-01'"]],
  moment_s: ['TIMESTAMP_S', "TIMESTAMP '1900-01-01' + INTERVAL (i) HOUR"],
  moment_ms: ['TIMESTAMP_MS', "TIMESTAMP '1900-01-01' + INTERVAL (i) HOUR", ["'0001-01-01'", "'9999-12-31'"]],
  moment_ns: ['TIMESTAMP_NS', "TIMESTAMP '1900-01-01' + INTERVAL (i) HOUR", ["'2262-04-11 23:47:16.854775806'"]],
  zoned: ['TIMESTAMPTZ', "TIMESTAMP '1900-01-01' + INTERVAL (i) HOUR"],
  few: ['VARCHAR', "'state ' || i % 5"],
  many: ['VARCHAR', "'row ' || i || ' ' || repeat('ü', i % 50)", ["''"]],
  late: ['VARCHAR', "CASE WHEN i > 3000 THEN 'x' || i END"],
  json: ['JSON', "'[' || i || ']'"],
  mood: ["ENUM('fine', 'hygge')", "CASE WHEN i % 2 = 0 THEN 'hygge' ELSE 'fine' END"],
  bytes: ['BLOB', "('\\x00\\xFF' || i)::BLOB", ["''::BLOB"]],
  id: ['UUID', 'md5(i::VARCHAR)::UUID'],
  none: ['INTEGER', 'NULL'],
}

before(async () => {
  const select = Object.entries(COLUMNS).map(([name, [type, value, ends = []]]) => {
    const whens = ends.map((end, at) => `WHEN i = ${at * 500 + 5} THEN (${end})::${type}`)
    return `CASE ${whens.join(' ')} WHEN hash(i, '${name}') % 6 = 0 THEN NULL ELSE (${value})::${type} END AS "${name}"`
  })
  await execute(`CREATE TABLE t AS SELECT ${select.join(', ')} FROM range(${ROWS}) r(i)`)
})

/** The columns as DuckDB reads them. */
async function theirs(path: string, { fields }: Schema): Promise<Value[][]> {
  const list = fields.map(({ name, type }) => duckdbExpression(`"${name}"`, type)).join(', ')
  const rows = (await rowsOf(`SELECT ${list} FROM read_parquet('${path}')`)) as Value[][]
  return fields.map(({ type }, c) => rows.map(row => fromDuckdb(type, row[c])))
}

const ALL = Object.keys(COLUMNS)
const SOME = ['long', 'steps', 'double', 'many', 'late']
/** Every type in each version of pages, and every codec. */
const VARIANTS: [codec: string, version: string, columns: string[]][] = [
  ['uncompressed', 'V1', ALL],
  ['zstd', 'V1', ALL],
  ['uncompressed', 'V2', ALL],
  ['zstd', 'V2', ALL],
  ['snappy', 'V1', SOME],
  ['gzip', 'V1', SOME],
  ['lz4_raw', 'V1', SOME],
  ['brotli', 'V1', ['steps', 'late']],
]

for (const [codec, version, columns] of VARIANTS) {
  test(`${columns.length} columns, ${codec}, pages of ${version}, several row groups`, async () => {
    const path = join(folder, `${codec}-${version}.parquet`)
    const list = columns.map(name => `"${name}"`).join(', ')
    const dictionary = version === 'V2' && codec === 'zstd' ? ', DICTIONARY_SIZE_LIMIT 1' : ''
    await execute(
      `COPY (SELECT ${list} FROM t) TO '${path}' (FORMAT parquet, CODEC '${codec}', PARQUET_VERSION '${version}', ROW_GROUP_SIZE 2048${dictionary})`,
    )
    const { schema, batches, refused, groups } = await readBack(path)
    assert.deepEqual(refused, [])
    assert.ok(groups.length > 1)
    assert.deepEqual(
      schema.fields.map(({ name }) => name),
      columns,
    )
    for (const batch of batches) checkLayout(schema, batch)
    const values = valuesOf(schema, batches)
    const expected = await theirs(path, schema)
    for (const [at, { name }] of schema.fields.entries()) assert.deepEqual(values[at], expected[at], name)
  })
}

test('types become the nearest of ours that holds them all', async () => {
  const path = join(folder, 'types.parquet')
  await execute(`COPY t TO '${path}' (FORMAT parquet)`)
  const { schema } = await readBack(path)
  const types = Object.fromEntries(schema.fields.map(({ name, type }) => [name, type]))
  const timestamp = { kind: 'timestamp', unit: 'us', utc: false }
  assert.deepEqual(
    [types.tiny, types.utiny, types.usmall],
    [16, 16, 32].map(bits => ({ kind: 'int', bits })),
  )
  assert.deepEqual(types.uwhole, { kind: 'int', bits: 64 })
  assert.deepEqual(types.ulong, { kind: 'decimal', precision: 20, scale: 0 })
  assert.deepEqual([types.moment, types.moment_ms, types.zoned], [timestamp, timestamp, { ...timestamp, utc: true }])
  assert.deepEqual(types.moment_ns, { ...timestamp, unit: 'ns' })
  assert.deepEqual(
    [types.id, types.bytes, types.json],
    ['uuid', 'binary', 'utf8'].map(kind => ({ kind })),
  )
})

test('any stretch of rows, in batches of any size, is the same stretch of the whole', async () => {
  const path = join(folder, 'zstd-V2.parquet')
  const { schema, batches } = await readBack(path)
  const whole = valuesOf(schema, batches)
  for (const [from, to, size] of [
    [0, 1, 1],
    [2047, 2050, 2],
    [1234, 4999, 777],
    [4999, 5000, 8192],
    [5000, 5000, 8192],
  ]) {
    const part = await readBack(path, from, to, size)
    assert.ok(part.batches.every(({ rows }) => rows <= size))
    const expected = whole.map(column => column.slice(from, to))
    assert.deepEqual(valuesOf(schema, part.batches), expected)
  }
})

test('nested columns and those without a type of ours are refused by name, and the others are read', async () => {
  const path = join(folder, 'nested.parquet')
  await execute(
    `COPY (SELECT 1 AS a, [1, 2] AS list, {x: 1, y: 'z'} AS struct, MAP {'k': 1} AS map, INTERVAL 1 DAY AS span, [{q: [1]}] AS deep, 'b' AS b)
    TO '${path}' (FORMAT parquet)`,
  )
  const { schema, batches, refused } = await readBack(path)
  assert.deepEqual(refused, [
    { name: 'list', what: 'a list' },
    { name: 'struct', what: 'a struct' },
    { name: 'map', what: 'a map' },
    { name: 'span', what: 'an interval' },
    { name: 'deep', what: 'a list' },
  ])
  assert.deepEqual(valuesOf(schema, batches), [[1n], ['b']])
})

test('a file without rows has its columns', async () => {
  const path = join(folder, 'empty.parquet')
  await execute(`COPY (SELECT * FROM t LIMIT 0) TO '${path}' (FORMAT parquet)`)
  const { schema, batches } = await readBack(path)
  assert.equal(schema.fields.length, ALL.length)
  assert.deepEqual(batches, [])
})

test('wide values make small batches, however short they are in the file', async () => {
  const path = join(folder, 'wide.parquet')
  await execute(
    `COPY (SELECT i, repeat('x', 1000000) AS same, repeat(chr(97 + (i % 26)::INT), 300000) AS other FROM range(50) t(i))
    TO '${path}' (FORMAT parquet, CODEC 'zstd')`,
  )
  const { schema, batches } = await readBack(path)
  assert.ok(batches.every(({ bytes }) => bytes < 12 * 2 ** 20))
  const [ids, same] = valuesOf(schema, batches)
  assert.deepEqual(
    ids,
    Array.from({ length: 50 }, (_, i) => BigInt(i)),
  )
  assert.ok(same.every(text => String(text).length === 1_000_000))
})
