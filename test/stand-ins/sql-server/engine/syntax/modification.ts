/** Tokens → INSERT, UPDATE, DELETE, MERGE. */
import { SqlError } from '../../types.ts'
import type { Cursor } from './cursor.ts'
import { parseExpression, startsQuery } from './expression.ts'
import { parseItem, parseQuery, parseSource, parseSources, skipHints, skipParentheses } from './query.ts'
import type { Assignment, Expression, Item, MergeBranch, StatementOf } from './tree.ts'

const valueOrDefault = (cursor: Cursor): Expression | 'default' =>
  cursor.accept('DEFAULT') ? 'default' : parseExpression(cursor)

function row(cursor: Cursor): (Expression | 'default')[] {
  cursor.expect('(')
  return cursor.list(() => valueOrDefault(cursor))
}

function assignments(cursor: Cursor): Assignment[] {
  cursor.expect('SET')
  const set: Assignment[] = []
  do {
    const column = cursor.path().at(-1)!
    const operator = cursor.accept('+=') ? '+' : cursor.accept('-=') ? '-' : undefined
    if (operator) {
      const left: Expression = { is: 'column', path: [column] }
      set.push({ column, value: { is: 'arithmetic', operator, left, right: parseExpression(cursor) } })
    } else {
      cursor.expect('=')
      set.push({ column, value: valueOrDefault(cursor) })
    }
  } while (cursor.accept(','))
  return set
}

export function parseInsert(cursor: Cursor): StatementOf<'insert'> {
  cursor.expect('INSERT')
  cursor.accept('INTO')
  const table = cursor.path()
  skipHints(cursor)
  const columns = cursor.at('(') && !startsQuery(cursor) ? { columns: cursor.names() } : {}
  const more = { output: parseOutput(cursor), with: [] }
  if (cursor.accept('DEFAULT', 'VALUES')) return { is: 'insert', table, ...columns, rows: 'defaults', ...more }
  if (!cursor.accept('VALUES')) {
    if (!cursor.at('SELECT') && !cursor.at('WITH') && !cursor.at('(')) throw cursor.error()
    return { is: 'insert', table, ...columns, rows: parseQuery(cursor), ...more }
  }
  const rows = [row(cursor)]
  while (cursor.accept(',')) rows.push(row(cursor))
  if (rows.length > 1000) {
    throw new SqlError(
      10738,
      'The number of row value expressions in the INSERT statement exceeds the maximum allowed number of 1000 row values.',
      { class: 15 },
    )
  }
  return { is: 'insert', table, ...columns, rows, ...more }
}

/** `OUTPUT inserted.a, …`, or nothing. */
function parseOutput(cursor: Cursor): Item[] {
  const output: Item[] = []
  if (!cursor.accept('OUTPUT')) return output
  do output.push(parseItem(cursor))
  while (cursor.accept(','))
  // OUTPUT INTO is not known.
  if (cursor.at('INTO')) throw cursor.error()
  return output
}

export function parseUpdate(cursor: Cursor): StatementOf<'update'> {
  cursor.expect('UPDATE')
  const top = parseTop(cursor)
  const target = cursor.path()
  skipHints(cursor)
  const set = assignments(cursor)
  const output = parseOutput(cursor)
  const from = cursor.accept('FROM') ? { from: parseSources(cursor) } : {}
  return { is: 'update', target, set, ...top, ...from, ...parseWhere(cursor), with: [], output }
}

export function parseDelete(cursor: Cursor): StatementOf<'delete'> {
  cursor.expect('DELETE')
  const top = parseTop(cursor)
  cursor.accept('FROM')
  const target = cursor.path()
  skipHints(cursor)
  const output = parseOutput(cursor)
  const from = cursor.accept('FROM') ? { from: parseSources(cursor) } : {}
  return { is: 'delete', target, ...top, ...from, ...parseWhere(cursor), with: [], output }
}

/** `TOP (n)`, or nothing. */
function parseTop(cursor: Cursor): { top?: Expression } {
  if (!cursor.accept('TOP', '(')) return {}
  const top = parseExpression(cursor)
  cursor.expect(')')
  return { top }
}

function parseWhere(cursor: Cursor): { where?: Expression } {
  const where = cursor.accept('WHERE') ? { where: parseExpression(cursor) } : {}
  if (cursor.at('OPTION', '(')) {
    cursor.take()
    skipParentheses(cursor)
  }
  return where
}

export function parseMerge(cursor: Cursor): StatementOf<'merge'> {
  cursor.expect('MERGE')
  cursor.accept('INTO')
  const table = cursor.path()
  skipHints(cursor)
  const named = cursor.accept('AS') || cursor.atName()
  const alias = named && !cursor.at('USING') ? { alias: cursor.name() } : {}
  cursor.expect('USING')
  const source = parseSource(cursor)
  cursor.expect('ON')
  const on = parseExpression(cursor)
  const branches: MergeBranch[] = []
  while (cursor.accept('WHEN')) branches.push(parseBranch(cursor))
  const output = parseOutput(cursor)
  if (cursor.accept('OPTION')) skipParentheses(cursor)
  // The one statement whose semicolon is not optional.
  if (!cursor.at(';')) {
    throw new SqlError(10713, 'A MERGE statement must be terminated by a semi-colon (;).', {
      class: 15,
      line: cursor.token.line,
    })
  }
  return { is: 'merge', table, ...alias, source, on, branches, with: [], output }
}

function parseBranch(cursor: Cursor): MergeBranch {
  const matched = !cursor.accept('NOT')
  cursor.expect('MATCHED')
  const bySource = !matched && cursor.accept('BY', 'SOURCE')
  if (!matched && !bySource) cursor.accept('BY', 'TARGET')
  const and = cursor.accept('AND') ? { and: parseExpression(cursor) } : {}
  cursor.expect('THEN')
  const when = matched ? 'matched' : bySource ? 'source' : 'target'
  if (cursor.accept('DELETE')) return { when, ...and, action: { is: 'delete' } }
  if (cursor.accept('UPDATE')) return { when, ...and, action: { is: 'update', set: assignments(cursor) } }
  cursor.expect('INSERT')
  const columns = cursor.at('(') ? { columns: cursor.names() } : {}
  cursor.expect('VALUES')
  return { when, ...and, action: { is: 'insert', ...columns, values: row(cursor) } }
}
