/** Our types as Fabric names them in its documents on the landing zone ("SchemaDefinition" of Open Mirroring). */
import type { DataType, Schema } from '../../columns/schema.ts'

export interface FabricColumn {
  name: string
  type: string
  nullable: boolean
  precision?: number
  scale?: number
}

export function fabricColumns({ fields }: Schema): FabricColumn[] {
  // Every column of our files may be null, whatever the source says.
  return fields.map(({ name, type }) => ({ name, type: fabricType(type), nullable: true, ...sizeOf(type) }))
}

function fabricType(type: DataType): string {
  switch (type.kind) {
    case 'bool':
      return 'Boolean'
    case 'int':
      return `Int${type.bits}`
    case 'float':
      return type.bits === 32 ? 'Single' : 'Double'
    case 'decimal':
      return 'Decimal'
    case 'date':
      return 'IDate'
    case 'time':
      return 'ITime'
    case 'timestamp':
      return 'DateTime'
    case 'binary':
      return 'ByteArray'
    case 'uuid':
    case 'utf8':
      return 'String'
  }
}

function sizeOf(type: DataType): Pick<FabricColumn, 'precision' | 'scale'> {
  return type.kind === 'decimal' ? { precision: type.precision, scale: type.scale } : {}
}
