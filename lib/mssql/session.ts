/** One logged-in connection: one statement at a time, watched for silence, cancelled at the server, closed in the end. */
import { ConfigError } from '../errors.ts'
import type { Isolation, MssqlConnection } from './connection.ts'
import { connectError, type ErrorClass, type Place, requestError, type ServerMessage } from './errors.ts'
import { identityOf } from './identity.ts'
import { prepare, type Statement } from './parameters.ts'
import { type Answer, DivertedConnection, type Receiver } from './seam.ts'
import { placeOf, settingsOf } from './settings.ts'
import { Watched } from './watch.ts'

const DEFAULT_REQUEST_TIMEOUT = 300
/** From this severity on the server closes the connection, [MS-TDS] 2.2.7.10. */
const FATAL = 20

/** A row of a small answer, by column name. */
export type Row = Record<string, unknown>
/** A value of tedious' row event. */
interface Cell {
  metadata: { colName: string }
  value: unknown
}

export class Session {
  readonly place: Place
  readonly #connection: DivertedConnection
  readonly #closed: Promise<void>
  readonly #seconds: number
  #fatal: ServerMessage | undefined

  private constructor(connection: DivertedConnection, closed: Promise<void>, place: Place, seconds: number) {
    this.place = place
    this.#connection = connection
    this.#closed = closed
    this.#seconds = seconds
    connection.on('errorMessage', message => {
      if (message.class >= FATAL) this.#fatal ??= message
    })
  }

  /**
   * Connects and logs in; `raises` are the errors of this session from then on.
   * @throws one that says what was wrong; the signal's reason when it was aborted.
   */
  static async open(
    connection: MssqlConnection,
    isolation: Isolation,
    raises: ErrorClass,
    signal: AbortSignal,
  ): Promise<Session> {
    signal.throwIfAborted()
    let place = placeOf(connection, raises)
    const identity = await identityOf(connection, place, signal)
    if ('token' in identity) place = { ...place, secrets: [...place.secrets, identity.token] }
    const tds = new DivertedConnection(settingsOf(connection, identity, isolation))
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
    return new Session(tds, closed, place, connection.request_timeout ?? DEFAULT_REQUEST_TIMEOUT)
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
    const watched = new Watched(receiver, this.place, this.#seconds, stop)
    const { request, send } = prepare(statement, error => {
      watched.stop()
      signal.removeEventListener('abort', abort)
      if (stopped !== undefined) reject(stopped.reason)
      else if (error) reject(requestError(error, this.place, this.#fatal))
      else if (!watched.begun) reject(bypassed())
      else resolve()
    })
    if (onRow !== undefined) request.on('row', onRow)
    signal.addEventListener('abort', abort, { once: true })
    this.#connection.arm(watched)
    watched.start()
    send(this.#connection)
    return promise
  }

  /** Closes the connection, whatever it is doing; safe to call twice. */
  async close(): Promise<void> {
    this.#connection.close()
    await this.#closed
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
