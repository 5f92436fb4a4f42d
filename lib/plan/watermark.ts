import type { RunType } from '../events.ts'
import type { Mark, Watermark } from '../homes/home.ts'
import { markOf } from '../journal/mark.ts'
import type { Finished, RecordedMark } from '../journal/record.ts'

/** What a run with these bounds reads, in words. */
export function boundsInWords({ column, low, lowKey, high, highKey, overlap }: Watermark): string {
  if (high === null) return `nothing: no row has a value in ${column} yet`
  const end = placeInWords({ value: high, ...(highKey && { key: highKey }) })
  if (low === null) return `everything, up to ${column} ${end}`
  const begin = placeInWords({ value: low, ...(lowKey && { key: lowKey }) })
  const again =
    overlap?.from === undefined ? '' : `, and again above ${placeInWords(overlap.from)}, for rows that came late`
  return begin === end
    ? `nothing is above ${column} ${begin}${again}`
    : `${column} above ${begin}, up to ${end}${again}`
}

/** How far a run got; null when it recorded nothing. */
export function markInWords(recorded: Pick<RecordedMark, 'primary_key' | 'watermark'>): string | null {
  const mark = markOf(recorded)
  return mark && placeInWords(mark)
}

/** The value, and in brackets the key. */
function placeInWords({ value, key }: Mark): string {
  return key === undefined ? value : `${value} (${key.join(', ')})`
}

/** Said from the second such run on: one that finds nothing is what increments are for. */
export function idleInWords(mode: RunType, idle: readonly Pick<Finished, 'start_time'>[]): string[] {
  const [first] = idle
  if (mode !== 'incremental' || first === undefined) return []
  return [`Nothing new for ${idle.length + 1} runs, since ${first.start_time}`]
}
