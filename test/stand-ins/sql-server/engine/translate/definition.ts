/** The columns, keys and indexes that CREATE TABLE and ALTER TABLE define, as the catalog keeps them. */
import { SqlError, type SqlType } from '../../types.ts'
import type { Expression, IndexDefinition, KeyDefinition, TableElements, Written } from '../syntax/tree.ts'
import { type Column, columnOf, type Default, findColumn, type Index, type Table } from '../table.ts'
import { quoteName } from '../types/storage.ts'
import type { Context } from './context.ts'
import { convert } from './conversion.ts'
import { conditionOf, translateValue } from './expression.ts'
import { Scope } from './scope.ts'
import { columnsOf } from './source.ts'

export type TableParts = Pick<Table, 'columns' | 'indexes'>

/** What a table is about to become; `name` is for errors and for names that the server makes. */
interface Draft {
  name: string
  columns: Column[]
  indexes: Index[]
}

/** `known` is what the table has already. */
export function tableParts(context: Context, name: string, elements: TableElements, known?: TableParts): TableParts {
  const draft: Draft = { name, columns: [...(known?.columns ?? [])], indexes: [...(known?.indexes ?? [])] }
  const keyed = new Set(
    elements.keys.filter(({ primary }) => primary).flatMap(({ columns }) => columns.map(each => each.toLowerCase())),
  )
  for (const definition of elements.columns) {
    if (findColumn(draft, definition.name)) throw twice(definition.name, name)
    const { type, nullable, identity, computed } = definition
    const id = Math.max(0, ...draft.columns.map(column => column.id)) + 1
    if (computed) draft.columns.push(computedColumn(context, draft, definition.name, id, computed))
    if (!type) continue
    const absent = !(keyed.has(definition.name.toLowerCase()) || identity || type.name === 'timestamp')
    draft.columns.push({
      id,
      name: definition.name,
      type,
      nullable: nullable ?? absent,
      ...(identity ? { identity } : {}),
      ...(definition.default
        ? { default: defaultFrom(context, draft, definition.name, type, definition.default) }
        : {}),
    })
  }
  for (const each of elements.defaults) setDefault(context, draft, each)
  for (const key of elements.keys) draft.indexes.push(indexFromKey(context, draft, key))
  for (const index of elements.indexes) draft.indexes.push(indexFrom(context, draft, index))
  return { columns: draft.columns, indexes: draft.indexes }
}

function twice(column: string, table: string): SqlError {
  return new SqlError(
    2705,
    `Column names in each table must be unique. Column name '${column}' in table '${table}' is specified more than once.`,
    { state: 3 },
  )
}

/** The hexadecimal end of a name that the server makes. */
const unique = (context: Context): string =>
  Number(context.catalog.newStorage().slice(1)).toString(16).toUpperCase().padStart(8, '0')

function computedColumn(
  context: Context,
  draft: Draft,
  name: string,
  id: number,
  { expression, text, persisted }: Written & { persisted: boolean },
): Column {
  const scope = new Scope([{ names: [draft.name], columns: columnsOf(draft, '') }])
  const { sql, type, nullable } = translateValue(context, scope, expression)
  return { id, name, type, nullable, computed: { sql, definition: `(${text})`, persisted } }
}

function defaultFrom(
  context: Context,
  draft: Draft,
  column: string,
  type: SqlType,
  { expression, text, name }: Written & { name?: string },
): Default {
  const { sql } = convert(translateValue(context, new Scope([]), expression), type, { mode: 'assign' })
  // The catalog shows numbers in two pairs of parentheses, anything else in one.
  const bare = stripped(text)
  const definition = isNumber(expression) ? `((${bare}))` : `(${bare})`
  const made = `DF__${draft.name.slice(0, 9)}__${column.slice(0, 5)}__${unique(context)}`
  return { name: name ?? made, named: name !== undefined, sql, definition }
}

const isNumber = (expression: Expression): boolean =>
  expression.is === 'literal' && typeof expression.value !== 'string'

/** Without the parentheses that stand around the whole. */
function stripped(text: string): string {
  const inner = /^\((.*)\)$/s.exec(text)?.[1]
  return inner === undefined || /^[^(]*\)/.test(inner) ? text : stripped(inner.trim())
}

