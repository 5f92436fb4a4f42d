/** `{entity}` and `{flow}` in T-SQL: names of tables and whole queries. */
import { nearest } from './suggest.ts'

export interface Names {
  entity: string
  flow: string
}

const PLACEHOLDERS = ['entity', 'flow']
/** Brackets, strings, quoted names and comments, and the placeholders in or between them. Comments do not nest here: nothing in them matters. */
const PIECE = /\{(entity|flow)\}|--[^\n]*|\/\*[\s\S]*?\*\/|\[(?:[^\]]|\]\])*\]|"(?:[^"]|"")*"|'(?:[^']|'')*'/g

/** Fills in the names. Inside brackets or quotes the closing character is doubled, so that a name stays a name. */
export function substitute(template: string, names: Names): string {
  return template.replace(PIECE, (piece: string, bare: 'entity' | 'flow' | undefined) => {
    if (bare !== undefined) return names[bare]
    const close = piece.at(-1)!
    const safe = /^[["']/.test(piece) ? (name: string) => name.replaceAll(close, close + close) : oneLine
    return piece.replaceAll(/\{(entity|flow)\}/g, (_, name: 'entity' | 'flow') => safe(names[name]))
  })
}

/** A placeholder that is nearly one of ours, for a question back; SQL may hold other braces. */
export function misspelt(template: string): { written: string; meant: string } | undefined {
  for (const [written, word] of template.matchAll(/\{(\w+)\}/g)) {
    const meant = PLACEHOLDERS.includes(word!) ? undefined : nearest(word!, PLACEHOLDERS)
    if (meant !== undefined) return { written, meant: `{${meant}}` }
  }
  return undefined
}

/** In a comment a name must not end the comment. */
function oneLine(name: string): string {
  return name.replaceAll(/[\r\n]/g, ' ').replaceAll('*/', '* /')
}
