/** The bytes of a bulk load: read back by our own decoder, compared with those that tedious writes of the same rows, refused where they must be. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { Connection, TYPES } from 'tedious'
import { BulkLoadPayload } from 'tedious/lib/bulk-load-payload.js'
import type { DataType, Field, Schema } from '../../../lib/columns/schema.ts'
import { tds } from '../../../lib/encode/tds/format.ts'
import { StoreError } from '../../../lib/errors.ts'
import { partName } from '../../../lib/plan/names.ts'
import { decodeChunks, TYPES as TYPE_OPTIONS } from '../../homes/mssql/tds/decode.ts'
import { rowsOf } from '../../mssql/values.ts'
import { batchesOf, type Table, type Value } from '../table.ts'
import { EVERY_TYPE, NANOSECONDS_AND_UUIDS, type TypedColumn } from './columns.ts'

const PART = partName('r', 3, 7, 'tds')
const PART_NUMBER = 300_007

async function bytesOf(schema: Schema, table: Table, cut: number[]): Promise<Buffer> {
  const { bytes, rows } = await tds.encode(schema, batchesOf(table, cut), 'none', PART)
  assert.equal(rows, table.rows)
  return Buffer.concat([tds.head(schema), bytes, tds.tail()])
}

interface Made {
  table: Table
  /** Sizes of the batches. */
  cut: number[]
}

/** Rows of these columns, NULL now and then, cut into batches anywhere. */
function tables(columns: TypedColumn[], maxRows: number): fc.Arbitrary<Made> {
  const schema = { fields: columns.map(({ field }) => field) }
  return fc
    .integer({ min: 0, max: maxRows })
    .chain(rows => {
      const values = columns.map(({ value }) =>
        fc.array(fc.option(value, { freq: 5 }), { minLength: rows, maxLength: rows }),
      )
      return fc.tuple(...values).map(values => ({ schema, values, rows }))
    })
    .chain(table => fc.integer({ min: 1, max: table.rows + 1 }).map(size => ({ table, cut: [size] })))
}

async function expectReadBack({ table, cut }: Made, types = TYPE_OPTIONS): Promise<void> {
  const { schemas, batches } = decodeChunks([await bytesOf(table.schema, table, cut)], { types })
  const [read] = schemas
  assert.ok(read)
  const facts = ({ fields }: Schema) => fields.map(({ name, type, source }) => ({ name, type, source }))
  const part: Field = { name: '__hygge_part', type: { kind: 'int', bits: 32 }, source: 'int', nullable: false }
  assert.deepEqual(facts(read), facts({ fields: [...table.schema.fields, part] }))
  const rows = Array.from({ length: table.rows }, (_, row) => [
    ...table.values.map((values, c) => comparable(table.schema.fields[c]!.type, values[row]!)),
    PART_NUMBER,
  ])
  assert.deepEqual(rowsOf(read, batches), rows)
}

/** As `rowsOf` reads values of these types. */
function comparable(type: DataType, value: Value): Value {
  if (typeof value !== 'bigint') return value
  return (type.kind === 'int' && type.bits < 64) || type.kind === 'date' ? Number(value) : value
}

function fieldOf(source: string, type: DataType, nullable = true): Field {
  return { name: 'c', type, nullable, source }
}

describe('rows for SQL Server', () => {
  for (const column of EVERY_TYPE) {
    it(`are read back as they were: ${column.field.source}`, async () => {
      await fc.assert(
        fc.asyncProperty(tables([column], 40), made => expectReadBack(made)),
        { numRuns: 40 },
      )
    })
  }

  for (const column of NANOSECONDS_AND_UUIDS) {
    it(`are read back as they were: ${column.field.type.kind} of ${column.field.source}`, async () => {
      const types = { ...TYPE_OPTIONS, datetime2: 'nanoseconds', uniqueidentifier: 'uuid' } as const
      await fc.assert(
        fc.asyncProperty(tables([column], 40), made => expectReadBack(made, types)),
        { numRuns: 40 },
      )
    })
  }

  it('of all types together, in more rows than are written at once', async () => {
    await fc.assert(
      fc.asyncProperty(tables(EVERY_TYPE, 700), made => expectReadBack(made)),
      { numRuns: 3, endOnFailure: true },
    )
  })
})

