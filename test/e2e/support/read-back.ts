/** Parquet files read by two readers that know nothing of us, every cell as the canonical text of `sql-types.ts`. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { type FileMetaData, parquetMetadata, parquetRead, type SchemaElement } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import { temporaryFolder } from './project.ts'
import { type Cell, decimalText } from './sql-types.ts'

export interface ReadBack {
  names: string[]
  /** As the reader names them; hyparquet names none. */
  types: string[]
  rows: Cell[][]
}

let opened: Promise<DuckDBConnection> | null = null

/** One DuckDB for the process, with two threads: the machine has others to serve. */
export function duckdb(): Promise<DuckDBConnection> {
  opened ??= (async () => {
    const connection = await (await DuckDBInstance.create(':memory:', { threads: '2' })).connect()
    await connection.run("SET TimeZone = 'UTC'")
    return connection
  })()
  return opened
}

export async function query(sql: string): Promise<unknown[][]> {
  return (await (await duckdb()).runAndReadAll(sql)).getRowsJS()
}

/** The Parquet files of an entity's folder, by name; anything else there is an error. */
export function partsOf(folder: string): string[] {
  const names = readdirSync(folder).sort()
  for (const name of names) assert.match(name, /\.parquet$/, `${folder} holds ${name}`)
  return names.map(name => join(folder, name))
}

/** The files as a table of DuckDB's SQL. Links stand for them, since DuckDB takes `[` in a path for a pattern. */
export function duckdbTable(files: string[]): string {
  const folder = temporaryFolder('read')
  const links = files.map((file, index) => {
    const link = join(folder, `${index}.parquet`)
    symlinkSync(file, link)
    return quoteText(link)
  })
  return `read_parquet([${links.join(', ')}])`
}

export const quoteText = (text: string): string => `'${text.replaceAll("'", "''")}'`
export const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** All rows, or those of the clauses that may follow FROM. */
export async function byDuckdb(files: string[], clauses = ''): Promise<ReadBack> {
  const table = duckdbTable(files)
  const described = await query(`DESCRIBE SELECT * FROM ${table}`)
  const names = described.map(([name]) => String(name))
  const types = described.map(([, type]) => String(type))
  const cells = names.map((name, index) => `${duckdbCell(quoteName(name), types[index]!)} AS c${index}`)
  const rows = await query(`SELECT ${cells.join(', ')} FROM ${table} ${clauses}`)
  return {
    names,
    types,
    rows: rows.map(row => row.map((cell, index) => reworded(types[index]!, cell as Cell))),
  }
}

function duckdbCell(column: string, type: string): string {
  switch (type) {
    case 'DATE':
      return `CAST(${column} - DATE '1970-01-01' AS VARCHAR)`
    case 'TIME':
    case 'TIMESTAMP':
      return `epoch_us(${column}) || ' us'`
    case 'TIMESTAMP WITH TIME ZONE':
      return `epoch_us(${column}) || ' us utc'`
    case 'TIME_NS':
    case 'TIMESTAMP_NS':
      return `epoch_ns(${column}) || ' ns'`
    case 'BLOB':
    case 'VARCHAR':
      // DuckDB's binding to JavaScript drops a byte order mark at the beginning of a text, so text comes as its bytes, too.
      return `lower(hex(${column}))`
    default:
      return `CAST(${column} AS VARCHAR)`
  }
}

/** What DuckDB prints in other words than JavaScript does. */
function reworded(type: string, cell: Cell): Cell {
  if (cell === null) return null
  if (type === 'VARCHAR') return Buffer.from(cell, 'hex').toString()
  if (type === 'DOUBLE') return String(Number(cell))
  if (type === 'FLOAT') return String(Math.fround(Number(cell)))
  return type.startsWith('DECIMAL') ? cell.replace(/^(-?)\./, '$10.') : cell
}

const SAME = <T>(value: T): T => value

