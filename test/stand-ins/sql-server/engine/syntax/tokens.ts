/** T-SQL text → tokens. */
import { SqlError } from '../../types.ts'

export interface Token {
  kind: 'word' | 'name' | 'string' | 'number' | 'binary' | 'variable' | 'symbol' | 'end'
  /** As written, for error messages. */
  text: string
  /** word: upper case · name: without its brackets · string: its characters · variable: without @ · symbol: itself. */
  value: string
  /** For strings: written N'…'. */
  unicode?: boolean
  line: number
  /** Where it starts in the text. */
  at: number
}

const SPACE = /\s+|--[^\n]*/y
const WORD = /\$?[\p{L}_#][\p{L}\p{N}_#$@]*/uy
const NUMBER = /(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?/iy
const BINARY = /0x[0-9a-f]*/iy
const VARIABLE = /@@?[\p{L}\p{N}_#$@]+/uy
const SYMBOL = /<>|<=|>=|!=|!<|!>|\+=|-=|::|[-+*/%=<>(),.;&|^~]/y

/** @throws {SqlError} 102 for a character that starts nothing, 105 for a quote without an end, 113 for a comment without one. */
export function tokenize(sql: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  let line = 1
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at
    return pattern.exec(sql)?.[0]
  }
  const add = (kind: Token['kind'], text: string, value: string, more: { unicode?: boolean } = {}): void => {
    tokens.push({ kind, text, value, line, at, ...more })
    advance(text)
  }
  const advance = (text: string): void => {
    at += text.length
    for (let index = text.indexOf('\n'); index !== -1; index = text.indexOf('\n', index + 1)) line++
  }
  while (at < sql.length) {
    const space = take(SPACE)
    if (space) {
      advance(space)
      continue
    }
    const char = sql[at]!
    if (char === '/' && sql[at + 1] === '*') {
      advance(blockComment(sql, at, line))
    } else if (char === "'" || ((char === 'N' || char === 'n') && sql[at + 1] === "'")) {
      const unicode = char !== "'"
      const start = unicode ? at + 1 : at
      const end = closing(sql, start, "'", line)
      add('string', sql.slice(at, end), sql.slice(start + 1, end - 1).replaceAll("''", "'"), { unicode })
    } else if (char === '[' || char === '"') {
      const close = char === '[' ? ']' : '"'
      const end = closing(sql, at, close, line)
      const name = sql.slice(at + 1, end - 1).replaceAll(close + close, close)
      if (name === '')
        throw new SqlError(1038, 'An object or column name is missing or empty.', { class: 15, state: 4, line })
      add('name', sql.slice(at, end), name)
    } else {
      const binary = take(BINARY)
      const number = binary === undefined ? take(NUMBER) : undefined
      const variable = take(VARIABLE)
      const word = take(WORD)
      const symbol = take(SYMBOL)
      if (binary !== undefined) add('binary', binary, binary.slice(2))
      else if (number !== undefined) add('number', number, number)
      else if (variable !== undefined) add('variable', variable, variable.slice(1))
      else if (word !== undefined) add('word', word, word.toUpperCase())
      else if (symbol !== undefined) add('symbol', symbol, symbol)
      else throw new SqlError(102, `Incorrect syntax near '${char}'.`, { class: 15, line })
    }
  }
  tokens.push({ kind: 'end', text: '', value: '', line, at })
  return tokens
}

/** The position after the quote that ends what starts at `start`; a doubled quote is a character. */
function closing(sql: string, start: number, quote: string, line: number): number {
  for (let at = start + 1; ; at += 2) {
    at = sql.indexOf(quote, at)
    if (at === -1) {
      throw new SqlError(
        105,
        `Unclosed quotation mark after the character string '${sql.slice(start + 1, start + 61)}'.`,
        { class: 15, line },
      )
    }
    if (sql[at + 1] !== quote) return at + 1
  }
}

/** Comments nest in T-SQL. */
function blockComment(sql: string, start: number, line: number): string {
  let depth = 1
  let at = start + 2
  while (depth > 0) {
    const open = sql.indexOf('/*', at)
    const close = sql.indexOf('*/', at)
    if (close === -1) throw new SqlError(113, "Missing end comment mark '*/'.", { class: 15, line })
    depth += open !== -1 && open < close ? 1 : -1
    at = (open !== -1 && open < close ? open : close) + 2
  }
  return sql.slice(start, at)
}
