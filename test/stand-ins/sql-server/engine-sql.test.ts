import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openEngine, results, rows, value } from './engine-support.ts'
import { bytes, datetime, datetime2, datetimeoffset, day, smalldatetime, time } from './seeds/values.ts'
import type { SqlValue } from './types.ts'

test('expressions have the values and types of SQL Server', async t => {
  const { session } = await openEngine(t)
  const cases: [expression: string, type: string, expected: SqlValue][] = [
    ['7 / 2', 'int', 3],
    ['-7 % 3', 'int', -1],
    ['7.0 / 2', 'numeric(7,6)', 3500000n],
    ['1.50 * 2.25', 'numeric(7,4)', 33750n],
    ['CAST(1 AS bigint) + 1', 'bigint', 2n],
    ['3000000000', 'numeric(10,0)', 3000000000n],
    ['1e3 + 1', 'float', 1001],
    ['-5', 'int', -5],
    ["N'a' + 'b'", 'nvarchar(2)', 'ab'],
    ["LEN(N'a😀  ')", 'int', 3],
    ["DATALENGTH(N'a😀')", 'int', 6],
    ["DATALENGTH('abc')", 'int', 3],
    ["ISNULL(NULLIF('a', 'A'), 'zz')", 'varchar(1)', 'z'],
    ["COALESCE(NULL, 'longer', 'x')", 'varchar(6)', 'longer'],
    ['CASE WHEN 1 = 2 THEN 1 ELSE 2.5 END', 'numeric(11,1)', 25n],
    [
      "CONVERT(varchar(30), CAST('2024-02-29 12:34:56.787' AS datetime), 121)",
      'varchar(30)',
      '2024-02-29 12:34:56.787',
    ],
    ["CONVERT(varchar(30), CAST('2024-02-29 13:34' AS smalldatetime))", 'varchar(30)', 'Feb 29 2024  1:34PM'],
    ["CONVERT(char(8), CAST('2024-02-29' AS date), 112)", 'char(8)', '20240229'],
    [
      "CAST(CAST('2024-02-29 12:00:00.1234567 +02:00' AS datetimeoffset) AS nvarchar(40))",
      'nvarchar(40)',
      '2024-02-29 12:00:00.1234567 +02:00',
    ],
    ["CAST('2024-02-29T12:34:56.12345678Z' AS datetime2(7))", 'datetime2(7)', datetime2('2024-02-29 12:34:56.1234568')],
    ["CAST('2024-02-29 23:59:59.9999999' AS datetime2(3))", 'datetime2(3)', datetime2('2024-03-01')],
    ["CAST(CAST('2024-02-29 12:34:56.789' AS datetime2) AS date)", 'date', day(2024, 2, 29)],
    ["CAST(CAST('2024-02-29 12:34:56.789' AS datetime2(3)) AS time(1))", 'time(1)', time('12:34:56.8')],
    [
      "CAST(CAST('2024-02-29 12:34:56.789' AS datetime2(3)) AS datetime)",
      'datetime',
      datetime('2024-02-29 12:34:56.790'),
    ],
    ["CAST('20240229' AS smalldatetime)", 'smalldatetime', smalldatetime('2024-02-29')],
    [
      "CAST(CAST('2024-02-29 12:00' AS datetime2) AS datetimeoffset(0))",
      'datetimeoffset(0)',
      datetimeoffset('2024-02-29 12:00'),
    ],
    ["DATEADD(month, 1, CAST('2024-01-31' AS date))", 'date', day(2024, 2, 29)],
    ["DATEADD(ns, 100, CAST('0001-01-01' AS datetime2))", 'datetime2(7)', 1n],
    ["DATEDIFF(year, '2023-12-31', '2024-01-01')", 'int', 1],
    ["DATEDIFF(week, '2024-01-06', '2024-01-07')", 'int', 1],
    ["DATEPART(weekday, '2024-02-29')", 'int', 5],
    ["DATEPART(week, '2024-12-31')", 'int', 53],
    ["YEAR('9999-12-31')", 'int', 9999],
    ['CAST(0x0000000000000FFF AS bigint)', 'bigint', 4095n],
    ['CAST(-2 AS varbinary(8))', 'varbinary(8)', bytes('fffffffe')],
    ['CAST(258 AS binary(4))', 'binary(4)', bytes('00000102')],
    ["CAST('ab' AS char(4))", 'char(4)', 'ab  '],
    ["CAST('abcdef' AS varchar(3))", 'varchar(3)', 'abc'],
    ["CAST(N'æ' AS varbinary(4))", 'varbinary(4)', bytes('e600')],
    ['CONVERT(varchar(20), 0xCAFE, 1)', 'varchar(20)', '0xCAFE'],
    ["CONVERT(varbinary(4), '0xCAFE', 1)", 'varbinary(4)', bytes('cafe')],
    [
      "CAST('6f9619ff-8b86-d011-b42d-00c04fc964ff' AS uniqueidentifier)",
      'uniqueidentifier',
      '6F9619FF-8B86-D011-B42D-00C04FC964FF',
    ],
    [
      "CAST(CAST('6F9619FF-8B86-D011-B42D-00C04FC964FF' AS uniqueidentifier) AS binary(16))",
      'binary(16)',
      bytes('ff19966f868b11d0b42d00c04fc964ff'),
    ],
    ['CAST(CAST(12.345 AS money) AS varchar(20))', 'varchar(20)', '12.35'],
    ["TRY_CAST('x' AS int)", 'int', null],
    ["TRY_CONVERT(date, '2024-13-01')", 'date', null],
    ['CAST(2.9 AS int)', 'int', 2],
    ["CAST('true' AS bit)", 'bit', true],
    ['ROUND(CAST(2.345 AS decimal(9,3)), 2)', 'decimal(9,3)', 2350n],
    [
      "HASHBYTES('SHA2_256', '')",
      'varbinary(8000)',
      bytes('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'),
    ],
  ]
  for (const [expression, type, expected] of cases) {
    const [set] = await results(session, `SELECT ${expression} AS x`)
    assert.deepEqual([set!.columns[0]!.replace(/ null$/, ''), set!.rows], [`x ${type}`, [[expected]]], expression)
  }
})

