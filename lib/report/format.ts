/** Numbers for people, the same on every machine whatever its locale. */

/** `1,234,567` */
export function formatCount(value: number): string {
  return Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ',')
}

/** At most three digits before the unit: `9,999`, `12.3k`, `412M`. */
export function formatCompact(value: number): string {
  return value < 9999.5 ? formatCount(value) : scaled(value, ['k', 'M', 'B', 'T'])
}

/** Decimal units, as disks and networks count: `812 B`, `45.1 MB`, `3.1 GB`. */
export function formatBytes(bytes: number): string {
  return bytes < 999.5 ? `${Math.round(bytes)} B` : scaled(bytes, [' kB', ' MB', ' GB', ' TB', ' PB'])
}

/** Thousands are divided away until the number is under 1,000 as it will be printed. */
function scaled(value: number, units: string[]): string {
  let rest = value / 1000
  let unit = 0
  while (rest >= 999.5 && unit < units.length - 1) {
    rest /= 1000
    unit++
  }
  const digits = rest < 99.95 ? rest.toFixed(1) : formatCount(rest)
  return `${digits}${units[unit]}`
}

/** `34ms`, `3.2s`, `2m11s`, `1h02m` */
export function formatDuration(seconds: number): string {
  if (seconds < 0.9995) return `${Math.round(seconds * 1000)}ms`
  if (seconds < 59.95) return `${seconds.toFixed(1)}s`
  return clock(Math.round(seconds))
}

/** A guess at a duration, without decimals it does not have: `40s`, `2m11s`. */
export function formatGuess(seconds: number): string {
  const whole = Math.ceil(seconds)
  return whole < 60 ? `${whole}s` : clock(whole)
}

function clock(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, '0')
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m${two(seconds % 60)}s`
  const minutes = Math.round(seconds / 60)
  return `${Math.floor(minutes / 60)}h${two(minutes % 60)}m`
}

/** A number in a column whose head names the unit: two decimals while small, one after. */
export function formatDecimal(value: number): string {
  if (value < 9.995) return value.toFixed(2)
  const [whole = '', fraction = ''] = value.toFixed(1).split('.')
  return `${formatCount(Number(whole))}.${fraction}`
}

/** `1 file`, `2 files`, `0 rows` */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`
}
