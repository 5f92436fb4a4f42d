import { once } from 'node:events'
import type { Socket } from 'node:net'
import { Duplex } from 'node:stream'
import { createSecureContext, TLSSocket } from 'node:tls'
import { ProtocolError } from './byte-reader.ts'
import { HEADER_BYTES, PACKET, singlePacket } from './packets.ts'

export interface Credentials {
  key: string
  cert: string
}

/**
 * The pipe between TLS and the socket during a TDS 7 handshake: TLS records travel inside PRELOGIN packets ([MS-TDS] 2.2.6.5) until the
 * client sends its first bare TLS record; from then on both directions are bare.
 */
class Tunnel extends Duplex {
  readonly #socket: Socket
  #wrapped = true
  #incoming: Buffer = Buffer.alloc(0)
  #outgoing: Buffer[] = []
  #left = false

  constructor(socket: Socket) {
    super()
    this.#socket = socket
    socket.on('data', this.#receive)
    socket.once('close', this.#ended)
    socket.resume()
  }

  /** Lets go of the socket: what arrives next is not TLS. */
  leave(): void {
    this.#left = true
    this.#socket.off('data', this.#receive)
    this.#socket.off('close', this.#ended)
  }

  readonly #ended = () => {
    this.destroy()
  }

  readonly #receive = (chunk: Buffer) => {
    if (!this.#wrapped) {
      if (!this.push(chunk)) this.#socket.pause()
      return
    }
    let bytes = this.#incoming.length === 0 ? chunk : Buffer.concat([this.#incoming, chunk])
    while (bytes.length > 0 && bytes[0] === PACKET.PRELOGIN) {
      if (bytes.length < HEADER_BYTES) break
      const length = bytes.readUInt16BE(2)
      if (length < HEADER_BYTES) return this.destroy(new ProtocolError('PRELOGIN packet shorter than its header'))
      if (bytes.length < length) break
      this.push(bytes.subarray(HEADER_BYTES, length))
      bytes = bytes.subarray(length)
    }
    this.#incoming = bytes
    if (bytes.length > 0 && bytes[0] !== PACKET.PRELOGIN) {
      this.#wrapped = false
      this.#incoming = Buffer.alloc(0)
      this.push(bytes)
    }
  }

  override _read(): void {
    this.#socket.resume()
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    if (!this.#wrapped) {
      this.#socket.write(chunk, done)
      return
    }
    // One flight of the handshake is one message: the client waits for exactly one answer to each of its own.
    this.#outgoing.push(chunk)
    if (this.#outgoing.length === 1) setImmediate(this.#sendFlight)
    done()
  }

  readonly #sendFlight = () => {
    const flight = Buffer.concat(this.#outgoing)
    this.#outgoing = []
    if (!this.#socket.destroyed) this.#socket.write(singlePacket(PACKET.PRELOGIN, flight))
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#socket.end()
    done()
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    if (!this.#left) this.#socket.destroy()
    done(error)
  }
}

export interface Secured {
  stream: TLSSocket
  /** Goes back to bare TDS on the socket (encryption of the login only). */
  leave(): void
}

/** Runs the TLS handshake inside PRELOGIN packets; TLS 1.2, the last version that TDS 7 knows. */
export async function tlsInsidePrelogin(socket: Socket, { key, cert }: Credentials): Promise<Secured> {
  const tunnel = new Tunnel(socket)
  // TLS hears of it too; without a listener here the error would end the process.
  tunnel.on('error', () => undefined)
  const secureContext = createSecureContext({ key, cert, maxVersion: 'TLSv1.2' })
  const stream = new TLSSocket(tunnel, { isServer: true, secureContext })
  await handshake(stream)
  return { stream, leave: () => tunnel.leave() }
}

/** TDS 8.0: TLS before the first packet, with ALPN `tds/8.0`. */
export async function tlsFirst(socket: Socket, { key, cert }: Credentials): Promise<TLSSocket> {
  const secureContext = createSecureContext({ key, cert })
  const stream = new TLSSocket(socket, { isServer: true, secureContext, ALPNProtocols: ['tds/8.0'] })
  await handshake(stream)
  return stream
}

async function handshake(stream: TLSSocket): Promise<void> {
  const ended = new AbortController()
  const closed = () => ended.abort()
  stream.once('close', closed)
  // A broken handshake may fail more than once; nobody else listens yet.
  stream.on('error', () => undefined)
  try {
    await once(stream, 'secure', { signal: ended.signal })
  } catch (cause) {
    throw new ProtocolError('the TLS handshake failed', { cause })
  } finally {
    stream.off('close', closed)
  }
}
