/** How far a table has been moved, by one column: which columns can say it, and the bounds that a run reads between. */
import { HomeError } from '../../errors.ts'
import { quote, quoteName } from '../../mssql/identifier.ts'
import type { Row, Session } from '../../mssql/session.ts'
import type { Parameter, Since, Watermark, WatermarkType } from '../home.ts'
import { highest, isThere, type Narrowing, oldestOpenVersion } from './statement.ts'

/** A watermark with its bounds frozen, and what a statement needs to read between them. */
export interface Frozen {
  watermark: Watermark
  bounds: string
  parameters: Parameter[]
}

/** What comparing with a column takes. */
interface Scale {
  type: WatermarkType
  /** SQL type of a parameter that is compared with it: exactly the column's, because conversions between date types round. */
  sqlType: string
  /** `[c]`, or what compares like it. */
  expression: string
}

/** Ordinal: what collations call equal, such as `a` and `A`, are two values here. */
const ORDINAL = 'COLLATE Latin1_General_100_BIN2'

/** How a column of this type is compared; null when it cannot be a watermark. */
function scaleOf(name: string, sqlType: string): Scale | null {
  const expression = quote(name)
  const [, base = '', argument = ''] = /^(\w+)(?:\((.*)\))?$/.exec(sqlType) ?? []
  switch (base) {
    case 'tinyint':
    case 'smallint':
    case 'int':
    case 'bigint':
      return { type: 'int', sqlType, expression }
    case 'decimal':
    case 'numeric':
      return { type: 'decimal', sqlType, expression }
    case 'date':
      return { type: 'date', sqlType, expression }
    case 'datetime':
    case 'smalldatetime':
    case 'datetime2':
      return { type: 'datetime', sqlType, expression }
    case 'datetimeoffset':
      return { type: 'datetimeoffset', sqlType, expression }
    case 'timestamp':
    case 'rowversion':
      return { type: 'rowversion', sqlType: 'binary(8)', expression }
    case 'sysname':
      return { type: 'string', sqlType: 'nvarchar(128)', expression: `${expression} ${ORDINAL}` }
    case 'nchar':
    case 'nvarchar':
      if (!/^\d+$/.test(argument)) return null
      return { type: 'string', sqlType: `nvarchar(${argument})`, expression: `${expression} ${ORDINAL}` }
    case 'char':
    case 'varchar': {
      if (!/^\d+$/.test(argument) || Number(argument) > 4000) return null
      const wide = `nvarchar(${argument})`
      return { type: 'string', sqlType: wide, expression: `CAST(${expression} AS ${wide}) ${ORDINAL}` }
    }
    default:
      return null
  }
}

/** What values of a type look like in the journal, and how to say so. */
const FORMS: Record<WatermarkType, [form: RegExp, words: string]> = {
  int: [/^-?\d+$/, 'a whole number'],
  decimal: [/^-?\d+(\.\d+)?$/, 'a decimal number'],
  date: [/^\d{4}-\d\d-\d\d$/, 'a date such as 2026-11-23'],
  datetime: [/^\d{4}-\d\d-\d\d([T ]\d\d:\d\d:\d\d(\.\d{1,7})?)?$/, 'a time such as 2026-11-23T10:00:00.1234567'],
  datetimeoffset: [
    /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d{1,7})? ?([+-]\d\d:\d\d|Z)$/,
    'a time with its offset, such as 2026-11-23T10:00:00+01:00',
  ],
  rowversion: [/^0x[0-9a-f]{16}$/i, 'a rowversion such as 0x00000000000007d1'],
  string: [/^/, 'text'],
}

/**
 * The value as the server takes it back in every language: only with the T between date and time is datetime read the same everywhere.
 * @throws {HomeError} `WATERMARK_INVALID`
 */
function lowOf(value: string, { type }: Scale, column: string): string {
  const [form, words] = FORMS[type]
  if (!form.test(value)) {
    throw new HomeError(
      'WATERMARK_INVALID',
      `${JSON.stringify(value)} is no watermark of ${column}, which is ${words}.`,
      {
        advice:
          'Go on from another value or run with `hygge-run journal rewind`, or load the entity anew with --full-drop.',
        facts: { column, type, value },
      },
    )
  }
  if (type !== 'datetime') return value
  return value.length === 10 ? `${value}T00:00:00` : value.replace(' ', 'T')
}

/**
 * Freezes the bounds of a run. With a low one: rows above it, up to the highest there is now. Without: all rows up to the highest and
 * those that have no value, so that the next run goes on exactly there.
 * @param described rows of sp_describe_first_result_set for the whole table
 * @throws {HomeError} `WATERMARK_NOT_FOUND`, `WATERMARK_TYPE`, `WATERMARK_NULL`, `WATERMARK_INVALID`, `WATERMARK_ELSEWHERE`
 */
