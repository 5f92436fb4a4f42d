/** Places for tests of the SQL Server store: a schema of its own, pools, and what readers and the catalog see there. */
import { randomBytes } from 'node:crypto'
import type { TestContext } from 'node:test'
import { StoreError } from '../../../lib/errors.ts'
import type { MssqlConnection } from '../../../lib/mssql/connection.ts'
import { quote } from '../../../lib/mssql/identifier.ts'
import { opened, SessionPool } from '../../../lib/mssql/pool.ts'
import type { Row } from '../../../lib/mssql/session.ts'
import type { MssqlStoreConfig, NewColumns } from '../../../lib/stores/mssql/config.ts'
import { mssqlStore } from '../../../lib/stores/mssql/store.ts'
import type { Store } from '../../../lib/stores/store.ts'
import type { TestServer } from '../../support/sql-server.ts'

export interface Tables {
  /** The schema, which holds nothing else. */
  schema: string
  pool(more?: Partial<MssqlConnection>): SessionPool
  store(table: string, more?: Partial<MssqlStoreConfig>, pool?: SessionPool, drift?: NewColumns): Store
  /** T-SQL in which `{s}` is the quoted schema. */
  execute(statement: string): Promise<Row[]>
  /** Names of all tables in the schema. */
  names(): Promise<string[]>
}

const SIZE = 8

/** An empty schema; it goes with the test. */
export async function makeTables(t: TestContext, server: TestServer): Promise<Tables> {
  const schema = `hygge ${randomBytes(5).toString('hex')}`
  const execute = (statement: string) => server.execute(statement.replaceAll('{s}', quote(schema)))
  await server.execute(`CREATE SCHEMA ${quote(schema)}`)
  const pools: SessionPool[] = []
  const names = async () => {
    const rows = await execute(
      `SELECT t.name FROM sys.tables AS t JOIN sys.schemas AS s ON s.schema_id = t.schema_id WHERE s.name = N'${schema}'`,
    )
    return rows.map(({ name }) => String(name)).toSorted()
  }
  const pool = (more: Partial<MssqlConnection> = {}) => {
    const made = new SessionPool(
      { ...server.connection(), ...more },
      { size: SIZE, acquireTimeout: 60, raises: StoreError, open: opened(StoreError) },
    )
    pools.push(made)
    return made
  }
  let common: SessionPool | undefined
  t.after(async () => {
    await Promise.all(pools.map(each => each.close()))
    // From the stand-in, too: what its catalog holds, every question about the catalog walks through.
    const all = await names()
    if (all.length > 0) await execute(`DROP TABLE ${all.map(name => `{s}.${quote(name)}`).join(', ')}`)
    await execute('DROP SCHEMA {s}')
  })
  return {
    schema,
    pool,
    execute,
    names,
    store(table, more = {}, own, drift = 'add') {
      common ??= pool()
      const config: MssqlStoreConfig = {
        type: 'mssql',
        connection: 'it',
        table: `${quote(schema)}.${quote(table)}`,
        keep: [],
        storage: 'heap',
        rows_per_load: 1000,
        ...more,
      }
      return mssqlStore(own ?? common, config, drift)
    },
  }
}

/** Tables that hygge keeps for itself, and that stay. */
export const RECORDS = ['__hygge_parts', '__hygge_runs']
