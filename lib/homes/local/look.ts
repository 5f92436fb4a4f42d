/** What files have, before a row is read. Runs in the threads that read. */
import { join } from 'node:path'
import type { Field } from '../../columns/schema.ts'
import { FileBytes } from '../../decode/bytes.ts'
import { ParquetFile } from '../../decode/parquet/file.ts'
import { type Sample, sampleOf, type TextOptions } from './text.ts'

/** Plain data: it goes to a thread. */
export interface LookTask {
  root: string
  paths: string[]
  /** Null for Parquet; else how many rows of each file are looked at. */
  text: { options: TextOptions; rows: number[] } | null
}

/** What one file has. Plain data. */
export interface FileLook {
  path: string
  fields: Field[]
  /** Columns that cannot be read, and what they are. */
  refused: { name: string; what: string }[]
  /** Rows of each piece that it can be cut into. */
  groups: number[]
  /** Of a text file, whose fields say nothing yet. */
  sample?: Sample
}

export async function look({ root, paths, text }: LookTask): Promise<FileLook[]> {
  const looks: FileLook[] = []
  for (const [at, path] of paths.entries()) {
    if (text === null) looks.push(await lookAtParquet(join(root, path), path))
    else {
      const sample = await sampleOf(join(root, path), text.options, text.rows[at])
      looks.push({ path, fields: [], refused: [], groups: [], sample })
    }
  }
  return looks
}

async function lookAtParquet(place: string, path: string): Promise<FileLook> {
  const bytes = await FileBytes.open(place)
  try {
    const { columns, groups } = new ParquetFile(bytes)
    return { path, fields: columns.readable.map(({ field }) => field), refused: columns.refused, groups }
  } finally {
    bytes.close()
  }
}
