/** Tokens → queries: WITH, SELECT, set operators, ORDER BY, OFFSET … FETCH. */
import type { Cursor } from './cursor.ts'
import { parseExpression, parseOrder, parseSubquery, startsQuery } from './expression.ts'
import type { Body, Expression, Item, JoinKind, Query, Sample, Select, Source } from './tree.ts'

/** `WITH a AS (…), b AS (…)`, or nothing. */
export function parseCtes(cursor: Cursor): Query['with'] {
  const ctes: Query['with'] = []
  if (!cursor.accept('WITH')) return ctes
  do {
    const name = cursor.name()
    const columns = cursor.at('(') ? { columns: cursor.names() } : {}
    cursor.expect('AS')
    ctes.push({ name, ...columns, query: parseSubquery(cursor) })
  } while (cursor.accept(','))
  return ctes
}

export function parseQuery(cursor: Cursor): Query {
  const ctes = parseCtes(cursor)
  const body = parseBody(cursor)
  const orderBy = parseOrder(cursor)
  const query: Query = { with: ctes, body, orderBy }
  if (orderBy.length > 0 && cursor.accept('OFFSET')) {
    query.offset = parseExpression(cursor)
    if (!cursor.accept('ROWS')) cursor.expect('ROW')
    if (cursor.accept('FETCH')) {
      if (!cursor.accept('NEXT')) cursor.expect('FIRST')
      query.fetch = parseExpression(cursor)
      if (!cursor.accept('ROWS')) cursor.expect('ROW')
      cursor.expect('ONLY')
    }
  }
  // Query hints change how, not what.
  if (cursor.accept('OPTION')) skipParentheses(cursor)
  return query
}

function parseBody(cursor: Cursor): Body {
  let left = parseIntersection(cursor)
  for (;;) {
    const operator = cursor.accept('UNION', 'ALL')
      ? 'UNION ALL'
      : (['UNION', 'EXCEPT'] as const).find(word => cursor.accept(word))
    if (!operator) return left
    left = { is: 'set', operator, left, right: parseIntersection(cursor) }
  }
}

/** INTERSECT binds tighter than UNION and EXCEPT. */
function parseIntersection(cursor: Cursor): Body {
  let left = parseTerm(cursor)
  while (cursor.accept('INTERSECT')) left = { is: 'set', operator: 'INTERSECT', left, right: parseTerm(cursor) }
  return left
}

function parseTerm(cursor: Cursor): Body {
  if (cursor.accept('(')) {
    const body = parseBody(cursor)
    cursor.expect(')')
    return body
  }
  return parseSelect(cursor)
}

function parseSelect(cursor: Cursor): Select {
  cursor.expect('SELECT')
  const distinct = cursor.accept('DISTINCT')
  if (!distinct) cursor.accept('ALL')
  const select: Select = { is: 'select', distinct, items: [], groupBy: [] }
  if (cursor.accept('TOP')) {
    const inParentheses = cursor.accept('(')
    const count: Expression = inParentheses ? parseExpression(cursor) : topCount(cursor)
    if (inParentheses) cursor.expect(')')
    select.top = { count, percent: cursor.accept('PERCENT') }
  }
  do select.items.push(parseItem(cursor))
  while (cursor.accept(','))
  if (cursor.accept('INTO')) select.into = cursor.path()
  if (cursor.accept('FROM')) select.from = parseSources(cursor)
  if (cursor.accept('WHERE')) select.where = parseExpression(cursor)
  if (cursor.accept('GROUP', 'BY')) {
    do select.groupBy.push(parseExpression(cursor))
    while (cursor.accept(','))
  }
  if (cursor.accept('HAVING')) select.having = parseExpression(cursor)
  return select
}

function topCount(cursor: Cursor): Expression {
  if (cursor.token.kind === 'variable') return { is: 'variable', name: cursor.take().value }
  return { is: 'literal', type: { name: 'int' }, value: cursor.integer() }
}

/** One item of a SELECT or OUTPUT list. */
export function parseItem(cursor: Cursor): Item {
  if (cursor.accept('*')) return { is: 'star', qualifier: [] }
  if (cursor.token.kind === 'variable' && cursor.peek().value === '=') {
    const variable = cursor.take().value
    cursor.take()
    return { is: 'assignment', of: parseExpression(cursor), variable }
  }
  const mark = cursor.mark()
  if (cursor.atName()) {
    const qualifier = [cursor.name()]
    while (cursor.at('.') && cursor.peek().value !== '*') {
      cursor.take()
      if (!cursor.atName()) break
      qualifier.push(cursor.name())
    }
    if (cursor.accept('.', '*')) return { is: 'star', qualifier }
    // alias = expression
    if (qualifier.length === 1 && cursor.accept('='))
      return { is: 'expression', of: parseExpression(cursor), alias: qualifier[0]! }
    cursor.reset(mark)
  }
  const of = parseExpression(cursor)
  const alias = parseAlias(cursor)
  return alias === undefined ? { is: 'expression', of } : { is: 'expression', of, alias }
}

