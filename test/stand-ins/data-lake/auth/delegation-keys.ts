/** Get User Delegation Key: a key for signing, given to whoever has a token. */
import { createHmac, randomBytes } from 'node:crypto'
import { type Answer, xml } from '../wire/answer.ts'
import { LakeError } from '../wire/lake-error.ts'

const OBJECT = '00000000-0000-0000-0000-00000000000a'
const TENANT = '00000000-0000-0000-0000-000000000001'
const SEVEN_DAYS_MS = 7 * 24 * 3_600_000

export class DelegationKeys {
  readonly #secret = randomBytes(32)

  /** Base64; the same for the same owner and times, so that none need be remembered. */
  valueOf(owner: string, tenant: string, start: string, end: string, version: string): string {
    const text = [owner, tenant, start, end, version].join('\n')
    return createHmac('sha256', this.#secret).update(text).digest('base64')
  }

  /** @throws {LakeError} when the times asked for are none. */
  give(body: string, version: string, now: number): Answer {
    const time = (name: string): number => Date.parse(new RegExp(`<${name}>([^<]+)</${name}>`).exec(body)?.[1] ?? '')
    const [from, to] = [time('Start'), time('Expiry')]
    if (!(to > from && to > now && to - now <= SEVEN_DAYS_MS)) throw new LakeError('InvalidInput', 'Start and Expiry')
    const seconds = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`
    const value = this.valueOf(OBJECT, TENANT, seconds(from), seconds(to), version)
    return xml(
      200,
      `<UserDelegationKey><SignedOid>${OBJECT}</SignedOid><SignedTid>${TENANT}</SignedTid><SignedStart>${seconds(from)}</SignedStart><SignedExpiry>${seconds(to)}</SignedExpiry><SignedService>b</SignedService><SignedVersion>${version}</SignedVersion><Value>${value}</Value></UserDelegationKey>`,
    )
  }
}
