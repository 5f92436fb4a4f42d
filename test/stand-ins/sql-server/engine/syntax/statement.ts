/** Tokens → statements of one batch. */
import { SqlError } from '../../types.ts'
import { parseInsertBulk } from './bulk.ts'
import { parseControl } from './control.ts'
import { Cursor } from './cursor.ts'
import { parseAlter, parseCreate, parseDrop, parsePermission } from './definition.ts'
import { parseExpression } from './expression.ts'
import { parseDelete, parseInsert, parseMerge, parseUpdate } from './modification.ts'
import { parseCtes, parseQuery } from './query.ts'
import type { Expression, Statement } from './tree.ts'

/** @throws {SqlError} 102, 105, 156 … for what is not T-SQL, or not the part of it that the stand-in knows. */
export function parseBatch(sql: string): Statement[] {
  const cursor = new Cursor(sql, parseQuery)
  const statements: Statement[] = []
  while (cursor.token.kind !== 'end') if (!cursor.accept(';')) statements.push(parseStatement(cursor))
  return statements
}

export function parseStatement(cursor: Cursor): Statement {
  const { token } = cursor
  if (token.kind === 'symbol' && token.value === '(') return { is: 'query', query: parseQuery(cursor) }
  if (token.kind !== 'word') throw cursor.error()
  switch (token.value) {
    case 'WITH':
      return parseWith(cursor)
    case 'SELECT':
      return { is: 'query', query: parseQuery(cursor) }
    case 'INSERT':
      return cursor.at('INSERT', 'BULK') ? parseInsertBulk(cursor) : parseInsert(cursor)
    case 'UPDATE':
      return cursor.at('UPDATE', 'STATISTICS') ? parseUpdateStatistics(cursor) : parseUpdate(cursor)
    case 'DELETE':
      return parseDelete(cursor)
    case 'MERGE':
      return parseMerge(cursor)
    case 'TRUNCATE':
      cursor.expect('TRUNCATE', 'TABLE')
      return { is: 'truncate', table: cursor.path() }
    case 'CREATE':
      return parseCreate(cursor)
    case 'DROP':
      return parseDrop(cursor)
    case 'ALTER':
      return parseAlter(cursor)
    case 'GRANT':
    case 'DENY':
    case 'REVOKE':
      return parsePermission(cursor)
    case 'SET':
      return parseSet(cursor)
    case 'DECLARE':
      return parseDeclare(cursor)
    case 'USE':
      cursor.take()
      return { is: 'use', database: cursor.name() }
    case 'PRINT':
      cursor.take()
      return { is: 'print', text: parseExpression(cursor) }
    case 'WAITFOR':
      return parseWait(cursor)
    case 'EXEC':
    case 'EXECUTE':
      cursor.take()
      return parseExecute(cursor)
    case 'COMMIT':
    case 'ROLLBACK':
    case 'SAVE':
      return parseTransaction(cursor)
    case 'BEGIN':
      if (cursor.at('BEGIN', 'TRAN') || cursor.at('BEGIN', 'TRANSACTION')) return parseTransaction(cursor)
      return parseControl(cursor, parseStatement)
    default:
      return parseControl(cursor, parseStatement)
  }
}

/** Common table expressions, and the statement that they are for. */
function parseWith(cursor: Cursor): Statement {
  const mark = cursor.mark()
  const ctes = parseCtes(cursor)
  switch (cursor.token.value) {
    case 'INSERT':
      return { ...parseInsert(cursor), with: ctes }
    case 'UPDATE':
      return { ...parseUpdate(cursor), with: ctes }
    case 'DELETE':
      return { ...parseDelete(cursor), with: ctes }
    case 'MERGE':
      return { ...parseMerge(cursor), with: ctes }
    default:
      cursor.reset(mark)
      return { is: 'query', query: parseQuery(cursor) }
  }
}

function parseUpdateStatistics(cursor: Cursor): Statement {
  cursor.expect('UPDATE', 'STATISTICS')
  cursor.path()
  if (cursor.at('(')) cursor.names()
  else if (cursor.atName() && !cursor.at('WITH')) cursor.name()
  if (cursor.accept('WITH')) {
    do cursor.take()
    while (cursor.accept(',') || cursor.at('ROWS') || cursor.at('PERCENT') || cursor.token.kind === 'number')
  }
  return { is: 'nothing' }
}

function parseTransaction(cursor: Cursor): Statement {
  const is = (['begin', 'commit', 'rollback', 'save'] as const).find(word => cursor.accept(word.toUpperCase()))
  if (!is) throw cursor.error()
  const named = cursor.accept('TRAN') || cursor.accept('TRANSACTION')
  if (is === 'save') {
    if (!named) throw cursor.error()
    return { is, name: cursor.name() }
  }
  if (!named) {
    cursor.accept('WORK')
    return { is }
  }
  // A statement that follows without a semicolon is no name.
  const name =
    cursor.token.kind === 'name' || (cursor.atName() && !STATEMENTS.has(cursor.token.value)) ? cursor.name() : undefined
  return is === 'commit' || name === undefined ? { is } : { is, name }
}

