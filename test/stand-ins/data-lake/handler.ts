/** One HTTP exchange: read the call, let its faults happen, serve it, write the answer. */
import { randomUUID } from 'node:crypto'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { ADMIN_PATH, administer } from './admin.ts'
import { giveToken, type IdentityOptions, isTokenCall } from './auth/identity.ts'
import type { Tokens } from './auth/tokens.ts'
import type { Clock } from './clock.ts'
import type { Mirror } from './fabric/mirror.ts'
import { type Aim, codeOf, type Effect, type Faults } from './faults.ts'
import { type Service, serve } from './service.ts'
import { type Answer, errorAnswer, json } from './wire/answer.ts'
import { LakeError } from './wire/lake-error.ts'
import { HOST_HEADER, type LakeRequest, lakeRequest } from './wire/request.ts'
import type { LoggedRequest, RequestLog } from './wire/request-log.ts'
import { discard, send } from './wire/send.ts'

export interface Handled {
  service: Service
  faults: Faults
  log: RequestLog
  identity: IdentityOptions
  tokens: Tokens
  clock: Clock
  mirror: Mirror
}

/** What a call is, and what it would answer. */
interface Exchange {
  aim: Aim
  request: Pick<LakeRequest, 'endpoint' | 'header'>
  answer(body: Buffer): Answer
}

export function handler(handled: Handled): RequestListener {
  return (message, response) => {
    message.on('error', () => response.destroy())
    response.on('error', () => response.destroy())
    exchange(message, response, handled).catch(() => response.destroy())
  }
}

async function exchange(message: IncomingMessage, response: ServerResponse, handled: Handled): Promise<void> {
  const { method = '', url = '/' } = message
  if (url.startsWith(ADMIN_PATH)) {
    const body = await bodyOf(message)
    await send(response, method, await administer(method, url, body.toString(), handled), false)
    return
  }
  const { aim, request, answer } = exchangeOf(message, handled)
  const effect = handled.faults.take(aim)
  if (effect.delayMs !== undefined) await sleep(effect.delayMs)
  const entry: LoggedRequest = {
    operation: aim.operation,
    method: aim.method,
    path: [aim.filesystem, ...aim.path].join('/'),
    status: 0,
    applied: false,
    code: '',
  }
  handled.log.add(entry)
  if (effect.halfBody === 'request') {
    await halfOf(message)
    response.destroy()
    return
  }
  const body = await bodyOf(message)
  const carriedOut = !unapplied(effect)
  let result = carriedOut ? answer(body) : null
  if (carriedOut) await handled.mirror.heed(aim)
  entry.applied = result !== null && result.status < 400
  if (effect.hang || effect.reset) {
    discard(result)
    if (effect.reset) response.destroy()
    return
  }
  if (effect.status !== undefined) {
    discard(result)
    result = faultAnswer(effect.status, request)
  }
  if (result === null) return
  entry.status = result.status
  entry.code = result.headers['x-ms-error-code'] ?? ''
  await send(
    response,
    aim.method,
    { ...result, headers: { ...commonHeaders(request), ...result.headers } },
    effect.halfBody === 'answer',
  )
}

/** Whether the call is not carried out: its fault comes first. */
function unapplied({ applied, status, reset, hang }: Effect): boolean {
  return !applied && (status !== undefined || reset === true || hang === true)
}

function exchangeOf(message: IncomingMessage, { service, identity, tokens }: Handled): Exchange {
  const { method = '', url = '/' } = message
  const at = new URL(url, 'http://stand-in')
  const header = (name: string): string => String(message.headers[name] ?? '')
  if (isTokenCall(at.pathname, header(HOST_HEADER))) {
    return {
      aim: { operation: 'token', method, filesystem: '', path: [] },
      request: { endpoint: 'either', header },
      answer: body =>
        giveToken(
          { method, rawPath: at.pathname, query: at.searchParams, header, body: body.toString() },
          identity,
          tokens,
        ),
    }
  }
  try {
    const request = lakeRequest(message, service.authority.account.name)
    return { aim: request, request, answer: body => served(service, request, body) }
  } catch (error) {
    const refusal = refusalOf(error, { endpoint: 'either' })
    return {
      aim: { operation: 'unknown', method, filesystem: '', path: [] },
      request: { endpoint: 'either', header },
      answer: () => refusal,
    }
  }
}

function served(service: Service, request: LakeRequest, body: Buffer): Answer {
  try {
    return serve(service, request, body)
  } catch (error) {
    return refusalOf(error, request)
  }
}

function refusalOf(error: unknown, request: Pick<LakeRequest, 'endpoint'>): Answer {
  if (error instanceof LakeError) return errorAnswer(error, request)
  // A bug of the stand-in: loud, and not one of the codes that clients try again.
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
  process.stderr.write(`data lake stand-in: ${message}\n`)
  return json(501, { error: { code: 'StandInFailed', message } }, { 'x-ms-error-code': 'StandInFailed' })
}

function faultAnswer(fault: NonNullable<Effect['status']>, request: Pick<LakeRequest, 'endpoint'>): Answer {
  const answer = errorAnswer(
    { code: codeOf(fault), status: fault.status, message: 'A fault of the stand-in.' },
    request,
  )
  if (fault.retryAfter !== undefined) answer.headers['retry-after'] = String(fault.retryAfter)
  return answer
}

function commonHeaders({ header }: Pick<LakeRequest, 'header'>): Record<string, string> {
  const client = header('x-ms-client-request-id')
  const version = header('x-ms-version')
  return {
    server: 'hygge-data-lake-stand-in',
    'x-ms-request-id': randomUUID(),
    ...(client === '' ? {} : { 'x-ms-client-request-id': client }),
    ...(version === '' ? {} : { 'x-ms-version': version }),
  }
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk)
  return chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)
}

async function halfOf(message: IncomingMessage): Promise<void> {
  const length = Number(message.headers['content-length'] ?? 0)
  let received = 0
  for await (const chunk of message) {
    received += chunk.length
    if (received * 2 >= length) return
  }
}
