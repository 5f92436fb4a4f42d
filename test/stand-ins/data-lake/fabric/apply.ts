/** One Parquet file → the table in DuckDB, in one transaction. */
import type { DuckDBConnection } from '@duckdb/node-api'
import type { TableMetadata } from './metadata.ts'
import { MirrorError } from './mirror-error.ts'
import { changesOf, type MarkedRow, UPSERT } from './row-markers.ts'

export const MARKER_COLUMN = '__rowMarker__'

/** Where a table is in DuckDB, and what is remembered of its columns. */
export interface MirroredTableColumns {
  /** Quoted, with its schema. */
  name: string
  /** Names of columns that the first file said are never null. */
  required: Set<string>
  exists: boolean
}

interface Column {
  name: string
  type: string
  required: boolean
}

const INTEGERS = /^U?(TINYINT|SMALLINT|INTEGER|BIGINT)$/
const NESTED = /\[\]$|^(STRUCT|MAP|LIST|UNION)\b|\[\d+\]$/

/** `path` is a file on disk that nobody changes. @throws {MirrorError} having changed nothing. */
export async function applyFile(
  duckdb: DuckDBConnection,
  path: string,
  table: MirroredTableColumns,
  metadata: TableMetadata,
): Promise<void> {
  const columns = await columnsOf(duckdb, path)
  const marker = columns.findIndex(({ name }) => name === MARKER_COLUMN)
  const data = columns.filter(({ name }) => name !== MARKER_COLUMN)
  if (marker >= 0) checkMarker(columns, marker)
  for (const { name, type } of data) {
    if (NESTED.test(type)) throw new MirrorError('UnsupportedType', `column ${name} is nested (${type})`)
  }
  for (const name of metadata.keyColumns) {
    if (!data.some(column => column.name === name))
      throw new MirrorError('MissingKeyColumn', `the file has no key column ${name}`)
  }
  await duckdb.run('BEGIN')
  try {
    await fitTable(duckdb, table, data)
    if (marker < 0 && !metadata.upsertByDefault) await insertAll(duckdb, path, table, data)
    else await merge(duckdb, path, table, data, metadata, marker >= 0)
    await duckdb.run('COMMIT')
  } catch (error) {
    await duckdb.run('ROLLBACK')
    throw error
  }
  if (!table.exists) for (const { name, required } of data) if (required) table.required.add(name)
  table.exists = true
}

async function columnsOf(duckdb: DuckDBConnection, path: string): Promise<Column[]> {
  try {
    const described = await duckdb.runAndReadAll(`DESCRIBE SELECT * FROM read_parquet(${text(path)})`)
    const facts = await duckdb.runAndReadAll(`SELECT name, repetition_type FROM parquet_schema(${text(path)})`)
    const required = new Set(
      facts
        .getRowsJson()
        .filter(([, kind]) => kind === 'REQUIRED')
        .map(([name]) => String(name)),
    )
    return described.getRowsJson().map(([name, type]) => ({
      name: String(name),
      type: String(type),
      required: required.has(String(name)),
    }))
  } catch (error) {
    throw new MirrorError('InvalidFile', error instanceof Error ? error.message : String(error))
  }
}

function checkMarker(columns: readonly Column[], at: number): void {
  if (at !== columns.length - 1) throw new MirrorError('InvalidRowMarker', `${MARKER_COLUMN} is not the last column`)
  if (!INTEGERS.test(columns[at].type))
    throw new MirrorError('InvalidRowMarker', `${MARKER_COLUMN} is ${columns[at].type}`)
}

/** Makes the table from its first file; later ones may add columns and leave out those that may be null. */
async function fitTable(
  duckdb: DuckDBConnection,
  table: MirroredTableColumns,
  columns: readonly Column[],
): Promise<void> {
  if (!table.exists) {
    const list = columns.map(({ name, type }) => `${quoted(name)} ${type}`).join(', ')
    await duckdb.run(`CREATE TABLE ${table.name} (${list})`)
    return
  }
  const described = await duckdb.runAndReadAll(`DESCRIBE ${table.name}`)
  const known = new Map(described.getRowsJson().map(([name, type]) => [String(name), String(type)]))
  for (const { name, type } of columns) {
    const before = known.get(name)
    if (before === undefined) await duckdb.run(`ALTER TABLE ${table.name} ADD COLUMN ${quoted(name)} ${type}`)
    else if (before !== type) throw new MirrorError('TypeChanged', `column ${name} was ${before} and is ${type}`)
    known.delete(name)
  }
  const missing = [...known.keys()].filter(name => table.required.has(name))
  if (missing.length > 0)
    throw new MirrorError('MissingColumn', `the file leaves out ${missing.join(', ')}, never null before`)
}

