import type { Login } from '../types.ts'
import { ByteReader, ProtocolError } from './byte-reader.ts'

/** How the client proves who it is. */
export type Proof = 'password' | 'token' | 'token-on-request' | 'windows'

export interface Login7 {
  login: Login
  proof: Proof
  tdsVersion: number
  packetBytes: number
  /** Ids of the feature extensions the client offers, [MS-TDS] 2.2.6.4. */
  features: number[]
  library: string
}

/** Feature extensions that the server acknowledges. */
export const FEATURE = { FEDAUTH: 0x02, UTF8_SUPPORT: 0x0a, END: 0xff } as const

const FIXED_BYTES = 94
const OFFSETS = {
  host: 36,
  user: 40,
  password: 44,
  application: 48,
  extension: 56,
  library: 60,
  database: 68,
  sspi: 78,
}
const OPTION_FLAGS_2 = 25
const OPTION_FLAGS_3 = 27
const INTEGRATED_SECURITY = 0x80
const EXTENSION_USED = 0x10
const LIBRARY_SECURITY_TOKEN = 1

/** Reads LOGIN7, [MS-TDS] 2.2.6.4. */
export function parseLogin7(payload: Buffer): Login7 {
  if (payload.length < FIXED_BYTES)
    throw new ProtocolError(`LOGIN7 of ${payload.length} bytes, at least ${FIXED_BYTES} expected`)
  const text = (at: number) => slice(payload, at, 2).toString('utf16le')
  const login: Login = {
    user: text(OFFSETS.user),
    password: descramble(slice(payload, OFFSETS.password, 2)).toString('utf16le'),
    database: text(OFFSETS.database),
    application: text(OFFSETS.application),
    host: text(OFFSETS.host),
  }
  const login7: Login7 = {
    login,
    proof: (payload[OPTION_FLAGS_2] & INTEGRATED_SECURITY) !== 0 ? 'windows' : 'password',
    tdsVersion: payload.readUInt32LE(4),
    packetBytes: payload.readUInt32LE(8),
    features: [],
    library: text(OFFSETS.library),
  }
  if ((payload[OPTION_FLAGS_3] & EXTENSION_USED) !== 0) readFeatures(payload, login7)
  return login7
}

function readFeatures(payload: Buffer, login7: Login7): void {
  const pointer = slice(payload, OFFSETS.extension, 1)
  if (pointer.length < 4) throw new ProtocolError('LOGIN7 says it has feature extensions but does not say where')
  const reader = new ByteReader(payload)
  reader.at = pointer.readUInt32LE(0)
  for (let id = reader.u8(); id !== FEATURE.END; id = reader.u8()) {
    const data = new ByteReader(reader.raw(reader.u32()))
    login7.features.push(id)
    if (id !== FEATURE.FEDAUTH) continue
    if (data.u8() >> 1 === LIBRARY_SECURITY_TOKEN) {
      login7.proof = 'token'
      login7.login.user = ''
      login7.login.password = data.raw(data.u32()).toString('utf16le')
    } else {
      login7.proof = 'token-on-request'
    }
  }
}

/** FEDAUTH message with the token that FEDAUTHINFO asked for, [MS-TDS] 2.2.6.3. */
export function parseFedAuthToken(payload: Buffer): string {
  const reader = new ByteReader(payload)
  reader.u32()
  return reader.raw(reader.u32()).toString('utf16le')
}

/** A variable part: two bytes of offset and two of length, counted in `unit` bytes. */
function slice(payload: Buffer, at: number, unit: number): Buffer {
  const from = payload.readUInt16LE(at)
  const length = payload.readUInt16LE(at + 2) * unit
  if (from + length > payload.length) throw new ProtocolError(`LOGIN7 field at ${at} points past its end`)
  return payload.subarray(from, from + length)
}

/** Every byte of a password has its halves swapped and is XORed with 0xA5. */
function descramble(scrambled: Buffer): Buffer {
  return Buffer.from(
    scrambled.map(byte => {
      const plain = byte ^ 0xa5
      return ((plain & 0x0f) << 4) | (plain >> 4)
    }),
  )
}