test('comparisons follow the collation, the precedence of types, and the instant', async t => {
  const { session } = await openEngine(t)
  const holds = async (condition: string): Promise<boolean> =>
    (await value(session, `SELECT CASE WHEN ${condition} THEN 1 ELSE 0 END`)) === 1
  const yes = [
    "'abc' = 'ABC  '",
    "N'Å' = N'å'",
    "'10' > 9",
    "CAST('2024-01-01' AS date) = '2024-01-01T00:00:00'",
    "CAST('2024-01-01 00:00:00.0000001' AS datetime2) > '2024-01-01'",
    "CAST('2024-01-01 12:00 +00:00' AS datetimeoffset) = '2024-01-01 14:00 +02:00'",
    'CAST(1 AS bit) = 1',
    '0x0102 > 0x0101',
    "'abc' LIKE 'A%'",
    "'a_c' LIKE 'a[_]c'",
    "'b' LIKE '[a-c]' AND 'd' NOT LIKE '[a-c]' AND 'd' LIKE '[^a-c]'",
    "'50%' LIKE '50!%' ESCAPE '!'",
    '5 BETWEEN 1 AND 5',
    "2 IN (1, 2, 3) AND 'x' NOT IN ('y', 'z')",
    'NULL IS NULL',
    'EXISTS (SELECT 1)',
    "CAST('00000000-0000-0000-0000-000000000001' AS uniqueidentifier) > 'FFFFFFFF-FFFF-FFFF-FFFF-000000000000'",
    "CAST('A' AS varchar(1)) COLLATE Latin1_General_CS_AS <> 'a'",
  ]
  for (const condition of yes) assert.equal(await holds(condition), true, condition)
  for (const condition of ['NULL = NULL', "'a' = 'b'", 'NOT (1 = 1)', '1 > 1'])
    assert.equal(await holds(condition), false, condition)
})

test('ORDER BY, TOP, OFFSET, GROUP BY, HAVING, DISTINCT, UNION, EXCEPT, windows', async t => {
  const { session } = await openEngine(t)
  await results(
    session,
    "CREATE TABLE t (k int, n nvarchar(5), v decimal(9,2)); INSERT t VALUES (1, N'b', 1), (2, N'A', 2), (3, N'a', 4), (4, NULL, 8)",
  )
  const cases: [query: string, expected: SqlValue[][]][] = [
    ['SELECT k FROM t ORDER BY n, k DESC', [[4], [3], [2], [1]]],
    ['SELECT k FROM t ORDER BY n DESC, 1', [[1], [2], [3], [4]]],
    ['SELECT TOP (2) k AS key1 FROM t ORDER BY key1 DESC', [[4], [3]]],
    ['SELECT TOP 50 PERCENT k FROM t ORDER BY k', [[1], [2]]],
    ['SELECT k FROM t ORDER BY k OFFSET 1 ROWS FETCH NEXT 2 ROWS ONLY', [[2], [3]]],
    [
      'SELECT k % 2 AS odd, SUM(v) AS s, COUNT_BIG(*) FROM t GROUP BY k % 2 HAVING SUM(v) > 1 ORDER BY odd',
      [
        [0, 1000n, 2n],
        [1, 500n, 2n],
      ],
    ],
    ['SELECT DISTINCT k / 3 AS third FROM t ORDER BY third', [[0], [1]]],
    ['SELECT k FROM t WHERE k < 3 UNION SELECT 2 UNION ALL SELECT 9 ORDER BY 1', [[1], [2], [9]]],
    ['SELECT k FROM t EXCEPT SELECT 1', [[2], [3], [4]]],
    ['SELECT MIN(n), MAX(n), AVG(k), AVG(v) FROM t', [['A', 'b', 2, 3750000n]]],
    [
      'SELECT k, ROW_NUMBER() OVER (ORDER BY v DESC) AS r FROM t ORDER BY k',
      [
        [1, 4n],
        [2, 3n],
        [3, 2n],
        [4, 1n],
      ],
    ],
    ['SELECT (SELECT COUNT(*) FROM t AS u WHERE u.k < t.k) FROM t ORDER BY k', [[0], [1], [2], [3]]],
    ['SELECT k FROM t WHERE k IN (SELECT MAX(k) FROM t) OPTION (MAXDOP 1)', [[4]]],
    ['SELECT k FROM dbo.t WITH (NOLOCK, INDEX(0)) WHERE n IS NULL', [[4]]],
    ['SELECT x = k, [y] = v FROM t WHERE k = 1', [[1, 100n]]],
    ['SELECT a.k FROM t AS a JOIN t AS b ON a.k = b.k + 3', [[4]]],
  ]
  for (const [query, expected] of cases) {
    const got = await rows(session, query)
    const sorted = query.includes('ORDER BY') ? got : got.toSorted((left, right) => Number(left[0]) - Number(right[0]))
    assert.deepEqual(sorted, expected, query)
  }
})

