/** How far a table has been moved: the bounds that a run reads between, frozen before its first row. */
import { HomeError } from '../../errors.ts'
import { quote, quoteName } from '../../mssql/identifier.ts'
import type { Askable, Row } from '../../mssql/session.ts'
import type { Mark, Parameter, Since, Watermark, WatermarkType } from '../home.ts'
import { FORMS, measureOf, spanOf } from '../measure.ts'
import { Bounds, type Read } from './bounds.ts'
import {
  type Candidate,
  candidatesOf,
  keyColumns,
  keyOfRowversion,
  keyWanted,
  noOverlap,
  onlyNull,
  watermarkColumn,
  wrongOverlap,
} from './candidates.ts'
import { type MarkedColumn, type Marks, marksOf } from './marks.ts'
import { type KeyScale, readable, type Scale, shown } from './scale.ts'
import { type Overlapped, overlapped } from './slices.ts'
import { isThere, last, type Narrowing, oldestOpenVersion } from './statement.ts'
import type { TypeOptions } from './tds/field.ts'

/** A watermark with its bounds frozen, and what statements need to read between them. */
export interface Frozen {
  watermark: Watermark
  reads: Read[]
  /** What the reads in a window select besides, and by what they are ordered. */
  marks: Marks | null
}

export interface FreezeOptions {
  from: Narrowing
  /** Rows of sp_describe_first_result_set for the whole table. */
  described: readonly Row[]
  /** Names of the columns that are read. */
  columns: readonly string[]
  /** Names of the columns of the unique clustered index. */
  clustered: readonly string[]
  types: TypeOptions
}

/**
 * Freezes the bounds of a run. With a low one: rows behind it, up to the last one there is now. Without: all rows up to the last one and
 * those that have no value, so that the next run goes on exactly there.
 * @throws {HomeError} `WATERMARK_…`
 */
export async function freeze(
  session: Askable,
  since: Since,
  options: FreezeOptions,
  signal: AbortSignal,
): Promise<Frozen> {
  const { from } = options
  const asked = askedFor(since, options)
  const { found, key, overlap, candidates } = asked
  const { name, nullable, scale } = found
  const bounds = new Bounds(scale, nullable ? quote(name) : null, keyScales(key))
  const ask = async (statement: string, parameters: Parameter[]): Promise<Row | undefined> =>
    (await session.rows({ statement, parameters }, signal))[0]

  let low = since.low === null || since.low === 'now' ? null : lowOf(since.low, scale, name)
  const above = low === null ? undefined : bounds.behind(low)
  let high: Mark | null
  if (scale.type === 'rowversion') {
    if (from.table.length === 3) throw elsewhere(name, from.table)
    high = markIn(await ask(oldestOpenVersion(), []), [scale])
    if (high !== null && low !== null) {
      const { bounds: condition = '', parameters } = bounds.read({ from: low, to: high })
      if ((await ask(isThere(from, condition), parameters)) === undefined) high = null
    }
  } else {
    const scales = [scale, ...(overlap === null || since.low === 'now' ? keyScales(key) : [])]
    const columns = scales.map((each, i) => ({ expression: each.expression, text: shown(each), as: NAMES(i) }))
    high = markIn(await ask(last(from, columns, above?.condition), above?.parameters ?? []), scales)
    if (high === null && low === null && nullable && (await ask(isThere(from, `${quote(name)} IS NULL`), [])))
      throw onlyNull(name, from.table, candidates)
  }
  if (since.low === 'now') low = high
  // Nothing new: the watermark stays where it is.
  high ??= low
  const plain = {
    column: name,
    type: scale.type,
    sqlType: scale.sqlType,
    low: low?.value ?? null,
    high: high?.value ?? null,
    ...(key.length === 0 ? {} : { key: key.map(column => column.name) }),
  }
  if (overlap === null) {
    const keys = {
      ...(low?.key === undefined ? {} : { lowKey: low.key }),
      ...(high?.key === undefined ? {} : { highKey: high.key }),
    }
    const reads = [high === null ? NOTHING : bounds.read({ from: low, to: high })]
    return { watermark: { ...plain, ...keys }, reads, marks: null }
  }
  const known = since.known === undefined ? undefined : knownTo(since.known, overlap, scale, name)
  const { slices, overlap: frozen } = sliced(overlap, scale, low, high, known, since.low === 'now')
  return {
    watermark: { ...plain, overlap: frozen },
    reads: high === null ? [NOTHING] : slices.map(slice => bounds.read(slice)),
    marks: marksOf(found, key, options),
  }
}

