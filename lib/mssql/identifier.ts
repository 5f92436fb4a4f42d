/** SQL Server names as people write them: parsed into their parts, and quoted so that no name can be anything but a name. */
import { ConfigError } from '../errors.ts'

const MAX_LENGTH = 128 // sysname is nvarchar(128)

/**
 * The parts of a table's name: `dbo.[Order Details]`, `"a.b"`, `sales.dbo.orders`. Brackets and double quotes hold any character
 * (their own closing one doubled); outside of them a part may hold anything but `.`, `[`, `]` and `"`.
 * @throws {ConfigError} `NAME_INVALID`, saying where.
 */
export function parseName(text: string): string[] {
  const parts: string[] = []
  let at = 0
  for (;;) {
    at = skipSpaces(text, at)
    const open = text[at]
    if (open === '[' || open === '"') {
      const quoted = readQuoted(text, at)
      parts.push(checked(quoted.name, text))
      at = skipSpaces(text, quoted.end)
      if (at < text.length && text[at] !== '.')
        throw invalid(text, `a dot or the end was expected at character ${at + 1}`)
    } else {
      let end = at
      while (end < text.length && text[end] !== '.') {
        if ('[]"'.includes(text[end]!)) throw invalid(text, `an unexpected ${text[end]} at character ${end + 1}`)
        end++
      }
      parts.push(checked(text.slice(at, end).trim(), text))
      at = end
    }
    if (at >= text.length) break
    at++
  }
  if (parts.length > 3)
    throw invalid(text, `${parts.length} parts where one to three were expected (database.schema.table)`)
  return parts
}

/** `a]b` → `[a]]b]`. */
export function quote(name: string): string {
  return `[${name.replaceAll(']', ']]')}]`
}

/** `['dbo', 'Order Details']` → `[dbo].[Order Details]`. */
export function quoteName(parts: string[]): string {
  return parts.map(quote).join('.')
}

/** As `parseName` takes it apart again, with brackets only around parts that need them: `dbo.Order Details`, `dbo.[a.b]`. */
export function plainName(parts: string[]): string {
  const isPlain = (part: string) => /^[\p{L}_][\p{L}\p{N}_$ -]*$/u.test(part) && part.trim() === part
  return parts.map(part => (isPlain(part) ? part : quote(part))).join('.')
}

function skipSpaces(text: string, at: number): number {
  while (at < text.length && text[at]!.trim() === '') at++
  return at
}

function readQuoted(text: string, start: number): { name: string; end: number } {
  const close = text[start] === '[' ? ']' : '"'
  let name = ''
  let at = start + 1
  for (;;) {
    const end = text.indexOf(close, at)
    if (end < 0) throw invalid(text, `the ${text[start]} at character ${start + 1} is never closed`)
    name += text.slice(at, end)
    if (text[end + 1] !== close) return { name, end: end + 1 }
    name += close
    at = end + 2
  }
}

function checked(name: string, text: string): string {
  if (name === '') throw invalid(text, 'a part is empty')
  if (name.length > MAX_LENGTH) throw invalid(text, `a part has ${name.length} characters, ${MAX_LENGTH} is the most`)
  return name
}

function invalid(text: string, problem: string): ConfigError {
  return new ConfigError('NAME_INVALID', `The name ${JSON.stringify(text)} is not a SQL Server name: ${problem}.`, {
    advice:
      'Write table, schema.table or database.schema.table; put parts with dots or brackets in brackets: dbo.[a.b].',
    facts: { name: text },
  })
}
