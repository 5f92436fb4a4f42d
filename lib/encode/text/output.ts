/** Text being written, as bytes. */

const ZERO = 0x30
const MINUS = 0x2d

export class TextOutput {
  bytes: Uint8Array<ArrayBuffer>
  length = 0

  /** @param expected about how many bytes there will be */
  constructor(expected: number) {
    this.bytes = new Uint8Array(Math.max(expected, 1024))
  }

  /** Makes room for `more` bytes; `bytes` may be another array afterwards. */
  reserve(more: number): void {
    const needed = this.length + more
    if (needed <= this.bytes.length) return
    this.bytes = new Uint8Array(this.bytes.buffer.transfer(Math.max(needed, this.bytes.length * 2)))
  }

  byte(byte: number): void {
    this.reserve(1)
    this.bytes[this.length++] = byte
  }

  /** Text of ASCII characters. */
  ascii(text: string): void {
    this.reserve(text.length)
    for (let at = 0; at < text.length; at++) this.bytes[this.length++] = text.charCodeAt(at)
  }

  raw(source: Uint8Array, start: number, end: number): void {
    this.reserve(end - start)
    if (end - start > 24) {
      this.bytes.set(source.subarray(start, end), this.length)
      this.length += end - start
    } else for (let at = start; at < end; at++) this.bytes[this.length++] = source[at]
  }

  /** A whole number that a double holds exactly. */
  integer(value: number): void {
    this.reserve(20)
    if (value < 0) this.bytes[this.length++] = MINUS
    this.digits(Math.abs(value), 1)
  }

  /** A whole number that is not negative, with zeros in front up to so many digits. Room for 20 must be there. */
  digits(value: number, least: number): void {
    let count = 1
    for (let limit = 10; limit <= value; limit *= 10) count++
    count = Math.max(count, least)
    let rest = value
    for (let at = this.length + count - 1; at >= this.length; at--) {
      const next = Math.floor(rest / 10)
      this.bytes[at] = ZERO + rest - next * 10
      rest = next
    }
    this.length += count
  }

  /** What was written, in an ArrayBuffer of its own. */
  take(): Uint8Array<ArrayBuffer> {
    const taken = new Uint8Array(this.bytes.buffer.transfer(this.length))
    this.bytes = new Uint8Array(0)
    this.length = 0
    return taken
  }
}
