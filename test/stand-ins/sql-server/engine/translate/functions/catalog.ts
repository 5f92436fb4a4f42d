/** Functions that look names and ids up in the catalog. */
import { SqlError, type SqlType } from '../../../types.ts'
import { isDenied, securables } from '../../permissions.ts'
import { Cursor } from '../../syntax/cursor.ts'
import { constraintsOf } from '../../system-views/constraints.ts'
import { findColumn, type Table } from '../../table.ts'
import { maxLength, precisionAndScale } from '../../types/catalog-facts.ts'
import { systemTypeId, typeOf } from '../../types/sql-type.ts'
import type { Context } from '../context.ts'
import { constant, type Typed, typed } from '../typed.ts'
import type { BuiltIn } from './built-in.ts'

const INT: SqlType = { name: 'int' }
const NAME: SqlType = { name: 'nvarchar', length: 128 }
const SMALL: SqlType = { name: 'smallint' }

/** The string of an argument that is known: a literal or a variable. */
export function known(name: string, value: Typed | undefined): string | null {
  if (value === undefined || value.untyped || value.constant === null) return null
  if (typeof value.constant === 'string') return value.constant
  throw new SqlError(50000, `The stand-in answers ${name} for literals and variables only.`)
}

/** The parts of an identifier; null when it is none. */
function pathOf(name: string | null): string[] | null {
  if (name === null) return null
  try {
    const cursor = new Cursor(name)
    const path = cursor.path()
    return cursor.ended ? path : null
  } catch (error) {
    if (error instanceof SqlError) return null
    throw error
  }
}

export function tableOf({ catalog, database }: Context, name: string | null): Table | undefined {
  const path = pathOf(name)
  return path === null ? undefined : catalog.find(catalog.resolve(path, database))
}

/** The id of a table or constraint; `type` as in sys.objects. */
function objectId(context: Context, name: string | null, type: string | null): number | null {
  const path = pathOf(name)
  if (path === null) return null
  const { catalog, database } = context
  const place = catalog.resolve(path, database)
  const wanted = type?.trim().toUpperCase()
  const table = catalog.find(place)
  if (table) return wanted === undefined || wanted === 'U' ? table.objectId : null
  const found = allConstraints(context, place.database).find(
    ({ table: { schema }, constraint }) =>
      schema.toLowerCase() === place.schema.toLowerCase() &&
      constraint.name.toLowerCase() === place.name.toLowerCase() &&
      (wanted === undefined || constraint.type.trim() === wanted),
  )
  return found?.constraint.id ?? null
}

function allConstraints({ catalog }: Context, database: string) {
  const tables = [...(catalog.databases.get(database.toLowerCase())?.tables.values() ?? [])]
  return tables.flatMap(table => constraintsOf(table).map(constraint => ({ table, constraint })))
}

/** A function from an id to a name: for ids that are known, and for columns of ids. */
function byId(id: Typed, names: readonly (readonly [id: number, name: string])[]): Typed {
  if (id.constant !== undefined) {
    const wanted = id.constant === null ? null : Number(id.constant)
    return constant(NAME, names.find(([each]) => each === wanted)?.[1] ?? null)
  }
  const branches = names.map(([each, name]) => `WHEN ${each} THEN ${constant(NAME, name).sql}`)
  return typed(branches.length > 0 ? `(CASE ${id.sql} ${branches.join(' ')} END)` : 'CAST(NULL AS VARCHAR)', NAME)
}

function objectNames(context: Context): [number, string][] {
  const tables = [...context.catalog.database(context.database).tables.values()]
  return [
    ...tables.map((table): [number, string] => [table.objectId, table.name]),
    ...allConstraints(context, context.database).map(({ constraint }): [number, string] => [
      constraint.id,
      constraint.name,
    ]),
  ]
}

