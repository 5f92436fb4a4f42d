/**
 * Finds where the values of ROW and NBCROW tokens are, [MS-TDS] 2.2.7.21 and 2.2.7.13. One pass over the bytes tells for a run of
 * rows the position of every cell; the readers then decode column by column, each in a tight loop of its own.
 * A row that has not arrived in full is resumed where it broke off, so a huge one is walked only once.
 */

import { LAYOUT, layoutOf, TOKEN } from '../../../mssql/types.ts'
import type { TdsColumn } from './column.ts'
import { protocolError, tooLarge } from './errors.ts'
import { type Input, MAX_ROW_BYTES } from './input.ts'

/** Why a scan stopped. */
export const STOP = {
  /** Everything that arrived is scanned. */
  DRY: 0,
  /** A token that is no row begins at `at`. */
  TOKEN: 1,
  /** The run holds as many rows as it can. */
  RUN: 2,
  /** The batch has as many bytes as it may. */
  BATCH: 3,
} as const
export type Stop = (typeof STOP)[keyof typeof STOP]

const RUN_CELLS = 16384
const NONE = -1

export class RowScanner {
  /** Row by row, cell by cell: where a value begins, or -1 for NULL. Its length is in the bytes before it, as its layout says. */
  readonly cells: Int32Array
  /** Complete rows in `cells`. */
  rows = 0
  /** The first byte that is not scanned; inside a value that has not arrived it may lie beyond the input's end. */
  at = 0
  /** What the rows of this batch cost so far, in the units of `limit`: their bytes on the wire, and `rowCost` for each. */
  cost = 0
  /** The cost at which the batch is full. */
  limit = 0
  private readonly columns: TdsColumn[]
  private readonly layouts: Uint8Array
  private readonly widths: Int32Array
  private readonly runRows: number
  private readonly rowCost: number
  /** The row being scanned: its next column, NONE between rows; its first byte; its bitmap of NULLs, NONE in a ROW. */
  private column: number = NONE
  private start = 0
  private bitmap: number = NONE
  /** The PLP value being gathered: where it begins and ends so far, and the next chunk's length. */
  private plpStart: number = NONE
  private plpEnd = 0
  private plpNext = 0
  /** The length it announced, NONE when it is not known. */
  private plpTotal: number = NONE

  constructor(columns: TdsColumn[], rowCost: number) {
    this.columns = columns
    this.rowCost = rowCost
    this.layouts = Uint8Array.from(columns, ({ type, length }) => layoutOf(type, length) ?? LAYOUT.FIXED)
    this.widths = Int32Array.from(columns, ({ length }) => length)
    this.runRows = Math.max(16, Math.min(512, Math.floor(RUN_CELLS / columns.length)))
    this.cells = new Int32Array(this.runRows * columns.length)
  }

  /** The first byte that must stay in the input. */
  get keep(): number {
    return this.column === NONE ? this.at : this.start
  }

  /** True inside a row. */
  get open(): boolean {
    return this.column !== NONE
  }

  /** Scans rows until something stops it; `most` is how many rows the batch may still take. */
  scan(input: Input, most: number): Stop {
    const { layouts, widths, cells } = this
    const { bytes, end } = input
    const columns = layouts.length
    const full = Math.min(this.runRows, most)
    let at = this.at
    for (;;) {
      let column = this.column
      if (column === NONE) {
        this.at = at
        if (this.rows === full) return STOP.RUN
        if (at >= end) return STOP.DRY
        const token = bytes[at]!
        if (token === TOKEN.ROW) this.bitmap = NONE
        else if (token !== TOKEN.NBCROW) return STOP.TOKEN
        else if (at + 1 + ((columns + 7) >>> 3) > end) return STOP.DRY
        else this.bitmap = at + 1
        this.start = at
        at += token === TOKEN.ROW ? 1 : 1 + ((columns + 7) >>> 3)
        column = 0
      }
      const { bitmap } = this
      for (let cell = this.rows * columns + column; column < columns; column++, cell++) {
        if (bitmap !== NONE && ((bytes[bitmap + (column >>> 3)]! >>> (column & 7)) & 1) !== 0) {
          cells[cell] = NONE
          continue
        }
        const layout = layouts[column]
        if (layout === LAYOUT.FIXED) {
          cells[cell] = at
          at += widths[column]!
        } else if (layout === LAYOUT.SHORT) {
          if (at + 2 > end) break
          const length = bytes[at]! | (bytes[at + 1]! << 8)
          at += 2
          if (length === 0xffff) cells[cell] = NONE
          else {
            if (length > widths[column]!) throw this.wrongLength(column, length)
            cells[cell] = at
            at += length
          }
        } else if (layout === LAYOUT.EXACT || layout === LAYOUT.BYTE) {
          if (at >= end) break
          const length = bytes[at++]!
          if (length === 0) cells[cell] = NONE
          else {
            if (layout === LAYOUT.EXACT && length !== widths[column]) throw this.wrongLength(column, length)
            cells[cell] = at
            at += length
          }
        } else {
          const next = layout === LAYOUT.PLP ? this.gather(input, at, cell) : this.findText(input, at, cell)
          if (next === NONE) break
          at = next
        }
      }
      this.column = column
      this.at = at
      if (column < columns || at > end) return STOP.DRY
      const cost = this.cost + this.rowCost + at - this.start
      // A row that would burst the batch waits for the next one, unless it is alone.
      if (cost > this.limit && this.cost > 0) return STOP.BATCH
      this.cost = cost
      this.rows++
      this.column = NONE
      if (cost >= this.limit) return STOP.BATCH
    }
  }

