/** How each of our types is stored in Parquet (parquet-format: LogicalTypes.md, parquet.thrift `Type`). */
import type { DataType, Schema } from '../../columns/schema.ts'

/** parquet.thrift `Type`. */
export const Physical = {
  BOOLEAN: 0,
  INT32: 1,
  INT64: 2,
  FLOAT: 4,
  DOUBLE: 5,
  BYTE_ARRAY: 6,
  FIXED_LEN_BYTE_ARRAY: 7,
} as const
export type Physical = (typeof Physical)[keyof typeof Physical]

/** One leaf column of the file; all of them are OPTIONAL and none is nested. */
export interface Leaf {
  name: string
  type: DataType
  physical: Physical
  /** Bytes of one PLAIN value; 0 where they vary (BYTE_ARRAY) or are bits (BOOLEAN). */
  width: number
}

/** The leaf columns of a schema, in order. */
export function leavesOf(schema: Schema): Leaf[] {
  return schema.fields.map(({ name, type }) => ({ name, type, ...storage(type) }))
}

function storage(type: DataType): { physical: Physical; width: number } {
  switch (type.kind) {
    case 'bool':
      return { physical: Physical.BOOLEAN, width: 0 }
    case 'int':
      return type.bits === 64 ? { physical: Physical.INT64, width: 8 } : { physical: Physical.INT32, width: 4 }
    case 'float':
      return type.bits === 64 ? { physical: Physical.DOUBLE, width: 8 } : { physical: Physical.FLOAT, width: 4 }
    case 'decimal':
      if (type.precision <= 9) return { physical: Physical.INT32, width: 4 }
      if (type.precision <= 18) return { physical: Physical.INT64, width: 8 }
      return { physical: Physical.FIXED_LEN_BYTE_ARRAY, width: decimalWidth(type.precision) }
    case 'date':
      return { physical: Physical.INT32, width: 4 }
    case 'time':
    case 'timestamp':
      return { physical: Physical.INT64, width: 8 }
    case 'utf8':
    case 'binary':
      return { physical: Physical.BYTE_ARRAY, width: 0 }
    case 'uuid':
      return { physical: Physical.FIXED_LEN_BYTE_ARRAY, width: 16 }
  }
}

/** The fewest bytes whose two's complement holds every value of the precision (LogicalTypes.md, DECIMAL). */
function decimalWidth(precision: number): number {
  const largest = 10n ** BigInt(precision) - 1n
  let width = 1
  while ((1n << BigInt(8 * width - 1)) - 1n < largest) width++
  return width
}
