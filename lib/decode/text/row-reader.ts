/** Rows of a text file, one after the other, as bytes come. What all text formats share. */
import type { TextColumn } from './columns.ts'

/** What a value is before it has a type. */
export interface Written {
  /** `plain` says nothing of itself: CSV. */
  kind: 'plain' | 'text' | 'number' | 'bool' | 'nested'
  text: string
}

export interface RowReader {
  /** Takes more of the file. */
  feed(bytes: Uint8Array): void
  /**
   * Goes to the next row; false when more bytes are needed, or, with `final`, when there is none.
   * @throws {ValueError} when what stands there is no row
   */
  next(final: boolean): boolean
  /** The line that the row begins on, from 1. */
  readonly line: number
  /** Bytes of the file up to the end of the row. */
  readonly consumed: number
  /** The columns of this row. */
  readonly names: readonly string[]
  /** The value of the column of this place in `names`; null for NULL. For looking, not for reading. */
  written(at: number): Written | null
  /** Puts the value of the column of that name into the next row of `column`; NULL when there is none. @throws {ValueError} */
  put(name: string, column: TextColumn): void
}
