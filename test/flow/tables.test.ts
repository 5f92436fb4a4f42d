/** From a table of a SQL Server into a table of a SQL Server, run by run: replaced, added to, merged, refused, changed, masked. */
import assert from 'node:assert/strict'
import { hash, randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { MssqlConnection } from '../../lib/mssql/connection.ts'
import { quote } from '../../lib/mssql/identifier.ts'
import { Spot } from '../support/increments.ts'
import { startTestServer, type TestServer } from '../support/sql-server.ts'

/** Tables that hygge keeps for itself, and that stay. */
const RECORDS = ['__hygge_parts', '__hygge_runs']
/** Long enough for any run of these, so that one that waits for itself is an end, and not a night. */
const LIMIT = { timeout: 120_000 }

let server: TestServer
const schemas: string[] = []
before(async () => {
  server = await startTestServer()
})
after(async () => {
  for (const schema of server.standIn === null ? schemas : []) {
    for (const table of await tablesOf(schema)) await server.execute(`DROP TABLE ${quote(schema)}.${quote(table)}`)
    await server.execute(`DROP SCHEMA ${quote(schema)}`)
  }
  await server[Symbol.asyncDispose]()
})

async function tablesOf(schema: string): Promise<string[]> {
  const rows = await server.execute(
    `SELECT t.name FROM sys.tables AS t JOIN sys.schemas AS s ON s.schema_id = t.schema_id WHERE s.name = N'${schema}'`,
  )
  return rows.map(({ name }) => String(name)).toSorted()
}

interface Places {
  spot: Spot
  /** The source's name. */
  from: string
  insert(...rows: string[]): Promise<void>
  /** Rows of the destination, or of another table beside it, in the order of their first column. */
  rows(table?: string): Promise<unknown[][]>
  /** `name type` of its columns, with NULL where it may be. */
  columns(table?: string): Promise<string[]>
  names(): Promise<string[]>
}

const COLUMNS = '[id] int NOT NULL PRIMARY KEY, [name] nvarchar(40) NULL'

/** A source of these columns, and a schema of its own for the table `to`. */
async function places(columns = COLUMNS, store: object = {}, more: Partial<MssqlConnection> = {}): Promise<Places> {
  const schema = `tables ${randomBytes(4).toString('hex')}`
  await server.execute(`CREATE SCHEMA ${quote(schema)}`)
  schemas.push(schema)
  const from = await server.createTable(columns, 'from')
  const settling = {
    type: 'mssql',
    connection: 'it',
    table: `${quote(schema)}.[to]`,
    storage: 'heap',
    rows_per_load: 3,
  }
  const spot = await Spot.make({ ...server.connection(), ...more }, from, { ...settling, ...store })
  return {
    spot,
    from,
    insert: async (...rows) => void (await server.execute(`INSERT INTO ${from} VALUES (${rows.join('), (')})`)),
    async rows(table = 'to') {
      const rows = await server.execute(`SELECT * FROM ${quote(schema)}.${quote(table)} ORDER BY 1`)
      return rows.map(row => Object.values(row))
    },
    async columns(table = 'to') {
      const rows = await server.execute(
        'SELECT c.name, t.name AS type, c.max_length, c.is_nullable FROM sys.columns AS c JOIN sys.types AS t ' +
          `ON t.user_type_id = c.user_type_id WHERE c.object_id = OBJECT_ID(N'${quote(schema)}.${quote(table)}') ORDER BY c.column_id`,
      )
      return rows.map(row => `${row.name} ${row.type} ${row.max_length}${row.is_nullable ? ' NULL' : ''}`)
    },
    names: () => tablesOf(schema),
  }
}

test('a full_drop replaces, increments append, and no table of theirs is left', async () => {
  const { spot, insert, rows, columns, names, from } = await places()
  await insert("1, N'a'", "2, N'b'", "3, N'c'", "4, N'd'", '5, NULL')
  assert.equal((await spot.move('full_drop', 'id')).rows, 5)
  assert.deepEqual(await columns(), ['id int 4', 'name nvarchar 80 NULL'])
  await insert("6, N'f'")
  const moved = await spot.move('incremental', 'id')
  assert.equal(moved.rows, 1)
  assert.equal((await spot.move('incremental', 'id')).rows, 0)
  const all = [
    [1, 'a'],
    [2, 'b'],
    [3, 'c'],
    [4, 'd'],
    [5, null],
    [6, 'f'],
  ]
  assert.deepEqual(await rows(), all)
  await server.execute(`DELETE FROM ${from} WHERE [id] < 5`)
  assert.equal((await spot.move('full_drop', 'id')).rows, 2)
  assert.deepEqual(await rows(), all.slice(4))
  assert.deepEqual(await names(), [...RECORDS, 'to'])
})

test('increments merge by a key: what changed, what came, and what the marker takes out', async () => {
  const { spot, insert, rows, columns, from } = await places(
    '[id] int NOT NULL PRIMARY KEY, [name] nvarchar(40) NULL, [__rowMarker__] int NOT NULL, [seen] int NOT NULL',
    { key: ['id'] },
  )
  await insert("1, N'a', 0, 1", "2, N'b', 0, 2", "3, N'c', 0, 3", "4, N'd', 0, 4")
  await spot.move('incremental', 'seen')
  assert.deepEqual(await columns(), ['id int 4', 'name nvarchar 80 NULL', 'seen int 4'])
  await server.execute(`UPDATE ${from} SET [name] = N'B', [__rowMarker__] = 1, [seen] = 5 WHERE [id] = 2`)
  await server.execute(`UPDATE ${from} SET [__rowMarker__] = 2, [seen] = 6 WHERE [id] = 3`)
  await insert('5, NULL, 0, 7', "6, N'gone before it came', 2, 8")
  assert.equal((await spot.move('incremental', 'seen')).rows, 4)
  const now = [
    [1, 'a', 1],
    [2, 'B', 5],
    [4, 'd', 4],
    [5, null, 7],
  ]
  assert.deepEqual(await rows(), now)
  assert.equal((await spot.move('incremental', 'seen')).rows, 0)
  assert.deepEqual(await rows(), now)
})

test('if_exists: fail makes a table once, and says before a row is read that it is there', async () => {
  const { spot, insert, rows, names } = await places(COLUMNS, { if_exists: 'fail' })
  await insert("1, N'a'")
  await spot.move('full_drop', false)
  await insert("2, N'b'")
  const refused = await spot.run('full_drop', false)
  assert.equal(refused.error?.code, 'TABLE_EXISTS')
  assert.equal(refused.rows, 0)
  assert.deepEqual(await rows(), [[1, 'a']])
  assert.deepEqual(await names(), [...RECORDS, 'to'])
})

test('what the server refuses in a load is told with part, rows and column, and nothing of it stays', async t => {
  if (server.standIn === null) return t.skip('no value that hygge sends is one that a real server refuses')
  const { spot, insert, names } = await places()
  await insert("1, N'a'", "2, N'b'", "3, N'c'")
  const message = 'Received an invalid column length from the bcp client for colid 2.'
  server.standIn.faults.add({ match: /^bulk load/i, error: { number: 4815, message, afterRows: 2 } })
  const { status, error } = await spot.run('full_drop', false)
  assert.equal(status, 'failed')
  assert.deepEqual([error?.code, error?.number, error?.column, error?.rows], ['LOAD_FAILED', 4815, 'name', 3])
  assert.match(
    error?.message ?? '',
    /^A load failed \(.*\.\[to\], part \S+, among the first 3 of its rows, column name\): \S+ says: Received/,
  )
  assert.deepEqual(await names(), RECORDS)
})

test('a new column is added as nullable, or refused and nothing changed', async () => {
  const { spot, insert, rows, columns, from } = await places()
  await insert("1, N'a'")
  await spot.move('incremental', 'id')
  await server.execute(`ALTER TABLE ${from} ADD [more] decimal(9,2) NOT NULL DEFAULT 0`)
  await insert("2, N'b', 1.50")
  const refused = await spot.run('incremental', 'id', { more: { schema_drift: { add: 'fail' } } })
  assert.equal(refused.error?.code, 'SCHEMA_DRIFT')
  assert.deepEqual(await rows(), [[1, 'a']])
  const moved = await spot.move('incremental', 'id')
  assert.match(moved.notes.join('\n'), /gets new columns: more/)
  assert.deepEqual(await columns(), ['id int 4', 'name nvarchar 80 NULL', 'more decimal 5 NULL'])
  assert.deepEqual(await rows(), [
    [1, 'a', null],
    [2, 'b', 1.5],
  ])
})

test('a new version settles in a table of its own, and stays there', async () => {
  const { spot, insert, rows, columns, names, from } = await places('[id] int NOT NULL PRIMARY KEY, [n] int NULL')
  await insert('1, 10', '2, 20')
  await spot.move('incremental', 'id')
  await server.execute(`ALTER TABLE ${from} ALTER COLUMN [n] nvarchar(20) NULL`)
  await insert("3, N'thirty'")
  assert.equal((await spot.run('incremental', 'id')).error?.code, 'SCHEMA_DRIFT')
  const moved = await spot.move('incremental', 'id', { more: { schema_drift: { change: 'new_version' } } })
  assert.match(moved.notes.join('\n'), /settles in a place of its own from now on: .*to_v2\]$/m)
  await insert("4, N'forty'")
  assert.equal((await spot.move('incremental', 'id')).rows, 1)
  assert.deepEqual(await rows(), [
    [1, 10],
    [2, 20],
  ])
  assert.deepEqual(await rows('to_v2'), [
    [3, 'thirty'],
    [4, 'forty'],
  ])
  assert.deepEqual(await columns('to_v2'), ['id int 4', 'n nvarchar 40 NULL'])
  assert.deepEqual(await names(), [...RECORDS, 'to', 'to_v2'])
})

