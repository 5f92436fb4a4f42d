/** How the text files of a home are read, with every default. */
import type { LocalHomeConfig } from './config.ts'
import type { TextOptions } from './text.ts'

/** Null for Parquet. */
export function textOptions({ format, encoding = 'utf-8', csv = {} }: LocalHomeConfig): TextOptions | null {
  switch (format) {
    case 'parquet':
      return null
    case 'ndjson':
      return { format, encoding }
    case 'csv': {
      const { header = true, delimiter = ',', quote = '"', nulls = [] } = csv
      return { format, encoding, header, delimiter, quote, nulls }
    }
  }
}