describe("rows for SQL Server are tedious' own bytes", () => {
  const GUID = '6F9619FF-8B86-D011-B42D-00C04FC964FF'
  const NOON = new Date(Date.UTC(2026, 10, 24, 12, 30))
  const LATE = new Date(Date.UTC(1970, 0, 1, 23, 59, 59, 120))
  const EPOCH = new Date(0)
  const us = BigInt(NOON.getTime()) * 1000n
  const days = us / 86_400_000_000n
  const unbound = { length: Number.POSITIVE_INFINITY }
  const timestamp: DataType = { kind: 'timestamp', unit: 'us', utc: false }
  const decimal = (precision: number, scale: number): DataType => ({ kind: 'decimal', precision, scale })
  type TediousType = (typeof TYPES)[keyof typeof TYPES]
  type Two = [tedious: unknown, ours: Value]
  /** Two values of each type, as tedious takes them and as columns hold them. */
  const columns: [Field, TediousType, object, Two, Two][] = [
    [fieldOf('bit', { kind: 'bool' }), TYPES.Bit, {}, [true, true], [false, false]],
    [fieldOf('tinyint', { kind: 'int', bits: 16 }), TYPES.TinyInt, {}, [255, 255n], [0, 0n]],
    [fieldOf('smallint', { kind: 'int', bits: 16 }), TYPES.SmallInt, {}, [-2, -2n], [7, 7n]],
    [fieldOf('int', { kind: 'int', bits: 32 }, false), TYPES.Int, {}, [7, 7n], [-1, -1n]],
    [fieldOf('bigint', { kind: 'int', bits: 64 }), TYPES.BigInt, {}, ['-5', -5n], ['9', 9n]],
    [fieldOf('real', { kind: 'float', bits: 32 }), TYPES.Real, {}, [1.5, 1.5], [0, 0]],
    [fieldOf('float', { kind: 'float', bits: 64 }), TYPES.Float, {}, [-2.25, -2.25], [1e300, 1e300]],
    [fieldOf('decimal(9,2)', decimal(9, 2)), TYPES.Decimal, { precision: 9, scale: 2 }, [-12.5, -1250n], [0, 0n]],
    [
      fieldOf('decimal(19,0)', decimal(19, 0)),
      TYPES.Decimal,
      { precision: 19, scale: 0 },
      [2 ** 33, 2n ** 33n],
      [1, 1n],
    ],
    [
      fieldOf('decimal(25,0)', decimal(25, 0)),
      TYPES.Decimal,
      { precision: 25, scale: 0 },
      [-(2 ** 33), -(2n ** 33n)],
      [1, 1n],
    ],
    [fieldOf('numeric(38,1)', decimal(38, 1)), TYPES.Numeric, { precision: 38, scale: 1 }, [-12.5, -125n], [1.5, 15n]],
    [fieldOf('money', decimal(19, 4)), TYPES.Money, {}, [-12.5, -125000n], [2 ** 33, 10000n * 2n ** 33n]],
    [fieldOf('smallmoney', decimal(10, 4)), TYPES.SmallMoney, {}, [-1.25, -12500n], [1.25, 12500n]],
    [fieldOf('date', { kind: 'date' }), TYPES.Date, {}, [NOON, days], [EPOCH, 0n]],
    [fieldOf('time(2)', { kind: 'time', unit: 'us' }), TYPES.Time, { scale: 2 }, [LATE, 86_399_120_000n], [EPOCH, 0n]],
    [fieldOf('time(3)', { kind: 'time', unit: 'us' }), TYPES.Time, { scale: 3 }, [LATE, 86_399_120_000n], [EPOCH, 0n]],
    [
      fieldOf('time(7)', { kind: 'time', unit: 'ns' }),
      TYPES.Time,
      { scale: 7 },
      [LATE, 86_399_120_000_000n],
      [EPOCH, 0n],
    ],
    [fieldOf('smalldatetime', timestamp), TYPES.SmallDateTime, {}, [NOON, us], [EPOCH, 0n]],
    [fieldOf('datetime', timestamp), TYPES.DateTime, {}, [LATE, 86_399_120_000n], [NOON, us]],
    [fieldOf('datetime2(7)', timestamp), TYPES.DateTime2, { scale: 7 }, [LATE, 86_399_120_000n], [NOON, us]],
    [fieldOf('datetime2(3)', timestamp), TYPES.DateTime2, { scale: 3 }, [LATE, 86_399_120_000n], [NOON, us]],
    [fieldOf('nchar(3)', { kind: 'utf8' }), TYPES.NChar, { length: 3 }, ['abc', 'abc'], ['', '']],
    [fieldOf('nvarchar(50)', { kind: 'utf8' }), TYPES.NVarChar, { length: 50 }, ['Smørrebrød', 'Smørrebrød'], ['', '']],
    [fieldOf('nvarchar(max)', { kind: 'utf8' }), TYPES.NVarChar, unbound, ['🕯 at night', '🕯 at night'], ['', '']],
    [
      fieldOf('binary(2)', { kind: 'binary' }),
      TYPES.Binary,
      { length: 2 },
      [Buffer.of(1, 2), '0102'],
      [Buffer.of(0, 0), '0000'],
    ],
    [
      fieldOf('varbinary(20)', { kind: 'binary' }),
      TYPES.VarBinary,
      { length: 20 },
      [Buffer.of(255), 'ff'],
      [Buffer.of(), ''],
    ],
    [
      fieldOf('varbinary(max)', { kind: 'binary' }),
      TYPES.VarBinary,
      unbound,
      [Buffer.of(255), 'ff'],
      [Buffer.of(), ''],
    ],
    [fieldOf('uniqueidentifier', { kind: 'utf8' }), TYPES.UniqueIdentifier, {}, [GUID, GUID], [GUID, GUID]],
  ]

  it('from COLMETADATA to DONE', async () => {
    const bulk = new Connection({ server: 'nowhere' }).newBulkLoad('t', () => {})
    for (const [{ name, nullable }, type, options] of columns) bulk.addColumn(name, type, { nullable, ...options })
    bulk.addColumn('__hygge_part', TYPES.Int, { nullable: false })
    const rows = [
      columns.map(([, , , first]) => first),
      columns.map(([{ nullable }]): Two => (nullable ? [null, null] : [9, 9n])),
      columns.map(([, , , , second]) => second),
    ]
    const theirs: Buffer[] = []
    const payload = new BulkLoadPayload(
      bulk,
      rows.map(row => [...row.map(([tedious]) => tedious), PART_NUMBER]),
    )
    for await (const chunk of payload) theirs.push(chunk)
    const schema = { fields: columns.map(([field]) => field) }
    const values = columns.map((_, c) => rows.map(row => row[c]![1]))
    const ours = await bytesOf(schema, { schema, values, rows: rows.length }, [2])
    assert.equal(ours.toString('hex'), Buffer.concat(theirs).toString('hex'))
  })
})

