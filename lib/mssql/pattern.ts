/** Patterns of tables as people write them: `dbo.*`, `sales.Order*`, `*.[Order Details]`. Pure. */
import { ConfigError } from '../errors.ts'

export interface TableId {
  schema: string
  name: string
}

/** A part in brackets or double quotes, a dot, or anything between those. */
const PIECE = /\[((?:[^\]]|\]\])*)\]|"((?:[^"]|"")*)"|(\.)|[^.["\]]+/gy

/** True when the text has a `*` or a `?` outside of brackets and quotes. */
export function isPattern(text: string): boolean {
  return [...text.matchAll(PIECE)].some(([whole]) => !/^["[]/.test(whole) && /[*?]/.test(whole))
}

/**
 * Tells whether a table is meant: `*` is any text and `?` any character, in brackets and quotes they are themselves. Capitals do not
 * count, as in nearly all databases.
 * @throws {ConfigError} `PATTERN_INVALID`
 */
export function tablesLike(text: string): (table: TableId) => boolean {
  const parts: string[] = ['']
  let end = 0
  for (const match of text.matchAll(PIECE)) {
    const [whole, bracketed, quoted, dot] = match
    end = match.index + whole.length
    if (dot !== undefined) parts.push('')
    else parts[parts.length - 1] += sourceOf(whole, bracketed?.replaceAll(']]', ']') ?? quoted?.replaceAll('""', '"'))
  }
  const [schema, name, ...rest] = parts
  if (end < text.length || !schema || !name || rest.length > 0) {
    throw new ConfigError('PATTERN_INVALID', `${JSON.stringify(text)} is not a pattern of tables.`, {
      advice: 'Write schema.table with * and ? in it: dbo.*, sales.Order*, or *.* for all tables.',
      facts: { pattern: text },
    })
  }
  const [ofSchema, ofName] = [schema, name].map(source => new RegExp(`^${source}$`, 'isu'))
  return table => ofSchema!.test(table.schema) && ofName!.test(table.name)
}

function sourceOf(piece: string, literal: string | undefined): string {
  if (literal !== undefined) return escaped(literal)
  return [...piece.trim()].map(char => (char === '*' ? '.*' : char === '?' ? '.' : escaped(char))).join('')
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}
