/** The engine of the SQL Server stand-in: databases in an in-memory DuckDB, spoken to in T-SQL. */
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { type Engine, type Login, SqlError, type SqlValue } from '../types.ts'
import type { RowOptions } from '../wire/index.ts'
import { Catalog } from './catalog.ts'
import { loadRows } from './load.ts'
import { Locks } from './locks.ts'
import { MACROS } from './macros.ts'
import { EngineSession } from './session.ts'
import { Versions } from './strands.ts'
import { type Column, type Index, rowversionSequence, type Table } from './table.ts'
import type { SessionFacts } from './translate/context.ts'
import { createSchemaSql } from './translate/table-sql.ts'
import type { VolumeTable } from './volume/table.ts'

export interface EngineOptions {
  /** Passwords by name; default `reader` with `hygge-Reader1`. */
  users?: Record<string, string>
  /** Access tokens that log in; they come as the password of the user ''. */
  tokens?: string[]
  /** Dynamic management views answer 262: permission denied. */
  forbidCatalog?: boolean
  /** Snapshot isolation answers 3952: not allowed in this database. */
  forbidSnapshot?: boolean
  /** How rows of volume tables are encoded; the wire's own options. */
  rows?: RowOptions
}

export const DEFAULT_USER = { user: 'reader', password: 'hygge-Reader1' }
const FIRST_SESSION = 51
/** The id of the first principal that a database does not bring along. */
const FIRST_USER = 5
const FIRST_ROWVERSION = 2001n

export class StandInEngine implements Engine {
  readonly options: EngineOptions
  readonly catalog = new Catalog()
  readonly locks = new Locks()
  readonly versions = new Versions()
  readonly #instance: DuckDBInstance
  readonly #connection: DuckDBConnection
  readonly #rowversions = new Map<string, bigint>()
  readonly #sessions = new Set<EngineSession>()
  #lastSession = FIRST_SESSION - 1

  private constructor(options: EngineOptions, instance: DuckDBInstance, connection: DuckDBConnection) {
    this.options = options
    this.#instance = instance
    this.#connection = connection
  }

  static async create(options: EngineOptions = {}): Promise<StandInEngine> {
    const instance = await DuckDBInstance.create(':memory:')
    const connection = await instance.connect()
    for (const macro of MACROS) await connection.run(`CREATE MACRO ${macro}`)
    return new StandInEngine(options, instance, connection)
  }

  get #users(): Record<string, string> {
    return this.options.users ?? { [DEFAULT_USER.user]: DEFAULT_USER.password }
  }

  /** One more connection to DuckDB. */
  connect(): Promise<DuckDBConnection> {
    return this.#instance.connect()
  }

  /** DuckDB itself, for seeds that read files. */
  get connection(): DuckDBConnection {
    return this.#connection
  }

  async addDatabase(name: string): Promise<void> {
    const { principals } = this.catalog.addDatabase(name)
    for (const [index, user] of Object.keys(this.#users).entries()) {
      principals.set(user.toLowerCase(), { name: user, id: FIRST_USER + index, type: 'S' })
    }
    await this.#connection.run(createSchemaSql(name))
    await this.#connection.run(`CREATE SEQUENCE ${rowversionSequence(name)} START ${FIRST_ROWVERSION}`)
  }

  addVolumeTable(database: string, name: string, volume: VolumeTable): void {
    const columns = volume.columns.map((column, index): Column => ({ ...column, id: index + 1 }))
    const key: Index = {
      name: `PK_${name}`,
      unique: true,
      primary: true,
      constraint: true,
      clustered: true,
      columnstore: false,
      columns: ['id'],
      descending: [],
      included: [],
    }
    this.catalog.put(this.catalog.design({ database, schema: 'dbo', name }, { columns, indexes: [key], volume }))
  }

  /** Runs T-SQL as the server itself, for seeds; answers are read and thrown away. */
  async run(database: string, statement: string): Promise<void> {
    const session = await this.#open({ user: 'sa', password: '', database, application: 'seed', host: 'stand-in' })
    try {
      for await (const _ of session.execute(statement, []));
    } finally {
      await session.close()
    }
  }

  /** Appends rows whose cells are in the order of the table's columns. */
  async load(database: string, path: string[], rows: readonly SqlValue[][]): Promise<void> {
    await loadRows(this.#connection, this.table(database, path), rows)
  }

  table(database: string, path: string[]): Table {
    return this.catalog.table(path, database)
  }

  async login(login: Login): Promise<EngineSession> {
    const { user, password } = login
    const entry = Object.entries(this.#users).find(([name]) => name.toLowerCase() === user.toLowerCase())
    const known = user === '' ? (this.options.tokens ?? []).includes(password) : entry?.[1] === password
    if (!known)
      throw new SqlError(18456, `Login failed for user '${user === '' ? '<token-identified principal>' : user}'.`, {
        class: 14,
      })
    const [first] = this.catalog.databases.values()
    const database =
      login.database === '' ? first?.name : this.catalog.databases.get(login.database.toLowerCase())?.name
    if (database === undefined) {
      throw new SqlError(4060, `Cannot open database "${login.database}" requested by the login. The login failed.`, {
        class: 11,
      })
    }
    return this.#open({ ...login, database })
  }

  async #open({ user, host, application, database }: Login): Promise<EngineSession> {
    const connection = await this.connect()
    this.#lastSession++
    const facts: SessionFacts = {
      id: this.#lastSession,
      user,
      host,
      application,
      transactions: 0,
      transactionState: 0,
      lastError: 0,
      identityInsert: null,
      lastRows: 0,
      lastIdentity: null,
    }
    const session = new EngineSession(this, connection, facts, database)
    this.#sessions.add(session)
    return session
  }

  /** A session that has closed itself. */
  forget(session: EngineSession): void {
    this.#sessions.delete(session)
  }

  /** The last rowversion given out, as of the last refresh. */
  rowversion(database: string): bigint {
    return this.#rowversions.get(database.toLowerCase()) ?? FIRST_ROWVERSION - 1n
  }

  async refreshRowversions(database: string): Promise<void> {
    this.#rowversions.set(database.toLowerCase(), (await this.#lastRowversion(database)) ?? FIRST_ROWVERSION - 1n)
  }

  async #lastRowversion(database: string): Promise<bigint | null> {
    const result = await this.#connection.run(
      "SELECT last_value FROM duckdb_sequences() WHERE schema_name = $1 AND sequence_name = 'rowversion'",
      [database.toLowerCase()],
    )
    const [[value] = []] = await result.getRows()
    return typeof value === 'bigint' ? value : null
  }

  async close(): Promise<void> {
    for (const session of this.#sessions) await session.close().catch(() => undefined)
    this.#connection.disconnectSync()
    this.#instance.closeSync()
  }
}