function setDefault(
  context: Context,
  draft: Draft,
  { column: name, ...written }: TableElements['defaults'][number],
): void {
  const column = columnOf(draft, name)
  if (column.default) {
    throw new SqlError(1781, 'Column already has a DEFAULT bound to it.')
  }
  const changed = { ...column, default: defaultFrom(context, draft, column.name, column.type, written) }
  draft.columns = draft.columns.map(each => (each === column ? changed : each))
}

function indexFromKey(context: Context, draft: Draft, key: KeyDefinition): Index {
  const { primary, columns, descending } = key
  const kind = primary ? 'PK' : 'UQ'
  if (primary && draft.indexes.some(index => index.primary)) {
    throw new SqlError(1779, `Table '${draft.name}' already has a primary key defined on it.`, { state: 0 })
  }
  const open = columns.map(name => keyColumn(draft, name)).find(column => column.nullable)
  if (primary && open) {
    throw new SqlError(8111, `Cannot define PRIMARY KEY constraint on nullable column in table '${draft.name}'.`)
  }
  const taken = draft.indexes.some(index => index.clustered)
  return placed(draft, {
    name: key.name ?? `${kind}__${draft.name.slice(0, 8)}__${unique(context)}`,
    unique: true,
    primary,
    constraint: true,
    clustered: key.clustered ?? (primary && !taken),
    columnstore: false,
    columns: columns.map(name => keyColumn(draft, name).name),
    descending,
    included: [],
    storage: context.catalog.newStorage(),
  })
}

/** An index of CREATE INDEX. */
export function indexFrom(context: Context, draft: Draft | Table, definition: IndexDefinition): Index {
  const { name, columns, included, filter } = definition
  if (draft.indexes.some(index => same(index.name, name))) {
    throw new SqlError(
      1913,
      `The operation failed because an index or statistics with name '${name}' already exists on table '${draft.name}'.`,
    )
  }
  const scope = new Scope([{ names: [draft.name], columns: columnsOf(draft, '') }])
  return placed(draft, {
    name,
    unique: definition.unique,
    primary: false,
    constraint: false,
    clustered: definition.clustered,
    columnstore: definition.columnstore,
    columns: columns.map(each => keyColumn(draft, each).name),
    descending: definition.descending,
    included: included.map(each => keyColumn(draft, each).name),
    ...(filter
      ? { filter: { definition: `(${stripped(filter.text)})`, sql: conditionOf(context, scope, filter.expression) } }
      : {}),
    // Only uniqueness changes answers.
    ...(definition.unique ? { storage: context.catalog.newStorage() } : {}),
  })
}

function placed(draft: Draft | Table, index: Index): Index {
  const clustered = index.clustered && draft.indexes.find(each => each.clustered)
  if (!clustered) return index
  if (index.columnstore) {
    throw new SqlError(
      35372,
      `You cannot create more than one clustered index on table '${draft.name}'. Consider creating a new clustered index using 'with (drop_existing = on)' option.`,
    )
  }
  throw new SqlError(
    1902,
    `Cannot create more than one clustered index on table '${draft.name}'. Drop the existing clustered index '${clustered.name}' before creating another.`,
    { state: 3 },
  )
}

const NO_KEY = new Set(['text', 'ntext', 'image', 'xml', 'udt'])

function keyColumn(draft: Draft | Table, name: string): Column {
  const column = findColumn(draft, name)
  if (!column) throw new SqlError(1911, `Column name '${name}' does not exist in the target table or view.`)
  if (NO_KEY.has(column.type.name) && column.type.udt !== 'hierarchyid') {
    throw new SqlError(
      1919,
      `Column '${column.name}' in table '${draft.name}' is of a type that is invalid for use as a key column in an index.`,
    )
  }
  return column
}

export const same = (left: string, right: string): boolean => left.toLowerCase() === right.toLowerCase()

/** A list of columns as DuckDB SQL. */
export const columnList = (columns: readonly { name: string }[]): string =>
  columns.map(({ name }) => quoteName(name)).join(', ')
