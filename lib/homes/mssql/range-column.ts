/** Columns that tables can be cut by: how their values come to us as text and go back as bounds. Pure. */
import type { Row } from '../../mssql/session.ts'
import { type Measure, textOfUnits, unitsOf } from '../measure.ts'
import type { Ruler } from './cuts.ts'

export interface RangeColumn {
  name: string
  nullable: boolean
  /** SQL type that a bound is declared with. */
  type: string
  /** A value of the column as text that its parameter takes back; the expression may also be a sql_variant of it. */
  text(expression: string): string
  /** The bound in a parameter of that name, as the column compares with it. */
  bound(parameter: string): string
  /** Null when only the server knows the order of the values. */
  ruler: Ruler | null
}

/** What compares and travels like a type. */
type Travel = Omit<RangeColumn, 'name' | 'nullable'>

/** The column that a row of sp_describe_first_result_set describes; null when its type has no order, or no exact text. */
export function rangeColumnOf(row: Row): RangeColumn | null {
  const type = String(row.system_type_name ?? '').toLowerCase()
  const travel = travelOf(type, typeof row.collation_name === 'string' ? row.collation_name : null)
  if (travel === null) return null
  return { name: String(row.name), nullable: row.is_nullable !== false && row.is_nullable !== 0, ...travel }
}

function travelOf(sqlType: string, collation: string | null): Travel | null {
  const [, base = '', argument = ''] = /^(\w+)(?:\((.*)\))?$/.exec(sqlType) ?? []
  const plain: Travel = {
    type: sqlType,
    text: expression => `CONVERT(nvarchar(4000), ${expression})`,
    bound: parameter => `@${parameter}`,
    ruler: null,
  }
  switch (base) {
    case 'tinyint':
    case 'smallint':
    case 'int':
    case 'bigint':
      return { ...plain, ruler: rulerOf({ type: 'int', scale: 0 }) }
    case 'decimal':
    case 'numeric':
      return { ...plain, ruler: rulerOf({ type: 'decimal', scale: Number(argument.split(',')[1] ?? 0) }) }
    case 'money':
    case 'smallmoney':
      // By itself money is printed with two decimals.
      return {
        ...plain,
        text: expression => plain.text(`CAST(${expression} AS decimal(19,4))`),
        ruler: rulerOf({ type: 'decimal', scale: 4 }),
      }
    case 'date':
      return { ...plain, text: printed, ruler: rulerOf({ type: 'date', scale: 0 }) }
    case 'smalldatetime':
      return { ...plain, text: printed, ruler: rulerOf(TIME, 60n * SECOND) }
    case 'datetime':
      return { ...plain, text: printed, ruler: rulerOf(TIME, digits(3)) }
    case 'datetime2':
      return { ...plain, text: printed, ruler: rulerOf(TIME, digits(Number(argument))) }
    case 'datetimeoffset':
      return { ...plain, text: printed, ruler: rulerOf({ ...TIME, type: 'datetimeoffset' }, digits(Number(argument))) }
    case 'uniqueidentifier':
      return plain
    case 'sysname':
      return { ...plain, type: 'nvarchar(128)' }
    case 'nchar':
    case 'nvarchar':
      return argument === 'max' ? null : { ...plain, type: `nvarchar(${argument})` }
    case 'char':
    case 'varchar':
      return argument === 'max' || collation === null ? null : narrow(plain, sqlType, Number(argument), collation)
    case 'binary':
    case 'varbinary':
      return argument === 'max' ? null : { ...plain, text: hexadecimal }
    case 'timestamp':
    case 'rowversion':
      return { ...plain, type: 'binary(8)', text: hexadecimal }
    default:
      return null
  }
}

const TIME: Measure = { type: 'datetime', scale: 0 }
/** In 100 ns. */
const SECOND = 10_000_000n

/** The last of so many digits of a second. */
function digits(count: number): bigint {
  return SECOND / 10n ** BigInt(count)
}

/** In steps of so many of the measure's units: a datetime takes no more digits than it has. */
function rulerOf(measure: Measure, step = 1n): Ruler {
  return {
    number: value => unitsOf(measure, value) / step,
    value: number => textOfUnits(measure, number * step),
  }
}

/** A varchar parameter would go through the database's code page: the bound is made from nvarchar, with the column's. */
function narrow(plain: Travel, sqlType: string, length: number, collation: string): Travel | null {
  if (!/^\w+$/.test(collation)) return null
  return {
    ...plain,
    type: `nvarchar(${Math.min(length, 4000)})`,
    bound: parameter => `CAST(@${parameter} COLLATE ${collation} AS ${sqlType})`,
  }
}

/** Style 121: dates and times with all their digits. */
function printed(expression: string): string {
  return `CONVERT(nvarchar(4000), ${expression}, 121)`
}

/** Style 1: bytes as 0x and digits. */
function hexadecimal(expression: string): string {
  return `CONVERT(nvarchar(4000), CAST(${expression} AS varbinary(4000)), 1)`
}
