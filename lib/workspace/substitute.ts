/** `{entity}`, `{flow}` and `{schema}` in T-SQL: names of tables and whole queries. */
import { nearest } from '../suggest.ts'

export interface Names {
  entity: string
  flow: string
  /** Of an entity that is called like a table of a schema: `sales.Orders`. */
  parts?: { schema: string; table: string }
}

type Placeholder = 'entity' | 'flow' | 'schema'

const PLACEHOLDERS: readonly string[] = ['entity', 'flow', 'schema'] satisfies Placeholder[]
/** Brackets, strings, quoted names and comments, and the placeholders in or between them. Comments do not nest here: nothing in them matters. */
const PIECE = /\{(entity|flow|schema)\}|--[^\n]*|\/\*[\s\S]*?\*\/|\[(?:[^\]]|\]\])*\]|"(?:[^"]|"")*"|'(?:[^']|'')*'/g

/** True when the text asks for a schema and the entity's name has none. */
export function lacksSchema(template: string, { parts }: Names): boolean {
  return parts === undefined && template.includes('{schema}')
}

/** What the placeholders of a text stand for: where {schema} is said, {entity} is the name without it. */
export function valuesFor(template: string, { entity, flow, parts }: Names): Record<Placeholder, string> {
  if (parts === undefined || !template.includes('{schema}')) return { entity, flow, schema: '{schema}' }
  return { entity: parts.table, flow, schema: parts.schema }
}

/** Fills in the names. Inside brackets or quotes the closing character is doubled, so that a name stays a name. */
export function substitute(template: string, names: Names): string {
  const values = valuesFor(template, names)
  return template.replace(PIECE, (piece: string, bare: Placeholder | undefined) => {
    if (bare !== undefined) return values[bare]
    const close = piece.at(-1)!
    const safe = /^[["']/.test(piece) ? (name: string) => name.replaceAll(close, close + close) : oneLine
    return piece.replaceAll(/\{(entity|flow|schema)\}/g, (_, name: Placeholder) => safe(values[name]))
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
