/** What becomes of tables of an SQLite file: replaced, added to, merged, refused; and what waits when somebody else has the file. */
import assert from 'node:assert/strict'
import { existsSync, mkdirSync } from 'node:fs'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, before, describe, type TestContext, test } from 'node:test'
import type { DataType } from '../../../lib/columns/schema.ts'
import { StoreError } from '../../../lib/errors.ts'
import type { SqliteStoreConfig } from '../../../lib/stores/sqlite/config.ts'
import { sqliteStore } from '../../../lib/stores/sqlite/store.ts'
import { SqliteThreads } from '../../../lib/stores/sqlite/threads.ts'
import type { Coming } from '../../../lib/stores/store.ts'
import { makeTable, type Value } from '../../encode/table.ts'
import { openRun, SCHEMA, schemaOf, settle, stageRows } from './rows.ts'

let folder: string
/** They wait shortly for others. */
const threads = new SqliteThreads(100)
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hygge-sqlite-store-'))
})
after(async () => {
  await threads.close()
  await rm(folder, { recursive: true, force: true })
})

let files = 0
function makeFile(t: TestContext, sql = '') {
  const own = join(folder, `${files++}`)
  mkdirSync(own)
  const path = join(own, 'it.db')
  const database = new DatabaseSync(path)
  t.after(() => database.close())
  database.exec(sql)
  return {
    folder: own,
    database,
    store: (config: Partial<SqliteStoreConfig> = {}) =>
      sqliteStore({ type: 'sqlite', path, table: 'orders', rows_per_part: 10, ...config }, threads),
    read: (select = 'SELECT * FROM orders ORDER BY 1') =>
      database
        .prepare(select)
        .all()
        .map(row => Object.values(row)),
  }
}

function refused(code: string, message: RegExp) {
  return (error: unknown) => {
    assert.ok(error instanceof StoreError, String(error))
    assert.equal(error.code, code, error.message)
    assert.match(error.message, message)
    assert.ok(error.advice)
    return true
  }
}

const coming: Coming = { mode: 'incremental', schema: SCHEMA, nulls: [], first: false }

describe('if_exists', () => {
  test('a full_drop replaces, keeps what users made of a table that stays the same, and an increment adds', async t => {
    const { store, read, database } = makeFile(t)
    await settle(store(), { run: 'r1' }, [[1n, 'a']], [[2n, null]])
    assert.deepEqual(read(), [
      [1, 'a'],
      [2, null],
    ])
    database.exec('CREATE INDEX mine ON orders (name)')
    await settle(store(), { run: 'r2' }, [[3n, 'c']])
    await settle(store(), { run: 'r3', mode: 'incremental' }, [[4n, 'd']])
    assert.deepEqual(read(), [
      [3, 'c'],
      [4, 'd'],
    ])
    assert.deepEqual(read("SELECT name FROM sqlite_master WHERE name = 'mine'"), [['mine']])
    assert.deepEqual(read('SELECT run, rows FROM __hygge_parts ORDER BY run'), [
      ['r2', 1],
      ['r3', 1],
    ])
    const other = schemaOf({ id: { kind: 'int', bits: 64 }, day: { kind: 'date' } })
    await settle(store(), { run: 'r4', schema: other }, [[5n, 1n]])
    assert.deepEqual(read(), [[5, '1970-01-02']])
  })

  test('merge updates and inserts by a key of any case, and makes the index that it needs', async t => {
    const { store, read } = makeFile(t)
    await settle(store(), { run: 'r1' }, [
      [1n, 'a'],
      [2n, 'b'],
    ])
    await settle(store({ key: ['ID'] }), { run: 'r2', mode: 'incremental' }, [[2n, 'B']], [[3n, 'c']], [[2n, 'BB']])
    assert.deepEqual(read(), [
      [1, 'a'],
      [2, 'BB'],
      [3, 'c'],
    ])
    assert.deepEqual(read("SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = 'orders'"), [
      ['orders__hygge_key'],
    ])
    // The index does not get into the way of what follows.
    await settle(store({ key: ['id'] }), { run: 'r3', mode: 'incremental' }, [[1n, null]])
    assert.deepEqual(read('SELECT name FROM orders WHERE id = 1'), [[null]])
  })

  test('publishing twice is publishing once, whatever was done to the table between', async t => {
    const { store, read, database } = makeFile(t)
    const run = { run: 'r1', mode: 'incremental' } as const
    const staging = await openRun(store(), run)
    const part = await stageRows(staging, run, 0, [[1n, 'a']])
    await staging.publish([part])
    await staging.publish([part])
    assert.deepEqual(read(), [[1, 'a']])
    const settled = staging.settled(part)
    assert.ok(settled.kind === 'rows')
    assert.equal(await settled.count(), 1)
    database.exec('DELETE FROM orders')
    await staging.publish([part])
    assert.deepEqual(read(), [], 'who deletes rows does not get them back')
    assert.equal(await settled.count(), 0)
    await staging.sweep()
  })

  test('fail refuses before a row is read, and also when the table came later', async t => {
    const { store, read, database } = makeFile(t)
    assert.deepEqual(await store({ if_exists: 'fail' }).accept?.(coming), [])
    database.exec('CREATE TABLE Orders (x)')
    const there = refused('TABLE_EXISTS', /The table orders in .* is there already/)
    await assert.rejects(async () => store({ if_exists: 'fail' }).accept?.(coming), there)
    await assert.rejects(settle(store({ if_exists: 'fail' }), { run: 'r1' }, [[1n, 'a']]), there)
    assert.deepEqual(read(), [])
  })
})

