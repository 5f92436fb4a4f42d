/** Tokens → CREATE, ALTER, DROP, GRANT. */
import type { Cursor } from './cursor.ts'
import { parseElements, parseIndex } from './elements.ts'
import { skipHints, skipParentheses } from './query.ts'
import type { Grant, Statement } from './tree.ts'

export function parseCreate(cursor: Cursor): Statement {
  cursor.expect('CREATE')
  if (cursor.accept('SCHEMA')) return parseCreateSchema(cursor)
  if (cursor.accept('USER') || cursor.at('ROLE')) return parsePrincipal(cursor)
  if (cursor.accept('TABLE')) {
    const table = cursor.path()
    cursor.expect('(')
    const elements = parseElements(cursor, true)
    skipFilegroups(cursor)
    return { is: 'create table', table, elements }
  }
  const unique = cursor.accept('UNIQUE')
  const clustered = cursor.accept('CLUSTERED')
  if (!clustered) cursor.accept('NONCLUSTERED')
  const columnstore = cursor.accept('COLUMNSTORE')
  cursor.expect('INDEX')
  const name = cursor.name()
  let table: string[] = []
  const mark = cursor.mark()
  const index = parseIndex(cursor, name, { unique, clustered, columnstore }, () => {
    cursor.expect('ON')
    table = cursor.path()
  })
  const text = cursor.tokens.slice(mark, cursor.mark()).map(({ value }) => value)
  const dropExisting = text.includes('DROP_EXISTING') && text[text.indexOf('DROP_EXISTING') + 2] === 'ON'
  skipFilegroups(cursor)
  return { is: 'create index', table, index, dropExisting }
}

/** Where a table or index lies, and its options: `ON [PRIMARY]`, `WITH (DATA_COMPRESSION = PAGE)`. */
function skipFilegroups(cursor: Cursor): void {
  for (;;) {
    if (cursor.accept('ON') || cursor.accept('TEXTIMAGE_ON')) cursor.take()
    else if (cursor.at('WITH', '(')) skipHints(cursor)
    else return
  }
}

function parseCreateSchema(cursor: Cursor): Statement {
  const name = cursor.name()
  if (cursor.accept('AUTHORIZATION')) cursor.name()
  return { is: 'create schema', name }
}

function parsePrincipal(cursor: Cursor): Statement {
  const type = cursor.accept('ROLE') ? 'R' : 'S'
  const name = cursor.name()
  if (cursor.accept('FOR', 'LOGIN') || cursor.accept('FROM', 'LOGIN') || cursor.accept('AUTHORIZATION')) cursor.name()
  else if (type === 'S') cursor.accept('WITHOUT', 'LOGIN')
  return { is: 'create principal', name, type }
}

export function parseDrop(cursor: Cursor): Statement {
  cursor.expect('DROP')
  if (cursor.accept('SCHEMA')) {
    const ifExists = cursor.accept('IF', 'EXISTS')
    return { is: 'drop schema', name: cursor.name(), ifExists }
  }
  if (cursor.accept('INDEX')) {
    const ifExists = cursor.accept('IF', 'EXISTS')
    const one = (): { name: string; table: string[] } => {
      const name = cursor.name()
      cursor.expect('ON')
      return { name, table: cursor.path() }
    }
    const indexes = [one()]
    while (cursor.accept(',')) indexes.push(one())
    skipHints(cursor)
    return { is: 'drop index', indexes, ifExists }
  }
  cursor.expect('TABLE')
  const ifExists = cursor.accept('IF', 'EXISTS')
  const tables = [cursor.path()]
  while (cursor.accept(',')) tables.push(cursor.path())
  return { is: 'drop table', tables, ifExists }
}

export function parseAlter(cursor: Cursor): Statement {
  cursor.expect('ALTER')
  if (cursor.accept('SCHEMA')) {
    const schema = cursor.name()
    cursor.expect('TRANSFER')
    cursor.accept('OBJECT', '::')
    return { is: 'transfer', schema, object: cursor.path() }
  }
  cursor.expect('TABLE')
  const table = cursor.path()
  if (cursor.accept('DROP')) return parseAlterDrop(cursor, table)
  if (cursor.accept('ALTER', 'COLUMN')) {
    const name = cursor.name()
    const type = cursor.type()
    const collated = cursor.accept('COLLATE') ? { ...type, collation: cursor.name() } : type
    if (cursor.accept('NOT', 'NULL')) return { is: 'alter column', table, name, type: collated, nullable: false }
    return { is: 'alter column', table, name, type: collated, ...(cursor.accept('NULL') ? { nullable: true } : {}) }
  }
  if (cursor.accept('WITH', 'NOCHECK') || cursor.accept('WITH', 'CHECK')) cursor.expect('ADD')
  else {
    if (cursor.at('WITH', '(')) {
      cursor.take()
      skipParentheses(cursor)
    }
    cursor.expect('ADD')
  }
  return { is: 'alter add', table, elements: parseElements(cursor, false) }
}

function parseAlterDrop(cursor: Cursor, table: string[]): Statement {
  const columns: string[] = []
  const constraints: string[] = []
  let ifExists = false
  let into = constraints
  do {
    // A word counts for the names after it, too.
    if (cursor.accept('COLUMN')) into = columns
    else if (cursor.accept('CONSTRAINT')) into = constraints
    if (cursor.accept('IF', 'EXISTS')) ifExists = true
    into.push(cursor.name())
  } while (cursor.accept(','))
  return { is: 'alter drop', table, columns, constraints, ifExists }
}

/** GRANT, DENY and REVOKE. */
export function parsePermission(cursor: Cursor): Statement {
  const action = (['GRANT', 'DENY', 'REVOKE'] as const).find(word => cursor.accept(word))
  if (!action) throw cursor.error()
  cursor.accept('GRANT', 'OPTION', 'FOR')
  const permissions = [permissionName(cursor)]
  while (cursor.accept(',')) permissions.push(permissionName(cursor))
  const on = cursor.accept('ON') ? securable(cursor) : undefined
  const columns = on && cursor.at('(') ? cursor.names() : []
  if (!cursor.accept('TO') && !(action === 'REVOKE' && cursor.accept('FROM'))) throw cursor.error()
  const principals = [cursor.name()]
  while (cursor.accept(',')) principals.push(cursor.name())
  const grantable = cursor.accept('WITH', 'GRANT', 'OPTION')
  cursor.accept('CASCADE')
  const meant = permissions.map(each => ({
    name: each.name,
    columns: each.columns.length > 0 ? each.columns : columns,
  }))
  return { is: 'permission', action, permissions: meant, ...(on ? { on } : {}), principals, grantable }
}

/** `SELECT`, `UPDATE (a, b)`, `VIEW DEFINITION`: words up to a comma or the next clause. */
function permissionName(cursor: Cursor): Grant['permissions'][number] {
  const words: string[] = []
  while (cursor.token.kind === 'word' && !['ON', 'TO', 'FROM'].some(word => cursor.at(word)))
    words.push(cursor.take().value)
  if (words.length === 0) throw cursor.error()
  return { name: words.join(' '), columns: cursor.at('(') ? cursor.names() : [] }
}

function securable(cursor: Cursor): Grant['on'] & object {
  const classes = ['OBJECT', 'SCHEMA', 'DATABASE'] as const
  const found = classes.find(word => cursor.accept(word, '::'))
  return { class: found ?? 'OBJECT', path: cursor.path() }
}
