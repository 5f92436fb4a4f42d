/** Where tokens end, [MS-TDS] 2.2.4 and 2.2.7: all that is needed to pass them on untouched. */

import { LAYOUT, layoutOf, TOKEN } from '../../../mssql/types.ts'
import { Cursor } from './cursor.ts'
import { protocolError } from './errors.ts'
import type { Input } from './input.ts'
import { readTypeInfo } from './metadata.ts'

/** The last feature of FEATUREEXTACK, 2.2.7.11. */
const TERMINATOR = 0xff
const PLP_NULL = 0xffffffff

/** Where the token whose type byte is at `at` ends; null while its end cannot be told or has not arrived. */
export function tokenEnd(input: Input, at: number): number | null {
  const cursor = new Cursor(input, at)
  skipToken(cursor, cursor.uint8())
  return cursor.short ? null : cursor.at
}

function skipToken(cursor: Cursor, token: number): void {
  switch (token) {
    case TOKEN.OFFSET:
    case TOKEN.RETURNSTATUS:
      cursor.skip(4)
      return
    case TOKEN.DONE:
    case TOKEN.DONEPROC:
    case TOKEN.DONEINPROC:
      cursor.skip(12)
      return
    case TOKEN.TABNAME:
    case TOKEN.COLINFO:
    case TOKEN.ORDER:
    case TOKEN.ERROR:
    case TOKEN.INFO:
    case TOKEN.LOGINACK:
    case TOKEN.ENVCHANGE:
    case TOKEN.SSPI:
      cursor.skip(cursor.uint16())
      return
    case TOKEN.SESSIONSTATE:
    case TOKEN.FEDAUTHINFO:
      cursor.skip(cursor.uint32())
      return
    case TOKEN.FEATUREEXTACK:
      while (!cursor.short && cursor.uint8() !== TERMINATOR) cursor.skip(cursor.uint32())
      return
    case TOKEN.RETURNVALUE:
      skipReturnValue(cursor)
      return
    default:
      throw protocolError(`token 0x${token.toString(16)} is not known`, { token })
  }
}

/** RETURNVALUE, 2.2.7.19. */
function skipReturnValue(cursor: Cursor): void {
  cursor.skip(2) // ordinal
  const name = cursor.bVarchar()
  cursor.skip(7) // status, user type, flags
  const { type, length } = readTypeInfo(cursor, `The output parameter ${name}`)
  if (cursor.short) return
  switch (layoutOf(type, length)) {
    case LAYOUT.FIXED:
      cursor.skip(length)
      return
    case LAYOUT.EXACT:
    case LAYOUT.BYTE:
      cursor.skip(cursor.uint8())
      return
    case LAYOUT.SHORT: {
      const bytes = cursor.uint16()
      cursor.skip(bytes === 0xffff ? 0 : bytes)
      return
    }
    case LAYOUT.PLP: {
      const low = cursor.uint32()
      const high = cursor.uint32()
      if (low === PLP_NULL && high === PLP_NULL) return
      for (let bytes = cursor.uint32(); bytes > 0 && !cursor.short; bytes = cursor.uint32()) cursor.skip(bytes)
      return
    }
    case LAYOUT.LONG:
      cursor.skip(cursor.uint32())
      return
    default:
      throw protocolError(`the output parameter ${name} has type 0x${type.toString(16)}, which none can have`, { type })
  }
}
