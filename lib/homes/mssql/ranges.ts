/** Into which ranges a table is cut, by what the server's catalog says of it. */
import { HomeError } from '../../errors.ts'
import { quote, quoteName } from '../../mssql/identifier.ts'
import type { Row } from '../../mssql/session.ts'
import type { Parameter } from '../home.ts'
import { beforePlace, fromPlace, type Term } from './bounds.ts'
import type { Catalog } from './catalog.ts'
import type { MssqlHomeConfig } from './config.ts'
import { type Cuts, clip, cutsOf, rowsOf } from './cuts.ts'
import { pointsOf, sampleOf } from './points.ts'
import { type RangeColumn, rangeColumnOf } from './range-column.ts'
import { isThere } from './statement.ts'

/** A part of a table: the condition that its rows fulfil. */
interface Piece {
  /** Absent: all rows do. */
  bounds?: string
  parameters: Parameter[]
}

interface Cutting {
  pieces: Piece[]
  notes: string[]
}

/** What is known of a table when it is asked how to cut it. */
export interface Uncut {
  config: Pick<MssqlHomeConfig, 'ranges' | 'range_column' | 'isolation'>
  /** Names of the clustered index's columns; empty when there is none. */
  key: readonly string[]
  /** By the catalog's books; null when it does not say. */
  rows: number | null
  bytes: number | null
  /** Between which values of a column rows are read; null: without an end on that side. Absent: without both. */
  between?: { column: string; low: string | null; high: string | null }
}

/** A range is worth a connection of its own from so many rows or bytes on. */
const RANGE_ROWS = 500_000
const RANGE_BYTES = 256 * 2 ** 20
/** The largest piece may have so many times its share before the other columns of the key are used as well. */
const UNEVEN = 2

const WHOLE: Piece = { parameters: [] }
const SNAPSHOTS = 'Each range is read in a snapshot of its own, and they are of slightly different moments.'
const UNCUTTABLE =
  'It is read as one range, as it has no clustered index whose key could be cut; another column can be named as `range_column`.'

/**
 * Cuts the table into at most `most` pieces, or as many as the user says. Together they hold every row exactly once, whatever is inserted
 * later: the first begins nowhere, the last ends nowhere, and rows without a value are a piece of their own.
 * @throws {HomeError} `RANGE_COLUMN` when the user's column is not there or cannot cut
 */
export async function piecesOf(catalog: Catalog, uncut: Uncut, most: number): Promise<Cutting> {
  const { config, rows, between, key } = uncut
  const limit = limitOf(uncut, most)
  const columns = limit > 1 || config.range_column !== undefined ? await columnsOf(catalog, uncut) : []
  if (limit === 1) return { pieces: [WHOLE], notes: [] }
  const [column] = columns
  if (column === undefined) return { pieces: [WHOLE], notes: rows === null ? [] : [UNCUTTABLE] }
  const { ruler } = column
  const known = await pointsOf(catalog, column, rows, isSame(column.name, key[0]))
  const clips = between !== undefined && isSame(between.column, column.name) && ruler !== null
  const points = clips ? clip(known, ruler, between.low, between.high) : known
  const total = rowsOf(points)
  const isCounted = between?.low != null || (rows === null && config.range_column === undefined)
  const count = config.ranges ?? (isCounted ? Math.min(limit, worth(total, 0)) : limit)
  let by = [column]
  let cuts = cutsOf(points, count, ruler)
  if (columns.length > 1 && cuts.largest * count > total * UNEVEN) {
    const sampled = await sampleOf(catalog, columns)
    const finer = cutsOf(sampled, count, null)
    if (finer.largest * total < cuts.largest * rowsOf(sampled)) [by, cuts] = [columns, finer]
  }
  const pieces = piecesBetween(by, await ascending(catalog, by, cuts))
  return { pieces, notes: config.isolation === 'snapshot' && pieces.length > 1 ? [SNAPSHOTS] : [] }
}

