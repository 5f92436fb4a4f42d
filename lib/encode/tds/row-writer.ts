/** Batches → ROW tokens, [MS-TDS] 2.2.7.19: columns in, rows out, without an object for any cell. */
import type { Batch } from '../../columns/batch.ts'
import type { DataType, Field, Schema } from '../../columns/schema.ts'
import { StoreError } from '../../errors.ts'
import { columnTypeOf } from '../../mssql/column-type.ts'
import { printSqlType, type SqlType } from '../../mssql/sql-type.ts'
import { TOKEN } from '../../mssql/types.ts'
import { Output } from './output.ts'
import { BinaryWriter } from './writers/binaries.ts'
import { OldDatetimeWriter } from './writers/datetimes.ts'
import { DecimalWriter, MoneyWriter } from './writers/decimals.ts'
import { FloatWriter, RealWriter } from './writers/floats.ts'
import { GuidTextWriter, GuidWriter } from './writers/guids.ts'
import { BigintWriter, BitWriter, IntWriter, SmallintWriter, TinyintWriter } from './writers/integers.ts'
import { TextWriter } from './writers/texts.ts'
import { DatetimeWriter, DateWriter, TimeWriter } from './writers/times.ts'
import { BLOCK_ROWS, isNull, validityOf, type Writer } from './writers/writer.ts'

/** Bytes of the token and of the part's number at the end of the row. */
const TOKEN_BYTES = 1
const PART_BYTES = 5

/** The rows of all batches; each ends with `part`, the number of the part that it belongs to. */
export function writeRows(schema: Schema, batches: Batch[], part: number): Uint8Array<ArrayBuffer> {
  const writers = schema.fields.map(writerOf)
  const out = new Output(batches.reduce((sum, batch) => sum + limitOf(writers, batch), 0))
  let before = 0
  for (const batch of batches) {
    for (const [c, { name, nullable }] of schema.fields.entries()) {
      if (!nullable && batch.columns[c]!.nulls > 0) throw unexpectedNull(name)
    }
    for (const writer of writers) writer.before = before
    for (let first = 0; first < batch.rows; first += BLOCK_ROWS) {
      writeBlock(writers, batch, first, Math.min(BLOCK_ROWS, batch.rows - first), part, out)
    }
    before += batch.rows
  }
  return out.take()
}

function limitOf(writers: Writer[], { rows, columns }: Batch): number {
  return writers.reduce((sum, writer, c) => sum + writer.limit(columns[c]!, rows), rows * (TOKEN_BYTES + PART_BYTES))
}

const sizes = new Int32Array(BLOCK_ROWS)
const at = new Int32Array(BLOCK_ROWS)

function writeBlock(
  writers: Writer[],
  { columns }: Batch,
  first: number,
  count: number,
  part: number,
  out: Output,
): void {
  measure(writers, columns, first, count)
  let total = 0
  for (let i = 0; i < count; i++) total += sizes[i]!
  let place = out.reserve(total)
  for (let i = 0; i < count; i++) {
    out.bytes[place] = TOKEN.ROW
    at[i] = place + TOKEN_BYTES
    place += sizes[i]!
  }
  for (const [c, writer] of writers.entries()) writer.write(columns[c]!, first, count, out, at)
  for (let i = 0; i < count; i++) {
    out.bytes[at[i]!] = PART_BYTES - 1
    out.view.setInt32(at[i]! + 1, part, true)
  }
  // A cell of another length than it said would have put all rows behind it out of place.
  if (at[count - 1]! + PART_BYTES !== out.length) throw new Error('a block of rows is not as long as it was measured')
}

/** The bytes of each row of the block. */
function measure(writers: Writer[], columns: Batch['columns'], first: number, count: number): void {
  sizes.fill(
    writers.reduce((sum, { size }) => sum + size, TOKEN_BYTES + PART_BYTES),
    0,
    count,
  )
  for (const [c, writer] of writers.entries()) {
    const column = columns[c]!
    if (writer.size === 0) {
      writer.measure(column, first, count, sizes)
      continue
    }
    const validity = validityOf(column)
    if (validity === null) continue
    const less = writer.size - writer.nullSize
    for (let i = 0; i < count; i++) if (isNull(validity, first + i)) sizes[i]! -= less
  }
}

function writerOf(field: Field): Writer {
  const type = columnTypeOf(field)
  return writerFor(field.name, type, printSqlType(type), field.type)
}

/** `data` is of a kind that the type holds: `columnTypeOf` sees to it. */
function writerFor(name: string, type: SqlType, printed: string, data: DataType): Writer {
  switch (type.base) {
    case 'bit':
      return new BitWriter(name, printed)
    case 'tinyint':
      return new TinyintWriter(name, printed)
    case 'smallint':
      return new SmallintWriter(name, printed)
    case 'int':
      return new IntWriter(name, printed)
    case 'bigint':
      return new BigintWriter(name, printed)
    case 'real':
      return new RealWriter(name, printed)
    case 'float':
      return new FloatWriter(name, printed)
    case 'money':
    case 'smallmoney':
      return new MoneyWriter(name, printed, type.base === 'smallmoney')
    case 'decimal':
    case 'numeric':
      return new DecimalWriter(name, printed, type.precision)
    case 'date':
      return new DateWriter(name, printed)
    case 'time':
      return new TimeWriter(name, printed, unitOf(data), type.scale)
    case 'datetime2':
    case 'datetimeoffset':
      return new DatetimeWriter(name, printed, unitOf(data), type.scale, type.base === 'datetimeoffset')
    case 'datetime':
    case 'smalldatetime':
      return new OldDatetimeWriter(name, printed, type.base === 'smalldatetime')
    case 'uniqueidentifier':
      return data.kind === 'uuid' ? new GuidWriter(name, printed) : new GuidTextWriter(name, printed)
    case 'nchar':
    case 'nvarchar':
      return new TextWriter(name, printed, type.length === 'max' ? Number.POSITIVE_INFINITY : type.length * 2)
    case 'binary':
    case 'varbinary':
      return new BinaryWriter(name, printed, type.length === 'max' ? Number.POSITIVE_INFINITY : type.length)
  }
}

function unitOf(data: DataType): 'us' | 'ns' {
  return data.kind === 'time' || data.kind === 'timestamp' ? data.unit : 'us'
}

function unexpectedNull(column: string): StoreError {
  return new StoreError(
    'VALUE_REFUSED',
    `Column ${JSON.stringify(column)} has a NULL, and its source said it has none.`,
    {
      advice: 'Run it again: the column may have been altered while it was read.',
      facts: { column },
    },
  )
}
