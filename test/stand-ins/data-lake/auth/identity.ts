/**
 * Where tokens come from: the managed identity endpoint of a container platform (api-version 2019-08-01), and the token
 * endpoint of Microsoft Entra for a service principal.
 */
import { type Answer, json } from '../wire/answer.ts'
import type { Tokens } from './tokens.ts'

export const IDENTITY_PATH = '/msi/token'
const ENTRA_HOST = 'login.microsoftonline.com'
const ENTRA_PATH = /^\/[^/]+\/oauth2\/v2\.0\/token$/

export interface IdentityOptions {
  /** What `X-IDENTITY-HEADER` must say. */
  header: string
  /** The client id of the user-assigned identity; empty for the system-assigned one, which needs none. */
  clientId: string
  /** The service principal that Entra knows. */
  servicePrincipal: { clientId: string; clientSecret: string }
}

export interface TokenCall {
  method: string
  rawPath: string
  query: URLSearchParams
  header(name: string): string
  body: string
}

/** Whether the call is for a token and not for storage; `host` is the real one that was asked, if any. */
export function isTokenCall(rawPath: string, host: string): boolean {
  return rawPath === IDENTITY_PATH || (host === ENTRA_HOST && ENTRA_PATH.test(rawPath))
}

export function giveToken(call: TokenCall, options: IdentityOptions, tokens: Tokens): Answer {
  return call.rawPath === IDENTITY_PATH ? managedIdentity(call, options, tokens) : entra(call, options, tokens)
}

function managedIdentity({ method, query, header }: TokenCall, options: IdentityOptions, tokens: Tokens): Answer {
  const resource = query.get('resource')
  const refusal = (message: string): Answer => json(400, { statusCode: 400, message })
  if (method !== 'GET') return refusal('The method is GET.')
  if (query.get('api-version') !== '2019-08-01') return refusal('The api-version is 2019-08-01.')
  if (header('x-identity-header') !== options.header) return json(401, { statusCode: 401, message: 'Unauthorized' })
  if (resource === null) return refusal('A resource is required.')
  const client = query.get('client_id') ?? ''
  if (client !== options.clientId)
    return refusal(
      'No User Assigned or Delegated Managed Identity found for specified ClientId/ResourceId/PrincipalId.',
    )
  const { token, expires } = tokens.issue(resource, client)
  return json(200, {
    access_token: token,
    expires_on: String(expires),
    resource,
    token_type: 'Bearer',
    client_id: client,
  })
}

function entra({ body }: TokenCall, { servicePrincipal }: IdentityOptions, tokens: Tokens): Answer {
  const form = new URLSearchParams(body)
  if (form.get('grant_type') !== 'client_credentials') {
    return json(400, { error: 'unsupported_grant_type', error_description: 'AADSTS70003: only client_credentials.' })
  }
  if (
    form.get('client_id') !== servicePrincipal.clientId ||
    form.get('client_secret') !== servicePrincipal.clientSecret
  ) {
    return json(401, { error: 'invalid_client', error_description: 'AADSTS7000215: Invalid client secret provided.' })
  }
  const audience = (form.get('scope') ?? '').split(' ')[0].replace(/\/\.default$/, '')
  const { token } = tokens.issue(audience, servicePrincipal.clientId)
  return json(200, {
    token_type: 'Bearer',
    expires_in: tokens.lifetime,
    ext_expires_in: tokens.lifetime,
    access_token: token,
  })
}