test('INSERT, UPDATE, DELETE, MERGE in their forms', async t => {
  const { session } = await openEngine(t)
  await results(
    session,
    "CREATE TABLE t (id int IDENTITY(10,5) PRIMARY KEY, n nvarchar(10) NOT NULL DEFAULT N'none', at datetime2 NULL, u uniqueidentifier DEFAULT NEWID())",
  )
  assert.deepEqual(await rows(session, "INSERT INTO t (n) OUTPUT inserted.id, inserted.n VALUES (N'a'), (DEFAULT)"), [
    [10, 'a'],
    [15, 'none'],
  ])
  assert.deepEqual(await rows(session, 'INSERT t DEFAULT VALUES; SELECT SCOPE_IDENTITY(), @@ROWCOUNT'), [[20n, 1]])
  await results(session, "UPDATE t SET n += N'!', at = '2024-01-01' WHERE id = 15")
  assert.deepEqual(await rows(session, 'SELECT n, at FROM t WHERE id = 15'), [['none!', datetime2('2024-01-01')]])
  await results(session, "UPDATE x SET x.n = v.n FROM t AS x JOIN (VALUES (10, N'ten')) AS v (id, n) ON v.id = x.id")
  await results(session, 'DELETE x FROM t AS x JOIN (VALUES (20)) AS v (id) ON v.id = x.id')
  assert.deepEqual(await rows(session, 'SELECT id, n FROM t ORDER BY id'), [
    [10, 'ten'],
    [15, 'none!'],
  ])
  await results(
    session,
    `MERGE INTO t AS d USING (VALUES (10, N'X'), (99, N'new')) AS s (id, n) ON d.id = s.id
    WHEN MATCHED THEN UPDATE SET n = s.n WHEN NOT MATCHED BY TARGET THEN INSERT (n) VALUES (s.n) WHEN NOT MATCHED BY SOURCE THEN DELETE;`,
  )
  assert.deepEqual(await rows(session, 'SELECT n FROM t ORDER BY n'), [['new'], ['X']])
  await results(session, 'SELECT n, COUNT(*) AS c INTO copy FROM t GROUP BY n; INSERT copy SELECT n, 7 FROM t')
  assert.deepEqual(await rows(session, 'SELECT c FROM copy ORDER BY c'), [[1], [1], [7], [7]])
  await results(
    session,
    'ALTER TABLE copy ADD more int NULL, flag bit NOT NULL DEFAULT 1; ALTER TABLE copy DROP COLUMN c',
  )
  const [altered] = await results(session, 'SELECT TOP 1 * FROM copy')
  assert.deepEqual(altered!.columns, ['n nvarchar(10)', 'more int null', 'flag bit'])
  await results(session, 'TRUNCATE TABLE copy')
  assert.equal(await value(session, 'SELECT COUNT(*) FROM copy'), 0)
  await results(session, 'CREATE UNIQUE CLUSTERED INDEX ix ON copy (n); DROP TABLE copy, t; DROP TABLE IF EXISTS copy')
})

test('CLR types and sql_variant by the casts that the home sends', async t => {
  const { session } = await openEngine(t)
  await results(
    session,
    `CREATE TABLE t ([h] hierarchyid, [g] geography, [v] sql_variant);
    INSERT t VALUES (hierarchyid::Parse('/1/3/'), geography::Point(47.6, -122.3, 4326), CAST('2024-01-01' AS datetime)), (NULL, NULL, NULL)`,
  )
  const [set] = await results(
    session,
    'SELECT [h].ToString() AS [h], CAST([g] AS varbinary(max)) AS [g], [g].ToString(), CONVERT(nvarchar(4000), [v], 121) AS [v] FROM [dbo].[t]',
  )
  assert.deepEqual(set!.columns, [
    'h nvarchar(4000) null',
    'g varbinary(max) null',
    ' nvarchar(max) null',
    'v nvarchar(4000) null',
  ])
  assert.deepEqual(set!.rows, [
    ['/1/3/', bytes('e6100000010ccdcccccccccc47403333333333935ec0'), 'POINT (-122.3 47.6)', '2024-01-01 00:00:00.000'],
    [null, null, null, null],
  ])
})
