import type { SqlError } from '../types.ts'
import { ByteWriter } from './byte-writer.ts'
import { collationOf } from './collation.ts'
import { FEATURE } from './login7.ts'

/** The name the server gives itself in ERROR and INFO. */
const SERVER_NAME = 'stand-in'
const PROGRAM_NAME = 'Microsoft SQL Server'

const TOKEN = {
  RETURNSTATUS: 0x79,
  ERROR: 0xaa,
  INFO: 0xab,
  LOGINACK: 0xad,
  FEATUREEXTACK: 0xae,
  ENVCHANGE: 0xe3,
  FEDAUTHINFO: 0xee,
} as const

/** DONE closes a batch's statement, DONEINPROC one inside a procedure, DONEPROC the procedure; [MS-TDS] 2.2.7.6. */
export const DONE = { STATEMENT: 0xfd, PROCEDURE: 0xfe, IN_PROCEDURE: 0xff } as const

/** Status bits of DONE. */
export const DONE_STATUS = { FINAL: 0, MORE: 1, ERROR: 2, COUNT: 0x10, ATTENTION: 0x20, SERVER_ERROR: 0x100 } as const

/** Kinds of ENVCHANGE, [MS-TDS] 2.2.7.9. */
export const ENV = {
  DATABASE: 1,
  LANGUAGE: 2,
  PACKET_SIZE: 4,
  COLLATION: 7,
  BEGIN: 8,
  COMMIT: 9,
  ROLLBACK: 10,
  RESET: 18,
} as const

export function encodeDone(token: number, status: number, command: number, rows: bigint): Uint8Array {
  const out = new ByteWriter(13)
  out.u8(token)
  out.u16(status)
  out.u16(command)
  out.u64(rows)
  return out.written()
}

export function encodeReturnStatus(status: number): Uint8Array {
  const out = new ByteWriter(5)
  out.u8(TOKEN.RETURNSTATUS)
  out.u32(status)
  return out.written()
}

export function encodeInfo(number: number, message: string): Uint8Array {
  return encodeMessage(TOKEN.INFO, { number, state: 1, class: 0, message, procedure: '', line: 1 })
}

export function encodeError(error: SqlError): Uint8Array {
  return encodeMessage(TOKEN.ERROR, error)
}

type ServerMessage = Pick<SqlError, 'number' | 'state' | 'class' | 'message' | 'procedure' | 'line'>

/** INFO and ERROR, [MS-TDS] 2.2.7.13 and 2.2.7.10: the same fields. */
function encodeMessage(
  token: number,
  { number, state, class: severity, message, procedure, line }: ServerMessage,
): Uint8Array {
  return sized(token, out => {
    out.u32(number)
    out.u8(state)
    out.u8(severity)
    out.usVarchar(message)
    out.bVarchar(SERVER_NAME)
    out.bVarchar(procedure)
    out.u32(line)
  })
}

/** ENVCHANGE with texts: database, language, packet size. */
export function encodeEnvText(kind: number, after: string, before: string): Uint8Array {
  return sized(TOKEN.ENVCHANGE, out => {
    out.u8(kind)
    out.bVarchar(after)
    out.bVarchar(before)
  })
}

/** ENVCHANGE with bytes: collation, transaction descriptors, reset. */
export function encodeEnvBytes(kind: number, after: Uint8Array, before: Uint8Array): Uint8Array {
  return sized(TOKEN.ENVCHANGE, out => {
    out.u8(kind)
    out.u8(after.length)
    out.raw(after)
    out.u8(before.length)
    out.raw(before)
  })
}

/** ENVCHANGE of the server's collation: the default one. */
export function encodeEnvCollation(): Uint8Array {
  return encodeEnvBytes(ENV.COLLATION, collationOf().bytes, new Uint8Array(0))
}

/** LOGINACK, [MS-TDS] 2.2.7.14; the version is the one number of TDS that is big-endian. */
export function encodeLoginAck(tdsVersion: number): Uint8Array {
  return sized(TOKEN.LOGINACK, out => {
    out.u8(1) // SQL_TSQL
    out.u32be(tdsVersion)
    out.bVarchar(PROGRAM_NAME)
    out.raw(Uint8Array.of(16, 0, 0x10, 0x27))
  })
}

/** FEATUREEXTACK of what both sides know, [MS-TDS] 2.2.7.11; empty when that is nothing. */
export function encodeFeatureAck(offered: readonly number[]): Uint8Array {
  const out = new ByteWriter(32)
  out.u8(TOKEN.FEATUREEXTACK)
  for (const feature of offered) {
    if (feature === FEATURE.FEDAUTH) {
      out.u8(feature)
      out.u32(0)
    } else if (feature === FEATURE.UTF8_SUPPORT) {
      out.u8(feature)
      out.u32(1)
      out.u8(1)
    }
  }
  if (out.at === 1) return new Uint8Array(0)
  out.u8(FEATURE.END)
  return out.written()
}

/** FEDAUTHINFO, [MS-TDS] 2.2.7.12: where the client gets its token, and for whom. */
export function encodeFedAuthInfo(authority: string, resource: string): Uint8Array {
  const STS_URL = 1
  const SPN = 2
  const texts = [Buffer.from(authority, 'utf16le'), Buffer.from(resource, 'utf16le')]
  const body = new ByteWriter(256)
  body.u32(2)
  let from = 4 + 2 * 9
  for (const [index, id] of [STS_URL, SPN].entries()) {
    body.u8(id)
    body.u32(texts[index].length)
    body.u32(from)
    from += texts[index].length
  }
  for (const text of texts) body.raw(text)
  const out = new ByteWriter(body.at + 5)
  out.u8(TOKEN.FEDAUTHINFO)
  out.u32(body.at)
  out.raw(body.written())
  return out.written()
}

/** A token with two bytes of length after its type. */
function sized(token: number, write: (out: ByteWriter) => void): Uint8Array {
  const out = new ByteWriter(256)
  out.u8(token)
  out.u16(0)
  write(out)
  out.view.setUint16(1, out.at - 3, true)
  return out.written()
}
