/** `dbo.all_types`: every type with an ordinary value, its least, its greatest, NULL, and text of many scripts. */
import { hierarchyBytes, pointBytes } from '../engine/types/udt.ts'
import type { SqlType, SqlValue } from '../types.ts'
import type { SeedTable } from './seed.ts'
import { bytes, datetime, datetime2, datetimeoffset, day, rowversion, smalldatetime, time } from './values.ts'

/** One column: its definition and its values, row by row: ordinary, least, greatest, another ordinary one. Row five is NULL. */
type Row = [definition: string, ordinary: SqlValue, least: SqlValue, greatest: SqlValue, other: SqlValue]

const megabytes = (count: number, text: string): string => text.repeat(Math.ceil((count * 1024 * 1024) / text.length))
const variant = (type: SqlType, value: SqlValue): SqlValue => ({ type, value })

const COLUMNS: Row[] = [
  ['c_bit bit', true, false, true, false],
  ['c_tinyint tinyint', 42, 0, 255, 128],
  ['c_smallint smallint', 1234, -32768, 32767, -1],
  ['c_int int', 123456, -2147483648, 2147483647, -1],
  ['c_bigint bigint', 123456789012n, -9223372036854775808n, 9223372036854775807n, -1n],
  ['c_real real', 1.5, -3.4028234663852886e38, 3.4028234663852886e38, Math.fround(0.1)],
  ['c_float float', 0.1, -1.7976931348623157e308, 1.7976931348623157e308, 2.2250738585072014e-308],
  ['c_decimal_5_2 decimal(5,2)', 12345n, -99999n, 99999n, 0n],
  ['c_decimal_9_4 decimal(9,4)', 123456789n, -999999999n, 999999999n, -1n],
  ['c_decimal_18_4 decimal(18,4)', 999999999999999999n, -999999999999999999n, 999999999999999999n, 10000n],
  ['c_decimal_28_10 decimal(28,10)', 12345678901234567890n, -(10n ** 28n - 1n), 10n ** 28n - 1n, 1n],
  ['c_decimal_38_0 decimal(38,0)', 10n ** 37n, -(10n ** 38n - 1n), 10n ** 38n - 1n, 7n],
  ['c_numeric_38_10 numeric(38,10)', 31415926535897932384n, -(10n ** 38n - 1n), 10n ** 38n - 1n, -1n],
  ['c_numeric_38_38 numeric(38,38)', 10n ** 37n, -(10n ** 38n - 1n), 10n ** 38n - 1n, 1n],
  ['c_money money', 12345678n, -9223372036854775808n, 9223372036854775807n, 1n],
  ['c_smallmoney smallmoney', 123456n, -2147483648n, 2147483647n, -1n],
  ['c_date date', day(2024, 2, 29), 0, day(9999, 12, 31), day(1970, 1, 1)],
  ['c_time_0 time(0)', time('12:34:56'), 0n, time('23:59:59'), time('00:00:01')],
  ['c_time_3 time(3)', time('12:34:56.789'), 0n, time('23:59:59.999'), time('00:00:00.001')],
  ['c_time_7 time(7)', time('12:34:56.1234567'), 0n, time('23:59:59.9999999'), time('00:00:00.0000001')],
  [
    'c_datetime datetime',
    datetime('2024-02-29 12:34:56.787'),
    datetime('1753-01-01'),
    datetime('9999-12-31 23:59:59.997'),
    datetime('1900-01-01 00:00:00.003'),
  ],
  [
    'c_smalldatetime smalldatetime',
    smalldatetime('2024-02-29 12:34'),
    0,
    smalldatetime('2079-06-06 23:59'),
    smalldatetime('1970-01-01'),
  ],
  [
    'c_datetime2_0 datetime2(0)',
    datetime2('2024-02-29 12:34:56'),
    0n,
    datetime2('9999-12-31 23:59:59'),
    datetime2('1969-12-31 23:59:59'),
  ],
  [
    'c_datetime2_3 datetime2(3)',
    datetime2('2024-02-29 12:34:56.789'),
    0n,
    datetime2('9999-12-31 23:59:59.999'),
    datetime2('1582-10-15 00:00:00.001'),
  ],
  [
    'c_datetime2_7 datetime2(7)',
    datetime2('2024-02-29 12:34:56.1234567'),
    0n,
    datetime2('9999-12-31 23:59:59.9999999'),
    datetime2('1969-12-31 23:59:59.9999999'),
  ],
  [
    'c_datetimeoffset_0 datetimeoffset(0)',
    datetimeoffset('2024-02-29 12:34:56 +02:00'),
    datetimeoffset('0001-01-01 00:00 +00:00'),
    datetimeoffset('9999-12-31 23:59:59 +00:00'),
    datetimeoffset('1999-12-31 23:30:00 -05:30'),
  ],
  [
    'c_datetimeoffset_7 datetimeoffset(7)',
    datetimeoffset('2024-02-29 12:34:56.1234567 +05:45'),
    datetimeoffset('0001-01-02 00:00 +14:00'),
    datetimeoffset('9999-12-30 23:59:59.9999999 -14:00'),
    datetimeoffset('1970-01-01 00:00 +00:00'),
  ],
  ['c_char char(10)', 'abc'.padEnd(10), ' '.repeat(10), '~'.repeat(10), 'ÅÄÖ åäö €'.padEnd(10)],
  ['c_varchar varchar(50)', 'Plain ASCII', '', 'ÿ'.repeat(50), 'café “quoted” – €5 '],
  [
    'c_varchar_max varchar(max)',
    'short',
    '',
    megabytes(1, 'The quick brown fox jumps over the lazy dog. '),
    'Ÿ'.repeat(9000),
  ],
  ['c_varchar_cyrillic varchar(60) COLLATE Cyrillic_General_CI_AS', 'Привет, мир', '', 'Я'.repeat(60), 'Ёжик №5'],
  ['c_varchar_greek varchar(60) COLLATE Greek_CI_AS', 'Καλημέρα κόσμε', '', 'Ω'.repeat(60), 'α β γ'],
  ['c_varchar_japanese varchar(60) COLLATE Japanese_CI_AS', 'こんにちは世界', '', '漢'.repeat(30), 'ｱｲｳ カタカナ abc'],
  ['c_varchar_chinese varchar(60) COLLATE Chinese_PRC_CI_AS', '你好，世界', '', '汉'.repeat(30), '中文 abc'],
  [
    'c_varchar_utf8 varchar(100) COLLATE Latin1_General_100_CI_AS_SC_UTF8',
    'naïve 漢字 😀',
    '',
    '😀'.repeat(25),
    'e\u0301 combining',
  ],
  ['c_text text', 'old text', '', megabytes(0.2, 'old text, long '), 'ÆØÅ'],
  ['c_nchar nchar(10)', '漢字'.padEnd(10), ' '.repeat(10), '\uffee'.repeat(10), 'x'.padEnd(10)],
  ['c_nvarchar nvarchar(50)', 'Grüße, Jürgen', '', '\uffee'.repeat(50), 'שלום العالم हिन्दी'],
  ['c_nvarchar_max nvarchar(max)', 'emoji 😀👩‍👩‍👧‍👦🇳🇴', '', megabytes(1, 'Ünïcödé 漢字 😀 '), 'x'.repeat(4001)],
  ['c_ntext ntext', 'old ntext ✓', '', megabytes(0.2, 'ntext ✓ '), '😀'],
  ['c_xml xml', '<r a="1">ø</r>', '', `<r>${megabytes(0.5, '<v>x</v>')}</r>`, '<empty/>'],
  [
    'c_binary binary(8)',
    bytes('0102030405060708'),
    bytes('0000000000000000'),
    bytes('ffffffffffffffff'),
    bytes('00000000000000ff'),
  ],
  ['c_varbinary varbinary(50)', bytes('deadbeef'), bytes(''), bytes('ff'.repeat(50)), bytes('00')],
  [
    'c_varbinary_max varbinary(max)',
    bytes('cafebabe'),
    bytes(''),
    new Uint8Array(2 * 1024 * 1024).map((_, index) => index % 251),
    bytes('00'.repeat(8001)),
  ],
  [
    'c_image image',
    bytes('89504e470d0a1a0a'),
    bytes(''),
    new Uint8Array(300_000).map((_, index) => index % 256),
    bytes('ff'),
  ],
  [
    'c_uniqueidentifier uniqueidentifier',
    '6F9619FF-8B86-D011-B42D-00C04FC964FF',
    '00000000-0000-0000-0000-000000000000',
    'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF',
    '01020304-0506-0708-090A-0B0C0D0E0F10',
  ],
  [
    'c_sql_variant sql_variant',
    variant({ name: 'int' }, 42),
    variant({ name: 'nvarchar', length: 20 }, 'variant ✓'),
    variant({ name: 'decimal', precision: 10, scale: 2 }, 12345n),
    variant({ name: 'datetime2', scale: 7 }, datetime2('2024-02-29 12:34:56.1234567')),
  ],
  [
    'c_hierarchyid hierarchyid',
    hierarchyBytes('/1/3/'),
    hierarchyBytes('/'),
    hierarchyBytes('/15/15/15/'),
    hierarchyBytes('/4/0/8/'),
  ],
  [
    'c_geography geography',
    pointBytes(47.6, -122.3, 4326),
    pointBytes(-90, -180, 4326),
    pointBytes(90, 180, 4326),
    pointBytes(59.91, 10.75, 4326),
  ],
  ['c_geometry geometry', pointBytes(1, 2, 0), pointBytes(-1.5, -2.5, 0), pointBytes(1e9, 1e9, 0), pointBytes(0, 0, 0)],
]

export const ALL_TYPES: SeedTable = {
  path: ['dbo', 'all_types'],
  columns: `id int NOT NULL PRIMARY KEY, ${COLUMNS.map(([definition]) => `${definition} NULL`).join(', ')}, c_rowversion rowversion NOT NULL`,
  rows: [0, 1, 2, 3, 4].map(row => [
    row + 1,
    ...COLUMNS.map(column => (row === 4 ? null : (column[row + 1] as SqlValue))),
    rowversion(row),
  ]),
}

/** Text that is no valid UTF-16, and text with NUL in it: what a store has to be told of. */
export const BROKEN_UNICODE: SeedTable = {
  path: ['dbo', 'broken_unicode'],
  columns: 'id int NOT NULL PRIMARY KEY, value nvarchar(100) NULL',
  rows: [
    [1, 'fine 😀'],
    [2, 'high alone \ud83d!'],
    [3, 'low alone \ude00!'],
    [4, 'turned \ude00\ud83d'],
    [5, 'nul \0 inside'],
    [6, null],
    [7, '\ufeffmark first'],
  ],
}
