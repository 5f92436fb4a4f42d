/** What becomes of tables: replaced, added to, merged, refused, and swept. */
import assert from 'node:assert/strict'
import { after, before, describe, type TestContext, test } from 'node:test'
import { StoreError } from '../../../lib/errors.ts'
import type { Coming } from '../../../lib/stores/store.ts'
import { startTestServer, type TestServer } from '../../support/sql-server.ts'
import { column, ID, MARKER, NAME, openRun, SCHEMA, settle, stageRows } from './rows.ts'
import { makeTables, RECORDS, type Tables } from './tables.ts'

let server: TestServer
before(async () => {
  server = await startTestServer()
})
after(() => server[Symbol.asyncDispose]())

const make = (t: TestContext) => makeTables(t, server)

async function read(tables: Tables, columns = '[id], [name]', table = 'orders'): Promise<unknown[][]> {
  const rows = await tables.execute(`SELECT ${columns} FROM {s}.[${table}] ORDER BY [id]`)
  return rows.map(row => Object.values(row))
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

describe('if_exists', () => {
  test('W4 the rows are in the table that was named, and no other table is left', async t => {
    const tables = await make(t)
    await settle(tables.store('orders'), { run: 'r1' }, [[1n, 'a']], [[2n, null]])
    assert.deepEqual(await read(tables), [
      [1, 'a'],
      [2, null],
    ])
    assert.deepEqual(await tables.names(), [...RECORDS, 'orders'])
    const [row] = await tables.execute(
      "SELECT COUNT(*) AS n FROM sys.columns WHERE object_id = OBJECT_ID('{s}.[orders]')",
    )
    assert.equal(row?.n, 2, 'the number of the part is gone')
  })

  test('replace takes the place of what was there, whatever columns it had', async t => {
    const tables = await make(t)
    await tables.execute(
      "CREATE TABLE {s}.[orders] ([other] date NOT NULL); INSERT INTO {s}.[orders] VALUES ('2024-01-01')",
    )
    await settle(tables.store('orders'), { run: 'r1' }, [[1n, 'a']])
    assert.deepEqual(await read(tables), [[1, 'a']])
  })

  test('append adds, merge updates, inserts and deletes by the marker', async t => {
    const tables = await make(t)
    await settle(tables.store('orders'), { run: 'r1' }, [
      [1n, 'a'],
      [2n, 'b'],
      [3n, 'c'],
    ])
    await settle(tables.store('orders'), { run: 'r2', mode: 'incremental' }, [[4n, 'd']])
    assert.deepEqual(await read(tables), [
      [1, 'a'],
      [2, 'b'],
      [3, 'c'],
      [4, 'd'],
    ])
    const schema = { fields: [ID, NAME, MARKER] }
    const merging = tables.store('orders', { key: ['ID'] })
    await settle(
      merging,
      { run: 'r3', mode: 'incremental', schema },
      [
        [2n, 'B', 1n],
        [3n, null, 2n],
        [5n, 'e', 0n],
        [9n, 'x', 2n],
      ],
      [[1n, null, 4n]],
    )
    assert.deepEqual(await read(tables), [
      [1, null],
      [2, 'B'],
      [4, 'd'],
      [5, 'e'],
    ])
    assert.deepEqual(await tables.names(), [...RECORDS, 'orders'])
  })

  test('a merge without a marker only updates and inserts; of one key in two parts the last stands', async t => {
    const tables = await make(t)
    const store = tables.store('orders', { if_exists: 'merge', key: ['id'] })
    await settle(store, { run: 'r1' }, [
      [1n, 'a'],
      [2n, 'b'],
    ])
    await settle(
      store,
      { run: 'r2', mode: 'incremental' },
      [
        [2n, 'first'],
        [3n, 'c'],
      ],
      [[2n, 'last']],
    )
    assert.deepEqual(await read(tables), [
      [1, 'a'],
      [2, 'last'],
      [3, 'c'],
    ])
  })

  test('a merge into a table that is not there makes it without the marker and without what is gone', async t => {
    const tables = await make(t)
    const schema = { fields: [ID, NAME, MARKER] }
    const store = tables.store('orders', { if_exists: 'merge', key: ['id'] })
    await settle(store, { run: 'r1', schema }, [
      [1n, 'a', 0n],
      [2n, 'b', 2n],
    ])
    assert.deepEqual(await read(tables, '*'), [[1, 'a']])
  })

  test('fail leaves a table alone that is there, and makes one that is not', async t => {
    const tables = await make(t)
    const store = tables.store('orders', { if_exists: 'fail' })
    await settle(store, { run: 'r1' }, [[1n, 'a']])
    const accepting = store.accept?.({ mode: 'full_drop', schema: SCHEMA, nulls: [], first: false })
    await assert.rejects(async () => accepting, refused('TABLE_EXISTS', /is there/))
    await assert.rejects(settle(store, { run: 'r2' }, [[2n, 'b']]), refused('TABLE_EXISTS', /is there/))
    await (await openRun(store, { run: 'r2' })).sweep()
    assert.deepEqual(await read(tables), [[1, 'a']])
    assert.deepEqual(await tables.names(), [...RECORDS, 'orders'])
  })
})

describe('the schema check', () => {
  const table = (tables: Tables, columns: string) => tables.execute(`CREATE TABLE {s}.[orders] (${columns})`)
  const increment = { run: 'r1', mode: 'incremental' } as const

  test('new columns are added as nullable, or refused; names are compared by the server', async t => {
    const tables = await make(t)
    await table(tables, '[ID] int NOT NULL, [NAME] nvarchar(40) NULL')
    await tables.execute("INSERT INTO {s}.[orders] VALUES (1, N'a')")
    const schema = { fields: [ID, NAME, column('note', 'nvarchar(10)', { kind: 'utf8' }, false)] }
    const coming = { mode: 'incremental', schema, nulls: [], first: false } satisfies Coming
    assert.match(String(await tables.store('orders').accept?.(coming)), /gets new columns: note/)
    await settle(tables.store('orders'), { ...increment, schema }, [[2n, 'b', 'n']])
    assert.deepEqual(await read(tables, '[id], [name], [note]'), [
      [1, 'a', null],
      [2, 'b', 'n'],
    ])
    const more = { ...coming, schema: { fields: [...schema.fields, column('more', 'int', { kind: 'int', bits: 32 })] } }
    await assert.rejects(
      async () => tables.store('orders', {}, undefined, 'refuse').accept?.(more),
      refused('SCHEMA_MISMATCH', /it has no more/),
    )
  })

  test('says everything at once, and nothing is loaded', async t => {
    const tables = await make(t)
    await table(tables, '[id] smallint NULL, [name] date NULL, [needed] int NOT NULL, [filled] int NOT NULL DEFAULT 1')
    const attempt = settle(tables.store('orders'), increment, [[1n, 'a']])
    await assert.rejects(
      attempt,
      refused(
        'SCHEMA_MISMATCH',
        /name is date, which does not hold every nvarchar\(40\).*needed \(int\) is NOT NULL without a default/,
      ),
    )
    assert.deepEqual(await tables.names(), [...RECORDS, 'orders'])
  })

  test('values that may not fit are looked at before they count', async t => {
    const tables = await make(t)
    await table(tables, '[id] tinyint NOT NULL, [name] nvarchar(3) NOT NULL')
    const store = tables.store('orders')
    await settle(store, increment, [[255n, 'abc']])
    const attempt = settle(store, { ...increment, run: 'r2' }, [
      [256n, 'abcd'],
      [1n, null],
    ])
    await assert.rejects(
      attempt,
      refused(
        'VALUE_REFUSED',
        /id has values that tinyint cannot hold in 1.*name has text of more than 3 characters in 1.*name has NULL in 1/,
      ),
    )
    await (await openRun(store, { ...increment, run: 'r2' })).sweep()
    assert.deepEqual(await read(tables), [[255, 'abc']])
  })

  test('text that the code page of a column does not have is refused, not replaced by question marks', async t => {
    const tables = await make(t)
    await table(tables, '[id] int NOT NULL, [name] varchar(40) COLLATE Latin1_General_CI_AS NULL')
    const store = tables.store('orders')
    await settle(store, increment, [[1n, 'Smørrebrød €']])
    // The stand-in's conversions lose no characters, so only a real server can show what is lost.
    if (server.standIn !== null) return
    await assert.rejects(
      settle(store, { ...increment, run: 'r2' }, [[2n, '東京']]),
      refused('VALUE_REFUSED', /characters that the code page/),
    )
    assert.deepEqual(await read(tables), [[1, 'Smørrebrød €']])
  })

  test('a key that is not there, or is NULL', async t => {
    const tables = await make(t)
    const nowhere = tables.store('orders', { if_exists: 'merge', key: ['nope'] })
    await assert.rejects(
      settle(nowhere, increment, [[1n, 'a']]),
      refused('KEY_NOT_FOUND', /names the column nope; the rows have id, name/),
    )
    const nullable = tables.store('orders', { if_exists: 'merge', key: ['name'] })
    await assert.rejects(
      settle(nullable, { ...increment, run: 'r2' }, [[1n, null]]),
      refused('VALUE_REFUSED', /name has NULL in the key in 1/),
    )
  })
})

describe('work tables', () => {
  test('rows that somebody took from one are missed before anything is changed', async t => {
    const tables = await make(t)
    await settle(tables.store('orders'), { run: 'r1' }, [[1n, 'old']])
    const run = { run: 'r2' }
    const staging = await openRun(tables.store('orders'), run)
    const parts = [
      await stageRows(staging, run, 0, [
        [1n, 'a'],
        [2n, 'b'],
      ]),
    ]
    await tables.execute('DELETE FROM {s}.[orders__hygge_r2] WHERE [id] = 2')
    await assert.rejects(staging.publish(parts), refused('STAGED_PARTS_LOST', /not in its work table any more/))
    assert.deepEqual(await read(tables), [[1, 'old']])
    await staging.sweep()
  })

  test('of dead runs are swept, never those of living ones', async t => {
    const tables = await make(t)
    for (const run of ['dead', 'living', 'slow']) {
      const staging = await openRun(tables.store('orders'), { run, entity: run })
      await stageRows(staging, { run }, 0, [[1n, run]])
    }
    const longAgo = "'2020-01-01T00:00:00'"
    await tables.execute(`UPDATE {s}.[__hygge_runs] SET [seen] = ${longAgo} WHERE [run] IN (N'dead', N'slow')`)
    // A part of it has come since.
    await tables.execute(`UPDATE {s}.[__hygge_parts] SET [staged] = ${longAgo} WHERE [run] = N'dead'`)
    await settle(tables.store('orders'), { run: 'r1' }, [[1n, 'a']])
    assert.deepEqual(await tables.names(), [...RECORDS, 'orders', 'orders__hygge_living', 'orders__hygge_slow'])
  })

  test('several parts on several connections at once', async t => {
    const tables = await make(t)
    const pool = tables.pool()
    const run = { run: 'r1' }
    const staging = await openRun(tables.store('orders', {}, pool), run)
    const sinks = await Promise.all([0, 1, 2, 3].map(part => staging.stage(`r1-r000${part}-p00000.tds`)))
    assert.equal(pool.lent, 4)
    await Promise.all(sinks.map(sink => sink.abort()))
    assert.equal(pool.lent, 0)
    const parts = await Promise.all(
      [0, 1, 2, 3].map(part => stageRows(staging, run, part, [[BigInt(part), `${part}`]])),
    )
    await staging.publish(parts)
    await staging.sweep()
    assert.deepEqual(
      (await read(tables)).map(([id]) => id),
      [0, 1, 2, 3],
    )
    assert.equal(pool.lent, 0)
  })

  test('a wait for a connection ends with the signal', async t => {
    const tables = await make(t)
    const pool = tables.pool()
    const staging = await openRun(tables.store('orders', {}, pool), { run: 'r1' })
    const first = await staging.stage('r1-r0000-p00000.tds')
    const others = await Promise.all(
      Array.from({ length: pool.size - 1 }, () => pool.acquire('read_committed', new AbortController().signal)),
    )
    const control = new AbortController()
    const waiting = staging.stage('r1-r0000-p00001.tds', control.signal)
    const reason = new Error('enough')
    control.abort(reason)
    await assert.rejects(waiting, reason)
    await first.abort()
    for (const session of others) await pool.release(session)
  })
})

test('columnstore and rowstore are made as asked; what is kept of a table that is replaced is kept', async t => {
  const tables = await make(t)
  const indexes = async () =>
    (
      await tables.execute(
        "SELECT i.name, i.type, i.is_primary_key FROM sys.indexes AS i WHERE i.object_id = OBJECT_ID('{s}.[orders]') AND i.type > 0 ORDER BY i.type, i.name",
      )
    ).map(row => `${row.name} ${row.type}${row.is_primary_key === true ? ' key' : ''}`)
  await settle(tables.store('orders', { storage: 'columnstore' }), { run: 'r1' }, [[1n, 'a']])
  assert.deepEqual(await indexes(), ['cci orders 5'])
  await settle(tables.store('orders', { storage: 'rowstore', key: ['Id'] }), { run: 'r2' }, [[1n, 'a']])
  assert.deepEqual(await indexes(), ['cx orders 1'])
  await tables.execute('DROP TABLE {s}.[orders]')
  await tables.execute(
    'CREATE TABLE {s}.[orders] ([id] int NOT NULL CONSTRAINT [pk of orders] PRIMARY KEY CLUSTERED, [name] nvarchar(40) NULL)',
  )
  await tables.execute('CREATE NONCLUSTERED INDEX [by name] ON {s}.[orders] ([name] DESC)')
  await settle(tables.store('orders', { keep: ['indexes'] }), { run: 'r3' }, [
    [2n, 'b'],
    [1n, 'a'],
  ])
  assert.deepEqual(await indexes(), ['pk of orders 1 key', 'by name 2'])
  assert.deepEqual(await read(tables), [
    [1, 'a'],
    [2, 'b'],
  ])
  await assert.rejects(
    settle(tables.store('orders', { keep: ['indexes'] }), { run: 'r4', schema: { fields: [ID] } }, [[1n]]),
    refused('SWAP_REFUSED', /indexes on columns.*by name/),
  )
  assert.deepEqual(await tables.names(), [...RECORDS, 'orders'])
})

test('readers see a whole table while it is replaced again and again', async t => {
  const tables = await make(t)
  const rows = (value: string) => Array.from({ length: 50 }, (_, id) => [BigInt(id), value])
  await settle(tables.store('orders'), { run: 'r0' }, rows('v0'))
  let running = true
  const seen: string[] = []
  const reader = (async () => {
    while (running) {
      const found = await tables.execute('SELECT [name], COUNT(*) AS n FROM {s}.[orders] GROUP BY [name]')
      seen.push(found.map(({ name, n }) => `${name} ${n}`).join(', '))
    }
  })()
  try {
    for (let round = 1; round <= 5; round++)
      await settle(tables.store('orders'), { run: `r${round}` }, rows(`v${round}`))
  } finally {
    running = false
    await reader
  }
  assert.ok(seen.length > 2)
  for (const state of seen) assert.match(state, /^v\d 50$/)
  assert.deepEqual(seen, seen.toSorted(), 'never back')
})

test('permissions are kept when that is asked for, and only then', async t => {
  const tables = await make(t)
  await settle(tables.store('orders'), { run: 'r1' }, [[1n, 'a']])
  await tables.execute('GRANT SELECT ON {s}.[orders] TO [public]')
  await tables.execute('DENY DELETE ON {s}.[orders] TO [public]')
  const granted = async () => {
    const rows = await tables.execute(
      "SELECT p.permission_name, p.state_desc FROM sys.database_permissions AS p WHERE p.class = 1 AND p.major_id = OBJECT_ID('{s}.[orders]') ORDER BY p.permission_name",
    )
    return rows.map(row => `${row.state_desc} ${row.permission_name}`)
  }
  const before = await granted()
  assert.deepEqual(before, ['DENY DELETE', 'GRANT SELECT'])
  await settle(tables.store('orders', { keep: ['permissions'] }), { run: 'r2' }, [[2n, 'b']])
  assert.deepEqual(await granted(), before)
  await settle(tables.store('orders'), { run: 'r3' }, [[3n, 'c']])
  assert.deepEqual(await granted(), [])
})
