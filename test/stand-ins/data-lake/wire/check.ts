/** What the service demands of every request before it looks at what is asked. */
import { LakeError } from './lake-error.ts'
import type { LakeRequest } from './request.ts'

const VERSION = /^\d{4}-\d{2}-\d{2}$/
const LENGTH_NEEDED = new Set(['PUT', 'PATCH', 'POST'])

/** @throws {LakeError} for a header that is missing or cannot be. */
export function checkHeaders(request: LakeRequest): void {
  const version = request.header('x-ms-version') || request.query.get('sv') || ''
  if (version === '') throw new LakeError('MissingRequiredHeader', 'x-ms-version')
  if (!VERSION.test(version)) throw new LakeError('InvalidHeaderValue', `x-ms-version is "${version}".`)
  if (LENGTH_NEEDED.has(request.method) && request.header('content-length') === '') {
    throw new LakeError('MissingContentLengthHeader')
  }
  // Structured bodies and checksums of 64 bits need care that the stand-in does not take: better refused than unchecked.
  for (const name of ['x-ms-structured-body', 'x-ms-content-crc64', 'x-ms-lease-action', 'x-ms-lease-duration']) {
    if (request.header(name) !== '' && request.operation !== 'lease') throw new LakeError('UnsupportedHeader', name)
  }
}
