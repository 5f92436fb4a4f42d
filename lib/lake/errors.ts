/** What a lake refused → an error that says what to do about it. Secrets never get into it. */
import { TOKEN_ADVICE } from '../entra.ts'
import { LakeError } from '../errors.ts'
import type { LakePlace } from './config.ts'
import type { Refusal } from './refusal.ts'

const MASK = '******'

const RENEW =
  'The key or the signature is wrong or has expired: renew it, and check the clock of this machine. Where the account has firewall rules, they may be what refuses.'

/** By the service's word; what depends on the kind of lake is below. */
const ADVICE: Record<string, string> = {
  AuthenticationFailed: RENEW,
  AuthorizationFailure:
    'The network rules of the account refuse this machine, or the SAS lacks a permission (read, add, create, write, delete, list, move). Both endpoints are needed: dfs and blob.',
  KeyBasedAuthenticationNotPermitted:
    'The account takes no keys: use `authentication: { type: managed_identity }` or another identity of Entra ID.',
  FriendlyNameSupportDisabled: 'This tenant takes no names: write the GUIDs of the workspace and of the lakehouse.',
  IncorrectEndpointError:
    'OneLake wants this request at its other endpoint: `account_url` must end in dfs.fabric.microsoft.com.',
  CapacityLimitExceeded:
    'The Fabric capacity is overloaded and refuses work: run again later, or give the workspace a larger capacity.',
  ServerBusy: 'The account is at its limit: lower options.concurrency, or ask for a higher limit.',
  PathConflict: 'A file stands where a folder is needed, or the other way round: move it away.',
  InvalidSourceOrDestinationResourceType:
    'A file stands where a folder is needed, or the other way round: move it away.',
  LeaseIdMissing: 'Somebody holds an Azure lease on it: break that lease, then run again.',
  ENOTFOUND: 'There is no such host: check `account_url`, and that this machine can resolve it.',
  ECONNREFUSED: 'Nobody listens there: check `account_url` and the network rules of the account.',
  UnsupportedRestVersion: 'The service does not know the version of the protocol that the Azure library speaks.',
}

const FORBIDDEN = {
  adls: 'Give the identity the role "Storage Blob Data Contributor" on the account or on the file system. A new role takes some minutes to be heeded.',
  onelake:
    'Make the identity a Contributor of the workspace; for service principals and managed identities the tenant setting "Service principals can use Fabric APIs" must be on.',
}
const NO_FILESYSTEM = {
  adls: 'Create that file system in the account, or correct `filesystem`: hygge makes none.',
  onelake: 'Check the ids of the workspace and of the lakehouse, and that the identity may see them.',
}

interface Asked {
  /** What was tried, as in "Could not …". */
  action: string
  url: string
  tries: number
}

export function lakeError(refusal: Refusal, { action, url, tries }: Asked, place: LakePlace): LakeError {
  const { status, reason, requestId, retryAfter, passes, unidentified } = refusal
  const clean = cleaner(place)
  const label = [status, reason].filter(fact => fact !== undefined).join(' ')
  const text = `${clean(refusal.text)}${label === '' ? '' : ` [${label}]`}`
  const message = unidentified
    ? `Entra ID gave no token for ${place.account_url}: ${text}`
    : `Could not ${action}: ${text}`
  return new LakeError(unidentified ? 'TOKEN_FAILED' : 'LAKE', message, {
    // What did not pass within the patience of one request may pass within that of a run.
    retryable: passes || reason === 'CapacityLimitExceeded',
    advice: adviceFor(refusal, place),
    facts: {
      url,
      ...(status === undefined ? {} : { status }),
      ...(reason === undefined ? {} : { reason }),
      ...(requestId === undefined ? {} : { request_id: requestId }),
      ...(retryAfter === undefined ? {} : { retry_after_seconds: retryAfter / 1000 }),
      ...(tries > 1 ? { tries } : {}),
    },
  })
}

/** True for an error with this status, and one of these reasons if any are named. */
export function isRefusal(error: unknown, status: number, ...reasons: string[]): boolean {
  if (!(error instanceof LakeError) || error.facts.status !== status) return false
  return reasons.length === 0 || reasons.some(reason => reason === error.facts.reason)
}

/** True when a path was not there; a file system, a workspace or an item that is not there is another matter. */
export function isNotFound(error: unknown): boolean {
  if (!(error instanceof LakeError) || error.facts.status !== 404) return false
  const { reason } = error.facts
  return reason === undefined || /^((Source)?Path|Blob|Resource)NotFound$/.test(String(reason))
}

function adviceFor({ status, reason, passes, unidentified }: Refusal, place: LakePlace): string {
  const { service, authentication } = place
  const identity = authentication.type === 'storage_key' || authentication.type === 'sas' ? null : authentication.type
  if (unidentified && identity) return TOKEN_ADVICE[identity]
  const known = reason === undefined ? undefined : ADVICE[reason]
  if (known !== undefined) return known
  if (status === 401) return identity ? TOKEN_ADVICE[identity] : RENEW
  if (status === 403) return FORBIDDEN[service]
  if (status === 404) return NO_FILESYSTEM[service]
  if (passes) return 'It did not answer well, time and again: look at the health of the service, then run again.'
  return 'No service is expected to answer so: run again, and report it with its request id if it stays.'
}

/** Blots out what logs in: keys, signatures, tokens. */
function cleaner({ authentication }: LakePlace): (text: string) => string {
  const secrets: string[] = []
  if (authentication.type === 'storage_key') secrets.push(authentication.key)
  if (authentication.type === 'sas') secrets.push(authentication.token.replace(/^\?/, ''))
  if (authentication.type === 'service_principal') secrets.push(authentication.client_secret)
  return text =>
    secrets
      .filter(secret => secret !== '')
      .reduce((covered, secret) => covered.replaceAll(secret, MASK), text)
      .replaceAll(/(?<=\bsig=)[^&\s"']+|(?<=\bBearer )\S+/gi, MASK)
}
