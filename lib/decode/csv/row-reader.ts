/** CSV, byte by byte (RFC 4180): rows end in a line feed, with or without a carriage return before it. */
import type { TextColumn } from '../text/columns.ts'
import type { RowReader, Written } from '../text/row-reader.ts'
import { ValueError } from '../text/value-error.ts'

export interface CsvOptions {
  /** The first row has the names; else the names, or that there are none. */
  header: boolean | string[]
  /** One character of ASCII. */
  delimiter: string
  /** One character of ASCII, or none. */
  quote: string | null
  /** Texts that mean NULL when no quotes are around them; nothing at all always does. */
  nulls: string[]
}

const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d

/** A row that is longer was most likely begun by a quote that nobody closed. */
const MOST_BYTES = 256 * 2 ** 20

/** How a field is written. */
const PLAIN = 0
const QUOTED = 1
/** With quotes in it that are doubled. */
const DOUBLED = 2

export class CsvRowReader implements RowReader {
  readonly #delimiter: number
  readonly #quote: number
  readonly #nulls: Buffer[]
  #header: CsvOptions['header']
  #names: string[] = []
  #index = new Map<string, number>()
  #bytes: Uint8Array = new Uint8Array(0)
  /** Where the next row begins. */
  #at = 0
  #nextLine = 1
  #fed = 0
  #fields = 0
  #starts = new Int32Array(64)
  #ends = new Int32Array(64)
  #how = new Uint8Array(64)
  line = 1

  constructor({ header, delimiter, quote, nulls }: CsvOptions) {
    this.#header = header
    this.#delimiter = delimiter.charCodeAt(0)
    this.#quote = quote === null ? -1 : quote.charCodeAt(0)
    this.#nulls = nulls.map(text => Buffer.from(text))
    if (Array.isArray(header)) this.#name(header)
  }

  get names(): readonly string[] {
    return this.#names
  }

  get consumed(): number {
    return this.#fed - this.#bytes.length + this.#at
  }

  feed(bytes: Uint8Array): void {
    const rest = this.#bytes.subarray(this.#at)
    if (rest.length > MOST_BYTES) {
      throw new ValueError(`the row has more than ${MOST_BYTES / 2 ** 20} MiB: a quote may never be closed`)
    }
    this.#bytes = rest.length === 0 ? bytes : Buffer.concat([rest, bytes])
    this.#at = 0
    this.#fed += bytes.length
  }

  next(final: boolean): boolean {
    for (;;) {
      if (!this.#row(final)) return false
      // A line without anything is a row only where a row has one column.
      if (this.#fields === 1 && this.#isNothing(0) && this.#names.length !== 1) continue
      if (this.#header === true) {
        this.#header = []
        this.#name(Array.from({ length: this.#fields }, (_, at) => this.#text(at)))
        continue
      }
      if (this.#header === false) {
        this.#header = []
        this.#name(Array.from({ length: this.#fields }, (_, at) => `column${at + 1}`))
      }
      if (this.#fields === this.#names.length) return true
      throw new ValueError(`the row has ${this.#fields} columns where there are ${this.#names.length}`)
    }
  }

  written(at: number): Written | null {
    if (this.#isNull(at)) return null
    // Some writers put everything into quotes.
    return { kind: 'plain', text: this.#text(at) }
  }

  put(name: string, column: TextColumn): void {
    const at = this.#index.get(name)
    if (at === undefined || this.#isNull(at)) column.putNull()
    // Nothing in quotes is a text without characters, and no number.
    else if (this.#starts[at] === this.#ends[at] && !column.isText) column.putNull()
    else if (this.#how[at] === DOUBLED) {
      const text = this.#undoubled(at)
      column.put(text, 0, text.length)
    } else column.put(this.#bytes, this.#starts[at], this.#ends[at])
  }

  #name(names: string[]): void {
    this.#names = names
    this.#index = new Map(names.map((name, at) => [name, at]))
  }

  #isNothing(at: number): boolean {
    return this.#how[at] === PLAIN && this.#starts[at] === this.#ends[at]
  }

  #isNull(at: number): boolean {
    if (this.#how[at] !== PLAIN) return false
    const [start, end] = [this.#starts[at], this.#ends[at]]
    if (start === end) return true
    return this.#nulls.some(
      text => text.length === end - start && text.every((byte, index) => byte === this.#bytes[start + index]),
    )
  }

  #text(at: number): string {
    const bytes =
      this.#how[at] === DOUBLED ? this.#undoubled(at) : this.#bytes.subarray(this.#starts[at], this.#ends[at])
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString()
  }

  #undoubled(at: number): Uint8Array {
    const text = new Uint8Array(this.#ends[at] - this.#starts[at])
    let length = 0
    for (let from = this.#starts[at]; from < this.#ends[at]; from++) {
      text[length++] = this.#bytes[from]
      if (this.#bytes[from] === this.#quote) from++
    }
    return text.subarray(0, length)
  }

  /** Finds the fields of the next row; false when it does not end here. */
  #row(final: boolean): boolean {
    const bytes = this.#bytes
    const end = bytes.length
    let at = this.#at
    let lines = 0
    this.#fields = 0
    if (at === end) return false
    for (;;) {
      let start = at
      let how = PLAIN
      if (at < end && bytes[at] === this.#quote) {
        how = QUOTED
        start = ++at
        for (;;) {
          while (at < end && bytes[at] !== this.#quote) if (bytes[at++] === LINE_FEED) lines++
          // The quote may be one of two.
          if (at + 1 >= end && !final) return false
          if (at >= end) throw new ValueError(`a quote is not closed, which was opened on line ${this.#nextLine}`)
          if (bytes[at + 1] !== this.#quote || at + 1 >= end) break
          how = DOUBLED
          at += 2
        }
        this.#field(start, at, how)
        at++
        if (at < end && bytes[at] === CARRIAGE_RETURN && (at + 1 === end || bytes[at + 1] === LINE_FEED)) at++
        if (at < end && bytes[at] !== this.#delimiter && bytes[at] !== LINE_FEED) {
          throw new ValueError('something follows the quote that closes a value')
        }
      } else {
        while (at < end && bytes[at] !== this.#delimiter && bytes[at] !== LINE_FEED) at++
        const last = at > start && bytes[at - 1] === CARRIAGE_RETURN && (at === end || bytes[at] === LINE_FEED)
        this.#field(start, last ? at - 1 : at, how)
      }
      if (at >= end) {
        if (!final) return false
        break
      }
      if (bytes[at++] === LINE_FEED) {
        lines++
        break
      }
    }
    this.#at = at
    this.line = this.#nextLine
    this.#nextLine += lines
    return true
  }

  #field(start: number, end: number, how: number): void {
    const at = this.#fields++
    if (at === this.#how.length) {
      const more = { starts: new Int32Array(at * 2), ends: new Int32Array(at * 2), how: new Uint8Array(at * 2) }
      more.starts.set(this.#starts)
      more.ends.set(this.#ends)
      more.how.set(this.#how)
      this.#starts = more.starts
      this.#ends = more.ends
      this.#how = more.how
    }
    this.#starts[at] = start
    this.#ends[at] = end
    this.#how[at] = how
  }
}