interface Asked {
  found: MarkedColumn & { scale: Scale }
  key: (Candidate & { keyScale: KeyScale })[]
  overlap: { measure: NonNullable<ReturnType<typeof measureOf>>; span: bigint; written: string } | null
  candidates: Candidate[]
}

/** The columns that were asked for, checked. */
function askedFor({ column, key: named = [], overlap, low }: Since, { from, described }: FreezeOptions): Asked {
  const candidates = candidatesOf(described)
  const found = watermarkColumn(from.table, column, candidates)
  const { name, scale } = found
  const key = keyColumns(from.table, named, candidates)
  if (low !== null && low !== 'now' && low.type !== null && low.type !== scale.type)
    throw otherType(name, low.type, scale)
  const measure = measureOf(scale.type, scale.sqlType)
  if (overlap !== undefined && measure === null) throw noOverlap(found, overlap, candidates)
  if (key.length > 0 && scale.type === 'rowversion') throw keyOfRowversion(name)
  if (overlap === undefined || measure === null) return { found, key, overlap: null, candidates }
  const span = spanOf(measure, overlap)
  if (span === null) throw wrongOverlap(found, overlap)
  if (key.length === 0) throw keyWanted(name)
  return { found, key, overlap: { measure, span, written: String(overlap) }, candidates }
}

/** The slices of a run with an overlap; of one that begins now there is only where it begins. */
function sliced(
  overlap: NonNullable<Asked['overlap']>,
  scale: Scale,
  low: Mark | null,
  high: Mark | null,
  known: Mark | undefined,
  now: boolean,
): Overlapped {
  const { written: span } = overlap
  if (high === null) return { slices: [], overlap: { span } }
  if (now) return { slices: [{ from: high, to: high }], overlap: { span, remembered: high } }
  return overlapped({ ...overlap, scale }, low, high.value, known)
}

/** @throws {HomeError} `WATERMARK_CHANGED` when what is remembered counts other digits */
function knownTo(
  { sqlType, ...mark }: NonNullable<Since['known']>,
  { measure }: NonNullable<Asked['overlap']>,
  scale: Scale,
  column: string,
): Mark {
  if (measureOf(scale.type, sqlType)?.scale !== measure.scale) throw otherType(column, sqlType, scale)
  return mark
}

const NOTHING = { bounds: '1 = 0', parameters: [] }

/** Under which the columns of the last row come, by their place. */
const NAMES = (index: number) => (index === 0 ? 'high' : `key${index}`)

function keyScales(key: Asked['key']): KeyScale[] {
  return key.map(({ keyScale }) => keyScale)
}

/** The place of the row that `last` or `oldestOpenVersion` gave; null when there is none, or it has no value. */
function markIn(row: Row | undefined, [scale, ...keys]: readonly (Scale | KeyScale)[]): Mark | null {
  if (scale === undefined || row === undefined || row.high === null || row.high === undefined) return null
  const value = readable(scale.sqlType, String(row.high))
  if (keys.length === 0) return { value }
  return { value, key: keys.map((each, i) => readable(each.sqlType, String(row[NAMES(i + 1)]))) }
}

/**
 * The mark to go on from, as the server takes it back.
 * @throws {HomeError} `WATERMARK_INVALID`
 */
function lowOf({ value, key }: Mark, { type, sqlType }: Scale, column: string): Mark {
  const [form, words] = FORMS[type]
  if (!form.test(value)) {
    throw new HomeError(
      'WATERMARK_INVALID',
      `${JSON.stringify(value)} is no watermark of ${column}, which is ${words}.`,
      {
        advice:
          'Go on from another value or run with `hygge-run journal rewind`, or load the entity anew with --full-drop. For a first run, correct `initial`.',
        facts: { column, type, value },
      },
    )
  }
  return { value: readable(sqlType, value), ...(key === undefined ? {} : { key }) }
}

function otherType(column: string, was: WatermarkType | string, { type, sqlType }: Scale): HomeError {
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
