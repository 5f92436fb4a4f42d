import type { Faults } from '../faults.ts'
import type { Engine, Session } from '../types.ts'
import { SqlError } from '../types.ts'
import { ProtocolError } from './byte-reader.ts'
import type { Inbox } from './inbox.ts'
import { type Login7, parseFedAuthToken, parseLogin7 } from './login7.ts'
import { ConnectionClosed, type MessageWriter } from './message-writer.ts'
import { DEFAULT_PACKET_BYTES, type Message, MIN_PACKET_BYTES, PACKET } from './packets.ts'
import { asSqlError } from './server-error.ts'
import * as tokens from './tokens.ts'

/** What a login needs to know of the server. */
export interface LoginContext {
  engine: Engine
  faults: Faults
  /** The largest packet the server agrees to. */
  packetBytes: number
  /** Sessions that are open now. */
  sessions: Set<Session>
}

const TDS_7_4 = 0x74000004
const TDS_8_0 = 0x08000000
const SQL_LANGUAGE = 'us_english'
const AUTHORITY = 'https://login.microsoftonline.com/common'
const RESOURCE = 'https://database.windows.net/'

/** Answers LOGIN7; null when the login was refused and the connection ends. */
export async function logIn(
  message: Message,
  inbox: Inbox,
  writer: MessageWriter,
  context: LoginContext,
): Promise<Session | null> {
  if (message.type !== PACKET.LOGIN7) throw new ProtocolError(`packet type ${message.type} where LOGIN7 was expected`)
  const request = parseLogin7(message.payload)
  if (context.faults.refuses(context.sessions.size) && context.faults.refusal === 'close') {
    throw new ConnectionClosed('one connection more than allowed')
  }
  try {
    if (request.proof === 'token-on-request') await fetchToken(request, inbox, writer)
    const session = await openSession(request, context)
    context.sessions.add(session)
    await welcome(request, writer, context.packetBytes)
    return session
  } catch (error) {
    if (error instanceof ConnectionClosed || error instanceof ProtocolError) throw error
    await writer.write(tokens.encodeError(asSqlError(error)))
    await writer.write(tokens.encodeDone(tokens.DONE.STATEMENT, tokens.DONE_STATUS.ERROR, 0, 0n))
    await writer.end()
    return null
  }
}

async function openSession({ login, proof }: Login7, { engine, faults, sessions }: LoginContext): Promise<Session> {
  if (faults.refuses(sessions.size)) {
    const limit = faults.maxConnections
    throw new SqlError(10928, `Resource ID : 1. The session limit for the database is ${limit} and has been reached.`)
  }
  if (proof === 'windows') {
    const reason = 'The login is from an untrusted domain and cannot be used with Integrated authentication.'
    throw new SqlError(18452, `Login failed. ${reason}`, { class: 14 })
  }
  return engine.login(login)
}

/** Asks the client for an Entra token and puts it where the engine expects it: in the password. */
async function fetchToken({ login }: Login7, inbox: Inbox, writer: MessageWriter): Promise<void> {
  await writer.write(tokens.encodeFedAuthInfo(AUTHORITY, RESOURCE))
  await writer.end()
  const message = await inbox.next()
  if (message === null) throw new ConnectionClosed('the client left without its token')
  if (message.type !== PACKET.FEDAUTH_TOKEN) {
    throw new ProtocolError(`packet type ${message.type} where the access token was expected`)
  }
  login.user = ''
  login.password = parseFedAuthToken(message.payload)
}

/** What a real server says after a good login, in its order. */
async function welcome(request: Login7, writer: MessageWriter, packetBytes: number): Promise<void> {
  const database = request.login.database || 'master'
  const agreed = agreedPacketBytes(request.packetBytes, packetBytes)
  const said = [
    tokens.encodeEnvText(tokens.ENV.DATABASE, database, 'master'),
    tokens.encodeInfo(5701, `Changed database context to '${database}'.`),
    tokens.encodeEnvCollation(),
    tokens.encodeEnvText(tokens.ENV.LANGUAGE, SQL_LANGUAGE, ''),
    tokens.encodeInfo(5703, `Changed language setting to ${SQL_LANGUAGE}.`),
    tokens.encodeLoginAck(request.tdsVersion === TDS_8_0 ? TDS_8_0 : TDS_7_4),
    tokens.encodeEnvText(tokens.ENV.PACKET_SIZE, String(agreed), String(DEFAULT_PACKET_BYTES)),
    tokens.encodeFeatureAck(request.features),
    tokens.encodeDone(tokens.DONE.STATEMENT, tokens.DONE_STATUS.FINAL, 0, 0n),
  ]
  for (const token of said) await writer.write(token)
  writer.packetBytes = agreed
  await writer.end()
}

function agreedPacketBytes(asked: number, most: number): number {
  if (asked === 0) return Math.min(DEFAULT_PACKET_BYTES, most)
  return Math.min(Math.max(asked, MIN_PACKET_BYTES), most)
}
