/** Tokens → expressions, by precedence: OR, AND, NOT, predicates, sums, products, signs. */
import { SqlError, type SqlType } from '../../types.ts'
import type { Cursor } from './cursor.ts'
import type { Expression, Order, Query } from './tree.ts'

export function parseExpression(cursor: Cursor): Expression {
  let left = parseAnd(cursor)
  while (cursor.accept('OR')) left = { is: 'logic', operator: 'OR', left, right: parseAnd(cursor) }
  return left
}

function parseAnd(cursor: Cursor): Expression {
  let left = parseNot(cursor)
  while (cursor.accept('AND')) left = { is: 'logic', operator: 'AND', left, right: parseNot(cursor) }
  return left
}

function parseNot(cursor: Cursor): Expression {
  return cursor.accept('NOT') ? { is: 'not', of: parseNot(cursor) } : parsePredicate(cursor)
}

const COMPARISONS = {
  '=': '=',
  '<>': '<>',
  '!=': '<>',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
  '!<': '>=',
  '!>': '<=',
} as const

function parsePredicate(cursor: Cursor): Expression {
  if (cursor.at('EXISTS', '(')) {
    cursor.take()
    return { is: 'exists', query: parseSubquery(cursor) }
  }
  const of = parseSum(cursor)
  const { kind, value } = cursor.token
  if (kind === 'symbol' && value in COMPARISONS) {
    cursor.take()
    return {
      is: 'compare',
      operator: COMPARISONS[value as keyof typeof COMPARISONS],
      left: of,
      right: parseSum(cursor),
    }
  }
  if (cursor.accept('IS')) {
    const negated = cursor.accept('NOT')
    cursor.expect('NULL')
    return { is: 'null', of, negated }
  }
  const negated =
    (cursor.at('NOT', 'IN') || cursor.at('NOT', 'LIKE') || cursor.at('NOT', 'BETWEEN')) && cursor.accept('NOT')
  if (cursor.accept('IN')) {
    if (startsQuery(cursor)) return { is: 'in', of, among: parseSubquery(cursor), negated }
    cursor.expect('(')
    return { is: 'in', of, among: cursor.list(() => parseSum(cursor)), negated }
  }
  if (cursor.accept('BETWEEN')) {
    const low = parseSum(cursor)
    cursor.expect('AND')
    return { is: 'between', of, low, high: parseSum(cursor), negated }
  }
  if (cursor.accept('LIKE')) {
    const pattern = parseSum(cursor)
    return { is: 'like', of, pattern, ...(cursor.accept('ESCAPE') ? { escape: parseSum(cursor) } : {}), negated }
  }
  return of
}

function parseSum(cursor: Cursor): Expression {
  let left = parseProduct(cursor)
  for (;;) {
    const operator = (['+', '-', '&', '|', '^'] as const).find(symbol => cursor.accept(symbol))
    if (!operator) return left
    left = { is: 'arithmetic', operator, left, right: parseProduct(cursor) }
  }
}

function parseProduct(cursor: Cursor): Expression {
  let left = parseSign(cursor)
  for (;;) {
    const operator = (['*', '/', '%'] as const).find(symbol => cursor.accept(symbol))
    if (!operator) return left
    left = { is: 'arithmetic', operator, left, right: parseSign(cursor) }
  }
}

function parseSign(cursor: Cursor): Expression {
  if (cursor.accept('+')) return parseSign(cursor)
  if (cursor.accept('-')) {
    const of = parseSign(cursor)
    if (of.is === 'literal' && (typeof of.value === 'number' || typeof of.value === 'bigint'))
      return { ...of, value: -of.value }
    return { is: 'negative', of }
  }
  let of = parsePrimary(cursor)
  while (cursor.accept('COLLATE')) of = { is: 'collate', of, collation: cursor.name() }
  return of
}

