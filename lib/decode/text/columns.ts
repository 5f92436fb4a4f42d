/** Columns filled with values from the bytes of their texts, one row after the other. */
import type { Column } from '../../columns/batch.ts'
import { takeBuffer } from '../../columns/buffers.ts'
import { padded, trimmed } from '../../columns/builder.ts'
import { byteWidth, type DataType } from '../../columns/schema.ts'
import { date, time, timestamp } from './moments.ts'
import { decimal, float, latin, longInteger, smallInteger } from './numbers.ts'
import { ValueError } from './value-error.ts'

/** One column of a batch of at most so many rows. */
export abstract class TextColumn {
  rows = 0
  readonly #most: number
  #nulls = 0
  #validity: Uint8Array<ArrayBuffer> | null = null

  constructor(most: number) {
    this.#most = most
  }

  /** The next row's value is what `bytes` say from `start` to `end`. @throws {ValueError} when it is none of the type; no row is added then */
  put(bytes: Uint8Array, start: number, end: number): void {
    this.write(bytes, start, end, this.rows)
    if (this.#validity !== null) this.#validity[this.rows >> 3] |= 1 << (this.rows & 7)
    this.rows++
  }

  /** The next row is NULL. */
  putNull(): void {
    this.#validity ??= this.#allValid()
    this.writeNull(this.rows)
    this.#nulls++
    this.rows++
  }

  /** The column, and an empty one for the next batch. */
  finish(): Column {
    const validity = this.#validity && trimmed(this.#validity, (this.rows + 7) >>> 3)
    const column = { nulls: this.#nulls, validity, ...this.take(this.rows) }
    this.rows = this.#nulls = 0
    this.#validity = null
    return column
  }

  /** True when any text is a value. */
  get isText(): boolean {
    return false
  }

  /** About how many bytes the batch has so far. */
  abstract get bytes(): number
  protected abstract write(bytes: Uint8Array, start: number, end: number, row: number): void
  protected writeNull(_row: number): void {}
  protected abstract take(rows: number): Pick<Column, 'offsets' | 'values'>

  protected get most(): number {
    return this.#most
  }

  #allValid(): Uint8Array<ArrayBuffer> {
    const bits = new Uint8Array(takeBuffer(padded((this.#most + 7) >>> 3), true))
    for (let row = 0; row < this.rows; row++) bits[row >> 3] |= 1 << (row & 7)
    return bits
  }
}

/** A column of this type. */
export function textColumn(type: DataType, most: number): TextColumn {
  switch (type.kind) {
    case 'bool':
      return new Flags(most)
    case 'utf8':
    case 'binary':
      return new Bytes(most, type.kind)
    default:
      return new Fixed(most, type)
  }
}

type FixedType = Exclude<DataType, { kind: 'bool' | 'utf8' | 'binary' }>

class Fixed extends TextColumn {
  readonly #type: FixedType
  readonly #width: number
  #view: DataView<ArrayBuffer> | null = null

  constructor(most: number, type: FixedType) {
    super(most)
    this.#type = type
    this.#width = byteWidth(type)
  }

  override get bytes(): number {
    return this.rows * this.#width
  }

  protected override write(bytes: Uint8Array, start: number, end: number, row: number): void {
    this.#view ??= new DataView(takeBuffer(padded(this.most * this.#width), true))
    writeFixed(this.#type, this.#view, row * this.#width, bytes, start, end)
  }

  protected override take(rows: number): Pick<Column, 'offsets' | 'values'> {
    const buffer = this.#view?.buffer ?? takeBuffer(padded(rows * this.#width), true)
    this.#view = null
    return { offsets: null, values: trimmed(new Uint8Array(buffer), rows * this.#width) }
  }
}

function writeFixed(type: FixedType, view: DataView, at: number, bytes: Uint8Array, start: number, end: number): void {
  switch (type.kind) {
    case 'int':
      if (type.bits === 64) view.setBigInt64(at, longInteger(bytes, start, end), true)
      else if (type.bits === 32) view.setInt32(at, smallInteger(bytes, start, end, 32), true)
      else view.setInt16(at, smallInteger(bytes, start, end, 16), true)
      return
    case 'float':
      if (type.bits === 64) view.setFloat64(at, float(bytes, start, end), true)
      else view.setFloat32(at, float(bytes, start, end), true)
      return
    case 'decimal': {
      const value = decimal(bytes, start, end, type.precision, type.scale)
      view.setBigInt64(at, BigInt.asIntN(64, value), true)
      view.setBigInt64(at + 8, value >> 64n, true)
      return
    }
    case 'date':
      view.setInt32(at, date(bytes, start, end), true)
      return
    case 'time':
      view.setBigInt64(at, time(bytes, start, end, type.unit), true)
      return
    case 'timestamp':
      view.setBigInt64(at, timestamp(bytes, start, end, type.unit, type.utc), true)
      return
    case 'uuid': {
      const hex = UUID.exec(latin(bytes, start, end))
      if (hex === null) throw new ValueError('is no uuid')
      const digits = hex.slice(1).join('')
      for (let byte = 0; byte < 16; byte++)
        view.setUint8(at + byte, Number.parseInt(digits.slice(2 * byte, 2 * byte + 2), 16))
    }
  }
}

const UUID = /^\{?([\da-f]{8})-?([\da-f]{4})-?([\da-f]{4})-?([\da-f]{4})-?([\da-f]{12})\}?$/i

class Flags extends TextColumn {
  #bits: Uint8Array<ArrayBuffer> | null = null

  override get bytes(): number {
    return this.rows >> 3
  }

  protected override write(bytes: Uint8Array, start: number, end: number, row: number): void {
    this.#bits ??= new Uint8Array(takeBuffer(padded((this.most + 7) >>> 3), true))
    if (flag(bytes, start, end)) this.#bits[row >> 3] |= 1 << (row & 7)
  }

  protected override take(rows: number): Pick<Column, 'offsets' | 'values'> {
    const bits = this.#bits ?? new Uint8Array(takeBuffer(padded((rows + 7) >>> 3), true))
    this.#bits = null
    return { offsets: null, values: trimmed(bits, (rows + 7) >>> 3) }
  }
}

function flag(bytes: Uint8Array, start: number, end: number): boolean {
  const text = end - start <= 5 ? latin(bytes, start, end).toLowerCase() : ''
  if (text === 'true' || text === '1') return true
  if (text === 'false' || text === '0') return false
  throw new ValueError('is neither true nor false')
}

class Bytes extends TextColumn {
  readonly #kind: 'utf8' | 'binary'
  #offsets: Int32Array<ArrayBuffer> | null = null
  #bytes: Uint8Array<ArrayBuffer> = new Uint8Array(0)
  #length = 0

  constructor(most: number, kind: 'utf8' | 'binary') {
    super(most)
    this.#kind = kind
  }

  override get isText(): boolean {
    return this.#kind === 'utf8'
  }

  override get bytes(): number {
    return this.#length
  }

  protected override write(bytes: Uint8Array, start: number, end: number, row: number): void {
    const at = this.#length
    if (this.#kind === 'binary') this.#writeHex(bytes, start, end)
    else {
      this.#reserve(end - start)
      if (end - start > 24) this.#bytes.set(bytes.subarray(start, end), at)
      else for (let from = start, to = at; from < end; from++, to++) this.#bytes[to] = bytes[from]
      this.#length = at + end - start
    }
    this.#ends()[row + 1] = this.#length
  }

  protected override writeNull(row: number): void {
    this.#ends()[row + 1] = this.#length
  }

  protected override take(rows: number): Pick<Column, 'offsets' | 'values'> {
    const ends = this.#ends()
    const offsets = trimmed(new Uint8Array(ends.buffer), 4 * (rows + 1))
    const values = trimmed(this.#bytes, this.#length)
    this.#offsets = null
    this.#bytes = new Uint8Array(0)
    this.#length = 0
    return { offsets: new Int32Array(offsets.buffer, 0, rows + 1), values }
  }

  #ends(): Int32Array<ArrayBuffer> {
    if (this.#offsets === null) {
      this.#offsets = new Int32Array(takeBuffer(padded(4 * (this.most + 1)), false))
      this.#offsets[0] = 0
    }
    return this.#offsets
  }

  /** `0x` and two digits a byte. */
  #writeHex(bytes: Uint8Array, start: number, end: number): void {
    const first = bytes[start] === 0x30 && (bytes[start + 1] | 0x20) === 0x78 ? start + 2 : start
    const text = latin(bytes, first, end)
    if (text.length % 2 !== 0 || !/^[\da-f]*$/i.test(text))
      throw new ValueError('is no bytes: write 0x and two digits for each')
    const value = Buffer.from(text, 'hex')
    this.#reserve(value.length)
    this.#bytes.set(value, this.#length)
    this.#length += value.length
  }

  #reserve(more: number): void {
    const needed = this.#length + more
    if (needed <= this.#bytes.length) return
    const grown = new Uint8Array(takeBuffer(padded(Math.max(needed, this.#bytes.length * 2, 4096)), false))
    grown.set(this.#bytes.subarray(0, this.#length))
    this.#bytes = grown
  }
}
