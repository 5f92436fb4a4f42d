import type { Socket } from 'node:net'
import { type Answer, type Session, SqlError, type SqlParameter } from '../types.ts'
import { ProtocolError } from './byte-reader.ts'
import { Cancellation } from './cancellation.ts'
import { shakeHands } from './handshake.ts'
import { Inbox } from './inbox.ts'
import { type LoginContext, logIn } from './login.ts'
import { ConnectionClosed, MessageWriter } from './message-writer.ts'
import { DEFAULT_PACKET_BYTES, type Message, PACKET, STATUS } from './packets.ts'
import { UnsupportedParameter } from './parameters.ts'
import type { TlsMode } from './prelogin.ts'
import { parseBatch, parseRpc, parseTransaction, type StatementRequest, type TransactionRequest } from './requests.ts'
import type { RowOptions } from './rows.ts'
import { type Outcome, StatementAnswer } from './statement-answer.ts'
import type { LoggedStatement, StatementLog } from './statement-log.ts'
import type { Credentials } from './tls.ts'
import { DONE, DONE_STATUS, ENV, encodeDone, encodeEnvBytes, encodeError } from './tokens.ts'

/** What all connections of one server share. */
export interface ConnectionContext extends LoginContext {
  tls: TlsMode
  credentials: Credentials
  rowOptions: RowOptions
  statements: StatementLog
}

/** Severity from which an error ends the connection. */
const FATAL_CLASS = 20
const NOTHING = new Uint8Array(0)

/** One client, from its first byte to its last. */
export class Connection {
  readonly #socket: Socket
  readonly #context: ConnectionContext
  readonly #inbox = new Inbox()
  readonly #writer: MessageWriter
  #session: Session | null = null
  #running: Cancellation | null = null
  /** Settles when a canceled engine has let go of the session. */
  #stopping: Promise<void> = Promise.resolve()
  #transaction: Buffer | null = null
  #transactions = 0n
  readonly #savepoints = new Set<string>()

  constructor(socket: Socket, spid: number, context: ConnectionContext) {
    this.#socket = socket
    this.#context = context
    this.#writer = new MessageWriter(socket, spid, DEFAULT_PACKET_BYTES)
    this.#inbox.onArrival = message => {
      if (message.type === PACKET.ATTENTION) this.#running?.cancel('attention')
    }
    socket.once('close', () => this.#closed())
  }

  /** Response bytes handed to the socket so far. */
  get sent(): number {
    return this.#writer.sent
  }

  /** Serves the client until it leaves; never throws for what a client or a fault did. */
  async serve(): Promise<void> {
    try {
      const shaken = await shakeHands(this.#socket, this.#inbox, this.#context.tls, this.#context.credentials)
      if (shaken === null) return
      this.#writer.sink = shaken.stream
      this.#session = await logIn(shaken.login, this.#inbox, this.#writer, this.#context)
      if (this.#session !== null) await this.#serveRequests(this.#session)
      if (!shaken.stream.destroyed) shaken.stream.end()
    } catch (error) {
      this.#socket.destroy()
      // A RangeError is a read past the end of what the client sent.
      const expected = [ConnectionClosed, ProtocolError, RangeError].some(kind => error instanceof kind)
      if (!expected) throw error
    } finally {
      await this.#stopping
      if (this.#session !== null) {
        this.#context.sessions.delete(this.#session)
        await this.#session.close()
      }
    }
  }

  destroy(): void {
    this.#socket.destroy()
  }

  async #serveRequests(session: Session): Promise<void> {
    for (;;) {
      const message = await this.#inbox.next()
      if (message === null) return
      // An attention is acknowledged at once; a request waits until the engine is free.
      if (message.type !== PACKET.ATTENTION) await this.#stopping
      this.#writer.damage = {}
      const fatal = await this.#serve(session, message)
      await this.#writer.end()
      if (fatal) return
    }
  }

  /** Answers one message but for its END; true when the connection must close. */
  async #serve(session: Session, message: Message): Promise<boolean> {
    if (message.type === PACKET.ATTENTION) {
      await this.#writer.write(encodeDone(DONE.STATEMENT, DONE_STATUS.ATTENTION, 0, 0n))
      return false
    }
    if ((message.status & STATUS.IGNORE) !== 0) {
      await this.#writer.write(encodeDone(DONE.STATEMENT, DONE_STATUS.FINAL, 0, 0n))
      return false
    }
    if ((message.status & (STATUS.RESET | STATUS.RESET_KEEP_TRANSACTION)) !== 0)
      await this.#reset(session, message.status)
    switch (message.type) {
      case PACKET.SQL_BATCH:
        return this.#serveStatement(session, parseBatch(message.payload), false)
      case PACKET.RPC:
        return this.#serveCalls(session, message.payload)
      case PACKET.TRANSACTION:
        return this.#serveTransaction(
          session,
          parseTransaction(message.payload, name => this.#savepoints.has(name)),
        )
      case PACKET.BULK_LOAD:
        await this.#refuse(new SqlError(4002, 'The stand-in does not take bulk loads.'), DONE.STATEMENT, false)
        return false
      default:
        throw new ProtocolError(`packet type ${message.type} where a request was expected`)
    }
  }

