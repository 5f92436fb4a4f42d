/**
 * The seam with tedious, and the only file that knows its private method: `Connection.createTokenStreamParser(message, handler)`.
 * tedious keeps connection, login, TLS, errors, cancel and its own small tokens; the bytes of an armed request come to us first.
 * tedious is pinned to one version; `test/mssql/seam.test.ts` fails loudly when another one moves the method.
 */
import { PassThrough } from 'node:stream'
import { ConfigError } from '../errors.ts'
import { Connection } from './tedious.ts'

type Message = Parameters<Connection['createTokenStreamParser']>[0]
type TokenHandler = Parameters<Connection['createTokenStreamParser']>[1]
type TokenParser = ReturnType<Connection['createTokenStreamParser']>

/** An answer on its way in: what its receiver can do with it. */
export interface Answer {
  /** Hands whole tokens, byte-exact, to tedious, which reads them later: the bytes must stay as they are. */
  forward(bytes: Uint8Array): void
  /** Stops reading from the socket, down to the TCP window. */
  pause(): void
  resume(): void
  /** The rest is read and thrown away: the connection stays in step. */
  drop(): void
}

/** Who takes the bytes of an answer. Whatever it throws goes to its own `fail`, never to tedious. */
export interface Receiver {
  begin(answer: Answer): void
  data(chunk: Uint8Array): void
  end(): void
  fail(error: unknown): void
  /** Nobody wants the rest. It still arrives, and is let through or dropped. */
  cancel(): void
}

/** @throws {ConfigError} `TEDIOUS_CHANGED` when the method is not where it was. */
export function checkSeam(prototype: object): void {
  const method: unknown = Reflect.get(prototype, 'createTokenStreamParser')
  if (typeof method === 'function' && method.length === 2) return
  throw new ConfigError(
    'TEDIOUS_CHANGED',
    'This version of tedious has no createTokenStreamParser(message, handler).',
    {
      advice: 'Install the version of tedious that the package.json of hygge names: npm ci.',
    },
  )
}

checkSeam(Connection.prototype)

/** tedious' connection, with one request's answer diverted to a receiver. */
export class DivertedConnection extends Connection {
  #receiver: Receiver | undefined

  /** The next answer goes to `receiver`; call it just before the request is sent. */
  arm(receiver: Receiver): void {
    this.#receiver = receiver
  }

  override createTokenStreamParser(message: Message, handler: TokenHandler): TokenParser {
    const receiver = this.#receiver
    this.#receiver = undefined
    const tokens = receiver === undefined ? message : divert(message, receiver)
    return super.createTokenStreamParser(tokens, handler)
  }
}

/** What tedious sees instead of the server's message: the tokens that the receiver forwards. */
class Tokens extends PassThrough {
  readonly type: number
  readonly resetConnection = false
  readonly ignore = false
  constructor(type: number) {
    super()
    this.type = type
  }
}

function divert(message: Message, receiver: Receiver): Message {
  const tokens = new Tokens(message.type)
  let dropping = false
  const drop = () => {
    dropping = true
    message.resume()
  }
  const guarded = (step: () => void) => {
    if (dropping) return
    try {
      step()
    } catch (error) {
      drop()
      receiver.fail(error)
    }
  }
  const answer: Answer = {
    forward: bytes => void tokens.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)),
    pause: () => {
      if (!dropping) message.pause()
    },
    resume: () => void message.resume(),
    drop,
  }
  guarded(() => receiver.begin(answer))
  // Events, not `for await`: half the CPU per megabyte.
  message.on('data', (chunk: Buffer) => guarded(() => receiver.data(chunk)))
  message.once('end', () => {
    guarded(() => receiver.end())
    tokens.end()
  })
  return tokens
}
