/** Files that arrow-rs wrote, in every encoding it has; and our own files, read back by us. */
import assert from 'node:assert/strict'
import { rmSync, writeFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { RecordBatchStreamWriter } from 'apache-arrow'
import fc from 'fast-check'
import * as wasm from 'parquet-wasm'
import { toRecordBatch } from '../../../lib/columns/arrow.ts'
import type { DataType } from '../../../lib/columns/schema.ts'
import { HomeError } from '../../../lib/errors.ts'
import { fileOf } from '../../encode/readers.ts'
import { batchesOf, makeTable, type Table } from '../../encode/table.ts'
import { valuesOf } from '../values.ts'
import { readBack } from './read-back.ts'

const folder = await mkdtemp(join(tmpdir(), 'hygge-arrow-'))
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
  { kind: 'decimal', precision: 38, scale: 9 },
  { kind: 'date' },
  { kind: 'time', unit: 'us' },
  { kind: 'time', unit: 'ns' },
  { kind: 'timestamp', unit: 'us', utc: false },
  { kind: 'timestamp', unit: 'ns', utc: true },
  { kind: 'utf8' },
  { kind: 'binary' },
]

const { Encoding, Compression, WriterVersion } = wasm
const DELTAS = new Map<string, wasm.Encoding[]>([
  ['int', [Encoding.DELTA_BINARY_PACKED, Encoding.BYTE_STREAM_SPLIT]],
  ['date', [Encoding.DELTA_BINARY_PACKED]],
  ['time', [Encoding.DELTA_BINARY_PACKED]],
  ['timestamp', [Encoding.DELTA_BINARY_PACKED, Encoding.BYTE_STREAM_SPLIT]],
  ['float', [Encoding.BYTE_STREAM_SPLIT]],
  ['utf8', [Encoding.DELTA_LENGTH_BYTE_ARRAY, Encoding.DELTA_BYTE_ARRAY]],
  ['binary', [Encoding.DELTA_BYTE_ARRAY, Encoding.DELTA_LENGTH_BYTE_ARRAY]],
  ['bool', [Encoding.RLE]],
])

/** The table as arrow-rs writes it; `turn` chooses among the encodings of each type. */
function written(
  table: Table,
  version: wasm.WriterVersion,
  turn: number | null,
  compression: wasm.Compression,
): string {
  const batches = batchesOf(table).map(batch => toRecordBatch(table.schema, batch))
  const stream = RecordBatchStreamWriter.writeAll(batches).toUint8Array(true)
  let properties = new wasm.WriterPropertiesBuilder()
    .setWriterVersion(version)
    .setCompression(compression)
    .setMaxRowGroupSize(700)
    .setDataPageSizeLimit(4000)
    .setDictionaryEnabled(turn === null)
  for (const { name, type } of turn === null ? [] : table.schema.fields) {
    const encodings = DELTAS.get(type.kind)
    // arrow-rs splits no integers of 16 bits.
    if (encodings && !(type.kind === 'int' && type.bits === 16)) {
      properties = properties.setColumnEncoding(name, encodings[(turn ?? 0) % encodings.length])
    }
  }
  const path = join(folder, `${files++}.parquet`)
  writeFileSync(path, wasm.writeParquet(wasm.Table.fromIPCStream(stream), properties.build()))
  return path
}
let files = 0

const WAYS: [name: string, version: wasm.WriterVersion, turn: number | null, compression: wasm.Compression][] = [
  ['dictionaries, pages of V1', WriterVersion.V1, null, Compression.SNAPPY],
  ['dictionaries, pages of V2', WriterVersion.V2, null, Compression.ZSTD],
  ['differences, pages of V1', WriterVersion.V1, 0, Compression.LZ4_RAW],
  ['differences, pages of V2', WriterVersion.V2, 0, Compression.GZIP],
  ['the other encodings, pages of V2', WriterVersion.V2, 1, Compression.UNCOMPRESSED],
]

for (const [name, version, turn, compression] of WAYS) {
  for (const shape of [{ nulls: 0.2 }, { nulls: 0 }, { nulls: 0.5, clustered: true, distinct: 20 }]) {
    test(`arrow-rs: ${name}, ${JSON.stringify(shape)}`, async () => {
      const table = makeTable({ seed: 7, rows: 1500, types: TYPES, ...shape })
      const { schema, batches } = await readBack(written(table, version, turn, compression))
      assert.deepEqual(
        schema.fields.map(({ type }) => type),
        TYPES,
      )
      const values = valuesOf(schema, batches)
      for (const [at, { name: column }] of schema.fields.entries()) {
        assert.deepEqual(values[at], table.values[at], column)
      }
    })
  }
}

test('our own files come back as they were, whatever is in them', async () => {
  const types = [...TYPES, { kind: 'uuid' } as const]
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        seed: fc.integer(),
        rows: fc.integer({ min: 0, max: 400 }),
        nulls: fc.constantFrom(0, 0.3, 1),
        clustered: fc.boolean(),
        distinct: fc.option(fc.integer({ min: 1, max: 30 }), { nil: undefined }),
        size: fc.integer({ min: 1, max: 300 }),
        codec: fc.constantFrom('none', 'zstd', 'snappy', 'gzip'),
      }),
      async ({ size, codec, distinct, ...options }) => {
        const table = makeTable({ ...options, types, ...(distinct === undefined ? {} : { distinct }) })
        const path = join(folder, 'own.parquet')
        const all = batchesOf(table, [size])
        const half = Math.ceil(all.length / 2)
        const groups = [all.slice(0, half), all.slice(half)].filter(group => group.length > 0)
        writeFileSync(path, await fileOf(table.schema, groups, codec))
        const { schema, batches } = await readBack(path, 0, Number.POSITIVE_INFINITY, 100)
        assert.deepEqual(valuesOf(schema, batches), table.values)
      },
    ),
    { numRuns: 25 },
  )
})

test('a file that is damaged anywhere is an error of ours, or read: never a crash, never without end', async () => {
  const table = makeTable({ seed: 3, rows: 200, types: TYPES, nulls: 0.2 })
  const whole = [
    await fileOf(table.schema, [batchesOf(table)], 'none'),
    await fileOf(table.schema, [batchesOf(table)], 'zstd'),
  ]
  const path = join(folder, 'damaged.parquet')
  await fc.assert(
    fc.asyncProperty(
      fc.nat(1),
      fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 255 })), {
        minLength: 1,
        maxLength: 3,
      }),
      async (which, changes) => {
        const bytes = Uint8Array.from(whole[which])
        for (const [place, change] of changes) bytes[Math.floor(place * (bytes.length - 1))] ^= change
        writeFileSync(path, bytes)
        await readBack(path).catch((error: unknown) => assert.ok(error instanceof HomeError, String(error)))
      },
    ),
    { numRuns: 300 },
  )
  for (const length of [0, 3, 11, 12, 100, whole[0].length - 1]) {
    writeFileSync(path, whole[0].subarray(0, length))
    await assert.rejects(readBack(path), { code: 'FILE_BROKEN' })
  }
})
