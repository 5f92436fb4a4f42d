/** Threads that read: each has sessions of its own, with their sockets, TLS and decoders, and hands over batches one by one. */
import type { SessionAnswer, SessionCall } from '../../../workers/messages.ts'
import { HomeError } from '../../errors.ts'
import type { MssqlConnection } from '../../mssql/connection.ts'
import { identityOf } from '../../mssql/identity.ts'
import { Session } from '../../mssql/session.ts'
import { placeOf } from '../../mssql/settings.ts'
import { workerEntry } from '../../thread.ts'
import { HomeThreads } from '../threads.ts'
import { ThreadSession } from './thread-session.ts'

/** A session to read from, wherever it lives. */
export type ReadSession = Session | ThreadSession

interface SessionThreadsOptions {
  /** How many sessions live on the thread of their user whatever the threads: a first one need not wait until a thread is up. */
  own?: number
  /** The worker's entry; the default is the one of this package. */
  worker?: URL
}

export class SessionThreads {
  readonly #most: number
  readonly #threads: HomeThreads<SessionCall, SessionAnswer>
  #own: number

  /** @param most how many threads there may be; 0: every session lives on the thread of its user */
  constructor(most: number, { own = 0, worker = workerEntry('sessions') }: SessionThreadsOptions = {}) {
    this.#most = most
    this.#own = own
    this.#threads = new HomeThreads({ entry: worker, most, advice: 'set `options.readers: 0`, and report it' })
  }

  /**
   * Opens a session in the thread that has the fewest.
   * @throws {HomeError} what logging in failed with; the signal's reason when it was aborted.
   */
  async open(connection: MssqlConnection, signal: AbortSignal): Promise<ReadSession> {
    if (this.#most === 0 || this.#own-- > 0) return Session.open(connection, HomeError, signal)
    // Tokens are fetched and kept on this thread: some credentials start a program for each.
    const identity = await identityOf(connection, placeOf(connection, HomeError), signal)
    const authentication =
      'token' in identity ? ({ type: 'access_token', token: identity.token } as const) : connection.authentication
    signal.throwIfAborted()
    const session = new ThreadSession(this.#threads)
    const close = () => void session.close()
    signal.addEventListener('abort', close, { once: true })
    try {
      await session.open({ ...connection, authentication })
      signal.throwIfAborted()
      return session
    } catch (error) {
      await session.close()
      signal.throwIfAborted()
      throw error
    } finally {
      signal.removeEventListener('abort', close)
    }
  }

  /** Stops the threads; what is under way fails. Safe to call twice. */
  close(): Promise<void> {
    return this.#threads.close()
  }
}
