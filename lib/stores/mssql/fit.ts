/** Whether values of one type of SQL Server all arrive in a column of another: yes, only if each value is looked at, or no. Pure. */
import { type NarrowType, parseSqlType, printSqlType, type SqlType } from '../../mssql/sql-type.ts'

/** A column of a table that is there. */
export interface TargetColumn {
  name: string
  /** As T-SQL declares it, `nvarchar(50)`, or only its name where hygge knows no more of it. */
  type: string
  nullable: boolean
  identity: boolean
  /** The server fills it: computed, rowversion, period of a temporal table. */
  generated: boolean
  hasDefault: boolean
  collation: string | null
}

/** Found in some rows, it means that their values do not fit: a condition, in T-SQL, and what to say of them. */
export interface Check {
  condition: string
  problem: string
}

export type Fit = { fits: true; checks: Check[] } | { fits: false }

/** Characters of a uniqueidentifier as text. */
const GUID_LENGTH = 36

const ALWAYS: Fit = { fits: true, checks: [] }
const NEVER: Fit = { fits: false }

/** `column` is the quoted name of ours. */
export function fit(ours: SqlType, { type, collation }: TargetColumn, column: string): Fit {
  const theirs = parseSqlType(type)
  if (theirs === null || type === 'xml') return NEVER
  switch (ours.base) {
    case 'nchar':
    case 'nvarchar':
      return text(ours, theirs, collation, column)
    case 'binary':
    case 'varbinary':
      return bytes(ours, theirs, column)
    case 'date':
      return yes(theirs.base === 'date' || theirs.base === 'datetime2')
    case 'time':
      return yes(theirs.base === 'time' && theirs.scale >= ours.scale)
    case 'smalldatetime':
      return yes(theirs.base === 'smalldatetime' || theirs.base === 'datetime' || theirs.base === 'datetime2')
    case 'datetime':
      return yes(theirs.base === 'datetime' || (theirs.base === 'datetime2' && theirs.scale >= 3))
    case 'datetime2':
    case 'datetimeoffset':
      return yes(theirs.base === ours.base && theirs.scale >= ours.scale)
    case 'uniqueidentifier': {
      const length = textType(theirs)?.length ?? 0
      return yes(theirs.base === 'uniqueidentifier' || length === 'max' || length >= GUID_LENGTH)
    }
    case 'real':
      return yes(theirs.base === 'real' || theirs.base === 'float')
    case 'float':
      return yes(theirs.base === 'float')
    default:
      return number(ours, theirs, type, column)
  }
}

function yes(fits: boolean): Fit {
  return fits ? ALWAYS : NEVER
}

type AnyType = SqlType | NarrowType
type Sized = Extract<AnyType, { length: number | 'max' }>

interface TextType {
  base: 'char' | 'varchar' | 'nchar' | 'nvarchar'
  length: number | 'max'
}

function textType(type: AnyType): TextType | null {
  switch (type.base) {
    case 'char':
    case 'varchar':
    case 'nchar':
    case 'nvarchar':
      return { base: type.base, length: type.length }
    default:
      return null
  }
}

/** Digits before and behind the point; for floats the whole numbers that they hold exactly. */
function digits(type: AnyType): { whole: number; fraction: number } | null {
  switch (type.base) {
    case 'bit':
      return { whole: 1, fraction: 0 }
    case 'tinyint':
      return { whole: 3, fraction: 0 }
    case 'smallint':
      return { whole: 5, fraction: 0 }
    case 'int':
      return { whole: 10, fraction: 0 }
    case 'bigint':
      return { whole: 19, fraction: 0 }
    case 'smallmoney':
      return { whole: 6, fraction: 4 }
    case 'money':
      return { whole: 15, fraction: 4 }
    case 'decimal':
    case 'numeric':
      return { whole: type.precision - type.scale, fraction: type.scale }
    default:
      return null
  }
}

const INTEGERS = ['bit', 'tinyint', 'smallint', 'int', 'bigint']

function number(ours: SqlType, theirs: AnyType, type: string, column: string): Fit {
  // Everything that is not 0 would become 1.
  if (theirs.base === 'bit') return yes(ours.base === 'bit')
  const size = INTEGERS.indexOf(ours.base)
  const room = INTEGERS.indexOf(theirs.base)
  if (size >= 0 && room >= 0) return size <= room ? ALWAYS : within(type, column)
  // Whole numbers up to 2^24 and 2^53.
  if (theirs.base === 'real') return yes(size >= 0 && size < INTEGERS.indexOf('int'))
  if (theirs.base === 'float') return yes(size >= 0 && size < INTEGERS.indexOf('bigint'))
  const have = digits(ours)
  const most = digits(theirs)
  if (have === null || most === null || have.fraction > most.fraction) return NEVER
  if (printSqlType(ours) === printSqlType(theirs)) return ALWAYS
  // A money holds only a part of the numbers with as many digits, an integer too.
  const partly = theirs.base === 'money' || theirs.base === 'smallmoney' || room >= 0
  return have.whole < most.whole || (have.whole === most.whole && !partly) ? ALWAYS : within(type, column)
}

/** Values that are of the type's range; a conversion that is out of it gives NULL. */
function within(type: string, column: string): Fit {
  const condition = `${column} IS NOT NULL AND TRY_CONVERT(${type}, ${column}) IS NULL`
  return { fits: true, checks: [{ condition, problem: `values that ${type} cannot hold` }] }
}

function text(ours: Sized, theirs: AnyType, collation: string | null, column: string): Fit {
  if (theirs.base === 'uniqueidentifier') return within(theirs.base, column)
  const wanted = textType(theirs)
  if (wanted === null) return NEVER
  const { base, length } = wanted
  if (base === 'nchar' || base === 'nvarchar') {
    if (length === 'max' || (ours.length !== 'max' && ours.length <= length)) return ALWAYS
    return {
      fits: true,
      checks: [
        { condition: `DATALENGTH(${column}) > ${2 * length}`, problem: `text of more than ${length} characters` },
      ],
    }
  }
  if (collation === null || !/^\w+$/.test(collation)) return NEVER
  const narrow = `CONVERT(varchar(max), ${column} COLLATE ${collation})`
  const binary = 'COLLATE Latin1_General_100_BIN2'
  const lost = `CONVERT(nvarchar(max), ${narrow}) ${binary} <> ${column} ${binary}`
  const checks = [{ condition: lost, problem: `characters that the code page of ${collation} does not have` }]
  if (length === 'max') return { fits: true, checks }
  const long = { condition: `DATALENGTH(${narrow}) > ${length}`, problem: `text of more than ${length} bytes` }
  return { fits: true, checks: [...checks, long] }
}

function bytes(ours: Sized, theirs: AnyType, column: string): Fit {
  // A binary is filled up with zeros: only one of the same length stays what it is.
  if (theirs.base === 'binary') return yes(ours.base === 'binary' && ours.length === theirs.length)
  if (theirs.base !== 'varbinary') return NEVER
  const { length } = theirs
  if (length === 'max' || (ours.length !== 'max' && ours.length <= length)) return ALWAYS
  return {
    fits: true,
    checks: [{ condition: `DATALENGTH(${column}) > ${length}`, problem: `more than ${length} bytes` }],
  }
}