export async function freeze(
  session: Session,
  from: Narrowing,
  since: Since,
  described: readonly Row[],
  signal: AbortSignal,
): Promise<Frozen> {
  const { name, nullable, scale } = watermarkColumn(from.table, since.column, described)
  if (since.low?.type != null && since.low.type !== scale.type) throw otherType(name, since.low.type, scale)
  const low = since.low === null ? null : lowOf(since.low.value, scale, name)
  const lowParameter = { name: 'low', type: scale.sqlType, value: low }
  const above = low === null ? undefined : `${scale.expression} > @low`
  const parameters = low === null ? [] : [lowParameter]
  const ask = async (statement: string, more: Parameter[]): Promise<string | null> => {
    const [row] = await session.rows({ statement, parameters: more }, signal)
    return row?.high == null ? null : String(row.high)
  }
  let high: string | null
  if (scale.type === 'rowversion') {
    if (from.table.length === 3) throw elsewhere(name, from.table)
    high = await ask(oldestOpenVersion(), [])
    const upTo = [...parameters, { name: 'high', type: scale.sqlType, value: high }]
    if (above !== undefined && (await ask(isThere(from, `${above} AND ${scale.expression} <= @high`), upTo)) === null)
      high = null
  } else {
    high = await ask(highest(from, scale.expression, /^date/.test(scale.type), above), parameters)
    if (high !== null) high = lowOf(high, scale, name)
    else if (low === null && nullable && (await ask(isThere(from, `${quote(name)} IS NULL`), [])) !== null)
      throw onlyNull(name, from.table, described)
  }
  // Nothing new: the watermark stays where it is.
  high ??= low
  const { type, sqlType } = scale
  return {
    watermark: { column: name, type, sqlType, low, high },
    bounds: boundsOf(scale.expression, nullable ? quote(name) : null, low, high),
    parameters: high === null ? [] : [...parameters, { name: 'high', type: sqlType, value: high }],
  }
}

function boundsOf(expression: string, nullable: string | null, low: string | null, high: string | null): string {
  if (high === null) return '1 = 0'
  if (low !== null) return `${expression} > @low AND ${expression} <= @high`
  return nullable === null ? `${expression} <= @high` : `${expression} <= @high OR ${nullable} IS NULL`
}

interface Candidate {
  name: string
  nullable: boolean
  source: string
  scale: Scale | null
}

function candidatesOf(described: readonly Row[]): Candidate[] {
  return described.map(({ name, is_nullable, system_type_name }) => {
    const source = String(system_type_name ?? 'a user-defined type').toLowerCase()
    return {
      name: String(name),
      nullable: is_nullable !== false && is_nullable !== 0,
      source,
      scale: scaleOf(String(name), source),
    }
  })
}

function watermarkColumn(table: string[], column: string, described: readonly Row[]): Candidate & { scale: Scale } {
  const candidates = candidatesOf(described)
  const alike = candidates.filter(({ name }) => name.toLowerCase() === column.toLowerCase())
  const found = candidates.find(({ name }) => name === column) ?? (alike.length === 1 ? alike[0] : undefined)
  const facts = { column, columns: usable(candidates) }
  if (found === undefined) {
    const message = `The watermark column ${column} is not in ${quoteName(table)}.`
    throw new HomeError('WATERMARK_NOT_FOUND', message, { advice: wouldDo(candidates), facts })
  }
  const { scale, source } = found
  if (scale === null) {
    const message = `The column ${found.name} of ${quoteName(table)} is ${source}, which cannot be a watermark.`
    throw new HomeError('WATERMARK_TYPE', message, { advice: wouldDo(candidates), facts: { ...facts, type: source } })
  }
  return { ...found, scale }
}

function usable(candidates: readonly Candidate[], but?: string): string[] {
  return candidates.flatMap(({ name, source, scale }) =>
    scale === null || name === but ? [] : [`${name} (${source})`],
  )
}

function wouldDo(candidates: readonly Candidate[], but?: string): string {
  const columns = usable(candidates, but)
  if (columns.length === 0) return 'No column of it would do: use run_type full_drop.'
  return `These would do, if they only grow: ${columns.join(', ')}.`
}

function onlyNull(name: string, table: string[], described: readonly Row[]): HomeError {
  return new HomeError('WATERMARK_NULL', `The watermark column ${name} of ${quoteName(table)} is NULL in every row.`, {
    advice: wouldDo(candidatesOf(described), name),
    facts: { column: name, columns: usable(candidatesOf(described), name) },
  })
}

function otherType(column: string, was: WatermarkType, { type, sqlType }: Scale): HomeError {
  const message = `The journal's watermark of ${column} is of the type ${was}, and the column is now ${sqlType} (${type}).`
  return new HomeError('WATERMARK_CHANGED', message, {
    advice: 'Say from which value to go on with `hygge-run journal rewind`, or load the entity anew with --full-drop.',
    facts: { column, was, type },
  })
}

function elsewhere(column: string, table: string[]): HomeError {
  return new HomeError(
    'WATERMARK_ELSEWHERE',
    `${column} is a rowversion, which only its own database can bound, and ${quoteName(table)} is named with a database.`,
    { advice: `Make a connection to the database ${table[0]}, and name the table without it.`, facts: { column } },
  )
}
