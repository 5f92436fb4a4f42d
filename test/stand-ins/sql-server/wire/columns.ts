import type { SqlColumn } from '../types.ts'
import { ByteWriter } from './byte-writer.ts'
import { TYPE, type TypeInfo, typeInfoOf } from './type-info.ts'

const COLMETADATA = 0x81
/** "Updateability unknown", what a real server says of a SELECT's columns. */
const UPDATEABILITY_UNKNOWN = 0x08
const NULLABLE = 0x01
/** Count of COLMETADATA without columns, [MS-TDS] 2.2.7.4. */
const NO_COLUMNS = 0xffff
const NO_SCHEMA_COLLECTION = 0

/** Assembly-qualified names of SQL Server's own user-defined types, as a real server sends them. */
const ASSEMBLIES: Record<string, { className: string; size: number }> = {
  hierarchyid: { className: 'SqlHierarchyId', size: 892 },
  geography: { className: 'SqlGeography', size: 0xffff },
  geometry: { className: 'SqlGeometry', size: 0xffff },
}

/** The COLMETADATA token of a result set, [MS-TDS] 2.2.7.4. */
export function encodeColumns(columns: readonly SqlColumn[]): Uint8Array {
  const out = new ByteWriter(64 + columns.length * 48)
  out.u8(COLMETADATA)
  out.u16(columns.length === 0 ? NO_COLUMNS : columns.length)
  for (const column of columns) {
    const info = typeInfoOf(column)
    out.u32(info.userType)
    out.u16(UPDATEABILITY_UNKNOWN | (column.nullable ? NULLABLE : 0))
    writeTypeInfo(out, info, column)
    // TableName of text, ntext and image: number of parts, then the parts.
    if (info.frame === 'text') {
      out.u8(1)
      out.usVarchar('dbo')
    }
    out.bVarchar(column.name)
  }
  return out.written()
}

function writeTypeInfo(out: ByteWriter, info: TypeInfo, column: SqlColumn): void {
  const { id, frame, size } = info
  out.u8(id)
  if (id === TYPE.UDT) writeUdt(out, column.type.udt ?? 'hierarchyid')
  else if (id === TYPE.XML) out.u8(NO_SCHEMA_COLLECTION)
  else if (id === TYPE.TIMEN || id === TYPE.DATETIME2N || id === TYPE.DATETIMEOFFSETN) out.u8(info.scale)
  else if (id === TYPE.DECIMALN || id === TYPE.NUMERICN) out.raw(Uint8Array.of(size, info.precision, info.scale))
  else if (frame === 'byte' && id !== TYPE.DATEN) out.u8(size)
  else if (frame === 'short' || frame === 'plp') out.u16(size)
  else if (frame === 'text' || frame === 'variant') out.u32(size)
  if (info.collation !== null) out.raw(info.collation.bytes)
}

/** UDT_INFO of COLMETADATA, [MS-TDS] 2.2.5.5.2.1. */
function writeUdt(out: ByteWriter, name: string): void {
  const known = ASSEMBLIES[name]
  if (known === undefined) {
    throw new RangeError(`"${name}" is no user-defined type of the stand-in: ${Object.keys(ASSEMBLIES).join(', ')}`)
  }
  out.u16(known.size)
  out.bVarchar('master')
  out.bVarchar('sys')
  out.bVarchar(name)
  out.usVarchar(
    `Microsoft.SqlServer.Types.${known.className}, Microsoft.SqlServer.Types, Version=11.0.0.0, Culture=neutral, ` +
      'PublicKeyToken=89845dcd8080cc91',
  )
}
