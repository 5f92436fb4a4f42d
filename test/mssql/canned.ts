/** A server over real TCP whose answers a test writes itself: what no database would say can be said too. */
import type { MssqlConnection } from '../../lib/mssql/connection.ts'
import type { SessionPool } from '../../lib/mssql/pool.ts'
import { type StandIn, startServer } from '../stand-ins/sql-server/server.ts'
import {
  type Answer,
  type Engine,
  type SqlColumn,
  SqlError,
  type SqlParameter,
  type SqlValue,
} from '../stand-ins/sql-server/types.ts'
import { readingPool } from '../support/sql-server.ts'

export const LOGIN = { user: 'reader', password: 'hygge-Reader1' }

type Script = (statement: string, parameters: SqlParameter[]) => AsyncIterable<Answer> | Iterable<Answer>
type ServerOptions = Omit<Parameters<typeof startServer>[0], 'engine'>

export interface Canned extends AsyncDisposable {
  server: StandIn
  connection: MssqlConnection
  /** A pool that homes read through; it closes with the server. */
  pool: (more?: Partial<MssqlConnection>) => SessionPool
  /** Answers that their session gave up, because they were cancelled or the client left. */
  abandoned: () => number
}

/** Starts a server whose answers to everything but the client's opening batch come from `script`. */
export async function startCanned(script: Script, options: ServerOptions = {}): Promise<Canned> {
  let abandoned = 0
  const engine: Engine = {
    async login({ user, password }) {
      const known = user === '' ? password === 'a-token' : user === LOGIN.user && password === LOGIN.password
      if (!known) throw new SqlError(18456, `Login failed for user '${user}'.`, { class: 14, state: 8 })
      return {
        async *execute(statement, parameters) {
          if (/^set /i.test(statement) && !/select/i.test(statement)) return yield { kind: 'done', rows: null }
          let complete = false
          try {
            yield* script(statement, parameters)
            complete = true
          } finally {
            if (!complete) abandoned++
          }
        },
        load() {
          throw new SqlError(50000, 'The canned server takes no bulk loads.')
        },
        fail: async () => null,
        inTransaction: false,
        async close() {},
      }
    },
    async close() {},
  }
  const server = await startServer({ engine, ...options })
  const connection: MssqlConnection = {
    type: 'mssql',
    server: '127.0.0.1',
    port: server.port,
    database: 'erp',
    encrypt: false,
    authentication: { type: 'sql', ...LOGIN },
  }
  const pools: SessionPool[] = []
  return {
    server,
    connection,
    pool(more = {}) {
      const pool = readingPool({ ...connection, ...more })
      pools.push(pool)
      return pool
    },
    abandoned: () => abandoned,
    async [Symbol.asyncDispose]() {
      await Promise.all(pools.map(pool => pool.close()))
      await server.close()
    },
  }
}

/** The answer to a SELECT of these rows, given column by column. */
export function* table(columns: SqlColumn[], values: SqlValue[][], count = values[0]?.length ?? 0): Generator<Answer> {
  yield { kind: 'columns', columns }
  yield { kind: 'rows', count, values }
  yield { kind: 'done', rows: BigInt(count) }
}
