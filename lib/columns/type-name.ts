import type { DataType } from './schema.ts'

/** The name by which Arrow knows the type. */
export function typeName(type: DataType): string {
  switch (type.kind) {
    case 'int':
      return `int${type.bits}`
    case 'float':
      return `float${type.bits}`
    case 'decimal':
      return `decimal(${type.precision}, ${type.scale})`
    case 'time':
      return `time(${type.unit})`
    case 'timestamp':
      return type.utc ? `timestamp(${type.unit}, UTC)` : `timestamp(${type.unit})`
    default:
      return type.kind
  }
}
