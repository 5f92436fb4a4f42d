/** Tokens → what decides which statements run: blocks, IF, WHILE, TRY, THROW, RETURN. */
import type { Cursor } from './cursor.ts'
import { parseExpression } from './expression.ts'
import type { Expression, Statement } from './tree.ts'

type Parse = (cursor: Cursor) => Statement

export function parseControl(cursor: Cursor, parse: Parse): Statement {
  if (cursor.accept('IF')) return parseIf(cursor, parse)
  if (cursor.accept('WHILE')) return { is: 'while', condition: parseExpression(cursor), body: parse(cursor) }
  if (cursor.accept('BEGIN', 'TRY')) return parseTry(cursor, parse)
  if (cursor.accept('BEGIN')) {
    const statements = untilEnd(cursor, parse)
    return { is: 'block', statements }
  }
  if (cursor.accept('BREAK')) return { is: 'break' }
  if (cursor.accept('CONTINUE')) return { is: 'continue' }
  if (cursor.accept('RETURN')) return parseReturn(cursor)
  if (cursor.accept('THROW')) return parseThrow(cursor)
  if (cursor.accept('RAISERROR', '(')) return parseRaise(cursor)
  throw cursor.error()
}

function parseIf(cursor: Cursor, parse: Parse): Statement {
  const condition = parseExpression(cursor)
  const yes = [parse(cursor)]
  const mark = cursor.mark()
  cursor.accept(';')
  if (cursor.accept('ELSE')) return { is: 'if', condition, yes, no: [parse(cursor)] }
  cursor.reset(mark)
  return { is: 'if', condition, yes, no: [] }
}

function untilEnd(cursor: Cursor, parse: Parse, ...after: string[]): Statement[] {
  const statements: Statement[] = []
  while (!cursor.accept('END', ...after)) if (!cursor.accept(';')) statements.push(parse(cursor))
  return statements
}

function parseTry(cursor: Cursor, parse: Parse): Statement {
  const body = untilEnd(cursor, parse, 'TRY')
  cursor.accept(';')
  cursor.expect('BEGIN', 'CATCH')
  return { is: 'try', body, handler: untilEnd(cursor, parse, 'CATCH') }
}

function parseReturn(cursor: Cursor): Statement {
  // The value of a procedure's RETURN; a batch has none to give.
  if (cursor.token.kind === 'number' || cursor.at('-')) parseExpression(cursor)
  return { is: 'return' }
}

function parseThrow(cursor: Cursor): Statement {
  const { kind } = cursor.token
  if (kind !== 'number' && kind !== 'variable') return { is: 'throw' }
  const error: Expression[] = [parseExpression(cursor)]
  while (cursor.accept(',')) error.push(parseExpression(cursor))
  if (error.length !== 3) throw cursor.error()
  return { is: 'throw', error }
}

function parseRaise(cursor: Cursor): Statement {
  const args = cursor.list(() => parseExpression(cursor))
  if (args.length < 3) throw cursor.error()
  if (cursor.accept('WITH')) {
    do cursor.take()
    while (cursor.accept(','))
  }
  return { is: 'raise', arguments: args }
}
