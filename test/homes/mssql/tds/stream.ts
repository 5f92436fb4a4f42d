/** Writes TDS token streams by hand, straight from [MS-TDS]: an opinion of its own to hold the decoder against. */

/** Grows as it is written to. */
export class Bytes {
  private buffer = Buffer.alloc(1 << 12)
  length = 0

  private room(bytes: number): number {
    if (this.length + bytes > this.buffer.length) {
      const larger = Buffer.alloc(Math.max(this.buffer.length * 2, this.length + bytes))
      this.buffer.copy(larger, 0, 0, this.length)
      this.buffer = larger
    }
    const at = this.length
    this.length += bytes
    return at
  }

  u8(...values: number[]): this {
    for (const value of values) {
      const at = this.room(1)
      this.buffer[at] = value
    }
    return this
  }
  u16(value: number): this {
    const at = this.room(2)
    this.buffer.writeUInt16LE(value & 0xffff, at)
    return this
  }
  u32(value: number): this {
    const at = this.room(4)
    this.buffer.writeUInt32LE(value >>> 0, at)
    return this
  }
  u64(value: bigint): this {
    const at = this.room(8)
    this.buffer.writeBigUInt64LE(BigInt.asUintN(64, value), at)
    return this
  }
  /** Little endian, any number of bytes. */
  le(value: bigint, bytes: number): this {
    for (let i = 0, rest = value; i < bytes; i++, rest >>= 8n) this.u8(Number(rest & 0xffn))
    return this
  }
  f32(value: number): this {
    const at = this.room(4)
    this.buffer.writeFloatLE(value, at)
    return this
  }
  f64(value: number): this {
    const at = this.room(8)
    this.buffer.writeDoubleLE(value, at)
    return this
  }
  raw(bytes: Uint8Array): this {
    const at = this.room(bytes.length)
    this.buffer.set(bytes, at)
    return this
  }
  bVarchar(text: string): this {
    return this.u8(text.length).raw(Buffer.from(text, 'utf16le'))
  }
  usVarchar(text: string): this {
    return this.u16(text.length).raw(Buffer.from(text, 'utf16le'))
  }
  done(): Buffer {
    return this.buffer.subarray(0, this.length)
  }
}

/** A type: its TYPE_INFO, and how a value that is not NULL, or a NULL, is written in a row. */
export interface Kind<V> {
  info(out: Bytes): void
  value(out: Bytes, value: V): void
  null(out: Bytes): void
  /** text, ntext, image have a table name in COLMETADATA. */
  table?: boolean
}

export interface ColumnSpec {
  name: string
  // biome-ignore lint/suspicious/noExplicitAny: a list of columns of different value types
  kind: Kind<any>
  nullable?: boolean
}

const never = (): never => {
  throw new Error('this type has no NULL')
}
const zero = (out: Bytes): void => void out.u8(0)
/** Latin1_General_CI_AS: language 0x0409. */
export const LATIN1 = [0x09, 0x04, 0xd0, 0x00, 0x00]

const byteLength = <V>(info: number[], width: number, write: (out: Bytes, value: V) => void): Kind<V> => ({
  info: out => void out.u8(...info),
  value: (out, value) => write(out.u8(width), value),
  null: zero,
})
const fixed = <V>(type: number, write: (out: Bytes, value: V) => void): Kind<V> => ({
  info: out => void out.u8(type),
  value: write,
  null: never,
})
const short = (out: Bytes, bytes: Uint8Array): void => void out.u16(bytes.length).raw(bytes)
const noShort = (out: Bytes): void => void out.u16(0xffff)
const utf16 = (text: string): Buffer => {
  const bytes = Buffer.alloc(text.length * 2)
  for (let i = 0; i < text.length; i++) bytes.writeUInt16LE(text.charCodeAt(i), i * 2)
  return bytes
}

/** How PLP values are cut: bytes a chunk, and whether the whole length is told. */
export interface Plp {
  chunk: number
  known: boolean
}
const plp = (out: Bytes, bytes: Uint8Array, { chunk, known }: Plp): void => {
  out.u64(known ? BigInt(bytes.length) : 0xfffffffffffffffen)
  for (let at = 0; at < bytes.length; at += chunk) {
    const piece = bytes.subarray(at, at + chunk)
    out.u32(piece.length).raw(piece)
  }
  out.u32(0)
}
const noPlp = (out: Bytes): void => void out.u64(0xffffffffffffffffn)
const text = (out: Bytes, bytes: Uint8Array): void =>
  void out.u8(16).raw(Buffer.alloc(16, 7)).raw(Buffer.alloc(8, 9)).u32(bytes.length).raw(bytes)

const timeBytes = (scale: number): number => (scale <= 2 ? 3 : scale <= 4 ? 4 : 5)

/** A day (since 0001-01-01), the time of day in units of the scale, and an offset in minutes. */
export interface Moment {
  days: number
  time: bigint
  offset?: number
}

