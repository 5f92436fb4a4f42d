import { ProtocolError } from './byte-reader.ts'

/** ENCRYPTION of PRELOGIN, [MS-TDS] 2.2.6.5. */
export const ENCRYPT = { OFF: 0, ON: 1, NOT_SUPPORTED: 2, REQUIRED: 3 } as const

/** How the server treats encryption: never, as the client asks, always, or TDS 8.0 only (TLS before anything else). */
export type TlsMode = 'none' | 'supported' | 'required' | 'strict'

const OPTION = { VERSION: 0, ENCRYPTION: 1, INSTANCE: 2, THREAD: 3, MARS: 4, TRACE: 5, FEDAUTH_REQUIRED: 6, END: 0xff }
const OPTION_BYTES = 5

/** SQL Server 2022, 16.0.4135. */
const SERVER_VERSION = Uint8Array.of(16, 0, 0x10, 0x27, 0, 0)

export interface Prelogin {
  encryption: number
  /** The client can log in with an Entra token and asks whether that is required. */
  fedAuth: boolean
}

export function parsePrelogin(payload: Buffer): Prelogin {
  const prelogin: Prelogin = { encryption: ENCRYPT.NOT_SUPPORTED, fedAuth: false }
  for (let at = 0; payload[at] !== OPTION.END; at += OPTION_BYTES) {
    if (at + OPTION_BYTES > payload.length) throw new ProtocolError('PRELOGIN without its terminator')
    const from = payload.readUInt16BE(at + 1)
    const length = payload.readUInt16BE(at + 3)
    if (from + length > payload.length) throw new ProtocolError(`PRELOGIN option ${payload[at]} points past its end`)
    if (payload[at] === OPTION.ENCRYPTION && length > 0) prelogin.encryption = payload[from]
    if (payload[at] === OPTION.FEDAUTH_REQUIRED && length > 0) prelogin.fedAuth = payload[from] !== 0
  }
  return prelogin
}

/** What the server answers to the client's ENCRYPTION. */
export function negotiate(mode: TlsMode, client: number): number {
  if (mode === 'none' || mode === 'strict') return ENCRYPT.NOT_SUPPORTED
  if (client === ENCRYPT.ON || client === ENCRYPT.REQUIRED) return ENCRYPT.ON
  if (mode === 'required') return ENCRYPT.REQUIRED
  return client === ENCRYPT.OFF ? ENCRYPT.OFF : ENCRYPT.NOT_SUPPORTED
}

export function encodePrelogin({ encryption, fedAuth }: Prelogin): Buffer {
  const options: [number, Uint8Array][] = [
    [OPTION.VERSION, SERVER_VERSION],
    [OPTION.ENCRYPTION, Uint8Array.of(encryption)],
    [OPTION.INSTANCE, Uint8Array.of(0)],
    [OPTION.THREAD, new Uint8Array(0)],
    [OPTION.MARS, Uint8Array.of(0)],
  ]
  if (fedAuth) options.push([OPTION.FEDAUTH_REQUIRED, Uint8Array.of(1)])
  let from = options.length * OPTION_BYTES + 1
  const head = Buffer.alloc(from, OPTION.END)
  for (const [index, [option, data]] of options.entries()) {
    head[index * OPTION_BYTES] = option
    head.writeUInt16BE(from, index * OPTION_BYTES + 1)
    head.writeUInt16BE(data.length, index * OPTION_BYTES + 3)
    from += data.length
  }
  return Buffer.concat([head, ...options.map(([, data]) => data)])
}
