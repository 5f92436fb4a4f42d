/** Functions and variables that tell of the server, the session and the catalog. */
import { SqlError, type SqlType, type SqlValue } from '../../../types.ts'
import { Cursor } from '../../syntax/cursor.ts'
import type { Context } from '../context.ts'
import { constant, type Typed, typed } from '../typed.ts'
import type { BuiltIn } from './built-in.ts'

const NAME: SqlType = { name: 'nvarchar', length: 128 }
export const VERSION =
  'Microsoft SQL Server 2022 (RTM) - 16.0.1000.6 (X64) \n\tStand-in for tests; not Microsoft SQL Server\n\tDeveloper Edition (64-bit) on Linux'

/** `@@VERSION` and the like, without their @@. */
export function systemVariable(context: Context, name: string): Typed {
  const { session } = context
  const known: Record<string, [SqlType, SqlValue]> = {
    VERSION: [{ name: 'nvarchar', length: 300 }, VERSION],
    SPID: [{ name: 'smallint' }, session.id],
    SERVERNAME: [NAME, 'STANDIN'],
    SERVICENAME: [NAME, 'MSSQLSERVER'],
    TRANCOUNT: [{ name: 'int' }, session.transactions],
    ROWCOUNT: [{ name: 'int' }, session.lastRows],
    ERROR: [{ name: 'int' }, session.lastError],
    IDENTITY: [{ name: 'numeric', precision: 38, scale: 0 }, session.lastIdentity],
    DBTS: [{ name: 'varbinary', length: 8 }, rowversionBytes(context.rowversion(context.database))],
    LANGUAGE: [NAME, 'us_english'],
    DATEFIRST: [{ name: 'tinyint' }, 7],
    MAX_PRECISION: [{ name: 'tinyint' }, 38],
    LOCK_TIMEOUT: [{ name: 'int' }, -1],
  }
  const found = known[name.toUpperCase()]
  if (!found) throw new SqlError(137, `Must declare the scalar variable "@@${name}".`, { class: 15, state: 2 })
  return constant(...found)
}

export function rowversionBytes(value: bigint): Uint8Array {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(value)
  return new Uint8Array(bytes)
}

/** The lowest rowversion that an open transaction may still bring, or the next one. */
function minActiveRowversion(context: Context): bigint {
  const bounds = [...context.catalog.database(context.database).activeRowversions.values()]
  return bounds.reduce((low, bound) => (bound < low ? bound : low), context.rowversion(context.database) + 1n)
}

const PROPERTIES: Record<string, string | number> = {
  PRODUCTVERSION: '16.0.1000.6',
  PRODUCTLEVEL: 'RTM',
  PRODUCTMAJORVERSION: '16',
  EDITION: 'Developer Edition (64-bit)',
  ENGINEEDITION: 3,
  SERVERNAME: 'STANDIN',
  COLLATION: 'SQL_Latin1_General_CP1_CI_AS',
}

/** The string of an argument that is known: a literal or a variable. */
function known(name: string, value: Typed | undefined): string | null {
  if (value?.untyped || value?.constant === null) return null
  if (typeof value?.constant === 'string') return value.constant
  throw new SqlError(50000, `The stand-in answers ${name} for literals and variables only.`)
}

function objectId(context: Context, name: string): number | null {
  let path: string[]
  try {
    const cursor = new Cursor(name)
    path = cursor.path()
    if (cursor.token.kind !== 'end') return null
  } catch {
    return null
  }
  return context.catalog.find(context.catalog.resolve(path, context.database))?.objectId ?? null
}

const fact = (type: SqlType, value: (context: Context) => SqlValue): BuiltIn => ({
  arguments: [0, 0],
  translate: (_, context) => constant(type, value(context)),
})

