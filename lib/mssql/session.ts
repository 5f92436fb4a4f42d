/** One logged-in connection: one statement at a time, watched for silence, cancelled at the server, used again while it is sound. */
import { ConfigError } from '../errors.ts'
import { Bulk } from './bulk.ts'
import type { Isolation, MssqlConnection } from './connection.ts'
import { connectError, type ErrorClass, type Place, requestError, type ServerMessage, timedOut } from './errors.ts'
import { identityOf } from './identity.ts'
import { prepare, type Statement } from './parameters.ts'
import { type Answer, DivertedConnection, type Receiver } from './seam.ts'
import { DEFAULT_CONNECT_TIMEOUT, placeOf, settingsOf } from './settings.ts'
import { Watched } from './watch.ts'

const DEFAULT_REQUEST_TIMEOUT = 300
/** From this severity on the server closes the connection, [MS-TDS] 2.2.7.10. */
const FATAL = 20

/** A row of a small answer, by column name. */
export type Row = Record<string, unknown>

/** Whoever can be asked small questions: a session, wherever it lives. */
export interface Askable {
  /** The rows of a small answer, all at once. */
  rows(statement: Statement, signal: AbortSignal): Promise<Row[]>
}

/** A value of tedious' row event. */
interface Cell {
  metadata: { colName: string }
  value: unknown
}

export class Session implements Askable {
  readonly place: Place
  readonly #connection: DivertedConnection
  readonly #closed: Promise<void>
  /** Seconds of silence that are allowed, and those for an answer that needs no work. */
  readonly #seconds: { request: number; connect: number }
  #fatal: ServerMessage | undefined
  #fresh = true
  /** Statements that have not ended well: one that runs, or for ever one that failed or was cancelled. */
  #open = 0
  #ended = false

  private constructor(
    connection: DivertedConnection,
    closed: Promise<void>,
    place: Place,
    seconds: { request: number; connect: number },
  ) {
    this.place = place
    this.#connection = connection
    this.#closed = closed
    this.#seconds = seconds
    void closed.then(() => {
      this.#ended = true
    })
    connection.on('errorMessage', message => {
      if (message.class >= FATAL) this.#fatal ??= message
    })
  }

  /**
   * Connects and logs in, under read_committed; `raises` are the errors of this session from then on.
   * @throws one that says what was wrong; the signal's reason when it was aborted.
   */
  static async open(connection: MssqlConnection, raises: ErrorClass, signal: AbortSignal): Promise<Session> {
    signal.throwIfAborted()
    let place = placeOf(connection, raises)
    const identity = await identityOf(connection, place, signal)
    if ('token' in identity) place = { ...place, secrets: [...place.secrets, identity.token] }
    const tds = new DivertedConnection(settingsOf(connection, identity))
    const closed = new Promise<void>(resolve => void tds.once('end', resolve))
    const messages: ServerMessage[] = []
    const listen = (message: ServerMessage) => void messages.push(message)
    tds.on('errorMessage', listen)
    // An error of the socket also fails the connect or the request; unheard, this event would end the process.
    tds.on('error', () => {})
    const abort = () => tds.close()
    try {
      await new Promise<void>((resolve, reject) => {
        signal.addEventListener('abort', abort, { once: true })
        tds.connect(error => (error ? reject(error) : resolve()))
      })
    } catch (error) {
      tds.close()
      signal.throwIfAborted()
      throw connectError(error, place, refusal(messages))
    } finally {
      signal.removeEventListener('abort', abort)
      tds.off('errorMessage', listen)
    }
    const { request_timeout: request = DEFAULT_REQUEST_TIMEOUT, connect_timeout: connect = DEFAULT_CONNECT_TIMEOUT } =
      connection
    return new Session(tds, closed, place, { request, connect })
  }

  /** True until somebody has had it. */
  get fresh(): boolean {
    return this.#fresh
  }

  /** True when it stands and everything that ran on it has ended well: only then another user may have it. */
  get reusable(): boolean {
    return this.#open === 0 && !this.#ended
  }

