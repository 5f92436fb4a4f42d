/** What files have, before a row is read. Runs in the threads that read. */
import { join } from 'node:path'
import type { Field } from '../../columns/schema.ts'
import { FileBytes } from '../../decode/bytes.ts'
import { ParquetFile } from '../../decode/parquet/file.ts'

/** Plain data: it goes to a thread. */
export interface LookTask {
  root: string
  paths: string[]
}

/** What one file has. Plain data. */
export interface FileLook {
  path: string
  fields: Field[]
  /** Columns that cannot be read, and what they are. */
  refused: { name: string; what: string }[]
  /** Rows of each piece that it can be cut into. */
  groups: number[]
}

export async function look({ root, paths }: LookTask): Promise<FileLook[]> {
  const looks: FileLook[] = []
  for (const path of paths) {
    const bytes = await FileBytes.open(join(root, path))
    try {
      const { columns, groups } = new ParquetFile(bytes)
      looks.push({ path, fields: columns.readable.map(({ field }) => field), refused: columns.refused, groups })
    } finally {
      bytes.close()
    }
  }
  return looks
}
