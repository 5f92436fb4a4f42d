/** COLMETADATA of a bulk load, [MS-TDS] 2.2.7.4: names, types and lengths of the columns whose rows follow. */
import type { SqlType } from '../../mssql/sql-type.ts'
import { PLP_LENGTH, TOKEN, TYPE } from '../../mssql/types.ts'
import { magnitudeWidth } from './writers/decimals.ts'

/** A column of the rows, in the server's terms. */
export interface TdsColumn {
  name: string
  nullable: boolean
  type: SqlType
}

/** fNullable and usUpdateable = read/write, [MS-TDS] 2.2.7.4. */
const NULLABLE = 0x0001
const UPDATEABLE = 0x0004
/** Of UTF-16 there is one kind, whatever the collation. */
const NO_COLLATION = [0, 0, 0, 0, 0] as const

export function metadata(columns: readonly TdsColumn[]): Buffer {
  const parts = columns.map(({ name, nullable, type }) => {
    const text = Buffer.from(name, 'utf16le')
    const flags = UPDATEABLE | (nullable ? NULLABLE : 0)
    return Buffer.concat([
      Buffer.from([0, 0, 0, 0, flags, 0, ...typeInfo(type), text.length / 2]), // user type, flags, TYPE_INFO, B_VARCHAR
      text,
    ])
  })
  return Buffer.concat([Buffer.from([TOKEN.COLMETADATA, ...short(columns.length)]), ...parts])
}

/** TYPE_INFO, [MS-TDS] 2.2.5.6. */
function typeInfo(type: SqlType): number[] {
  switch (type.base) {
    case 'bit':
      return [TYPE.BITN, 1]
    case 'tinyint':
      return [TYPE.INTN, 1]
    case 'smallint':
      return [TYPE.INTN, 2]
    case 'int':
      return [TYPE.INTN, 4]
    case 'bigint':
      return [TYPE.INTN, 8]
    case 'real':
      return [TYPE.FLTN, 4]
    case 'float':
      return [TYPE.FLTN, 8]
    case 'smallmoney':
      return [TYPE.MONEYN, 4]
    case 'money':
      return [TYPE.MONEYN, 8]
    case 'decimal':
    case 'numeric': {
      const token = type.base === 'decimal' ? TYPE.DECIMALN : TYPE.NUMERICN
      return [token, magnitudeWidth(type.precision) + 1, type.precision, type.scale]
    }
    case 'date':
      return [TYPE.DATE]
    case 'time':
      return [TYPE.TIME, type.scale]
    case 'datetime2':
      return [TYPE.DATETIME2, type.scale]
    case 'datetimeoffset':
      return [TYPE.DATETIMEOFFSET, type.scale]
    case 'smalldatetime':
      return [TYPE.DATETIMN, 4]
    case 'datetime':
      return [TYPE.DATETIMN, 8]
    case 'uniqueidentifier':
      return [TYPE.GUID, 16]
    case 'nchar':
    case 'nvarchar': {
      const token = type.base === 'nchar' ? TYPE.NCHAR : TYPE.NVARCHAR
      return [token, ...short(type.length === 'max' ? PLP_LENGTH : type.length * 2), ...NO_COLLATION]
    }
    case 'binary':
    case 'varbinary': {
      const token = type.base === 'binary' ? TYPE.BIGBINARY : TYPE.BIGVARBIN
      return [token, ...short(type.length === 'max' ? PLP_LENGTH : type.length)]
    }
  }
}

function short(value: number): [number, number] {
  return [value & 0xff, value >>> 8]
}
