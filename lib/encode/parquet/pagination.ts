/** Where the pages of a column chunk begin and end, as slices of the batches: nothing is concatenated to cut it. */
import type { Column } from '../../columns/batch.ts'
import { countBits } from './bits.ts'
import { type Leaf, Physical } from './leaf.ts'

/** As parquet-java and arrow cut: readers skip by page, so a page is never much of a chunk. */
const PAGE_ROWS = 20_000
const PAGE_BYTES = 1 << 20

/** Rows `start` to `end` of one batch's column. */
export interface Slice {
  column: Column
  start: number
  end: number
}

/** One data page before it is written. */
export interface PagePlan {
  /** The index of its first row in the row group. */
  first: number
  rows: number
  nulls: number
  /** The most bytes its PLAIN values take. */
  bytes: number
  slices: Slice[]
}

/** Cuts whole columns (one a batch) into pages: even ones, so that none is a leftover, and BYTE_ARRAY ones also by bytes. */
export function paginate(leaf: Leaf, slices: Slice[]): PagePlan[] {
  const rows = slices.reduce((sum, { start, end }) => sum + end - start, 0)
  const even = Math.ceil(rows / Math.max(1, Math.ceil(rows / PAGE_ROWS)))
  const pages: PagePlan[] = []
  let first = 0
  let page: PagePlan | undefined
  for (const { column, start, end } of slices) {
    let from = start
    while (from < end) {
      page ??= { first, rows: 0, nulls: 0, bytes: 0, slices: [] }
      let to = Math.min(end, from + even - page.rows)
      if (leaf.physical === Physical.BYTE_ARRAY) to = withinBytes(column, from, to, PAGE_BYTES - page.bytes)
      if (to > from) {
        add(page, leaf, { column, start: from, end: to })
        from = to
      } else if (page.rows === 0) {
        // A value larger than a page is a page.
        add(page, leaf, { column, start: from, end: ++from })
      }
      if (page.rows === even || from < end) {
        pages.push(page)
        first += page.rows
        page = undefined
      }
    }
  }
  if (page) pages.push(page)
  return pages
}

/** Rows that are looked at as if they were a page. */
export function planOf(leaf: Leaf, slices: Slice[]): PagePlan {
  const page: PagePlan = { first: 0, rows: 0, nulls: 0, bytes: 0, slices: [] }
  for (const slice of slices) add(page, leaf, slice)
  return page
}

/** The rows `from` to `to` of what the slices hold together; fewer when they hold fewer. */
export function rowsOf(slices: Slice[], from: number, to: number): Slice[] {
  const found: Slice[] = []
  let first = 0
  for (const { column, start, end } of slices) {
    const low = Math.max(from - first, 0) + start
    const high = Math.min(to - first + start, end)
    if (low < high) found.push({ column, start: low, end: high })
    first += end - start
  }
  return found
}

function add(page: PagePlan, leaf: Leaf, slice: Slice): void {
  const { column, start, end } = slice
  page.slices.push(slice)
  page.rows += end - start
  if (column.validity) page.nulls += end - start - countBits(column.validity, start, end)
  page.bytes += plainBytes(leaf, slice)
}

function plainBytes(leaf: Leaf, { column, start, end }: Slice): number {
  if (leaf.physical === Physical.BOOLEAN) return ((end - start) >> 3) + 1
  if (column.offsets) return column.offsets[end] - column.offsets[start] + 4 * (end - start)
  return leaf.width * (end - start)
}

/** The last row up to `end` with which the values from `from` still fit into `budget` bytes. */
function withinBytes({ offsets }: Column, from: number, end: number, budget: number): number {
  if (!offsets) return end
  const fits = (row: number) => offsets[row] - offsets[from] + 4 * (row - from) <= budget
  if (fits(end)) return end
  let low = from
  let high = end
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (fits(middle)) low = middle
    else high = middle
  }
  return low
}
