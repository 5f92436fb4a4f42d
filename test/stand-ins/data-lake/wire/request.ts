/** One storage call: what it asks for, taken from the method, the address and the headers. */
import type { IncomingMessage } from 'node:http'
import { LakeError } from './lake-error.ts'
import { type Operation, operationOf } from './operation.ts'

/** The header by which the rewriting client says which host it was asked for; no signature covers it. */
export const HOST_HEADER = 'stand-in-host'

/** Which service of the account was asked; a plain loopback address does not say. */
export type Endpoint = 'dfs' | 'blob' | 'either'

export interface LakeRequest {
  operation: Operation
  method: string
  endpoint: Endpoint
  account: string
  /** Empty for calls on the account. */
  filesystem: string
  /** Decoded segments below the filesystem, of a list those of its directory; empty for the root. */
  path: readonly string[]
  /** As it was sent: signatures are over this. */
  rawPath: string
  /** Decoded, names in lower case. */
  query: ReadonlyMap<string, string>
  /** Empty when the header is absent. */
  header(name: string): string
  /** Names in lower case, with their values. */
  headers: readonly (readonly [name: string, value: string])[]
}

/** A host of the real services: account, endpoint. OneLake's may carry a region before it. */
const REAL_HOST = /^(?:(?<account>[^.]+)\.)(?<endpoint>dfs|blob)\./

/**
 * @param served the account that plain loopback addresses mean
 * @throws {LakeError} when the address is not one
 */
export function lakeRequest(message: IncomingMessage, served: string): LakeRequest {
  const { method = '', url = '/' } = message
  const [rawPath, search = ''] = url.split('?', 2)
  const query = new Map<string, string>()
  for (const [name, value] of new URLSearchParams(search.replaceAll('+', '%2B'))) query.set(name.toLowerCase(), value)
  const headers = namedHeaders(message)
  const header = (name: string): string => headers.find(([known]) => known === name.toLowerCase())?.[1] ?? ''
  const real = REAL_HOST.exec(header(HOST_HEADER))?.groups
  const segments = segmentsOf(rawPath)
  // Without a host name the account is the first segment, but the SDK drops it from the destination of a rename.
  if (real === undefined && segments[0] === served) segments.shift()
  const account = real === undefined ? served : real.account.replace(/^.+-onelake$/, 'onelake')
  const endpoint: Endpoint = real === undefined ? 'either' : real.endpoint === 'dfs' ? 'dfs' : 'blob'
  const operation = operationOf({ method, depth: segments.length, query, header })
  const [filesystem = '', ...below] = segments
  const directory = (query.get('directory') ?? '').split('/').filter(segment => segment !== '')
  const path = operation === 'list' ? directory : below
  return { operation, method, endpoint, account, filesystem, path, rawPath, query, header, headers }
}

/** The decoded segments of a path; empty ones do not count, and an encoded slash separates too, as the SDK sends them. */
export function segmentsOf(rawPath: string): string[] {
  const segments = rawPath
    .split('/')
    .flatMap(part => decode(part).split('/'))
    .filter(segment => segment !== '')
  if (segments.some(segment => segment === '.' || segment === '..' || segment.includes('\0'))) {
    throw new LakeError('InvalidUri', `The path is ${rawPath}.`)
  }
  return segments
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    throw new LakeError('InvalidUri', `"${segment}" is not percent-encoded.`)
  }
}

function namedHeaders({ rawHeaders }: IncomingMessage): [string, string][] {
  const named: [string, string][] = []
  for (let at = 0; at < rawHeaders.length; at += 2) named.push([rawHeaders[at].toLowerCase(), rawHeaders[at + 1]])
  return named
}
