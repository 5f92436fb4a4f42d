/** Which places of a flows file hold secrets, so that no message shows one, not even under a misspelt key. */
import { distance } from 'fastest-levenshtein'

/** What stands where a secret was. */
export const MASK = '******'

const SECRETS = ['password', 'client_secret', 'token']
const ALIKE = /pass|pwd|secret|token|credential|api.?key|access.?key|account.?key|connection.?string/i
/** The keys under `authentication` whose values may be shown. */
const PUBLIC = new Set(['type', 'user', 'client_id', 'tenant_id'])

/** True when a value under this key must not be shown; `parent` is the key of the map it is in. */
export function isSecretKey(key: string, parent: string | undefined): boolean {
  if (parent === 'authentication') return !PUBLIC.has(key)
  // The key of a mask: an item of a list.
  if (key === 'key' && /^\d+$/.test(parent ?? '')) return true
  return ALIKE.test(key) || SECRETS.some(secret => distance(secret, key.toLowerCase()) <= 2)
}

/** Secrets that hide inside of other texts: `…;Password=x;…` and `//user:x@host`. */
export const INLINE_SECRET =
  /(?<=\b(?:password|pwd|secret|token|accountkey)\s*=\s*)[^;"'\s,}]+|(?<=:\/\/[^\s/:@]+:)[^\s/@]+(?=@)/gi

/** A line that names a secret key, for files too broken to be understood: everything after the colon is hidden. */
export const SECRET_LINE = /(?:pass|pwd|secret|token|credential|key|connection.?string)[\w-]*["']?\s*[:=]\s*(?=\S)/i
