import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { type Connection, TYPES } from 'tedious'
import { bulkBytes, insertBulk, openServer, pieces, sendBulk } from './bulk-support.ts'
import { openSession, rows, value } from './engine-support.ts'
import { ALL_TYPES } from './seeds/all-types.ts'
import type { SqlColumn, SqlValue } from './types.ts'
import type { RowOptions } from './wire/index.ts'
import { run } from './wire-support.ts'

const WITHOUT_FORM = new Set(['text', 'ntext', 'image', 'timestamp'])

/** tedious' own bulk load of one table. */
function load(
  connection: Connection,
  table: string,
  options: { keepNulls?: boolean; lockTable?: boolean },
  columns: [name: string, type: (typeof TYPES)[keyof typeof TYPES], more?: object][],
  cells: unknown[][],
): Promise<{ error: (Error & { number?: number }) | null; rowCount: number | undefined }> {
  return new Promise(resolve => {
    const bulk = connection.newBulkLoad(table, options, (error, rowCount) =>
      resolve({ error: error ?? null, rowCount }),
    )
    for (const [name, type, more] of columns) bulk.addColumn(name, type, { nullable: true, ...more })
    connection.execBulkLoad(bulk, cells)
  })
}

describe('bulk load', () => {
  test('tedious loads every type that it can write, NULLs too; DONE counts the rows', async t => {
    const { engine, open } = await openServer(t)
    const connection = await open()
    const moment = new Date('2024-02-29T12:34:56.789Z')
    const columns: [string, (typeof TYPES)[keyof typeof TYPES], object, string, unknown][] = [
      ['bit', TYPES.Bit, {}, 'bit', true],
      ['tiny', TYPES.TinyInt, {}, 'tinyint', 255],
      ['small', TYPES.SmallInt, {}, 'smallint', -32768],
      ['whole', TYPES.Int, {}, 'int', -5],
      ['big', TYPES.BigInt, {}, 'bigint', 9007199254740993n],
      ['real', TYPES.Real, {}, 'real', 0.5],
      ['float', TYPES.Float, {}, 'float', -0.1],
      ['money', TYPES.Money, {}, 'money', -1.5],
      ['cents', TYPES.SmallMoney, {}, 'smallmoney', 2.25],
      ['dec', TYPES.Decimal, { precision: 20, scale: 3 }, 'decimal(20,3)', -12345.678],
      ['date', TYPES.Date, {}, 'date', moment],
      ['time', TYPES.Time, { scale: 3 }, 'time(3)', moment],
      ['stamp', TYPES.DateTime2, { scale: 7 }, 'datetime2(7)', moment],
      ['off', TYPES.DateTimeOffset, { scale: 7 }, 'datetimeoffset(7)', moment],
      ['old', TYPES.DateTime, {}, 'datetime', moment],
      ['older', TYPES.SmallDateTime, {}, 'smalldatetime', moment],
      ['guid', TYPES.UniqueIdentifier, {}, 'uniqueidentifier', '6f9619ff-8b86-d011-b42d-00c04fc964ff'],
      ['c', TYPES.Char, { length: 4 }, 'char(4)', 'æbc'],
      ['v', TYPES.VarChar, { length: 20 }, 'varchar(20)', 'café €'],
      ['vm', TYPES.VarChar, { length: Infinity }, 'varchar(max)', 'é'.repeat(50_000)],
      ['nc', TYPES.NChar, { length: 4 }, 'nchar(4)', '日本'],
      ['n', TYPES.NVarChar, { length: 20 }, 'nvarchar(20)', '😀 Ü'],
      ['nm', TYPES.NVarChar, { length: Infinity }, 'nvarchar(max)', '日'.repeat(50_000)],
      ['b', TYPES.Binary, { length: 3 }, 'binary(3)', Buffer.from('010203', 'hex')],
      ['vb', TYPES.VarBinary, { length: 20 }, 'varbinary(20)', Buffer.from('00ff', 'hex')],
      ['vbm', TYPES.VarBinary, { length: Infinity }, 'varbinary(max)', Buffer.alloc(70_000, 7)],
      ['txt', TYPES.Text, {}, 'text', 'téxt'],
      ['ntxt', TYPES.NText, {}, 'ntext', '日本'],
      ['img', TYPES.Image, {}, 'image', Buffer.from('aa', 'hex')],
    ]
    const created = columns.map(([name, , , sql]) => `[${name}] ${sql} NULL`).join(', ')
    assert.equal((await run(connection, `CREATE TABLE dbo.everything (${created})`)).error, null)
    const cells = [
      columns.map(([, , , , cell]) => cell),
      columns.map(() => null),
      columns.map(([, , , , cell]) => cell),
    ]
    const loaded = await load(
      connection,
      '[dbo].[everything]',
      { lockTable: true, keepNulls: true },
      columns.map(([name, type, more]) => [name, type, more]),
      cells,
    )
    assert.deepEqual(loaded, { error: null, rowCount: 3 })
    const [first, second, third] = await rows(await openSession(engine), 'SELECT * FROM everything')
    assert.deepEqual(
      second,
      columns.map(() => null),
    )
    assert.deepEqual(first, third)
    const ticks = 738_944n * 864_000_000_000n + 452_967_890_000n
    assert.deepEqual(first!.slice(0, 17), [
      true,
      255,
      -32768,
      -5,
      9007199254740993n,
      0.5,
      -0.1,
      -15000n,
      22500n,
      -12345678n,
      738_944,
      452_967_890_000n,
      ticks,
      { ticks, offset: 0 - moment.getTimezoneOffset() },
      (738_944n - 693_595n) * 25_920_000n + 13_589_037n,
      (738_944 - 693_595) * 1440 + 754,
      '6F9619FF-8B86-D011-B42D-00C04FC964FF',
    ])
    assert.deepEqual(first!.slice(17), [
      'æbc ',
      'café €',
      'é'.repeat(50_000),
      '日本  ',
      '😀 Ü',
      '日'.repeat(50_000),
      Uint8Array.of(1, 2, 3),
      Uint8Array.of(0, 255),
      new Uint8Array(70_000).fill(7),
      'téxt',
      '日本',
      Uint8Array.of(0xaa),
    ])
  })

  test('least and greatest values of all types arrive exactly, in every form of row and over packets of any size', async t => {
    const { engine, open } = await openServer(t)
    await engine.run('erp', `CREATE TABLE t (${ALL_TYPES.columns})`)
    const table = engine.table('erp', ['dbo', 't'])
    const chosen = table.columns.flatMap(({ type }, index) => (WITHOUT_FORM.has(type.name) ? [] : [index]))
    const columns = chosen.map((index): SqlColumn => {
      const { name, type, nullable } = table.columns[index]!
      const bytes = { name: 'varbinary', length: 'max' } as const
      return { name, type: type.name === 'udt' ? bytes : type, nullable }
    })
    const expected = ALL_TYPES.rows.map(row => chosen.map(index => row[index]!))
    const values = columns.map((_, column) => expected.map(row => row[column]!))
    const session = await openSession(engine)
    const names = columns.map(({ name }) => `[${name}]`).join(', ')
    const forms: [packetSize: number, chunk: number, RowOptions][] = [
      [32_767, 1_000_000, {}],
      [4096, 4096, { nbcrow: 'never', decimalLength: 'full', plpUnknownLength: true, plpChunkBytes: 1000 }],
    ]
    for (const [packetSize, chunk, options] of forms) {
      const connection = await open({ packetSize })
      const bytes = bulkBytes(columns, values, expected.length, options)
      const sent = await sendBulk(connection, insertBulk('dbo.t', columns, ' WITH (TABLOCK)'), pieces(bytes, chunk))
      assert.deepEqual(sent, { error: null, rowCount: expected.length })
      assert.deepEqual(await rows(session, `SELECT ${names} FROM t ORDER BY id`), expected)
      await run(connection, 'TRUNCATE TABLE t')
    }
  })

  test('any rows, cut anywhere', async t => {
    const { engine, open } = await openServer(t)
    const connection = await open({ packetSize: 512 })
    const session = await openSession(engine)
    await engine.run(
      'erp',
      'CREATE TABLE p (n int NOT NULL, d decimal(30,2) NULL, s nvarchar(30) NULL, m nvarchar(max) NULL)',
    )
    const columns: readonly SqlColumn[] = engine.table('erp', ['p']).columns
    const text = fc.string({ unit: 'grapheme', maxLength: 15 }).filter(each => !/[\u{10f7fe}-\u{10ffff}]/u.test(each))
    const row = fc.tuple(
      fc.option(fc.bigInt({ min: -(10n ** 30n - 1n), max: 10n ** 30n - 1n })),
      fc.option(text.filter(each => each.length <= 30)),
      fc.option(text),
    )
    const options = fc.record({
      nbcrow: fc.constantFrom('auto' as const, 'never' as const, 'always' as const),
      plpChunkBytes: fc.integer({ min: 1, max: 9 }),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { maxLength: 40 }),
        options,
        fc.integer({ min: 1, max: 600 }),
        async (given, form, size) => {
          const expected = given.map((cells, index): SqlValue[] => [index, ...cells])
          const values = columns.map((_, column) => expected.map(cells => cells[column]!))
          const bytes = bulkBytes(columns, values, given.length, form)
          const sent = await sendBulk(connection, insertBulk('p', columns), pieces(bytes, size))
          assert.deepEqual(sent, { error: null, rowCount: given.length })
          assert.deepEqual(await rows(session, 'SELECT * FROM p ORDER BY n'), expected)
          await engine.run('erp', 'TRUNCATE TABLE p')
        },
      ),
      { numRuns: 40 },
    )
  })

  test('columns may be a part of the table and in another order; defaults, identity and rowversions fill the rest', async t => {
    const { engine, open } = await openServer(t)
    const connection = await open()
    const session = await openSession(engine)
    await engine.run(
      'erp',
      `CREATE TABLE t (id int IDENTITY(10,5) NOT NULL PRIMARY KEY, a int NOT NULL DEFAULT 7, b varchar(5) NULL DEFAULT 'dflt', n nvarchar(9) NULL, v rowversion)`,
    )
    const columns: [string, (typeof TYPES)[keyof typeof TYPES], object?][] = [
      ['N', TYPES.NVarChar, { length: 9 }],
      ['b', TYPES.VarChar, { length: 5 }],
    ]
    assert.deepEqual(await load(connection, 't', {}, columns, [['x', null]]), { error: null, rowCount: 1 })
    assert.deepEqual(await load(connection, 't', { keepNulls: true }, columns, [['y', null]]), {
      error: null,
      rowCount: 1,
    })
    assert.deepEqual(await load(connection, 't', {}, [['id', TYPES.Int]], [[100]]), { error: null, rowCount: 1 })
    assert.deepEqual(await rows(session, 'SELECT id, a, b, n FROM t ORDER BY id'), [
      [10, 7, 'dflt', 'x'],
      [15, 7, null, 'y'],
      [100, 7, 'dflt', null],
    ])
    assert.equal(await value(session, 'SELECT COUNT(DISTINCT v) FROM t'), 3)
    assert.deepEqual(await load(connection, 't', {}, columns, []), { error: null, rowCount: 0 })
  })

  test('types that are declared unlike the table are converted as by an INSERT', async t => {
    const { engine, open } = await openServer(t)
    const connection = await open()
    await engine.run('erp', 'CREATE TABLE t (big bigint NULL, n nvarchar(3) NULL, d date NULL, m decimal(9,2) NULL)')
    const columns: [string, (typeof TYPES)[keyof typeof TYPES], object?][] = [
      ['big', TYPES.TinyInt],
      ['n', TYPES.VarChar, { length: 10 }],
      ['d', TYPES.DateTime2, { scale: 3 }],
      ['m', TYPES.Int],
    ]
    const moment = new Date('2024-02-29T12:34:56.789Z')
    assert.equal((await load(connection, 't', {}, columns, [[9, 'abc', moment, -3]])).error, null)
    assert.deepEqual(await rows(await openSession(engine), 'SELECT * FROM t'), [[9n, 'abc', 738_944, -300n]])
    const long = await load(connection, 't', {}, columns, [[9, 'abcd', moment, -3]])
    assert.equal(long.error?.number, 2628)
    assert.match(long.error?.message ?? '', /truncated in table 'erp\.dbo\.t', column 'n'/)
    const wide = await load(connection, 't', {}, columns, [[9, 'a', moment, 2_000_000_000]])
    assert.equal(wide.error?.number, 8115)
  })

  test('tables of the schema discard count what they are given and keep nothing else', async t => {
    const { engine, open } = await openServer(t)
    const connection = await open()
    const session = await openSession(engine)
    await run(connection, 'CREATE SCHEMA [discard]')
    await run(connection, 'CREATE TABLE discard.t (a int NOT NULL, n nvarchar(max) NULL)')
    const many = Array.from({ length: 5000 }, (_, index) => [index, `row ${index}`])
    const columns: [string, (typeof TYPES)[keyof typeof TYPES], object?][] = [
      ['a', TYPES.Int],
      ['n', TYPES.NVarChar, { length: Infinity }],
    ]
    for (const total of [5000, 10_000]) {
      assert.deepEqual(await load(connection, 'discard.t', {}, columns, many), { error: null, rowCount: 5000 })
      assert.equal(await value(session, 'SELECT COUNT(*) FROM discard.t'), total)
      const booked = await value(session, "SELECT rows FROM sys.partitions WHERE object_id = OBJECT_ID('discard.t')")
      assert.equal(booked, BigInt(total))
    }
  })
})