export const kinds = {
  bit: byteLength<boolean>([0x68, 1], 1, (out, value) => void out.u8(value ? 1 : 0)),
  tinyint: byteLength<number>([0x26, 1], 1, (out, value) => void out.u8(value)),
  smallint: byteLength<number>([0x26, 2], 2, (out, value) => void out.u16(value)),
  int: byteLength<number>([0x26, 4], 4, (out, value) => void out.u32(value)),
  bigint: byteLength<bigint>([0x26, 8], 8, (out, value) => void out.u64(value)),
  real: byteLength<number>([0x6d, 4], 4, (out, value) => void out.f32(value)),
  float: byteLength<number>([0x6d, 8], 8, (out, value) => void out.f64(value)),
  bitFixed: fixed<boolean>(0x32, (out, value) => void out.u8(value ? 1 : 0)),
  tinyintFixed: fixed<number>(0x30, (out, value) => void out.u8(value)),
  smallintFixed: fixed<number>(0x34, (out, value) => void out.u16(value)),
  intFixed: fixed<number>(0x38, (out, value) => void out.u32(value)),
  bigintFixed: fixed<bigint>(0x7f, (out, value) => void out.u64(value)),
  realFixed: fixed<number>(0x3b, (out, value) => void out.f32(value)),
  floatFixed: fixed<number>(0x3e, (out, value) => void out.f64(value)),
  moneyFixed: fixed<bigint>(0x3c, (out, value) => void out.u32(Number((value >> 32n) & 0xffffffffn)).le(value, 4)),
  smallmoneyFixed: fixed<bigint>(0x7a, (out, value) => void out.le(value, 4)),
  datetimeFixed: fixed<[number, number]>(0x3d, (out, [days, ticks]) => void out.u32(days).u32(ticks)),
  smalldatetimeFixed: fixed<[number, number]>(0x3a, (out, [days, minutes]) => void out.u16(days).u16(minutes)),
  money: byteLength<bigint>(
    [0x6e, 8],
    8,
    (out, value) => void out.u32(Number((value >> 32n) & 0xffffffffn)).le(value, 4),
  ),
  smallmoney: byteLength<bigint>([0x6e, 4], 4, (out, value) => void out.le(value, 4)),
  /** `width` forces the length of every value, as some servers do. */
  decimal: (precision: number, scale: number, width?: number, type = 0x6a): Kind<bigint> => ({
    info: out =>
      void out.u8(type, precision <= 9 ? 5 : precision <= 19 ? 9 : precision <= 28 ? 13 : 17, precision, scale),
    value: (out, value) => {
      const bytes = width ?? (precision <= 9 ? 5 : precision <= 19 ? 9 : precision <= 28 ? 13 : 17)
      out.u8(bytes, value < 0n ? 0 : 1).le(value < 0n ? -value : value, bytes - 1)
    },
    null: zero,
  }),
  date: byteLength<number>([0x28], 3, (out, days) => void out.le(BigInt(days), 3)),
  time: (scale: number): Kind<bigint> =>
    byteLength([0x29, scale], timeBytes(scale), (out, value) => void out.le(value, timeBytes(scale))),
  datetime2: (scale: number): Kind<Moment> =>
    byteLength(
      [0x2a, scale],
      timeBytes(scale) + 3,
      (out, { days, time }) => void out.le(time, timeBytes(scale)).le(BigInt(days), 3),
    ),
  datetimeoffset: (scale: number): Kind<Moment> =>
    byteLength(
      [0x2b, scale],
      timeBytes(scale) + 5,
      (out, { days, time, offset = 0 }) => void out.le(time, timeBytes(scale)).le(BigInt(days), 3).u16(offset),
    ),
  datetime: byteLength<[number, number]>([0x6f, 8], 8, (out, [days, ticks]) => void out.u32(days).u32(ticks)),
  smalldatetime: byteLength<[number, number]>([0x6f, 4], 4, (out, [days, minutes]) => void out.u16(days).u16(minutes)),
  uniqueidentifier: byteLength<string>([0x24, 16], 16, (out, value) => {
    const hex = Buffer.from(value.replaceAll('-', ''), 'hex')
    out
      .raw(hex.subarray(0, 4).reverse())
      .raw(hex.subarray(4, 6).reverse())
      .raw(hex.subarray(6, 8).reverse())
      .raw(hex.subarray(8))
  }),
  nvarchar: (characters: number): Kind<string> => ({
    info: out =>
      void out
        .u8(0xe7)
        .u16(characters * 2)
        .u8(...LATIN1),
    value: (out, value) => short(out, utf16(value)),
    null: noShort,
  }),
  nchar: (characters: number): Kind<string> => ({
    info: out =>
      void out
        .u8(0xef)
        .u16(characters * 2)
        .u8(...LATIN1),
    value: (out, value) => short(out, utf16(value)),
    null: noShort,
  }),
  nvarcharMax: (cut: Plp = { chunk: 8000, known: true }): Kind<string> => ({
    info: out =>
      void out
        .u8(0xe7)
        .u16(0xffff)
        .u8(...LATIN1),
    value: (out, value) => plp(out, utf16(value), cut),
    null: noPlp,
  }),
  ntext: {
    info: out =>
      void out
        .u8(0x63)
        .u32(0x7ffffffe)
        .u8(...LATIN1),
    value: (out, value) => text(out, utf16(value)),
    null: zero,
    table: true,
  } satisfies Kind<string>,
  xml: (cut: Plp = { chunk: 8000, known: false }, schema = false): Kind<string> => ({
    info: out => {
      out.u8(0xf1, schema ? 1 : 0)
      if (schema) out.bVarchar('db').bVarchar('dbo').usVarchar('collection')
    },
    value: (out, value) => plp(out, utf16(value), cut),
    null: noPlp,
  }),
  /** Values are bytes in the column's code page. */
  varchar: (length: number, collation: number[] = LATIN1): Kind<Uint8Array> => ({
    info: out =>
      void out
        .u8(0xa7)
        .u16(length)
        .u8(...collation),
    value: short,
    null: noShort,
  }),
  char: (length: number, collation: number[] = LATIN1): Kind<Uint8Array> => ({
    info: out =>
      void out
        .u8(0xaf)
        .u16(length)
        .u8(...collation),
    value: short,
    null: noShort,
  }),
  varcharMax: (cut: Plp = { chunk: 8000, known: true }, collation: number[] = LATIN1): Kind<Uint8Array> => ({
    info: out =>
      void out
        .u8(0xa7)
        .u16(0xffff)
        .u8(...collation),
    value: (out, value) => plp(out, value, cut),
    null: noPlp,
  }),
  text: {
    info: out =>
      void out
        .u8(0x23)
        .u32(0x7fffffff)
        .u8(...LATIN1),
    value: text,
    null: zero,
    table: true,
  } satisfies Kind<Uint8Array>,
  binary: (length: number): Kind<Uint8Array> => ({
    info: out => void out.u8(0xad).u16(length),
    value: short,
    null: noShort,
  }),
  varbinary: (length: number): Kind<Uint8Array> => ({
    info: out => void out.u8(0xa5).u16(length),
    value: short,
    null: noShort,
  }),
  varbinaryMax: (cut: Plp = { chunk: 8000, known: true }): Kind<Uint8Array> => ({
    info: out => void out.u8(0xa5).u16(0xffff),
    value: (out, value) => plp(out, value, cut),
    null: noPlp,
  }),
  image: {
    info: out => void out.u8(0x22).u32(0x7fffffff),
    value: text,
    null: zero,
    table: true,
  } satisfies Kind<Uint8Array>,
  udt: (name: string): Kind<Uint8Array> => ({
    info: out =>
      void out.u8(0xf0).u16(892).bVarchar('db').bVarchar('sys').bVarchar(name).usVarchar('Microsoft.SqlServer.Types'),
    value: (out, value) => plp(out, value, { chunk: 8000, known: true }),
    null: noPlp,
  }),
  variant: {
    info: out => void out.u8(0x62).u32(8009),
    value: (out, value) => void out.u32(value.length).raw(value),
    null: out => void out.u32(0),
  } satisfies Kind<Uint8Array>,
}

