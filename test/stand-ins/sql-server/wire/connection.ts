import type { Socket } from 'node:net'
import { type Answer, type Session, SqlError, type SqlParameter } from '../types.ts'
import { type BulkJob, bulkJob } from './bulk/bulk-job.ts'
import { ProtocolError } from './byte-reader.ts'
import { Attention, Cancellation } from './cancellation.ts'
import { shakeHands } from './handshake.ts'
import { Inbox } from './inbox.ts'
import { type LoginContext, logIn } from './login.ts'
import { MessageBody } from './message-body.ts'
import { ConnectionClosed, MessageWriter } from './message-writer.ts'
import { DEFAULT_PACKET_BYTES, type Message, PACKET, STATUS } from './packets.ts'
import type { TlsMode } from './prelogin.ts'
import { parseBatch, parseRpc, parseTransaction, type StatementRequest } from './requests.ts'
import type { RowOptions } from './rows.ts'
import { StatementAnswer } from './statement-answer.ts'
import type { LoggedStatement, StatementLog } from './statement-log.ts'
import type { Credentials } from './tls.ts'
import { DONE, DONE_STATUS, ENV, encodeDone, encodeEnvBytes, encodeError } from './tokens.ts'
import { TransactionMarks } from './transaction-marks.ts'

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

/** The table that INSERT BULK names. */
const BULK_INSERT = /\binsert\s+bulk\s+([^(]+)/i

/** A statement to answer, and what the client sends with it. */
interface AnswerRequest {
  statement: string
  parameters: SqlParameter[]
  /** What the engine answers, or the rows of a bulk load that the engine has still to take. */
  source: AsyncIterable<Answer> | MessageBody
  procedure: boolean
  more: boolean
}

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
  readonly #marks = new TransactionMarks()
  /** The table of the last INSERT BULK, as it was written. */
  #bulkTable = ''

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
      this.#writer.damage = {}
      // An attention is acknowledged at once; a request waits until the engine is free, and hears then that the attention rolled back.
      if (message.type !== PACKET.ATTENTION) {
        await this.#stopping
        if (this.#marks.open && !session.inTransaction) await this.#writer.write(this.#marks.token('rollback'))
      }
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
        return this.#serveTransaction(session, parseTransaction(message.payload))
    }
    if (message.body !== undefined) return this.#serveBulkLoad(session, message.body)
    throw new ProtocolError(`packet type ${message.type} where a request was expected`)
  }

  async #serveCalls(session: Session, payload: Buffer): Promise<boolean> {
    let calls: ReturnType<typeof parseRpc>
    try {
      calls = parseRpc(payload)
    } catch (error) {
      if (!(error instanceof SqlError)) throw error
      await this.#refuse(error, DONE.PROCEDURE, false)
      return false
    }
    for (const [index, call] of calls.entries()) {
      if (await this.#serveStatement(session, call, index < calls.length - 1)) return true
    }
    return false
  }

  async #serveStatement(session: Session, request: StatementRequest, more: boolean): Promise<boolean> {
    const { statement, parameters, procedure } = request
    this.#bulkTable = BULK_INSERT.exec(statement)?.[1].trim() ?? ''
    const source = session.execute(statement, parameters)
    return this.#answer(session, { statement, parameters, source, procedure, more })
  }

  async #serveTransaction(session: Session, statements: string[]): Promise<boolean> {
    const source = inSequence(session, statements)
    const statement = statements.join('; ')
    return this.#answer(session, { statement, parameters: [], source, procedure: false, more: false })
  }

  async #serveBulkLoad(session: Session, source: MessageBody): Promise<boolean> {
    const statement = `BULK LOAD ${this.#bulkTable}`
    return this.#answer(session, { statement, parameters: [], source, procedure: false, more: false })
  }

  /** Answers one statement; true when the connection must close. */
  async #answer(session: Session, request: AnswerRequest): Promise<boolean> {
    const { statement, parameters, procedure, more, source } = request
    const { faults, statements, rowOptions } = this.#context
    const taken = faults.take(statement)
    this.#writer.damage = {
      ...(taken.dropAfterBytes === undefined ? {} : { dropAfterBytes: taken.dropAfterBytes }),
      ...(taken.throttle === undefined ? {} : { bytesPerSecond: taken.throttle }),
    }
    const logged: LoggedStatement = { spid: this.#writer.spid, statement, parameters, outcome: 'running', rows: 0 }
    statements.add(logged)
    const cancellation = new Cancellation()
    this.#running = cancellation
    if (this.#socket.destroyed) cancellation.cancel('closed')
    let job: BulkJob | null = null
    let answers: AsyncIterable<Answer>
    if (source instanceof MessageBody) {
      job = bulkJob(source, taken, cancellation, () => this.#socket.destroy())
      answers = session.load(job.input)
    } else answers = source
    const answer = new StatementAnswer({
      answers,
      writer: this.#writer,
      effect: job?.effect ?? taken,
      cancellation,
      rowOptions,
      procedure,
      more,
      transactionToken: change => this.#marks.token(change),
      fail: error => session.fail(error),
      arrived: async () => {
        if (source instanceof MessageBody) await source.drain()
      },
    })
    try {
      logged.outcome = await answer.run()
      this.#stopping = logged.outcome === 'canceled' ? canceled(session, answer.stopped) : answer.stopped
      if (answer.error !== null) logged.error = answer.error.number
      return (answer.error?.class ?? 0) >= FATAL_CLASS
    } catch (error) {
      logged.outcome = 'closed'
      this.#stopping = answer.stopped
      throw error
    } finally {
      logged.rows = job?.input.taken ?? answer.rows
      this.#running = null
    }
  }

  async #refuse(error: SqlError, done: number, more: boolean): Promise<void> {
    await this.#writer.write(encodeError(error))
    await this.#writer.write(encodeDone(done, DONE_STATUS.ERROR | (more ? DONE_STATUS.MORE : 0), 0, 0n))
  }

  /** A pooled connection starts anew: what was open is rolled back, and the response says so. */
  async #reset(session: Session, status: number): Promise<void> {
    if (this.#marks.open && (status & STATUS.RESET_KEEP_TRANSACTION) === 0) {
      for await (const answer of session.execute('ROLLBACK TRANSACTION', [])) {
        if (answer.kind === 'transaction') await this.#writer.write(this.#marks.token(answer.change))
      }
    }
    await this.#writer.write(encodeEnvBytes(ENV.RESET, NOTHING, NOTHING))
  }

  #closed(): void {
    this.#inbox.close()
    this.#writer.close()
    this.#running?.cancel('closed')
  }
}

/** When the engine has let go of a canceled statement: does to the transaction what an attention does. */
async function canceled(session: Session, stopped: Promise<void>): Promise<void> {
  await stopped
  await session.fail(new Attention())
}

/** Runs statements one after the other; of the first ones only what they did to the transaction is told. */
async function* inSequence(session: Session, statements: string[]): AsyncGenerator<Answer> {
  for (const statement of statements.slice(0, -1)) {
    for await (const answer of session.execute(statement, [])) if (answer.kind === 'transaction') yield answer
  }
  yield* session.execute(statements[statements.length - 1], [])
}
