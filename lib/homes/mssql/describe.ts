/** What the server knows of a table or a query before a row is read. */
import { distance } from 'fastest-levenshtein'
import type { Field } from '../../columns/schema.ts'
import { ConfigError, HomeError } from '../../errors.ts'
import { parseName, quote, quoteName } from '../../mssql/identifier.ts'
import type { Askable, Row } from '../../mssql/session.ts'
import type { Description, Range, Since, Watermark } from '../home.ts'
import type { Read } from './bounds.ts'
import { castOf, refuseCasts } from './cast.ts'
import { Catalog } from './catalog.ts'
import type { MssqlHomeConfig } from './config.ts'
import type { Marks } from './marks.ts'
import { orderOf } from './order.ts'
import { piecesOf } from './ranges.ts'
import { columnOf } from './shape.ts'
import { DESCRIBE, type Narrowing, ordered, type Selected, selectTable } from './statement.ts'
import type { TdsColumn } from './tds/column.ts'
import { fieldOf, type TypeOptions } from './tds/field.ts'
import { freeze } from './watermark.ts'

interface DescribeOptions {
  types: TypeOptions
  /** The most ranges that a table is cut into, unless the user says more or less. */
  ranges: number
}

/** @throws {HomeError} */
export function describe(
  session: Askable,
  config: MssqlHomeConfig,
  options: DescribeOptions,
  signal: AbortSignal,
  since?: Since,
): Promise<Description> {
  if (config.query === undefined) return describeTable(session, config, options, signal, since)
  if (since !== undefined) throw queryWithWatermark(since)
  return describeQuery(session, config.query, options, signal)
}

/** A user's statement is sent as it is: nothing can be put into its condition. */
function queryWithWatermark({ column }: Since): ConfigError {
  return new ConfigError(
    'WATERMARK_QUERY',
    `The watermark ${column} goes with a \`table\`, and this entity has a \`query\`.`,
    {
      advice: 'Make the query a view at the server and name it as `table`.',
      facts: { column },
    },
  )
}

async function describeQuery(
  session: Askable,
  query: string,
  { types }: DescribeOptions,
  signal: AbortSignal,
): Promise<Description> {
  const columns = await columnsOf(session, query, signal)
  if (columns.length === 0) {
    throw new HomeError('NO_RESULT', 'The query returns no columns.', {
      advice: 'End it with the SELECT whose rows are to be moved.',
    })
  }
  checkNames(columns)
  refuseCasts(columns)
  const fields = columns.map(column => fieldOf(column, types))
  const ranges = [{ index: 0, statement: query, parameters: [] }]
  return { schema: { fields }, estimate: null, bytes: null, subject: query, ranges, notes: [] }
}

async function describeTable(
  session: Askable,
  config: MssqlHomeConfig,
  { types, ranges: most }: DescribeOptions,
  signal: AbortSignal,
  since: Since | undefined,
): Promise<Description> {
  const table = parseName(config.table ?? '')
  const columns = await tableColumns(session, table, config, signal)
  checkNames(columns)
  const casts = columns.map(castOf)
  const fields = columns.map((column, i): Field => casts[i]?.field ?? fieldOf(column, types))
  const notes = casts.flatMap(cast =>
    cast === null ? [] : [`${cast.field.name} (${cast.field.source}): ${cast.field.note}.`],
  )
  // Every column by its name: what is read is exactly what was planned, whatever is added to the table meanwhile.
  const selected = columns.map(({ name }, i) => (casts[i] ? { name, expression: casts[i].expression } : { name }))
  const catalog = new Catalog(session, table, signal)
  const key = await catalog.key()
  const keyNames = key.columns.map(({ name }) => name)
  const readColumns = fields.map((field, i) => ({ field, converted: casts[i] !== null }))
  const order = key.unique ? orderOf(key.columns, readColumns) : null
  const from = { table, where: config.where }
  const frozen =
    since &&
    (await freeze(
      session,
      since,
      {
        from,
        described: await rowsOf(session, selectTable(table, undefined, undefined), signal),
        columns: columns.map(({ name }) => name),
        clustered: key.unique ? keyNames : [],
        types,
      },
      signal,
    ))
  const size = await catalog.size()
  const isPart = config.where !== undefined || frozen?.watermark.low != null
  if (typeof size === 'string' && !isPart) notes.push(size)
  const known = typeof size === 'string' ? { rows: null, bytes: null } : size
  const ranges: Omit<Range, 'index'>[] = []
  for (const read of frozen?.reads ?? [{ parameters: [] }]) {
    const marks = frozen?.marks
    if (marks && read.again !== undefined) {
      ranges.push(windowRange(from, selected, marks, read, read.again))
      continue
    }
    const between = frozen && betweenOf(frozen.watermark.column, read)
    const uncut = { config, key: keyNames, ...known, ...(between && { between }) }
    const cutting = await piecesOf(catalog, uncut, most)
    notes.push(...cutting.notes)
    for (const { bounds, parameters } of cutting.pieces) {
      const statement = selectTable(table, selected, config.where, read.bounds, bounds)
      const both = { statement, parameters: [...read.parameters, ...parameters] }
      ranges.push(order === null ? both : { ...both, statement: ordered(statement, order), order })
    }
  }
  return {
    schema: { fields },
    estimate: isPart ? null : known.rows,
    bytes: isPart ? null : known.bytes,
    subject: subjectOf(selectTable(table, selected, config.where), frozen?.watermark),
    ranges: ranges.map((range, index) => ({ index, ...range })),
    notes,
    ...(frozen === undefined ? {} : { watermark: frozen.watermark }),
  }
}

