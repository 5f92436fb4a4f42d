/** What a lake said no with, read from whatever the SDK threw. */
import type { RestError } from '@azure/core-rest-pipeline'

export interface Refusal {
  /** Absent when there was no answer. */
  status?: number
  /** The service's word for it (`x-ms-error-code`), or the network's (`ECONNRESET`). */
  reason?: string
  /** For people, one line. */
  text: string
  requestId?: string
  /** What the service asks to wait, ms. */
  retryAfter?: number
  /** True when the same request may succeed later. */
  passes: boolean
  /** True when no token was given, so nothing was asked. */
  unidentified?: boolean
}

/** Answers that pass by themselves; the SDK itself would try only 500 and 503 again. */
const PASSING_STATUS = new Set([408, 429, 500, 502, 503, 504])
/** Conflicts that pass: somebody is deleting, or two operations met. */
const PASSING_CONFLICT = new Set([
  'DestinationPathIsBeingDeleted',
  'SourcePathIsBeingDeleted',
  'FilesystemBeingDeleted',
  'OperationAborted',
])
const PASSING_NETWORK = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'ECONNABORTED',
  'ETIMEDOUT',
  'ESOCKETTIMEDOUT',
  'EPIPE',
  'EAI_AGAIN',
  'ENETUNREACH',
  'ENETDOWN',
  'EHOSTUNREACH',
  'ERR_STREAM_PREMATURE_CLOSE',
  // The SDK's own words: the request could not be sent, or the answer broke off.
  'REQUEST_SEND_ERROR',
  'PARSE_ERROR',
])
const IDENTITY_ERRORS = new Set([
  'CredentialUnavailableError',
  'AuthenticationError',
  'AggregateAuthenticationError',
  'AuthenticationRequiredError',
])

/** An answer that broke off before its end. */
export class BrokenOff extends Error {
  readonly code = 'ECONNRESET'
}

/** @param timeout seconds after which this try was given up; absent when it was not. */
export function refusalOf(error: unknown, timeout?: number): Refusal {
  if (timeout !== undefined) return { reason: 'TIMEOUT', text: `no answer within ${timeout} s`, passes: true }
  if (!(error instanceof Error)) return { text: String(error), passes: false }
  if (IDENTITY_ERRORS.has(error.name)) return { text: oneLine(error.message), passes: false, unidentified: true }
  if (isRestError(error) && error.statusCode !== undefined) return answered(error, error.statusCode)
  const code = codeOf(error)
  return {
    ...(code === undefined ? {} : { reason: code }),
    text: oneLine(error.message),
    passes: PASSING_NETWORK.has(code ?? ''),
  }
}

function answered(error: RestError, status: number): Refusal {
  const headers = error.response?.headers
  const reason = headers?.get('x-ms-error-code') ?? error.code
  const requestId = headers?.get('x-ms-request-id')
  const retryAfter = waitOf(headers?.get('retry-after'), headers?.get('retry-after-ms'))
  return {
    status,
    text: oneLine(error.message) || 'refused',
    // An overloaded Fabric capacity does not recover within a request's patience.
    passes:
      (PASSING_STATUS.has(status) && reason !== 'CapacityLimitExceeded') ||
      (status === 409 && PASSING_CONFLICT.has(reason ?? '')),
    ...(reason === undefined ? {} : { reason }),
    ...(requestId === undefined ? {} : { requestId }),
    ...(retryAfter === undefined ? {} : { retryAfter }),
  }
}

/** RFC 9110 §10.2.3: seconds, or a date; Azure also has milliseconds. */
function waitOf(after: string | undefined, afterMs: string | undefined): number | undefined {
  if (afterMs !== undefined && /^\d+$/.test(afterMs)) return Number(afterMs)
  if (after === undefined) return undefined
  if (/^\d+$/.test(after)) return Number(after) * 1000
  const date = Date.parse(after)
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now())
}

function isRestError(error: Error): error is RestError {
  return error.name === 'RestError'
}

/** Also of errors that Node raises: their code is what tells them apart. */
function codeOf(error: NodeJS.ErrnoException): string | undefined {
  return typeof error.code === 'string' ? error.code : undefined
}

/** What the service says goes on with its request id and its time. */
function oneLine(text: string): string {
  return text.split('\n', 1)[0]!.trim()
}
