import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { fails, openEngine, results, rows, value } from './engine-support.ts'

describe('MERGE', () => {
  test('updates, deletes and inserts what matches and what does not, on either side', async t => {
    const { session } = await openEngine(t)
    await results(
      session,
      `CREATE TABLE t (id int NOT NULL PRIMARY KEY, n nvarchar(9) NULL, v rowversion); CREATE TABLE s (id int NOT NULL, n nvarchar(9) NULL, gone bit NOT NULL);
       INSERT t (id, n) VALUES (1, 'one'), (2, 'two'), (3, 'three'); INSERT s VALUES (1, 'ONE', 0), (2, NULL, 1), (4, 'four', 0), (5, 'five', 1)`,
    )
    const [set] = await results(
      session,
      `MERGE INTO dbo.t WITH (HOLDLOCK) AS t USING (SELECT id, n, gone FROM s) AS s ON t.id = s.id
        WHEN MATCHED AND s.gone = 1 THEN DELETE
        WHEN MATCHED THEN UPDATE SET t.n = s.n
        WHEN NOT MATCHED BY TARGET AND s.gone = 0 THEN INSERT (id, n) VALUES (s.id, s.n)
        WHEN NOT MATCHED BY SOURCE THEN UPDATE SET n = 'left'
        OUTPUT $action;`,
    )
    assert.deepEqual(set!.columns, ['$action nvarchar(10) null'])
    assert.deepEqual(set!.rows.map(row => row.join(' ')).sort(), ['DELETE', 'INSERT', 'UPDATE', 'UPDATE'])
    assert.deepEqual(await rows(session, 'SELECT id, n FROM t ORDER BY id'), [
      [1, 'ONE'],
      [3, 'left'],
      [4, 'four'],
    ])
    const given = await rows(
      session,
      'MERGE t USING (VALUES (1), (9)) AS s (id) ON t.id = s.id WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT (id) VALUES (s.id) OUTPUT $action, inserted.id;',
    )
    assert.deepEqual(given.sort(), [
      ['DELETE', null],
      ['INSERT', 9],
    ])
  })

  test('a row that would change twice is error 8672, and nothing changes', async t => {
    const { session } = await openEngine(t)
    await results(
      session,
      'CREATE TABLE t (id int NOT NULL, n int); INSERT t VALUES (1, 0); CREATE TABLE s (id int, n int); INSERT s VALUES (1, 5), (1, 6), (2, 7), (2, 8)',
    )
    const merge = (and: string): string =>
      `MERGE t USING s ON t.id = s.id WHEN MATCHED ${and} THEN UPDATE SET n = s.n WHEN NOT MATCHED THEN INSERT VALUES (s.id, s.n);`
    await fails(session, merge(''), 8672, /UPDATE or DELETE the same row more than once/)
    assert.deepEqual(await rows(session, 'SELECT id, n FROM t'), [[1, 0]])
    await results(session, merge('AND s.n = 6'))
    assert.deepEqual(await rows(session, 'SELECT id, n FROM t ORDER BY n'), [
      [1, 6],
      [2, 7],
      [2, 8],
    ])
    await fails(session, 'MERGE t USING s ON t.id = s.id WHEN MATCHED THEN DELETE', 10713, /semi-colon/)
  })

  test('any sequence of merges leaves what a map would', async t => {
    const { session } = await openEngine(t)
    await results(
      session,
      'CREATE TABLE t (k nvarchar(3) NOT NULL PRIMARY KEY, n int NULL); CREATE TABLE s (k nvarchar(3) NOT NULL, n int NULL)',
    )
    const key = fc.constantFrom('a', 'A', 'b', 'c', 'ø', 'Ø')
    const row = fc.record({ k: key, n: fc.option(fc.integer({ min: 0, max: 9 })) })
    const batch = fc.uniqueArray(row, { selector: ({ k }) => k.toLowerCase(), maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(fc.array(batch, { maxLength: 4 }), async batches => {
        const expected = new Map<string, [string, number | null]>()
        await results(session, 'TRUNCATE TABLE t')
        for (const each of batches) {
          await results(session, 'DELETE s')
          for (const { k, n } of each) await results(session, `INSERT s VALUES (N'${k}', ${n ?? 'NULL'})`)
          await results(
            session,
            'MERGE t USING s ON t.k = s.k WHEN MATCHED AND s.n IS NULL THEN DELETE WHEN MATCHED THEN UPDATE SET n = s.n WHEN NOT MATCHED THEN INSERT (k, n) VALUES (s.k, s.n);',
          )
          for (const { k, n } of each) {
            const known = expected.get(k.toLowerCase())
            if (!known) expected.set(k.toLowerCase(), [k, n])
            else if (n === null) expected.delete(k.toLowerCase())
            else expected.set(k.toLowerCase(), [known[0], n])
          }
        }
        const found = await rows(session, 'SELECT k, n FROM t')
        assert.deepEqual(found.sort(), [...expected.values()].sort())
      }),
      { numRuns: 20 },
    )
  })
})

describe('INSERT, UPDATE, DELETE', () => {
  const numbers = 'SELECT value AS a, value % 3 AS g INTO t FROM GENERATE_SERIES(1, 12)'

  test('from other tables: joins, EXISTS, APPLY, common table expressions, window functions', async t => {
    const { session } = await openEngine(t)
    await results(session, numbers)
    await results(
      session,
      'UPDATE x SET g = y.g + 10 FROM t AS x INNER JOIN (VALUES (1, 5), (2, 6)) AS y (a, g) ON y.a = x.a',
    )
    assert.deepEqual(await rows(session, 'SELECT a, g FROM t WHERE g > 9 ORDER BY a'), [
      [1, 15],
      [2, 16],
    ])
    await results(session, 'DELETE x FROM t AS x JOIN t AS y ON y.a = x.a + 1 WHERE y.a > 10')
    await results(session, 'DELETE FROM t WHERE EXISTS (SELECT 1 FROM t AS o WHERE o.a = t.a + 1 AND o.a = 8)')
    assert.deepEqual((await rows(session, 'SELECT a FROM t ORDER BY a')).flat(), [1, 2, 3, 4, 5, 6, 8, 9, 12])
    await results(session, 'WITH c AS (SELECT a FROM t WHERE a > 8) DELETE t WHERE a IN (SELECT a FROM c)')
    await results(session, 'WITH c AS (SELECT 100 AS a) INSERT INTO t (a) SELECT a FROM c UNION ALL SELECT 101')
    assert.deepEqual((await rows(session, 'SELECT a FROM t ORDER BY a')).flat(), [1, 2, 3, 4, 5, 6, 8, 100, 101])
    const ranked = `SELECT a, ROW_NUMBER() OVER (PARTITION BY a % 2 ORDER BY a DESC) AS r, NTILE(2) OVER (ORDER BY a) AS h, SUM(a) OVER (ORDER BY a ROWS UNBOUNDED PRECEDING) AS total FROM t WHERE a < 5 ORDER BY a`
    assert.deepEqual(await rows(session, ranked), [
      [1, 2n, 1n, 1],
      [2, 2n, 1n, 3],
      [3, 1n, 2n, 6],
      [4, 1n, 2n, 10],
    ])
    const applied =
      'SELECT x.a, y.a FROM t AS x OUTER APPLY (SELECT TOP (1) o.a FROM t AS o WHERE o.a > x.a ORDER BY o.a) AS y WHERE x.a > 8 ORDER BY x.a'
    assert.deepEqual(await rows(session, applied), [
      [100, 101],
      [101, null],
    ])
  })

  test('TOP takes some rows, OUTPUT gives them back, @@ROWCOUNT counts them', async t => {
    const { session } = await openEngine(t)
    await results(session, numbers)
    const sets = await results(session, 'DELETE TOP (5) FROM t OUTPUT deleted.a; SELECT @@ROWCOUNT')
    assert.equal(sets[0]!.rows.length, 5)
    assert.deepEqual(sets[1]!.rows, [[5]])
    assert.equal(await value(session, 'SELECT COUNT(*) FROM t'), 7)
    const updated = await rows(session, 'UPDATE TOP (2) t SET g = -1 OUTPUT inserted.g')
    assert.deepEqual(updated, [[-1], [-1]])
    assert.deepEqual(await rows(session, 'DELETE FROM t WHERE g = 77; SELECT @@ROWCOUNT'), [[0]])
    const inserted = await rows(session, 'INSERT t OUTPUT inserted.a, inserted.g VALUES (50, 1), (51, 2)')
    assert.deepEqual(inserted, [
      [50, 1],
      [51, 2],
    ])
    await fails(session, 'DELETE t OUTPUT deleted.a INTO u', 156, /keyword 'INTO'/)
  })

  test('text that does not fit is named with what would be left of it', async t => {
    const { session } = await openEngine(t)
    await results(session, 'CREATE TABLE t (n nvarchar(3) NULL, b varbinary(2) NULL)')
    await fails(session, "INSERT t (n) VALUES (N'abcdef')", 2628, /column 'n'\. Truncated value: 'abc'\.$/)
    await fails(
      session,
      'INSERT t (b) SELECT CAST(0x010203 AS varbinary(9))',
      2628,
      /column 'b'\. Truncated value: ''\.$/,
    )
  })

  test('a unique index takes NULL once', async t => {
    const { session } = await openEngine(t)
    await results(
      session,
      "CREATE TABLE t (a int NULL, n nvarchar(5) NULL, CONSTRAINT UQ UNIQUE (a, n)); INSERT t VALUES (NULL, NULL), (0, NULL), (NULL, N''), (0, N'')",
    )
    await fails(session, 'INSERT t VALUES (NULL, NULL)', 2627, /UNIQUE KEY constraint 'UQ'/)
    await fails(session, "INSERT t VALUES (0, N'')", 2627, /UQ/)
    assert.equal(await value(session, 'SELECT COUNT(*) FROM t'), 4)
  })
})

describe('batches', () => {
  test('publish again and again: IF, variables, WHILE, SELECT into variables', async t => {
    const { session } = await openEngine(t)
    const publish = `
      IF OBJECT_ID(N'dbo.t', N'U') IS NULL CREATE TABLE t (a int NOT NULL PRIMARY KEY, at datetime2 NOT NULL DEFAULT SYSUTCDATETIME());
      IF NOT EXISTS (SELECT 1 FROM sys.columns WHERE object_id = OBJECT_ID(N't') AND name = N'n')
        ALTER TABLE t ADD n int NULL
      ELSE BEGIN PRINT 'there'; END;
      DECLARE @i int = 0, @n bigint, @most int;
      WHILE 1 = 1 BEGIN
        SET @i = @i + 1;
        IF @i = 2 CONTINUE
        IF @i > 4 BREAK
        IF NOT EXISTS (SELECT * FROM t WHERE a = @i) INSERT t (a) VALUES (@i);
      END
      SELECT @n = COUNT_BIG(*), @most = MAX(a) FROM t;
      SELECT @most = a FROM t WHERE a = 99;
      IF @n <> 3 RETURN
      SELECT @n, @most, @i`
    for (let round = 0; round < 3; round++) assert.deepEqual(await rows(session, publish), [[3n, 4, 5]])
    assert.deepEqual(await rows(session, 'DECLARE @x int = 5; RETURN; SELECT @x'), [])
    await fails(session, 'DECLARE @x int; SELECT @x = 1, 2', 141, /must not be combined/)
  })

  test('hashes of bytes are exact; what cannot be is an error', async t => {
    const { session } = await openEngine(t)
    await results(session, "CREATE TABLE t (b varbinary(9), n nvarchar(9)); INSERT t VALUES (0x616263, N'abc')")
    const sha = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
    const hex = (bytes: unknown) => (bytes instanceof Uint8Array ? Buffer.from(bytes).toString('hex') : bytes)
    assert.equal(hex(await value(session, "SELECT HASHBYTES('SHA2_256', b) FROM t")), sha)
    assert.equal(hex(await value(session, "SELECT HASHBYTES('sha2_256', 'abc')")), sha)
    assert.equal(hex(await value(session, "SELECT HASHBYTES('MD5', N'abc')")), 'ce1473cf80c6b3fda8e3dfc006adc315')
    await fails(session, "SELECT HASHBYTES('MD5', n) FROM t", 50_000, /does not know HASHBYTES/)
    await fails(session, 'SELECT CHECKSUM(n) FROM t', 195, /'CHECKSUM' is not a recognized/)
  })
})