export const startsQuery = (cursor: Cursor): boolean => cursor.at('(', 'SELECT') || cursor.at('(', 'WITH')

/** `( query )`. */
export function parseSubquery(cursor: Cursor): Query {
  cursor.expect('(')
  const query = cursor.query(cursor)
  cursor.expect(')')
  return query
}

function parsePrimary(cursor: Cursor): Expression {
  const { token } = cursor
  switch (token.kind) {
    case 'string': {
      cursor.take()
      const name = token.unicode ? 'nvarchar' : 'varchar'
      const length = token.value.length > (token.unicode ? 4000 : 8000) ? 'max' : Math.max(token.value.length, 1)
      return { is: 'literal', type: { name, length }, value: token.value }
    }
    case 'number':
      cursor.take()
      return numberLiteral(token.value)
    case 'binary': {
      cursor.take()
      const digits = token.value.length % 2 ? `0${token.value}` : token.value
      const value = new Uint8Array(Buffer.from(digits, 'hex'))
      return { is: 'literal', type: { name: 'varbinary', length: Math.max(value.length, 1) }, value }
    }
    case 'variable':
      cursor.take()
      return { is: 'variable', name: token.value }
    case 'symbol':
      if (startsQuery(cursor)) return { is: 'scalar', query: parseSubquery(cursor) }
      if (cursor.accept('(')) {
        const of = parseExpression(cursor)
        cursor.expect(')')
        return of
      }
      throw cursor.error()
    case 'word':
      return parseWord(cursor)
    default:
      return parseReference(cursor)
  }
}

/** 1 is int, 3000000000 and 1.50 are numeric with their own digits, 1e3 is float. */
function numberLiteral(text: string): Expression {
  if (/e/i.test(text)) return { is: 'literal', type: { name: 'float' }, value: Number(text) }
  const [whole = '', fraction = ''] = text.split('.')
  if (!text.includes('.') && BigInt(whole) <= 2147483647n)
    return { is: 'literal', type: { name: 'int' }, value: Number(whole) }
  const digits = (whole + fraction).replace(/^0+(?=\d)/, '')
  const precision = Math.max(digits.length, fraction.length, 1)
  if (precision > 38) {
    throw new SqlError(
      1007,
      `The number '${text}' is out of the range for numeric representation (maximum precision 38).`,
      { class: 15 },
    )
  }
  return { is: 'literal', type: { name: 'numeric', precision, scale: fraction.length }, value: BigInt(digits) }
}

function parseWord(cursor: Cursor): Expression {
  if (cursor.accept('NULL')) return { is: 'literal', type: { name: 'int' }, value: null }
  if (cursor.accept('CASE')) return parseCase(cursor)
  if (cursor.accept('CURRENT_TIMESTAMP'))
    return { is: 'call', name: 'GETDATE', arguments: [], star: false, distinct: false }
  if (cursor.at('CURRENT_USER') && cursor.peek().value !== '(') {
    cursor.take()
    return { is: 'call', name: 'CURRENT_USER', arguments: [], star: false, distinct: false }
  }
  const lenient = cursor.at('TRY_CAST', '(') || cursor.at('TRY_CONVERT', '(')
  if (cursor.accept('CAST', '(') || cursor.accept('TRY_CAST', '(')) {
    const of = parseExpression(cursor)
    cursor.expect('AS')
    const type = cursor.type(30)
    cursor.expect(')')
    return { is: 'convert', of, type, lenient }
  }
  if (cursor.accept('CONVERT', '(') || cursor.accept('TRY_CONVERT', '(')) {
    const type: SqlType = cursor.type(30)
    cursor.expect(',')
    const of = parseExpression(cursor)
    const style = cursor.accept(',') ? { style: parseExpression(cursor) } : {}
    cursor.expect(')')
    return { is: 'convert', of, type, ...style, lenient }
  }
  for (const reserved of ['LEFT', 'RIGHT', 'COALESCE', 'NULLIF']) {
    if (cursor.accept(reserved, '(')) return parseCall(cursor, reserved)
  }
  return parseReference(cursor)
}

