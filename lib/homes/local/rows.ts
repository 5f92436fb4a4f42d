/** The rows of a range, file by file, as the plan wants them. Runs in the threads that read. */
import type { Batch } from '../../columns/batch.ts'
import type { Field, Schema } from '../../columns/schema.ts'
import type { SourceFile } from '../home.ts'
import { parquetRows } from './parquet-rows.ts'
import type { TextOptions } from './text.ts'
import { textRows } from './text-rows.ts'
import type { Condition } from './where/parse.ts'

/** Plain data: it goes to a thread. */
export interface ReadTask {
  root: string
  files: SourceFile[]
  /** The columns to give, as the plan has them. */
  schema: Schema
  /** Columns that only the conditions need. */
  besides: Field[]
  where: Condition[]
  batchRows: number
  /** Null for Parquet; `strict`: a column that the plan does not know is an error. */
  text: { options: TextOptions; strict: boolean } | null
  /** Where to begin: at this row of this file of the range. */
  from: { file: number; row: number }
}

/** Rows of a file, and the number of the row that comes behind them. */
export interface FileRows {
  batch: Batch
  row: number
}

export interface Read extends FileRows {
  /** Which file of the range. */
  file: number
}

export async function* rowsOf(task: ReadTask): AsyncGenerator<Read> {
  for (let file = task.from.file; file < task.files.length; file++) {
    const from = file === task.from.file ? task.from.row : 0
    const { text } = task
    const rows =
      text === null ? parquetRows(task, task.files[file], from) : textRows(task, text, task.files[file], from)
    for await (const { batch, row } of rows) yield { batch, file, row }
  }
}