for (const size of [1, 2]) {
  test(`home and store of one connection with a pool of ${size} do not wait for each other`, LIMIT, async () => {
    const { spot, insert, rows } = await places(COLUMNS, { key: ['id'] }, { pool: { size, acquire_timeout: 60 } })
    const wanted = Array.from({ length: 20 }, (_, id) => [id, `row ${id}`])
    await insert(...wanted.map(([id, name]) => `${id}, N'${name}'`))
    assert.equal((await spot.move('full_drop', 'id')).rows, 20)
    await insert("20, N'row 20'")
    await spot.move('incremental', 'id')
    assert.deepEqual(await rows(), [...wanted, [20, 'row 20']])
  })
}

test('a masked column is as long as its hashes, whatever the source says of it', async () => {
  const { spot, insert, rows, columns } = await places(
    '[id] int NOT NULL PRIMARY KEY, [code] nvarchar(5) NULL, [who] uniqueidentifier NULL, [age] int NULL, [born] date NULL',
    {
      polish: {
        hash_ids: [{ name: 'key', from_columns: ['id'] }],
        mask: [
          ...['code', 'who', 'age'].map(column => ({ column, method: 'sha256' })),
          { column: 'born', method: 'null' },
        ],
      },
    },
  )
  await insert("1, N'abc', '6F9619FF-8B86-D011-B42D-00C04FC964FF', 7, '2024-02-29'", '2, NULL, NULL, NULL, NULL')
  await spot.move('full_drop', false)
  const sha256 = (text: string) => hash('sha256', text)
  assert.deepEqual(await columns(), [
    'key nvarchar 128',
    'id int 4',
    ...['code', 'who', 'age'].map(name => `${name} nvarchar 128 NULL`),
    'born date 3 NULL',
  ])
  const found = (await rows()).toSorted(([, a], [, b]) => Number(a) - Number(b))
  assert.deepEqual(found, [
    [sha256('1:1,'), 1, sha256('abc'), sha256('6F9619FF-8B86-D011-B42D-00C04FC964FF'), sha256('7'), null],
    [sha256('1:2,'), 2, null, null, null, null],
  ])
})