  /**
   * Makes it as new for its next user: what the last one left open is rolled back, his settings are gone (sp_reset_connection).
   * The answer shows that the connection still stands.
   * @throws one of its errors; the signal's reason when it was aborted.
   */
  async renew(isolation: Isolation, signal: AbortSignal): Promise<void> {
    if (!this.#fresh) await this.#reset(signal)
    this.#fresh = false
    if (isolation === 'read_committed') return
    const level = isolation.replace('_', ' ').toUpperCase()
    await this.rows({ statement: `SET TRANSACTION ISOLATION LEVEL ${level}`, parameters: [] }, signal)
  }

  /** The rows of a small answer, all at once. */
  async rows(statement: Statement, signal: AbortSignal): Promise<Row[]> {
    const rows: Row[] = []
    await this.run(statement, new Relay(), signal, cells => {
      rows.push(Object.fromEntries(cells.map(({ metadata, value }) => [metadata.colName, value])))
    })
    return rows
  }

  /**
   * Runs a statement and gives the bytes of its answer to `receiver`; settles when the server is done with it.
   * Aborting the signal, a receiver that fails, or silence cancels it at the server (attention, [MS-TDS] 2.2.1.7).
   * @throws one of its errors; the signal's reason when it was aborted; what the receiver failed with.
   */
  async run(
    statement: Statement,
    receiver: Receiver,
    signal: AbortSignal,
    onRow?: (cells: Cell[]) => void,
  ): Promise<void> {
    signal.throwIfAborted()
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    let stopped: { reason: unknown } | undefined
    const stop = (reason: unknown) => {
      stopped ??= { reason }
      watched.cancel()
      if (!watched.ended) request.cancel()
    }
    const abort = () => stop(signal.reason)
    const watched = new Watched(receiver, this.place, this.#seconds.request, stop)
    const { request, send } = prepare(statement, error => {
      watched.stop()
      signal.removeEventListener('abort', abort)
      if (stopped !== undefined) reject(stopped.reason)
      else if (error) reject(requestError(error, this.place, this.#fatal))
      else if (!watched.begun) reject(bypassed())
      else {
        this.#open -= 1
        resolve()
      }
    })
    if (onRow !== undefined) request.on('row', onRow)
    signal.addEventListener('abort', abort, { once: true })
    this.#open += 1
    this.#connection.arm(watched)
    watched.start()
    send(this.#connection)
    return promise
  }

  /**
   * Begins a bulk load: `statement` is the INSERT BULK that says what will come. Nothing else runs on the session until it has ended.
   * @throws one of its errors; the signal's reason when it was aborted.
   */
  async bulk(statement: string, signal: AbortSignal): Promise<Bulk> {
    await this.rows({ statement, parameters: [] }, signal)
    this.#open += 1
    const ended = () => {
      this.#open -= 1
    }
    return new Bulk(this.#connection, this.place, this.#seconds.request, { said: () => this.#fatal, ended })
  }

  /** Closes the connection, whatever it is doing; safe to call twice. */
  async close(): Promise<void> {
    this.#connection.close()
    await this.#closed
  }

  async #reset(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    this.#open += 1
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const giveUp = (reason: unknown) => {
      reject(reason)
      this.#connection.close()
    }
    const { connect } = this.#seconds
    const late = setTimeout(() => giveUp(timedOut(this.place, connect)), connect * 1000)
    const abort = () => giveUp(signal.reason)
    signal.addEventListener('abort', abort, { once: true })
    this.#connection.reset(error => (error ? reject(requestError(error, this.place, this.#fatal)) : resolve()))
    try {
      await promise
      this.#open -= 1
    } finally {
      clearTimeout(late)
      signal.removeEventListener('abort', abort)
    }
  }
}

/** Hands an answer on to tedious as it comes. */
class Relay implements Receiver {
  #answer: Answer | undefined

  begin(answer: Answer): void {
    this.#answer = answer
  }

  data(chunk: Uint8Array): void {
    this.#answer?.forward(chunk)
  }

  end(): void {}
  fail(): void {}
  // A cancelled answer is still relayed to its end, because it may stand in the middle of a token.
  cancel(): void {}
}

/** A refused login ends with 18456; what the server said before it says why. */
function refusal(messages: ServerMessage[]): ServerMessage | undefined {
  return messages.find(({ number }) => number !== 18456) ?? messages[0]
}

function bypassed(): ConfigError {
  return new ConfigError('TEDIOUS_CHANGED', 'tedious read an answer past its token stream parser.', {
    advice: 'Install the version of tedious that the package.json of hygge names: npm ci.',
  })
}
