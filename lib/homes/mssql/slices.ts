/** How an increment is cut into slices by its watermark: what is new, and what near the watermark is read again. Pure. */

import type { Mark, Overlap } from '../home.ts'
import { type Measure, textOfUnits, unitsOf } from '../measure.ts'
import { leastOf, readable, type Scale } from './scale.ts'

/** Rows between two places. */
export interface Slice {
  /** Behind it; null: from the first row on, also those without a value. */
  from: Mark | null
  to: Mark
  /** Present where rows are told from those that were moved: true when there may be such. */
  again?: boolean
}

/** What an overlap makes of the bounds. */
export interface Overlapped {
  slices: Slice[]
  overlap: Overlap
}

/**
 * Near the lower bound rows are read again, near the upper bound what is moved must be remembered: both come in the order of the
 * watermark. Between them lie rows that are only new. Where the two meet they are one.
 * @param low where the last run ended; null when everything is read
 * @param known behind which earlier runs remember what they moved; absent when they remember nothing
 */
export function overlapped(
  { scale, measure, span, written }: { scale: Scale; measure: Measure; span: bigint; written: string },
  low: Mark | null,
  high: string,
  known: Mark | undefined,
): Overlapped {
  const units = (mark: Mark) => unitsOf(measure, mark.value)
  const later = (one: Mark, other: Mark) => {
    const ahead = units(one) - units(other)
    return ahead > 0n || (ahead === 0n && one.key === undefined) ? one : other
  }
  const back = (value: string): Mark => ({ value: earlier(scale, measure, value, span) })
  const to: Mark = { value: high }
  const edge = back(high)
  if (low === null) {
    const slices = [
      { from: null, to: edge },
      { from: edge, to, again: false },
    ]
    return { slices, overlap: { span: written, remembered: edge } }
  }
  const from = known === undefined ? undefined : later(known, back(low.value))
  const overlap: Overlap = {
    span: written,
    ...(from === undefined ? {} : { from }),
    remembered: later(edge, from ?? low),
  }
  if (units(edge) <= units(low)) return { slices: [{ from: from ?? low, to, again: from !== undefined }], overlap }
  const news = [
    { from: low, to: edge },
    { from: edge, to, again: false },
  ]
  return { slices: from === undefined ? news : [{ from, to: { value: low.value }, again: true }, ...news], overlap }
}

/** The value that lies a span before another, or the least of its type; never later than it should be. */
function earlier(scale: Scale, measure: Measure, value: string, span: bigint): string {
  const least = unitsOf(measure, leastOf(scale))
  const units = unitsOf(measure, value) - span
  const whole = scale.sqlType === 'smalldatetime' ? units - (((units % MINUTE) + MINUTE) % MINUTE) : units
  return readable(scale.sqlType, textOfUnits(measure, whole < least ? least : whole))
}

/** In 100 ns: what smalldatetime counts. */
const MINUTE = 600_000_000n
