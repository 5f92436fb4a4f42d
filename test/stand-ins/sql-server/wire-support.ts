import { Connection, type ConnectionConfiguration, Request } from 'tedious'
import { type ServerOptions, type StandIn, startServer } from './server.ts'
import { type Answer, type Engine, type Login, SqlError, type SqlParameter } from './types.ts'

type Script = (parameters: SqlParameter[]) => AsyncIterable<Answer> | Iterable<Answer>

/** An engine of a few lines for the tests of the wire: answers come from a script per statement. */
export class ScriptedEngine implements Engine {
  readonly logins: Login[] = []
  readonly executed: string[] = []
  open = 0
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
    return {
      execute: (statement: string, parameters: SqlParameter[]) => this.#execute(statement, parameters),
      close: async () => {
        this.open--
      },
    }
  }

  async *#execute(statement: string, parameters: SqlParameter[]): AsyncGenerator<Answer> {
    this.executed.push(statement)
    const script = this.#scripts[statement]
    if (script !== undefined) yield* script(parameters)
    else if (/^\s*(set|begin|commit|rollback|save)\s/i.test(statement)) yield { kind: 'done', rows: null }
    else throw new SqlError(102, `Incorrect syntax near '${statement.slice(0, 20)}'.`, { class: 15 })
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
