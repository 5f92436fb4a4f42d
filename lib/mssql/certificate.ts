/** The certificate that a server shows, looked at without logging in: PRELOGIN, then TLS inside of PRELOGIN packets ([MS-TDS] 2.2.6.5, 3.2.5.2). */
import { connect, isIP, type Socket } from 'node:net'
import { Duplex } from 'node:stream'
import { connect as connectTls, type PeerCertificate, type TLSSocket } from 'node:tls'

export interface CertificateFacts {
  protocol: string
  subject: string
  issuer: string
  /** When it ends. */
  validTo: Date
  /** Why no known authority vouches for it, in OpenSSL's word; null when one does. */
  untrusted: string | null
}

const HEADER = 8
const PRELOGIN = 0x12
const END_OF_MESSAGE = 1
/** 2.2.6.5: ENCRYPTION option, and its value for a server that has no TLS. */
const ENCRYPTION = 1
const NOT_SUPPORTED = 2
const TERMINATOR = 0xff

/**
 * Connects, shakes hands, hangs up. `strict` is TDS 8.0: TLS before anything else.
 * @returns null when the server has no TLS. @throws what the socket or the handshake failed with; the signal's reason.
 */
export async function certificateOf(
  host: string,
  port: number,
  strict: boolean,
  signal: AbortSignal,
): Promise<CertificateFacts | null> {
  signal.throwIfAborted()
  const socket = connect({ host, port })
  const abort = () => socket.destroy(signal.reason instanceof Error ? signal.reason : new Error(String(signal.reason)))
  signal.addEventListener('abort', abort, { once: true })
  try {
    await once(socket, 'connect')
    if (!strict && !(await offersTls(socket))) return null
    return await shakeHands(strict ? socket : new Carrier(socket), host, strict)
  } finally {
    signal.removeEventListener('abort', abort)
    socket.destroy()
  }
}

async function shakeHands(through: Duplex, host: string, strict: boolean): Promise<CertificateFacts> {
  const tls = connectTls({
    socket: through,
    // The name is checked, too; an address is none.
    ...(isIP(host) ? {} : { servername: host }),
    rejectUnauthorized: false,
    ...(strict ? { ALPNProtocols: ['tds/8.0'] } : {}),
  })
  try {
    await once(tls, 'secureConnect')
    return factsOf(tls)
  } finally {
    tls.destroy()
  }
}

function factsOf(tls: TLSSocket): CertificateFacts {
  const certificate = tls.getPeerCertificate()
  return {
    protocol: tls.getProtocol() ?? 'TLS',
    subject: nameOf(certificate.subject),
    issuer: nameOf(certificate.issuer),
    validTo: new Date(certificate.valid_to),
    untrusted: tls.authorized ? null : String(tls.authorizationError),
  }
}

function nameOf(name: PeerCertificate['subject'] | undefined): string {
  return [name?.CN ?? name?.O ?? 'no name'].flat().join(', ')
}

/** Sends PRELOGIN and reads whether the server can do TLS. */
async function offersTls(socket: Socket): Promise<boolean> {
  const options = Buffer.from([0, 0, 11, 0, 6, ENCRYPTION, 0, 17, 0, 1, TERMINATOR, 0, 0, 0, 0, 0, 0, 1])
  socket.write(packet(options))
  const answer = await readPacket(socket)
  for (let at = 0; at + 5 <= answer.length && answer[at] !== TERMINATOR; at += 5) {
    if (answer[at] === ENCRYPTION) return answer[answer.readUInt16BE(at + 1)] !== NOT_SUPPORTED
  }
  return false
}

function readPacket(socket: Socket): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let bytes = Buffer.alloc(0)
    const end = (error?: Error) => {
      socket.off('data', take).off('error', end).off('close', left)
      if (error) reject(error)
    }
    const left = () => end(new Error('the server hung up before it said whether it has TLS'))
    const take = (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk])
      if (bytes.length < HEADER || bytes.length < bytes.readUInt16BE(2)) return
      end()
      resolve(bytes.subarray(HEADER, bytes.readUInt16BE(2)))
    }
    socket.on('data', take).once('error', end).once('close', left)
  })
}

/** Takes the bytes of a handshake and carries them in PRELOGIN packets, both ways. */
class Carrier extends Duplex {
  readonly #socket: Socket
  #waiting = Buffer.alloc(0)

  constructor(socket: Socket) {
    super()
    this.#socket = socket
    socket.on('data', chunk => this.#unpack(chunk))
    socket.once('error', error => this.destroy(error))
    socket.once('close', () => this.push(null))
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#socket.write(packet(chunk), done)
  }

  #unpack(chunk: Buffer): void {
    this.#waiting = Buffer.concat([this.#waiting, chunk])
    while (this.#waiting.length >= HEADER && this.#waiting.length >= this.#waiting.readUInt16BE(2)) {
      const length = this.#waiting.readUInt16BE(2)
      this.push(this.#waiting.subarray(HEADER, length))
      this.#waiting = this.#waiting.subarray(Math.max(length, HEADER))
    }
  }
}

/** 2.2.3.1: type, status, length, SPID, packet id, window. */
function packet(body: Uint8Array): Buffer {
  const bytes = Buffer.alloc(HEADER + body.length)
  bytes.set([PRELOGIN, END_OF_MESSAGE])
  bytes.writeUInt16BE(bytes.length, 2)
  bytes[6] = 1
  bytes.set(body, HEADER)
  return bytes
}

function once(emitter: Duplex, event: string): Promise<void> {
  return new Promise((resolve, reject) => {
    emitter.once(event, () => resolve())
    emitter.once('error', reject)
    emitter.once('close', () => reject(new Error('the server hung up')))
  })
}
