import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import iconv from 'iconv-lite'
import type { ColumnMetadata } from 'tedious/lib/token/colmetadata-token-parser.js'
import type { Answer, SqlColumn, SqlType, SqlValue } from './types.ts'
import { collationOf } from './wire/collation.ts'
import { encodeColumns, encodeRows, type RowOptions } from './wire/index.ts'
import { endOfRows } from './wire/row-length.ts'
import { connect, run, ScriptedEngine, serverFor } from './wire-support.ts'

const TICKS_PER_DAY = 864_000_000_000n
const DAYS_2024_05_01 = 739_006
const utc = (text: string) => new Date(`${text}Z`)

/** A type, values of it as the engine gives them, and what tedious makes of each. */
const cases: [type: SqlType, values: [given: SqlValue, expected: unknown][]][] = [
  [
    { name: 'bit' },
    [
      [true, true],
      [false, false],
    ],
  ],
  [
    { name: 'tinyint' },
    [
      [0, 0],
      [255, 255],
    ],
  ],
  [
    { name: 'smallint' },
    [
      [-32768, -32768],
      [32767, 32767],
    ],
  ],
  [
    { name: 'int' },
    [
      [-2147483648, -2147483648],
      [2147483647, 2147483647],
    ],
  ],
  [
    { name: 'bigint' },
    [
      [-9223372036854775808n, '-9223372036854775808'],
      [9223372036854775807n, '9223372036854775807'],
    ],
  ],
  [
    { name: 'real' },
    [
      [0.5, 0.5],
      [-3.4028234663852886e38, -3.4028234663852886e38],
    ],
  ],
  [
    { name: 'float' },
    [
      [0.1, 0.1],
      [-1.7976931348623157e308, -1.7976931348623157e308],
    ],
  ],
  [
    { name: 'decimal', precision: 9, scale: 2 },
    [
      [99999999_9n, 9999999.99],
      [-1n, -0.01],
      [0n, 0],
    ],
  ],
  [
    { name: 'decimal', precision: 18, scale: 4 },
    [
      [123456789n, 12345.6789],
      [-9007199254740991n, -900719925474.0991],
    ],
  ],
  [
    { name: 'numeric', precision: 28, scale: 0 },
    [
      [10n ** 27n, 1e27],
      [-(10n ** 27n), -1e27],
    ],
  ],
  [
    { name: 'decimal', precision: 38, scale: 0 },
    [
      [10n ** 37n, 1e37],
      [-(2n ** 64n), -(2 ** 64)],
      [-(2n ** 63n), -(2 ** 63)],
    ],
  ],
  [
    { name: 'money' },
    [
      [-12345678n, -1234.5678],
      [50000n, 5],
    ],
  ],
  [
    { name: 'smallmoney' },
    [
      [-2147483648n, -214748.3648],
      [2147483647n, 214748.3647],
    ],
  ],
  [
    { name: 'date' },
    [
      [0, utc('0001-01-01T00:00:00')],
      [DAYS_2024_05_01, utc('2024-05-01T00:00:00')],
      [3_652_058, utc('9999-12-31T00:00:00')],
    ],
  ],
  [{ name: 'time', scale: 3 }, [[36_000_000_000n * 13n + 1_230_000n, utc('1970-01-01T13:00:00.123')]]],
  [
    { name: 'datetime' },
    [
      [0n, utc('1900-01-01T00:00:00')],
      [-300n, utc('1899-12-31T23:59:59')],
      [301n, utc('1900-01-01T00:00:01.003')],
    ],
  ],
  [
    { name: 'smalldatetime' },
    [
      [1441, utc('1900-01-02T00:01:00')],
      [65535 * 1440 + 1439, utc('2079-06-06T23:59:00')],
    ],
  ],
  [
    { name: 'datetime2', scale: 7 },
    [
      [0n, utc('0001-01-01T00:00:00')],
      [3_652_059n * TICKS_PER_DAY - 10_000n, utc('9999-12-31T23:59:59.999')],
    ],
  ],
  [{ name: 'datetime2', scale: 0 }, [[719_162n * TICKS_PER_DAY + 10_000_000n, utc('1970-01-01T00:00:01')]]],
  [
    { name: 'datetimeoffset', scale: 4 },
    [[{ ticks: 719_162n * TICKS_PER_DAY, offset: -330 }, utc('1970-01-01T00:00:00')]],
  ],
  [{ name: 'char', length: 5 }, [['abc  ', 'abc  ']]],
  [
    { name: 'varchar', length: 20 },
    [
      ['', ''],
      ['café € ñ', 'café € ñ'],
      ['plain', 'plain'],
    ],
  ],
  [{ name: 'varchar', length: 40, collation: 'Cyrillic_General_CI_AS' }, [['Привет, мир', 'Привет, мир']]],
  [{ name: 'varchar', length: 40, collation: 'Japanese_CI_AS' }, [['日本語テキスト', '日本語テキスト']]],
  [{ name: 'varchar', length: 40, collation: 'Chinese_PRC_CI_AS' }, [['中文文本', '中文文本']]],
  [{ name: 'varchar', length: 40, collation: 'Greek_CI_AS' }, [['Ελληνικά', 'Ελληνικά']]],
  [{ name: 'varchar', length: 40, collation: 'Latin1_General_CI_AS' }, [['Ærø', 'Ærø']]],
  [{ name: 'varchar', length: 40, collation: 'Latin1_General_100_CI_AS_SC_UTF8' }, [['Ærø 日本 😀', 'Ærø 日本 😀']]],
  [
    { name: 'varchar', length: 'max' },
    [
      ['', ''],
      ['ü'.repeat(70_000), 'ü'.repeat(70_000)],
    ],
  ],
  [
    { name: 'text' },
    [
      ['some téxt', 'some téxt'],
      ['', ''],
    ],
  ],
  [{ name: 'nchar', length: 4 }, [['日本  ', '日本  ']]],
  [
    { name: 'nvarchar', length: 50 },
    [
      ['', ''],
      ['😀 Ünïcode', '😀 Ünïcode'],
      ['unpaired \ud800 end', 'unpaired \ud800 end'],
    ],
  ],
  [{ name: 'nvarchar', length: 4000 }, [['ß'.repeat(4000), 'ß'.repeat(4000)]]],
  [
    { name: 'nvarchar', length: 'max' },
    [
      ['', ''],
      ['😀'.repeat(100_000), '😀'.repeat(100_000)],
    ],
  ],
  [{ name: 'ntext' }, [['日本語', '日本語']]],
  [{ name: 'xml' }, [['<a b="ü">日</a>', '<a b="ü">日</a>']]],
  [{ name: 'binary', length: 3 }, [[Uint8Array.of(1, 0, 255), Buffer.from([1, 0, 255])]]],
  [
    { name: 'varbinary', length: 10 },
    [
      [new Uint8Array(0), Buffer.alloc(0)],
      [Uint8Array.of(9), Buffer.from([9])],
    ],
  ],
  [{ name: 'varbinary', length: 'max' }, [[new Uint8Array(200_000).fill(7), Buffer.alloc(200_000, 7)]]],
  [{ name: 'image' }, [[Uint8Array.of(1, 2, 3), Buffer.from([1, 2, 3])]]],
  [{ name: 'timestamp' }, [[Uint8Array.of(0, 0, 0, 0, 0, 0, 7, 209), Buffer.from([0, 0, 0, 0, 0, 0, 7, 209])]]],
  [
    { name: 'uniqueidentifier' },
    [
      ['6F9619FF-8B86-D011-B42D-00C04FC964FF', '6F9619FF-8B86-D011-B42D-00C04FC964FF'],
      ['00000000-0000-0000-0000-000000000001', '00000000-0000-0000-0000-000000000001'],
    ],
  ],
  [{ name: 'udt', udt: 'hierarchyid' }, [[Uint8Array.of(0x5a, 0xc0), Buffer.from([0x5a, 0xc0])]]],
  [{ name: 'udt', udt: 'geography' }, [[Uint8Array.of(1, 2), Buffer.from([1, 2])]]],
  [
    { name: 'sql_variant' },
    [
      [{ type: { name: 'int' }, value: -7 }, -7],
      [{ type: { name: 'bit' }, value: true }, true],
      [{ type: { name: 'bigint' }, value: 2n ** 60n }, String(2n ** 60n)],
      [{ type: { name: 'float' }, value: 0.25 }, 0.25],
      [{ type: { name: 'money' }, value: 12345n }, 1.2345],
      [{ type: { name: 'decimal', precision: 10, scale: 2 }, value: -12345n }, -123.45],
      [{ type: { name: 'nvarchar', length: 20 }, value: 'väriant' }, 'väriant'],
      [{ type: { name: 'varchar', length: 20 }, value: 'variant' }, 'variant'],
      [{ type: { name: 'varbinary', length: 20 }, value: Uint8Array.of(1, 2) }, Buffer.from([1, 2])],
      [{ type: { name: 'date' }, value: 719_162 }, utc('1970-01-01T00:00:00')],
      [{ type: { name: 'datetime' }, value: 300n }, utc('1900-01-01T00:00:01')],
      [{ type: { name: 'datetime2', scale: 7 }, value: 719_162n * TICKS_PER_DAY }, utc('1970-01-01T00:00:00')],
      [
        { type: { name: 'uniqueidentifier' }, value: '6F9619FF-8B86-D011-B42D-00C04FC964FF' },
        '6F9619FF-8B86-D011-B42D-00C04FC964FF',
      ],
    ],
  ],
]

