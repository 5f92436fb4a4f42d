/** What today's writers do not write any more, or rarely, made byte by byte (parquet.thrift): one column, one row group. */
import assert from 'node:assert/strict'
import { rmSync, writeFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { crc32 } from 'node:zlib'
import { Element, ThriftWriter } from '../../../lib/encode/parquet/thrift.ts'
import { valuesOf } from '../values.ts'
import { readBack } from './read-back.ts'

const folder = await mkdtemp(join(tmpdir(), 'hygge-legacy-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

const BOOLEAN = 0
const INT32 = 1
const INT96 = 3
const BYTE_ARRAY = 6
const FIXED = 7
const REQUIRED = 0
const OPTIONAL = 1
const PLAIN = 0
const RLE = 3
const BIT_PACKED = 4
/** parquet.thrift `CompressionCodec`. */
const UNCOMPRESSED = 0
const LZ4 = 5

interface Craft {
  physical: number
  width?: number
  repetition?: number
  /** Writes fields 6 to 10 of the `SchemaElement`. */
  annotate?: (thrift: ThriftWriter) => void
  rows: number
  levels?: number
  /** The page's body, and what it is when decompressed. */
  body: Uint8Array
  plain?: number
  codec?: number
  crc?: number
}

function craft(name: string, craft: Craft): string {
  const {
    physical,
    width,
    repetition = REQUIRED,
    annotate,
    rows,
    levels = RLE,
    body,
    codec = UNCOMPRESSED,
    crc,
  } = craft
  const head = new ThriftWriter()
  head.begin()
  head.i32(1, 0)
  head.i32(2, craft.plain ?? body.length)
  head.i32(3, body.length)
  if (crc !== undefined) head.i32(4, crc)
  head.begin(5)
  head.i32(1, rows)
  head.i32(2, PLAIN)
  head.i32(3, levels)
  head.i32(4, levels)
  head.end()
  head.end()
  const page = Buffer.concat([head.finish(), body])
  const footer = new ThriftWriter()
  footer.begin()
  footer.i32(1, 1)
  footer.list(2, Element.STRUCT, 2)
  footer.begin()
  footer.string(4, 'schema')
  footer.i32(5, 1)
  footer.end()
  footer.begin()
  footer.i32(1, physical)
  if (width !== undefined) footer.i32(2, width)
  footer.i32(3, repetition)
  footer.string(4, 'x')
  annotate?.(footer)
  footer.end()
  footer.i64(3, rows)
  footer.list(4, Element.STRUCT, 1)
  footer.begin()
  footer.list(1, Element.STRUCT, 1)
  footer.begin()
  footer.i64(2, 4)
  footer.begin(3)
  footer.i32(1, physical)
  footer.list(2, Element.I32, 1)
  footer.intElement(PLAIN)
  footer.list(3, Element.BINARY, 1)
  footer.stringElement('x')
  footer.i32(4, codec)
  footer.i64(5, rows)
  footer.i64(6, page.length)
  footer.i64(7, page.length)
  footer.i64(9, 4)
  footer.end()
  footer.end()
  footer.i64(2, page.length)
  footer.i64(3, rows)
  footer.end()
  footer.end()
  const tail = footer.finish()
  const length = Buffer.alloc(4)
  length.writeUInt32LE(tail.length)
  const path = join(folder, `${name}.parquet`)
  writeFileSync(path, Buffer.concat([Buffer.from('PAR1'), page, tail, length, Buffer.from('PAR1')]))
  return path
}

async function valuesIn(path: string) {
  const { schema, batches } = await readBack(path)
  return valuesOf(schema, batches)[0]
}

test('timestamps in 96 bits: to the microsecond, over all years; digits that are cut are counted', async () => {
  const moments: [days: number, nanos: bigint, expected: bigint][] = [
    [2_440_588, 0n, 0n],
    [2_440_589, 1_000n, 86_400_000_001n],
    [2_440_587, 86_399_999_999_999n, -1n],
    // The first and the last day of the years 1 to 9999.
    [1_721_426, 0n, -62_135_596_800_000_000n],
    [5_373_484, 86_399_999_999_000n, 253_402_300_799_999_999n],
  ]
  const body = Buffer.alloc(12 * moments.length)
  for (const [at, [days, nanos]] of moments.entries()) {
    body.writeBigInt64LE(nanos, at * 12)
    body.writeInt32LE(days, at * 12 + 8)
  }
  const path = craft('int96', { physical: INT96, rows: moments.length, body })
  const { schema, batches } = await readBack(path)
  assert.deepEqual(valuesOf(schema, batches), [moments.map(([, , expected]) => expected)])
  assert.equal(batches[0].altered, 1)
  assert.equal(schema.fields[0].note, 'cut to microseconds')
})

test('levels packed from the most significant bit', async () => {
  // Rows: value, NULL, value, value, NULL, value, value, NULL, NULL, value.
  const levels = Buffer.of(0b10110110, 0b01000000)
  const values = Buffer.from(Int32Array.of(1, 2, 3, 4, 5, 6).buffer)
  const path = craft('packed', {
    physical: INT32,
    repetition: OPTIONAL,
    rows: 10,
    levels: BIT_PACKED,
    body: Buffer.concat([levels, values]),
  })
  assert.deepEqual(await valuesIn(path), [1n, null, 2n, 3n, null, 4n, 5n, null, null, 6n])
})

test('half-precision numbers, bit for bit', async () => {
  const halves = Uint16Array.of(0x3c00, 0xc000, 0x7bff, 0x0001, 0x8000, 0x7c00, 0xfc00, 0x7e00, 0x3555)
  const annotate = (thrift: ThriftWriter) => {
    thrift.begin(10)
    thrift.empty(15)
    thrift.end()
  }
  const body = Buffer.from(halves.buffer)
  const path = craft('half', { physical: FIXED, width: 2, annotate, rows: halves.length, body })
  const third = 0x555 * 2 ** -12
  assert.deepEqual(await valuesIn(path), [
    1,
    -2,
    65_504,
    2 ** -24,
    -0,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NaN,
    third,
  ])
})

test('decimals in bytes of any length, also of none', async () => {
  const values = [[], [0x7f], [0xff], [0x01, 0x00], [0xff, ...Array(15).fill(0)], [0, 0, 0, 0, ...Array(15).fill(0), 5]]
  const body = Buffer.concat(values.map(bytes => Buffer.of(bytes.length, 0, 0, 0, ...bytes)))
  const annotate = (thrift: ThriftWriter) => {
    thrift.i32(6, 5)
    thrift.i32(7, 2)
    thrift.i32(8, 38)
  }
  const path = craft('decimal', { physical: BYTE_ARRAY, annotate, rows: values.length, body })
  assert.deepEqual(await valuesIn(path), [0n, 127n, -1n, 256n, -(1n << 120n), 5n])
  const large = Buffer.of(17, 0, 0, 0, 1, ...Array(16).fill(0))
  const wide = craft('decimal-wide', { physical: BYTE_ARRAY, annotate, rows: 1, body: large })
  await assert.rejects(valuesIn(wide), { code: 'FILE_BROKEN', message: /column x: a decimal has more than 128 bits/ })
})

test('texts that are no UTF-8 are mended and counted', async () => {
  const values = [Buffer.from('sound'), Buffer.of(0x61, 0xff, 0x62), Buffer.of(0xc3), Buffer.of(0xa9), Buffer.from('é')]
  const body = Buffer.concat(values.map(bytes => Buffer.of(bytes.length, 0, 0, 0, ...bytes)))
  const path = craft('text', { physical: BYTE_ARRAY, annotate: thrift => thrift.i32(6, 0), rows: values.length, body })
  const { schema, batches } = await readBack(path)
  assert.deepEqual(valuesOf(schema, batches), [['sound', 'a\ufffdb', '\ufffd', '\ufffd', 'é']])
  assert.equal(batches[0].altered, 3)
})

test('LZ4 in the frames of Hadoop', async () => {
  const plain = Buffer.from('abcdefgh')
  // A token, then literals only.
  const block = Buffer.concat([Buffer.of(plain.length << 4), plain])
  const body = Buffer.concat([Buffer.of(0, 0, 0, plain.length), Buffer.of(0, 0, 0, block.length), block])
  const path = craft('hadoop', { physical: INT32, rows: 2, body, plain: plain.length, codec: LZ4 })
  assert.deepEqual(await valuesIn(path), [BigInt(0x64636261), BigInt(0x68676665)])
})

test('a page whose checksum differs is refused, one whose checksum is right is read', async () => {
  const body = Buffer.of(0b101)
  const crc = crc32(body) | 0
  assert.deepEqual(await valuesIn(craft('crc', { physical: BOOLEAN, rows: 3, body, crc })), [true, false, true])
  await assert.rejects(valuesIn(craft('crc-wrong', { physical: BOOLEAN, rows: 3, body, crc: crc ^ 1 })), {
    code: 'FILE_BROKEN',
  })
})

test('codecs, decimals and files that nobody can read are refused by name', async () => {
  const body = Buffer.alloc(8)
  await assert.rejects(valuesIn(craft('lzo', { physical: INT32, rows: 2, body, codec: 3 })), {
    code: 'FILE_UNREADABLE',
    message: /the column x is compressed by LZO/,
  })
  const annotate = (thrift: ThriftWriter) => {
    thrift.i32(6, 5)
    thrift.i32(7, 0)
    thrift.i32(8, 76)
  }
  const { refused } = await readBack(craft('decimal76', { physical: FIXED, width: 32, annotate, rows: 0, body }))
  assert.deepEqual(refused, [{ name: 'x', what: 'decimal(76,0), and 38 digits are the most' }])
  const encrypted = join(folder, 'encrypted.parquet')
  writeFileSync(encrypted, 'PARE____________PARE')
  await assert.rejects(readBack(encrypted), { code: 'FILE_ENCRYPTED' })
})
