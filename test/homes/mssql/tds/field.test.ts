import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { DataType } from '../../../../lib/columns/schema.ts'
import { fieldOf, type TypeOptions } from '../../../../lib/homes/mssql/tds/field.ts'
import { decodeChunks, resultSet, TYPES } from './decode.ts'
import { type Kind, kinds } from './stream.ts'

const utf8: DataType = { kind: 'utf8' }
const binary: DataType = { kind: 'binary' }
const us: DataType = { kind: 'timestamp', unit: 'us', utc: false }
const usUtc: DataType = { kind: 'timestamp', unit: 'us', utc: true }

// biome-ignore lint/suspicious/noExplicitAny: kinds of different value types
const table: [source: string, kind: Kind<any>, type: DataType, options?: Partial<TypeOptions>][] = [
  ['bit', kinds.bit, { kind: 'bool' }],
  ['tinyint', kinds.tinyint, { kind: 'int', bits: 16 }],
  ['smallint', kinds.smallint, { kind: 'int', bits: 16 }],
  ['int', kinds.int, { kind: 'int', bits: 32 }],
  ['int', kinds.intFixed, { kind: 'int', bits: 32 }],
  ['bigint', kinds.bigint, { kind: 'int', bits: 64 }],
  ['real', kinds.real, { kind: 'float', bits: 32 }],
  ['float', kinds.float, { kind: 'float', bits: 64 }],
  ['decimal(18,4)', kinds.decimal(18, 4), { kind: 'decimal', precision: 18, scale: 4 }],
  ['numeric(38,38)', kinds.decimal(38, 38, 17, 0x6c), { kind: 'decimal', precision: 38, scale: 38 }],
  ['money', kinds.money, { kind: 'decimal', precision: 19, scale: 4 }],
  ['smallmoney', kinds.smallmoney, { kind: 'decimal', precision: 10, scale: 4 }],
  ['date', kinds.date, { kind: 'date' }],
  ['time(6)', kinds.time(6), { kind: 'time', unit: 'us' }],
  ['time(7)', kinds.time(7), { kind: 'time', unit: 'ns' }],
  ['datetime', kinds.datetime, us],
  ['smalldatetime', kinds.smalldatetime, us],
  ['datetime2(6)', kinds.datetime2(6), us],
  ['datetime2(6)', kinds.datetime2(6), us, { datetime2: 'string' }],
  ['datetime2(7)', kinds.datetime2(7), us],
  ['datetime2(7)', kinds.datetime2(7), { kind: 'timestamp', unit: 'ns', utc: false }, { datetime2: 'nanoseconds' }],
  ['datetime2(7)', kinds.datetime2(7), utf8, { datetime2: 'string' }],
  ['datetimeoffset(3)', kinds.datetimeoffset(3), usUtc],
  ['datetimeoffset(7)', kinds.datetimeoffset(7), usUtc],
  [
    'datetimeoffset(7)',
    kinds.datetimeoffset(7),
    { kind: 'timestamp', unit: 'ns', utc: true },
    { datetime2: 'nanoseconds' },
  ],
  ['datetimeoffset(7)', kinds.datetimeoffset(7), utf8, { datetime2: 'string' }],
  ['datetimeoffset(3)', kinds.datetimeoffset(3), utf8, { datetimeoffset: 'string' }],
  ['uniqueidentifier', kinds.uniqueidentifier, utf8],
  ['uniqueidentifier', kinds.uniqueidentifier, { kind: 'uuid' }, { uniqueidentifier: 'uuid' }],
  ['char(5)', kinds.char(5), utf8],
  ['varchar(8000)', kinds.varchar(8000), utf8],
  ['varchar(max)', kinds.varcharMax(), utf8],
  ['text', kinds.text, utf8],
  ['nchar(5)', kinds.nchar(5), utf8],
  ['nvarchar(4000)', kinds.nvarchar(4000), utf8],
  ['nvarchar(max)', kinds.nvarcharMax(), utf8],
  ['ntext', kinds.ntext, utf8],
  ['xml', kinds.xml(), utf8],
  ['binary(8)', kinds.binary(8), binary],
  ['varbinary(16)', kinds.varbinary(16), binary],
  ['varbinary(max)', kinds.varbinaryMax(), binary],
  ['image', kinds.image, binary],
]

describe('what a column becomes', () => {
  for (const [source, kind, type, options] of table) {
    it(`${source}${options ? ` with ${JSON.stringify(options)}` : ''}`, () => {
      const decoded = decodeChunks([resultSet([{ name: 'Æ [1]', kind }], [])], { types: { ...TYPES, ...options } })
      const { note, ...field } = decoded.schemas[0]!.fields[0]!
      assert.deepEqual(field, { name: 'Æ [1]', nullable: true, type, source })
      // Said aloud exactly where values may change.
      const changes = /^(datetime$|datetime2\(7\)|datetimeoffset)/.test(source)
      assert.equal(note !== undefined, changes)
    })
  }

  it('refuses an integer of three bytes', () => {
    assert.throws(() => fieldOf({ name: 'a', type: 0x26, length: 3, nullable: true }, TYPES), {
      code: 'TYPE_NOT_SUPPORTED',
    })
  })
})