  /** Forgets the complete rows; a row that is being scanned becomes the first of the next run. */
  clear(): void {
    const first = this.rows * this.columns.length
    if (this.rows > 0 && this.column > 0) this.cells.copyWithin(0, first, first + this.column)
    this.rows = 0
  }

  /** The bytes of the input moved down; only between runs. */
  moved(by: number): void {
    this.at -= by
    if (this.column === NONE) return
    this.start -= by
    if (this.bitmap !== NONE) this.bitmap -= by
    for (let cell = 0; cell < this.column; cell++) if (this.cells[cell]! >= 0) this.cells[cell]! -= by
    if (this.plpStart !== NONE) {
      this.plpStart -= by
      this.plpEnd -= by
      this.plpNext -= by
    }
  }

  /**
   * A PLP value, [MS-TDS] 2.2.5.2.3: eight bytes of length (all ones: NULL; all ones but the last bit: not known), then chunks until an
   * empty one. Its chunks are moved together as they arrive and its length is written right before it. Returns where the next cell is.
   */
  private gather(input: Input, at: number, cell: number): number {
    const { bytes, view, end } = input
    if (this.plpStart === NONE) {
      if (at + 8 > end) return NONE
      const low = view.getUint32(at, true)
      const high = view.getUint32(at + 4, true)
      if (high === 0xffffffff && low === 0xffffffff) {
        this.cells[cell] = NONE
        return at + 8
      }
      const known = high !== 0xffffffff || low !== 0xfffffffe
      if (known && (high > 0 || low > MAX_ROW_BYTES)) throw tooLarge(high * 2 ** 32 + low, MAX_ROW_BYTES)
      this.plpStart = this.plpEnd = at + 12
      this.plpNext = at + 8
      this.plpTotal = known ? low : NONE
    }
    for (;;) {
      const next = this.plpNext
      if (next + 4 > end) return NONE
      const length = view.getUint32(next, true)
      const gathered = this.plpEnd - this.plpStart
      if (length === 0) {
        if (this.plpTotal !== NONE && this.plpTotal !== gathered) throw this.wrongTotal(cell, gathered)
        view.setUint32(this.plpStart - 4, gathered, true)
        this.cells[cell] = this.plpStart
        this.plpStart = NONE
        return next + 4
      }
      if (gathered + length > MAX_ROW_BYTES) throw tooLarge(gathered + length, MAX_ROW_BYTES)
      if (next + 4 + length > end) return NONE
      if (this.plpEnd !== next + 4) bytes.copyWithin(this.plpEnd, next + 4, next + 4 + length)
      this.plpEnd += length
      this.plpNext = next + 4 + length
    }
  }

  /** text, ntext, image, [MS-TDS] 2.2.5.2.4: a text pointer (no bytes: NULL), eight bytes of timestamp, four bytes of length. */
  private findText(input: Input, at: number, cell: number): number {
    const { bytes, view, end } = input
    if (at >= end) return NONE
    const pointer = bytes[at]!
    if (pointer === 0) {
      this.cells[cell] = NONE
      return at + 1
    }
    const start = at + 1 + pointer + 8 + 4
    if (start > end) return NONE
    const length = view.getUint32(start - 4, true)
    if (length > MAX_ROW_BYTES) throw tooLarge(length, MAX_ROW_BYTES)
    this.cells[cell] = start
    return start + length
  }

  private wrongLength(column: number, length: number): Error {
    const { name, type } = this.columns[column]!
    const facts = { column: name, type, length }
    return protocolError(
      `column ${JSON.stringify(name)} has a value of ${length} bytes, which its type cannot have`,
      facts,
    )
  }

  private wrongTotal(cell: number, bytes: number): Error {
    const { name } = this.columns[cell % this.columns.length]!
    const facts = { column: name, expected: this.plpTotal, bytes }
    return protocolError(`column ${JSON.stringify(name)} announced ${this.plpTotal} bytes and sent ${bytes}`, facts)
  }
}
