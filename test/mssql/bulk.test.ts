/** Bulk loads of our own bytes through tedious' private request, over real TCP: what the seam must keep, whichever version stands behind it. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Connection } from 'tedious'
import { tds } from '../../lib/encode/tds/format.ts'
import { StoreError } from '../../lib/errors.ts'
import { checkBulkSeam } from '../../lib/mssql/bulk.ts'
import type { MssqlConnection } from '../../lib/mssql/connection.ts'
import { Session } from '../../lib/mssql/session.ts'
import { batchesOf } from '../encode/table.ts'
import { startTestServer, type TestServer } from '../support/sql-server.ts'

const NEVER = new AbortController().signal
const SCHEMA = {
  fields: [
    { name: 'id', type: { kind: 'int', bits: 32 }, nullable: false, source: 'int' },
    { name: 'name', type: { kind: 'utf8' }, nullable: true, source: 'nvarchar(60)' },
  ],
} as const satisfies Parameters<typeof tds.head>[0]
const COLUMNS = '[id] int NOT NULL, [name] nvarchar(60) NULL, [__hygge_part] int NOT NULL'

let server: TestServer
before(async () => {
  server = await startTestServer()
})
after(() => server[Symbol.asyncDispose]())

/** COLMETADATA, rows from `first` on, DONE. */
async function loadOf(rows: number, first = 0): Promise<{ head: Uint8Array; body: Uint8Array; tail: Uint8Array }> {
  const ids = Array.from({ length: rows }, (_, at) => BigInt(first + at))
  const schema = { fields: [...SCHEMA.fields] }
  const table = { schema, values: [ids, ids.map(id => (id % 7n === 0n ? null : `næme ${id}`))], rows }
  const { bytes } = await tds.encode(schema, batchesOf(table), 'none', 'r-r0000-p00002.tds')
  return { head: tds.head(schema), body: bytes, tail: tds.tail() }
}

async function withSession<T>(work: (session: Session) => Promise<T>, more: Partial<MssqlConnection> = {}): Promise<T> {
  const session = await Session.open({ ...server.connection(), ...more }, StoreError, NEVER)
  try {
    return await work(session)
  } finally {
    await session.close()
  }
}

function insertBulk(table: string): string {
  return `INSERT BULK ${table} ([id] int, [name] nvarchar(60), [__hygge_part] int) WITH (TABLOCK)`
}

function sql(statement: string) {
  return { statement, parameters: [] }
}

async function countOf(table: string): Promise<number> {
  const [row] = await server.execute(`SELECT COUNT(*) AS n FROM ${table}`)
  return Number(row?.n)
}

describe('a bulk load', () => {
  for (const encrypt of [false, true]) {
    test(`brings all rows, and the session goes on afterwards (encrypt: ${encrypt})`, async () => {
      const table = await server.createTable(COLUMNS, 'bulk')
      await withSession(
        async session => {
          const { head, body, tail } = await loadOf(5000)
          for (const times of [1, 2]) {
            const bulk = await session.bulk(insertBulk(table), NEVER)
            await bulk.write(head)
            // In pieces that have nothing to do with rows or packets.
            for (let at = 0; at < body.length; at += 70_001) await bulk.write(body.subarray(at, at + 70_001))
            await bulk.write(tail)
            assert.equal(await bulk.finish(), 5000)
            assert.ok(session.reusable)
            const [row] = await session.rows(sql(`SELECT COUNT(*) AS n, COUNT([name]) AS named FROM ${table}`), NEVER)
            assert.deepEqual([row?.n, row?.named], [5000 * times, 4285 * times])
          }
        },
        { encrypt, trust_server_certificate: encrypt },
      )
      const [row] = await server.execute(`SELECT MAX([name]) AS name, MIN([__hygge_part]) AS part FROM ${table}`)
      assert.deepEqual([row?.name, row?.part], ['næme 999', 2])
    })
  }

  test('of no rows', async () => {
    const table = await server.createTable(COLUMNS, 'bulk')
    await withSession(async session => {
      const bulk = await session.bulk(insertBulk(table), NEVER)
      const { head, tail } = await loadOf(0)
      await bulk.write(head)
      await bulk.write(tail)
      assert.equal(await bulk.finish(), 0)
    })
    assert.equal(await countOf(table), 0)
  })

  test('belongs to the transaction that it runs in', async () => {
    const table = await server.createTable(COLUMNS, 'bulk')
    await withSession(async session => {
      for (const [end, rows] of [
        ['ROLLBACK', 0],
        ['COMMIT', 300],
      ] as const) {
        await session.rows(sql('BEGIN TRANSACTION'), NEVER)
        const bulk = await session.bulk(insertBulk(table), NEVER)
        for (const bytes of Object.values(await loadOf(300))) await bulk.write(bytes)
        assert.equal(await bulk.finish(), 300)
        await session.rows(sql(end), NEVER)
        assert.equal(await countOf(table), rows)
      }
    })
  })

  test('that is abandoned in the middle leaves nothing, and takes its session with it', async () => {
    const table = await server.createTable(COLUMNS, 'bulk')
    await withSession(async session => {
      const bulk = await session.bulk(insertBulk(table), NEVER)
      const { head, body } = await loadOf(40_000)
      await bulk.write(head)
      await bulk.write(body.subarray(0, body.length >> 1))
      const reason = new Error('enough')
      await bulk.abandon(reason)
      await bulk.abandon(new Error('again'))
      await assert.rejects(bulk.finish(), reason)
      await assert.rejects(bulk.write(body), reason)
      assert.equal(session.reusable, false)
    })
    assert.equal(await countOf(table), 0)
  })

  test('that was announced wrongly: the server says so before a byte is sent', async () => {
    await withSession(async session => {
      await assert.rejects(session.bulk(insertBulk('[dbo].[nowhere]'), NEVER), {
        code: 'SQL_ERROR',
        name: 'StoreError',
      })
    })
  })

  test('whose columns are not the announced ones fails by the number of the column', async () => {
    const table = await server.createTable('[id] bigint NOT NULL, [name] nvarchar(60) NULL, [__hygge_part] int', 'bulk')
    await withSession(async session => {
      const bulk = await session.bulk(insertBulk(table).replace('[id] int', '[id] bigint'), NEVER)
      const load = async () => {
        for (const bytes of Object.values(await loadOf(10))) await bulk.write(bytes)
        await bulk.finish()
      }
      await assert.rejects(load(), (error: unknown) => {
        assert.ok(error instanceof StoreError)
        assert.equal(error.facts.number, 4816)
        return true
      })
    })
    assert.equal(await countOf(table), 0)
  })
})