/** Every type three times: NOT NULL, nullable with values, and nullable with NULLs between the values. */
function everyType(): { columns: SqlColumn[]; values: SqlValue[][]; expected: unknown[][]; count: number } {
  const count = 2 * Math.max(...cases.map(([, values]) => values.length))
  const columns: SqlColumn[] = []
  const values: SqlValue[][] = []
  const expected: unknown[][] = Array.from({ length: count }, () => [])
  for (const [type, pairs] of cases) {
    for (const form of ['not null', 'nullable', 'with nulls'] as const) {
      const column: SqlValue[] = []
      for (let row = 0; row < count; row++) {
        const [given, wanted] = form === 'with nulls' && row % 2 === 0 ? [null, null] : pairs[(row >> 1) % pairs.length]
        column.push(given)
        expected[row].push(wanted)
      }
      columns.push({ name: `${type.name} ${form}`, type, nullable: form !== 'not null' })
      values.push(column)
    }
  }
  return { columns, values, expected, count }
}

const forms: [string, RowOptions][] = [
  ['as a server by default', {}],
  ['without NBCROW', { nbcrow: 'never' }],
  ['NBCROW for every row', { nbcrow: 'always' }],
  [
    'decimals in 17 bytes, PLP in chunks of 7 bytes, length not announced',
    { decimalLength: 'full', plpChunkBytes: 7, plpUnknownLength: true },
  ],
  ['PLP in chunks of 32,768 bytes', { plpChunkBytes: 32_768 }],
]

