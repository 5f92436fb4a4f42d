import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import iconv from 'iconv-lite'
import type { SqlColumn, SqlType, SqlValue } from './types.ts'
import { collationOf } from './wire/collation.ts'
import { encodeColumns, encodeRows } from './wire/index.ts'
import { endOfRows } from './wire/row-length.ts'
import { everyType, forms } from './wire-every-type.ts'

const TICKS_PER_DAY = 864_000_000_000n

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