describe('what does not fit is refused, and nothing is changed', () => {
  test('columns: new ones are added, those that would change values or need them are told', async t => {
    const { store, read, database } = makeFile(t, 'CREATE TABLE orders (ID integer)')
    assert.deepEqual(await store().accept?.(coming), ['The table orders gets the new column name'])
    await settle(store(), { run: 'r1', mode: 'incremental' }, [[1n, 'a']])
    assert.deepEqual(read('SELECT ID, name FROM orders'), [[1, 'a']])
    const cases: [sql: string, code: string, message: RegExp][] = [
      ['CREATE TABLE t (id INTEGER, name NUMERIC)', 'COLUMN_AFFINITY', /name is NUMERIC, which would change .* utf8/],
      ['CREATE TABLE t (id INT, name TEXT, more INT NOT NULL)', 'COLUMN_MISSING', /more is NOT NULL/],
      ['CREATE TABLE t (id INT, name TEXT AS (id))', 'COLUMN_GENERATED', /name is generated/],
      ['CREATE VIEW t AS SELECT 1 AS id', 'NOT_A_TABLE', /t in .* is a view/],
    ]
    for (const [sql, code, message] of cases) {
      database.exec(`DROP TABLE IF EXISTS t; ${sql}`)
      await assert.rejects(async () => store({ table: 't' }).accept?.(coming), refused(code, message))
    }
    const twins = schemaOf({ a: { kind: 'bool' }, A: { kind: 'bool' } })
    await assert.rejects(
      async () => store().accept?.({ ...coming, schema: twins }),
      refused('NAMES_COLLIDE', /A twice/),
    )
    await assert.rejects(
      async () => store({ key: ['idd'] }).accept?.(coming),
      refused('KEY_UNKNOWN', /names idd, and the rows have no such column/),
    )
  })

  test('rows: what a constraint refuses, a key with NULL, a key that is none', async t => {
    const { store, read } = makeFile(t, 'CREATE TABLE orders (id INTEGER CHECK (id < 10), name TEXT)')
    const run = { run: 'r1', mode: 'incremental' } as const
    await settle(store(), run, [
      [1n, 'a'],
      [1n, 'b'],
    ])
    const last = { run: 'r2', mode: 'incremental' } as const
    await assert.rejects(
      settle(
        store(),
        last,
        [[2n, 'c']],
        [
          [3n, 'd'],
          [11n, 'e'],
        ],
      ),
      refused('ROW_REFUSED', /row 2 of r2-r0000-p00001\.parquet: CHECK constraint failed/),
    )
    const key = ['id']
    await assert.rejects(settle(store({ key }), last, [[3n, 'd']]), refused('KEY_NOT_UNIQUE', /have the same id/))
    await assert.rejects(
      settle(store({ key: ['name'] }), last, [[3n, null]]),
      refused('KEY_NULL', /NULL in the column name/),
    )
    assert.deepEqual(read(), [
      [1, 'a'],
      [1, 'b'],
    ])
  })
})

