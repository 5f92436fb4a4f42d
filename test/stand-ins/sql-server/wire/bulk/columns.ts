/** The columns of a bulk load: its COLMETADATA against what INSERT BULK declared. */
import { type SqlColumn, SqlError, type SqlType } from '../../types.ts'
import type { ByteReader } from '../byte-reader.ts'
import { type Incoming, UnsupportedType } from '../incoming/incoming.ts'
import { readTypeInfo } from '../incoming/type-info.ts'

const COLMETADATA = 0x81
const LONG_TYPES = new Set(['text', 'ntext', 'image'])

/** @throws {SqlError} 4816 for a type that was not declared, naming the column by its number. */
export function readColumns(reader: ByteReader, declared: readonly SqlColumn[]): Incoming[] {
  if (reader.u8() !== COLMETADATA) throw invalidType(1)
  const count = reader.u16()
  const columns: Incoming[] = []
  for (let index = 0; index < count; index++) {
    reader.u32() // user type
    reader.u16() // flags
    const column = readType(reader, index + 1)
    // In a bulk load the table's name is one text, not a count of parts.
    if (LONG_TYPES.has(column.type.name)) reader.ucs2(reader.u16())
    reader.bVarchar()
    if (declared[index] === undefined || !agrees(declared[index].type, column.type)) throw invalidType(index + 1)
    columns.push(column)
  }
  if (count < declared.length) throw invalidType(count + 1)
  return columns
}

function readType(reader: ByteReader, colid: number): Incoming {
  try {
    return readTypeInfo(reader, 'row')
  } catch (error) {
    if (error instanceof UnsupportedType) throw invalidType(colid)
    throw error
  }
}

function invalidType(colid: number): SqlError {
  return new SqlError(4816, `Invalid column type from bcp client for colid ${colid}.`)
}

/** Lengths may differ: the data is held against the declared one. CLR types travel as bytes, rowversions as binary(8). */
function agrees(declared: SqlType, sent: SqlType): boolean {
  if (declared.name === 'udt') return sent.name === 'varbinary' && sent.length === 'max'
  if (declared.name === 'timestamp') return sent.name === 'binary' || sent.name === 'varbinary'
  switch (declared.name) {
    case 'decimal':
    case 'numeric':
      return (
        (sent.name === 'decimal' || sent.name === 'numeric') &&
        (declared.precision ?? 18) === sent.precision &&
        (declared.scale ?? 0) === sent.scale
      )
    case 'time':
    case 'datetime2':
    case 'datetimeoffset':
      return declared.name === sent.name && (declared.scale ?? 7) === sent.scale
    default:
      return declared.name === sent.name && (declared.length === 'max') === (sent.length === 'max')
  }
}