describe('values that a column cannot hold are refused, with column and row', () => {
  const us: DataType = { kind: 'timestamp', unit: 'us', utc: false }
  const refused: [Field, Value, RegExp][] = [
    [fieldOf('tinyint', { kind: 'int', bits: 16 }), 256n, /the number is 256, which tinyint/],
    [fieldOf('tinyint', { kind: 'int', bits: 16 }), -1n, /the number is -1/],
    [fieldOf('real', { kind: 'float', bits: 32 }), Number.NaN, /not a number, which real/],
    [fieldOf('float', { kind: 'float', bits: 64 }), Number.NEGATIVE_INFINITY, /infinite/],
    [fieldOf('smallmoney', { kind: 'decimal', precision: 10, scale: 4 }), 2n ** 31n, /the amount is larger/],
    [fieldOf('money', { kind: 'decimal', precision: 19, scale: 4 }), -(2n ** 63n) - 1n, /the amount is larger/],
    [
      fieldOf('decimal(9,0)', { kind: 'decimal', precision: 9, scale: 0 }),
      2n ** 32n,
      /more digits, which decimal\(9,0\)/,
    ],
    [fieldOf('date', { kind: 'date' }), -719163n, /years 1 to 9999/],
    [fieldOf('time(3)', { kind: 'time', unit: 'us' }), 1n, /more digits, which time\(3\)/],
    [fieldOf('time(7)', { kind: 'time', unit: 'ns' }), 1n, /more digits/],
    [fieldOf('datetime2(3)', us), 10n, /more digits/],
    [fieldOf('datetime2(7)', us), 2n ** 62n, /years 1 to 9999/],
    [fieldOf('datetime', us), 4000n, /more digits/],
    [fieldOf('datetime', us), -(10n ** 16n), /years 1753 to 9999/],
    [fieldOf('smalldatetime', us), 1_000_000n, /has seconds/],
    [fieldOf('smalldatetime', us), 10n ** 16n, /years 1900 to 2079/],
    [fieldOf('nvarchar(3)', { kind: 'utf8' }), 'abcd', /the text has 4 characters, which nvarchar\(3\)/],
    [fieldOf('nvarchar(1)', { kind: 'utf8' }), '🕯', /the text has 2 characters/],
    [fieldOf('varchar(3)', { kind: 'utf8' }), 'abcd', /which nvarchar\(3\)/],
    [fieldOf('varbinary(2)', { kind: 'binary' }), '010203', /the value has 3 bytes/],
    [fieldOf('uniqueidentifier', { kind: 'utf8' }), 'no guid', /is no GUID/],
    [fieldOf('uniqueidentifier', { kind: 'utf8' }), '6F9619FF-8B86-D011-B42D-00C04FC964FG', /is no GUID/],
    [fieldOf('uniqueidentifier', { kind: 'utf8' }), '6F9619FF08B86-D011-B42D-00C04FC964FF', /is no GUID/],
  ]
  for (const [field, value, message] of refused) {
    it(`${field.source}: ${String(value)}`, async () => {
      const values = [[...Array.from({ length: 300 }, () => null), value]]
      const table = { schema: { fields: [field] }, values, rows: 301 }
      await assert.rejects(bytesOf(table.schema, table, [200]), (error: unknown) => {
        assert.ok(error instanceof StoreError)
        assert.equal(error.code, 'VALUE_REFUSED')
        assert.match(error.message, message)
        assert.match(error.message, /^Column "c", row 301 of its row group: /)
        assert.deepEqual([error.facts.column, error.facts.row], ['c', 300])
        return true
      })
    })
  }

  it('a NULL where the source said there is none', async () => {
    const schema = { fields: [fieldOf('int', { kind: 'int', bits: 32 }, false)] }
    const table = { schema, values: [[1n, null]], rows: 2 }
    await assert.rejects(bytesOf(schema, table, [2]), { code: 'VALUE_REFUSED', message: /"c" has a NULL/ })
  })
})
