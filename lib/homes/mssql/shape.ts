/** A row of sp_describe_first_result_set → the column as the wire will announce it. Pure. */
import { HomeError } from '../../errors.ts'
import type { Row } from '../../mssql/session.ts'
import { PLP_LENGTH, TYPE } from '../../mssql/types.ts'
import { codepageOf } from './tds/collation.ts'
import type { TdsColumn } from './tds/column.ts'

const LONG = 0x7fffffff

/** Type byte and, where the type alone tells it, length. Nullable forms, because their length says which of a family is meant. */
const TYPES: Readonly<Record<string, { type: number; length?: number }>> = {
  bit: { type: TYPE.BITN, length: 1 },
  tinyint: { type: TYPE.INTN, length: 1 },
  smallint: { type: TYPE.INTN, length: 2 },
  int: { type: TYPE.INTN, length: 4 },
  bigint: { type: TYPE.INTN, length: 8 },
  real: { type: TYPE.FLTN, length: 4 },
  float: { type: TYPE.FLTN, length: 8 },
  decimal: { type: TYPE.DECIMALN, length: 17 },
  numeric: { type: TYPE.NUMERICN, length: 17 },
  smallmoney: { type: TYPE.MONEYN, length: 4 },
  money: { type: TYPE.MONEYN, length: 8 },
  date: { type: TYPE.DATE, length: 3 },
  time: { type: TYPE.TIME, length: 5 },
  smalldatetime: { type: TYPE.DATETIMN, length: 4 },
  datetime: { type: TYPE.DATETIMN, length: 8 },
  datetime2: { type: TYPE.DATETIME2, length: 8 },
  datetimeoffset: { type: TYPE.DATETIMEOFFSET, length: 10 },
  char: { type: TYPE.BIGCHAR },
  varchar: { type: TYPE.BIGVARCHR },
  text: { type: TYPE.TEXT, length: LONG },
  nchar: { type: TYPE.NCHAR },
  nvarchar: { type: TYPE.NVARCHAR },
  sysname: { type: TYPE.NVARCHAR, length: 256 },
  ntext: { type: TYPE.NTEXT, length: LONG },
  xml: { type: TYPE.XML, length: PLP_LENGTH },
  // Sent as text to clients that do not ask for these types.
  json: { type: TYPE.NVARCHAR, length: PLP_LENGTH },
  vector: { type: TYPE.NVARCHAR, length: PLP_LENGTH },
  binary: { type: TYPE.BIGBINARY },
  varbinary: { type: TYPE.BIGVARBIN },
  image: { type: TYPE.IMAGE, length: LONG },
  timestamp: { type: TYPE.BIGBINARY, length: 8 },
  rowversion: { type: TYPE.BIGBINARY, length: 8 },
  uniqueidentifier: { type: TYPE.GUID, length: 16 },
  sql_variant: { type: TYPE.SSVARIANT, length: 8009 },
}

/** The column that a described row stands for. A type by its name, `decimal(18,4)`: servers agree on names more than on numbers. */
export function columnOf(row: Row): TdsColumn {
  const name = text(row.name) ?? ''
  const nullable = row.is_nullable !== false && row.is_nullable !== 0
  const typeName = text(row.system_type_name)
  const [, base, first, second] = /^([^(]*)(?:\((\w+)(?:, ?(\d+))?\))?/.exec(typeName?.toLowerCase() ?? '') ?? []
  const known = base === undefined ? undefined : TYPES[base.trim()]
  if (known === undefined) return unknown(row, name, nullable)
  const { type } = known
  const column: TdsColumn = { name, nullable, type, length: known.length ?? lengthOf(first, number(row.max_length)) }
  switch (type) {
    case TYPE.DECIMALN:
    case TYPE.NUMERICN:
      return {
        ...column,
        precision: digits(first) ?? number(row.precision) ?? 18,
        scale: digits(second) ?? number(row.scale) ?? 0,
      }
    case TYPE.TIME:
    case TYPE.DATETIME2:
    case TYPE.DATETIMEOFFSET:
      return { ...column, scale: digits(first) ?? number(row.scale) ?? 7 }
    case TYPE.BIGCHAR:
    case TYPE.BIGVARCHR:
    case TYPE.TEXT:
      return { ...column, ...codepage(row) }
    case TYPE.NCHAR:
    case TYPE.NVARCHAR:
      // The name counts characters, the wire bytes.
      return column.length === PLP_LENGTH || known.length !== undefined || digits(first) === undefined
        ? column
        : { ...column, length: column.length * 2 }
    default:
      return column
  }
}

/** User-defined types have no system type's name; all else unknown keeps its number, for the decoder to refuse by name. */
function unknown(row: Row, name: string, nullable: boolean): TdsColumn {
  const udt = text(row.user_type_name) ?? text(row.system_type_name)
  const type = number(row.tds_type_id)
  if (udt !== undefined) return { name, nullable, type: TYPE.UDT, length: PLP_LENGTH, udt }
  if (type === undefined) {
    throw new HomeError('TYPE_NOT_SUPPORTED', `The server does not say which type column ${name} has.`, {
      advice: 'Convert the column in a `query`, for example CAST(… AS nvarchar(max)), or name the others in `columns`.',
      facts: { column: name },
    })
  }
  return { name, nullable, type, length: number(row.tds_length) ?? 0 }
}

function lengthOf(argument: string | undefined, bytes: number | undefined): number {
  if (argument === 'max' || (argument === undefined && bytes === -1)) return PLP_LENGTH
  return digits(argument) ?? bytes ?? 1
}

/** The code page of the collation, where the server numbers it; the decoder reads the wire's own anyway. */
function codepage(row: Row): { codepage?: string } {
  const id = number(row.tds_collation_id)
  const found = id === undefined ? 'utf8' : codepageOf(id >>> 0, number(row.tds_collation_sort_id) ?? 0)
  return found === null ? {} : { codepage: found }
}

function digits(argument: string | undefined): number | undefined {
  return argument !== undefined && /^\d+$/.test(argument) ? Number(argument) : undefined
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function number(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined
}
