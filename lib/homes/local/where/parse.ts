/**
 * The conditions that a file home knows, a small part of SQL's: `status = 'open' AND amount >= 10.5 AND deleted_at IS NULL AND region IN ('a', 'b')`.
 * Comparisons, IS [NOT] NULL, [NOT] IN and AND; nothing is evaluated but these.
 */
import { ConfigError } from '../../../errors.ts'

export type Operator = '=' | '<>' | '<' | '<=' | '>' | '>='

/** As it was written: 'text', a number, true or false. */
export interface Literal {
  kind: 'text' | 'number' | 'bool'
  text: string
}

/** Plain data: it goes to the threads that read. */
export type Condition =
  | { column: string; kind: 'null'; not: boolean }
  | { column: string; kind: 'compare'; operator: Operator; value: Literal }
  | { column: string; kind: 'in'; not: boolean; values: Literal[] }

/** @throws {ConfigError} `WHERE_INVALID`, telling where it stops being understood */
export function parseWhere(text: string): Condition[] {
  const reader = new Reader(text)
  const conditions = [condition(reader)]
  while (reader.word('AND')) conditions.push(condition(reader))
  if (!reader.atEnd) throw reader.unexpected('AND or the end')
  return conditions
}

function condition(reader: Reader): Condition {
  const column = reader.column()
  if (reader.word('IS')) {
    const not = reader.word('NOT')
    if (!reader.word('NULL')) throw reader.unexpected(not ? 'NULL' : 'NULL or NOT NULL')
    return { column, kind: 'null', not }
  }
  const not = reader.word('NOT')
  if (reader.word('IN')) return { column, kind: 'in', not, values: list(reader) }
  if (not) throw reader.unexpected('IN')
  const operator = reader.operator()
  return { column, kind: 'compare', operator, value: reader.literal() }
}

function list(reader: Reader): Literal[] {
  if (!reader.mark('(')) throw reader.unexpected('(')
  const values = [reader.literal()]
  while (reader.mark(',')) values.push(reader.literal())
  if (!reader.mark(')')) throw reader.unexpected(', or )')
  return values
}

type Kind = 'quoted' | 'text' | 'number' | 'word' | 'mark' | 'other'

interface Token {
  kind: Kind
  /** Without quotes. */
  text: string
  at: number
}

const TOKEN =
  /\s*(?:"(?<double>(?:[^"]|"")*)"|\[(?<bracket>(?:[^\]]|\]\])*)\]|'(?<text>(?:[^']|'')*)'|(?<number>[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)(?![\p{L}_])|(?<word>[\p{L}_][\p{L}\p{N}_]*)|(?<mark><=|>=|<>|!=|[=<>(),])|(?<other>\S))/iuy

class Reader {
  readonly #text: string
  readonly #tokens: Token[] = []
  #next = 0

  constructor(text: string) {
    this.#text = text
    TOKEN.lastIndex = 0
    for (let match = TOKEN.exec(text); match?.groups; match = TOKEN.exec(text)) {
      const { double, bracket, text: quoted, number, word, mark, other } = match.groups
      const at = match.index + (match[0].length - match[0].trimStart().length)
      if (double !== undefined) this.#tokens.push({ kind: 'quoted', text: double.replaceAll('""', '"'), at })
      else if (bracket !== undefined) this.#tokens.push({ kind: 'quoted', text: bracket.replaceAll(']]', ']'), at })
      else if (quoted !== undefined) this.#tokens.push({ kind: 'text', text: quoted.replaceAll("''", "'"), at })
      else if (number !== undefined) this.#tokens.push({ kind: 'number', text: number, at })
      else if (word !== undefined) this.#tokens.push({ kind: 'word', text: word, at })
      else if (mark !== undefined) this.#tokens.push({ kind: 'mark', text: mark, at })
      else this.#tokens.push({ kind: 'other', text: other ?? '', at })
    }
  }

  get atEnd(): boolean {
    return this.#next === this.#tokens.length
  }

  word(word: string): boolean {
    return this.#take(({ kind, text }) => kind === 'word' && text.toUpperCase() === word) !== undefined
  }

  mark(mark: string): boolean {
    return this.#take(({ kind, text }) => kind === 'mark' && text === mark) !== undefined
  }

  column(): string {
    const token = this.#take(({ kind }) => kind === 'word' || kind === 'quoted')
    if (token === undefined) throw this.unexpected('a column')
    return token.text
  }

  operator(): Operator {
    const token = this.#take(({ kind, text }) => kind === 'mark' && /[=<>]/.test(text))
    switch (token?.text) {
      case '=':
      case '<>':
      case '<':
      case '<=':
      case '>':
      case '>=':
        return token.text
      case '!=':
        return '<>'
      default:
        throw this.unexpected('=, <>, <, <=, >, >=, IS or IN')
    }
  }

  literal(): Literal {
    const token = this.#take(
      ({ kind, text }) => kind === 'text' || kind === 'number' || (kind === 'word' && /^(true|false)$/i.test(text)),
    )
    if (token === undefined) throw this.unexpected("'text', a number, TRUE or FALSE")
    const kind = token.kind === 'text' || token.kind === 'number' ? token.kind : 'bool'
    return { kind, text: kind === 'bool' ? token.text.toLowerCase() : token.text }
  }

  unexpected(wanted: string): ConfigError {
    const token = this.#tokens[this.#next]
    const found = token === undefined ? 'it ends' : `\`${this.#text.slice(token.at).trimEnd()}\` follows`
    return new ConfigError('WHERE_INVALID', `\`where\` is not understood: where ${wanted} should stand, ${found}.`, {
      advice:
        "Write comparisons, IS [NOT] NULL and [NOT] IN, joined by AND: \"Order Date\" >= '2024-01-01' AND status IN ('a', 'b').",
      facts: { where: this.#text },
    })
  }

  #take(wanted: (token: Token) => boolean): Token | undefined {
    const token = this.#tokens[this.#next]
    if (token === undefined || !wanted(token)) return undefined
    this.#next++
    return token
  }
}
