import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fails, openEngine, openSession, results, rows, text, value } from './engine-support.ts'

const COLUMNS = `SELECT name, column_id, is_nullable FROM sys.columns WHERE object_id = OBJECT_ID('t') ORDER BY column_id`

describe('tables', () => {
  test('columns, keys, defaults, identity and computed columns are what the catalog says', async t => {
    const { session } = await openEngine(t)
    await results(
      session,
      `CREATE TABLE dbo.t (
        id int IDENTITY(5,2) NOT NULL CONSTRAINT PK_t PRIMARY KEY,
        n nvarchar(9) NOT NULL CONSTRAINT DF_n DEFAULT N'x' CONSTRAINT UQ_n UNIQUE,
        a int NULL DEFAULT ((7)), b AS a * 2, at datetime2(3) NOT NULL DEFAULT SYSUTCDATETIME(), v rowversion,
        INDEX ix NONCLUSTERED (a DESC) INCLUDE (at) WHERE a IS NOT NULL) WITH (DATA_COMPRESSION = PAGE)`,
    )
    await results(session, "INSERT t (n, a) VALUES (N'one', 1), (N'two', DEFAULT)")
    assert.deepEqual(await rows(session, 'SELECT id, n, a, b FROM t ORDER BY id'), [
      [5, 'one', 1, 2],
      [7, 'two', 7, 14],
    ])
    assert.deepEqual(
      await rows(
        session,
        'SELECT name, type, type_desc, is_unique, is_primary_key, is_unique_constraint, filter_definition FROM sys.indexes ORDER BY index_id',
      ),
      [
        ['PK_t', 1, 'CLUSTERED', true, true, false, null],
        ['UQ_n', 2, 'NONCLUSTERED', true, false, true, null],
        ['ix', 2, 'NONCLUSTERED', false, false, false, '(a IS NOT NULL)'],
      ],
    )
    assert.deepEqual(
      await rows(
        session,
        `SELECT c.name, ic.key_ordinal, ic.is_descending_key, ic.is_included_column FROM sys.index_columns AS ic
          JOIN sys.columns AS c ON c.object_id = ic.object_id AND c.column_id = ic.column_id WHERE ic.index_id = 3 ORDER BY ic.index_column_id`,
      ),
      [
        ['a', 1, true, false],
        ['at', 0, false, true],
      ],
    )
    assert.deepEqual(
      await rows(session, 'SELECT name, type, unique_index_id, is_system_named FROM sys.key_constraints ORDER BY name'),
      [
        ['PK_t', 'PK', 1, false],
        ['UQ_n', 'UQ', 2, false],
      ],
    )
    const defaults = await rows(
      session,
      'SELECT c.name, d.definition, d.is_system_named, d.name FROM sys.default_constraints AS d JOIN sys.columns AS c ON c.default_object_id = d.object_id ORDER BY c.column_id',
    )
    assert.deepEqual(defaults.slice(0, 1), [['n', "(N'x')", false, 'DF_n']])
    assert.deepEqual(defaults[1]!.slice(0, 3), ['a', '((7))', true])
    assert.match(String(defaults[1]![3]), /^DF__t__a__[0-9A-F]{8}$/)
    assert.deepEqual(defaults[2]!.slice(0, 2), ['at', '(SYSUTCDATETIME())'])
    const variant = (of: bigint) => ({ type: { name: 'bigint' }, value: of })
    assert.deepEqual(await rows(session, 'SELECT name, seed_value, increment_value FROM sys.identity_columns'), [
      ['id', variant(5n), variant(2n)],
    ])
    assert.deepEqual(await rows(session, 'SELECT name, definition, is_persisted FROM sys.computed_columns'), [
      ['b', '(a * 2)', false],
    ])
    assert.deepEqual(
      await rows(
        session,
        "SELECT COL_LENGTH('t', 'n'), COL_LENGTH('t', 'nope'), COLUMNPROPERTY(OBJECT_ID('t'), 'id', 'IsIdentity')",
      ),
      [[18, null, 1]],
    )
    await fails(session, 'UPDATE t SET b = 1', 271, /"b" cannot be modified/)
    await fails(session, "INSERT t (n, b) VALUES ('z', 1)", 271, /computed column/)
  })

  test('what is defined wrongly is refused with the numbers of the server', async t => {
    const { session } = await openEngine(t)
    await results(
      session,
      'CREATE TABLE t (a int NOT NULL CONSTRAINT PK_t PRIMARY KEY, b int NULL, c nvarchar(5) NULL)',
    )
    await fails(session, 'CREATE TABLE u (a int NULL PRIMARY KEY)', 8111, /nullable column in table 'u'/)
    await fails(
      session,
      'CREATE TABLE u (a int NOT NULL PRIMARY KEY, PRIMARY KEY (a))',
      1779,
      /already has a primary key/,
    )
    await fails(session, 'CREATE TABLE u (a int, A int)', 2705, /Column name 'A' in table 'u'/)
    await fails(session, 'CREATE TABLE u (a int CONSTRAINT PK_t UNIQUE)', 2714, /named 'PK_t'/)
    await fails(session, 'CREATE CLUSTERED INDEX cx ON t (b)', 1902, /Drop the existing clustered index 'PK_t'/)
    await fails(session, 'CREATE CLUSTERED COLUMNSTORE INDEX cx ON t', 35372, /more than one clustered index/)
    await fails(session, 'CREATE INDEX pk_T ON t (b)', 1913, /already exists on table 't'/)
    await fails(session, 'CREATE INDEX ix ON t (nope)', 1911, /Column name 'nope'/)
    await fails(session, 'CREATE INDEX ix ON nope (a)', 1088, /Cannot find the object "nope"/)
    await results(session, "INSERT t VALUES (1, 5, 'x'), (2, 5, 'X')")
    await fails(session, 'CREATE UNIQUE INDEX ux ON t (b)', 1505, /object name 'dbo\.t' and the index name 'ux'.*\(5\)/)
    await fails(session, 'CREATE UNIQUE INDEX ux ON t (c)', 1505, /duplicate key was found/)
    await fails(session, 'ALTER TABLE t ADD d int NOT NULL', 4901, /Column 'd' cannot be added to non-empty table 't'/)
    await fails(session, 'ALTER TABLE nope ADD d int', 4902, /Cannot find the object "nope"/)
    await fails(session, 'ALTER TABLE t DROP COLUMN a', 5074, /'PK_t' is dependent on column 'a'/)
    await fails(session, 'ALTER TABLE t DROP COLUMN nope', 4924, /column 'nope' does not exist in table 't'/)
    await fails(session, 'ALTER TABLE t DROP CONSTRAINT nope', 3728, /'nope' is not a constraint/)
    await fails(session, 'ALTER TABLE t ALTER COLUMN a bigint NOT NULL', 5074, /ALTER COLUMN a failed/)
    await fails(session, 'ALTER TABLE t ALTER COLUMN c int NULL', 245, /Conversion failed/)
    await fails(session, 'DROP INDEX nope ON t', 3701, /Cannot drop the index 't\.nope'/)
    await fails(session, 'DROP INDEX PK_t ON t', 3723, /PRIMARY KEY constraint enforcement/)
    await fails(session, 'TRUNCATE TABLE nope', 4701, /Cannot find the object "nope"/)
    assert.equal(await value(session, 'SELECT COUNT(*) FROM t'), 2)
  })

  test('ALTER TABLE keeps the rows and the indexes, and no id is given twice', async t => {
    const { session } = await openEngine(t)
    await results(
      session,
      "CREATE TABLE t (a int NOT NULL PRIMARY KEY, b nvarchar(5) NOT NULL, c int NULL); INSERT t VALUES (1, 'x', 3)",
    )
    await results(
      session,
      'ALTER TABLE t ADD d int NULL, e int NOT NULL DEFAULT 9, f int NULL CONSTRAINT DF_f DEFAULT 8',
    )
    assert.deepEqual(await rows(session, 'SELECT * FROM t'), [[1, 'x', 3, null, 9, null]])
    await results(session, 'ALTER TABLE t DROP COLUMN c, d')
    await results(session, 'ALTER TABLE t ADD g bigint')
    assert.deepEqual(await rows(session, COLUMNS), [
      ['a', 1, false],
      ['b', 2, false],
      ['e', 5, false],
      ['f', 6, true],
      ['g', 7, true],
    ])
    await results(session, 'ALTER TABLE t ALTER COLUMN b nvarchar(40) NULL')
    await results(session, "UPDATE t SET b = NULL; INSERT t (a, b) VALUES (2, 'longer than five')")
    await fails(
      session,
      'ALTER TABLE t ALTER COLUMN b nvarchar(40) NOT NULL',
      515,
      /NULL into column 'b', table 'erp\.dbo\.t'/,
    )
    await fails(session, 'INSERT t (a) VALUES (2)', 2627, /PRIMARY KEY constraint 'PK__t__.*'.*object 'dbo\.t'.*\(2\)/)
    await results(session, 'ALTER TABLE t DROP CONSTRAINT DF_f; ALTER TABLE t DROP COLUMN f')
    await results(session, 'ALTER TABLE t ADD CONSTRAINT UQ_e UNIQUE NONCLUSTERED (e, a)')
    await fails(session, 'ALTER TABLE t ADD CONSTRAINT uq_E UNIQUE (a)', 2714, /named 'uq_E'/)
    await results(session, 'ALTER TABLE t ADD CONSTRAINT DF_g DEFAULT 4 FOR g; INSERT t (a) VALUES (3)')
    assert.deepEqual(await rows(session, 'SELECT a, e, g FROM t ORDER BY a'), [
      [1, 9, null],
      [2, 9, null],
      [3, 9, 4n],
    ])
  })

  test('keys are the same when they compare as equal', async t => {
    const { session } = await openEngine(t)
    await results(
      session,
      'CREATE TABLE t (n nvarchar(5) NOT NULL, cs nvarchar(5) COLLATE Latin1_General_CS_AS NOT NULL, o datetimeoffset(0) NULL); CREATE UNIQUE INDEX ux ON t (n) WHERE o IS NULL; CREATE UNIQUE INDEX uc ON t (cs); CREATE UNIQUE INDEX uo ON t (o)',
    )
    await results(session, "INSERT t VALUES ('a', 'a', NULL), ('b', 'A', '2024-01-01 12:00 +02:00')")
    await fails(session, "INSERT t VALUES ('A ', 'x', NULL)", 2601, /dbo\.t' with unique index 'ux'/)
    await fails(session, "INSERT t VALUES ('c', 'A', '2025-01-01')", 2601, /unique index 'uc'/)
    await fails(session, "INSERT t VALUES ('d', 'd', '2024-01-01 10:00 +00:00')", 2601, /duplicate key/i)
    await results(session, "INSERT t VALUES ('A', 'e', '2025-01-01')")
    await results(session, "DELETE t WHERE n = 'a'; INSERT t VALUES ('a', 'a', NULL)")
  })

  test('TRUNCATE empties and begins identity anew; IDENTITY_INSERT takes given values', async t => {
    const { session } = await openEngine(t)
    await results(session, 'CREATE TABLE t (id int IDENTITY NOT NULL, a int); INSERT t (a) VALUES (1), (2)')
    assert.equal(await value(session, "SELECT IDENT_CURRENT('t')"), 2n)
    await results(session, 'TRUNCATE TABLE t; INSERT t (a) VALUES (3)')
    assert.deepEqual(await rows(session, 'SELECT id, a FROM t'), [[1, 3]])
    await fails(session, 'INSERT t (id, a) VALUES (9, 9)', 544, /IDENTITY_INSERT is set to OFF/)
    await results(
      session,
      'SET IDENTITY_INSERT dbo.t ON; INSERT t (id, a) VALUES (9, 9); SET IDENTITY_INSERT dbo.t OFF',
    )
    await results(session, 'INSERT t (a) VALUES (10)')
    assert.deepEqual(await rows(session, 'SELECT id FROM t ORDER BY id'), [[1], [9], [10]])
  })
})

describe('names', () => {
  test('sp_rename: tables, columns, indexes, constraints; the new name is one name as it stands', async t => {
    const { session } = await openEngine(t)
    await results(
      session,
      "CREATE TABLE t (a int NOT NULL CONSTRAINT PK_t PRIMARY KEY, b nvarchar(9) NULL); CREATE INDEX ix ON t (b); INSERT t VALUES (1, 'x')",
    )
    const id = await value(session, "SELECT OBJECT_ID('t')")
    await results(session, 'EXEC sp_rename @objname = @from, @newname = @to', [
      text('from', '[dbo].[t]'),
      text('to', 'u'),
    ])
    assert.equal(await value(session, "SELECT OBJECT_ID('dbo.u', N'U')"), id)
    assert.equal(await value(session, "SELECT OBJECT_ID('t')"), null)
    await results(session, "EXEC sp_rename 'dbo.u', 'dbo.[v]'")
    assert.deepEqual(await rows(session, 'SELECT a, b FROM [dbo.[v]]]'), [[1, 'x']])
    await results(session, "EXEC sp_rename N'[dbo.[v]]]', N't', N'OBJECT'; EXEC sp_rename 't.b', 'c', 'COLUMN'")
    await results(session, "EXEC sp_rename 'dbo.t.ix', 'iy', 'INDEX'; EXEC sp_rename 'PK_t', 'PK_u'")
    assert.deepEqual(await rows(session, "SELECT a, c FROM t WHERE c = 'X'"), [[1, 'x']])
    assert.deepEqual(await rows(session, 'SELECT name FROM sys.indexes ORDER BY index_id'), [['PK_u'], ['iy']])
    await fails(session, 'INSERT t VALUES (1, NULL)', 2627, /'PK_u'/)
    await fails(
      session,
      "EXEC sp_rename 'nope', 'x'",
      15225,
      /No item by the name of 'nope' could be found in the current database 'erp', given that @itemtype was input as '\(null\)'/,
    )
    await fails(session, "EXEC sp_rename 't.nope', 'x', 'COLUMN'", 15248, /claimed @objtype \(COLUMN\) is wrong/)
    await fails(session, "EXEC sp_rename 't', 'x', 'TABLE'", 15249, /'TABLE' is unrecognized/)
    await fails(session, "EXEC sp_rename 't', 'PK_u'", 15335, /The new name 'PK_u' is already in use as a OBJECT name/)
    await fails(session, "EXEC sp_rename 't.c', 'A', 'COLUMN'", 15335, /already in use as a COLUMN name/)
    await fails(session, "EXEC sp_rename 't'", 201, /expects parameter '@newname'/)
    await fails(session, "EXEC sp_rename 'a b', 'x'", 15253, /Syntax error parsing SQL identifier 'a b'/)
  })

  test('schemas: a table moves with its rows, indexes and id, its permissions stay behind', async t => {
    const { session } = await openEngine(t)
    await results(
      session,
      'CREATE SCHEMA stage; CREATE TABLE dbo.t (a int NOT NULL CONSTRAINT PK_t PRIMARY KEY); INSERT t VALUES (1)',
    )
    await results(
      session,
      'CREATE USER eve WITHOUT LOGIN; GRANT SELECT, INSERT ON dbo.t TO eve, public WITH GRANT OPTION',
    )
    const id = await value(session, "SELECT OBJECT_ID('t')")
    await results(session, 'ALTER SCHEMA stage TRANSFER dbo.t')
    assert.equal(await value(session, "SELECT OBJECT_ID('stage.t')"), id)
    assert.equal(await value(session, 'SELECT OBJECT_SCHEMA_NAME(object_id) FROM sys.tables'), 'stage')
    assert.equal(await value(session, 'SELECT COUNT(*) FROM sys.database_permissions'), 0)
    await fails(session, 'DROP SCHEMA stage', 3729, /referenced by object 't'/)
    await results(session, 'CREATE TABLE dbo.t (a int)')
    await fails(session, 'ALTER SCHEMA stage TRANSFER dbo.t', 15530, /"t" already exists/)
    await fails(session, 'ALTER SCHEMA stage TRANSFER dbo.nope', 15151, /Cannot find the object 'nope'/)
    await fails(session, 'ALTER SCHEMA nope TRANSFER dbo.t', 15151, /Cannot alter the schema 'nope'/)
    await results(session, 'DROP TABLE IF EXISTS stage.t, stage.nope; DROP SCHEMA stage; DROP SCHEMA IF EXISTS stage')
    assert.equal(await value(session, "SELECT SCHEMA_ID('stage')"), null)
    await fails(session, 'DROP SCHEMA dbo', 15151, /Cannot drop the schema 'dbo'/)
  })

  test('GRANT, DENY and REVOKE are kept; what is denied is refused', async t => {
    const { engine, session } = await openEngine(t)
    await engine.run(
      'erp',
      'CREATE TABLE t (a int, b int); CREATE ROLE readers; GRANT SELECT (a), UPDATE ON t TO readers; DENY DELETE ON OBJECT::t TO reader; GRANT CONTROL ON SCHEMA::dbo TO readers; GRANT SELECT ON t TO public WITH GRANT OPTION',
    )
    const granted = `SELECT p.class, p.permission_name, p.state, p.state_desc, u.name, c.name FROM sys.database_permissions AS p
      JOIN sys.database_principals AS u ON u.principal_id = p.grantee_principal_id
      LEFT JOIN sys.columns AS c ON c.object_id = p.major_id AND c.column_id = p.minor_id ORDER BY u.name, p.permission_name`
    assert.deepEqual(await rows(session, granted), [
      [1, 'SELECT', 'W', 'GRANT_WITH_GRANT_OPTION', 'public', null],
      [1, 'DELETE', 'D', 'DENY', 'reader', null],
      [3, 'CONTROL', 'G', 'GRANT', 'readers', null],
      [1, 'SELECT', 'G', 'GRANT', 'readers', 'a'],
      [1, 'UPDATE', 'G', 'GRANT', 'readers', null],
    ])
    await fails(
      session,
      'DELETE t',
      229,
      /^The DELETE permission was denied on the object 't', database 'erp', schema 'dbo'\.$/,
    )
    const may = (permission: string) => value(session, `SELECT HAS_PERMS_BY_NAME('dbo.t', 'OBJECT', '${permission}')`)
    assert.deepEqual([await may('DELETE'), await may('INSERT')], [0, 1])
    assert.equal(await value(session, "SELECT HAS_PERMS_BY_NAME('nope', 'OBJECT', 'SELECT')"), null)
    const mine = await rows(session, "SELECT permission_name FROM fn_my_permissions('dbo.t', 'OBJECT')")
    assert.ok(mine.some(([name]) => name === 'INSERT') && !mine.some(([name]) => name === 'DELETE'))
    await engine.run(
      'erp',
      'REVOKE DELETE ON t FROM reader; DENY CREATE TABLE TO reader; DENY SELECT ON SCHEMA::dbo TO reader',
    )
    await results(session, 'DELETE t')
    await fails(session, 'SELECT * FROM t', 229, /SELECT permission was denied/)
    await fails(session, 'CREATE TABLE u (a int)', 262, /CREATE TABLE permission denied in database 'erp'/)
    assert.equal(await value(session, "SELECT HAS_PERMS_BY_NAME(NULL, 'DATABASE', 'CREATE TABLE')"), 0)
    await fails(session, 'GRANT SELECT ON t TO nobody', 15151, /Cannot find the user 'nobody'/)
  })

  test('a columnstore index holds all columns and has no key', async t => {
    const { session } = await openEngine(t)
    await results(session, 'CREATE TABLE t (a int, b int); CREATE CLUSTERED COLUMNSTORE INDEX cci ON t')
    assert.deepEqual(await rows(session, 'SELECT name, type, type_desc FROM sys.indexes'), [
      ['cci', 5, 'CLUSTERED COLUMNSTORE'],
    ])
    assert.deepEqual(await rows(session, 'SELECT column_id, key_ordinal FROM sys.index_columns ORDER BY 1'), [
      [1, 0],
      [2, 0],
    ])
    await results(session, 'INSERT t VALUES (1, 2); DROP INDEX IF EXISTS cci ON t; DROP INDEX IF EXISTS cci ON t')
    assert.deepEqual(await rows(session, 'SELECT type FROM sys.indexes'), [[0]])
    await results(session, 'CREATE NONCLUSTERED COLUMNSTORE INDEX ncci ON t (a, b)')
    assert.deepEqual(await rows(session, 'SELECT is_included_column FROM sys.index_columns'), [[true], [true]])
  })

  test('definitions of other sessions are seen when they are committed', async t => {
    const { engine, session } = await openEngine(t)
    const other = await openSession(engine)
    await results(
      session,
      'CREATE TABLE t (a int); BEGIN TRAN; CREATE TABLE u (a int); CREATE SCHEMA s; CREATE INDEX ix ON t (a)',
    )
    const seen =
      "SELECT (SELECT COUNT(*) FROM sys.tables), (SELECT COUNT(*) FROM sys.schemas WHERE name = 's'), (SELECT COUNT(*) FROM sys.indexes)"
    assert.deepEqual(await rows(session, seen), [[2, 1, 3]])
    assert.deepEqual(await rows(other, seen), [[1, 0, 1]])
    await results(session, 'COMMIT')
    assert.deepEqual(await rows(other, seen), [[2, 1, 3]])
  })
})
