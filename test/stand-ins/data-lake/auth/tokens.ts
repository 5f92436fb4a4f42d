/** Access tokens: signed here, checked here, like those of Microsoft Entra in form. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { LakeError } from '../wire/lake-error.ts'

export const STORAGE_AUDIENCE = 'https://storage.azure.com'

interface Claims {
  aud: string
  /** Seconds. */
  nbf: number
  exp: number
}

export class Tokens {
  readonly #secret = randomBytes(32)
  readonly #now: () => number
  /** Seconds that new tokens live. */
  lifetime: number

  constructor(now: () => number, lifetime = 3600) {
    this.#now = now
    this.lifetime = lifetime
  }

  /** A token for the audience, and when it ends (seconds). */
  issue(audience: string, client: string): { token: string; expires: number } {
    const seconds = Math.floor(this.#now() / 1000)
    const expires = seconds + this.lifetime
    const claims = {
      aud: audience,
      iss: 'https://sts.windows.net/stand-in/',
      appid: client,
      nbf: seconds,
      exp: expires,
    }
    const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`
    return { token: `${signed}.${this.#sign(signed).toString('base64url')}`, expires }
  }

  /** Refuses a token for something else, of somebody else, or of another time. @throws {LakeError} */
  check(token: string, audience: string): void {
    const [header, body, signature] = token.split('.', 3)
    const given = Buffer.from(signature ?? '', 'base64url')
    const expected = this.#sign(`${header}.${body}`)
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
      throw new LakeError('InvalidAuthenticationInfo', 'Signature validation failed.')
    }
    const { aud, nbf, exp }: Claims = JSON.parse(Buffer.from(body, 'base64url').toString('utf8'))
    const seconds = this.#now() / 1000
    if (aud.replace(/\/$/, '') !== audience)
      throw new LakeError('InvalidAuthenticationInfo', 'Audience validation failed.')
    if (seconds >= exp || seconds + 300 < nbf)
      throw new LakeError('InvalidAuthenticationInfo', 'Lifetime validation failed. The token is expired.')
  }

  #sign(text: string): Buffer {
    return createHmac('sha256', this.#secret).update(text).digest()
  }
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
