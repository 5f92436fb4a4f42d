import assert from 'node:assert/strict'
import { test } from 'node:test'
import { StandInEngine } from './engine/engine.ts'
import { answers, big, fails, openEngine, openSession, results, rows, text, value } from './engine-support.ts'

test('logins: the default user, users of its own, tokens; 18456 and 4060 for the others', async t => {
  const { engine } = await openEngine(t)
  const login = { user: 'reader', password: 'hygge-Reader1', database: 'erp', application: 'x', host: 'y' }
  await (await engine.login({ ...login, user: 'READER', database: 'ERP' })).close()
  await assert.rejects(engine.login({ ...login, password: 'hygge-reader1' }), {
    number: 18456,
    message: "Login failed for user 'reader'.",
  })
  await assert.rejects(engine.login({ ...login, user: 'nobody' }), { number: 18456 })
  await assert.rejects(engine.login({ ...login, database: 'nope' }), {
    number: 4060,
    message: /Cannot open database "nope"/,
  })
  const other = await StandInEngine.create({ users: { loader: 'secret' }, tokens: ['a token'] })
  t.after(() => other.close())
  await other.addDatabase('erp')
  await assert.rejects(other.login(login), { number: 18456 })
  await (await other.login({ ...login, user: 'loader', password: 'secret' })).close()
  await (await other.login({ ...login, user: '', password: 'a token' })).close()
  await assert.rejects(other.login({ ...login, user: '', password: 'another' }), {
    number: 18456,
    message: /token-identified/,
  })
})

test('plain columns keep name, type and nullability; outer joins make them nullable', async t => {
  const { session } = await openEngine(t)
  await results(
    session,
    `CREATE TABLE a (Id int NOT NULL PRIMARY KEY, Price decimal(9,2) NULL, [Odd ]] name] nvarchar(5) NOT NULL);
    CREATE TABLE b (Id int NOT NULL, At datetime2(3) NOT NULL); INSERT a VALUES (1, 2.5, N'ø'); INSERT b VALUES (2, '2024-01-01')`,
  )
  const [all] = await results(session, 'SELECT * FROM dbo.A')
  assert.deepEqual(all, {
    columns: ['Id int', 'Price decimal(9,2) null', 'Odd ] name nvarchar(5)'],
    rows: [[1, 250n, 'ø']],
    count: 1n,
  })
  const [joined] = await results(
    session,
    'SELECT x.ID, b.At, x.[odd ]] NAME] AS n FROM a AS x LEFT JOIN b ON b.Id = x.Id',
  )
  assert.deepEqual(joined!.columns, ['Id int', 'At datetime2(3) null', 'n nvarchar(5)'])
  assert.deepEqual(joined!.rows, [[1, null, 'ø']])
  const [cte] = await results(
    session,
    'WITH c AS (SELECT Id AS k, Price FROM a) SELECT c.*, d.n FROM c CROSS JOIN (SELECT COUNT(*) AS n FROM b) AS d',
  )
  assert.deepEqual(cte, {
    columns: ['k int', 'Price decimal(9,2) null', 'n int null'],
    rows: [[1, 250n, 1]],
    count: 1n,
  })
})

