/** Who may do what: a signature over the request, a signature in the address, or a token. */
import type { RenameSource } from '../operations/context.ts'
import { LakeError } from '../wire/lake-error.ts'
import type { LakeRequest } from '../wire/request.ts'
import { checkSas, type SasRules, wantedBy } from './sas.ts'
import { checkSharedKey } from './shared-key.ts'
import { STORAGE_AUDIENCE, type Tokens } from './tokens.ts'

export interface Authority extends SasRules {
  tokens: Tokens
  now(): number
}

/** `source` is where a rename takes from; a signature must allow that too. @throws {LakeError} */
export function authorize(request: LakeRequest, source: RenameSource | null, authority: Authority): void {
  const [scheme, credentials = ''] = splitOnce(request.header('authorization'))
  if (scheme === '') {
    authorizeByAddress(request, source, authority)
  } else if (scheme === 'Bearer') {
    authority.tokens.check(credentials, STORAGE_AUDIENCE)
  } else if (scheme === 'SharedKey') {
    if (authority.delegationOnly) throw new LakeError('KeyBasedAuthenticationNotPermitted')
    checkSharedKey(request, credentials, authority.account, authority.now())
  } else {
    throw new LakeError('AuthenticationFailed', `Unsupported scheme ${scheme}.`)
  }
  if (request.account !== authority.account.name) throw new LakeError('AuthenticationFailed', 'It is another account.')
  // Keys for signing are a matter of users, not of accounts.
  if (request.operation === 'user-delegation-key' && scheme !== 'Bearer') throw new LakeError('AuthenticationFailed')
}

function authorizeByAddress(request: LakeRequest, source: RenameSource | null, authority: Authority): void {
  if (!request.query.has('sig')) throw new LakeError('NoAuthenticationInformation')
  checkSas(request.query, wantedBy(request), authority, authority.now())
  if (source === null) return
  const query = new Map(new URLSearchParams(source.search))
  const wanted = { operation: request.operation, filesystem: source.filesystem, path: source.path }
  checkSas(query.has('sig') ? query : request.query, wanted, authority, authority.now())
}

function splitOnce(text: string): [string, string] {
  const at = text.indexOf(' ')
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}
