/** What tedious and the server report, as errors of whoever asked, with the facts and what to do. */
import { type ErrorOptions, HyggeError } from '../errors.ts'
import { NETWORK_ADVICE, RETRYABLE, SERVER_ADVICE, UNTRUSTED } from './advice.ts'

/** The class of the errors of whoever uses the connection: HomeError or StoreError. */
export type ErrorClass = new (code: string, message: string, options?: ErrorOptions) => HyggeError

/** Where an error happened, whose it is, and what must never be printed. */
export interface Place {
  /** `host:port` */
  server: string
  database: string
  secrets: string[]
  encrypt: boolean | 'strict'
  raises: ErrorClass
}

/** An ERROR token, [MS-TDS] 2.2.7.10, in the field's names. */
export interface ServerMessage {
  number: number
  state: number
  class: number
  message: string
  serverName?: string | undefined
  procName?: string | undefined
  lineNumber?: number | undefined
}

/** Anything that failed while connecting. `refused` is what the server said last, if anything. */
export function connectError(error: unknown, place: Place, refused: ServerMessage | undefined): HyggeError {
  if (refused !== undefined) return serverError(refused, place, 'LOGIN_FAILED', error)
  const codes = codesOf(error)
  if (codes.includes('ETIMEOUT')) {
    return make(place, 'CONNECT_TIMEOUT', `No connection to ${place.server} in time: ${textOf(error)}`, {
      advice: 'Check `server` and `port`, the firewall in between, or raise `connect_timeout`.',
      retryable: true,
      cause: error,
    })
  }
  const tls = codes.find(code => UNTRUSTED.has(code) || code.startsWith('CERT_') || code.startsWith('ERR_TLS'))
  if (tls !== undefined) {
    return make(place, 'CERTIFICATE_REFUSED', `The certificate of ${place.server} is not trusted: ${textOf(error)}`, {
      advice: certificateAdvice(tls, place),
      cause: error,
      facts: { reason: tls },
    })
  }
  if (codes.includes('EENCRYPT')) {
    return make(place, 'ENCRYPTION_MISMATCH', `${place.server} and \`encrypt\` do not agree: ${textOf(error)}`, {
      advice: place.encrypt ? 'Enable encryption at the server, or set `encrypt: false`.' : 'Set `encrypt: true`.',
      cause: error,
    })
  }
  const network = codes.find(code => NETWORK_ADVICE[code] !== undefined) ?? codes.find(code => code !== 'ESOCKET')
  const advice = network === undefined ? undefined : NETWORK_ADVICE[network]
  return make(place, 'CONNECTION_FAILED', `${place.server} could not be reached: ${textOf(error)}`, {
    ...(advice === undefined ? {} : { advice }),
    // What happens to a socket may pass; a name that nobody knows stays so, and what we do not know counts as permanent.
    retryable: codes.includes('ESOCKET') && network !== 'ENOTFOUND',
    cause: error,
    facts: network === undefined ? {} : { reason: network },
  })
}

/** Anything that failed while a statement ran. `said` is the last fatal message of the server, if any. */
export function requestError(error: unknown, place: Place, said: ServerMessage | undefined): HyggeError {
  if (error instanceof HyggeError) return error
  const message = serverMessageOf(error) ?? said
  if (message !== undefined) return serverError(message, place, 'SQL_ERROR', error)
  if (codesOf(error).includes('EREQUEST') || codesOf(error).includes('UNKNOWN')) {
    return make(place, 'SQL_ERROR', `${place.server} failed without saying why: ${textOf(error)}`, { cause: error })
  }
  return connectionLost(place, error)
}

/** The connection ended while an answer was due. */
export function connectionLost(place: Place, cause: unknown): HyggeError {
  return make(place, 'CONNECTION_LOST', `The connection to ${place.server} was lost: ${textOf(cause)}`, {
    advice:
      'Nothing half done was kept; run again. If it happens often, look at the network and at the error log of the server.',
    retryable: true,
    cause,
  })
}

/** The server sent nothing for `seconds`. */
export function timedOut(place: Place, seconds: number): HyggeError {
  return make(place, 'REQUEST_TIMEOUT', `${place.server} sent nothing for ${seconds} s.`, {
    advice: 'Look for locks that block it, or raise `request_timeout` (0 waits for ever).',
    retryable: true,
    facts: { seconds },
  })
}

