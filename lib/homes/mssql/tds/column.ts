/** A column as COLMETADATA describes it, [MS-TDS] 2.2.7.4. */
export interface TdsColumn {
  name: string
  /** TDS type byte, [MS-TDS] 2.2.5.4. */
  type: number
  nullable: boolean
  /** The most bytes a value has; 0xFFFF for PLP types, up to 0xFFFFFFFF for text, ntext and image. */
  length: number
  precision?: number
  scale?: number
  /** iconv name of the code page that the collation implies, for char, varchar and text. */
  codepage?: string
  /** Name of a user-defined type: `hierarchyid`. */
  udt?: string
}
