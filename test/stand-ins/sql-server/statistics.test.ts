import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { fails, openEngine, results, rows, text, value } from './engine-support.ts'
import { volume } from './seeds/volume.ts'

const HISTOGRAM = 'SELECT step_number, range_high_key, range_rows, equal_rows, distinct_range_rows, average_range_rows'
const steps = (table: string, id: number): string =>
  `${HISTOGRAM} FROM sys.dm_db_stats_histogram(OBJECT_ID('${table}'), ${id}) ORDER BY step_number`

describe('statistics', () => {
  test('every index has statistics of its name and number, about its columns', async t => {
    const { session } = await openEngine(t)
    await results(
      session,
      'CREATE TABLE t (a int NOT NULL CONSTRAINT PK_t PRIMARY KEY, b nvarchar(9) NULL, c date NULL); CREATE INDEX ix ON t (c, b) INCLUDE (a); CREATE TABLE heap (a int)',
    )
    assert.deepEqual(
      await rows(
        session,
        `SELECT s.name, s.stats_id, s.has_filter, c.name, sc.stats_column_id FROM sys.stats AS s
          JOIN sys.stats_columns AS sc ON sc.object_id = s.object_id AND sc.stats_id = s.stats_id
          JOIN sys.columns AS c ON c.object_id = sc.object_id AND c.column_id = sc.column_id
          WHERE s.object_id = OBJECT_ID(@table) ORDER BY s.stats_id, sc.stats_column_id`,
        [text('table', '[dbo].[t]')],
      ),
      [
        ['PK_t', 1, false, 'a', 1],
        ['ix', 2, false, 'c', 1],
        ['ix', 2, false, 'b', 2],
      ],
    )
    assert.deepEqual(await rows(session, "SELECT name FROM erp.sys.stats WHERE object_id = OBJECT_ID('heap')"), [])
  })

  test('few values: a step for each, NULL first; rows without regard to case where the collation says so', async t => {
    const { session } = await openEngine(t)
    await results(
      session,
      "CREATE TABLE t (n nvarchar(9) NULL); CREATE INDEX ix ON t (n); INSERT t VALUES ('b'), ('B'), ('a'), (NULL), ('c'), (NULL)",
    )
    const type = { name: 'nvarchar', length: 9 }
    const found = await rows(session, steps('t', 2))
    assert.deepEqual(
      found.map(([step, key, ...counts]) => [
        step,
        key && Object.assign({}, key, { value: String(Object.values(key)[1]).toLowerCase() }),
        ...counts,
      ]),
      [
        [1, null, 0, 2, 0n, 1],
        [2, { type, value: 'a' }, 0, 1, 0n, 1],
        [3, { type, value: 'b' }, 0, 2, 0n, 1],
        [4, { type, value: 'c' }, 0, 1, 0n, 1],
      ],
    )
    assert.deepEqual(await rows(session, "SELECT rows, steps FROM sys.dm_db_stats_properties(OBJECT_ID('t'), 2)"), [
      [6n, 4],
    ])
    assert.deepEqual(await rows(session, steps('t', 3)), [], 'no such statistics')
    assert.deepEqual(await rows(session, steps('nope', 1)), [])
  })

  test('many values: at most 200 steps that hold every row exactly once', async t => {
    const { session } = await openEngine(t)
    await results(session, 'CREATE TABLE p (v int NULL); CREATE INDEX ix ON p (v)')
    const value = fc.option(fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer({ min: -100_000, max: 100_000 })))
    await fc.assert(
      fc.asyncProperty(fc.array(value, { maxLength: 900 }), async given => {
        const literals = given.map(each => `(${each ?? 'NULL'})`)
        for (let at = 0; at < literals.length; at += 500) {
          await results(session, `INSERT p VALUES ${literals.slice(at, at + 500).join(', ')}`)
        }
        const found = await rows(
          session,
          `SELECT CONVERT(int, range_high_key), range_rows, equal_rows, distinct_range_rows FROM sys.dm_db_stats_histogram(OBJECT_ID('p'), 2) ORDER BY step_number`,
        )
        assert.ok(found.length <= 200)
        let before = -Infinity
        for (const [high, between, equal, distinct] of found) {
          const key = high as number | null
          assert.equal(equal, given.filter(each => each === key).length)
          if (key === null) continue
          const inside = given.filter(each => each !== null && each > before && each < key)
          assert.equal(between, inside.length)
          assert.equal(distinct, BigInt(new Set(inside).size))
          before = key
        }
        const known = given.filter(each => each !== null)
        assert.equal(before, Math.max(...known, -Infinity), 'the last step is the greatest value')
        await results(session, 'TRUNCATE TABLE p')
      }),
      { numRuns: 15 },
    )
  })

  test('keys of every type come as text with all their digits', async t => {
    const { session } = await openEngine(t)
    const columns: [name: string, type: string, literal: string, convert: string, expected: string][] = [
      ['big', 'bigint', '9007199254740993', 'CONVERT(nvarchar(4000), @)', '9007199254740993'],
      ['m', 'money', '1.2345', 'CONVERT(nvarchar(4000), CAST(@ AS decimal(19,4)))', '1.2345'],
      ['d', 'decimal(38,4)', '-0.0500', 'CONVERT(nvarchar(4000), @)', '-0.0500'],
      [
        'dt',
        'datetime2(7)',
        "'2024-02-29 12:34:56.1234567'",
        'CONVERT(nvarchar(4000), @, 121)',
        '2024-02-29 12:34:56.1234567',
      ],
      ['day', 'date', "'0001-01-01'", 'CONVERT(nvarchar(4000), @, 121)', '0001-01-01'],
      ['old', 'datetime', "'2024-02-29 12:34:56.787'", 'CONVERT(nvarchar(4000), @, 121)', '2024-02-29 12:34:56.787'],
      [
        'o',
        'datetimeoffset(3)',
        "'2024-02-29 12:34:56.789 +02:00'",
        'CONVERT(nvarchar(4000), @, 121)',
        '2024-02-29 12:34:56.789 +02:00',
      ],
      [
        'g',
        'uniqueidentifier',
        "'6F9619FF-8B86-D011-B42D-00C04FC964FF'",
        'CONVERT(nvarchar(4000), @)',
        '6F9619FF-8B86-D011-B42D-00C04FC964FF',
      ],
      ['b', 'varbinary(9)', '0x00FF', 'CONVERT(nvarchar(4000), CAST(@ AS varbinary(4000)), 1)', '0x00FF'],
      ['n', 'nvarchar(9)', "N'日本'", 'CONVERT(nvarchar(4000), @)', '日本'],
    ]
    await results(session, `CREATE TABLE t (${columns.map(([name, type]) => `[${name}] ${type} NOT NULL`).join(', ')})`)
    for (const [name] of columns) await results(session, `CREATE INDEX [ix ${name}] ON t ([${name}])`)
    await results(session, `INSERT t VALUES (${columns.map(([, , literal]) => literal).join(', ')})`)
    for (const [index, [name, , , convert, expected]] of columns.entries()) {
      const key = convert.replace('@', 'h.range_high_key')
      const sql = `SELECT ${key} AS k FROM sys.dm_db_stats_histogram(OBJECT_ID('t'), ${index + 2}) AS h`
      assert.deepEqual(await rows(session, sql), [[expected]], name)
      assert.equal(await value(session, `SELECT ${convert.replace('@', `MAX([${name}])`)} FROM t`), expected, name)
    }
  })

  test('the functions may be applied to every statistics of a table; volume tables have even steps', async t => {
    const { engine, session } = await openEngine(t)
    await results(
      session,
      'CREATE TABLE t (a int NOT NULL PRIMARY KEY, b int NULL); CREATE INDEX ix ON t (b); INSERT t VALUES (1, 5), (2, 5), (3, 6)',
    )
    const applied = `SELECT s.stats_id, COUNT(*) FROM sys.stats AS s CROSS APPLY sys.dm_db_stats_histogram(s.object_id, s.stats_id) AS h
      WHERE s.object_id = OBJECT_ID('t') GROUP BY s.stats_id ORDER BY 1`
    assert.deepEqual(await rows(session, applied), [
      [1, 3],
      [2, 2],
    ])
    await volume(10_000).plant(engine)
    await results(session, 'USE volume')
    const wide = await rows(session, steps('dbo.wide', 1))
    assert.equal(wide.length, 200)
    assert.deepEqual(wide.at(-1)![1], { type: { name: 'bigint' }, value: 10_000n })
    const total = wide.reduce((sum, [, , between, equal]) => sum + Number(between) + Number(equal), 0)
    assert.equal(total, 10_000)
  })

  test('a sample is always the same with a seed, and about as large as asked for', async t => {
    const { session } = await openEngine(t)
    await results(session, 'CREATE TABLE d (v int); INSERT d VALUES (0),(1),(2),(3),(4),(5),(6),(7),(8),(9)')
    await results(session, 'SELECT a.v + 10 * b.v + 100 * c.v + 1000 * e.v AS v INTO n FROM d a, d b, d c, d e')
    const sampled = 'SELECT t.v FROM n AS t TABLESAMPLE (1000 ROWS) REPEATABLE (1) WHERE t.v IS NOT NULL ORDER BY t.v'
    const first = await rows(session, sampled)
    assert.deepEqual(await rows(session, sampled), first)
    assert.ok(first.length > 800 && first.length < 1200, String(first.length))
    const share = await value(session, 'SELECT COUNT(*) FROM n TABLESAMPLE SYSTEM (20 PERCENT) REPEATABLE (7)')
    assert.ok(Number(share) > 1700 && Number(share) < 2300, String(share))
  })

  test('dynamic views can be forbidden', async t => {
    const { session } = await openEngine(t, { forbidCatalog: true })
    await results(session, 'CREATE TABLE t (a int NOT NULL PRIMARY KEY)')
    await fails(session, steps('t', 1), 262, /VIEW DATABASE STATE/)
    await fails(session, 'SELECT * FROM sys.dm_db_stats_histogram(1)', 262, /permission/)
  })

  test('functions that are not there, and too few arguments', async t => {
    const { session } = await openEngine(t)
    await fails(session, 'SELECT * FROM sys.dm_nope(1)', 208, /Invalid object name 'sys\.dm_nope'/)
    await fails(session, 'SELECT * FROM sys.dm_db_stats_histogram(1)', 313, /insufficient number of arguments/i)
  })
})
