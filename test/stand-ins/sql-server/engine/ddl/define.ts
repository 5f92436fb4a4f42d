/** Runs one definition, whatever it defines; and tells which names it changes, so that they are locked before. */
import type { Catalog } from '../catalog.ts'
import type { StatementOf } from '../syntax/tree.ts'
import type { ObjectName } from '../table.ts'
import type { BoundColumn } from '../translate/typed.ts'
import { alterAdd, alterColumn, alterDrop } from './alter.ts'
import type { Defined, Defining } from './definition.ts'
import { createIndex, dropIndexes } from './indexes.ts'
import { changePermission, createPrincipal } from './permission.ts'
import { type Renaming, rename, renamedPath } from './rename.ts'
import { createSchema, dropSchema, transfer } from './schema.ts'
import { createTable, dropTables, selectInto, truncate } from './table.ts'

export type Definition =
  | StatementOf<
      | 'create table'
      | 'create index'
      | 'create schema'
      | 'create principal'
      | 'drop table'
      | 'drop index'
      | 'drop schema'
      | 'alter add'
      | 'alter column'
      | 'alter drop'
      | 'transfer'
      | 'truncate'
      | 'permission'
    >
  | { is: 'select into'; table: string[]; query: { sql: string; columns: BoundColumn[] } }
  | ({ is: 'rename' } & Renaming)

export function define(defining: Defining, definition: Definition): Promise<Defined> {
  switch (definition.is) {
    case 'create table':
      return createTable(defining, definition)
    case 'create index':
      return createIndex(defining, definition)
    case 'create schema':
      return createSchema(defining, definition)
    case 'create principal':
      return createPrincipal(defining, definition)
    case 'drop table':
      return dropTables(defining, definition)
    case 'drop index':
      return dropIndexes(defining, definition)
    case 'drop schema':
      return dropSchema(defining, definition)
    case 'alter add':
      return alterAdd(defining, definition)
    case 'alter column':
      return alterColumn(defining, definition)
    case 'alter drop':
      return alterDrop(defining, definition)
    case 'transfer':
      return transfer(defining, definition)
    case 'truncate':
      return truncate(defining, definition)
    case 'permission':
      return changePermission(defining, definition)
    case 'select into':
      return selectInto(defining, definition.table, definition.query)
    case 'rename':
      return rename(defining, definition)
  }
}

/** The tables that a definition makes, changes or removes, under all names that they have before and after. */
export function namesOf(catalog: Catalog, database: string, definition: Definition): ObjectName[] {
  const resolve = (path: string[]): ObjectName => catalog.resolve(path, database)
  switch (definition.is) {
    case 'drop table':
      return definition.tables.map(resolve)
    case 'drop index':
      return definition.indexes.map(({ table }) => resolve(table))
    case 'transfer': {
      const from = resolve(definition.object)
      return [from, { ...from, schema: definition.schema }]
    }
    case 'rename': {
      const path = renamedPath(definition)
      const object = resolve(path)
      const column = path.length > 1 ? [resolve(path.slice(0, -1))] : []
      return [object, { ...object, name: definition.to }, ...column]
    }
    case 'create schema':
    case 'create principal':
    case 'drop schema':
    case 'permission':
      return []
    default:
      return [resolve(definition.table)]
  }
}
