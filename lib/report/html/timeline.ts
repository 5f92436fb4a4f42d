/** When each entity moved, one bar a row, and its ranges as thinner bars below, as SVG. Pure. */
import { formatCount, formatDuration } from '../format.ts'
import { entityName } from '../tally.ts'
import { clock, clockTicks } from './axis.ts'
import { escaped, px } from './markup.ts'
import type { RecordedEntity, RecordedRange } from './recording.ts'

const WIDTH = 960
const ROW = 22
const BAR = 14
/** Of a range. */
const THIN = 6
const LEFT = 230
const RIGHT = 16
const HEAD = 24
/** Rows beyond this would be a wall; the table has all of them. */
const MOST = 120
const LONGEST_NAME = 32
/** More ranges than this are told by their entity's bar alone. */
const MOST_RANGES = 16

export function timeline(entities: readonly RecordedEntity[], seconds: number): string {
  const begun = entities.filter(({ began }) => began !== null)
  // The longest say most about where the time went.
  const shown =
    begun.length <= MOST
      ? begun
      : [...begun]
          .sort((a, b) => b.finished.seconds - a.finished.seconds)
          .slice(0, MOST)
          .sort((a, b) => (a.began ?? 0) - (b.began ?? 0))
  const tops = topsOf(shown)
  const height = (tops.at(-1) ?? HEAD) + 8
  const x = (at: number) => LEFT + (at / Math.max(seconds, 0.001)) * (WIDTH - LEFT - RIGHT)
  const grid = clockTicks(seconds, 7).map(
    at =>
      `<line class="grid" x1="${px(x(at))}" x2="${px(x(at))}" y1="${HEAD - 6}" y2="${height}"/>` +
      `<text class="tick" x="${px(x(at))}" y="12" text-anchor="middle">${clock(at)}</text>`,
  )
  const rows = shown.map((entity, index) => bar(entity, tops[index]!, x))
  const left = begun.length - shown.length
  const rest =
    left > 0 ? `<p class="dim">The ${MOST} that took longest; ${formatCount(left)} more are in the table.</p>` : ''
  const words = `${formatCount(begun.length)} entities in ${formatDuration(seconds)}; the table below has their times.`
  return `<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escaped(`Timeline: ${words}`)}">
${grid.join('')}${rows.join('')}
</svg>${rest}`
}

/** Where each entity's row begins, and where the last one ends. */
function topsOf(entities: readonly RecordedEntity[]): number[] {
  const tops = [HEAD]
  for (const entity of entities) tops.push(tops.at(-1)! + ROW + rangesOf(entity).length * (THIN + 2))
  return tops
}

const rangesOf = ({ ranges }: RecordedEntity): RecordedRange[] => (ranges.length > MOST_RANGES ? [] : ranges)

function rangeBars(entity: RecordedEntity, top: number, x: (at: number) => number): string {
  return rangesOf(entity)
    .map(({ range, began, ended, rows }, index) => {
      const title = `${entityName(entity.finished)}, range ${range + 1}: ${formatCount(rows)} rows in ${formatDuration(ended - began)}`
      const [left, width] = [x(began), Math.max(2, x(ended) - x(began))]
      const at = top + ROW - 6 + index * (THIN + 2)
      return `<g><title>${escaped(title)}</title><rect class="bar range ${entity.finished.status}" x="${px(left)}" y="${at}" width="${px(width)}" height="${THIN}" rx="2"/></g>`
    })
    .join('')
}

function bar(entity: RecordedEntity, top: number, x: (at: number) => number): string {
  return whole(entity, top, x) + rangeBars(entity, top, x)
}

function whole({ began, ended, finished, retries }: RecordedEntity, top: number, x: (at: number) => number): string {
  const name = entityName(finished)
  const from = x(began ?? ended)
  const width = Math.max(2, x(ended) - from)
  const short = [...name].length > LONGEST_NAME ? `${[...name].slice(0, LONGEST_NAME - 1).join('')}…` : name
  const rows = `${formatCount(finished.rows)} rows`
  const title = `${name}: ${finished.status}, ${rows} in ${formatDuration(finished.seconds)}`
  const again = retries.length > 0 ? ` · tried again ${retries.length}×` : ''
  const text = `${rows}${again}`
  const inside = width > 7 * text.length + 12
  const at = inside ? from + 6 : from + width + 6
  const outside = !inside && at + 7 * text.length > WIDTH - RIGHT
  const label = outside
    ? `<text class="label" x="${px(from - 6)}" y="${top + 11}" text-anchor="end">${escaped(text)}</text>`
    : `<text class="${inside ? 'label in' : 'label'}" x="${px(at)}" y="${top + 11}">${escaped(text)}</text>`
  return `<g><title>${escaped(title)}</title><text class="name" x="${LEFT - 10}" y="${top + 11}" text-anchor="end">${escaped(short)}</text>
<rect class="bar ${finished.status}" x="${px(from)}" y="${top}" width="${px(width)}" height="${BAR}" rx="3"/>${label}</g>`
}
