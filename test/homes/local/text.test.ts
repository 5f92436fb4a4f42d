/** CSV and JSON lines as homes: what comes out is what went in, types are found, and what is wrong is told by file, row and column. */
import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import fc from 'fast-check'
import iconv from 'iconv-lite'
import type { DataType } from '../../../lib/columns/schema.ts'
import { typeName } from '../../../lib/columns/type-name.ts'
import type { Compression } from '../../../lib/encode/format.ts'
import { formatOf } from '../../../lib/encode/formats.ts'
import { HomeError, HyggeError } from '../../../lib/errors.ts'
import type { LocalHomeConfig } from '../../../lib/homes/local/config.ts'
import { ALWAYS, read, readRange } from '../../conformance/home-under-test.ts'
import { batchesOf, makeTable, type Table } from '../../encode/table.ts'
import { homeOf, makeFolder, readAll, readers } from './files-under-test.ts'

after(() => readers.close())

type Config = Partial<LocalHomeConfig>

async function folderOf(files: Record<string, string | Uint8Array>): Promise<string> {
  const folder = await makeFolder()
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content)
  return folder
}

async function readCsv(content: string | Uint8Array, config: Config = {}) {
  return readAll(homeOf(await folderOf({ 'a.csv': content }), { format: 'csv', ...config }))
}

async function readJson(content: string, config: Config = {}) {
  return readAll(homeOf(await folderOf({ 'a.ndjson': content }), { format: 'ndjson', ...config }))
}

async function typesIn(read: ReturnType<typeof readCsv>): Promise<Record<string, string>> {
  const { plan } = await read
  return Object.fromEntries(plan.schema.fields.map(({ name, type }) => [name, typeName(type)]))
}

const TYPES: DataType[] = [
  { kind: 'bool' },
  { kind: 'int', bits: 16 },
  { kind: 'int', bits: 32 },
  { kind: 'int', bits: 64 },
  { kind: 'float', bits: 32 },
  { kind: 'float', bits: 64 },
  { kind: 'decimal', precision: 7, scale: 2 },
  { kind: 'decimal', precision: 38, scale: 20 },
  { kind: 'date' },
  { kind: 'time', unit: 'us' },
  { kind: 'time', unit: 'ns' },
  { kind: 'timestamp', unit: 'us', utc: false },
  { kind: 'timestamp', unit: 'ns', utc: true },
  { kind: 'utf8' },
  { kind: 'binary' },
  { kind: 'uuid' },
]

async function written(
  name: 'csv' | 'ndjson',
  table: Table,
  compression: Compression,
): Promise<Record<string, Uint8Array>> {
  const format = formatOf(name)
  const batches = batchesOf(table, [70])
  const pieces: Uint8Array[] = [format.head(table.schema, compression)]
  for (const batch of batches) pieces.push((await format.encode(table.schema, [batch], compression, 'p')).bytes)
  return { [`a.${format.extension(compression)}`]: Buffer.concat(pieces) }
}

describe('what our own formats wrote comes back as it was, with its types declared', () => {
  for (const format of ['csv', 'ndjson'] as const) {
    test(format, async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.record({
            seed: fc.integer(),
            rows: fc.integer({ min: 1, max: 150 }),
            nulls: fc.constantFrom(0, 0.3),
            compression: fc.constantFrom('none', 'gzip', 'zstd'),
          }),
          async ({ compression, ...options }) => {
            const table = makeTable({ ...options, types: TYPES })
            const types = Object.fromEntries(table.schema.fields.map(({ name, type }) => [name, typeName(type)]))
            const folder = await folderOf(await written(format, table, compression))
            const { plan, columns } = await readAll(homeOf(folder, { format, types }))
            assert.deepEqual(
              plan.schema.fields.map(({ type }) => type),
              TYPES,
            )
            for (const [at, { name }] of table.schema.fields.entries())
              assert.deepEqual(columns[name], table.values[at], name)
          },
        ),
        { numRuns: 12 },
      )
    })
  }
})