export const SYSTEM_FUNCTIONS: Record<string, BuiltIn> = {
  DB_NAME: {
    arguments: [0, 1],
    translate: ([id], context) => constant(NAME, id ? databaseName(context, id) : context.database),
  },
  DB_ID: {
    arguments: [0, 1],
    translate: ([name], context) => {
      const database = context.catalog.databases.get(
        (name ? (known('DB_ID', name) ?? '') : context.database).toLowerCase(),
      )
      return constant({ name: 'smallint' }, database?.id ?? null)
    },
  },
  OBJECT_ID: {
    arguments: [1, 2],
    translate: ([name], context) => {
      const text = known('OBJECT_ID', name)
      return constant({ name: 'int' }, text === null ? null : objectId(context, text))
    },
  },
  OBJECT_NAME: {
    arguments: [1, 1],
    translate: ([id], context) => {
      if (id!.constant !== undefined) return constant(NAME, context.catalog.byId(Number(id!.constant))?.name ?? null)
      const tables = [...context.catalog.database(context.database).tables.values()]
      const branches = tables.map(({ objectId: each, name }) => `WHEN ${each} THEN ${constant(NAME, name).sql}`)
      return typed(branches.length > 0 ? `(CASE ${id!.sql} ${branches.join(' ')} END)` : 'CAST(NULL AS VARCHAR)', NAME)
    },
  },
  SCHEMA_NAME: {
    arguments: [0, 1],
    translate: ([id], context) => {
      if (!id) return constant(NAME, 'dbo')
      const schemas = [...context.catalog.database(context.database).schemas.values()]
      return typed(
        `(CASE ${id.sql} ${schemas.map(each => `WHEN ${each.id} THEN ${constant(NAME, each.name).sql}`).join(' ')} END)`,
        NAME,
      )
    },
  },
  SERVERPROPERTY: {
    arguments: [1, 1],
    translate: ([name]) => {
      const value = PROPERTIES[(known('SERVERPROPERTY', name) ?? '').toUpperCase()] ?? null
      const type: SqlType = typeof value === 'number' ? { name: 'int' } : NAME
      return constant({ name: 'sql_variant' }, value === null ? null : { type, value })
    },
  },
  MIN_ACTIVE_ROWVERSION: {
    arguments: [0, 0],
    translate: (_, context) => constant({ name: 'binary', length: 8 }, rowversionBytes(minActiveRowversion(context))),
  },
  SCOPE_IDENTITY: fact({ name: 'numeric', precision: 38, scale: 0 }, ({ session }) => session.lastIdentity),
  SUSER_SNAME: fact(NAME, ({ session }) => session.user),
  SUSER_NAME: fact(NAME, ({ session }) => session.user),
  ORIGINAL_LOGIN: fact(NAME, ({ session }) => session.user),
  USER_NAME: fact(NAME, ({ session }) => session.user),
  HOST_NAME: fact(NAME, ({ session }) => session.host),
  APP_NAME: fact(NAME, ({ session }) => session.application),
  XACT_STATE: fact({ name: 'smallint' }, ({ session }) => session.transactionState),
  ERROR_NUMBER: fact({ name: 'int' }, ({ caught }) => caught?.number ?? null),
  ERROR_MESSAGE: fact({ name: 'nvarchar', length: 4000 }, ({ caught }) => caught?.message ?? null),
  ERROR_SEVERITY: fact({ name: 'int' }, ({ caught }) => caught?.class ?? null),
  ERROR_STATE: fact({ name: 'int' }, ({ caught }) => caught?.state ?? null),
  ERROR_LINE: fact({ name: 'int' }, ({ caught }) => caught?.line ?? null),
  ERROR_PROCEDURE: fact(NAME, ({ caught }) => caught?.procedure || null),
  NEWID: {
    arguments: [0, 0],
    translate: () => ({
      ...typed('text_guid(CAST(uuid() AS VARCHAR))', { name: 'uniqueidentifier' }),
      nullable: false,
    }),
  },
}

function databaseName(context: Context, id: Typed): string | null {
  for (const database of context.catalog.databases.values())
    if (database.id === Number(id.constant)) return database.name
  return null
}