test('errors have the numbers and words of SQL Server', async t => {
  const { session } = await openEngine(t)
  await results(session, 'CREATE TABLE t (a int NOT NULL PRIMARY KEY, n nvarchar(3) NOT NULL, d date NULL)')
  await fails(session, 'SELECT * FROM dbo.nope', 208, /^Invalid object name 'dbo\.nope'\.$/)
  await fails(session, 'SELECT b FROM t', 207, /^Invalid column name 'b'\.$/)
  await fails(session, 'SELECT x.a FROM t', 4104, /"x\.a" could not be bound/)
  await fails(session, 'SELECT a FROM t AS x CROSS JOIN t AS y', 209, /Ambiguous column name 'a'/)
  await fails(session, 'SELEC a FROM t', 102, /^Incorrect syntax near 'SELEC'\.$/)
  await fails(session, 'SELECT a FROM', 102, /near 'FROM'/)
  await fails(session, 'SELECT FROM t', 156, /near the keyword 'FROM'/)
  await fails(session, "SELECT 'abc", 105, /Unclosed quotation mark/)
  await fails(session, 'SELECT /* open', 113, /end comment/)
  await fails(session, 'SELECT @x', 137, /scalar variable "@x"/)
  await fails(session, 'SELECT FROBNICATE(a) FROM t', 195, /'FROBNICATE' is not a recognized/)
  await fails(session, 'SELECT LEN(1, 2)', 174, /len function requires 1/)
  await fails(session, 'SELECT a FROM t WHERE a', 4145, /non-boolean/)
  await fails(session, 'SELECT a, COUNT(*) FROM t', 8120, /invalid in the select list/)
  await fails(session, "SELECT * FROM t WHERE d > 'soon'", 241, /Conversion failed when converting date/)
  await fails(session, "SELECT CAST('x' AS int)", 245, /'x' to data type int/)
  await fails(session, 'SELECT CAST(300 AS tinyint)', 8115, /overflow/)
  await fails(session, 'SELECT 1 / 0', 8134, /Divide by zero/)
  await fails(session, 'EXEC dbo.nope', 2812, /Could not find stored procedure 'dbo\.nope'/)
  await fails(session, 'SET NONSENSE ON', 195, /'NONSENSE' is not a recognized SET option/)
  await fails(session, 'USE nope', 911, /Database 'nope' does not exist/)
  await fails(session, 'SELECT * FROM (SELECT a FROM t ORDER BY a) AS x', 1033, /ORDER BY clause is invalid/)
  await fails(session, 'SELECT * FROM (SELECT a, a FROM t) AS x', 8156, /specified multiple times/)
  await fails(session, 'SELECT * FROM (SELECT COUNT(*) FROM t) AS x', 8155, /No column name/)
  await results(session, "INSERT t VALUES (1, N'abc', NULL)")
  await fails(session, "INSERT t VALUES (1, N'x', NULL)", 2627, /duplicate key/)
  await fails(session, 'INSERT t (a) VALUES (2)', 515, /Cannot insert the value NULL into column 'n'/)
  await fails(session, "INSERT t VALUES (2, N'abcd', NULL)", 2628, /truncated in table 'erp\.dbo\.t', column 'n'/)
  await fails(session, 'INSERT t VALUES (2)', 109, /more columns in the INSERT/)
  await fails(session, 'CREATE TABLE T (a int)', 2714, /already an object named 'T'/)
  await fails(session, 'CREATE TABLE nope.t (a int)', 2760, /schema name "nope"/)
  await fails(session, 'CREATE TABLE u (a frob)', 2715, /Cannot find data type frob/)
  await fails(session, 'DROP TABLE nope', 3701, /Cannot drop the table 'nope'/)
  await fails(session, 'COMMIT', 3902, /no corresponding BEGIN/)
  await fails(session, 'ROLLBACK', 3903, /no corresponding BEGIN/)
  assert.equal(await value(session, 'SELECT COUNT(*) FROM t'), 1, 'the session is usable after all of them')
})

test('an error names its line', async t => {
  const { session } = await openEngine(t)
  await assert.rejects(results(session, 'SELECT 1\nSELECT 2\nSELEKT 3'), { number: 102, line: 3 })
})

