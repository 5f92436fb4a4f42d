import { SqlError, type SqlParameter, type SqlValue } from '../types.ts'
import type { ByteReader } from './byte-reader.ts'
import { type Incoming, InvalidLength, InvalidValue, UnsupportedType } from './incoming/incoming.ts'
import { readTypeInfo } from './incoming/type-info.ts'

const OUTPUT = 0x01

/**
 * One parameter of an RPC request, [MS-TDS] 2.2.6.6: name, flags, TYPE_INFO, value.
 * @throws {SqlError} 8009 for a type and 8023 for a value that the stand-in cannot read; the rest of the request is unreadable with it.
 */
export function readParameter(reader: ByteReader): SqlParameter & { output: boolean } {
  const name = reader.bVarchar().replace(/^@/, '')
  const output = (reader.u8() & OUTPUT) !== 0
  const incoming = readType(reader, name)
  return { name, type: incoming.type, value: readValue(reader, name, incoming), output }
}

function readType(reader: ByteReader, name: string): Incoming {
  try {
    return readTypeInfo(reader, 'parameter')
  } catch (error) {
    if (!(error instanceof UnsupportedType)) throw error
    throw new SqlError(
      8009,
      `The incoming tabular data stream (TDS) remote procedure call (RPC) protocol stream is incorrect. parameter @${name} has ${error.message}.`,
    )
  }
}

function readValue(reader: ByteReader, name: string, { type, read }: Incoming): SqlValue {
  try {
    return read(reader)
  } catch (error) {
    if (!(error instanceof InvalidLength || error instanceof InvalidValue)) throw error
    throw new SqlError(
      8023,
      `The incoming tabular data stream (TDS) remote procedure call (RPC) protocol stream is incorrect. Parameter "@${name}": The supplied value is not a valid instance of data type ${type.name}. Check the source data for invalid values. An example of an invalid value is data of numeric type with scale greater than precision.`,
    )
  }
}
