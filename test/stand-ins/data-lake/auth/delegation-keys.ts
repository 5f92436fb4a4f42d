/** Get User Delegation Key: a key for signing, given to whoever has a token. */
import { createHmac, randomBytes } from 'node:crypto'
import { type Answer, xml } from '../wire/answer.ts'
import { LakeError } from '../wire/lake-error.ts'

const OBJECT = '00000000-0000-0000-0000-00000000000a'
const TENANT = '00000000-0000-0000-0000-000000000001'
const VERSION = '2026-06-06'
const SEVEN_DAYS_MS = 7 * 24 * 3_600_000

/** As the SDK has it. */
export interface UserDelegationKey {
  signedObjectId: string
  signedTenantId: string
  signedStartsOn: Date
  signedExpiresOn: Date
  signedService: string
  signedVersion: string
  /** Base64. */
  value: string
}

export class DelegationKeys {
  readonly #secret = randomBytes(32)

  /** Base64; the same for the same owner and times, so that none need be remembered. */
  valueOf(owner: string, tenant: string, start: string, end: string, version: string): string {
    const text = [owner, tenant, start, end, version].join('\n')
    return createHmac('sha256', this.#secret).update(text).digest('base64')
  }

  make(start: number, end: number, version = VERSION): UserDelegationKey {
    return {
      signedObjectId: OBJECT,
      signedTenantId: TENANT,
      signedStartsOn: new Date(start),
      signedExpiresOn: new Date(end),
      signedService: 'b',
      signedVersion: version,
      value: this.valueOf(OBJECT, TENANT, seconds(start), seconds(end), version),
    }
  }

  /** @throws {LakeError} when the times asked for are none. */
  give(body: string, version: string, now: number): Answer {
    const time = (name: string): number => Date.parse(new RegExp(`<${name}>([^<]+)</${name}>`).exec(body)?.[1] ?? '')
    const [start, end] = [time('Start'), time('Expiry')]
    if (!(end > start && end > now && end - now <= SEVEN_DAYS_MS))
      throw new LakeError('InvalidInput', 'Start and Expiry')
    const { value } = this.make(start, end, version)
    return xml(
      200,
      `<UserDelegationKey><SignedOid>${OBJECT}</SignedOid><SignedTid>${TENANT}</SignedTid><SignedStart>${seconds(start)}</SignedStart><SignedExpiry>${seconds(end)}</SignedExpiry><SignedService>b</SignedService><SignedVersion>${version}</SignedVersion><Value>${value}</Value></UserDelegationKey>`,
    )
  }
}

/** Times are signed without fractions. */
function seconds(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`
}
