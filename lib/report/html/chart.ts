/** A line chart over the time of a run, as SVG. Pure. */
import { clock, clockTicks, ticks } from './axis.ts'
import { escaped, px } from './markup.ts'

export interface Line {
  label: string
  /** Class that gives the colour. */
  tone: 'a' | 'b'
  points: { at: number; value: number }[]
  /** Filled down to the axis. */
  area?: boolean
}

export interface Chart {
  title: string
  /** What is to be seen, in words, for those who do not see it. */
  description: string
  seconds: number
  lines: Line[]
  /** A level to compare with. */
  limit?: { label: string; value: number }
  format: (value: number) => string
}

const WIDTH = 960
const HEIGHT = 240
const LEFT = 76
const RIGHT = 16
const TOP = 16
const BOTTOM = 28

export function chart({ title, description, seconds, lines, limit, format }: Chart): string {
  const values = lines.flatMap(({ points }) => points.map(({ value }) => value))
  const top = Math.max(1, ...values, limit?.value ?? 0) * 1.05
  const x = (at: number) => LEFT + (at / Math.max(seconds, 0.001)) * (WIDTH - LEFT - RIGHT)
  const y = (value: number) => HEIGHT - BOTTOM - (value / top) * (HEIGHT - TOP - BOTTOM)
  const grid = ticks(top, 4).map(
    value =>
      `<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${px(y(value))}" y2="${px(y(value))}"/>` +
      `<text class="tick" x="${LEFT - 8}" y="${px(y(value) + 4)}" text-anchor="end">${escaped(format(value))}</text>`,
  )
  const times = clockTicks(seconds, 8).map(
    at => `<text class="tick" x="${px(x(at))}" y="${HEIGHT - 8}" text-anchor="middle">${clock(at)}</text>`,
  )
  const drawn = lines.map(line => {
    const path = line.points.map(({ at, value }, i) => `${i === 0 ? 'M' : 'L'}${px(x(at))} ${px(y(value))}`).join('')
    const first = line.points[0]
    const last = line.points.at(-1)
    const area =
      line.area && first && last
        ? `<path class="area ${line.tone}" d="${path}L${px(x(last.at))} ${px(y(0))}L${px(x(first.at))} ${px(y(0))}Z"/>`
        : ''
    return `${area}<path class="line ${line.tone}" d="${path}"/>`
  })
  const level = limit
    ? `<line class="limit" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${px(y(limit.value))}" y2="${px(y(limit.value))}"/>` +
      `<text class="tick" x="${WIDTH - RIGHT}" y="${px(y(limit.value) - 6)}" text-anchor="end">${escaped(limit.label)}</text>`
    : ''
  const legend = lines.map(({ label, tone }) => `<span class="key ${tone}">${escaped(label)}</span>`).join('')
  return `<figure><figcaption>${escaped(title)} ${legend}</figcaption>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escaped(`${title}: ${description}`)}">
${grid.join('')}${times.join('')}${drawn.join('')}${level}
</svg></figure>`
}
