/** Where rows come from. A home knows no store and no coordinator. What it must do is tested by test/conformance/home.ts. */
import type { Batch } from '../columns/batch.ts'
import type { Field, Schema } from '../columns/schema.ts'

/** A slice of a data set, read in one go, with bounds fixed before the first row is read. */
export interface Range {
  index: number
  /** What the home needs to read it: for SQL the exact statement and its parameters. Plain data: the plan prints it. */
  statement: string
  parameters: Parameter[]
  /** The rows come in this order and no two have the same values in it; absent when nothing is promised. */
  order?: OrderColumn[]
  /** Near the watermark, where rows are told from those that earlier runs have moved; absent elsewhere. */
  window?: RangeWindow
  /** The files that it reads, one after the other; absent when it reads none. */
  files?: SourceFile[]
  /** Columns that are read only to choose rows by; nobody stores them. Absent when there are none. */
  besides?: Field[]
}

/** Of a range whose rows come by their watermark's values. */
export interface RangeWindow {
  /** Columns that its batches have behind those of the schema, never NULL: the watermark's value, then the key's. Nobody stores them. */
  marks: Field[]
  /** True when earlier runs may have moved some of its rows. */
  again: boolean
}

/** A file as it was when the plan was made. Plain data. */
export interface SourceFile {
  /** Below the home's folder, with slashes. */
  path: string
  bytes: number
  /** When it was written last, ns since 1970. */
  modified: string
  /** SHA-256 of its bytes, hex; null when nobody looked. */
  checksum: string | null
  /** The rows to read, from the first to before the second; absent: all. */
  rows?: [from: number, to: number]
}

/** A column of a range's order. */
export interface OrderColumn {
  column: string
  /** The mark that has its values; absent when the column itself has. */
  mark?: string
  /** SQL type name that a parameter has which is compared with it. */
  type: string
  descending: boolean
}

export interface Parameter {
  name: string
  /** SQL type name as declared to the server: `bigint`, `datetime2(7)`. */
  type: string
  value: string | number | null
}

/** A place in a range's order, behind which it can be continued: one exact value for each column of the order. Plain data. */
export type Position = Parameter[]

/** `int` … `string`: how values of a watermark compare and are written. Text compares by code points, whatever the collation. */
export type WatermarkType = 'int' | 'decimal' | 'date' | 'datetime' | 'datetimeoffset' | 'rowversion' | 'string'

/** A place among the rows by their watermark: behind all that have the value; with a key, behind the row that has both. */
export interface Mark {
  value: string
  /** One value for each column of the key, as text. */
  key?: string[]
}

/** From where on rows are wanted. */
export interface Since {
  /** The column whose values tell new rows from old ones. */
  column: string
  /** Columns that together tell rows with the same value apart. */
  key?: string[]
  /** How far behind `low` rows may come late: a duration such as `10m` for times, else a number. Needs a key. */
  overlap?: string | number
  /** Only rows behind this mark; null: all there are; `now`: none of those that are there. A value that a person gave has no type. */
  low: (Mark & { type: WatermarkType | null }) | 'now' | null
  /** Earlier runs remember what they moved behind this mark, by values of this type; absent when they remember nothing. */
  known?: Mark & { sqlType: string }
}

/** Files that earlier runs have taken: those that are as they were are not wanted. */
export interface Taken {
  /** The file of this path as it was; undefined when none was taken. */
  file(path: string): (Pick<SourceFile, 'bytes' | 'modified'> & { checksum: string }) | undefined
  /** What the last run's files had, for the case that there are no others; null when there was none. */
  schema: Schema | null
}

/** How far a run moves a data set: bounds of one column, fixed before the first row is read. Plain data. */
export interface Watermark {
  column: string
  type: WatermarkType
  /** The type as the home names it. */
  sqlType: string
  /** Rows above it are read; null: all, also those without a value. */
  low: string | null
  /** Rows up to it are read, and the next run goes on behind it; null when no row has a value yet. */
  high: string | null
  /** The columns of the key, as the home names them. */
  key?: string[]
  /** With a key and without an overlap: of the rows with the value `low`, those behind this one are read. */
  lowKey?: string[]
  /** And of those with the value `high`, those up to this one. */
  highKey?: string[]
  overlap?: Overlap
}

/** Rows near a watermark that are looked at again, because some may have come late. */
export interface Overlap {
  /** As the user said it. */
  span: string
  /** Rows behind it and up to `low` are read again; absent when none are. */
  from?: Mark
  /** The next run can tell what was moved behind it; absent when no row has a value yet. */
  remembered?: Mark
}

/** What a home knows of its data set before a row is read. */
export interface Description {
  schema: Schema
  /** Rows by the source's own books, null when it cannot or will not say. */
  estimate: number | null
  /** What it needs for these rows, by its own books; null as above. */
  bytes: number | null
  /**
   * What is read, whatever the values of a watermark and however it is cut into ranges: while it stays the same, a run that died can be
   * finished by the ranges of its own plan, however many there would be now.
   */
  subject: string
  ranges: Range[]
  /** Sentences for the plan and the events: conversions, statistics that were refused … */
  notes: string[]
  /** Present when it was asked for. */
  watermark?: Watermark
}

/** Rows of a range as the source counts them itself, or why it cannot. */
export type SourceCount = { rows: number; nulls: ColumnNulls[] } | { unknown: string }

/** How many rows have no value in a column. */
export interface ColumnNulls {
  column: string
  nulls: number
}

export interface Home {
  /** For people: `mssql erp-sql/erp dbo.orders`. Never a secret. */
  readonly location: string
  /**
   * Opens what it needs, looks, and changes nothing. With `since` the ranges hold only rows that are new since then, and, with an overlap,
   * rows near the watermark again, in ranges that have a window. With `taken`, which is for homes of files, the ranges hold only files that
   * are not taken as they are now, with their checksums.
   */
  describe(signal: AbortSignal, since?: Since, taken?: Taken): Promise<Description>
  /**
   * The rows of one range, in batches, under backpressure: nothing is read from the wire beyond one batch ahead of the consumer.
   * Leaving the loop early or aborting the signal cancels the read at the source.
   * With `after` only the rows behind that position are read; it came from `position` on the same range.
   * In a window `expected` ends in its marks.
   * @throws {HomeError} `SCHEMA_CHANGED` when the source's schema is no longer `expected`; `RANGE_UNORDERED`, `POSITION_INVALID` when
   * it cannot go on behind `after`; the signal's reason when it is aborted.
   */
  read(range: Range, expected: Schema, signal: AbortSignal, after?: Position): AsyncIterable<Batch>
  /** The place behind the last row of a batch of this range, whose schema is given; null when there is none to go on from. */
  position(range: Range, schema: Schema, batch: Batch): Position | null
  /** Asks the source how many rows the range has now, without reading them. `schema` is the source's. @throws {HomeError} as `read` does */
  count(range: Range, schema: Schema, signal: AbortSignal): Promise<SourceCount>
  /** Gives back what it holds and fails what is under way; safe to call twice. */
  close(): Promise<void>
}
