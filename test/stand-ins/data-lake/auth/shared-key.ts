/** "Authorize with Shared Key", versions from 2015-02-21: the signature over method, headers and address. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { LakeError } from '../wire/lake-error.ts'
import type { LakeRequest } from '../wire/request.ts'

const SIGNED_HEADERS = [
  'content-language',
  'content-encoding',
  'content-length',
  'content-md5',
  'content-type',
  'date',
  'if-modified-since',
  'if-match',
  'if-none-match',
  'if-unmodified-since',
  'range',
]

/** A request may be this much older or younger than the service's clock. */
const SKEW_MS = 15 * 60_000

export interface Account {
  name: string
  /** Base64. */
  key: string
}

/** @throws {LakeError} AuthenticationFailed */
export function checkSharedKey(request: LakeRequest, signed: string, account: Account, now: number): void {
  const [name, signature = ''] = signed.split(':', 2)
  const time = Date.parse(request.header('x-ms-date') || request.header('date'))
  if (!(Math.abs(now - time) <= SKEW_MS)) throw new LakeError('AuthenticationFailed', 'Request date header too old.')
  if (name !== account.name || !isSignatureOf(signature, stringToSign(request, account.name), account.key)) {
    throw new LakeError('AuthenticationFailed')
  }
}

/** Whether a signature was made with the key (base64) over the text. */
export function isSignatureOf(signature: string, text: string, key: string): boolean {
  const expected = createHmac('sha256', Buffer.from(key, 'base64')).update(text, 'utf8').digest()
  const given = Buffer.from(signature, 'base64')
  return given.length === expected.length && timingSafeEqual(given, expected)
}

function stringToSign(request: LakeRequest, account: string): string {
  const values = SIGNED_HEADERS.map(name => {
    const value = request.header(name)
    return name === 'content-length' && value === '0' ? '' : value
  })
  return [request.method, ...values, `${canonicalHeaders(request)}${canonicalResource(request, account)}`].join('\n')
}

function canonicalHeaders({ headers }: LakeRequest): string {
  return headers
    .filter(([name]) => name.startsWith('x-ms-'))
    .toSorted(([a], [b]) => compareNames(a, b))
    .map(([name, value]) => `${name}:${value.trimStart()}\n`)
    .join('')
}

/** The service sorts by the rules of a culture in which a hyphen counts only when all else is equal. */
function compareNames(a: string, b: string): number {
  const [left, right] = [a.replaceAll('-', ''), b.replaceAll('-', '')]
  if (left === right) return a < b ? -1 : 1
  return left < right ? -1 : 1
}

function canonicalResource({ rawPath, query }: LakeRequest, account: string): string {
  const pairs = [...query].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => `\n${name}:${value}`)
  return `/${account}${rawPath}${pairs.join('')}`
}
