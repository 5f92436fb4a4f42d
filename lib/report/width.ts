/** Text measured in terminal cells: wide and combining characters count as what they take, control characters never reach the screen. */
import stringWidth from 'string-width'

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
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
  return stringWidth(text)
}

/** Cuts uncoloured text to a width; `…` stands for what is gone. */
export function cut(text: string, width: number): string {
  if (textWidth(text) <= width) return text
  if (width < 1) return ''
  let kept = ''
  let used = 0
  for (const { segment } of graphemes.segment(text)) {
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
