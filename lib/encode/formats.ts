import type { Format } from './format.ts'
import { parquet } from './parquet/format.ts'

/** Names as the configuration and the messages between threads spell them. */
type FormatName = 'parquet'

const FORMATS: Record<FormatName, Format> = { parquet }

/** The format of a name that the configuration's schema has checked. */
export function formatOf(name: FormatName): Format {
  return FORMATS[name]
}
