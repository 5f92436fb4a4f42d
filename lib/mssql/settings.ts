/** A connection as the user describes it → tedious' configuration. */
import type { ConnectionConfiguration } from 'tedious'
import { ConfigError } from '../errors.ts'
import type { Authentication, MssqlConnection } from './connection.ts'
import type { ErrorClass, Place } from './errors.ts'
import { ISOLATION_LEVEL } from './tedious.ts'

const DEFAULT_PORT = 1433
/** Seconds. */
export const DEFAULT_CONNECT_TIMEOUT = 30
/** Seconds a server may take to answer an attention before the socket is closed. */
const CANCEL_TIMEOUT = 3

/** Whom to connect as: a SQL login, or a token that Entra ID gave. */
export type Identity = { user: string; password: string } | { token: string }

/** tedious' configuration for one connection. */
export function settingsOf(connection: MssqlConnection, identity: Identity): ConnectionConfiguration {
  const { host, port, instance } = addressOf(connection)
  return {
    server: host,
    authentication:
      'token' in identity
        ? { type: 'azure-active-directory-access-token', options: { token: identity.token } }
        : { type: 'default', options: { userName: identity.user, password: identity.password } },
    options: {
      ...(instance === undefined ? { port } : { instanceName: instance }),
      database: connection.database,
      appName: 'hygge',
      encrypt: connection.encrypt ?? true,
      trustServerCertificate: connection.trust_server_certificate ?? false,
      readOnlyIntent: connection.application_intent === 'read_only',
      // The largest packet there is, [MS-TDS] 2.2.6.4; the server may settle for less.
      packetSize: 32767,
      connectTimeout: (connection.connect_timeout ?? DEFAULT_CONNECT_TIMEOUT) * 1000,
      // The session watches the bytes itself: tedious stops its timer at the first one.
      requestTimeout: 0,
      cancelTimeout: CANCEL_TIMEOUT * 1000,
      // Trying again is the flow's business, with its own waits.
      maxRetriesOnTransientErrors: 0,
      // Also what a session comes back to when it is reset.
      connectionIsolationLevel: ISOLATION_LEVEL.READ_COMMITTED,
    },
  }
}

/** What errors may say of a connection, and what they must not. */
export function placeOf(connection: MssqlConnection, raises: ErrorClass): Place {
  const { host, port, instance } = addressOf(connection)
  return {
    server: instance === undefined ? `${host}:${port}` : `${host}\\${instance}`,
    database: connection.database,
    encrypt: connection.encrypt ?? true,
    secrets: secretsOf(connection.authentication),
    raises,
  }
}

interface Address {
  host: string
  port: number
  instance?: string
}

/** `host`, or `host\INSTANCE`, whose port the server's browser service tells unless `port` does. */
function addressOf({ server, port }: MssqlConnection): Address {
  const [host = '', instance, ...rest] = server.trim().split('\\')
  if (host === '' || /[\s,;/]|^tcp:/i.test(host) || instance === '' || rest.length > 0) {
    throw new ConfigError('SERVER_INVALID', `The server ${JSON.stringify(server)} is not a host name.`, {
      advice: 'Write a host name or an address in `server` (or host\\INSTANCE), and the port in `port`.',
      facts: { server },
    })
  }
  if (instance === undefined || port !== undefined) return { host, port: port ?? DEFAULT_PORT }
  return { host, port: DEFAULT_PORT, instance }
}

function secretsOf(authentication: Authentication): string[] {
  switch (authentication.type) {
    case 'sql':
      return [authentication.password]
    case 'service_principal':
      return [authentication.client_secret]
    case 'access_token':
      return [authentication.token]
    default:
      return []
  }
}
