/** Writes the Thrift compact protocol, as far as Parquet's metadata needs it (thrift: thrift-compact-protocol.md). */

const BOOLEAN_TRUE = 1
const BOOLEAN_FALSE = 2
const I8 = 3
const I16 = 4
const I32 = 5
const I64 = 6
const BINARY = 8
const LIST = 9
const STRUCT = 12

/** The element types that lists in Parquet's metadata have. */
export const Element = { BOOL: BOOLEAN_FALSE, I32, I64, BINARY, STRUCT } as const

const encoder = new TextEncoder()

/** Values written between `begin` and `end` are fields of that struct; values without a field are elements of the open list. */
export class ThriftWriter {
  #bytes = new Uint8Array(256)
  #length = 0
  #field = 0
  readonly #outer: number[] = []

  /** What was written, in an ArrayBuffer of its own. */
  finish(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#length)
  }

  /** Opens a struct: the field of the struct around it, or with no field an element of a list or the outermost struct. */
  begin(field?: number): void {
    if (field !== undefined) this.#header(field, STRUCT)
    this.#outer.push(this.#field)
    this.#field = 0
  }

  end(): void {
    this.#byte(0)
    this.#field = this.#outer.pop() ?? 0
  }

  /** A struct without fields, which is how Thrift spells the arm of a union that says all by itself. */
  empty(field: number): void {
    this.begin(field)
    this.end()
  }

  i16(field: number, value: number): void {
    this.#header(field, I16)
    this.#zigzag(value)
  }

  i32(field: number, value: number): void {
    this.#header(field, I32)
    this.#zigzag(value)
  }

  /** `value` is a safe integer: every position and count of a file is. */
  i64(field: number, value: number): void {
    this.#header(field, I64)
    this.#zigzag(value)
  }

  bool(field: number, value: boolean): void {
    this.#header(field, value ? BOOLEAN_TRUE : BOOLEAN_FALSE)
  }

  i8(field: number, value: number): void {
    this.#header(field, I8)
    this.#byte(value)
  }

  string(field: number, value: string): void {
    this.binary(field, encoder.encode(value))
  }

  binary(field: number, value: Uint8Array): void {
    this.#header(field, BINARY)
    this.binaryElement(value)
  }

  list(field: number, element: number, size: number): void {
    this.#header(field, LIST)
    if (size < 15) this.#byte((size << 4) | element)
    else {
      this.#byte(0xf0 | element)
      this.#varint(size)
    }
  }

  boolElement(value: boolean): void {
    this.#byte(value ? BOOLEAN_TRUE : BOOLEAN_FALSE)
  }

  /** An i32 or i64 element: they are written alike. */
  intElement(value: number): void {
    this.#zigzag(value)
  }

  stringElement(value: string): void {
    this.binaryElement(encoder.encode(value))
  }

  binaryElement(value: Uint8Array): void {
    this.#varint(value.length)
    this.#reserve(value.length)
    this.#bytes.set(value, this.#length)
    this.#length += value.length
  }

  /** Fields come in rising order with steps below 16, so the short form always serves. */
  #header(field: number, type: number): void {
    this.#byte(((field - this.#field) << 4) | type)
    this.#field = field
  }

  #zigzag(value: number): void {
    this.#varint(value < 0 ? -value * 2 - 1 : value * 2)
  }

  /** ULEB128 by arithmetic, because positions pass 32 bits. */
  #varint(value: number): void {
    let rest = value
    while (rest > 0x7f) {
      this.#byte((rest % 0x80) | 0x80)
      rest = Math.floor(rest / 0x80)
    }
    this.#byte(rest)
  }

  #byte(value: number): void {
    this.#reserve(1)
    this.#bytes[this.#length++] = value
  }

  #reserve(more: number): void {
    const needed = this.#length + more
    if (needed <= this.#bytes.length) return
    const grown = new Uint8Array(Math.max(needed, this.#bytes.length * 2))
    grown.set(this.#bytes.subarray(0, this.#length))
    this.#bytes = grown
  }
}