const COLUMN_PROPERTIES: Readonly<Partial<Record<string, (table: Table, name: string) => number | null>>> = {
  allowsnull: (table, name) => Number(findColumn(table, name)?.nullable),
  columnid: (table, name) => findColumn(table, name)?.id ?? null,
  iscomputed: (table, name) => Number(findColumn(table, name)?.computed !== undefined),
  isidentity: (table, name) => Number(findColumn(table, name)?.identity !== undefined),
  precision: (table, name) => {
    const column = findColumn(table, name)
    return column ? precisionAndScale(column.type).precision : null
  },
  scale: (table, name) => {
    const column = findColumn(table, name)
    return column ? precisionAndScale(column.type).scale : null
  },
}

export const CATALOG_FUNCTIONS: Record<string, BuiltIn> = {
  OBJECT_ID: {
    arguments: [1, 2],
    translate: ([name, type], context) =>
      constant(INT, objectId(context, known('OBJECT_ID', name), known('OBJECT_ID', type))),
  },
  OBJECT_NAME: { arguments: [1, 2], translate: ([id], context) => byId(id!, objectNames(context)) },
  OBJECT_SCHEMA_NAME: {
    arguments: [1, 2],
    translate: ([id], context) => {
      const tables = [...context.catalog.database(context.database).tables.values()]
      return byId(
        id!,
        tables.map(table => [table.objectId, table.schema] as const),
      )
    },
  },
  SCHEMA_NAME: {
    arguments: [0, 1],
    translate: ([id], context) => {
      if (!id) return constant(NAME, 'dbo')
      const schemas = [...context.catalog.database(context.database).schemas.values()]
      return byId(
        id,
        schemas.map(schema => [schema.id, schema.name] as const),
      )
    },
  },
  SCHEMA_ID: {
    arguments: [0, 1],
    translate: ([name], context) => {
      const wanted = name ? known('SCHEMA_ID', name) : 'dbo'
      const { schemas } = context.catalog.database(context.database)
      return constant(INT, schemas.get(wanted?.toLowerCase() ?? '')?.id ?? null)
    },
  },
  COL_LENGTH: {
    arguments: [2, 2],
    translate: ([table, column], context) => {
      const found = tableOf(context, known('COL_LENGTH', table))
      const type = found && findColumn(found, known('COL_LENGTH', column) ?? '')?.type
      return constant(SMALL, type ? maxLength(type) : null)
    },
  },
  COLUMNPROPERTY: {
    arguments: [3, 3],
    translate: ([id, column, property], context) => {
      if (id!.constant === undefined) known('COLUMNPROPERTY', id)
      const table = context.catalog.byId(Number(id!.constant))
      const name = known('COLUMNPROPERTY', column) ?? ''
      const tell = COLUMN_PROPERTIES[(known('COLUMNPROPERTY', property) ?? '').toLowerCase()]
      return constant(INT, table && tell && findColumn(table, name) ? tell(table, name) : null)
    },
  },
  TYPE_ID: {
    arguments: [1, 1],
    translate: ([name]) => {
      try {
        return constant(INT, systemTypeId(typeOf(known('TYPE_ID', name) ?? '', [])))
      } catch (error) {
        if (error instanceof SqlError) return constant(INT, null)
        throw error
      }
    },
  },
  HAS_PERMS_BY_NAME: {
    arguments: [3, 5],
    translate: ([securable, kind, permission], context) => {
      const name = known('HAS_PERMS_BY_NAME', securable)
      const of = known('HAS_PERMS_BY_NAME', kind)?.toUpperCase() ?? 'DATABASE'
      const wanted = (known('HAS_PERMS_BY_NAME', permission) ?? '').toUpperCase()
      return constant(INT, hasPermission(context, name, of, wanted))
    },
  },
}

function hasPermission(context: Context, name: string | null, kind: string, permission: string): number | null {
  const on = { scope: 0, on: 0 } as const
  switch (kind) {
    case 'DATABASE':
      return Number(!isDenied(context, permission, on))
    case 'SCHEMA': {
      const schema = context.catalog.database(context.database).schemas.get(pathOf(name)?.at(-1)?.toLowerCase() ?? '')
      return schema ? Number(!isDenied(context, permission, { scope: 3, on: schema.id }, on)) : null
    }
    case 'OBJECT': {
      const table = tableOf(context, name)
      return table ? Number(!isDenied(context, permission, ...securables(context, table))) : null
    }
    default:
      return null
  }
}
