/** HASHBYTES of bytes; of text only when it is known, because DuckDB does not have its bytes in UTF-16 or a code page. */
import { createHash } from 'node:crypto'
import { SqlError, type SqlType } from '../../../types.ts'
import { familyOf, isUnicode, typeName } from '../../types/sql-type.ts'
import { constant, type Typed, typed } from '../typed.ts'
import type { BuiltIn } from './built-in.ts'
import { known } from './catalog.ts'

/** Names of the algorithms in Node and in DuckDB. */
const ALGORITHMS: Readonly<Partial<Record<string, { node: string; duck?: string }>>> = {
  MD5: { node: 'md5', duck: 'md5' },
  SHA: { node: 'sha1', duck: 'sha1' },
  SHA1: { node: 'sha1', duck: 'sha1' },
  SHA2_256: { node: 'sha256', duck: 'sha256' },
  SHA2_512: { node: 'sha512' },
}
const RESULT: SqlType = { name: 'varbinary', length: 8000 }

export const HASH_FUNCTIONS: Record<string, BuiltIn> = {
  HASHBYTES: {
    arguments: [2, 2],
    translate: ([name, value]) => {
      const algorithm = ALGORITHMS[known('HASHBYTES', name)?.toUpperCase() ?? '']
      if (!algorithm || !value) return constant(RESULT, null)
      const bytes = bytesOf(value)
      if (bytes === null) return constant(RESULT, null)
      if (bytes) return constant(RESULT, Uint8Array.from(createHash(algorithm.node).update(bytes).digest()))
      if (familyOf(value.type) === 'binary' && algorithm.duck !== undefined)
        return typed(`unhex(${algorithm.duck}(${value.sql}))`, RESULT)
      throw new SqlError(
        50000,
        `The stand-in does not know HASHBYTES of an expression of type ${typeName(value.type)}.`,
      )
    },
  },
}

/** The bytes of a value that is known; null for NULL. */
function bytesOf({ constant: value, type }: Typed): Uint8Array | null | undefined {
  if (value === null || value === undefined) return value
  if (value instanceof Uint8Array) return value
  return typeof value === 'string' ? Buffer.from(value, isUnicode(type) ? 'utf16le' : 'latin1') : undefined
}
