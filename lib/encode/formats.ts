import { csv } from './csv/format.ts'
import type { Format, FormatName } from './format.ts'
import { ndjson } from './ndjson/format.ts'
import { parquet } from './parquet/format.ts'
import { tds } from './tds/format.ts'

const FORMATS: Record<FormatName, Format> = { parquet, csv, ndjson, tds }

/** The format of a name that the configuration's schema has checked. */
export function formatOf(name: FormatName): Format {
  return FORMATS[name]
}
