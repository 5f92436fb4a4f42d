/** Columns, keys and indexes of CREATE TABLE and ALTER TABLE … ADD. */
import type { Cursor } from './cursor.ts'
import { parseExpression } from './expression.ts'
import { skipHints } from './query.ts'
import type { ColumnDefinition, IndexDefinition, KeyDefinition, TableElements, Written } from './tree.ts'

/** Up to the closing parenthesis of CREATE TABLE, or to the end of ALTER TABLE … ADD. */
export function parseElements(cursor: Cursor, closed: boolean): TableElements {
  const elements: TableElements = { columns: [], keys: [], indexes: [], defaults: [] }
  do parseElement(cursor, elements)
  while (cursor.accept(',') && !(closed && cursor.at(')')))
  if (closed) cursor.expect(')')
  return elements
}

function parseElement(cursor: Cursor, elements: TableElements): void {
  if (cursor.accept('INDEX')) {
    const name = cursor.name()
    elements.indexes.push(parseIndex(cursor, name))
    return
  }
  const named = cursor.accept('CONSTRAINT') ? { name: cursor.name() } : {}
  if (cursor.accept('DEFAULT')) {
    const written = parseWritten(cursor)
    cursor.expect('FOR')
    elements.defaults.push({ ...named, ...written, column: cursor.name() })
    return
  }
  const key = parseKey(cursor, named)
  if (key) elements.keys.push({ ...key, ...keyColumns(cursor) })
  else if (named.name !== undefined) throw cursor.error()
  else parseColumn(cursor, elements)
}

/** `PRIMARY KEY` or `UNIQUE`, and how it is kept; undefined when neither comes next. */
function parseKey(cursor: Cursor, named: { name?: string }): Omit<KeyDefinition, 'columns' | 'descending'> | undefined {
  const primary = cursor.accept('PRIMARY', 'KEY')
  if (!primary && !cursor.accept('UNIQUE')) return undefined
  if (cursor.accept('CLUSTERED')) return { ...named, primary, clustered: true }
  return cursor.accept('NONCLUSTERED') ? { ...named, primary, clustered: false } : { ...named, primary }
}

export function keyColumns(cursor: Cursor): Pick<KeyDefinition, 'columns' | 'descending'> {
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

/** An index after its name and, in CREATE INDEX, after what stands before that. */
export function parseIndex(
  cursor: Cursor,
  name: string,
  before: { unique: boolean; clustered: boolean; columnstore: boolean } | null = null,
  on: () => void = () => undefined,
): IndexDefinition {
  const unique = before?.unique ?? cursor.accept('UNIQUE')
  const clustered = before?.clustered ?? cursor.accept('CLUSTERED')
  if (!before && !clustered) cursor.accept('NONCLUSTERED')
  const columnstore = before?.columnstore ?? cursor.accept('COLUMNSTORE')
  on()
  const whole = columnstore && clustered
  const keys = whole ? { columns: [], descending: [] } : keyColumns(cursor)
  const included = cursor.accept('INCLUDE') ? cursor.names() : []
  const filter = cursor.accept('WHERE') ? { filter: parseWritten(cursor) } : {}
  skipHints(cursor)
  return { name, unique, clustered, columnstore, ...keys, included, ...filter }
}

export function parseWritten(cursor: Cursor): Written {
  const from = cursor.token.at
  const expression = parseExpression(cursor)
  return { expression, text: cursor.sql.slice(from, cursor.token.at).trim() }
}

function parseColumn(cursor: Cursor, elements: TableElements): void {
  const name = cursor.name()
  if (cursor.accept('AS')) {
    const computed = { ...parseWritten(cursor), persisted: cursor.accept('PERSISTED') }
    elements.columns.push({ name, computed })
    return
  }
  // A column called timestamp may leave its type out.
  const type = cursor.at(',') || cursor.at(')') ? { name: 'timestamp' as const } : cursor.type()
  const column: ColumnDefinition = { name, type }
  elements.columns.push(column)
  for (;;) {
    if (cursor.accept('COLLATE')) column.type = { ...type, collation: cursor.name() }
    else if (cursor.accept('NOT', 'NULL')) column.nullable = false
    else if (cursor.accept('NULL')) column.nullable = true
    else if (cursor.accept('IDENTITY')) column.identity = parseIdentity(cursor)
    // Says how it is stored, not what.
    else if (
      !(cursor.accept('ROWGUIDCOL') || cursor.accept('SPARSE') || parseColumnConstraint(cursor, column, elements))
    )
      return
  }
}

function parseColumnConstraint(cursor: Cursor, column: ColumnDefinition, elements: TableElements): boolean {
  const named = cursor.accept('CONSTRAINT') ? { name: cursor.name() } : {}
  if (cursor.accept('DEFAULT')) {
    column.default = { ...named, ...parseWritten(cursor) }
    return true
  }
  const key = parseKey(cursor, named)
  if (key) elements.keys.push({ ...key, columns: [column.name], descending: [] })
  else if (named.name !== undefined) throw cursor.error()
  if (key) skipHints(cursor)
  return key !== undefined
}

function parseIdentity(cursor: Cursor): { seed: bigint; increment: bigint } {
  if (!cursor.accept('(')) return { seed: 1n, increment: 1n }
  const [seed = 1n, increment = 1n] = cursor.list(() =>
    cursor.accept('-') ? -BigInt(cursor.integer()) : BigInt(cursor.integer()),
  )
  return { seed, increment }
}