describe('tedious reads every type, values and NULLs', () => {
  for (const [name, rows] of forms) {
    for (const kind of ['rows', 'tokens'] as const) {
      test(`${name}, from ${kind}`, async t => {
        const { columns, values, expected, count } = everyType()
        const script = (): Answer[] => [
          { kind: 'columns', columns },
          kind === 'rows'
            ? { kind: 'rows', count, values }
            : { kind: 'tokens', count, bytes: encodeRows(columns, values, count, rows) },
          { kind: 'done', rows: BigInt(count) },
        ]
        const server = await serverFor(t, new ScriptedEngine({ script }), { rows })
        const connection = await connect(server)
        const result = await run(connection, 'script')
        connection.close()
        assert.equal(result.error, null)
        assert.equal(result.rowCount, count)
        for (const [row, cells] of result.rows.entries()) {
          for (const [column, cell] of cells.entries()) {
            assert.deepEqual(plain(cell), plain(expected[row][column]), `${columns[column].name}, row ${row}`)
          }
        }
      })
    }
  }
})

/** tedious hangs nanoseconds on its dates; the instant is what is compared. */
function plain(value: unknown): unknown {
  return value instanceof Date ? value.toISOString() : value
}

test('COLMETADATA names types, lengths and flags as a real server does', async t => {
  const columns: SqlColumn[] = [
    { name: 'Id', type: { name: 'int' }, nullable: false },
    { name: 'Größe', type: { name: 'int' }, nullable: true },
    { name: 'd', type: { name: 'decimal', precision: 18, scale: 4 }, nullable: false },
    { name: 'v', type: { name: 'varchar', length: 40, collation: 'Greek_CI_AS' }, nullable: true },
    { name: 'm', type: { name: 'nvarchar', length: 'max' }, nullable: true },
    { name: 'g', type: { name: 'udt', udt: 'geography' }, nullable: true },
    { name: 'r', type: { name: 'timestamp' }, nullable: false },
  ]
  const script = (): Answer[] => [
    { kind: 'columns', columns },
    { kind: 'done', rows: 0n },
  ]
  const server = await serverFor(t, new ScriptedEngine({ script }))
  const connection = await connect(server)
  let seen: ColumnMetadata[] = []
  const result = await run(connection, 'script', request => {
    request.on('columnMetadata', metadata => {
      if (Array.isArray(metadata)) seen = metadata
    })
  })
  connection.close()
  assert.deepEqual(result, { rows: [], rowCount: 0, error: null })
  assert.deepEqual(
    seen.map(({ colName, type, flags }) => [colName, type.name, flags & 1]),
    [
      ['Id', 'Int', 0],
      ['Größe', 'IntN', 1],
      ['d', 'DecimalN', 0],
      ['v', 'VarChar', 1],
      ['m', 'NVarChar', 1],
      ['g', 'UDT', 1],
      ['r', 'Binary', 0],
    ],
  )
  assert.deepEqual([seen[2].precision, seen[2].scale, seen[2].dataLength], [18, 4, 9])
  assert.equal(seen[3].collation?.codepage, 'CP1253')
  assert.equal(seen[4].dataLength, 0xffff)
  assert.match(seen[5].udtInfo?.assemblyName ?? '', /^Microsoft\.SqlServer\.Types\.SqlGeography, /)
  assert.equal(seen[6].userType, 0x50)
})

