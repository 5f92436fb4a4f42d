/** The home against the stand-in, or a real server when HYGGE_TEST_MSSQL names one: tables with and without an order, and queries. */
import { after, before } from 'node:test'
import type { MssqlHomeConfig } from '../../../lib/homes/mssql/config.ts'
import { mssqlHome } from '../../../lib/homes/mssql/home.ts'
import { homeConformance } from '../../conformance/home.ts'
import type { MakeHome } from '../../conformance/home-under-test.ts'
import { startTestServer, type TestServer } from '../../support/sql-server.ts'

/** A real server takes up to 1,000 rows of VALUES at once. */
const ROWS_PER_INSERT = 500
const COLUMNS = '[text] nvarchar(60) NULL, [flag] bit NULL, [bytes] varbinary(8) NULL, [amount] decimal(18,4) NULL'

let server: TestServer
before(async () => {
  server = await startTestServer()
})
after(() => server[Symbol.asyncDispose]())

function rowOf(id: number): string {
  if (id % 7 === 0) return `(${id}, NULL, NULL, NULL, NULL)`
  return `(${id}, N'Zeile ${id} – ${'ä'.repeat(id % 40)}', ${id % 2}, 0x${id.toString(16).padStart(8, '0')}, ${id}.25)`
}

function over(id: string, config: (table: string) => Partial<MssqlHomeConfig>): MakeHome {
  return async rows => {
    const table = await server.createTable(`${id}, ${COLUMNS}`, 'home')
    let last = 0
    const insert = async (count: number) => {
      for (const end = last + count; last < end; ) {
        const more = Math.min(end - last, Math.max(last, ROWS_PER_INSERT))
        // Rows are made by hand for a while, then the server doubles them.
        if (more > ROWS_PER_INSERT) {
          const columns = '[text], [flag], [bytes], [amount]'
          const from = `SELECT [id] + ${last}, ${columns} FROM ${table} WHERE [id] <= ${more}`
          await server.execute(`INSERT INTO ${table} ([id], ${columns}) ${from}`)
        } else {
          const ids = Array.from({ length: more }, (_, at) => last + at + 1)
          await server.execute(`INSERT INTO ${table} VALUES ${ids.map(rowOf).join(', ')}`)
        }
        last += more
      }
    }
    await insert(rows)
    const pool = server.pool()
    return {
      home: () => mssqlHome(pool, { type: 'mssql', connection: 'erp', ...config(table) }),
      insert,
      async change() {
        await server.execute(`DROP TABLE ${table}`)
        await server.execute(`CREATE TABLE ${table} (${id}, ${COLUMNS.replace('decimal(18,4)', 'decimal(9,2)')})`)
      },
      spoilNextRead(how, afterRows) {
        const error = { number: 1205, class: 13, message: 'Transaction was deadlocked. Rerun it.', afterRows }
        server.standIn?.faults.add(how === 'fails' ? { error } : { hang: { afterRows } })
        return server.standIn !== null
      },
      held: () => pool.lent,
      // Its table goes with the server.
      async [Symbol.asyncDispose]() {},
    }
  }
}

const KEY = '[id] int NOT NULL PRIMARY KEY'
const HEAP = '[id] int NOT NULL'

homeConformance(
  'a SQL Server table',
  { watermark: 'id', ordered: true },
  over(KEY, table => ({ table })),
)
homeConformance(
  'a SQL Server table without a key',
  { watermark: 'id', ordered: false },
  over(HEAP, table => ({ table, where: '[id] > 0 -- all of them' })),
)
homeConformance(
  'a SQL Server query',
  { watermark: null, ordered: false },
  over(KEY, table => ({ query: `SELECT [id], [text], [flag], [bytes], [amount] FROM ${table}` })),
)
