import { createServer, type Server } from 'node:net'
import { type Certificate, selfSignedCertificate } from './certificate.ts'
import { Faults } from './faults.ts'
import type { Engine, Session } from './types.ts'
import { Connection, type ConnectionContext } from './wire/connection.ts'
import { MAX_PACKET_BYTES, MIN_PACKET_BYTES } from './wire/packets.ts'
import type { TlsMode } from './wire/prelogin.ts'
import type { RowOptions } from './wire/rows.ts'
import { type LoggedStatement, StatementLog } from './wire/statement-log.ts'

export interface ServerOptions {
  /** Whoever made it closes it. */
  engine: Engine
  /** 0, the default, takes any free port. */
  port?: number
  /** Default 127.0.0.1. */
  host?: string
  /** `none`, `supported` (default: as the client asks), `required`, or `strict` (TDS 8.0 only). */
  tls?: TlsMode
  /** Default: self-signed for localhost. */
  certificate?: Certificate
  /** The largest packet the server agrees to; default 32,767. */
  packetSize?: number
  /** How rows go over the wire. */
  rows?: RowOptions
}

/** A running stand-in. */
export interface StandIn {
  readonly host: string
  readonly port: number
  /** The certificate in PEM, for clients that verify. */
  readonly certificate: string
  /** Connections open now, accepted ever, and logged in now. */
  readonly connections: { readonly live: number; readonly total: number; readonly sessions: number }
  /** Response bytes given to sockets so far. */
  readonly sent: number
  readonly faults: Faults
  /** The last statements, oldest first. */
  readonly statements: readonly LoggedStatement[]
  /** Ends every connection and stops listening. */
  close(): Promise<void>
}

/** The first session number of a user, as on a real server. */
const FIRST_SPID = 51

/** Starts a TDS server in front of an engine. */
export async function startServer(options: ServerOptions): Promise<StandIn> {
  const { engine, port = 0, host = '127.0.0.1', packetSize = MAX_PACKET_BYTES } = options
  if (!(packetSize >= MIN_PACKET_BYTES && packetSize <= MAX_PACKET_BYTES)) {
    throw new RangeError(`packetSize ${packetSize}: TDS packets have ${MIN_PACKET_BYTES} to ${MAX_PACKET_BYTES} bytes`)
  }
  const certificate = options.certificate ?? (await selfSignedCertificate())
  const context: ConnectionContext = {
    engine,
    tls: options.tls ?? 'supported',
    credentials: certificate,
    packetBytes: packetSize,
    rowOptions: options.rows ?? {},
    faults: new Faults(),
    statements: new StatementLog(),
    sessions: new Set<Session>(),
  }
  const live = new Map<Connection, Promise<void>>()
  let total = 0
  let sentByClosed = 0
  const server = createServer({ noDelay: true }, socket => {
    socket.on('error', () => socket.destroy())
    const connection = new Connection(socket, FIRST_SPID + total++, context)
    const served = connection.serve().finally(() => {
      live.delete(connection)
      sentByClosed += connection.sent
    })
    live.set(connection, served)
  })
  await listen(server, port, host)
  const address = server.address()
  return {
    host,
    port: typeof address === 'object' && address !== null ? address.port : port,
    certificate: certificate.cert,
    connections: {
      get live() {
        return live.size
      },
      get total() {
        return total
      },
      get sessions() {
        return context.sessions.size
      },
    },
    get sent() {
      let sum = sentByClosed
      for (const connection of live.keys()) sum += connection.sent
      return sum
    },
    faults: context.faults,
    statements: context.statements.entries,
    close: async () => {
      const closed = new Promise<void>(resolve => server.close(() => resolve()))
      for (const connection of live.keys()) connection.destroy()
      await Promise.all(live.values())
      await closed
    },
  }
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}
