/** The storage service behind the HTTP server: one request in, one answer out, nothing awaited in between. */
import { type Authority, authorize } from './auth/authorize.ts'
import { renameSource } from './operations/change.ts'
import type { Context, RenameSource } from './operations/context.ts'
import { perform } from './operations/perform.ts'
import type { Personality } from './personality.ts'
import type { Answer } from './wire/answer.ts'
import { checkHeaders } from './wire/check.ts'
import type { LakeRequest } from './wire/request.ts'

export interface Service extends Context {
  personality: Personality
  authority: Authority
}

/** Carries a request out. @throws {LakeError} having changed nothing. */
export function serve(service: Service, request: LakeRequest, body: Buffer): Answer {
  const { personality, authority, lake } = service
  checkHeaders(request)
  const source = renameSource(request)
  authorize(request, source, authority)
  if (request.operation === 'user-delegation-key') {
    return authority.delegationKeys.give(body.toString('utf8'), request.header('x-ms-version'), lake.now())
  }
  personality.admit(request)
  const placed = request.filesystem === '' ? request : { ...request, ...personality.place(request) }
  const answer = perform({ ...service, request: placed, source: placedSource(source, personality), body })
  const rejected = personality.rejectedHeaders(request)
  if (rejected.length > 0) answer.headers['x-ms-rejected-headers'] = rejected.join(',')
  return answer
}

function placedSource(source: RenameSource | null, personality: Personality): RenameSource | null {
  if (source === null) return null
  const placed = { ...source, ...personality.place(source) }
  personality.checkChange(placed.path)
  return placed
}