  async #serveCalls(session: Session, payload: Buffer): Promise<boolean> {
    let calls: ReturnType<typeof parseRpc>
    try {
      calls = parseRpc(payload)
    } catch (error) {
      if (!(error instanceof UnsupportedParameter)) throw error
      const text = `The incoming tabular data stream (TDS) remote procedure call (RPC) protocol stream is incorrect. ${error.message}.`
      await this.#refuse(new SqlError(8009, text), DONE.PROCEDURE, false)
      return false
    }
    for (const [index, call] of calls.entries()) {
      const more = index < calls.length - 1
      if (call.kind === 'unknown') {
        const error = new SqlError(2812, `Could not find stored procedure '${call.procedure}'.`, { state: 62 })
        await this.#refuse(error, DONE.PROCEDURE, more)
      } else if (await this.#serveStatement(session, call, more)) {
        return true
      }
    }
    return false
  }

  async #serveStatement(session: Session, request: StatementRequest, more: boolean): Promise<boolean> {
    const { statement, parameters, procedure } = request
    const answers = session.execute(statement, parameters)
    const { fatal } = await this.#answer(statement, parameters, answers, { procedure, more, epilogue: [] })
    return fatal
  }

  async #serveTransaction(session: Session, request: TransactionRequest): Promise<boolean> {
    const before = this.#transaction ?? NOTHING
    const after = Buffer.alloc(8)
    after.writeBigUInt64LE(++this.#transactions)
    const epilogue: Uint8Array[] = []
    if (request.kind === 'begin') epilogue.push(encodeEnvBytes(ENV.BEGIN, after, NOTHING))
    if (request.kind === 'commit') epilogue.push(encodeEnvBytes(ENV.COMMIT, NOTHING, before))
    if (request.kind === 'rollback' && !request.toSavepoint)
      epilogue.push(encodeEnvBytes(ENV.ROLLBACK, NOTHING, before))
    if (request.beginsAnother) epilogue.push(encodeEnvBytes(ENV.BEGIN, after, NOTHING))
    const text = request.statements.join('; ')
    const answers = inSequence(session, request.statements)
    const { outcome, fatal } = await this.#answer(text, [], answers, { procedure: false, more: false, epilogue })
    if (outcome === 'done' && request.kind === 'save') this.#savepoints.add(request.name)
    if (outcome === 'done' && epilogue.length > 0) {
      this.#savepoints.clear()
      this.#transaction = request.kind === 'begin' || request.beginsAnother ? after : null
    }
    return fatal
  }

  async #answer(
    statement: string,
    parameters: SqlParameter[],
    answers: AsyncIterable<Answer>,
    shape: { procedure: boolean; more: boolean; epilogue: Uint8Array[] },
  ): Promise<{ outcome: Outcome; fatal: boolean }> {
    const { faults, statements, rowOptions } = this.#context
    const effect = faults.take(statement)
    this.#writer.damage = {
      ...(effect.dropAfterBytes === undefined ? {} : { dropAfterBytes: effect.dropAfterBytes }),
      ...(effect.throttle === undefined ? {} : { bytesPerSecond: effect.throttle }),
    }
    const logged: LoggedStatement = { spid: this.#writer.spid, statement, parameters, outcome: 'running', rows: 0 }
    statements.add(logged)
    const cancellation = new Cancellation()
    this.#running = cancellation
    if (this.#socket.destroyed) cancellation.cancel('closed')
    const answer = new StatementAnswer({ answers, writer: this.#writer, effect, cancellation, rowOptions, ...shape })
    try {
      const outcome = await answer.run()
      logged.outcome = outcome
      if (answer.error !== null) logged.error = answer.error.number
      return { outcome, fatal: (answer.error?.class ?? 0) >= FATAL_CLASS }
    } catch (error) {
      logged.outcome = 'closed'
      throw error
    } finally {
      logged.rows = answer.rows
      this.#running = null
      this.#stopping = answer.stopped
    }
  }

  async #refuse(error: SqlError, done: number, more: boolean): Promise<void> {
    await this.#writer.write(encodeError(error))
    await this.#writer.write(encodeDone(done, DONE_STATUS.ERROR | (more ? DONE_STATUS.MORE : 0), 0, 0n))
  }

  /** A pooled connection starts anew: what was open is rolled back, and the response says so. */
  async #reset(session: Session, status: number): Promise<void> {
    if (this.#transaction !== null && (status & STATUS.RESET_KEEP_TRANSACTION) === 0) {
      for await (const _ of session.execute('ROLLBACK TRANSACTION', []));
      this.#transaction = null
    }
    await this.#writer.write(encodeEnvBytes(ENV.RESET, NOTHING, NOTHING))
  }

  #closed(): void {
    this.#inbox.close()
    this.#writer.close()
    this.#running?.cancel('closed')
  }
}

/** Runs statements one after the other; only the last one answers. */
async function* inSequence(session: Session, statements: string[]): AsyncGenerator<Answer> {
  for (const statement of statements.slice(0, -1)) {
    for await (const _ of session.execute(statement, []));
  }
  yield* session.execute(statements[statements.length - 1], [])
}
