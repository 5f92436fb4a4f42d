/** The rows of a Parquet file as the plan wants them. Runs in the threads that read. */
import { join } from 'node:path'
import { allNull } from '../../columns/all-null.ts'
import { type Batch, bytesOf, type Column } from '../../columns/batch.ts'
import type { Field } from '../../columns/schema.ts'
import { widened } from '../../columns/widen.ts'
import { FileBytes } from '../../decode/bytes.ts'
import { ParquetFile } from '../../decode/parquet/file.ts'
import { HomeError } from '../../errors.ts'
import type { SourceFile } from '../home.ts'
import { filtered } from './filtered.ts'
import type { FileRows, ReadTask } from './rows.ts'
import { checkUnchanged } from './unchanged.ts'
import { sameType } from './union.ts'
import { type Filter, filterOf } from './where/filter.ts'

/** The rows from the `from`-th on, as far as the range goes. */
export async function* parquetRows(task: ReadTask, file: SourceFile, from: number): AsyncGenerator<FileRows> {
  const bytes = await FileBytes.open(join(task.root, file.path))
  try {
    const parquet = opened(bytes, file)
    const { readable } = parquet.columns
    const fields = readable.map(({ field }) => field)
    const shape = shapeOf(fields, task, file.path)
    checkUnchanged(bytes.facts(), file)
    if (shape === null) return
    const [first, end] = file.rows ?? [0, parquet.rows]
    let row = Math.max(first, from)
    const columns = shape.read.map(at => readable[at])
    const read = columns.map(({ field }) => field)
    for await (const batch of parquet.batches(columns, row, end, task.batchRows)) {
      row += batch.rows
      const some = filtered(batch, read, shape.filter)
      if (some !== null) yield { batch: shape.shaped(some), row }
    }
    checkUnchanged(bytes.facts(), file)
  } finally {
    bytes.close()
  }
}

/** One that is broken because it changed did change. */
function opened(bytes: FileBytes, file: SourceFile): ParquetFile {
  try {
    return new ParquetFile(bytes)
  } catch (error) {
    checkUnchanged(bytes.facts(), file)
    throw error
  }
}

/** How the columns of one file become those of the plan. */
interface Shape {
  /** The columns of the file that are read. */
  read: number[]
  filter: Filter | null
  /** What the plan wants of a batch of these. */
  shaped(batch: Batch): Batch
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
  const position = new Map(read.map((at, place) => [fields[at].name, place]))
  const own = read.map(at => fields[at])
  return {
    read,
    filter: present.length === 0 ? null : filterOf(present, own),
    shaped({ rows, columns, altered }) {
      const made = schema.fields.map((field, at): Column => {
        const from = wanted[at]
        if (from === null) return allNull(field.type, rows)
        const column = columns[position.get(from.name) ?? -1]
        return sameType(from.type, field.type) ? column : (widened(column, from.type, field.type, rows) ?? column)
      })
      return { rows, columns: made, bytes: bytesOf(made), altered }
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
