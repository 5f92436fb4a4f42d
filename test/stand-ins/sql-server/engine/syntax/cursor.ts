/** A place in the tokens of a batch, and the errors that SQL Server gives there. */
import { SqlError, type SqlType } from '../../types.ts'
import { typeOf } from '../types/sql-type.ts'
import { type Token, tokenize } from './tokens.ts'
import type { Query } from './tree.ts'

/** Words that cannot be a name without brackets (the part of T-SQL's reserved words that the stand-in meets). */
const RESERVED = new Set(
  `ADD ALL ALTER AND ANY AS ASC BEGIN BETWEEN BY CASE CHECK CLUSTERED COALESCE COLLATE COLUMN COMMIT CONSTRAINT CONVERT CREATE CROSS
  CURRENT_TIMESTAMP DECLARE DEFAULT DELETE DESC DISTINCT DROP ELSE END ESCAPE EXCEPT EXEC EXECUTE EXISTS FETCH FOREIGN FROM FULL
  GROUP HAVING IDENTITY IF IN INDEX INNER INSERT INTERSECT INTO IS JOIN KEY LEFT LIKE MERGE NONCLUSTERED NOT NULL NULLIF ON OPTION OR
  ORDER OUTER OVER PERCENT PRIMARY PRINT REFERENCES RETURN RIGHT ROLLBACK SELECT SET TABLE TABLESAMPLE THEN TOP TRAN TRANSACTION TRUNCATE UNION
  UNIQUE UPDATE USE VALUES VIEW WAITFOR WHEN WHERE WHILE WITH`.split(/\s+/),
)

function noQuery(cursor: Cursor): never {
  throw cursor.error()
}

export class Cursor {
  readonly sql: string
  readonly tokens: Token[]
  /** How to parse a query, for the expressions that hold one: handed in, so that expressions do not import queries. */
  readonly query: (cursor: Cursor) => Query
  #next = 0

  constructor(sql: string, query: (cursor: Cursor) => Query = noQuery) {
    this.sql = sql
    this.query = query
    this.tokens = tokenize(sql)
  }

  get token(): Token {
    return this.tokens[this.#next]!
  }

  get ended(): boolean {
    return this.token.kind === 'end'
  }

  peek(ahead = 1): Token {
    return this.tokens[Math.min(this.#next + ahead, this.tokens.length - 1)]!
  }

  take(): Token {
    const token = this.token
    if (token.kind !== 'end') this.#next++
    return token
  }

  mark(): number {
    return this.#next
  }

  reset(mark: number): void {
    this.#next = mark
  }

  /** Whether the next tokens are these words or symbols. */
  at(...values: string[]): boolean {
    return values.every((value, ahead) => {
      const { kind, value: found } = this.peek(ahead)
      return (kind === 'word' || kind === 'symbol') && found === value
    })
  }

  /** Takes these words or symbols if they come next. */
  accept(...values: string[]): boolean {
    if (!this.at(...values)) return false
    this.#next += values.length
    return true
  }

  expect(...values: string[]): void {
    for (const value of values) if (!this.accept(value)) throw this.error()
  }

  /** 102 or 156: what SQL Server says where its grammar ends. */
  error(token: Token = this.token): SqlError {
    const { line } = token
    if (token.kind === 'end') {
      const last = this.tokens.at(-2)
      return new SqlError(102, `Incorrect syntax near '${last ? last.text : ''}'.`, { class: 15, line })
    }
    if (token.kind === 'word' && RESERVED.has(token.value)) {
      return new SqlError(156, `Incorrect syntax near the keyword '${token.text}'.`, { class: 15, line })
    }
    return new SqlError(102, `Incorrect syntax near '${token.kind === 'name' ? token.value : token.text}'.`, {
      class: 15,
      line,
    })
  }

  /** Whether the next token can be a name. */
  atName(): boolean {
    const { kind, value } = this.token
    return kind === 'name' || (kind === 'word' && !RESERVED.has(value))
  }

  name(): string {
    if (!this.atName()) throw this.error()
    const { kind, value, text } = this.take()
    return kind === 'name' ? value : text
  }

  /** `a`, `a.b`, `a..b`; at most four parts. */
  path(): string[] {
    const parts = [this.name()]
    while (this.accept('.')) {
      if (this.at('.')) parts.push('')
      else parts.push(this.name())
    }
    if (parts.length > 4) throw this.error()
    return parts
  }

  /** `(a, b)`. */
  names(): string[] {
    this.expect('(')
    return this.list(() => this.name())
  }

  /** Comma-separated items up to the closing parenthesis, which it takes. */
  list<Item>(item: () => Item): Item[] {
    const items = [item()]
    while (this.accept(',')) items.push(item())
    this.expect(')')
    return items
  }

  integer(): number {
    const { kind, value } = this.token
    if (kind !== 'number' || !/^\d+$/.test(value)) throw this.error()
    this.take()
    return Number(value)
  }

  /** A type with its arguments; `fallback` as in `typeOf`. */
  type(fallback: 1 | 30 = 1): SqlType {
    const path = this.path()
    let name = path.at(-1)!
    if (this.at('PRECISION') && name.toLowerCase() === 'double') name += ` ${this.take().text}`
    if (this.at('VARYING')) name += ` ${this.take().text}`
    const args: (number | 'max')[] = []
    if (this.accept('(')) args.push(...this.list(() => (this.accept('MAX') ? 'max' : this.integer())))
    return typeOf(name, args, fallback)
  }
}