async function insertAll(
  duckdb: DuckDBConnection,
  path: string,
  table: MirroredTableColumns,
  columns: readonly Column[],
): Promise<void> {
  const list = columns.map(({ name }) => quoted(name)).join(', ')
  await duckdb.run(`INSERT INTO ${table.name} (${list}) SELECT ${list} FROM read_parquet(${text(path)})`)
}

async function merge(
  duckdb: DuckDBConnection,
  path: string,
  table: MirroredTableColumns,
  columns: readonly Column[],
  { keyColumns }: TableMetadata,
  marked: boolean,
): Promise<void> {
  const file = `read_parquet(${text(path)}, file_row_number = true)`
  const keys = keyColumns.map(quoted)
  const key = (alias: string): string => `[${keys.map(name => `${alias}.${name}::VARCHAR`).join(', ')}]::VARCHAR[]`
  const marker = marked ? `f.${quoted(MARKER_COLUMN)}::INTEGER` : String(UPSERT)
  const read = await duckdb.runAndReadAll(`SELECT f.file_row_number, ${marker}, ${key('f')} FROM ${file} f ORDER BY 1`)
  const rows = read.getRowsJson().map(
    ([ordinal, mark, values]): MarkedRow => ({
      ordinal: Number(ordinal),
      marker: Number(mark ?? Number.NaN),
      key: JSON.stringify(values),
    }),
  )
  if (keys.length === 0 && rows.some(row => row.marker !== 0)) {
    throw new MirrorError('MissingKeyColumn', 'rows that update or delete need keyColumns')
  }
  const existing =
    keys.length === 0 ? new Map<string, bigint[]>() : await existingRows(duckdb, table, file, keys, key('t'))
  const { removed, added } = changesOf(rows, existing)
  await numbers(duckdb, 'mirror_removed', removed)
  await numbers(duckdb, 'mirror_added', added.map(BigInt))
  await duckdb.run(`DELETE FROM ${table.name} WHERE rowid IN (SELECT n FROM mirror_removed)`)
  const list = columns.map(({ name }) => quoted(name)).join(', ')
  const values = columns.map(({ name }) => `f.${quoted(name)}`).join(', ')
  await duckdb.run(
    `INSERT INTO ${table.name} (${list}) SELECT ${values} FROM ${file} f JOIN mirror_added a ON a.n = f.file_row_number ORDER BY a.n`,
  )
}

/** Ids of the table's rows with a key of the file, by key. */
async function existingRows(
  duckdb: DuckDBConnection,
  table: MirroredTableColumns,
  file: string,
  keys: readonly string[],
  key: string,
): Promise<Map<string, bigint[]>> {
  const same = keys.map(name => `t.${name} IS NOT DISTINCT FROM f.${name}`).join(' AND ')
  const read = await duckdb.runAndReadAll(
    `SELECT t.rowid, ${key} FROM ${table.name} t JOIN (SELECT DISTINCT ${keys.join(', ')} FROM ${file}) f ON ${same}`,
  )
  const existing = new Map<string, bigint[]>()
  for (const [id, values] of read.getRowsJson()) {
    const name = JSON.stringify(values)
    existing.set(name, [...(existing.get(name) ?? []), BigInt(String(id))])
  }
  return existing
}

/** A temporary table of whole numbers. */
async function numbers(duckdb: DuckDBConnection, name: string, values: readonly bigint[]): Promise<void> {
  await duckdb.run(`CREATE OR REPLACE TEMP TABLE ${name} (n BIGINT)`)
  const appender = await duckdb.createAppender(name, 'main', 'temp')
  for (const value of values) {
    appender.appendBigInt(value)
    appender.endRow()
  }
  appender.closeSync()
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`
}