/** Between which values of the watermark a read stays. */
function betweenOf(column: string, { parameters }: Read) {
  const of = (side: 'low' | 'high') => {
    const value = parameters.find(({ name }) => name === side)?.value
    return value === undefined || value === null ? null : String(value)
  }
  return { column, low: of('low'), high: of('high') }
}

/** What is read, whatever the bounds: rows by another watermark or key are other rows. */
function subjectOf(statement: string, watermark: Watermark | undefined): string {
  if (watermark === undefined) return statement
  const { column, key = [], overlap } = watermark
  return `${statement} -- by ${[column, ...key].map(quote).join(', ')}${overlap === undefined ? '' : ', with an overlap'}`
}

/** A read near the watermark: with what tells its rows apart, in the order that this needs. */
function windowRange(
  { table, where }: Narrowing,
  selected: Selected[],
  { selected: more, fields, order, unique }: Marks,
  { bounds, parameters }: Read,
  again: boolean,
): Omit<Range, 'index'> {
  const statement = ordered(selectTable(table, [...selected, ...more], where, bounds), order)
  return { statement, parameters, ...(unique ? { order } : {}), window: { marks: fields, again } }
}

/** The columns of a table, or those that the user named; a name that is not there is an error that lists what is. */
async function tableColumns(
  session: Askable,
  table: string[],
  { columns, where }: MssqlHomeConfig,
  signal: AbortSignal,
): Promise<TdsColumn[]> {
  const named = columns?.map(name => ({ name }))
  try {
    return await columnsOf(session, selectTable(table, named, where), signal)
  } catch (error) {
    if (!(error instanceof HomeError) || error.facts.number !== INVALID_COLUMN) throw error
    const all = await columnsOf(session, selectTable(table, undefined, undefined), signal)
    const there = all.map(({ name }) => name)
    // Names compare as the database's collation says, so the server is asked; ours only finds who is meant.
    const known = new Set(there.map(name => name.toLowerCase()))
    const inColumns = (columns ?? []).filter(name => !known.has(name.toLowerCase()))
    const missing = inColumns.length > 0 ? inColumns : invalidNames(error.message)
    throw missingColumns(error, table, missing, there)
  }
}

/** SQL Server's error 207, invalid column name. */
const INVALID_COLUMN = 207

function invalidNames(message: string): string[] {
  return [...message.matchAll(/Invalid column name '([^']+)'/g)].map(match => match[1]!)
}

function missingColumns(cause: HomeError, table: string[], missing: string[], there: string[]): HomeError {
  const meant = missing.flatMap(name => {
    const near = nearest(name, there)
    return near === undefined ? [] : [`${name} → ${near}`]
  })
  const names = missing.length > 0 ? missing.join(', ') : 'a column that was named'
  return new HomeError('COLUMN_NOT_FOUND', `${quoteName(table)} has no ${names}; it has ${there.join(', ')}.`, {
    advice: meant.length > 0 ? `Did you mean ${meant.join(', ')}?` : 'Correct `columns` and `where`.',
    cause,
    facts: { ...cause.facts, missing, columns: there },
  })
}

function nearest(name: string, there: string[]): string | undefined {
  let best: { name: string; away: number } | undefined
  for (const candidate of there) {
    const away = distance(name.toLowerCase(), candidate.toLowerCase())
    if (best === undefined || away < best.away) best = { name: candidate, away }
  }
  return best !== undefined && best.away <= Math.max(2, name.length / 3) ? best.name : undefined
}

async function columnsOf(session: Askable, statement: string, signal: AbortSignal): Promise<TdsColumn[]> {
  return (await rowsOf(session, statement, signal)).map(columnOf)
}

async function rowsOf(session: Askable, statement: string, signal: AbortSignal): Promise<Row[]> {
  const parameters = [{ name: 'tsql', type: 'nvarchar(max)', value: statement }]
  const rows = await session.rows({ statement: DESCRIBE, parameters }, signal)
  return rows.filter(row => row.is_hidden !== true && row.is_hidden !== 1)
}

/** Columns without a name, or with the same one, cannot be told apart in a file. */
function checkNames(columns: TdsColumn[]): void {
  const nameless = columns.findIndex(({ name }) => name === '')
  if (nameless >= 0) {
    throw new HomeError('COLUMN_NAMELESS', `Column ${nameless + 1} of the query has no name.`, {
      advice: 'Give it one: … AS [name].',
      facts: { position: nameless + 1 },
    })
  }
  const names = columns.map(({ name }) => name)
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice !== undefined) {
    throw new HomeError('COLUMN_TWICE', `The result has more than one column ${twice}.`, {
      advice: 'Name each once, and give others a name of their own: … AS [name].',
      facts: { column: twice },
    })
  }
}
