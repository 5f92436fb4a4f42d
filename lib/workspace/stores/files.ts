/** The files of a store: their format, and how they are compressed. */
import type { Compression, FileFormat } from '../../encode/format.ts'
import { type Part, type Scope, source } from '../parts.ts'

/** Text is compressed when that was asked for, Parquet unless it was not. */
export function expandFiles(
  { context: { tree } }: Scope,
  { merged }: Part,
  { format = 'parquet', compression }: { format?: FileFormat; compression?: Compression },
): { format: FileFormat; compression: Compression } {
  if (format !== 'parquet' && compression === 'snappy') {
    const message = `\`snappy\` does not go with \`format: ${format}\``
    tree.report(source(merged, 'compression'), 'value', message, 'write zstd, gzip or none')
  }
  return { format, compression: compression ?? (format === 'parquet' ? 'zstd' : 'none') }
}
