import type { SqlColumn, SqlType, SqlValue } from './types.ts'
import type { RowOptions } from './wire/index.ts'

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
export function everyType(): { columns: SqlColumn[]; values: SqlValue[][]; expected: unknown[][]; count: number } {
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

/** The ways in which servers send the same rows. */
export const forms: [string, RowOptions][] = [
  ['as a server by default', {}],
  ['without NBCROW', { nbcrow: 'never' }],
  ['NBCROW for every row', { nbcrow: 'always' }],
  [
    'decimals in 17 bytes, PLP in chunks of 7 bytes, length not announced',
    { decimalLength: 'full', plpChunkBytes: 7, plpUnknownLength: true },
  ],
  ['PLP in chunks of 32,768 bytes', { plpChunkBytes: 32_768 }],
]