describe('a bulk load into a server that misbehaves', {
  skip: process.env.HYGGE_TEST_MSSQL ? 'needs the stand-in' : false,
}, () => {
  /** Loads 40,000 rows while the fault is armed. */
  async function hindered(
    fault: Parameters<NonNullable<TestServer['standIn']>['faults']['add']>[0],
    more: Partial<MssqlConnection> = {},
  ): Promise<unknown> {
    const table = await server.createTable(COLUMNS, 'bulk')
    server.standIn!.faults.add({ match: 'BULK LOAD', ...fault })
    try {
      return await withSession(async session => {
        const bulk = await session.bulk(insertBulk(table), NEVER)
        try {
          for (const bytes of Object.values(await loadOf(40_000))) await bulk.write(bytes)
          return await bulk.finish()
        } catch (error) {
          assert.equal(session.reusable, false)
          return error
        }
      }, more)
    } finally {
      server.standIn!.faults.clear()
      assert.equal(await countOf(table), 0)
    }
  }

  test('an error in the middle is the error of the load', async () => {
    const error = await hindered({ error: { number: 1205, message: 'Deadlocked.', afterRows: 1000 } })
    assert.ok(error instanceof StoreError, String(error))
    assert.deepEqual([error.code, error.facts.number, error.retryable], ['SQL_ERROR', 1205, true])
  })

  test('a connection that is lost', async () => {
    const error = await hindered({ dropAfterReceived: 100_000 })
    assert.ok(error instanceof StoreError, String(error))
    assert.deepEqual([error.code, error.retryable], ['CONNECTION_LOST', true])
  })

  test('a server that takes no more', async () => {
    const error = await hindered({ hang: { afterRows: 1000, attention: 'ignored' } }, { request_timeout: 1 })
    assert.ok(error instanceof StoreError, String(error))
    assert.deepEqual([error.code, error.retryable], ['REQUEST_TIMEOUT', true])
  })

  test('is not blamed for a source that is slow', async () => {
    const table = await server.createTable(COLUMNS, 'bulk')
    await withSession(
      async session => {
        const bulk = await session.bulk(insertBulk(table), NEVER)
        const { head, body, tail } = await loadOf(100)
        await bulk.write(head)
        await sleep(1300)
        await bulk.write(body)
        await bulk.write(tail)
        assert.equal(await bulk.finish(), 100)
      },
      { request_timeout: 1 },
    )
  })

  test('slows its writer: bytes wait for the server, not in memory', async () => {
    const table = await server.createTable(COLUMNS, 'bulk')
    server.standIn!.faults.add({ match: 'BULK LOAD', throttle: 1_000_000 })
    await withSession(async session => {
      const bulk = await session.bulk(insertBulk(table), NEVER)
      const { head, body } = await loadOf(20_000)
      await bulk.write(head)
      let written = 0
      const writing = (async () => {
        for (;;) {
          await bulk.write(body)
          written += body.length
        }
      })()
      writing.catch(() => {})
      // First the buffers of two sockets fill, which the operating system makes as large as it likes.
      await sleep(500)
      const before = written
      await sleep(500)
      assert.ok(written - before < 8_000_000, `${written - before} bytes were taken in half a second`)
      await bulk.abandon(new Error('enough'))
      await assert.rejects(writing, { message: 'enough' })
    })
    server.standIn!.faults.clear()
  })
})

test('a tedious without these methods is refused', () => {
  const refused = { code: 'TEDIOUS_CHANGED', advice: /npm ci/ }
  const method = (_one: unknown, _two: unknown, _three: unknown) => {}
  assert.throws(() => checkBulkSeam({}), refused)
  assert.throws(() => checkBulkSeam({ makeRequest: method }), refused)
  assert.throws(() => checkBulkSeam({ makeRequest: method, newBulkLoad: () => {} }), refused)
  checkBulkSeam({ makeRequest: method, newBulkLoad: method })
  checkBulkSeam(Connection.prototype)
})