/** Words that begin or end a statement and may yet be names. */
const STATEMENTS = new Set([
  'SAVE',
  'THROW',
  'RAISERROR',
  'TRY',
  'CATCH',
  'GRANT',
  'DENY',
  'REVOKE',
  'BREAK',
  'CONTINUE',
])

const SWITCHES = new Set(
  `ANSI_DEFAULTS ANSI_NULLS ANSI_NULL_DFLT_ON ANSI_NULL_DFLT_OFF ANSI_PADDING ANSI_WARNINGS ARITHABORT ARITHIGNORE CONCAT_NULL_YIELDS_NULL
  CURSOR_CLOSE_ON_COMMIT IMPLICIT_TRANSACTIONS NOCOUNT NUMERIC_ROUNDABORT QUOTED_IDENTIFIER XACT_ABORT NO_BROWSETABLE`.split(
    /\s+/,
  ),
)
const VALUES = new Set(['DATEFIRST', 'DATEFORMAT', 'LANGUAGE', 'LOCK_TIMEOUT', 'TEXTSIZE', 'DEADLOCK_PRIORITY'])
const LEVELS = ['READ UNCOMMITTED', 'READ COMMITTED', 'REPEATABLE READ', 'SNAPSHOT', 'SERIALIZABLE']

function parseSet(cursor: Cursor): Statement {
  cursor.take()
  if (cursor.token.kind === 'variable') {
    const name = cursor.take().value
    cursor.expect('=')
    return { is: 'set variable', name, value: parseExpression(cursor) }
  }
  if (cursor.accept('TRANSACTION', 'ISOLATION', 'LEVEL')) {
    const value = LEVELS.find(level => cursor.accept(...level.split(' ')))
    if (!value) throw cursor.error()
    return { is: 'set', option: 'ISOLATION LEVEL', value }
  }
  if (cursor.accept('IDENTITY_INSERT')) {
    const table = cursor.path()
    const on = cursor.accept('ON')
    if (!on) cursor.expect('OFF')
    return { is: 'identity insert', table, on }
  }
  const option = cursor.token.value
  if (cursor.token.kind === 'word' && SWITCHES.has(option)) {
    // Several switches can share one ON: SET ANSI_NULLS, QUOTED_IDENTIFIER ON.
    do if (!SWITCHES.has(cursor.take().value)) throw cursor.error()
    while (cursor.accept(','))
    if (!cursor.at('ON') && !cursor.at('OFF')) throw cursor.error()
    return { is: 'set', option, value: cursor.take().value }
  }
  if (cursor.token.kind !== 'word' || !VALUES.has(option)) {
    throw new SqlError(195, `'${cursor.token.text}' is not a recognized SET option.`, {
      class: 15,
      line: cursor.token.line,
    })
  }
  cursor.take()
  const sign = cursor.accept('-') ? '-' : ''
  return { is: 'set', option, value: sign + cursor.take().value }
}

function parseDeclare(cursor: Cursor): Statement {
  cursor.take()
  const declare = (): Statement => {
    if (cursor.token.kind !== 'variable') throw cursor.error()
    const name = cursor.take().value
    cursor.accept('AS')
    const type = cursor.type()
    return { is: 'declare', name, type, ...(cursor.accept('=') ? { value: parseExpression(cursor) } : {}) }
  }
  const first = declare()
  if (!cursor.at(',')) return first
  const statements = [first]
  while (cursor.accept(',')) statements.push(declare())
  return { is: 'block', statements }
}

function parseWait(cursor: Cursor): Statement {
  cursor.expect('WAITFOR', 'DELAY')
  const match =
    cursor.token.kind === 'string' && /^(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,3}))?)?$/.exec(cursor.token.value)
  if (!match)
    throw new SqlError(148, `Incorrect time syntax in time string '${cursor.token.value}' used with WAITFOR.`, {
      class: 15,
    })
  cursor.take()
  const [, hours, minutes, seconds = '0', fraction = '0'] = match
  const whole = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
  return { is: 'wait', milliseconds: whole * 1000 + Number(fraction.padEnd(3, '0')) }
}

function parseExecute(cursor: Cursor): Statement {
  const assigned = cursor.token.kind === 'variable' && cursor.peek().value === '='
  const result = assigned ? { result: cursor.take().value } : {}
  if (assigned) cursor.take()
  const procedure = cursor.path().join('.')
  const args: { name?: string; value: Expression }[] = []
  if (startsArgument(cursor)) {
    do {
      const { kind, value } = cursor.token
      const named = kind === 'variable' && cursor.peek().value === '='
      if (named) {
        cursor.take()
        cursor.take()
      }
      args.push(named ? { name: value, value: parseExpression(cursor) } : { value: parseExpression(cursor) })
      if (!cursor.accept('OUTPUT')) cursor.accept('OUT')
    } while (cursor.accept(','))
  }
  return { is: 'execute', procedure, ...result, arguments: args }
}

/** A procedure without arguments may be followed by the next statement. */
function startsArgument(cursor: Cursor): boolean {
  const { kind } = cursor.token
  if (kind === 'word') return cursor.at('NULL') || (cursor.atName() && !STATEMENTS.has(cursor.token.value))
  return kind !== 'end' && !cursor.at(';') && !cursor.at(')')
}