function parseAlias(cursor: Cursor): string | undefined {
  const said = cursor.accept('AS')
  if (cursor.token.kind === 'string') return cursor.take().value
  if (said || cursor.atName()) return cursor.name()
  return undefined
}

export function parseSources(cursor: Cursor): Source {
  let left = parseJoined(cursor)
  while (cursor.accept(',')) left = { is: 'join', kind: 'CROSS', left, right: parseJoined(cursor) }
  return left
}

/** Joins without a condition. */
const BARE_JOINS: [kind: JoinKind, ...words: string[]][] = [
  ['CROSS', 'CROSS', 'JOIN'],
  ['CROSS APPLY', 'CROSS', 'APPLY'],
  ['OUTER APPLY', 'OUTER', 'APPLY'],
]

function parseJoined(cursor: Cursor): Source {
  let left = parseSource(cursor)
  for (;;) {
    const bare = BARE_JOINS.find(([, ...words]) => cursor.accept(...words))?.[0]
    const kind = bare ?? joinKind(cursor)
    if (!kind) return left
    const right = parseSource(cursor)
    if (bare) left = { is: 'join', kind, left, right }
    else {
      cursor.expect('ON')
      left = { is: 'join', kind, left, right, on: parseExpression(cursor) }
    }
  }
}

function joinKind(cursor: Cursor): 'INNER' | 'LEFT' | 'RIGHT' | 'FULL' | undefined {
  if (cursor.accept('JOIN')) return 'INNER'
  const kind = (['INNER', 'LEFT', 'RIGHT', 'FULL'] as const).find(word => cursor.at(word))
  if (!kind) return undefined
  cursor.take()
  if (kind !== 'INNER') cursor.accept('OUTER')
  if (!cursor.accept('HASH') && !cursor.accept('LOOP')) cursor.accept('MERGE')
  cursor.expect('JOIN')
  return kind
}

export function parseSource(cursor: Cursor): Source {
  if (cursor.at('(', 'VALUES')) {
    cursor.take()
    cursor.take()
    const rows = cursor.list(() => {
      cursor.expect('(')
      return cursor.list(() => parseExpression(cursor))
    })
    cursor.accept('AS')
    const alias = cursor.name()
    return { is: 'values', rows, alias, columns: cursor.names() }
  }
  if (startsQuery(cursor)) {
    const query = parseSubquery(cursor)
    cursor.accept('AS')
    const alias = cursor.name()
    return { is: 'derived', query, alias, ...(cursor.at('(') ? { columns: cursor.names() } : {}) }
  }
  if (cursor.accept('(')) {
    const source = parseSources(cursor)
    cursor.expect(')')
    return source
  }
  const path = cursor.path()
  const before = skipHints(cursor)
  if (cursor.accept('(')) {
    const args = cursor.accept(')') ? [] : cursor.list(() => parseExpression(cursor))
    return { is: 'function', path, arguments: args, ...aliased(cursor) }
  }
  const alias = aliased(cursor)
  const sample = parseSample(cursor)
  const locks = skipHints(cursor) || before
  return { is: 'table', path, ...alias, ...sample, ...(locks ? { locks } : {}) }
}

function aliased(cursor: Cursor): { alias?: string } {
  const alias = parseAlias(cursor)
  return alias === undefined ? {} : { alias }
}

function parseSample(cursor: Cursor): { sample?: Sample } {
  if (!cursor.accept('TABLESAMPLE')) return {}
  cursor.accept('SYSTEM')
  cursor.expect('(')
  const count = parseExpression(cursor)
  const percent = !cursor.accept('ROWS')
  if (percent) cursor.accept('PERCENT')
  cursor.expect(')')
  if (!cursor.accept('REPEATABLE', '(')) return { sample: { count, percent } }
  const seed = parseExpression(cursor)
  cursor.expect(')')
  return { sample: { count, percent, seed } }
}

/** Table hints change locks and plans, not answers: `WITH (NOLOCK)`, `WITH (INDEX(…))`. True when they lock what is read. */
export function skipHints(cursor: Cursor): boolean {
  const from = cursor.mark()
  if (cursor.at('WITH', '(')) {
    cursor.take()
    skipParentheses(cursor)
  } else if (cursor.at('(', 'NOLOCK', ')')) skipParentheses(cursor)
  return cursor.tokens.slice(from, cursor.mark()).some(({ value }) => LOCKING_HINTS.has(value))
}

const LOCKING_HINTS = new Set(['UPDLOCK', 'XLOCK', 'TABLOCKX'])

export function skipParentheses(cursor: Cursor): void {
  cursor.expect('(')
  for (let depth = 1; depth > 0; ) {
    if (cursor.token.kind === 'end') throw cursor.error()
    if (cursor.at('(')) depth++
    else if (cursor.at(')')) depth--
    cursor.take()
  }
}
