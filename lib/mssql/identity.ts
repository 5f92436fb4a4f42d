/** Who we are to the server: the SQL login, or a token of Entra ID, fetched when it is needed. */
import type { AccessToken, TokenCredential } from '@azure/identity'
import { credentialOf, type EntraAuthentication, TOKEN_ADVICE } from '../entra.ts'
import type { MssqlConnection } from './connection.ts'
import { type Place, tokenError } from './errors.ts'
import { DEFAULT_CONNECT_TIMEOUT, type Identity } from './settings.ts'

/** Token audiences of the national clouds, by the end of the server's name. */
const AUDIENCES: [suffix: string, audience: string][] = [
  ['.chinacloudapi.cn', 'https://database.chinacloudapi.cn/.default'],
  ['.usgovcloudapi.net', 'https://database.usgovcloudapi.net/.default'],
  ['', 'https://database.windows.net/.default'],
]

/** Milliseconds before its end in which a token is no longer used. */
const MARGIN = 5 * 60_000

interface Kept {
  token: Promise<string>
  /** Until when it may be used; for ever while it is being fetched. */
  until: number
}

/**
 * The token of each configured connection, fetched once for all who log in at the same time and kept while it lasts:
 * some credentials start a program for every token.
 */
const tokens = new WeakMap<EntraAuthentication, Kept>()
const credentials = new WeakMap<EntraAuthentication, TokenCredential>()

/** @throws an error of the place, `TOKEN_FAILED`; the signal's reason when it was aborted */
export async function identityOf(connection: MssqlConnection, place: Place, signal: AbortSignal): Promise<Identity> {
  const { authentication } = connection
  if (authentication.type === 'sql') return { user: authentication.user, password: authentication.password }
  if (authentication.type === 'access_token') return { token: authentication.token }
  try {
    return { token: await unlessAborted(tokenOf(connection, authentication), signal) }
  } catch (error) {
    signal.throwIfAborted()
    throw tokenError(error, place, TOKEN_ADVICE[authentication.type])
  }
}

function tokenOf(connection: MssqlConnection, authentication: EntraAuthentication): Promise<string> {
  const kept = tokens.get(authentication)
  if (kept !== undefined && kept.until > Date.now()) return kept.token
  const fetched = fetchToken(connection, authentication)
  const fresh: Kept = { token: fetched.then(({ token }) => token), until: Number.POSITIVE_INFINITY }
  tokens.set(authentication, fresh)
  fetched.then(
    ({ expiresOnTimestamp }) => {
      fresh.until = expiresOnTimestamp - MARGIN
    },
    () => {
      fresh.until = 0
    },
  )
  return fresh.token
}

async function fetchToken(connection: MssqlConnection, authentication: EntraAuthentication): Promise<AccessToken> {
  const scope = AUDIENCES.find(([suffix]) => connection.server.toLowerCase().endsWith(suffix))![1]
  const seconds = connection.connect_timeout ?? DEFAULT_CONNECT_TIMEOUT
  const credential = credentials.get(authentication) ?? (await credentialOf(authentication))
  credentials.set(authentication, credential)
  const token = await credential.getToken(scope, { abortSignal: AbortSignal.timeout(seconds * 1000) })
  if (token === null) throw new Error('the credential returned none')
  return token
}

/** Waits no longer than the signal allows; what is awaited goes on for the others. */
function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>()
  const abort = () => reject(signal.reason)
  signal.addEventListener('abort', abort, { once: true })
  return Promise.race([promise, aborted]).finally(() => signal.removeEventListener('abort', abort))
}
