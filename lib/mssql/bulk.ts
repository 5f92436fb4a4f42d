/**
 * The second seam with tedious, and the only file that knows its private method `Connection.makeRequest(request, packetType, payload)`:
 * a bulk load whose bytes are ours. tedious keeps packets, TLS, the server's answer and its errors.
 * tedious is pinned to one version; `test/mssql/bulk.test.ts` fails loudly when another one moves the method.
 */
import { ConfigError } from '../errors.ts'
import { connectionLost, type Place, requestError, type ServerMessage, timedOut } from './errors.ts'
import { Connection } from './tedious.ts'

/** Packet type of a bulk load, [MS-TDS] 2.2.3.1.1. */
const BULK_LOAD = 0x07
/** What a packet of the size that we ask for holds behind its header, [MS-TDS] 2.2.3.1. */
const PAYLOAD = 32_767 - 8
/** So much is handed over at once: more would stand in tedious' buffers, packet by packet. */
const PIECE = 4 * PAYLOAD
const MAX_TIMER = 2 ** 31 - 1

/** @throws {ConfigError} `TEDIOUS_CHANGED` when the methods are not where they were. */
export function checkBulkSeam(prototype: object): void {
  const lengths = ['makeRequest', 'newBulkLoad'].map(name => {
    const method: unknown = Reflect.get(prototype, name)
    return typeof method === 'function' ? method.length : -1
  })
  if (lengths.every(length => length === 3)) return
  throw new ConfigError(
    'TEDIOUS_CHANGED',
    'This version of tedious has no makeRequest(request, packetType, payload).',
    {
      advice: 'Install the version of tedious that the package.json of hygge names: npm ci.',
    },
  )
}

checkBulkSeam(Connection.prototype)

/** What the session has to do with it. */
interface Session {
  /** The last fatal message of the server, if any. */
  said: () => ServerMessage | undefined
  /** The load has ended well: the session is free again. */
  ended: () => void
}

interface Chunk {
  bytes: Uint8Array
  taken: () => void
}

/** Bytes on their way to the server, which has been told by `INSERT BULK` what they are. A load that fails takes its connection with it. */
export class Bulk {
  readonly #connection: Connection
  readonly #place: Place
  readonly #timer: NodeJS.Timeout | undefined
  readonly #answer: Promise<number>
  #next: Chunk | null = null
  #sent = 0
  #ended = false
  #wake: (() => void) | undefined
  #failure: { reason: unknown } | undefined

  /** `seconds` without progress are allowed, 0 = any. */
  constructor(connection: Connection, place: Place, seconds: number, { said, ended }: Session) {
    this.#connection = connection
    this.#place = place
    if (seconds > 0) this.#timer = setTimeout(() => this.#onSilence(seconds), Math.min(seconds * 1000, MAX_TIMER))
    const { promise, resolve, reject } = Promise.withResolvers<number>()
    const request = connection.newBulkLoad('', {}, (error, rows) => {
      clearTimeout(this.#timer)
      if (this.#failure !== undefined) return reject(this.#failure.reason)
      if (!error && this.#ended) {
        ended()
        return resolve(rows ?? 0)
      }
      // What was on its way when the answer came is still sent: nothing else can follow on this connection.
      connection.close()
      const cause = error ?? new Error(`the server ended the load after ${rows} rows`)
      reject(error ? requestError(error, place, said()) : connectionLost(place, cause))
    })
    this.#answer = promise
    promise.catch(() => {})
    connection.makeRequest(request, BULK_LOAD, Object.assign(this.#pieces(), { toString: () => 'bulk load' }))
  }

  /** Resolves when the bytes are with the socket's buffers: this is how a slow server slows the source. @throws what ended the load */
  async write(bytes: Uint8Array): Promise<void> {
    const taken = new Promise<void>(resolve => {
      this.#next = { bytes, taken: resolve }
    })
    this.#timer?.refresh()
    this.#wake?.()
    // An answer before the end is a failure, so it rejects.
    await Promise.race([taken, this.#answer])
  }

  /** There are no more bytes: the rows that the server has counted. @throws what the load failed with */
  finish(): Promise<number> {
    this.#ended = true
    this.#timer?.refresh()
    this.#wake?.()
    return this.#answer
  }

  /** Ends the load and its connection, for that reason; safe at any time. */
  async abandon(reason: unknown): Promise<void> {
    this.#failure ??= { reason }
    this.#connection.close()
    await this.#answer.catch(() => {})
  }

  async *#pieces(): AsyncGenerator<Buffer> {
    for (;;) {
      const chunk = this.#next
      if (chunk === null) {
        if (this.#ended) return
        await new Promise<void>(resolve => {
          this.#wake = resolve
        })
        continue
      }
      const { buffer, byteOffset, byteLength } = chunk.bytes
      for (let at = 0; at < byteLength; ) {
        // Cut where packets end: what lies across two pieces is copied once more.
        const length = Math.min(PIECE - (this.#sent % PAYLOAD), byteLength - at)
        yield Buffer.from(buffer, byteOffset + at, length)
        this.#timer?.refresh()
        at += length
        this.#sent += length
      }
      this.#next = null
      chunk.taken()
    }
  }

  #onSilence(seconds: number): void {
    // While there is nothing to send, the silence is ours and not the server's.
    if (this.#next === null && !this.#ended) this.#timer?.refresh()
    else void this.abandon(timedOut(this.#place, seconds))
  }
}
