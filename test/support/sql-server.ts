/**
 * The SQL Server that tests speak to: the stand-in, in this process, or a real one when HYGGE_TEST_MSSQL names it
 * (mssql://user:password@host:port/database?encrypt=false). Tests make the tables they need, so that both can serve them.
 */
import { randomBytes } from 'node:crypto'
import { HomeError } from '../../lib/errors.ts'
import type { MssqlConnection } from '../../lib/mssql/connection.ts'
import { quote } from '../../lib/mssql/identifier.ts'
import { opened, SessionPool } from '../../lib/mssql/pool.ts'
import { type Row, Session } from '../../lib/mssql/session.ts'
import { connectionOfUrl } from '../../lib/mssql/url.ts'
import { DEFAULT_USER, type EngineOptions, StandInEngine } from '../stand-ins/sql-server/engine/engine.ts'
import { type StandIn, startServer } from '../stand-ins/sql-server/server.ts'

const NEVER = new AbortController().signal
const DATABASE = 'erp'

export interface TestServer extends AsyncDisposable {
  /** For homes; a fresh object each time, free to change. */
  connection(): MssqlConnection
  /** A pool that homes read through; it closes with the server. */
  pool(more?: Partial<MssqlConnection>): SessionPool
  /** The stand-in behind it, for its faults and counters; null when the server is a real one. */
  standIn: StandIn | null
  /** Runs T-SQL and gives the rows of its answer. */
  execute(statement: string): Promise<Row[]>
  /** Makes a table of these column definitions, under a name of its own; it goes with the server. Returns `dbo.[name]`. */
  createTable(columns: string, name?: string): Promise<string>
}

/** The server that HYGGE_TEST_MSSQL names, or null when it names none. */
export function realServer(): MssqlConnection | null {
  const url = process.env.HYGGE_TEST_MSSQL
  return url === undefined || url === '' ? null : connectionOfUrl(url)
}

/** Starts, or reaches, the server. `options` are the stand-in's. */
export async function startTestServer(options: EngineOptions = {}): Promise<TestServer> {
  const real = realServer()
  if (real !== null) return testServer(real, null, async () => {})
  const engine = await StandInEngine.create(options)
  await engine.addDatabase(DATABASE)
  const standIn = await startServer({ engine })
  const connection: MssqlConnection = {
    type: 'mssql',
    server: standIn.host,
    port: standIn.port,
    database: DATABASE,
    encrypt: false,
    authentication: { type: 'sql', ...DEFAULT_USER },
  }
  return testServer(connection, standIn, async () => {
    await standIn.close()
    await engine.close()
  })
}

function testServer(connection: MssqlConnection, standIn: StandIn | null, stop: () => Promise<void>): TestServer {
  const made: string[] = []
  const pools: SessionPool[] = []
  const execute = async (statement: string) => {
    const session = await Session.open(connection, HomeError, NEVER)
    try {
      return await session.rows({ statement, parameters: [] }, NEVER)
    } finally {
      await session.close()
    }
  }
  return {
    connection: () => structuredClone(connection),
    pool(more = {}) {
      const pool = readingPool({ ...connection, ...more })
      pools.push(pool)
      return pool
    },
    standIn,
    execute,
    async createTable(columns, name = 'table') {
      const table = `dbo.${quote(`${name} ${randomBytes(4).toString('hex')}`)}`
      await execute(`CREATE TABLE ${table} (${columns})`)
      made.push(table)
      return table
    },
    async [Symbol.asyncDispose]() {
      try {
        await Promise.all(pools.map(pool => pool.close()))
        // The stand-in's tables go with its memory.
        if (standIn === null) for (const table of made) await execute(`DROP TABLE ${table}`)
      } finally {
        await stop()
      }
    },
  }
}

/** A pool of up to four sessions, for homes. */
export function readingPool(connection: MssqlConnection): SessionPool {
  return new SessionPool(connection, { size: 4, acquireTimeout: 0, raises: HomeError, open: opened(HomeError) })
}
