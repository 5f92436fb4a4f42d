/** JSON lines: an object on each line (RFC 8259). Numbers keep all the digits that are written. */
import type { TextColumn } from '../text/columns.ts'
import type { RowReader, Written } from '../text/row-reader.ts'
import { ValueError } from '../text/value-error.ts'

const LINE_FEED = 0x0a
const MOST_BYTES = 256 * 2 ** 20

/** A number as it is written, which a double may not hold. */
class JsonNumber {
  readonly source: string

  constructor(source: string) {
    this.source = source
  }
}

export class NdjsonRowReader implements RowReader {
  #bytes: Buffer = Buffer.alloc(0)
  #at = 0
  #nextLine = 1
  #fed = 0
  #text = ''
  #row: Record<string, unknown> = {}
  /** The row once more, with its numbers as they are written; only where a double does not tell. */
  #exact: Record<string, unknown> | null = null
  #names: string[] = []
  line = 1

  get names(): readonly string[] {
    return this.#names
  }

  get consumed(): number {
    return this.#fed - this.#bytes.length + this.#at
  }

  feed(bytes: Uint8Array): void {
    const rest = this.#bytes.subarray(this.#at)
    if (rest.length > MOST_BYTES) throw new ValueError(`the row has more than ${MOST_BYTES / 2 ** 20} MiB`)
    this.#bytes = Buffer.concat(rest.length === 0 ? [bytes] : [rest, bytes])
    this.#at = 0
    this.#fed += bytes.length
  }

  next(final: boolean): boolean {
    for (;;) {
      if (this.#at === this.#bytes.length) return false
      const found = this.#bytes.indexOf(LINE_FEED, this.#at)
      if (found < 0 && !final) return false
      const end = found < 0 ? this.#bytes.length : found
      this.#text = this.#bytes.toString('utf8', this.#at, end)
      this.#at = found < 0 ? end : found + 1
      this.line = this.#nextLine++
      if (this.#text.trim() === '') continue
      this.#row = rowOf(this.#text)
      this.#exact = null
      this.#names = Object.keys(this.#row)
      return true
    }
  }

  written(at: number): Written | null {
    const value = this.#asWritten(this.#names[at])
    if (value === null || value === undefined) return null
    if (value instanceof JsonNumber) return { kind: 'number', text: value.source }
    if (typeof value === 'string') return { kind: 'text', text: value }
    if (typeof value === 'boolean') return { kind: 'bool', text: String(value) }
    return { kind: 'nested', text: Array.isArray(value) ? 'a list' : 'an object' }
  }

  put(name: string, column: TextColumn): void {
    const value = Object.hasOwn(this.#row, name) ? this.#row[name] : null
    if (value === null || value === undefined) {
      column.putNull()
      return
    }
    if (typeof value === 'object') {
      throw new ValueError(`is ${Array.isArray(value) ? 'a list' : 'an object'}, and nested values are not moved`)
    }
    const text = Object.is(value, -0) ? '-0' : String(value)
    const told = typeof value !== 'number' || (!column.isText && (Number.isSafeInteger(value) || isShort(text)))
    const written = told ? text : this.#asWritten(name)
    const bytes = Buffer.from(written instanceof JsonNumber ? written.source : text)
    column.put(bytes, 0, bytes.length)
  }

  #asWritten(name: string): unknown {
    this.#exact ??= rowOf(this.#text, keepDigits)
    return this.#exact[name]
  }
}

/** True for the text of a double that has all the digits that can have been written. */
function isShort(text: string): boolean {
  return text.length <= 16 && /^-?\d+\.\d+$/.test(text)
}

function rowOf(text: string, reviver?: typeof keepDigits): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(text, reviver)
  } catch (error) {
    throw new ValueError(`the line is no JSON: ${error instanceof Error ? error.message : error}`)
  }
  if (!isObject(value)) throw new ValueError('the line is no JSON object')
  return value
}

/** JSON.parse tells the source of primitive values (ECMAScript: JSON.parse source text access). */
function keepDigits(_key: string, value: unknown, context?: { source?: string }): unknown {
  return typeof value === 'number' ? new JsonNumber(context?.source ?? String(value)) : value
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof JsonNumber)
}
