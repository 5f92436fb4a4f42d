/** Three readers that we did not write, each giving back a file's values in the form of `table.ts`. */
import { randomUUID } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { tableFromIPC } from 'apache-arrow'
import { parquetRead } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import { readParquet } from 'parquet-wasm'
import type { Batch } from '../../lib/columns/batch.ts'
import type { DataType, Schema } from '../../lib/columns/schema.ts'
import type { Compression } from '../../lib/encode/format.ts'
import { parquet } from '../../lib/encode/parquet/format.ts'
import type { Value } from './table.ts'

/** A whole file; every inner array of batches is a row group. */
export async function fileOf(
  schema: Schema,
  groups: Batch[][],
  compression: Compression,
): Promise<Uint8Array<ArrayBuffer>> {
  const encoded = []
  for (const batches of groups) encoded.push(await parquet.encode(schema, batches, compression))
  const parts = [parquet.head(), ...encoded.map(({ bytes }) => bytes), parquet.tail(schema, encoded, compression)]
  return Uint8Array.from(Buffer.concat(parts))
}

const instance = await DuckDBInstance.create(':memory:')
const duckdb = await instance.connect()

/** Runs SQL in which `FILE` stands for the file as a table, and `PATH` for its path. */
export async function query(file: Uint8Array, sql: string): Promise<Value[][]> {
  const path = join(tmpdir(), `hygge-${randomUUID()}.parquet`)
  await writeFile(path, file)
  try {
    const reader = await duckdb.runAndReadAll(
      sql.replaceAll('FILE', `read_parquet('${path}')`).replaceAll('PATH', `'${path}'`),
    )
    return reader.getRowsJS() as Value[][]
  } finally {
    await rm(path)
  }
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

/** Columns of values as DuckDB reads them. */
export async function byDuckdb(file: Uint8Array, schema: Schema): Promise<Value[][]> {
  const list = schema.fields.map(({ name, type }) => duckdbExpression(quoted(name), type)).join(', ')
  const rows = await query(file, `SELECT ${list} FROM FILE`)
  return schema.fields.map(({ type }, c) => rows.map(row => fromDuckdb(type, row[c])))
}

/** SQL whose result `fromDuckdb` turns into a value. */
export function duckdbExpression(column: string, type: DataType): string {
  switch (type.kind) {
    case 'date':
      return `${column} - DATE '1970-01-01'`
    case 'time':
    case 'timestamp':
      return type.unit === 'us' ? `epoch_us(${column})` : `epoch_ns(${column})`
    case 'decimal':
    case 'uuid':
      return `CAST(${column} AS VARCHAR)`
    case 'binary':
      return `lower(hex(${column}))`
    default:
      return column
  }
}

/** A value as `table.ts` has it. */
export function fromDuckdb({ kind }: DataType, value: Value): Value {
  if (value === null) return null
  switch (kind) {
    case 'decimal':
      return BigInt(String(value).replace('.', ''))
    case 'uuid':
      return String(value).replaceAll('-', '')
    case 'int':
    case 'date':
    case 'time':
    case 'timestamp':
      return BigInt(value)
    default:
      return value
  }
}

/** Columns of values as hyparquet reads them; its decimals are doubles, so they are read without their type. */
export async function byHyparquet(file: Uint8Array<ArrayBuffer>, schema: Schema): Promise<Value[][]> {
  let rows: unknown[][] = []
  await parquetRead({
    file: file.buffer,
    compressors,
    utf8: false,
    parsers: {
      timestampFromMilliseconds: value => value,
      timestampFromMicroseconds: value => value,
      timestampFromNanoseconds: value => value,
      dateFromDays: value => value,
      stringFromBytes: bytes => (bytes ? Buffer.from(bytes).toString() : bytes),
    },
    onComplete: data => {
      rows = data
    },
  })
  return schema.fields.map(({ type }, c) => rows.map(row => fromHyparquet(type, row[c])))
}

function fromHyparquet(type: DataType, value: unknown): Value {
  if (value === null || value === undefined) return null
  switch (type.kind) {
    case 'decimal':
      return BigInt(Math.round(Number(value) * 10 ** type.scale))
    case 'int':
    case 'date':
    case 'time':
    case 'timestamp':
      return BigInt(value as number | bigint)
    case 'uuid':
      return String(value).replaceAll('-', '')
    case 'binary':
      return Buffer.from(value as Uint8Array).toString('hex')
    default:
      return value as Value
  }
}

/** Columns of values as arrow-rs (parquet-wasm) reads them, out of the Arrow buffers it gives. */
export function byArrow(file: Uint8Array, schema: Schema): Value[][] {
  const table = tableFromIPC(readParquet(file).intoIPCStream())
  return schema.fields.map(({ type }, c) => {
    const vector = table.getChildAt(c)
    const column: Value[] = []
    for (const data of vector?.data ?? []) {
      for (let row = 0; row < data.length; row++) column.push(data.getValid(row) ? fromArrow(type, data, row) : null)
    }
    return column
  })
}

interface ArrowData {
  offset: number
  values: ArrayLike<number | bigint> & ArrayBufferView
  valueOffsets: Int32Array
  stride: number
}

function fromArrow(type: DataType, { offset, values, valueOffsets }: ArrowData, row: number): Value {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
  switch (type.kind) {
    case 'bool':
      return ((bytes[(offset + row) >> 3] >> ((offset + row) & 7)) & 1) === 1
    case 'utf8':
      return Buffer.from(bytes.subarray(valueOffsets[row], valueOffsets[row + 1])).toString()
    case 'binary':
      return Buffer.from(bytes.subarray(valueOffsets[row], valueOffsets[row + 1])).toString('hex')
    case 'uuid':
      return Buffer.from(bytes.subarray(row * 16, row * 16 + 16)).toString('hex')
    case 'decimal': {
      const view = new DataView(values.buffer, values.byteOffset + row * 16, 16)
      return (view.getBigInt64(8, true) << 64n) | view.getBigUint64(0, true)
    }
    case 'float':
      return Number(values[row])
    case 'int':
    case 'date':
    case 'time':
    case 'timestamp':
      return BigInt(values[row])
  }
}
