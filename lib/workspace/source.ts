/** A text that a user wrote, and how to point at a place in it without showing its secrets. */
import { INLINE_SECRET, MASK } from './secrets.ts'

/** Offsets into the text: first, and one after the last. */
export interface Span {
  start: number
  end: number
}

/** The name of a text that is an argument of `--set`. */
export const COMMAND_LINE = '--set'

const WIDTH = 100
/** Characters that a terminal gives two columns, and those that it gives none. */
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303f\uff01-\uff60]/u
const NARROW = /\p{M}|\u200d/u
/** Characters that could act on a terminal, or turn its text around. */
const UNSAFE = /[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u

export class Source {
  /** What messages call it: the path as it was given, or `--set`. */
  readonly name: string
  readonly text: string
  readonly #masks: Span[] = []
  readonly #lines: number[] = [0]

  constructor(name: string, text: string) {
    this.name = name
    this.text = text
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.#lines.push(at + 1)
    for (const match of text.matchAll(INLINE_SECRET))
      this.hide({ start: match.index, end: match.index + match[0].length })
  }

  /** Never show this part of the text. */
  hide(span: Span): void {
    if (span.end > span.start) this.#masks.push(span)
  }

  /** Line and column, both from 1, the column in UTF-16 units as editors count. */
  position(offset: number): { line: number; column: number } {
    let low = 0
    let high = this.#lines.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.#lines[middle]! <= offset) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: offset - this.#lines[low]! + 1 }
  }

  /** The line of the place and a line with a caret under it; secrets are masked, what would act on a terminal is a dot. */
  excerpt(span: Span): string {
    const { line } = this.position(span.start)
    const start = this.#lines[line - 1]!
    const end = (this.#lines[line] ?? this.text.length + 1) - 1
    let shown = ''
    let from: number | undefined
    let to: number | undefined
    for (let at = start; at < end; ) {
      if (at >= span.start) from ??= columns(shown)
      if (at >= span.end) to ??= columns(shown)
      const hidden = this.#masks.find(mask => mask.start <= at && at < mask.end)
      const char = String.fromCodePoint(this.text.codePointAt(at)!)
      if (hidden === undefined && char === '\r' && at + 1 === end) break
      shown += hidden === undefined ? printable(char) : MASK
      at = hidden?.end ?? at + char.length
    }
    from ??= columns(shown)
    return framed(
      this.name === COMMAND_LINE ? '' : String(line),
      shown,
      from,
      Math.max(1, (to ?? columns(shown)) - from),
    )
  }
}

function framed(line: string, text: string, from: number, length: number): string {
  // A long line is cut to a window that begins a little before the caret.
  const first = columns(text) <= WIDTH ? 0 : Math.max(0, Math.min(from - 30, columns(text) - WIDTH))
  const window = cut(text, first, WIDTH)
  const caret = ' '.repeat(from - first) + '^'.repeat(Math.min(length, Math.max(1, WIDTH - (from - first))))
  const left = first > 0 ? '…' : ' '
  const right = first + WIDTH < columns(text) ? '…' : ''
  return `${line.padStart(4)} |${left}${window}${right}\n${' '.repeat(Math.max(4, line.length))} | ${caret}`
}

function printable(char: string): string {
  if (char === '\t') return ' '
  return UNSAFE.test(char) ? '·' : char
}

function columns(text: string): number {
  let width = 0
  for (const char of text) width += columnsOf(char)
  return width
}

function columnsOf(char: string): number {
  return WIDE.test(char) ? 2 : NARROW.test(char) ? 0 : 1
}

/** The part of the text in the given columns of the screen. */
function cut(text: string, first: number, width: number): string {
  let result = ''
  let at = 0
  for (const char of text) {
    if (at >= first && at < first + width) result += char
    at += columnsOf(char)
  }
  return result
}
