/** Rows under heads, aligned by terminal cells. */
import type { Colors } from './colors.ts'
import { cut, padEnd, padStart, textWidth } from './width.ts'

const GAP = '  '
/** The first column, a name, is never cut below this. */
const NARROWEST = 12

export interface Grid {
  head: string[]
  /** As many cells as heads in each. */
  rows: string[][]
  /** Columns that read as words; all others are numbers and end at the right. */
  words: ReadonlySet<number>
  /** Colours a cell that is already padded. */
  paint: (cell: string, row: number, column: number) => string
}

/** @param width cells of the terminal; the first column is cut to fit. Infinity when nobody looks. */
export function gridLines({ head, rows, words, paint }: Grid, colors: Colors, width: number): string[] {
  const widths = head.map((name, column) => Math.max(textWidth(name), ...rows.map(row => textWidth(row[column] ?? ''))))
  const others = widths.slice(1).reduce((sum, cell) => sum + cell + GAP.length, 0)
  const name = Math.max(NARROWEST, Math.min(widths[0] ?? 0, width - others))
  widths[0] = Math.min(widths[0] ?? 0, name)
  const last = head.length - 1
  const line = (row: string[], color: (cell: string, column: number) => string) =>
    row
      .map((cell, column) => {
        const room = widths[column] ?? 0
        const padded = words.has(column) ? padEnd(cut(cell, room), column === last ? 0 : room) : padStart(cell, room)
        return color(padded, column)
      })
      .join(GAP)
  return [
    line(head, cell => colors.dim(cell)),
    ...rows.map((row, at) => line(row, (cell, column) => paint(cell, at, column))),
  ]
}