test('values whose bytes tedious cannot show exactly', () => {
  const bytes = (type: SqlType, value: SqlValue) =>
    Buffer.from(encodeRows([{ name: 'c', type, nullable: true }], [[value]], 1).subarray(1)).toString('hex')
  const max38 = 10n ** 38n - 1n
  assert.equal(bytes({ name: 'decimal', precision: 38, scale: 10 }, max38), '1101ffffffff3f228a097ac4865aa84c3b4b')
  assert.equal(bytes({ name: 'decimal', precision: 38, scale: 10 }, -max38), '1100ffffffff3f228a097ac4865aa84c3b4b')
  assert.equal(bytes({ name: 'decimal', precision: 19, scale: 0 }, -(2n ** 63n)), '09000000000000000080')
  assert.equal(bytes({ name: 'money' }, -(2n ** 63n)), '080000008000000000')
  assert.equal(bytes({ name: 'money' }, 2n ** 63n - 1n), '08ffffff7fffffffff')
  const lastTick = 3_652_059n * TICKS_PER_DAY - 1n
  assert.equal(bytes({ name: 'datetime2', scale: 7 }, lastTick), '08ffbf692ac9dab937')
  assert.equal(bytes({ name: 'datetime2', scale: 0 }, lastTick), '067f5101dab937')
  assert.equal(bytes({ name: 'time', scale: 7 }, TICKS_PER_DAY - 1n), '05ffbf692ac9')
  assert.equal(bytes({ name: 'datetimeoffset', scale: 7 }, { ticks: 0n, offset: 840 }), '0a00000000000000004803')
  assert.equal(
    bytes({ name: 'uniqueidentifier' }, '6f9619ff-8b86-d011-b42d-00c04fc964ff'),
    '10ff19966f868b11d0b42d00c04fc964ff',
  )
})

test('datetime2 splits every instant exactly', () => {
  const column: SqlColumn = { name: 'c', type: { name: 'datetime2', scale: 7 }, nullable: false }
  const last = 3_652_059n * TICKS_PER_DAY - 1n
  const edges = fc.tuple(fc.bigInt(0n, 3_652_058n), fc.bigInt(-3n, 3n)).map(([day, off]) => day * TICKS_PER_DAY + off)
  const instant = fc.oneof(fc.bigInt(0n, last), edges).filter(ticks => ticks >= 0n && ticks <= last)
  fc.assert(
    fc.property(instant, ticks => {
      const bytes = Buffer.from(encodeRows([column], [[ticks]], 1))
      assert.equal(BigInt(bytes.readUIntLE(7, 3)) * TICKS_PER_DAY + BigInt(bytes.readUIntLE(2, 5)), ticks)
    }),
    { numRuns: 2000 },
  )
})

