/** CSV and JSON lines, read back by DuckDB, csv-parse and JSON.parse. */
import assert from 'node:assert/strict'
import { rmSync, writeFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import type { DataType } from '../../lib/columns/schema.ts'
import type { Compression } from '../../lib/encode/format.ts'
import { formatOf } from '../../lib/encode/formats.ts'
import { FlowError } from '../../lib/errors.ts'
import { rowsOf } from '../support/duckdb.ts'
import { duckdbExpression, fromDuckdb } from './readers.ts'
import { batchesOf, columnOf, field, makeTable, type Table, type Value } from './table.ts'

const folder = await mkdtemp(join(tmpdir(), 'hygge-text-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

const TYPES: DataType[] = [
  { kind: 'bool' },
  { kind: 'int', bits: 16 },
  { kind: 'int', bits: 32 },
  { kind: 'int', bits: 64 },
  { kind: 'float', bits: 32 },
  { kind: 'float', bits: 64 },
  { kind: 'decimal', precision: 7, scale: 2 },
  { kind: 'decimal', precision: 18, scale: 0 },
  { kind: 'decimal', precision: 38, scale: 20 },
  { kind: 'date' },
  { kind: 'time', unit: 'us' },
  { kind: 'timestamp', unit: 'us', utc: false },
  { kind: 'timestamp', unit: 'ns', utc: false },
  { kind: 'timestamp', unit: 'us', utc: true },
  { kind: 'utf8' },
  { kind: 'binary' },
  { kind: 'uuid' },
]

/** What DuckDB calls the type; bytes are text to it. */
function sqlType(type: DataType): string {
  switch (type.kind) {
    case 'bool':
      return 'BOOLEAN'
    case 'int':
      return type.bits === 64 ? 'BIGINT' : type.bits === 32 ? 'INTEGER' : 'SMALLINT'
    case 'float':
      return type.bits === 64 ? 'DOUBLE' : 'FLOAT'
    case 'decimal':
      return `DECIMAL(${type.precision},${type.scale})`
    case 'date':
      return 'DATE'
    case 'time':
      return 'TIME'
    case 'timestamp':
      return type.utc ? 'TIMESTAMPTZ' : type.unit === 'ns' ? 'TIMESTAMP_NS' : 'TIMESTAMP'
    case 'utf8':
    case 'binary':
      return 'VARCHAR'
    case 'uuid':
      return 'UUID'
  }
}

async function write(
  name: 'csv' | 'ndjson',
  table: Table,
  compression: Compression,
  sizes?: number[],
): Promise<string> {
  const format = formatOf(name)
  const batches = batchesOf(table, sizes)
  const half = Math.ceil(batches.length / 2)
  const pieces: Uint8Array[] = [format.head(table.schema, compression)]
  const groups = []
  for (const group of [batches.slice(0, half), batches.slice(half)].filter(group => group.length > 0)) {
    const encoded = await format.encode(table.schema, group, compression, 'part')
    pieces.push(encoded.bytes)
    groups.push(encoded)
  }
  pieces.push(format.tail(table.schema, groups, compression))
  const path = join(folder, `${files++}.${format.extension(compression)}`)
  writeFileSync(path, Buffer.concat(pieces))
  return path
}
let files = 0

async function byDuckdb(path: string, { schema }: Table): Promise<Value[][]> {
  const types = schema.fields.map(({ name, type }) => `'${name}': '${sqlType(type)}'`).join(', ')
  const options = path.includes('.csv')
    ? "allow_quoted_nulls = false, quote = '\"', delim = ',', header = true"
    : "format = 'newline_delimited'"
  const reader = path.includes('.csv') ? 'read_csv' : 'read_json'
  const list = schema.fields.map(({ name, type }) =>
    type.kind === 'binary' ? `"${name}"` : duckdbExpression(`"${name}"`, type),
  )
  const rows = (await rowsOf(
    `SELECT ${list.join(', ')} FROM ${reader}('${path}', columns = {${types}}, ${options})`,
  )) as Value[][]
  return schema.fields.map(({ type }, c) =>
    rows.map(row => {
      const value = row[c]
      return type.kind === 'binary' && value !== null ? String(value).replace(/^0x/, '') : fromDuckdb(type, value)
    }),
  )
}

for (const name of ['csv', 'ndjson'] as const) {
  for (const compression of ['none', 'gzip', 'zstd'] as const) {
    test(`${name}, ${compression}: DuckDB reads every type as it was`, async () => {
      const table = makeTable({ seed: 11, rows: 2000, types: TYPES, nulls: 0.15 })
      const known = await byDuckdb(await write(name, table, compression, [300]), table)
      for (const [at, { name: column }] of table.schema.fields.entries()) {
        assert.deepEqual(known[at], table.values[at], column)
      }
    })
  }
}

test('snappy is no compression of text', async () => {
  const table = makeTable({ seed: 1, rows: 1, types: TYPES, nulls: 0 })
  await assert.rejects(write('csv', table, 'snappy'), FlowError)
})

/** Texts with everything that a format may trip over. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', '\\', '\t', ' ', 'a', '\u0000', 'é', '🕯'), maxLength: 8 }),
  fc.constantFrom('', 'NULL', 'null', '""', '\ufeff', '1', 'true'),
)
const column = fc.array(fc.option(text), { minLength: 3, maxLength: 3 })

function tableOf(columns: (string | null)[][], names: string[]): Table {
  const schema = { fields: names.map(name => field(name, { kind: 'utf8' })) }
  return { schema, values: columns, rows: columns[0].length }
}

test('any text is the same to csv-parse, NULL and the empty text apart', async () => {
  await fc.assert(
    fc.asyncProperty(column, column, text, async (one, other, name) => {
      const table = tableOf([one, other], [`x${name}`, 'y'])
      const { bytes } = await formatOf('csv').encode(table.schema, batchesOf(table), 'none', 'p')
      const whole = Buffer.concat([formatOf('csv').head(table.schema, 'none'), bytes])
      const rows: (string | null)[][] = parse(whole, {
        cast: (value, { quoting, header }) => (value === '' && !quoting && !header ? null : value),
        record_delimiter: '\n',
      })
      assert.deepEqual(rows, [[`x${name}`, 'y'], ...one.map((value, row) => [value, other[row]])])
    }),
    { numRuns: 200 },
  )
})

test('any text is the same to JSON.parse, in keys and in values', async () => {
  await fc.assert(
    fc.asyncProperty(column, column, text, async (one, other, name) => {
      const table = tableOf([one, other], [`x${name}`, 'y'])
      const { bytes } = await formatOf('ndjson').encode(table.schema, batchesOf(table), 'none', 'p')
      const lines = Buffer.from(bytes).toString().split('\n')
      assert.equal(lines.pop(), '')
      assert.deepEqual(
        lines.map(line => JSON.parse(line)),
        one.map((value, row) => ({ [`x${name}`]: value, y: other[row] })),
      )
    }),
    { numRuns: 200 },
  )
})

test('texts of numbers and times, by example', async () => {
  const cases: [type: DataType, value: Value, csv: string, json: string][] = [
    [{ kind: 'bool' }, false, 'false', 'false'],
    [{ kind: 'int', bits: 64 }, -(2n ** 63n), '-9223372036854775808', '-9223372036854775808'],
    [{ kind: 'int', bits: 64 }, 2n ** 53n + 1n, '9007199254740993', '9007199254740993'],
    [{ kind: 'float', bits: 64 }, 0.1, '0.1', '0.1'],
    [{ kind: 'float', bits: 32 }, Math.fround(0.1), '0.10000000149011612', '0.10000000149011612'],
    [{ kind: 'float', bits: 64 }, -0, '-0.0', '-0.0'],
    [{ kind: 'float', bits: 64 }, Number.NaN, 'NaN', '"NaN"'],
    [{ kind: 'float', bits: 64 }, Number.NEGATIVE_INFINITY, '-Infinity', '"-Infinity"'],
    [{ kind: 'float', bits: 64 }, 1e21, '1e+21', '1e+21'],
    [{ kind: 'decimal', precision: 9, scale: 2 }, -5n, '-0.05', '"-0.05"'],
    [{ kind: 'decimal', precision: 9, scale: 2 }, 1250n, '12.50', '"12.50"'],
    [{ kind: 'decimal', precision: 38, scale: 38 }, 7n, `0.${'7'.padStart(38, '0')}`, `"0.${'7'.padStart(38, '0')}"`],
    [
      { kind: 'decimal', precision: 38, scale: 2 },
      -(10n ** 38n - 1n),
      `-${'9'.repeat(36)}.99`,
      `"-${'9'.repeat(36)}.99"`,
    ],
    [{ kind: 'date' }, -719162n, '0001-01-01', '"0001-01-01"'],
    [{ kind: 'date' }, 2932897n, '+010000-01-01', '"+010000-01-01"'],
    [{ kind: 'time', unit: 'us' }, 86_399_999_999n, '23:59:59.999999', '"23:59:59.999999"'],
    [{ kind: 'time', unit: 'ns' }, 1_500_000_000n, '00:00:01.5', '"00:00:01.5"'],
    [{ kind: 'timestamp', unit: 'us', utc: false }, -1n, '1969-12-31T23:59:59.999999', '"1969-12-31T23:59:59.999999"'],
    [
      { kind: 'timestamp', unit: 'ns', utc: true },
      1n,
      '1970-01-01T00:00:00.000000001Z',
      '"1970-01-01T00:00:00.000000001Z"',
    ],
    [{ kind: 'binary' }, '', '0x', '"0x"'],
    [{ kind: 'binary' }, '00ff', '0x00ff', '"0x00ff"'],
    [
      { kind: 'uuid' },
      '00112233445566778899aabbccddeeff',
      '00112233-4455-6677-8899-AABBCCDDEEFF',
      '"00112233-4455-6677-8899-AABBCCDDEEFF"',
    ],
    [{ kind: 'utf8' }, '', '""', '""'],
    [{ kind: 'utf8' }, 'a"b,c\n', '"a""b,c\n"', '"a\\"b,c\\n"'],
    [{ kind: 'utf8' }, ' a ', ' a ', '" a "'],
    [{ kind: 'utf8' }, '\u0001/\u007f', '\u0001/\u007f', '"\\u0001/\u007f"'],
    [{ kind: 'utf8' }, null, '', 'null'],
  ]
  for (const [type, value, csv, json] of cases) {
    const schema = { fields: [field('v', type)] }
    const batch = () => [{ rows: 1, columns: [columnOf(type, [value])], bytes: 0, altered: 0 }]
    const text = async (name: 'csv' | 'ndjson') =>
      Buffer.from((await formatOf(name).encode(schema, batch(), 'none', 'p')).bytes).toString()
    assert.equal(await text('csv'), `${csv}\n`)
    assert.equal(await text('ndjson'), `{"v":${json}}\n`)
  }
})
