import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { ProtocolError } from './byte-reader.ts'
import type { Inbox } from './inbox.ts'
import { type Message, MessageAssembler, PACKET, singlePacket } from './packets.ts'
import { ENCRYPT, encodePrelogin, negotiate, parsePrelogin, type TlsMode } from './prelogin.ts'
import { type Credentials, tlsFirst, tlsInsidePrelogin } from './tls.ts'

/** First byte of a TLS record that carries a handshake. */
const TLS_HANDSHAKE = 0x16

/** A connection after PRELOGIN: where LOGIN7 comes from, and where everything after it goes. */
export interface Shaken {
  login: Message
  /** The stream that carries packets from now on. */
  stream: Duplex
}

/** Takes a socket through PRELOGIN, TLS if agreed, and the arrival of LOGIN7; null when the client left before. */
export async function shakeHands(
  socket: Socket,
  inbox: Inbox,
  mode: TlsMode,
  credentials: Credentials,
): Promise<Shaken | null> {
  const first = await firstByte(socket)
  if (first === null) return null
  const strict = first === TLS_HANDSHAKE
  if (strict ? mode === 'none' : mode === 'strict') {
    throw new ProtocolError(strict ? 'TLS where the server has none' : 'a server of TDS 8.0 only: TLS comes first')
  }
  let stream: Duplex = strict ? await tlsFirst(socket, credentials) : socket
  let detach = readMessages(stream, inbox)
  const message = await inbox.next()
  if (message === null) return null
  if (message.type !== PACKET.PRELOGIN)
    throw new ProtocolError(`packet type ${message.type} where PRELOGIN was expected`)
  const asked = parsePrelogin(message.payload)
  const encryption = strict ? ENCRYPT.NOT_SUPPORTED : negotiate(mode, asked.encryption)
  const answer = singlePacket(PACKET.RESPONSE, encodePrelogin({ encryption, fedAuth: asked.fedAuth }))
  if (encryption === ENCRYPT.NOT_SUPPORTED) {
    stream.write(answer)
    const login = await inbox.next()
    return login === null ? null : { login, stream }
  }
  detach()
  stream.write(answer)
  const secured = await tlsInsidePrelogin(socket, credentials)
  detach = readMessages(secured.stream, inbox)
  const login = await inbox.next()
  if (login === null) return null
  if (encryption === ENCRYPT.OFF) {
    // Only the login was encrypted: what follows is bare again, both ways.
    detach()
    secured.leave()
    readMessages(socket, inbox)
    stream = socket
  } else {
    stream = secured.stream
  }
  return { login, stream }
}

/** Looks at the first byte without taking it. */
function firstByte(socket: Socket): Promise<number | null> {
  return new Promise(resolve => {
    const onEnd = () => resolve(null)
    socket.once('close', onEnd)
    socket.once('data', (chunk: Buffer) => {
      socket.off('close', onEnd)
      socket.pause()
      socket.unshift(chunk)
      resolve(chunk[0])
    })
  })
}

/** Feeds what arrives to the inbox; returns how to stop. */
function readMessages(stream: Duplex, inbox: Inbox): () => void {
  const assembler = new MessageAssembler(message => inbox.push(message), stream)
  const onData = (chunk: Buffer) => {
    try {
      assembler.push(chunk)
    } catch (error) {
      stream.destroy(error instanceof Error ? error : new Error(String(error)))
    }
  }
  const onEnd = () => {
    assembler.close()
    inbox.close()
  }
  // A stream that fails also closes; without a listener its error would end the process.
  stream.on('error', onEnd)
  stream.once('close', onEnd)
  stream.on('data', onData)
  stream.resume()
  return () => {
    stream.off('data', onData)
    stream.off('close', onEnd)
  }
}
