/** A Parquet file: what it has, and its rows in batches. */
import { type FileMetaData, parquetMetadata } from 'hyparquet'
import { type Batch, bytesOf, MAX_BATCH_ROWS } from '../../columns/batch.ts'
import { HomeError } from '../../errors.ts'
import { broken, type FileBytes } from '../bytes.ts'
import { type Decompress, loadDecompress } from './codec.ts'
import { ColumnCursor } from './cursor.ts'
import { columnsOf, type ParquetColumn, type ParquetColumns } from './fields.ts'
import { withSources } from './written.ts'

/** About the most bytes of a batch; a larger row is a batch of its own. */
const BATCH_BYTES = 8 * 2 ** 20
const MAGIC = 'PAR1'
const ENCRYPTED = 'PARE'
/** The length of the footer and the magic bytes. */
const TAIL = 8
/** Files are at least the magic bytes at both ends and the footer's length. */
const LEAST = 12

export class ParquetFile {
  readonly #bytes: FileBytes
  readonly #metadata: FileMetaData
  readonly columns: ParquetColumns
  /** Rows of each row group. */
  readonly groups: number[]

  /** Reads the footer. @throws {HomeError} `FILE_BROKEN`, `FILE_ENCRYPTED` */
  constructor(bytes: FileBytes) {
    this.#bytes = bytes
    this.#metadata = metadataOf(bytes)
    const { readable, refused } = columnsOf(this.#metadata.schema)
    const fields = withSources(
      readable.map(({ field }) => field),
      this.#metadata,
    )
    this.columns = { readable: readable.map((column, at) => ({ ...column, field: fields[at] })), refused }
    this.groups = this.#metadata.row_groups.map(({ num_rows }) => Number(num_rows))
  }

  get rows(): number {
    return this.groups.reduce((sum, rows) => sum + rows, 0)
  }

  /**
   * The rows from `from` to `to` (exclusive), of these columns of the file, in batches of at most `batchRows`.
   * A batch never spans two row groups.
   */
  async *batches(
    columns: ParquetColumn[],
    from: number,
    to: number,
    batchRows = MAX_BATCH_ROWS,
  ): AsyncGenerator<Batch> {
    let first = 0
    for (const [index, rows] of this.groups.entries()) {
      const start = Math.max(from - first, 0)
      const end = Math.min(to - first, rows)
      first += rows
      if (start < end) yield* this.#group(index, columns, start, end, batchRows)
    }
  }

  async *#group(
    index: number,
    columns: ParquetColumn[],
    start: number,
    end: number,
    batchRows: number,
  ): AsyncGenerator<Batch> {
    const cursors: ColumnCursor[] = []
    for (const column of columns) cursors.push(await this.#cursor(index, column))
    for (const cursor of cursors) cursor.skip(start)
    const variable = columns.filter(({ storage }) => storage.kind === 'bytes' && storage.width === null).length
    for (let row = start; row < end; ) {
      const most = Math.min(end - row, batchRows)
      const rows = cursors.reduce((fit, cursor) => cursor.fit(fit, BATCH_BYTES / variable), most)
      const taken = cursors.map(cursor => cursor.take(rows))
      const made = taken.map(({ column }) => column)
      const altered = taken.reduce((sum, one) => sum + one.altered, 0)
      yield { rows, columns: made, bytes: bytesOf(made), altered }
      row += rows
    }
  }

  async #cursor(index: number, column: ParquetColumn): Promise<ColumnCursor> {
    const { name } = column.field
    const chunk = this.#metadata.row_groups[index].columns.find(
      ({ meta_data }) => meta_data?.path_in_schema.length === 1 && meta_data.path_in_schema[0] === name,
    )
    if (!chunk?.meta_data || chunk.file_path) throw this.#refused(name, 'is not in the file itself')
    if (Number(chunk.meta_data.num_values) !== this.groups[index]) {
      throw broken(this.#bytes.path, `column ${name} has another number of rows than its row group`, { column: name })
    }
    const decompress = await decompressOf(chunk.meta_data.codec)
    if (decompress === null) throw this.#refused(name, `is compressed by ${chunk.meta_data.codec}`)
    return new ColumnCursor(this.#bytes, column, chunk.meta_data, decompress)
  }

  #refused(column: string, what: string): HomeError {
    return new HomeError(
      'FILE_UNREADABLE',
      `${this.#bytes.path}: the column ${column} ${what}, which cannot be read.`,
      {
        advice: 'Write the file anew with another codec, or leave the column out: columns: […].',
        facts: { file: this.#bytes.path, column },
      },
    )
  }
}

const loaded = new Map<string, Promise<Decompress | null>>()

function decompressOf(codec: string): Promise<Decompress | null> {
  const known = loaded.get(codec) ?? loadDecompress(codec)
  loaded.set(codec, known)
  return known
}

function metadataOf(bytes: FileBytes): FileMetaData {
  const { path, length } = bytes
  if (length < LEAST) throw broken(path, `it has ${length} bytes, too few for a Parquet file`)
  const tail = Buffer.from(bytes.read(length - TAIL, TAIL).buffer)
  const magic = tail.toString('latin1', 4)
  if (magic === ENCRYPTED) {
    throw new HomeError('FILE_ENCRYPTED', `${path} is an encrypted Parquet file.`, {
      advice: 'Write it without encryption: hygge has no key.',
      facts: { file: path },
    })
  }
  if (magic !== MAGIC) throw broken(path, 'it does not end as a Parquet file does')
  const footer = tail.readUInt32LE(0) + TAIL
  if (footer > length - 4) throw broken(path, `its footer would be ${footer} bytes of ${length}`)
  try {
    return parquetMetadata(bytes.read(length - footer, footer), { geoparquet: false })
  } catch (error) {
    throw broken(path, `its footer cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}
