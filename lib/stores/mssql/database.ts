/** Statements and transactions on sessions of a pool. A session is held no longer than its work takes. */
import { HyggeError } from '../../errors.ts'
import type { Statement } from '../../mssql/parameters.ts'
import type { SessionPool } from '../../mssql/pool.ts'
import type { Row, Session } from '../../mssql/session.ts'

const NEVER = new AbortController().signal

type Value = string | number | null
/** Parameters by name; text goes as nvarchar(4000), numbers as bigint. */
type Values = Record<string, Value>

export class Database {
  readonly #pool: SessionPool

  constructor(pool: SessionPool) {
    this.#pool = pool
  }

  get place(): string {
    const { server, database } = this.#pool.connection
    return `${server}/${database}`
  }

  /** Lends a session to the work; what it left open at the server is rolled back when it fails. */
  async session<T>(work: (session: Session) => Promise<T>, signal: AbortSignal = NEVER): Promise<T> {
    const session = await this.#pool.acquire('read_committed', signal)
    try {
      return await work(session)
    } finally {
      await this.#pool.release(session)
    }
  }

  /** A session that stays lent until it is released. */
  acquire(signal: AbortSignal = NEVER): Promise<Session> {
    return this.#pool.acquire('read_committed', signal)
  }

  release(session: Session): Promise<void> {
    return this.#pool.release(session)
  }

  /** The work as one transaction: all of it stands, or nothing. */
  transaction<T>(work: (session: Session) => Promise<T>): Promise<T> {
    return this.session(async session => {
      await begin(session)
      try {
        const result = await work(session)
        await execute(session, 'COMMIT TRANSACTION')
        return result
      } catch (error) {
        await rollback(session)
        throw error
      }
    })
  }
}

export async function begin(session: Session): Promise<void> {
  // An error then ends the whole transaction, and not only the statement.
  await execute(session, 'SET XACT_ABORT ON')
  await execute(session, 'BEGIN TRANSACTION')
}

/** Never throws: a transaction that an error has ended, or a connection that is lost, has nothing to roll back. */
export async function rollback(session: Session): Promise<void> {
  await execute(session, 'ROLLBACK TRANSACTION').catch(() => {})
}

/** The rows that a statement answers with. */
export function execute(session: Session, statement: string, values: Values = {}): Promise<Row[]> {
  return session.rows({ statement, parameters: Object.entries(values).map(parameter) }, NEVER)
}

function parameter([name, value]: [string, Value]): Statement['parameters'][number] {
  return { name, type: typeof value === 'number' ? 'bigint' : 'nvarchar(4000)', value }
}

/** True for the server's error of that number. */
export function isServerError(error: unknown, ...numbers: number[]): boolean {
  return error instanceof HyggeError && numbers.some(number => error.facts.number === number)
}
