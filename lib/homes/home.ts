/** Where rows come from. A home knows no store and no coordinator. What it must do is tested by test/conformance/home.ts. */
import type { Batch } from '../columns/batch.ts'
import type { Schema } from '../columns/schema.ts'

/** A slice of a data set, read in one go, with bounds fixed before the first row is read. */
export interface Range {
  index: number
  /** What the home needs to read it: for SQL the exact statement and its parameters. Plain data: the plan prints it. */
  statement: string
  parameters: Parameter[]
  /** The rows come in this order and no two have the same values in it; absent when nothing is promised. */
  order?: OrderColumn[]
}

/** A column of a range's order. */
export interface OrderColumn {
  column: string
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

/** From where on rows are wanted. */
export interface Since {
  /** The column whose values tell new rows from old ones. */
  column: string
  /** Only rows above this value; null: all there are. A value that a person gave has no type. */
  low: { value: string; type: WatermarkType | null } | null
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
}

/** What a home knows of its data set before a row is read. */
export interface Description {
  schema: Schema
  /** Rows by the source's own books, null when it cannot or will not say. */
  estimate: number | null
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

export interface Home {
  /** For people: `mssql erp-sql/erp dbo.orders`. Never a secret. */
  readonly location: string
  /** Opens what it needs, looks, and changes nothing. With `since` the ranges hold only rows that are new since then. */
  describe(signal: AbortSignal, since?: Since): Promise<Description>
  /**
   * The rows of one range, in batches, under backpressure: nothing is read from the wire beyond one batch ahead of the consumer.
   * Leaving the loop early or aborting the signal cancels the read at the source.
   * With `after` only the rows behind that position are read; it came from `position` on the same range.
   * @throws {HomeError} `SCHEMA_CHANGED` when the source's schema is no longer `expected`; `RANGE_UNORDERED`, `POSITION_INVALID` when
   * it cannot go on behind `after`; the signal's reason when it is aborted.
   */
  read(range: Range, expected: Schema, signal: AbortSignal, after?: Position): AsyncIterable<Batch>
  /** The place behind the last row of a batch of this range, whose schema is given; null when there is none to go on from. */
  position(range: Range, schema: Schema, batch: Batch): Position | null
  /** Gives back what it holds and fails what is under way; safe to call twice. */
  close(): Promise<void>
}
