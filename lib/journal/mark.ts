/** How far a run got as the text of the journal's columns `primary_key` and `watermark`, and back. Pure. */
import type { Mark, Watermark } from '../homes/home.ts'
import type { RecordedMark } from './record.ts'

/** A column's name as it is; several as JSON, and one that looks like it. */
export function keyText(key: readonly string[] | undefined): string | null {
  const [first, ...others] = key ?? []
  if (first === undefined) return null
  return others.length === 0 && !first.startsWith('[') ? first : JSON.stringify(key)
}

/** The value that the next run goes on behind; with a key it is JSON, so that the key's values can stand behind it. */
export function markText({ key, high, highKey = [] }: Watermark): string | null {
  return key === undefined || high === null ? high : JSON.stringify([high, ...highKey])
}

/** The place that a run recorded; null when it had none. */
export function markOf({ primary_key, watermark }: Pick<RecordedMark, 'primary_key' | 'watermark'>): Mark | null {
  if (primary_key === null || watermark === null) return watermark === null ? null : { value: watermark }
  const [value, ...key]: string[] = JSON.parse(watermark)
  if (value === undefined) return null
  return key.length === 0 ? { value } : { value, key }
}
