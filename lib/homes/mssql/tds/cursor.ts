import type { Input } from './input.ts'

/** Reads the small parts of a token one after another. Past the end of what arrived it reads zeros and says `short`. */
export class Cursor {
  at: number
  /** True once something was asked for that has not arrived. */
  short = false
  private readonly input: Input

  constructor(input: Input, at: number) {
    this.input = input
    this.at = at
  }

  skip(bytes: number): void {
    this.take(bytes)
  }

  uint8(): number {
    const at = this.take(1)
    return at < 0 ? 0 : this.input.bytes[at]!
  }

  uint16(): number {
    const at = this.take(2)
    return at < 0 ? 0 : this.input.view.getUint16(at, true)
  }

  uint32(): number {
    const at = this.take(4)
    return at < 0 ? 0 : this.input.view.getUint32(at, true)
  }

  /** B_VARCHAR: a byte with the count of UTF-16 units, then those. */
  bVarchar(): string {
    return this.text(this.uint8())
  }

  /** US_VARCHAR: two bytes with the count, then the UTF-16 units. */
  usVarchar(): string {
    return this.text(this.uint16())
  }

  private text(units: number): string {
    const at = this.take(units * 2)
    if (at < 0) return ''
    const { buffer } = this.input.bytes
    return Buffer.from(buffer, at, units * 2).toString('utf16le')
  }

  /** Where the next `bytes` bytes are, or -1. */
  private take(bytes: number): number {
    if (this.short || this.at + bytes > this.input.end) {
      this.short = true
      return -1
    }
    const at = this.at
    this.at += bytes
    return at
  }
}
