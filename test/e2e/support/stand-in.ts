/** The SQL Server stand-in inside the test's process, where its counters can be seen, and what a flows file says of it. */
import type { MssqlConnection } from '../../../lib/mssql/connection.ts'
import { DEFAULT_USER, type EngineOptions, StandInEngine } from '../../stand-ins/sql-server/engine/engine.ts'
import { erp } from '../../stand-ins/sql-server/seeds/erp.ts'
import { volume } from '../../stand-ins/sql-server/seeds/volume.ts'
import { type StandIn, startServer } from '../../stand-ins/sql-server/server.ts'

/** Goes into flows files; its value goes into the environment. */
const PASSWORD_VARIABLE = 'E2E_PASSWORD'
export const PASSWORD = { [PASSWORD_VARIABLE]: DEFAULT_USER.password }

export interface Source extends AsyncDisposable {
  readonly standIn: StandIn
  readonly engine: StandInEngine
  /** What a flows file says of a database; the password is a variable. */
  connection(database: string): MssqlConnection
}

export interface SourceOptions extends EngineOptions {
  /** Rows of volume.dbo.wide and volume.dbo.narrow. */
  volumeRows: number
}

/** Databases erp and volume. */
export async function startSource({ volumeRows, ...options }: SourceOptions): Promise<Source> {
  const engine = await StandInEngine.create(options)
  await erp.plant(engine)
  await volume(volumeRows).plant(engine)
  const standIn = await startServer({ engine })
  return {
    standIn,
    engine,
    connection: database => ({
      type: 'mssql',
      server: standIn.host,
      port: standIn.port,
      database,
      encrypt: false,
      authentication: { type: 'sql', user: DEFAULT_USER.user, password: `\${${PASSWORD_VARIABLE}}` },
    }),
    async [Symbol.asyncDispose]() {
      await standIn.close()
      await engine.close()
    },
  }
}

/** A pattern of the SELECT that reads a table's rows. */
export function reading(table: string): RegExp {
  return new RegExp(`^SELECT [^@]*FROM \\[dbo\\]\\.\\[${table}\\]`)
}

/** Resolves when the condition holds; the test's own time limit is the limit. */
export async function until(condition: () => boolean, every = 20): Promise<void> {
  while (!condition()) await new Promise(resolve => setTimeout(resolve, every))
}
