/** From a SQL Server into Parquet files, and from these into a SQL Server: the last table is the first one. */
import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { run } from '../../lib/flow/run.ts'
import { quote } from '../../lib/mssql/identifier.ts'
import { loadWorkspace } from '../../lib/workspace/load.ts'
import { rowsOf } from '../mssql/values.ts'
import { readAll, TYPES } from '../stores/mssql/every-type.ts'
import { makeTables, type Tables } from '../stores/mssql/tables.ts'
import { startTestServer, type TestServer } from '../support/sql-server.ts'

let server: TestServer
let folder: string
before(async () => {
  server = await startTestServer()
  folder = await mkdtemp(join(tmpdir(), 'hygge-through-files-'))
})
after(async () => {
  await rm(folder, { recursive: true, force: true })
  await server[Symbol.asyncDispose]()
})

/** `from` of the schema into files below `name`, or these into its table `to`. */
async function move(tables: Tables, name: string, flow: 'out' | 'in', entity: object = {}): Promise<void> {
  const table = (of: string) => `${quote(tables.schema)}.${quote(of)}`
  const flows = {
    out: {
      home: { type: 'mssql', connection: 'it', table: table('from') },
      store: { type: 'local', path: 'files' },
      entities: [{ name: 'e', ...entity }],
    },
    in: {
      home: { type: 'local', path: 'files', format: 'parquet' },
      store: { type: 'mssql', connection: 'it', table: table('to'), storage: 'heap' },
      entities: ['e'],
    },
  }
  await mkdir(join(folder, name), { recursive: true })
  const file = join(folder, name, 'flows.yml')
  await writeFile(file, JSON.stringify({ name, connections: { it: server.connection() }, flows }))
  for await (const event of run(await loadWorkspace(file), { select: [flow] }))
    if (event.type === 'entity.finished') assert.equal(event.error, undefined, event.error?.message)
}

/** The types of a table's columns, as the catalog has them. */
async function typesOf(tables: Tables, table: string): Promise<unknown[][]> {
  const rows = await tables.execute(
    'SELECT c.name, t.name AS type, c.max_length, c.precision, c.scale FROM sys.columns AS c ' +
      'JOIN sys.types AS t ON t.user_type_id = c.user_type_id ' +
      `WHERE c.object_id = OBJECT_ID(N'{s}.${quote(table)}') ORDER BY c.column_id`,
  )
  return rows.map(row => Object.values(row))
}

test('every type comes back as it was, and as the type that it was', async t => {
  const tables = await makeTables(t, server)
  const columns = TYPES.map(([type], at) => `[c${at}] ${type} NULL`).join(', ')
  await tables.execute(`CREATE TABLE {s}.[from] ([id] int NOT NULL PRIMARY KEY, ${columns})`)
  // What a text of a code page becomes in the end.
  const made = TYPES.map(([type, becomes], at) => `[c${at}] ${becomes ?? type} NULL`).join(', ')
  await tables.execute(`CREATE TABLE {s}.[wanted] ([id] int NULL, ${made})`)
  const rows = [TYPES.map(([, , ordinary]) => ordinary), TYPES.map(() => 'NULL'), TYPES.map(([, , , border]) => border)]
  for (const [id, row] of rows.entries())
    await tables.execute(`INSERT INTO {s}.[from] VALUES (${id}, ${row.join(', ')})`)
  await move(tables, 'every', 'out')
  await move(tables, 'every', 'in')
  assert.deepEqual(await typesOf(tables, 'to'), await typesOf(tables, 'wanted'))
  const valuesOf = async (table: string) => {
    const { schema, batches } = await readAll(server, `${quote(tables.schema)}.${quote(table)}`)
    return rowsOf(schema, batches).toSorted(([a], [b]) => Number(a) - Number(b))
  }
  assert.deepEqual(await valuesOf('to'), await valuesOf('from'))
})

test('files in which a text has different lengths make a column for all of them', async t => {
  const tables = await makeTables(t, server)
  await tables.execute(
    'CREATE TABLE {s}.[from] ([id] int NOT NULL PRIMARY KEY, [a] nvarchar(3) NULL, [b] nvarchar(9) NULL)',
  )
  await tables.execute("INSERT INTO {s}.[from] VALUES (1, N'abc', N'b')")
  const increment = { run_type: 'incremental', watermark: { column: 'id' } }
  await move(tables, 'lengths', 'out', increment)
  await tables.execute('ALTER TABLE {s}.[from] ALTER COLUMN [a] nvarchar(7) NULL')
  await tables.execute("INSERT INTO {s}.[from] VALUES (2, N'abcdefg', N'c')")
  await move(tables, 'lengths', 'out', increment)
  await move(tables, 'lengths', 'in')
  assert.deepEqual(
    (await typesOf(tables, 'to')).map(([name, type, length]) => `${name} ${type} ${length}`),
    ['id int 4', 'a nvarchar -1', 'b nvarchar 18'],
  )
  assert.deepEqual(await tables.execute('SELECT [id], [a] FROM {s}.[to] ORDER BY [id]'), [
    { id: 1, a: 'abc' },
    { id: 2, a: 'abcdefg' },
  ])
})