test('sp_describe_first_result_set has the shape of the real one', async t => {
  const { session } = await openEngine(t)
  await results(
    session,
    `CREATE TABLE t (i int NOT NULL, d decimal(18,4) NULL, n nvarchar(40) NULL, v varchar(max) NULL, m datetime2(7) NOT NULL, g geography NULL,
    s sql_variant NULL, r rowversion, c char(5) COLLATE Greek_CI_AS NULL, x xml NULL, o datetimeoffset(3) NULL)`,
  )
  const [set] = await results(session, 'EXEC sys.sp_describe_first_result_set @tsql = @statement', [
    text('statement', 'SELECT *, d * 2 FROM dbo.t WHERE i > 5'),
  ])
  const index = (column: string): number => set!.columns.findIndex(each => each.startsWith(`${column} `))
  const of = (...columns: string[]) => set!.rows.map(row => columns.map(column => row[index(column)]))
  assert.equal(set!.columns.length, 39)
  assert.deepEqual(
    of('column_ordinal', 'name', 'is_nullable', 'system_type_name', 'max_length', 'precision', 'scale'),
    [
      [1, 'i', false, 'int', 4, 10, 0],
      [2, 'd', true, 'decimal(18,4)', 9, 18, 4],
      [3, 'n', true, 'nvarchar(40)', 80, 0, 0],
      [4, 'v', true, 'varchar(max)', -1, 0, 0],
      [5, 'm', false, 'datetime2(7)', 8, 27, 7],
      [6, 'g', true, null, -1, 0, 0],
      [7, 's', true, 'sql_variant', 8016, 0, 0],
      [8, 'r', false, 'timestamp', 8, 0, 0],
      [9, 'c', true, 'char(5)', 5, 0, 0],
      [10, 'x', true, 'xml', -1, 0, 0],
      [11, 'o', true, 'datetimeoffset(3)', 9, 30, 3],
      [12, null, true, 'decimal(20,4)', 13, 20, 4],
    ],
  )
  assert.deepEqual(of('tds_type_id', 'tds_length').slice(0, 9), [
    [56, 4],
    [106, 17],
    [231, 80],
    [167, 65535],
    [42, 8],
    [240, 65535],
    [98, 8016],
    [173, 8],
    [175, 5],
  ])
  assert.deepEqual(of('user_type_name', 'user_type_id', 'collation_name')[5], ['geography', 130, null])
  assert.deepEqual(of('collation_name')[8], ['Greek_CI_AS'])
  assert.match(String(of('assembly_qualified_type_name')[5]![0]), /^Microsoft\.SqlServer\.Types\.SqlGeography,/)
  await fails(session, 'EXEC sp_describe_first_result_set @s', 208, /dbo\.nope/, [text('s', 'SELECT * FROM dbo.nope')])
  await fails(session, 'EXEC sp_describe_first_result_set @s', 207, /'zz'/, [text('s', 'SELECT zz FROM dbo.t')])
  assert.deepEqual(await rows(session, 'EXEC sp_describe_first_result_set @s', [text('s', 'DELETE FROM t')]), [])
  const declared = await rows(
    session,
    "EXEC sp_describe_first_result_set N'SELECT @a AS a, n FROM t WHERE i = @a', N'@a bigint'",
  )
  assert.deepEqual(
    declared.map(row => [row[index('name')], row[index('system_type_name')]]),
    [
      ['a', 'bigint'],
      ['n', 'nvarchar(40)'],
    ],
  )
})

test('the catalog: row counts, tables, columns, keys; dynamic views can be forbidden', async t => {
  const { session } = await openEngine(t)
  await results(
    session,
    `CREATE SCHEMA sales; CREATE TABLE dbo.a (k int NOT NULL PRIMARY KEY, n nvarchar(9) NULL); CREATE TABLE sales.[b b] (x money NULL);
    INSERT a VALUES (1, NULL), (2, NULL), (3, N'x')`,
  )
  const rowCount =
    'SELECT SUM(row_count) AS [rows] FROM sys.dm_db_partition_stats WHERE object_id = OBJECT_ID(@table) AND index_id IN (0, 1)'
  assert.deepEqual(await results(session, rowCount, [text('table', '[dbo].[a]')]), [
    { columns: ['rows bigint null'], rows: [[3n]], count: 1n },
  ])
  assert.deepEqual(await rows(session, rowCount, [text('table', '[sales].[b b]')]), [[0n]])
  assert.deepEqual(await rows(session, rowCount, [text('table', 'nope')]), [[null]])
  assert.deepEqual(
    await rows(
      session,
      'SELECT s.name, t.name FROM sys.tables AS t JOIN sys.schemas AS s ON s.schema_id = t.schema_id ORDER BY t.name',
    ),
    [
      ['dbo', 'a'],
      ['sales', 'b b'],
    ],
  )
  assert.deepEqual(
    await rows(
      session,
      "SELECT COLUMN_NAME, DATA_TYPE, IS_NULLABLE, CHARACTER_MAXIMUM_LENGTH FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_NAME = 'a'",
    ),
    [
      ['k', 'int', 'NO', null],
      ['n', 'nvarchar', 'YES', 9],
    ],
  )
  const keys = `SELECT c.name, i.is_primary_key, i.type_desc FROM sys.indexes AS i JOIN sys.index_columns AS ic ON ic.object_id = i.object_id AND ic.index_id = i.index_id
    JOIN sys.columns AS c ON c.object_id = ic.object_id AND c.column_id = ic.column_id WHERE i.object_id = OBJECT_ID('dbo.a') ORDER BY ic.key_ordinal`
  assert.deepEqual(await rows(session, keys), [['k', true, 'CLUSTERED']])
  const forbidden = await openEngine(t, { forbidCatalog: true })
  await fails(forbidden.session, rowCount, 262, /VIEW DATABASE STATE permission denied in database 'erp'/, [
    text('table', 'a'),
  ])
  assert.deepEqual(await rows(forbidden.session, 'SELECT name FROM sys.tables'), [])
})

