/** The rows of a range, file by file, as the plan wants them. Runs in the threads that read. */
import { join } from 'node:path'
import { allNull } from '../../columns/all-null.ts'
import { type Batch, bytesOf, type Column } from '../../columns/batch.ts'
import { gathered } from '../../columns/gather.ts'
import type { Field, Schema } from '../../columns/schema.ts'
import { widened } from '../../columns/widen.ts'
import { FileBytes } from '../../decode/bytes.ts'
import { ParquetFile } from '../../decode/parquet/file.ts'
import { HomeError } from '../../errors.ts'
import type { SourceFile } from '../home.ts'
import { sameType } from './union.ts'
import { type Filter, filterOf } from './where/filter.ts'
import type { Condition } from './where/parse.ts'

/** Plain data: it goes to a thread. */
export interface ReadTask {
  root: string
  files: SourceFile[]
  /** The columns to give, as the plan has them. */
  schema: Schema
  where: Condition[]
  batchRows: number
  /** Where to begin: at this row of this file of the range. */
  from: { file: number; row: number }
}

/** Rows, and which row of which file of the range comes behind them. */
export interface Read {
  batch: Batch
  file: number
  row: number
}

export async function* rowsOf(task: ReadTask): AsyncGenerator<Read> {
  for (let file = task.from.file; file < task.files.length; file++) {
    const from = file === task.from.file ? task.from.row : 0
    for await (const { batch, row } of rowsIn(task, task.files[file], from)) yield { batch, file, row }
  }
}

async function* rowsIn(task: ReadTask, file: SourceFile, from: number): AsyncGenerator<Omit<Read, 'file'>> {
  const bytes = await FileBytes.open(join(task.root, file.path))
  try {
    const parquet = opened(bytes, file)
    const { readable } = parquet.columns
    const shape = shapeOf(
      readable.map(({ field }) => field),
      task,
      file.path,
    )
    checkUnchanged(bytes, file)
    if (shape === null) return
    const [first, end] = file.rows ?? [0, parquet.rows]
    let row = Math.max(first, from)
    const columns = shape.read.map(at => readable[at])
    for await (const batch of parquet.batches(columns, row, end, task.batchRows)) {
      row += batch.rows
      const shaped = shape.shaped(batch)
      if (shaped !== null) yield { batch: shaped, row }
    }
    checkUnchanged(bytes, file)
  } finally {
    bytes.close()
  }
}

/** One that is broken because it changed did change. */
function opened(bytes: FileBytes, file: SourceFile): ParquetFile {
  try {
    return new ParquetFile(bytes)
  } catch (error) {
    checkUnchanged(bytes, file)
    throw error
  }
}

/** How the columns of one file become those of the plan. */
interface Shape {
  /** The columns of the file that are read. */
  read: number[]
  /** What the plan wants of a batch of these; null when it wants none of its rows. */
  shaped(batch: Batch): Batch | null
}

/** Null when no row of such a file is wanted. @throws {HomeError} `SCHEMA_CHANGED` */
function shapeOf(fields: Field[], { schema, where }: ReadTask, path: string): Shape | null {
  const index = new Map(fields.map(({ name }, at) => [name, at]))
  const present = where.filter(({ column }) => index.has(column))
  // A column that is not there is NULL in every row.
  if (where.some(condition => !present.includes(condition) && !(condition.kind === 'null' && !condition.not)))
    return null
  const wanted = schema.fields.map(field => checked(field, fields[index.get(field.name) ?? -1], path))
  const names = new Set([...wanted.flatMap(field => field?.name ?? []), ...present.map(({ column }) => column)])
  const read = [...names].map(name => index.get(name) ?? -1)
  const position = new Map(read.map((at, position) => [fields[at].name, position]))
  const filter: Filter | null =
    present.length === 0
      ? null
      : filterOf(
          present,
          read.map(at => fields[at]),
        )
  return {
    read,
    shaped({ rows, columns, altered }) {
      const keep = filter && new Uint8Array(rows).fill(1)
      if (keep) filter?.(columns, rows, keep)
      const kept = keep ? keep.reduce((sum, one) => sum + one, 0) : rows
      if (kept === 0) return null
      const made = schema.fields.map((field, at): Column => {
        const own = wanted[at]
        if (own === null) return allNull(field.type, kept)
        const column = columns[position.get(own.name) ?? -1]
        const some = keep !== null && kept < rows ? gathered(own.type, column, keep, kept) : column
        return sameType(own.type, field.type) ? some : (widened(some, own.type, field.type, kept) ?? some)
      })
      return { rows: kept, columns: made, bytes: bytesOf(made), altered }
    },
  }
}

/** What the file has for a field of the plan: a column that can become it, or null for none. */
function checked(planned: Field, own: Field | undefined, path: string): Field | null {
  if (own === undefined && planned.nullable) return null
  if (own === undefined) throw changed(path, `column ${planned.name} is gone`, planned.name)
  const nothing: Column = { nulls: 0, validity: null, offsets: null, values: new Uint8Array(0) }
  const fits = sameType(own.type, planned.type) || widened(nothing, own.type, planned.type, 0) !== null
  if (fits && (planned.nullable || !own.nullable)) return own
  throw changed(path, `column ${planned.name} is now ${own.source}${own.nullable ? ', nullable' : ''}`, planned.name)
}

function changed(file: string, what: string, column: string): HomeError {
  return new HomeError('SCHEMA_CHANGED', `${file} is no longer what was planned: ${what}.`, {
    advice: 'Someone changed the file during the run: run again, and the plan is made anew.',
    facts: { file, column },
  })
}

/** @throws {HomeError} `FILE_CHANGED` when the file is not the one that was planned any more */
function checkUnchanged(bytes: FileBytes, { path, bytes: length, modified }: SourceFile): void {
  const { size, mtimeNs } = bytes.facts()
  if (Number(size) === length && String(mtimeNs) === modified) return
  const what = Number(size) === length ? 'was written to' : `had ${length} bytes and has ${size}`
  throw new HomeError('FILE_CHANGED', `${path} ${what} since the plan was made.`, {
    advice:
      'Nothing of this run is kept. Run again when the file is complete: whoever writes it should do so under a name that begins with `_`, and rename it then.',
    facts: { file: path, bytes: Number(size), planned: length },
  })
}
