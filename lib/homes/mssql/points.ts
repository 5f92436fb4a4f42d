/** Where the rows of a table lie along its key, as far as the server can tell without reading them. */

import type { Catalog } from './catalog.ts'
import { type Point, rowsOf } from './cuts.ts'
import { ends, histogram, sample, statisticsOf } from './questions.ts'
import type { RangeColumn } from './range-column.ts'

/** About so many rows are looked at when there is no histogram: enough pages to find quarters to some percent. */
const SAMPLE_ROWS = 20_000

interface Seen {
  values: unknown[]
  below: number
  at: number
}

/**
 * By the histogram, else by the lowest and the highest value, else by a sample; empty when nothing can be learned.
 * @param rows of the table; null when nobody knows. @param indexed that the ends are quickly found
 */
export async function pointsOf(
  catalog: Catalog,
  column: RangeColumn,
  rows: number | null,
  indexed: boolean,
): Promise<Point[]> {
  const steps = await histogramOf(catalog, column)
  const { ruler } = column
  if (ruler === null) return steps.length > 0 ? steps : sampleOf(catalog, [column])
  const outer = indexed || steps.length === 0 ? await endsOf(catalog, column, rows) : []
  const [last, high] = [steps.at(-1), outer.at(-1)]
  if (last === undefined) return outer
  if (high === undefined || ruler.number(high.values[0]!) <= ruler.number(last.values[0]!)) return steps
  // Rows that came behind the last value since the histogram was made.
  const missing = Math.max(1, (rows ?? 0) - rowsOf(steps))
  return [...steps, { values: high.values, below: missing, at: 0 }]
}

/** Keys of rows on some of the table's pages. */
export async function sampleOf(catalog: Catalog, key: readonly RangeColumn[]): Promise<Point[]> {
  const found = await catalog.askQuietly(sample(catalog.table, key, SAMPLE_ROWS))
  const seen = found.map(row => ({ values: key.map((_, i) => row[`value${i + 1}`]), below: 0, at: 1 }))
  return pointsFrom(seen, key)
}

async function histogramOf(catalog: Catalog, column: RangeColumn): Promise<Point[]> {
  const name = { name: 'column', type: 'nvarchar(128)', value: column.name }
  const [statistics] = await catalog.askQuietly(statisticsOf(catalog.table), [name])
  if (statistics === undefined) return []
  const id = { name: 'statistics', type: 'int', value: Number(statistics.id) }
  const steps = await catalog.askQuietly(histogram(catalog.table, column), [id])
  const seen = steps.map(({ value, below, at }) => ({ values: [value], below: Number(below), at: Number(at) }))
  return pointsFrom(seen, [column])
}

async function endsOf(catalog: Catalog, column: RangeColumn, rows: number | null): Promise<Point[]> {
  const [row] = await catalog.askQuietly(ends(catalog.table, column))
  if (row === undefined) return []
  const low = { values: [row.low], below: 0, at: 0 }
  const high = { values: [row.high], below: Math.max(1, rows ?? 0), at: 0 }
  return pointsFrom([low, high], [column])
}

/** What was seen as points: each value once and as parameters take it, NULL left out. */
function pointsFrom(seen: readonly Seen[], key: readonly RangeColumn[]): Point[] {
  const points: Point[] = []
  for (const { values, below, at } of seen) {
    const texts = values.flatMap((value, i) => (typeof value === 'string' ? normal(value, key[i]!) : []))
    if (texts.length < values.length) continue
    const last = points.at(-1)
    if (last?.values.every((value, i) => value === texts[i])) last.at += below + at
    else points.push({ values: texts, below, at })
  }
  return points
}

function normal(value: string, { ruler }: RangeColumn): string {
  return ruler === null ? value : ruler.value(ruler.number(value))
}
