/** Text measured in terminal cells: wide and combining characters count as what they take, control characters never reach the screen. */
import { createRequire } from 'node:module'

/** What nearly all of our own words are made of; each takes one cell. */
const NARROW = /^[ -~ ¡-¬®-ʯ–—…→≈✓✗]*$/
// C0, DEL, C1 and the bidirectional overrides: names and messages come from servers and files, and must not steer the terminal.
const CONTROLS = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu

/** One line of safe text: control characters become visible escapes. */
export function printable(text: string): string {
  return text.replace(CONTROLS, char => {
    if (char === '\n') return '\\n'
    if (char === '\t') return '\\t'
    return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}

/** Several lines of safe text; line ends stay. */
export function printableLines(text: string): string[] {
  return text.split(/\r?\n/).map(line => printable(line.replaceAll('\t', '    ')))
}

/** Cells that the text takes; colour codes take none. */
export function textWidth(text: string): number {
  if (NARROW.test(text)) return text.length
  measure ??= stringWidth()
  return measure(text)
}

let measure: ((text: string) => number) | undefined

/** Loaded when it is needed: its tables of emoji take longer than many a command. */
function stringWidth(): (text: string) => number {
  const { default: width }: typeof import('string-width') = createRequire(import.meta.url)('string-width')
  return width
}

/** Cuts uncoloured text to a width; `…` stands for what is gone. */
export function cut(text: string, width: number): string {
  if (textWidth(text) <= width) return text
  if (width < 1) return ''
  let kept = ''
  let used = 0
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)) {
    used += textWidth(segment)
    if (used > width - 1) break
    kept += segment
  }
  return `${kept}…`
}

export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - textWidth(text)))
}

export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - textWidth(text))) + text
}