function parseCase(cursor: Cursor): Expression {
  const operand = cursor.at('WHEN') ? {} : { operand: parseExpression(cursor) }
  const branches: { when: Expression; result: Expression }[] = []
  while (cursor.accept('WHEN')) {
    const when = parseExpression(cursor)
    cursor.expect('THEN')
    branches.push({ when, result: parseExpression(cursor) })
  }
  if (branches.length === 0) throw cursor.error()
  const otherwise = cursor.accept('ELSE') ? { otherwise: parseExpression(cursor) } : {}
  cursor.expect('END')
  return { is: 'case', ...operand, branches, ...otherwise }
}

/** A column, a function call, or a method of a CLR type. */
function parseReference(cursor: Cursor): Expression {
  const bare = cursor.token.kind === 'word'
  const path = cursor.path()
  if (cursor.accept('::')) {
    const name = cursor.name()
    cursor.expect('(')
    return { is: 'method', target: path.at(-1)!.toLowerCase(), name, arguments: parseArguments(cursor) }
  }
  if (!cursor.accept('(')) return { is: 'column', path }
  const name = path.pop()!
  if (path.length > 0) return { is: 'method', target: { is: 'column', path }, name, arguments: parseArguments(cursor) }
  if (!bare) throw cursor.error()
  return parseCall(cursor, name.toUpperCase())
}

function parseArguments(cursor: Cursor): Expression[] {
  return cursor.accept(')') ? [] : cursor.list(() => parseExpression(cursor))
}

/** The rest of a call after its opening parenthesis. */
function parseCall(cursor: Cursor, name: string): Expression {
  const star = cursor.accept('*')
  if (star) cursor.expect(')')
  const distinct = !star && cursor.accept('DISTINCT')
  if (!distinct && !star) cursor.accept('ALL')
  const call = { is: 'call' as const, name, arguments: star ? [] : parseArguments(cursor), star, distinct }
  if (!cursor.accept('OVER')) return call
  cursor.expect('(')
  const partition: Expression[] = []
  if (cursor.accept('PARTITION', 'BY')) {
    do partition.push(parseExpression(cursor))
    while (cursor.accept(','))
  }
  const order = parseOrder(cursor)
  const frame = parseFrame(cursor)
  cursor.expect(')')
  return { ...call, over: { partition, order, ...frame } }
}

/** `ROWS BETWEEN 1 PRECEDING AND CURRENT ROW`, which DuckDB writes the same way. */
function parseFrame(cursor: Cursor): { frame?: string } {
  const unit = (['ROWS', 'RANGE'] as const).find(word => cursor.accept(word))
  if (!unit) return {}
  if (!cursor.accept('BETWEEN')) return { frame: `${unit} ${parseBound(cursor)}` }
  const from = parseBound(cursor)
  cursor.expect('AND')
  return { frame: `${unit} BETWEEN ${from} AND ${parseBound(cursor)}` }
}

function parseBound(cursor: Cursor): string {
  if (cursor.accept('CURRENT', 'ROW')) return 'CURRENT ROW'
  const distance = cursor.accept('UNBOUNDED') ? 'UNBOUNDED' : String(cursor.integer())
  if (cursor.accept('PRECEDING')) return `${distance} PRECEDING`
  cursor.expect('FOLLOWING')
  return `${distance} FOLLOWING`
}

/** `ORDER BY …`, or nothing. */
export function parseOrder(cursor: Cursor): Order[] {
  const order: Order[] = []
  if (!cursor.accept('ORDER', 'BY')) return order
  do {
    const by = parseExpression(cursor)
    const descending = cursor.accept('DESC')
    if (!descending) cursor.accept('ASC')
    order.push({ by, descending })
  } while (cursor.accept(','))
  return order
}