test('transactions: what is rolled back is gone, DDL too; what is committed others see', async t => {
  const { engine, session } = await openEngine(t)
  const other = await openSession(engine)
  await results(session, 'CREATE TABLE t (a int); BEGIN TRANSACTION; INSERT t VALUES (1); CREATE TABLE u (a int)')
  assert.equal(await value(session, 'SELECT @@TRANCOUNT'), 1)
  assert.equal(await value(other, 'SELECT COUNT(*) FROM t'), 0)
  await results(session, 'ROLLBACK TRANSACTION')
  assert.equal(await value(session, 'SELECT COUNT(*) FROM t'), 0)
  await fails(session, 'SELECT * FROM u', 208, /'u'/)
  await results(session, 'BEGIN TRAN; BEGIN TRAN; INSERT t VALUES (2); COMMIT')
  assert.equal(await value(other, 'SELECT COUNT(*) FROM t'), 0)
  await results(session, 'COMMIT')
  assert.equal(await value(other, 'SELECT COUNT(*) FROM t'), 1)
  await results(session, 'BEGIN TRAN; UPDATE t SET a = 5')
  await results(other, 'BEGIN TRAN; SET LOCK_TIMEOUT 10')
  await fails(other, 'UPDATE t SET a = 6', 1222, /time out period exceeded/)
  assert.equal(await value(other, 'SELECT @@TRANCOUNT'), 1, 'a timeout leaves the transaction open')
  await session.close()
  assert.deepEqual(await rows(other, 'SELECT a FROM t'), [[2]], 'a closed session rolls back')
})

test('rowversions rise with every change; MIN_ACTIVE_ROWVERSION waits for open transactions', async t => {
  const { engine, session } = await openEngine(t)
  const other = await openSession(engine)
  await results(session, 'CREATE TABLE t (a int, v rowversion); INSERT t (a) VALUES (1), (2)')
  const versions = async (): Promise<bigint[]> =>
    (await rows(session, 'SELECT CONVERT(bigint, v) FROM t ORDER BY a')).map(([version]) => version as bigint)
  const [first, second] = await versions()
  assert.ok(first! < second!)
  const least = (): Promise<unknown> => value(other, 'SELECT CONVERT(bigint, MIN_ACTIVE_ROWVERSION())')
  assert.equal(await least(), second! + 1n)
  await results(session, 'BEGIN TRAN; UPDATE t SET a = 3 WHERE a = 1')
  assert.equal(await least(), second! + 1n, 'not beyond what is not committed')
  await results(session, 'COMMIT')
  const after = await versions()
  assert.deepEqual(after, [second, second! + 1n])
  assert.equal(await least(), second! + 2n)
  const high = {
    name: 'high',
    type: { name: 'binary', length: 8 },
    value: (await value(session, 'SELECT MAX(v) FROM t'))!,
  } as const
  assert.deepEqual(await rows(session, 'SELECT a FROM t WHERE v >= @high', [high]), [[3]])
  await fails(session, 'INSERT t (a, v) VALUES (1, 0x01)', 273, /timestamp column/)
})

test('DONE counts rows; NOCOUNT says nothing; PRINT and USE inform', async t => {
  const { session } = await openEngine(t)
  assert.deepEqual(
    await answers(
      session,
      "CREATE TABLE t (a int); INSERT t VALUES (1), (2); UPDATE t SET a = 3 WHERE a = 2; DELETE t; SET NOCOUNT ON; INSERT t VALUES (1); PRINT 'hi'; USE erp",
    ),
    [
      { kind: 'done', rows: null },
      { kind: 'done', rows: 2n },
      { kind: 'done', rows: 1n },
      { kind: 'done', rows: 2n },
      { kind: 'done', rows: null },
      { kind: 'done', rows: null },
      { kind: 'info', number: 0, message: 'hi' },
      { kind: 'info', number: 5701, message: "Changed database context to 'erp'." },
      { kind: 'done', rows: null },
    ],
  )
})