test('types are inferred from the whole sample, and only where nothing is lost', async () => {
  const cases: [values: string[], type: string][] = [
    [['1', '-20', '0'], 'int64'],
    [['1', '007'], 'utf8'],
    [['1', '+5'], 'utf8'],
    [['1', '9223372036854775808'], 'decimal(38, 0)'],
    [['1.50', '22', '-0.125'], 'decimal(18, 3)'],
    [['12345678901234.5', '.25'], 'decimal(38, 2)'],
    [['1.5', '-0'], 'float64'],
    [['1.5', '1e3', 'NaN', '-Infinity'], 'float64'],
    [['true', 'FALSE'], 'bool'],
    [['true', '1'], 'utf8'],
    [['2024-02-29', '0001-01-01'], 'date'],
    [['2024-02-30', '2024-01-01'], 'utf8'],
    [['12:30', '23:59:59.5'], 'time(us)'],
    [['12:30:00.1234567', '12:30'], 'time(ns)'],
    [['2024-01-01 12:00:00', '2024-01-01T12:00:00.123456'], 'timestamp(us)'],
    [['2024-01-01', '2024-01-01T12:00:00.1234567'], 'timestamp(ns)'],
    [['2024-01-01T12:00:00Z', '2024-01-01 12:00+02:00'], 'timestamp(us, UTC)'],
    [['2024-01-01T12:00:00Z', '2024-01-01 12:00'], 'utf8'],
    [['', '', '5'], 'int64'],
    [['', '""', '5'], 'int64'],
    [['', '""'], 'utf8'],
    [['"12"', '"13"'], 'int64'],
    [['a', '1'], 'utf8'],
  ]
  for (const [values, type] of cases) {
    const content = `id,v\n${values.map((value, row) => `${row},${value}`).join('\n')}\n`
    assert.deepEqual(await typesIn(readCsv(content)), { id: 'int64', v: type }, values.join(' '))
  }
})

test('types of JSON: numbers are numbers, texts may be times, never numbers', async () => {
  const lines = [
    '{"i": 1, "d": 1.50, "f": 1e3, "t": "1", "day": "2024-01-01", "b": true, "mixed": 1.0, "big": 12345678901234567890123, "null": null}',
    '{"i": -5, "d": 2, "f": 0.1, "t": "x", "day": "2024-02-29", "b": false, "mixed": "a", "big": 1, "late": [1]}',
  ]
  const { plan, columns } = await readJson(lines.join('\n'), {
    columns: ['i', 'd', 'f', 't', 'day', 'b', 'mixed', 'big', 'null'],
  })
  assert.deepEqual(Object.fromEntries(plan.schema.fields.map(({ name, type }) => [name, typeName(type)])), {
    i: 'int64',
    d: 'decimal(18, 2)',
    f: 'float64',
    t: 'utf8',
    day: 'date',
    b: 'bool',
    mixed: 'utf8',
    big: 'decimal(38, 0)',
    null: 'utf8',
  })
  assert.deepEqual(columns.mixed, ['1.0', 'a'])
  assert.deepEqual(columns.big, [12345678901234567890123n, 1n])
  assert.deepEqual(plan.notes, ['null has no value in the rows that were looked at: read as text'])
})

test('digits that a double does not have are kept', async () => {
  const numbers = ['9007199254740993', '-9223372036854775808', '1', '1e3']
  const decimals = ['0.12345678901234567890', '123456789012345678.5', '-0.00', '12']
  const rows = numbers.map(
    (number, row) => `{"i": ${row === 3 ? 1000 : number}, "d": ${decimals[row]}, "t": ${number}}`,
  )
  const { columns } = await readJson(rows.join('\n'), { types: { i: 'int64', d: 'decimal(38,20)', t: 'text' } })
  assert.deepEqual(columns.i, [9007199254740993n, -9223372036854775808n, 1n, 1000n])
  assert.deepEqual(columns.t, numbers)
  assert.deepEqual(columns.d, [
    12345678901234567890n,
    123456789012345678_50000000000000000000n,
    0n,
    1200000000000000000000n,
  ])
})

