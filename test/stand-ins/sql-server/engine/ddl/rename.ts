/** sp_rename, with its own rules: the new name is one name as it stands, dots and brackets included. */
import { SqlError } from '../../types.ts'
import type { Catalog } from '../catalog.ts'
import { Cursor } from '../syntax/cursor.ts'
import { type Column, findColumn, type Table } from '../table.ts'
import { same } from '../translate/definition.ts'
import { quoteName } from '../types/storage.ts'
import { rebuild } from './alter.ts'
import { type Defined, type Defining, replacing } from './definition.ts'

export interface Renaming {
  object: string
  to: string
  /** As given: OBJECT, COLUMN, INDEX … or null. */
  type: string | null
}

const TYPES = new Set(['OBJECT', 'COLUMN', 'INDEX', 'DATABASE', 'STATISTICS', 'USERDATATYPE'])

/** The parts of the first argument, which is an identifier. */
export function renamedPath({ object }: Renaming): string[] {
  try {
    const cursor = new Cursor(object)
    const path = cursor.path()
    if (cursor.ended) return path
  } catch (error) {
    if (!(error instanceof SqlError)) throw error
  }
  throw new SqlError(15253, `Syntax error parsing SQL identifier '${object}'.`)
}

export async function rename(defining: Defining, renaming: Renaming): Promise<Defined> {
  const { to, type } = renaming
  const kind = type?.toUpperCase() ?? null
  if (kind !== null && !TYPES.has(kind)) {
    throw new SqlError(15249, `Error: Explicit @objtype '${type}' is unrecognized.`, { class: 11 })
  }
  const { catalog, database } = defining.context
  const path = renamedPath(renaming)
  if (kind === null || kind === 'OBJECT') {
    const table = catalog.find(catalog.resolve(path, database))
    if (table) return renameTable(catalog, table, to)
    const holder = constraintHolder(catalog, database, path)
    if (holder) return renameConstraint(catalog, holder, path.at(-1) ?? '', to)
  }
  const [name = ''] = path.slice(-1)
  const table = path.length > 1 ? catalog.find(catalog.resolve(path.slice(0, -1), database)) : undefined
  const column = table && findColumn(table, name)
  if (table && column && (kind === null || kind === 'COLUMN')) return renameColumn(defining, table, column, to)
  const index = table?.indexes.find(each => same(each.name, name))
  if (table && index && kind === 'INDEX') return renameIndex(table, index.name, to)
  throw notFound(renaming, kind, database)
}

function notFound({ object, type }: Renaming, kind: string | null, database: string): SqlError {
  const claimed = type ?? '(null)'
  if (kind === 'COLUMN' || kind === 'INDEX') {
    return new SqlError(
      15248,
      `Either the parameter @objname is ambiguous or the claimed @objtype (${claimed}) is wrong.`,
      { class: 11 },
    )
  }
  return new SqlError(
    15225,
    `No item by the name of '${object}' could be found in the current database '${database}', given that @itemtype was input as '${claimed}'.`,
    { class: 11 },
  )
}

function constraintHolder(catalog: Catalog, database: string, path: string[]): Table | undefined {
  const { schema, name, database: where } = catalog.resolve(path, database)
  return [...catalog.database(where).tables.values()].find(
    ({ schema: own, indexes, columns }) =>
      same(own, schema) &&
      (indexes.some(index => index.constraint && same(index.name, name)) ||
        columns.some(column => column.default && same(column.default.name, name))),
  )
}

function taken(name: string, what: string): SqlError {
  return new SqlError(
    15335,
    `Error: The new name '${name}' is already in use as a ${what} name and would cause a duplicate that is not permitted.`,
    { class: 11 },
  )
}

function renameTable(catalog: Catalog, table: Table, to: string): Defined {
  const after: Table = { ...table, name: to }
  if (!same(table.name, to) && catalog.taken(after)) throw taken(to, 'OBJECT')
  return {
    change: changed => {
      changed.remove(table)
      changed.put(after)
    },
  }
}

function renameConstraint(catalog: Catalog, table: Table, name: string, to: string): Defined {
  if (!same(name, to) && catalog.taken({ ...table, name: to })) throw taken(to, 'OBJECT')
  const renamed = <Item extends { name: string }>(item: Item): Item =>
    same(item.name, name) ? { ...item, name: to } : item
  const indexes = table.indexes.map(index => (index.constraint ? renamed(index) : index))
  const columns = table.columns.map(column =>
    column.default ? { ...column, default: renamed(column.default) } : column,
  )
  return { change: replacing(table, { indexes, columns }) }
}

function renameIndex(table: Table, name: string, to: string): Defined {
  if (!same(name, to) && table.indexes.some(index => same(index.name, to))) throw taken(to, 'INDEX')
  const indexes = table.indexes.map(index => (same(index.name, name) ? { ...index, name: to } : index))
  return { change: replacing(table, { indexes }) }
}

/** DuckDB knows columns by their names: the rows move. */
async function renameColumn(defining: Defining, table: Table, column: Column, to: string): Promise<Defined> {
  const before = findColumn(table, to)
  if (before && before !== column) throw taken(to, 'COLUMN')
  if (table.columns.some(({ computed }) => computed) || table.indexes.some(({ filter }) => filter)) {
    throw new SqlError(
      15336,
      `Object '${table.name}.${column.name}' cannot be renamed because the object participates in enforced dependencies.`,
      { class: 11 },
    )
  }
  const renamed = (name: string): string => (same(name, column.name) ? to : name)
  const columns = table.columns.map(each => ({ ...each, name: renamed(each.name) }))
  const indexes = table.indexes.map(index => ({
    ...index,
    columns: index.columns.map(renamed),
    descending: index.descending.map(renamed),
    included: index.included.map(renamed),
  }))
  return rebuild(defining, table, { columns, indexes }, ({ name }) => quoteName(same(name, to) ? column.name : name))
}