/** How many pieces there may be, before anything is asked. */
function limitOf({ config, rows, bytes, between, key }: Uncut, most: number): number {
  // No row has a value yet: there is nothing to read.
  if (between !== undefined && between.high === null) return 1
  if (config.ranges !== undefined) return config.ranges
  // Several connections see several moments.
  if (config.isolation === 'snapshot') return 1
  if (between !== undefined && between.low !== null) {
    // Rows above a watermark are few in every piece, unless they are neighbours.
    return isSame(between.column, config.range_column ?? key[0]) ? most : 1
  }
  return rows === null && bytes === null ? most : Math.min(most, worth(rows ?? 0, bytes ?? 0))
}

function worth(rows: number, bytes: number): number {
  return Math.max(1, Math.floor(rows / RANGE_ROWS), Math.floor(bytes / RANGE_BYTES))
}

function isSame(one: string, other: string | undefined): boolean {
  return one.toLowerCase() === other?.toLowerCase()
}

/** The columns to cut by, most significant first: the user's, or those of the key up to the first that cannot be compared from here. */
async function columnsOf(catalog: Catalog, { config, key }: Uncut): Promise<RangeColumn[]> {
  const { range_column: named } = config
  if (named !== undefined) {
    const described = await catalog.columns()
    const row =
      described.find(({ name }) => name === named) ?? described.find(({ name }) => isSame(named, String(name)))
    const column = row === undefined ? null : rangeColumnOf(row)
    if (column === null) throw unusable(catalog.table, named, row, described)
    return [column]
  }
  const columns = (key.length === 0 ? [] : await catalog.keyColumns(key)).map(rangeColumnOf)
  // No comparison finds NULL, and only the first column's are a piece of their own.
  const end = columns.findIndex((column, i) => column === null || (column.nullable && i > 0))
  return columns.slice(0, end < 0 ? columns.length : end).filter(column => column !== null)
}

/**
 * The cuts that the server finds in ascending order, so that no row is in two pieces: a row between two cuts proves it. Where the order is
 * that of numbers it is known.
 */
async function ascending(catalog: Catalog, by: readonly RangeColumn[], { cuts }: Cuts): Promise<string[][]> {
  if (by.length === 1 && by[0]!.ruler !== null) return cuts
  const from = { table: catalog.table, where: undefined }
  const kept: string[][] = []
  for (const cut of cuts) {
    const last = kept.at(-1)
    const { bounds, parameters } = piece(by, last, cut)
    if (last === undefined || (await catalog.ask(isThere(from, bounds), parameters)).length > 0) kept.push(cut)
  }
  return kept
}

function piecesBetween(by: readonly RangeColumn[], cuts: readonly string[][]): Piece[] {
  if (cuts.length === 0) return [WHOLE]
  const pieces = [...cuts, undefined].map((to, i) => piece(by, cuts[i - 1], to))
  const first = by[0]!
  return first.nullable ? [...pieces, { bounds: `${quote(first.name)} IS NULL`, parameters: [] }] : pieces
}

type Cut = readonly string[] | undefined

function piece(by: readonly RangeColumn[], from: Cut, to: Cut): Piece & { bounds: string } {
  const terms = (side: 'from' | 'to') =>
    by.map(({ name, bound }, i): Term => ({ expression: quote(name), value: bound(`${side}${i + 1}`) }))
  const conditions = [
    from === undefined ? [] : fromPlace(terms('from')),
    to === undefined ? [] : beforePlace(terms('to')),
  ].flat()
  const parameters = (side: 'from' | 'to', cut: Cut = []): Parameter[] =>
    cut.map((value, i) => ({ name: `${side}${i + 1}`, type: by[i]!.type, value }))
  return { bounds: conditions.join(' AND '), parameters: [...parameters('from', from), ...parameters('to', to)] }
}

function unusable(table: string[], name: string, row: Row | undefined, described: readonly Row[]): HomeError {
  const columns = described.flatMap(other => rangeColumnOf(other)?.name ?? [])
  const what = row === undefined ? 'is not in' : `is ${String(row.system_type_name)} and cannot cut`
  return new HomeError('RANGE_COLUMN', `The range_column ${name} ${what} ${quoteName(table)}.`, {
    advice: `These would do: ${columns.join(', ')}. Best is one that an index begins with.`,
    facts: { column: name, columns },
  })
}