/** COLMETADATA. */
export function columnsToken(out: Bytes, columns: ColumnSpec[]): Bytes {
  out.u8(0x81).u16(columns.length)
  for (const { name, kind, nullable = true } of columns) {
    out.u32(0).u16(nullable ? 9 : 8)
    kind.info(out)
    if (kind.table) out.u8(2).usVarchar('dbo').usVarchar('table')
    out.bVarchar(name)
  }
  return out
}

/** ROW, or NBCROW with its bitmap of NULLs. */
export function rowToken(out: Bytes, columns: ColumnSpec[], values: unknown[], compressed = false): Bytes {
  out.u8(compressed ? 0xd2 : 0xd1)
  if (compressed) {
    for (let first = 0; first < columns.length; first += 8) {
      out.u8(values.slice(first, first + 8).reduce<number>((bits, value, i) => bits | (value === null ? 1 << i : 0), 0))
    }
  }
  columns.forEach(({ kind }, i) => {
    if (values[i] !== null) kind.value(out, values[i])
    else if (!compressed) kind.null(out)
  })
  return out
}

/** DONE with a row count. */
export function doneToken(out: Bytes, rows: number, token = 0xfd): Bytes {
  return out.u8(token).u16(0x10).u16(0xc1).u64(BigInt(rows))
}

/** INFO or ERROR. */
export function messageToken(out: Bytes, token: 0xaa | 0xab, number: number, message: string): Bytes {
  const body = new Bytes().u32(number).u8(1, 16).usVarchar(message).bVarchar('server').bVarchar('').u32(1).done()
  return out.u8(token).u16(body.length).raw(body)
}