test('columns are joined by name over files; declared ones need no row', async () => {
  const folder = await folderOf({ 'a.csv': 'x,y\n1,2\n', 'b.csv': 'z,x\nq,3\n' })
  const { plan, columns } = await readAll(homeOf(folder, { format: 'csv', types: { later: 'date' } }))
  assert.deepEqual(columns, { x: [1n, 3n], y: [2n, null], z: [null, 'q'], later: [null, null] })
  assert.deepEqual(plan.notes, [
    'y is in 1 of 2 files: NULL in the rows of the others',
    'z is in 1 of 2 files: NULL in the rows of the others',
  ])
  assert.equal(plan.estimate, 2)
  const some = await readAll(homeOf(folder, { format: 'csv', columns: ['y'], where: 'z IS NULL AND x < 5' }))
  assert.deepEqual(some.columns, { y: [2n] })
})

test('encodings, marks in front, and files that are compressed', async () => {
  const text = 'name;n\nKøbenhavn;1\n"Ærø;";2\n'
  const csv = { delimiter: ';' }
  const expected = { name: ['København', 'Ærø;'], n: [1n, 2n] }
  for (const encoding of ['windows-1252', 'utf-16le', 'utf-16be', 'latin1']) {
    const { columns } = await readCsv(iconv.encode(text, encoding, { addBOM: true }), { csv, encoding })
    assert.deepEqual(columns, expected, encoding)
  }
  assert.deepEqual((await readCsv(`\ufeff${text}`, { csv })).columns, expected)
  const folder = await folderOf({
    '1.csv.gz': Buffer.concat([gzipSync('name;n\nKøben'), gzipSync('havn;1\n')]),
    '2.csv.zst': Buffer.concat([
      zstdCompressSync(Buffer.from('name;n\n"Ærø')),
      zstdCompressSync(Buffer.from(';";2\n')),
    ]),
  })
  assert.deepEqual((await readAll(homeOf(folder, { format: 'csv', csv }))).columns, expected)
})

test('a read goes on behind any row, in the middle of a file and of a compressed one', async () => {
  const lines = Array.from({ length: 20_000 }, (_, row) => `${row},"text\n${row}"`).join('\n')
  const folder = await folderOf({ 'a.csv.gz': gzipSync(`i,t\n${lines}\n`), 'b.csv': 'i,t\n-1,x\n' })
  const home = homeOf(folder, { format: 'csv', where: 'i <> 5' })
  const plan = await home.describe(ALWAYS)
  assert.equal(plan.estimate, null)
  const whole = await readRange(home, plan, 0)
  const rows = (batches: typeof whole) => batches.reduce((sum, batch) => sum + batch.rows, 0)
  assert.equal(rows(whole), 20_000)
  for (const [at, batch] of whole.entries()) {
    const position = home.position(plan.ranges[0], plan.schema, batch)
    assert.ok(position)
    assert.equal(rows(await readRange(home, plan, 0, position)), rows(whole.slice(at + 1)))
  }
})

test('the estimate of a large file comes from its first rows', async () => {
  const lines = Array.from({ length: 30_000 }, (_, row) => `${100_000 + row},abc`).join('\n')
  const { plan } = await readCsv(`i,t\n${lines}\n`)
  assert.ok(Math.abs((plan.estimate ?? 0) - 30_000) < 300, String(plan.estimate))
})

async function failure(content: string | Uint8Array, config: Config = {}, name = 'a.csv'): Promise<HyggeError> {
  const home = homeOf(await folderOf({ [name]: content }), {
    format: name.endsWith('csv') ? 'csv' : 'ndjson',
    ...config,
  })
  const error = await (async () => read(home, await home.describe(ALWAYS)))().then(
    () => assert.fail('it was read'),
    (reason: unknown) => reason,
  )
  assert.ok(error instanceof HyggeError, String(error))
  return error
}