/** All `size` sessions of the pool were in use for `seconds`. */
export function exhausted(place: Place, size: number, seconds: number, cause: unknown): HyggeError {
  const message = `No connection to ${place.server} was free within ${seconds} s: ${size === 1 ? 'the one there may be is' : `all ${size} are`} in use.`
  return make(place, 'POOL_EXHAUSTED', message, {
    advice:
      "Raise the connection's pool.size or pool.acquire_timeout (0 waits as long as it takes), or lower options.concurrency.",
    retryable: true,
    cause,
    facts: { size, seconds },
  })
}

/** The run is over, and somebody still asked for a session. */
export function poolClosed(place: Place): HyggeError {
  return make(place, 'POOL_CLOSED', `The connections to ${place.server} are closed, as the run ends.`, {})
}

/** A token for Entra ID could not be had. */
export function tokenError(error: unknown, place: Place, advice: string): HyggeError {
  return make(place, 'TOKEN_FAILED', `Entra ID gave no token for ${place.server}: ${textOf(error)}`, {
    advice,
    cause: error,
  })
}

function serverError(message: ServerMessage, place: Place, code: string, cause: unknown): HyggeError {
  const advice = SERVER_ADVICE[message.number]
  const { number, state, procName, lineNumber } = message
  const where = procName ? ` (procedure ${procName}, line ${lineNumber})` : ''
  return make(place, code, `${place.server} says: ${message.message}${where} [error ${number}, state ${state}]`, {
    ...(advice === undefined ? {} : { advice }),
    retryable: RETRYABLE.has(number),
    cause,
    facts: {
      number,
      state,
      class: message.class,
      server: message.serverName || place.server,
      ...(procName ? { procedure: procName } : {}),
      ...(lineNumber === undefined ? {} : { line: lineNumber }),
    },
  })
}

/** tedious hangs the token's fields on its RequestError; several errors come as an AggregateError, the first being the cause. */
function serverMessageOf(error: unknown): ServerMessage | undefined {
  if (error instanceof AggregateError) {
    const messages = error.errors.map(serverMessageOf).filter(message => message !== undefined)
    return messages.find(({ number }) => RETRYABLE.has(number)) ?? messages[0]
  }
  if (!(error instanceof Error)) return undefined
  const { number, state, class: severity, serverName, procName, lineNumber } = error as Partial<ServerMessage> & Error
  if (typeof number !== 'number') return undefined
  return { number, state: state ?? 0, class: severity ?? 0, message: error.message, serverName, procName, lineNumber }
}

/** The codes of an error, its causes and its parts, outermost first. */
function codesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return []
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : []
  const parts: unknown[] = error instanceof AggregateError ? error.errors : []
  return [...own, ...parts.flatMap(codesOf), ...codesOf(error.cause)]
}

/** An error's own words; where they say nothing (an AggregateError), those of its parts. */
function textOf(error: unknown): string {
  const parts = new Set<string>()
  const collect = (value: unknown) => {
    if (value instanceof AggregateError) value.errors.forEach(collect)
    else if (value instanceof Error && value.cause instanceof AggregateError) collect(value.cause)
    else parts.add(value instanceof Error ? value.message : String(value))
  }
  collect(error)
  return [...parts].join('; ')
}

function certificateAdvice(code: string, { encrypt }: Place): string {
  if (encrypt === 'strict') {
    return '`encrypt: strict` always verifies: name the file of the signing authority in NODE_EXTRA_CA_CERTS, or use `encrypt: true`.'
  }
  return (
    NETWORK_ADVICE[code] ??
    'Name the file of the signing authority in NODE_EXTRA_CA_CERTS, or set `trust_server_certificate: true`.'
  )
}

interface Details {
  advice?: string
  retryable?: boolean
  cause?: unknown
  facts?: Record<string, unknown>
}

/** Makes the error, with every secret blotted out; a cause that holds one is left behind. */
function make(place: Place, code: string, message: string, { cause, facts, ...rest }: Details): HyggeError {
  const secrets = place.secrets.filter(secret => secret.length > 0)
  const clean = secrets.reduce((text, secret) => text.replaceAll(secret, '******'), message)
  const leaks = secrets.some(secret => textOf(cause).includes(secret))
  return new place.raises(code, clean, {
    ...rest,
    ...(cause === undefined || leaks ? {} : { cause }),
    facts: { server: place.server, database: place.database, ...facts },
  })
}
