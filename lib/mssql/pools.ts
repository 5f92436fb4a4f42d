/**
 * The pools of a run, by the names of their connections. Readers and writers of one connection have a pool each: a home never waits for its
 * own store to give a session back, or the other way round, whatever the sizes. A writer holds a session only while it has all that it needs to be done with it.
 */
import { HomeError, StoreError } from '../errors.ts'
import type { MssqlConnection } from './connection.ts'
import type { ErrorClass } from './errors.ts'
import { type Lendable, type Open, opened, SessionPool } from './pool.ts'

/** Seconds. */
const DEFAULT_ACQUIRE_TIMEOUT = 3600
/** Sessions of a pool that no other size is said for, at the least. */
const LEAST_SIZE = 4

/** Makes the sessions to read from, and keeps what they live in. */
interface Opener<Kind> {
  open: Open<Kind>
  close(): Promise<void>
}

export class Pools<Reading extends Lendable> {
  readonly #connections: Readonly<Record<string, MssqlConnection>>
  readonly #defaultSize: number
  readonly #opener: Opener<Reading>
  readonly #reading = new Map<string, SessionPool<Reading>>()
  readonly #writing = new Map<string, SessionPool>()

  /** Nothing is opened before somebody asks for a session. `concurrency` is that of the run, `opener` makes the sessions to read from. */
  constructor(connections: Readonly<Record<string, MssqlConnection>>, concurrency: number, opener: Opener<Reading>) {
    this.#opener = opener
    this.#connections = connections
    this.#defaultSize = Math.max(LEAST_SIZE, 2 * concurrency)
  }

  reading(name: string): SessionPool<Reading> {
    const connection = this.#connection(name)
    return this.#pool(this.#reading, name, connection, HomeError, (to, signal) => this.#opener.open(to, signal))
  }

  /** What `application_intent` says is of reading. */
  writing(name: string): SessionPool {
    const connection: MssqlConnection = { ...this.#connection(name), application_intent: 'read_write' }
    return this.#pool(this.#writing, name, connection, StoreError, opened(StoreError))
  }

  /** Closes all sessions; safe to call twice. */
  async close(): Promise<void> {
    await Promise.all([...this.#reading.values(), ...this.#writing.values()].map(pool => pool.close()))
    await this.#opener.close()
  }

  #connection(name: string): MssqlConnection {
    const connection = this.#connections[name]
    if (!connection) throw new Error(`the workspace let an unknown connection pass: ${name}`)
    return connection
  }

  #pool<Kind extends Lendable>(
    pools: Map<string, SessionPool<Kind>>,
    name: string,
    connection: MssqlConnection,
    raises: ErrorClass,
    open: Open<Kind>,
  ): SessionPool<Kind> {
    const known = pools.get(name)
    if (known) return known
    const { size = this.#defaultSize, acquire_timeout: acquireTimeout = DEFAULT_ACQUIRE_TIMEOUT } =
      connection.pool ?? {}
    const pool = new SessionPool(connection, { open, size, acquireTimeout, raises })
    pools.set(name, pool)
    return pool
  }
}