test('decimals of every precision carry sign and magnitude exactly', () => {
  const decimal = fc.integer({ min: 1, max: 38 }).chain(precision => {
    const most = 10n ** BigInt(precision) - 1n
    return fc.tuple(fc.constant(precision), fc.bigInt(-most, most), fc.boolean())
  })
  fc.assert(
    fc.property(decimal, ([precision, value, full]) => {
      const column: SqlColumn = { name: 'c', type: { name: 'decimal', precision, scale: 0 }, nullable: true }
      const bytes = Buffer.from(encodeRows([column], [[value]], 1, { decimalLength: full ? 'full' : 'precision' }))
      assert.equal(bytes.length, 2 + bytes[1])
      if (full) assert.equal(bytes[1], 17)
      let magnitude = 0n
      for (let at = bytes.length - 1; at > 2; at--) magnitude = (magnitude << 8n) | BigInt(bytes[at])
      assert.equal(bytes[2] === 0 ? -magnitude : magnitude, value)
    }),
  )
})

test('the end of any row of pre-encoded tokens is found', () => {
  const { columns, values, count } = everyType()
  for (const [, options] of forms) {
    const all = encodeRows(columns, values, count, options)
    let end = 0
    for (let row = 0; row < count; row++) {
      assert.equal(endOfRows(columns, all, row), end)
      const alone = values.map(column => [column[row]])
      end += encodeRows(columns, alone, 1, options).length
    }
    assert.equal(endOfRows(columns, all, count), all.length)
  }
})

test('collations carry the bytes a real server sends, and their code page', () => {
  const hex = (name?: string) => Buffer.from(collationOf(name).bytes).toString('hex')
  assert.equal(hex(), '0904d00034')
  assert.equal(hex('SQL_Latin1_General_CP1_CI_AS'), '0904d00034')
  assert.equal(hex('Latin1_General_CI_AS'), '0904d00000')
  assert.equal(hex('Latin1_General_BIN'), '0904000100')
  assert.equal(hex('Latin1_General_100_CI_AS_SC_UTF8'), '0904d02400')
  assert.equal(hex('Cyrillic_General_CI_AS'), '1904d00000')
  assert.equal(hex('Japanese_CI_AS'), '1104d00000')
  assert.equal(hex('Chinese_PRC_CI_AS'), '0408d00000')
  assert.equal(hex('Greek_CI_AS'), '0804d00000')
  assert.ok(iconv.encodingExists(collationOf('Thai_CI_AS').codepage))
  assert.throws(() => collationOf('Klingon_CI_AS'), /knows no collation "Klingon_CI_AS"; it knows SQL_Latin1/)
})

test('what the engine may not give is refused by column, row and form', () => {
  const column = (type: SqlType, nullable = true): SqlColumn[] => [{ name: 'Price', type, nullable }]
  const encode =
    (type: SqlType, value: SqlValue, nullable = true) =>
    () =>
      encodeRows(column(type, nullable), [[value]], 1)
  assert.throws(encode({ name: 'int' }, 'seven'), /column "Price", row 0: expected a number .* gave string seven/)
  assert.throws(encode({ name: 'int' }, 2 ** 31), /-2147483648 to 2147483647/)
  assert.throws(encode({ name: 'tinyint' }, -1), /0 to 255/)
  assert.throws(encode({ name: 'decimal', precision: 9, scale: 0 }, 2n ** 40n), /does not fit/)
  assert.throws(encode({ name: 'decimal', precision: 28, scale: 0 }, 2n ** 100n), /does not fit/)
  assert.throws(encode({ name: 'nvarchar', length: 3 }, 'four'), /8 bytes in a column of 6 bytes/)
  assert.throws(encode({ name: 'varchar', length: 3 }, 'four'), /4 bytes in a column of 3 bytes/)
  assert.throws(encode({ name: 'uniqueidentifier' }, '6F9619FF-8B86-D011-B42D-00C04FC964FG'), /uniqueidentifier/)
  assert.throws(encode({ name: 'int' }, null, false), /NULL in NOT NULL column "Price"/)
  assert.throws(() => encodeColumns(column({ name: 'decimal', precision: 39, scale: 0 })), /"Price".*precision/)
  assert.throws(() => encodeColumns(column({ name: 'nchar', length: 'max' })), /only varchar, nvarchar and varbinary/)
  assert.throws(() => encodeColumns(column({ name: 'udt', udt: 'point' })), /"point" is no user-defined type/)
})
