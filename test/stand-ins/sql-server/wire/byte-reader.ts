/** The client sent bytes that are not TDS; the server ends the connection. */
export class ProtocolError extends Error {}

/** Reads a client's message from front to back; little-endian unless said otherwise. */
export class ByteReader {
  readonly bytes: Buffer
  at = 0

  constructor(bytes: Buffer) {
    this.bytes = bytes
  }

  get left(): number {
    return this.bytes.length - this.at
  }

  #advance(count: number): number {
    const from = this.at
    if (count < 0 || from + count > this.bytes.length) {
      throw new ProtocolError(`message of ${this.bytes.length} bytes ends where ${count} more were expected at ${from}`)
    }
    this.at = from + count
    return from
  }

  u8(): number {
    return this.bytes.readUInt8(this.#advance(1))
  }

  u16(): number {
    return this.bytes.readUInt16LE(this.#advance(2))
  }

  u16be(): number {
    return this.bytes.readUInt16BE(this.#advance(2))
  }

  i16(): number {
    return this.bytes.readInt16LE(this.#advance(2))
  }

  u32(): number {
    return this.bytes.readUInt32LE(this.#advance(4))
  }

  i32(): number {
    return this.bytes.readInt32LE(this.#advance(4))
  }

  u64(): bigint {
    return this.bytes.readBigUInt64LE(this.#advance(8))
  }

  i64(): bigint {
    return this.bytes.readBigInt64LE(this.#advance(8))
  }

  f32(): number {
    return this.bytes.readFloatLE(this.#advance(4))
  }

  f64(): number {
    return this.bytes.readDoubleLE(this.#advance(8))
  }

  /** An unsigned integer of 1 to 6 bytes. */
  uint(size: number): number {
    return this.bytes.readUIntLE(this.#advance(size), size)
  }

  raw(count: number): Buffer {
    const from = this.#advance(count)
    return this.bytes.subarray(from, from + count)
  }

  /** UTF-16LE of `count` characters. */
  ucs2(count: number): string {
    return this.raw(count * 2).toString('utf16le')
  }

  bVarchar(): string {
    return this.ucs2(this.u8())
  }
}