export async function byHyparquet(files: string[]): Promise<ReadBack> {
  const rows: Cell[][] = []
  let names: string[] = []
  for (const file of files) {
    const bytes = Uint8Array.from(readFileSync(file)).buffer
    const elements = parquetMetadata(bytes).schema.slice(1)
    names = elements.map(({ name }) => name)
    await parquetRead({
      file: bytes,
      metadata: withoutDecimals(parquetMetadata(bytes)),
      compressors,
      utf8: false,
      parsers: {
        timestampFromMilliseconds: SAME,
        timestampFromMicroseconds: SAME,
        timestampFromNanoseconds: SAME,
        dateFromDays: SAME,
        stringFromBytes: (part: Uint8Array) => (part ? Buffer.from(part).toString() : part),
      },
      onComplete: data => {
        for (const row of data)
          rows.push(row.map((value: unknown, index: number) => hyparquetCell(elements[index]!, value)))
      },
    })
  }
  return { names, types: [], rows }
}

/** hyparquet makes doubles of decimals; without their annotation it gives their digits as they are stored. */
function withoutDecimals(metadata: FileMetaData): FileMetaData {
  const schema = metadata.schema.map(element => {
    if (element.logical_type?.type !== 'DECIMAL') return element
    const { logical_type: _, converted_type: __, ...plain } = element
    return plain
  })
  return { ...metadata, schema }
}

function hyparquetCell({ logical_type: logical, type }: SchemaElement, value: unknown): Cell {
  if (value === null || value === undefined) return null
  switch (logical?.type) {
    case 'DECIMAL':
      return decimalText(value instanceof Uint8Array ? bigEndian(value) : BigInt(value as number), logical.scale)
    case 'TIME':
    case 'TIMESTAMP':
      return `${value} ${logical.unit === 'MICROS' ? 'us' : 'ns'}${logical.isAdjustedToUTC ? ' utc' : ''}`
    default:
      if (value instanceof Uint8Array) return Buffer.from(value).toString('hex')
      return type === 'FLOAT' ? String(Math.fround(Number(value))) : String(value)
  }
}

/** Two's complement, Parquet's DECIMAL in FIXED_LEN_BYTE_ARRAY. */
function bigEndian(bytes: Uint8Array): bigint {
  return BigInt.asIntN(bytes.length * 8, BigInt(`0x${Buffer.from(bytes).toString('hex')}`))
}

/** Holds rows to what they must be, whatever their order; says which cell differs. */
export function assertRows(actual: ReadBack, names: string[], expected: Cell[][], where: string): void {
  assert.deepEqual(actual.names, names, `${where}: columns`)
  assert.equal(actual.rows.length, expected.length, `${where}: rows`)
  const found = sorted(actual.rows)
  const wanted = expected.map(row => row.map((cell, column) => readable(actual.types[column], cell)))
  for (const [index, row] of sorted(wanted).entries()) {
    for (const [column, cell] of row.entries()) {
      const other = found[index]![column]!
      if (other !== cell)
        assert.fail(`${where}, row ${index}, ${names[column]}: ${short(other)} should be ${short(cell)}`)
    }
  }
}

/** What a reader can give of a value: DuckDB 1.5.5 reads times in nanoseconds as microseconds; hyparquet reads them whole. */
function readable(type: string | undefined, cell: Cell): Cell {
  const nanoseconds = type === 'TIME' && cell !== null ? /^(\d+) ns$/.exec(cell) : null
  return nanoseconds ? `${BigInt(nanoseconds[1]!) / 1000n} us` : cell
}

function sorted(rows: Cell[][]): Cell[][] {
  const keyed = rows.map(row => ({ row, key: JSON.stringify(row) }))
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ row }) => row)
}

function short(cell: Cell): string {
  const text = JSON.stringify(cell)
  return text.length > 120 ? `${text.slice(0, 120)}… (${text.length} characters)` : text
}
