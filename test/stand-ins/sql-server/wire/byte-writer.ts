/** A growing buffer that tokens are written to; little-endian, as TDS token bytes are ([MS-TDS] 2.2.5.1.1). */
export class ByteWriter {
  bytes: Buffer
  view: DataView
  at = 0

  constructor(size = 256) {
    this.bytes = Buffer.allocUnsafeSlow(size)
    this.view = new DataView(this.bytes.buffer)
  }

  /** Makes room for `count` more bytes; `bytes` and `view` are new objects when it had to grow. */
  reserve(count: number): void {
    if (this.at + count > this.bytes.length) this.#grow(count)
  }

  #grow(count: number): void {
    const larger = Buffer.allocUnsafeSlow(Math.max(this.bytes.length * 2, this.at + count))
    this.bytes.copy(larger, 0, 0, this.at)
    this.bytes = larger
    this.view = new DataView(larger.buffer)
  }

  u8(value: number): void {
    this.reserve(1)
    this.bytes[this.at++] = value
  }

  u16(value: number): void {
    this.reserve(2)
    this.bytes[this.at++] = value
    this.bytes[this.at++] = value >>> 8
  }

  u32(value: number): void {
    this.reserve(4)
    this.view.setUint32(this.at, value, true)
    this.at += 4
  }

  u32be(value: number): void {
    this.reserve(4)
    this.view.setUint32(this.at, value, false)
    this.at += 4
  }

  u64(value: bigint): void {
    this.reserve(8)
    this.view.setBigUint64(this.at, value, true)
    this.at += 8
  }

  raw(bytes: Uint8Array): void {
    this.reserve(bytes.length)
    this.bytes.set(bytes, this.at)
    this.at += bytes.length
  }

  /** UTF-16LE without a length; unpaired surrogates pass unchanged. */
  ucs2(text: string): void {
    this.reserve(text.length * 2)
    this.at += this.bytes.write(text, this.at, 'utf16le')
  }

  /** B_VARCHAR: one byte of length in characters, then UTF-16LE ([MS-TDS] 2.2.5.1.2). */
  bVarchar(text: string): void {
    if (text.length > 255)
      throw new RangeError(`"${text.slice(0, 40)}…" has ${text.length} characters, at most 255 fit`)
    this.u8(text.length)
    this.ucs2(text)
  }

  /** US_VARCHAR: two bytes of length in characters, then UTF-16LE. */
  usVarchar(text: string): void {
    const cut = text.length > 0xffff ? text.slice(0, 0xffff) : text
    this.u16(cut.length)
    this.ucs2(cut)
  }

  /** What was written, as a view that is valid until the next write. */
  written(): Buffer {
    return this.bytes.subarray(0, this.at)
  }
}
