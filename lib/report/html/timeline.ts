/** When each entity moved, one bar a row, as SVG. Pure. */
import { formatCount, formatDuration } from '../format.ts'
import { entityName } from '../tally.ts'
import { clock, clockTicks } from './axis.ts'
import { escaped, px } from './markup.ts'
import type { RecordedEntity } from './recording.ts'

const WIDTH = 960
const ROW = 22
const BAR = 14
const LEFT = 230
const RIGHT = 16
const HEAD = 24
/** Rows beyond this would be a wall; the table has all of them. */
const MOST = 120
const LONGEST_NAME = 32

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
  const height = HEAD + shown.length * ROW + 8
  const x = (at: number) => LEFT + (at / Math.max(seconds, 0.001)) * (WIDTH - LEFT - RIGHT)
  const grid = clockTicks(seconds, 7).map(
    at =>
      `<line class="grid" x1="${px(x(at))}" x2="${px(x(at))}" y1="${HEAD - 6}" y2="${height}"/>` +
      `<text class="tick" x="${px(x(at))}" y="12" text-anchor="middle">${clock(at)}</text>`,
  )
  const rows = shown.map((entity, index) => bar(entity, HEAD + index * ROW, x))
  const left = begun.length - shown.length
  const rest =
    left > 0 ? `<p class="dim">The ${MOST} that took longest; ${formatCount(left)} more are in the table.</p>` : ''
  const words = `${formatCount(begun.length)} entities in ${formatDuration(seconds)}; the table below has their times.`
  return `<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escaped(`Timeline: ${words}`)}">
${grid.join('')}${rows.join('')}
</svg>${rest}`
}

function bar({ began, ended, finished, retries }: RecordedEntity, top: number, x: (at: number) => number): string {
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
