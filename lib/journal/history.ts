/** Finished runs folded into one Parquet file, `_history/<number>.parquet`: the highest number counts, readable by any tool. */
import { constants, zstdDecompressSync } from 'node:zlib'
import { type AsyncBuffer, type FileMetaData, parquetMetadata, parquetReadObjects } from 'hyparquet'
import type { DataType, Field, Schema } from '../columns/schema.ts'
import type { Folder } from './folder.ts'
import { HISTORY, HISTORY_LEASE, historyNumber } from './layout.ts'
import type { Finished } from './record.ts'

/** One finished run as the file has it. The first eighteen columns are those of the Python project's journal, in its order. */
export type HistoryRow = {
  entity_run_id: string
  coordinator_run_id: string
  flow_run_id: string
  coordinator: string
  flow: string
  entity: string
  start_time: string
  finish_time: string | null
  status: string
  run_type: string
  row_count: number | null
  duration: number
  primary_key: string | null
  watermark_column: string | null
  watermark_type: string | null
  watermark: string | null
  message: string | null
  schema_version: string
  run: string
  parts: string
  part_count: number
  bytes: number
  checksums: string
  attempts: number
  error: string | null
  schema: string
  receipt: string | null
}

const TEXT: DataType = { kind: 'utf8' }
const WHOLE: DataType = { kind: 'int', bits: 64 }
const REAL: DataType = { kind: 'float', bits: 64 }

const COLUMNS: Record<keyof HistoryRow, { type: DataType; nullable?: boolean }> = {
  entity_run_id: { type: TEXT },
  coordinator_run_id: { type: TEXT },
  flow_run_id: { type: TEXT },
  coordinator: { type: TEXT },
  flow: { type: TEXT },
  entity: { type: TEXT },
  start_time: { type: TEXT },
  finish_time: { type: TEXT, nullable: true },
  status: { type: TEXT },
  run_type: { type: TEXT },
  row_count: { type: WHOLE, nullable: true },
  duration: { type: REAL },
  primary_key: { type: TEXT, nullable: true },
  watermark_column: { type: TEXT, nullable: true },
  watermark_type: { type: TEXT, nullable: true },
  watermark: { type: TEXT, nullable: true },
  message: { type: TEXT, nullable: true },
  schema_version: { type: TEXT },
  run: { type: TEXT },
  parts: { type: TEXT },
  part_count: { type: WHOLE },
  bytes: { type: WHOLE },
  checksums: { type: TEXT },
  attempts: { type: WHOLE },
  error: { type: TEXT, nullable: true },
  schema: { type: TEXT },
  receipt: { type: TEXT, nullable: true },
}

/** The columns of the file, in order. */
export const HISTORY_SCHEMA: Schema = {
  fields: Object.entries(COLUMNS).map(
    ([name, { type, nullable = false }]): Field => ({ name, type, nullable, source: 'journal' }),
  ),
}
const NAMES = HISTORY_SCHEMA.fields.map(({ name }) => name)

export function rowOf(record: Finished): HistoryRow {
  const {
    kind: _kind,
    time: _time,
    seen: _seen,
    taken: _taken,
    claimed: _claimed,
    version: _version,
    gone: _gone,
    parts,
    checksums,
    schema,
    error,
    receipt,
    row_count,
    ...plain
  } = record
  return {
    ...plain,
    row_count: row_count === 0 ? null : row_count,
    parts: JSON.stringify(parts),
    part_count: parts.length,
    checksums: JSON.stringify(checksums),
    error: error === null ? null : JSON.stringify(error),
    schema: JSON.stringify(schema),
    receipt: receipt === null ? null : JSON.stringify(receipt),
  }
}

/** The record that a row was made of. */
export function recordOf(row: HistoryRow): Finished {
  const { parts, part_count: _, checksums, schema, error, receipt, row_count, finish_time, status, ...plain } = row
  const finished = finish_time ?? row.start_time
  return {
    ...plain,
    kind: status === 'fail' ? 'failed' : 'done',
    time: finished,
    finish_time: finished,
    status: status === 'fail' || status === 'skip' ? status : 'success',
    run_type: row.run_type === 'incremental' ? 'incremental' : 'full_drop',
    schema_version: '1.0',
    row_count: row_count ?? 0,
    parts: JSON.parse(parts),
    checksums: JSON.parse(checksums),
    schema: JSON.parse(schema),
    receipt: receipt === null ? null : JSON.parse(receipt),
    error: error === null ? null : JSON.parse(error),
  }
}

