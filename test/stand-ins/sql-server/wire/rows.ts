import type { SqlColumn, SqlValue } from '../types.ts'
import { ByteWriter } from './byte-writer.ts'
import { collationOf } from './collation.ts'
import { type Frame, type TypeInfo, typeInfoOf } from './type-info.ts'
import type { ValueEncoder } from './values/encoder.ts'
import { bigint, bit, decimal, float, integer, money } from './values/number.ts'
import * as text from './values/text.ts'
import { date, datetime, datetime2, datetimeoffset, smalldatetime, time } from './values/time.ts'
import { variant } from './values/variant.ts'

export interface RowOptions {
  /** NBCROW for rows with a NULL (`auto`, default), for no row, or for every row. */
  nbcrow?: 'auto' | 'never' | 'always'
  /** `full` sends decimals with 17 bytes whatever their precision, as some servers do; default `precision`. */
  decimalLength?: 'precision' | 'full'
  /** Bytes of one chunk of a PLP value; default 32,000. */
  plpChunkBytes?: number
  /** Leaves the total length of PLP values unsaid, as servers that stream do; default false. */
  plpUnknownLength?: boolean
}

const ROW = 0xd1
const NBCROW = 0xd2
const DEFAULT_PLP_CHUNK_BYTES = 32_000

/** NULL in a ROW token by frame, [MS-TDS] 2.2.5.2.3 and 2.2.7.19. */
const NULLS: Record<Exclude<Frame, 'fixed'>, Uint8Array> = {
  byte: Uint8Array.of(0),
  short: Uint8Array.of(0xff, 0xff),
  plp: new Uint8Array(8).fill(0xff),
  text: Uint8Array.of(0),
  variant: new Uint8Array(4),
}

/** Encodes rows of one result set, one encoder per column. */
export class RowEncoder {
  readonly #columns: readonly SqlColumn[]
  readonly #encoders: ValueEncoder[]
  readonly #nulls: Uint8Array[]
  readonly #nbcrow: 'auto' | 'never' | 'always'
  readonly #bitmap: Uint8Array

  constructor(columns: readonly SqlColumn[], options: RowOptions = {}) {
    this.#columns = columns
    const infos = columns.map(typeInfoOf)
    this.#encoders = columns.map((column, index) => encoderOf(column, infos[index], options))
    this.#nulls = infos.map(({ frame }) => (frame === 'fixed' ? new Uint8Array(0) : NULLS[frame]))
    this.#nbcrow = options.nbcrow ?? 'auto'
    this.#bitmap = new Uint8Array(Math.ceil(columns.length / 8))
  }

  /** Writes rows `from` to `to` and stops early once `out` holds `maxBytes`; returns the row after the last one written. */
  encode(out: ByteWriter, values: readonly SqlValue[][], from: number, to: number, maxBytes = Infinity): number {
    const encoders = this.#encoders
    let row = from
    let column = 0
    try {
      while (row < to && out.at < maxBytes) {
        const nulls = this.#findNulls(values, row)
        if (this.#nbcrow === 'auto' ? nulls : this.#nbcrow === 'always') {
          out.u8(NBCROW)
          out.raw(this.#bitmap)
          for (column = 0; column < encoders.length; column++) {
            const value = values[column][row]
            if (value !== null) encoders[column](out, value)
          }
        } else {
          out.u8(ROW)
          for (column = 0; column < encoders.length; column++) {
            const value = values[column][row]
            if (value !== null) encoders[column](out, value)
            else out.raw(this.#nulls[column])
          }
        }
        row++
      }
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause)
      throw new TypeError(`column "${this.#columns[column]?.name}", row ${row}: ${reason}`, { cause })
    }
    return row
  }

  /** Fills the bitmap of NBCROW ([MS-TDS] 2.2.7.15); true when the row has a NULL. */
  #findNulls(values: readonly SqlValue[][], row: number): boolean {
    const bitmap = this.#bitmap
    bitmap.fill(0)
    let found = false
    for (let column = 0; column < values.length; column++) {
      if (values[column][row] === null) {
        if (!this.#columns[column].nullable)
          throw new TypeError(`NULL in NOT NULL column "${this.#columns[column].name}"`)
        bitmap[column >> 3] |= 1 << (column & 7)
        found = true
      }
    }
    return found
  }
}

/** Rows 0 to `count` of column-wise values as ROW and NBCROW tokens. */
export function encodeRows(
  columns: readonly SqlColumn[],
  values: readonly SqlValue[][],
  count: number,
  options: RowOptions = {},
): Uint8Array {
  const out = new ByteWriter(Math.max(1024, count * columns.length * 8))
  new RowEncoder(columns, options).encode(out, values, 0, count)
  return out.written()
}

function encoderOf({ type, nullable }: SqlColumn, info: TypeInfo, options: RowOptions): ValueEncoder {
  const prefix = nullable ? info.size : -1
  const form = {
    chunkBytes: options.plpChunkBytes ?? DEFAULT_PLP_CHUNK_BYTES,
    unknownLength: options.plpUnknownLength ?? false,
  }
  const max = info.frame === 'plp'
  switch (type.name) {
    case 'bit':
      return bit(prefix)
    case 'tinyint':
      return integer(1, prefix)
    case 'smallint':
      return integer(2, prefix)
    case 'int':
      return integer(4, prefix)
    case 'bigint':
      return bigint(prefix)
    case 'real':
      return float(4, prefix)
    case 'float':
      return float(8, prefix)
    case 'smallmoney':
      return money(4, prefix)
    case 'money':
      return money(8, prefix)
    case 'decimal':
    case 'numeric':
      return decimal(type, options.decimalLength === 'full')
    case 'date':
      return date()
    case 'time':
      return time(info.scale)
    case 'datetime2':
      return datetime2(info.scale)
    case 'datetimeoffset':
      return datetimeoffset(info.scale)
    case 'datetime':
      return datetime(prefix)
    case 'smalldatetime':
      return smalldatetime(prefix)
    case 'uniqueidentifier':
      return text.uniqueidentifier()
    case 'char':
    case 'varchar': {
      const collation = collationOf(type.collation)
      return max ? text.varcharMax(form, collation) : text.varchar(info.size, collation)
    }
    case 'nchar':
    case 'nvarchar':
      return max ? text.nvarcharMax(form) : text.nvarchar(info.size)
    case 'binary':
    case 'varbinary':
    case 'timestamp':
      return max ? text.varbinaryMax(form) : text.varbinary(info.size)
    case 'text':
      return text.longText(collationOf(type.collation).encode)
    case 'ntext':
      return text.longText(value => Buffer.from(value, 'utf16le'))
    case 'image':
      return text.image()
    case 'xml':
      return text.nvarcharMax(form)
    case 'udt':
      return text.varbinaryMax(form)
    case 'sql_variant':
      return variant()
  }
}