describe('the file', () => {
  test('is not made before there is something to put into it, and one that is something else is left alone', async t => {
    const path = join(folder, 'none.db')
    const store = sqliteStore({ type: 'sqlite', path, table: 'orders', rows_per_part: 10 }, threads)
    assert.equal(await store.existing(), null)
    await store.accept?.(coming)
    for (const probe of store.probes()) assert.ok(await probe.run(t.signal))
    await (await openRun(store, { run: 'r1' })).sweep()
    assert.ok(!existsSync(path))
    await writeFile(path, 'no database, but long enough to be looked at by somebody who wants to know'.repeat(20))
    await assert.rejects(store.existing(), refused('DATABASE_FAILED', /file is not a database/))
  })

  test('that another program writes is waited for, then told as locked and may be tried again', async t => {
    const { store, read, database } = makeFile(t, 'CREATE TABLE orders (id INTEGER, name TEXT)')
    database.exec('BEGIN IMMEDIATE')
    await assert.rejects(settle(store(), { run: 'r1' }, [[1n, 'a']]), (error: unknown) => {
      assert.ok(error instanceof StoreError && error.retryable)
      return refused('DATABASE_LOCKED', /database is locked/)(error)
    })
    database.exec('ROLLBACK')
    await settle(store(), { run: 'r1' }, [[1n, 'a']])
    assert.deepEqual(read(), [[1, 'a']])
  })

  test('takes the tables of many runs at once, one after the other, and is left without a journal of its own', async t => {
    const { folder: own, store, read } = makeFile(t)
    const tables = Array.from({ length: 12 }, (_, at) => `t${at}`)
    await Promise.all(tables.map(table => settle(store({ table }), { run: 'r1' }, [[1n, table]])))
    for (const table of tables) assert.deepEqual(read(`SELECT * FROM ${table}`), [[1, table]])
    assert.deepEqual(await readdir(own), ['it.db'])
  })
})

test("values of every type are what they were, in SQLite's own storage classes", async t => {
  const { store, database } = makeFile(t)
  const types: [DataType, string[]][] = [
    [{ kind: 'bool' }, ['integer']],
    [{ kind: 'int', bits: 16 }, ['integer']],
    [{ kind: 'int', bits: 64 }, ['integer']],
    [{ kind: 'float', bits: 32 }, ['real', 'text']],
    [{ kind: 'float', bits: 64 }, ['real', 'text']],
    [{ kind: 'decimal', precision: 18, scale: 0 }, ['integer']],
    [{ kind: 'decimal', precision: 38, scale: 3 }, ['text']],
    [{ kind: 'date' }, ['text']],
    [{ kind: 'time', unit: 'us' }, ['text']],
    [{ kind: 'timestamp', unit: 'ns', utc: false }, ['text']],
    [{ kind: 'timestamp', unit: 'us', utc: true }, ['text']],
    [{ kind: 'utf8' }, ['text']],
    [{ kind: 'binary' }, ['blob']],
    [{ kind: 'uuid' }, ['text']],
  ]
  const table = makeTable({ seed: 7, rows: 400, nulls: 0.2, types: types.map(([type]) => type) })
  const { fields } = table.schema
  const rows = Array.from({ length: table.rows }, (_, row) => table.values.map(column => column[row] ?? null))
  await settle(store(), { run: 'r1', schema: table.schema }, rows)
  for (const [at, [type, classes]] of types.entries()) {
    const name = `"${fields[at]?.name}"`
    const select = database.prepare(`SELECT typeof(${name}) AS kind, ${name} AS value FROM orders ORDER BY _rowid_`)
    select.setReadBigInts(true)
    const found = select.all()
    assert.equal(found.length, rows.length)
    for (const [row, { kind, value }] of found.entries()) {
      const wanted = rows[row]?.[at] ?? null
      assert.ok(wanted === null ? kind === 'null' : classes.includes(String(kind)), `${name}: ${kind}`)
      // SQLite keeps whole numbers without their point, and with it the sign of zero.
      if (wanted !== null) assert.deepEqual(readBack(type, value), wanted === 0 ? 0 : wanted, name)
    }
  }
})

/** The value as tests have it, from what SQLite has; texts of times by another way than they were written. */
function readBack(type: DataType, value: unknown): Value {
  switch (type.kind) {
    case 'bool':
      return value === 1n
    case 'float':
      return Number(value)
    case 'decimal':
      return BigInt(String(value).replace('.', ''))
    case 'date':
      return BigInt(Date.parse(`${value}T00:00:00Z`) / 86_400_000)
    case 'time':
      return fraction(`1970-01-01T${value}`, 6)
    case 'timestamp':
      return fraction(String(value).replace(' ', 'T').replace('Z', ''), type.unit === 'ns' ? 9 : 6)
    case 'binary':
      return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : null
    case 'uuid':
      return String(value).replaceAll('-', '').toLowerCase()
    default:
      return typeof value === 'bigint' ? value : String(value)
  }
}

function fraction(text: string, digits: number): bigint {
  const [seconds = '', rest = ''] = text.split('.')
  return BigInt(Date.parse(`${seconds}Z`) / 1000) * 10n ** BigInt(digits) + BigInt(rest.padEnd(digits, '0'))
}
