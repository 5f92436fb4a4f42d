/** The schema in the footer, with logical and converted types side by side for old readers (LogicalTypes.md). */
import { type Leaf, Physical } from './leaf.ts'
import { Element, type ThriftWriter } from './thrift.ts'

const OPTIONAL = 1

/** parquet.thrift `ConvertedType`. */
const Converted = { UTF8: 0, DECIMAL: 5, DATE: 6, TIME_MICROS: 8, TIMESTAMP_MICROS: 10, INT_16: 16 } as const

/** parquet.thrift `LogicalType`: the field of the union. */
const Logical = { STRING: 1, DECIMAL: 5, DATE: 6, TIME: 7, TIMESTAMP: 8, INTEGER: 10, UUID: 14 } as const

/** Field 2 of `FileMetaData`: the root, then the leaves, depth first. */
export function writeSchema(thrift: ThriftWriter, leaves: Leaf[]): void {
  thrift.list(2, Element.STRUCT, leaves.length + 1)
  thrift.begin()
  thrift.string(4, 'schema')
  thrift.i32(5, leaves.length)
  thrift.end()
  for (const leaf of leaves) writeLeaf(thrift, leaf)
}

/** parquet.thrift `SchemaElement`: fields in rising order, as the writer wants them. */
function writeLeaf(thrift: ThriftWriter, leaf: Leaf): void {
  const { name, type, physical, width } = leaf
  const converted = convertedType(leaf)
  thrift.begin()
  thrift.i32(1, physical)
  if (physical === Physical.FIXED_LEN_BYTE_ARRAY) thrift.i32(2, width)
  thrift.i32(3, OPTIONAL)
  thrift.string(4, name)
  if (converted !== null) thrift.i32(6, converted)
  if (type.kind === 'decimal') {
    thrift.i32(7, type.scale)
    thrift.i32(8, type.precision)
  }
  writeLogical(thrift, leaf)
  thrift.end()
}

/** Local times and timestamps carry the legacy annotation too: writers must, readers prefer the logical type (LogicalTypes.md, TIME). */
function convertedType({ type }: Leaf): number | null {
  switch (type.kind) {
    case 'int':
      return type.bits === 16 ? Converted.INT_16 : null
    case 'decimal':
      return Converted.DECIMAL
    case 'date':
      return Converted.DATE
    case 'time':
      return type.unit === 'us' ? Converted.TIME_MICROS : null
    case 'timestamp':
      return type.unit === 'us' ? Converted.TIMESTAMP_MICROS : null
    case 'utf8':
      return Converted.UTF8
    default:
      return null
  }
}

function writeLogical(thrift: ThriftWriter, { type }: Leaf): void {
  if (type.kind === 'bool' || type.kind === 'float' || type.kind === 'binary') return
  if (type.kind === 'int' && type.bits !== 16) return
  thrift.begin(10)
  switch (type.kind) {
    case 'int':
      thrift.begin(Logical.INTEGER)
      thrift.i8(1, type.bits)
      thrift.bool(2, true)
      thrift.end()
      break
    case 'decimal':
      thrift.begin(Logical.DECIMAL)
      thrift.i32(1, type.scale)
      thrift.i32(2, type.precision)
      thrift.end()
      break
    case 'date':
      thrift.empty(Logical.DATE)
      break
    case 'time':
      writeClock(thrift, Logical.TIME, type.unit, false)
      break
    case 'timestamp':
      writeClock(thrift, Logical.TIMESTAMP, type.unit, type.utc)
      break
    case 'utf8':
      thrift.empty(Logical.STRING)
      break
    case 'uuid':
      thrift.empty(Logical.UUID)
      break
  }
  thrift.end()
}

/** `isAdjustedToUTC`, then the union `TimeUnit`: MICROS is its field 2, NANOS 3. */
function writeClock(thrift: ThriftWriter, logical: number, unit: 'us' | 'ns', utc: boolean): void {
  thrift.begin(logical)
  thrift.bool(1, utc)
  thrift.begin(2)
  thrift.empty(unit === 'us' ? 2 : 3)
  thrift.end()
  thrift.end()
}
