import type { Watermark } from '../homes/home.ts'

/** What a run with these bounds reads, in words. */
export function boundsInWords({ column, low, high }: Watermark): string {
  if (high === null) return `nothing: no row has a value in ${column} yet`
  if (low === null) return `everything, up to ${column} ${high}`
  return low === high ? `nothing is above ${column} ${low}` : `${column} above ${low}, up to ${high}`
}
