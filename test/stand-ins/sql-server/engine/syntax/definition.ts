/** Tokens → CREATE, ALTER, DROP. */
import type { Cursor } from './cursor.ts'
import { parseExpression } from './expression.ts'
import { skipHints, skipParentheses } from './query.ts'
import type { ColumnDefinition, KeyDefinition, Statement } from './tree.ts'

export function parseCreate(cursor: Cursor): Statement {
  cursor.expect('CREATE')
  if (cursor.accept('SCHEMA')) return { is: 'create schema', name: cursor.name() }
  if (cursor.accept('TABLE')) {
    const table = cursor.path()
    cursor.expect('(')
    const { columns, keys } = parseElements(cursor, true)
    if (cursor.accept('ON')) cursor.take()
    return { is: 'create table', table, columns, keys }
  }
  const unique = cursor.accept('UNIQUE')
  const clustered = cursor.accept('CLUSTERED')
  if (!clustered) cursor.accept('NONCLUSTERED')
  cursor.expect('INDEX')
  const name = cursor.name()
  cursor.expect('ON')
  const table = cursor.path()
  const keys = keyColumns(cursor)
  if (cursor.accept('INCLUDE')) cursor.names()
  skipHints(cursor)
  return { is: 'create index', name, table, unique, clustered, ...keys }
}

/** Columns and constraints: up to the closing parenthesis of CREATE TABLE, or to the end of ALTER TABLE … ADD. */
function parseElements(cursor: Cursor, closed: boolean): { columns: ColumnDefinition[]; keys: KeyDefinition[] } {
  const columns: ColumnDefinition[] = []
  const keys: KeyDefinition[] = []
  do {
    const key = parseTableKey(cursor)
    if (key) keys.push(key)
    else columns.push(parseColumn(cursor))
  } while (cursor.accept(',') && !(closed && cursor.at(')')))
  if (closed) cursor.expect(')')
  return { columns, keys }
}

function parseTableKey(cursor: Cursor): KeyDefinition | undefined {
  const named = cursor.accept('CONSTRAINT') ? { name: cursor.name() } : {}
  const primary = cursor.accept('PRIMARY', 'KEY')
  if (!primary && !cursor.accept('UNIQUE')) {
    if ('name' in named) throw cursor.error()
    return undefined
  }
  return { ...named, primary, ...clustering(cursor), ...keyColumns(cursor) }
}

function clustering(cursor: Cursor): { clustered?: boolean } {
  if (cursor.accept('CLUSTERED')) return { clustered: true }
  return cursor.accept('NONCLUSTERED') ? { clustered: false } : {}
}

function keyColumns(cursor: Cursor): Pick<KeyDefinition, 'columns' | 'descending'> {
  cursor.expect('(')
  const descending: string[] = []
  const columns = cursor.list(() => {
    const name = cursor.name()
    if (cursor.accept('DESC')) descending.push(name)
    else cursor.accept('ASC')
    return name
  })
  skipHints(cursor)
  return { columns, descending }
}

function parseColumn(cursor: Cursor): ColumnDefinition {
  const name = cursor.name()
  // A column called timestamp may leave its type out.
  const type = cursor.at(',') || cursor.at(')') ? { name: 'timestamp' as const } : cursor.type()
  const column: ColumnDefinition = { name, type, primaryKey: false, unique: false }
  for (;;) {
    if (cursor.accept('COLLATE')) column.type = { ...column.type, collation: cursor.name() }
    else if (cursor.accept('NOT', 'NULL')) column.nullable = false
    else if (cursor.accept('NULL')) column.nullable = true
    else if (cursor.accept('IDENTITY')) column.identity = parseIdentity(cursor)
    else if (cursor.accept('CONSTRAINT')) cursor.name()
    else if (cursor.accept('DEFAULT')) column.default = parseExpression(cursor)
    else if (cursor.accept('PRIMARY', 'KEY')) {
      column.primaryKey = true
      Object.assign(column, clustering(cursor))
    } else if (cursor.accept('UNIQUE')) {
      column.unique = true
      Object.assign(column, clustering(cursor))
    } else if (cursor.accept('ROWGUIDCOL') || cursor.accept('SPARSE')) {
      // Says how it is stored, not what.
    } else return column
  }
}

function parseIdentity(cursor: Cursor): { seed: bigint; increment: bigint } {
  if (!cursor.accept('(')) return { seed: 1n, increment: 1n }
  const [seed, increment = 1n] = cursor.list(() =>
    cursor.accept('-') ? -BigInt(cursor.integer()) : BigInt(cursor.integer()),
  )
  return { seed: seed!, increment }
}

export function parseDrop(cursor: Cursor): Statement {
  cursor.expect('DROP', 'TABLE')
  const ifExists = cursor.accept('IF', 'EXISTS')
  const tables = [cursor.path()]
  while (cursor.accept(',')) tables.push(cursor.path())
  return { is: 'drop table', tables, ifExists }
}

export function parseAlter(cursor: Cursor): Statement {
  cursor.expect('ALTER', 'TABLE')
  const table = cursor.path()
  if (cursor.accept('DROP', 'COLUMN')) return { is: 'drop column', table, column: cursor.name() }
  if (cursor.at('WITH', '(')) {
    cursor.take()
    skipParentheses(cursor)
  }
  cursor.expect('ADD')
  return { is: 'add columns', table, ...parseElements(cursor, false) }
}
