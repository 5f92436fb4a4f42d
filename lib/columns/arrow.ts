/** Batches as apache-arrow objects, for users of the library and for tests. Nothing is copied: the objects view the batch's buffers. */
import {
  Field as ArrowField,
  Schema as ArrowSchema,
  type DataType as ArrowType,
  Binary,
  Bool,
  type Data,
  DateDay,
  Decimal,
  FixedSizeBinary,
  Float32,
  Float64,
  Int16,
  Int32,
  Int64,
  makeData,
  RecordBatch,
  Struct,
  TimeMicrosecond,
  TimeNanosecond,
  TimestampMicrosecond,
  TimestampNanosecond,
  Utf8,
} from 'apache-arrow'
import type { Batch, Column } from './batch.ts'
import type { DataType, Schema } from './schema.ts'

/** The schema in Arrow's terms; `source` and `note` of a field are its metadata. */
export function toArrowSchema(schema: Schema): ArrowSchema {
  const fields = schema.fields.map(({ name, nullable, type, source, note }) => {
    const metadata = new Map([['source', source]])
    if (note !== undefined) metadata.set('note', note)
    return new ArrowField(name, toArrowType(type), nullable, metadata)
  })
  return new ArrowSchema(fields)
}

/** The batch as an Arrow RecordBatch. It is gone when the batch's buffers are transferred. */
export function toRecordBatch(schema: Schema, batch: Batch): RecordBatch {
  const arrow = toArrowSchema(schema)
  const children = batch.columns.map((column, i) => toData(schema.fields[i]!.type, column, batch.rows))
  return new RecordBatch(
    arrow,
    makeData({ type: new Struct(arrow.fields), length: batch.rows, nullCount: 0, children }),
  )
}

function toArrowType(type: DataType): ArrowType {
  switch (type.kind) {
    case 'bool':
      return new Bool()
    case 'int':
      return type.bits === 16 ? new Int16() : type.bits === 32 ? new Int32() : new Int64()
    case 'float':
      return type.bits === 32 ? new Float32() : new Float64()
    case 'decimal':
      // Scale comes first here, against the order of everybody else.
      return new Decimal(type.scale, type.precision, 128)
    case 'date':
      return new DateDay()
    case 'time':
      return type.unit === 'us' ? new TimeMicrosecond() : new TimeNanosecond()
    case 'timestamp': {
      const zone = type.utc ? 'UTC' : null
      return type.unit === 'us' ? new TimestampMicrosecond(zone) : new TimestampNanosecond(zone)
    }
    case 'utf8':
      return new Utf8()
    case 'binary':
      return new Binary()
    case 'uuid':
      return new FixedSizeBinary(16)
  }
}

function toData(type: DataType, column: Column, rows: number): Data {
  const { nulls, validity, offsets, values } = column
  const { buffer, byteOffset } = values
  const common = { length: rows, nullCount: nulls, nullBitmap: validity }
  const valueOffsets = offsets ?? new Int32Array(1)
  switch (type.kind) {
    case 'bool':
      return makeData({ ...common, type: new Bool(), data: values })
    case 'int':
      if (type.bits === 16)
        return makeData({ ...common, type: new Int16(), data: new Int16Array(buffer, byteOffset, rows) })
      if (type.bits === 32)
        return makeData({ ...common, type: new Int32(), data: new Int32Array(buffer, byteOffset, rows) })
      return makeData({ ...common, type: new Int64(), data: new BigInt64Array(buffer, byteOffset, rows) })
    case 'float':
      return type.bits === 32
        ? makeData({ ...common, type: new Float32(), data: new Float32Array(buffer, byteOffset, rows) })
        : makeData({ ...common, type: new Float64(), data: new Float64Array(buffer, byteOffset, rows) })
    case 'decimal': {
      const data = new Uint32Array(buffer, byteOffset, rows * 4)
      return makeData({ ...common, type: new Decimal(type.scale, type.precision, 128), data })
    }
    case 'date':
      return makeData({ ...common, type: new DateDay(), data: new Int32Array(buffer, byteOffset, rows) })
    case 'time': {
      const data = new BigInt64Array(buffer, byteOffset, rows)
      return type.unit === 'us'
        ? makeData({ ...common, type: new TimeMicrosecond(), data })
        : makeData({ ...common, type: new TimeNanosecond(), data })
    }
    case 'timestamp': {
      const data = new BigInt64Array(buffer, byteOffset, rows)
      const zone = type.utc ? 'UTC' : null
      return type.unit === 'us'
        ? makeData({ ...common, type: new TimestampMicrosecond(zone), data })
        : makeData({ ...common, type: new TimestampNanosecond(zone), data })
    }
    case 'utf8':
      return makeData({ ...common, type: new Utf8(), valueOffsets, data: values })
    case 'binary':
      return makeData({ ...common, type: new Binary(), valueOffsets, data: values })
    case 'uuid':
      return makeData({ ...common, type: new FixedSizeBinary(16), data: values })
  }
}
