/** The types a column can have on its way: the subset of Arrow's logical types that hygge moves losslessly. */

export type DataType =
  | { kind: 'bool' }
  | { kind: 'int'; bits: 16 | 32 | 64 }
  | { kind: 'float'; bits: 32 | 64 }
  | { kind: 'decimal'; precision: number; scale: number }
  | { kind: 'date' }
  | { kind: 'time'; unit: 'us' | 'ns' }
  | { kind: 'timestamp'; unit: 'us' | 'ns'; utc: boolean }
  | { kind: 'utf8' }
  | { kind: 'binary' }
  | { kind: 'uuid' }

/** One column of a data set. Plain data, so that it crosses threads, JSON and the journal unchanged. */
export interface Field {
  name: string
  type: DataType
  nullable: boolean
  /** The type as the home names it, for messages and the plan: `decimal(18,4)`. */
  source: string
  /** Characters of text, or bytes, that a value has at the most, when they are hygge's own and `source` does not tell. */
  length?: number
  /** What the conversion does to values, when it is not the identity: `cut to microseconds`. */
  note?: string
}

export interface Schema {
  fields: Field[]
}

/** Bytes one value takes in `Column.values`; 0 for types that are bit-packed or of variable length. */
export function byteWidth(type: DataType): number {
  switch (type.kind) {
    case 'bool':
    case 'utf8':
    case 'binary':
      return 0
    case 'int':
    case 'float':
      return type.bits / 8
    case 'date':
      return 4
    case 'time':
    case 'timestamp':
      return 8
    case 'decimal':
    case 'uuid':
      return 16
  }
}