test('an answer that is left early stops, and the session goes on', async t => {
  const { session } = await openEngine(t)
  await results(
    session,
    'CREATE TABLE t (a int NOT NULL); INSERT t SELECT v.a FROM (VALUES (1),(2),(3),(4),(5),(6),(7),(8)) AS v (a)',
  )
  const million = 'SELECT a.a FROM t a, t b, t c, t d, t e, t f, t g'
  let seen = 0
  for await (const answer of session.execute(million, [])) {
    if (answer.kind === 'rows') seen += answer.count
    if (seen > 5000) break
  }
  assert.ok(seen < 20_000)
  assert.equal(await value(session, 'SELECT COUNT(*) FROM t'), 8)
  // Attention while nothing has come yet.
  const waiting = session.execute("WAITFOR DELAY '00:05:00'; SELECT 1", [])[Symbol.asyncIterator]()
  const first = waiting.next()
  await waiting.return?.()
  await first
  const busy = session
    .execute('SELECT COUNT_BIG(*) FROM t a, t b, t c, t d, t e, t f, t g, t h, t i, t j', [])
    [Symbol.asyncIterator]()
  assert.equal((await busy.next()).value?.kind, 'columns')
  const counting = assert.rejects(busy.next())
  await new Promise(resolve => setTimeout(resolve, 50))
  await busy.return?.()
  await counting
  assert.equal(await value(session, 'SELECT SUM(a) FROM t'), 36)
})

test('parameters, variables, IF, sp_executesql', async t => {
  const { session } = await openEngine(t)
  await results(
    session,
    "CREATE TABLE t (a bigint, n nvarchar(10)); INSERT t VALUES (1, N'one'), (2, N'two'), (NULL, NULL)",
  )
  assert.deepEqual(await rows(session, 'SELECT n FROM t WHERE a = @k OR n = @N', [big('k', 1n), text('n', 'TWO')]), [
    ['one'],
    ['two'],
  ])
  assert.deepEqual(await rows(session, 'SELECT n FROM t WHERE a = @k', [big('k', null)]), [])
  assert.deepEqual(
    await rows(
      session,
      "DECLARE @x int = 1, @y nvarchar(9); SET @y = N'v' + CAST(@x AS varchar(3)); SELECT @x + 1, @y",
    ),
    [[2, 'v1']],
  )
  assert.deepEqual(await rows(session, "IF OBJECT_ID('dbo.t') IS NOT NULL BEGIN SELECT 'yes' END ELSE SELECT 'no'"), [
    ['yes'],
  ])
  assert.deepEqual(await rows(session, "EXEC sp_executesql N'SELECT n FROM t WHERE a = @p', N'@p bigint', @p = 2"), [
    ['two'],
  ])
  await fails(session, "EXEC sp_executesql N'SELECT @p', N'@p bigint'", 8178, /'@p', which was not supplied/)
})

test('snapshot isolation can be forbidden', async t => {
  const { session } = await openEngine(t, { forbidSnapshot: true })
  await results(session, 'CREATE TABLE t (a int); SET TRANSACTION ISOLATION LEVEL SNAPSHOT')
  await fails(session, 'SELECT * FROM t', 3952, /snapshot isolation is not allowed/)
  await results(session, 'SET TRANSACTION ISOLATION LEVEL READ COMMITTED; SELECT * FROM t')
})

test('the batch of SET options with which tedious opens a connection is accepted', async t => {
  const { session } = await openEngine(t)
  await results(
    session,
    `set ansi_nulls on\nset ansi_null_dflt_on on\nset ansi_padding on\nset ansi_warnings on\nset arithabort on\nset concat_null_yields_null on
     set cursor_close_on_commit off\nset datefirst 7\nset dateformat mdy\nset implicit_transactions off\nset language us_english
     set numeric_roundabort off\nset quoted_identifier on\nset textsize 2147483647\nset transaction isolation level read committed\nset xact_abort off`,
  )
})
