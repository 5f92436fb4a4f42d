/** The moment of a run as a value of a column. One run has one moment, so all its files hold the same. */
import type { Timestamp } from './config.ts'

const DIRECTIVE = /%([\s\S]?)/g

/** What strftime's directives print here; the moment's parts are read as if they were UTC. */
const DIRECTIVES: Record<string, (wall: Date) => string> = {
  Y: wall => String(wall.getUTCFullYear()),
  y: wall => two(wall.getUTCFullYear() % 100),
  m: wall => two(wall.getUTCMonth() + 1),
  d: wall => two(wall.getUTCDate()),
  H: wall => two(wall.getUTCHours()),
  M: wall => two(wall.getUTCMinutes()),
  S: wall => two(wall.getUTCSeconds()),
  f: wall => `${String(wall.getUTCMilliseconds()).padStart(3, '0')}000`,
  j: wall =>
    String(1 + Math.floor((wall.getTime() - Date.UTC(wall.getUTCFullYear(), 0)) / 86_400_000)).padStart(3, '0'),
  F: wall => wall.toISOString().slice(0, 10),
  T: wall => wall.toISOString().slice(11, 19),
  '%': () => '%',
}

/** The directives of a format that are not known here, as they are written. */
export function unknownDirectives(format: string): string[] {
  return [...format.matchAll(DIRECTIVE)]
    .filter(([, letter]) => !Object.hasOwn(DIRECTIVES, letter!))
    .map(([whole]) => whole)
}

/** All directives that are known, for messages. */
export const KNOWN_DIRECTIVES = Object.keys(DIRECTIVES)
  .map(letter => `%${letter}`)
  .join(' ')

/** Microseconds since 1970 for a datetime, text for a string. Local times have the wall clock's parts and no zone. */
export function momentOf({ source, type, format }: Timestamp, moment: Date): { micros: bigint } | { text: string } {
  const utc = source === 'now_utc'
  // The offset is that of the moment itself, on either side of a change of the clocks.
  const wall = utc ? moment : new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000)
  if (type === 'datetime') return { micros: BigInt(wall.getTime()) * 1000n }
  if (format === undefined) return { text: utc ? wall.toISOString() : wall.toISOString().slice(0, -1) }
  return { text: format.replace(DIRECTIVE, (whole, letter: string) => DIRECTIVES[letter]?.(wall) ?? whole) }
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