test('what is wrong is told with file, row, line and column, and what to do', async () => {
  const many = Array.from({ length: 10_000 }, () => '1,2').join('\n')
  const cases: [code: string, message: RegExp, error: Promise<HyggeError>][] = [
    [
      'VALUE_INVALID',
      /a\.csv, row 10001 \(line 10002\), column b: "x y" is no whole number\.$/,
      failure(`a,b\n${many}\n1,x y\n`),
    ],
    [
      'VALUE_INVALID',
      /row 1 \(line 2\), column b: "70000" has no room in an int16\.$/,
      failure('a,b\n1,70000\n', { types: { b: 'int16' } }),
    ],
    [
      'VALUE_INVALID',
      /column b: "1\.255" has more than 2 decimals\.$/,
      failure('a,b\n1,1.255\n', { types: { b: 'decimal(9,2)' } }),
    ],
    [
      'VALUE_INVALID',
      /column b: "x{40}…" is no uuid\.$/,
      failure(`a,b\n1,${'x'.repeat(99)}\n`, { types: { b: 'uuid' } }),
    ],
    [
      'ROW_INVALID',
      /a\.csv, row 2 \(near line 3\): the row has 3 columns where there are 2\.$/,
      failure('a,b\n1,2\n1,2,3\n'),
    ],
    [
      'ROW_INVALID',
      /row 1 \(near line 1\): a quote is not closed, which was opened on line 2\.$/,
      failure('a,b\n1,"2\n'),
    ],
    ['ROW_INVALID', /row 2 \(near line 2\): the line is no JSON: /, failure('{"a": 1}\n{"a": \n', {}, 'a.ndjson')],
    ['ROW_INVALID', /row 1 \(near line 1\): the line is no JSON object\.$/, failure('[1]\n', {}, 'a.ndjson')],
    ['COLUMN_REFUSED', /tags is a list/, failure('{"a": 1, "tags": [1]}\n', {}, 'a.ndjson')],
    ['COLUMN_TWICE', /two columns called a/, failure('a,b,a\n1,2,3\n')],
    ['TYPES_COLUMN', /`types` names the column pricee/, failure('price,b\n1,2\n', { types: { pricee: 'int64' } })],
    ['TEXT_INVALID', /is not text in UTF-8/, failure(Buffer.of(0x61, 0x0a, 0xff, 0x0a))],
    ['TEXT_INVALID', /is not text in UTF-8/, failure(Buffer.of(0x61, 0x0a, 0xc3))],
    ['FILE_BROKEN', /cannot be decompressed/, failure(Buffer.from('a,b\n1,2\n'), { format: 'csv' }, 'a.csv.gz')],
    ['NO_COLUMNS', /have no columns/, failure('', {}, 'a.ndjson')],
  ]
  for (const [code, message, failing] of cases) {
    const error = await failing
    assert.equal(error.code, code, error.message)
    assert.match(error.message, message)
    assert.ok(error.advice)
  }
})

test('a column that the sample has not shown is an error by name, unless columns are named', async () => {
  const many = Array.from({ length: 10_000 }, (_, row) => `{"a": ${row}}`).join('\n')
  const content = `${many}\n{"a": 1, "new": 2}\n`
  const error = await failure(content, {}, 'a.ndjson')
  assert.ok(error instanceof HomeError)
  assert.equal(error.code, 'SCHEMA_CHANGED')
  assert.match(error.message, /a\.ndjson, row 10001 \(line 10001\) has a column new, which the plan does not know\.$/)
  assert.match(error.advice ?? '', /types: \{ new: text \}/)
  assert.equal((await readJson(content, { columns: ['a'] })).columns.a.length, 10_001)
  assert.equal((await readJson(content, { types: { new: 'int32' } })).columns.new.at(-1), 2n)
})

test('a text file that changes while it is read fails the read', async () => {
  const folder = await folderOf({ 'a.csv': `a\n${'1\n'.repeat(30_000)}` })
  const home = homeOf(folder, { format: 'csv' })
  const plan = await home.describe(ALWAYS)
  const batches = home.read(plan.ranges[0], plan.schema, ALWAYS)[Symbol.asyncIterator]()
  await batches.next()
  await writeFile(join(folder, 'a.csv'), `a\n${'2\n'.repeat(30_000)}`)
  await assert.rejects(
    async () => {
      while (!(await batches.next()).done);
    },
    { code: 'FILE_CHANGED' },
  )
})