/** What makes a run one run, in the history and beside it. */
export function keyOf({ entity_run_id, run }: Pick<HistoryRow, 'entity_run_id' | 'run'>): string {
  return `${entity_run_id} ${run}`
}

/** What is enough to find, choose and order runs. */
export type HistoryEntry = Pick<HistoryRow, (typeof ENTRY)[number]>
const ENTRY = ['entity_run_id', 'run', 'flow', 'entity', 'start_time', 'status'] as const

export class HistoryFile {
  readonly name: string
  readonly rows: number
  /** First row of each row group: what is read at once. */
  readonly starts: number[]
  readonly #file: AsyncBuffer
  readonly #metadata: FileMetaData
  #last: { index: number; rows: Promise<HistoryRow[]> } | null = null

  constructor(name: string, bytes: Uint8Array, metadata: FileMetaData) {
    this.name = name
    this.#file = asyncBuffer(bytes)
    this.#metadata = metadata
    this.starts = []
    let rows = 0
    for (const group of metadata.row_groups) {
      this.starts.push(rows)
      rows += Number(group.num_rows)
    }
    this.rows = rows
  }

  /** All rows, in the file's order. */
  async entries(): Promise<HistoryEntry[]> {
    return (await this.#read(0, this.rows, [...ENTRY])) as HistoryEntry[] // these columns are texts, by the schema that was checked
  }

  /** The record of one row. Neighbours cost nothing: a row group is read at once, and the last one is kept. */
  async record(row: number): Promise<Finished> {
    const index = this.starts.findLastIndex(start => start <= row)
    if (this.#last?.index !== index) this.#last = { index, rows: this.group(index) }
    return recordOf((await this.#last.rows)[row - this.starts[index]])
  }

  /** The rows of one row group. */
  async group(index: number): Promise<HistoryRow[]> {
    const rows = await this.#read(this.starts[index], this.starts[index + 1] ?? this.rows, NAMES)
    return rows as HistoryRow[] // all columns, with their types, by the schema that was checked
  }

  async #read(rowStart: number, rowEnd: number, columns: string[]): Promise<unknown[]> {
    if (rowStart === rowEnd) return []
    const rows = await parquetReadObjects({
      file: this.#file,
      metadata: this.#metadata,
      compressors: COMPRESSORS,
      columns,
      rowStart,
      rowEnd,
    })
    for (const row of rows) for (const name of columns) if (typeof row[name] === 'bigint') row[name] = Number(row[name])
    return rows
  }
}

/** Only what we write: the encoder's default codec. */
const COMPRESSORS = {
  ZSTD: (bytes: Uint8Array, length: number) =>
    zstdDecompressSync(bytes, { maxOutputLength: Math.max(length, constants.Z_MIN_CHUNK) }),
}

function asyncBuffer(bytes: Uint8Array): AsyncBuffer {
  return {
    byteLength: bytes.byteLength,
    slice: (start, end) => Uint8Array.from(bytes.subarray(start, end)).buffer,
  }
}

/** The file in these bytes; null when it is torn, or has other columns than ours. */
export function openHistory(name: string, bytes: Uint8Array): HistoryFile | null {
  try {
    const metadata = parquetMetadata(Uint8Array.from(bytes).buffer)
    const [, ...columns] = metadata.schema
    const ours = columns.length === NAMES.length && columns.every((column, at) => column.name === NAMES[at])
    return ours ? new HistoryFile(name, bytes, metadata) : null
  } catch {
    return null
  }
}

export interface Histories {
  /** In most cases one; two where a fold is under way or died. Oldest first: of the same run they say the same. */
  files: HistoryFile[]
  /** Files that are torn or not ours. */
  foreign: string[]
  /** The number that the next file gets. */
  next: number
}

/** Opens the history. Whoever also looks at runs that are not folded looks there first, so that no run is in neither place. */
export async function openHistories(folder: Folder): Promise<Histories> {
  const result: Histories = { files: [], foreign: [], next: 1 }
  for (const name of await folder.list(HISTORY)) {
    if (name.startsWith(HISTORY_LEASE)) continue
    const number = historyNumber(name)
    const bytes = number === null ? null : await folder.read(name)
    const file = bytes && openHistory(name, bytes)
    if (number !== null) result.next = Math.max(result.next, number + 1)
    // Gone between the two looks: a fold is done, and what was in the file is in its successor.
    if (number !== null && !bytes) return openHistories(folder)
    if (file) result.files.push(file)
    else result.foreign.push(name)
  }
  return result
}
