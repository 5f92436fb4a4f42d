import { Connection, type ConnectionConfiguration, Request } from 'tedious'
import { type ServerOptions, type StandIn, startServer } from './server.ts'
import {
  type Answer,
  type BulkStream,
  type Engine,
  type Login,
  type SqlColumn,
  SqlError,
  type SqlParameter,
  type SqlValue,
  type TransactionChange,
} from './types.ts'

type Script = (parameters: SqlParameter[]) => AsyncIterable<Answer> | Iterable<Answer>

const CHANGES: Record<string, TransactionChange> = { begin: 'begin', commit: 'commit', rollback: 'rollback' }

/** An engine of a few lines for the tests of the wire: answers come from a script per statement. */
export class ScriptedEngine implements Engine {
  readonly logins: Login[] = []
  readonly executed: string[] = []
  open = 0
  /** The columns that a bulk load must have, and the rows of all of them. */
  declared: SqlColumn[] = []
  readonly loaded: SqlValue[][] = []
  readonly #scripts: Record<string, Script>

  constructor(scripts: Record<string, Script> = {}) {
    this.#scripts = scripts
  }

  async login(login: Login) {
    this.logins.push(login)
    const byToken = login.user === '' && login.password === 'a good token'
    const byPassword = login.user === 'reader' && login.password === 'pässwörd ✓'
    if (!byToken && !byPassword) throw new SqlError(18456, `Login failed for user '${login.user}'.`, { class: 14 })
    if (login.database === 'nowhere') {
      throw new SqlError(4060, 'Cannot open database "nowhere" requested by the login. The login failed.', {
        class: 11,
      })
    }
    this.open++
    const open = { transaction: false }
    return {
      execute: (statement: string, parameters: SqlParameter[]) => this.#execute(statement, parameters, open),
      load: (rows: BulkStream) => this.#load(rows),
      fail: async () => null,
      get inTransaction() {
        return open.transaction
      },
      close: async () => {
        this.open--
      },
    }
  }

  async *#execute(
    statement: string,
    parameters: SqlParameter[],
    open: { transaction: boolean },
  ): AsyncGenerator<Answer> {
    this.executed.push(statement)
    const script = this.#scripts[statement]
    if (script !== undefined) return yield* script(parameters)
    const change = CHANGES[/^\s*(\w+) tran(saction)?(?! \[savepoint)/i.exec(statement)?.[1]?.toLowerCase() ?? '']
    if (change) {
      open.transaction = change === 'begin'
      yield { kind: 'transaction', change }
    }
    if (/^\s*(set|begin|commit|rollback|save|insert bulk)\s/i.test(statement)) yield { kind: 'done', rows: null }
    else if (/^EXEC /.test(statement)) {
      throw new SqlError(2812, `Could not find stored procedure '${statement.split(' ')[1]}'.`, { state: 62 })
    } else throw new SqlError(102, `Incorrect syntax near '${statement.slice(0, 20)}'.`, { class: 15 })
  }

  /** Keeps what it is given. */
  async *#load(stream: BulkStream): AsyncGenerator<Answer> {
    await stream.open(this.declared)
    let rows = 0n
    for await (const { count, values } of stream.rows()) {
      this.loaded.push(...Array.from({ length: count }, (_, row) => values.map(column => column[row])))
      rows += BigInt(count)
    }
    yield { kind: 'done', rows }
  }

  async close() {}
}

/** A server for one test, closed with it. */
export async function serverFor(
  test: { after(fn: () => Promise<void>): void },
  engine: Engine,
  options: Omit<ServerOptions, 'engine'> = {},
): Promise<StandIn> {
  const server = await startServer({ engine, ...options })
  test.after(() => server.close())
  return server
}

export interface ConnectOptions {
  encrypt?: boolean | 'strict'
  password?: string
  database?: string
  token?: string
  trust?: boolean
  packetSize?: number
  options?: NonNullable<ConnectionConfiguration['options']>
}

/** A tedious connection to the server; rejects when the login fails. */
export async function connect(server: StandIn, wish: ConnectOptions = {}): Promise<Connection> {
  const { encrypt = false, password = 'pässwörd ✓', database = 'erp', trust = true, packetSize = 32767 } = wish
  const connection = new Connection({
    server: 'localhost',
    authentication:
      wish.token === undefined
        ? { type: 'default', options: { userName: 'reader', password } }
        : { type: 'azure-active-directory-access-token', options: { token: wish.token } },
    options: {
      port: server.port,
      database,
      encrypt,
      trustServerCertificate: trust,
      packetSize,
      appName: 'wire test',
      connectTimeout: 10_000,
      connectionRetryInterval: 10,
      requestTimeout: 20_000,
      ...wish.options,
    },
  })
  connection.on('error', () => undefined)
  await new Promise<void>((resolve, reject) => {
    connection.connect(error => (error === undefined ? resolve() : reject(error)))
  })
  return connection
}

export interface Ran {
  rows: unknown[][]
  /** Rows as DONE counts them. */
  rowCount: number | undefined
  error: (Error & { code?: string; number?: number; state?: number; class?: number }) | null
}

/** Runs a statement and collects its rows; `prepare` may add parameters, listen, or cancel. */
export function run(
  connection: Connection,
  statement: string,
  prepare: (request: Request) => void = () => undefined,
  how: 'batch' | 'sql' = 'batch',
): Promise<Ran> {
  return new Promise(resolve => {
    const rows: unknown[][] = []
    const request = new Request(statement, (error, rowCount) => {
      resolve({ rows, rowCount, error: error instanceof Error ? error : null })
    })
    request.on('row', (columns: { value: unknown }[]) => rows.push(columns.map(({ value }) => value)))
    prepare(request)
    if (how === 'batch') connection.execSqlBatch(request)
    else connection.execSql(request)
  })
}
