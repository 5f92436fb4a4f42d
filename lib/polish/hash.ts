/**
 * Columns of hashes. docs/polish.md has the definition and test vectors.
 * A hash id is the hash of its columns one after another: a value as `<bytes>:<text>,` and NULL as `-,`, so that no value can pass for
 * a border or for NULL. A masked value is the hash of its text alone; NULL stays NULL.
 */
import { createHmac, createSecretKey, hash } from 'node:crypto'
import { zeros } from '../columns/all-null.ts'
import type { Column } from '../columns/batch.ts'
import type { DataType } from '../columns/schema.ts'
import { textOf } from '../columns/value.ts'
import type { HashId } from './config.ts'

/** A column as hashes read it. */
export interface TypedColumn {
  type: DataType
  column: Column
}

/** Bytes of a hash, or characters when it is text. */
export function digestLength(algo: HashId['algo'], hex: boolean): number {
  return (algo === 'sha256' ? 32 : 64) * (hex ? 2 : 1)
}

/** A hash for every row, never NULL: of rows in which all is NULL, too. */
export function hashIds(columns: TypedColumn[], rows: number, { algo, hex }: Pick<HashId, 'algo' | 'hex'>): Column {
  const width = digestLength(algo, hex)
  const values = Buffer.from(zeros(rows * width).buffer)
  const offsets = new Int32Array(zeros(4 * (rows + 1)).buffer, 0, rows + 1)
  const readers = columns.map(readerOf)
  for (let row = 0; row < rows; row++) {
    let text = ''
    for (const read of readers) text += element(read(row))
    values.write(hash(algo, text, 'hex'), row * width, hex ? 'latin1' : 'hex')
    offsets[row + 1] = (row + 1) * width
  }
  return { nulls: 0, validity: null, offsets, values: new Uint8Array(values.buffer, 0, rows * width) }
}

/** SHA-256, or HMAC-SHA-256 with a key, of every value's text, in hex. */
export function hashValues(typed: TypedColumn, rows: number, key: string | null): Column {
  const { column } = typed
  const read = readerOf(typed)
  const secret = key === null ? null : createSecretKey(key, 'utf8')
  const width = digestLength('sha256', true)
  const values = Buffer.from(zeros((rows - column.nulls) * width).buffer)
  const offsets = new Int32Array(zeros(4 * (rows + 1)).buffer, 0, rows + 1)
  let end = 0
  for (let row = 0; row < rows; row++) {
    const text = read(row)
    if (text !== null) {
      const digest = secret === null ? hash('sha256', text) : createHmac('sha256', secret).update(text).digest('hex')
      values.write(digest, end, 'latin1')
      end += width
    }
    offsets[row + 1] = end
  }
  const { nulls, validity } = column
  return { nulls, validity, offsets, values: new Uint8Array(values.buffer, 0, end) }
}

/** `textOf` for many rows: text, which is what is hashed most, without a copy and a view for each. */
function readerOf({ type, column }: TypedColumn): (row: number) => string | null {
  const { validity, offsets, values } = column
  if (type.kind !== 'utf8' || offsets === null) return row => textOf(type, column, row)
  const content = Buffer.from(values.buffer, values.byteOffset, values.byteLength)
  return row => {
    if (validity !== null && ((validity[row >> 3]! >> (row & 7)) & 1) === 0) return null
    return content.toString('utf8', offsets[row], offsets[row + 1])
  }
}

/** How a value goes into a hash id. */
function element(text: string | null): string {
  return text === null ? '-,' : `${Buffer.byteLength(text)}:${text},`
}
