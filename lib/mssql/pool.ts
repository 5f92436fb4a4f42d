/** The sessions of one connection, lent out one by one: opened when they are needed, made as new for each user, never more than so many. */
import { Pool } from 'tarn'
import type { Isolation, MssqlConnection } from './connection.ts'
import { type ErrorClass, exhausted, type Place, poolClosed } from './errors.ts'
import { Session } from './session.ts'
import { placeOf } from './settings.ts'

/** What a pool lends: a session, wherever it lives. */
export interface Lendable {
  /** True until somebody has had it. */
  readonly fresh: boolean
  /** True when another user may have it. */
  readonly reusable: boolean
  renew(isolation: Isolation, signal: AbortSignal): Promise<void>
  close(): Promise<void>
}

/** A pool as those see it who borrow from it. */
export interface Lender<Kind> {
  readonly connection: MssqlConnection
  acquire(isolation: Isolation, signal: AbortSignal): Promise<Kind>
  release(session: Kind): Promise<void>
}

/** @throws what logging in failed with; the signal's reason when it was aborted. */
export type Open<Kind> = (connection: MssqlConnection, signal: AbortSignal) => Promise<Kind>

/** Sessions on the thread of their user. */
export function opened(raises: ErrorClass): Open<Session> {
  return (connection, signal) => Session.open(connection, raises, signal)
}

export interface PoolOptions<Kind extends Lendable> {
  open: Open<Kind>
  /** Sessions that may be open at a time. */
  size: number
  /** Seconds that a user waits for a session; 0: as long as it takes. */
  acquireTimeout: number
  /** Whose errors its sessions raise. */
  raises: ErrorClass
}

const NEVER = 2 ** 31 - 1

export class SessionPool<Kind extends Lendable = Session> implements Lender<Kind>, AsyncDisposable {
  readonly connection: MssqlConnection
  readonly #options: PoolOptions<Kind>
  readonly #pool: Pool<Kind>
  readonly #lent = new Set<Kind>()
  readonly #closing = new AbortController()

  constructor(connection: MssqlConnection, options: PoolOptions<Kind>) {
    this.connection = connection
    this.#options = options
    this.#pool = new Pool({
      min: 0,
      max: options.size,
      create: () => options.open(connection, this.#closing.signal),
      destroy: session => session.close(),
      validate: session => session.reusable,
      acquireTimeoutMillis: options.acquireTimeout === 0 ? NEVER : Math.ceil(options.acquireTimeout * 1000),
      // Logging in has its own limit, and its own words when that is reached.
      createTimeoutMillis: NEVER,
      propagateCreateError: true,
    })
  }

  /** Sessions that may be open at a time. */
  get size(): number {
    return this.#options.size
  }

  /** Sessions in use now. */
  get lent(): number {
    return this.#lent.size
  }

  /**
   * Lends a session: logged in, with nothing left of its last user. Whoever has it gives it back with `release`.
   * @throws what logging in failed with; `POOL_EXHAUSTED` when all are in use for too long; the signal's reason when it was aborted.
   */
  async acquire(isolation: Isolation, signal: AbortSignal): Promise<Kind> {
    for (;;) {
      const session = await this.#take(signal)
      const { fresh } = session
      try {
        await session.renew(isolation, signal)
        return session
      } catch (error) {
        await this.release(session)
        signal.throwIfAborted()
        // It died while nobody had it: another one, in the end a fresh one, which says what is wrong.
        if (fresh) throw error
      }
    }
  }

  /** Takes a session back. One that is broken, or was cancelled in the middle, is closed, and its place is free for another. Safe to call twice. */
  async release(session: Kind): Promise<void> {
    if (!this.#lent.delete(session)) return
    if (!session.reusable) await session.close()
    this.#pool.release(session)
  }

  /** Closes all sessions, fails what is under way on them, and lends no more; safe to call twice. */
  async close(): Promise<void> {
    this.#closing.abort(poolClosed(this.#place))
    await Promise.all([...this.#lent].map(session => session.close().then(() => this.release(session))))
    await this.#pool.destroy()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  get #place(): Place {
    return placeOf(this.connection, this.#options.raises)
  }

  async #take(signal: AbortSignal): Promise<Kind> {
    signal.throwIfAborted()
    this.#closing.signal.throwIfAborted()
    const { size, acquireTimeout } = this.#options
    const waiting = this.#pool.acquire()
    const stop = () => waiting.abort()
    const stops = AbortSignal.any([signal, this.#closing.signal])
    stops.addEventListener('abort', stop, { once: true })
    try {
      const session = await waiting.promise
      this.#lent.add(session)
      return session
    } catch (error) {
      stops.throwIfAborted()
      throw error instanceof this.#options.raises ? error : exhausted(this.#place, size, acquireTimeout, error)
    } finally {
      stops.removeEventListener('abort', stop)
    }
  }
}
