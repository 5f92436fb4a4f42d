/** What a client sends of one type: its SQL type, how its values are framed, and how they are read. */
import type { SqlType, SqlValue } from '../../types.ts'
import type { ByteReader } from '../byte-reader.ts'
import type { Frame } from '../type-info.ts'

export interface Incoming {
  type: SqlType
  frame: Frame
  /** Bytes of a value without a length of its own; the most bytes of the others. */
  size: number
  /** @throws {InvalidLength | InvalidValue} for bytes that are no value of the type. */
  read(reader: ByteReader): SqlValue
}

/** A type that the stand-in cannot read; what follows it is unreadable too. */
export class UnsupportedType extends Error {}

/** A length that values of the type cannot have. */
export class InvalidLength extends Error {}

/** Bytes that are no value of the type: a 25th hour, an infinite float. */
export class InvalidValue extends Error {}

/** A value without a length in front. */
export function fixed(type: SqlType, size: number, read: (reader: ByteReader) => SqlValue): Incoming {
  return { type, frame: 'fixed', size, read }
}

/** A value with one byte of length in front, 0 for NULL; `read` is told the length, which is one of `lengths`. */
export function byteLength(
  type: SqlType,
  lengths: readonly number[],
  read: (reader: ByteReader, length: number) => SqlValue,
): Incoming {
  return {
    type,
    frame: 'byte',
    size: Math.max(...lengths),
    read: reader => {
      const length = reader.u8()
      if (length === 0) return null
      if (!lengths.includes(length)) throw new InvalidLength(`${length} bytes of ${type.name}`)
      return read(reader, length)
    },
  }
}
