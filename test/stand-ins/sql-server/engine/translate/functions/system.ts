/** Functions and variables that tell of the server, the session and the catalog. */
import { SqlError, type SqlType, type SqlValue } from '../../../types.ts'
import { identityName } from '../../table.ts'
import { quoteText } from '../../types/storage.ts'
import type { Context } from '../context.ts'
import { constant, type Typed, typed } from '../typed.ts'
import type { BuiltIn } from './built-in.ts'
import { known, tableOf as tableNamed } from './catalog.ts'

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

const DATABASE_PROPERTIES: Record<string, string | number> = {
  COLLATION: 'SQL_Latin1_General_CP1_CI_AS',
  EDITION: 'Developer Edition (64-bit)',
  ISANSINULLDEFAULT: 0,
  LCID: 1033,
  RECOVERY: 'FULL',
  STATUS: 'ONLINE',
  UPDATEABILITY: 'READ_WRITE',
  USERACCESS: 'MULTI_USER',
  VERSION: 957,
}

/** The lowest rowversion that an open transaction may still bring, or the next one. */
function minActiveRowversion(context: Context): bigint {
  const bounds = [...context.catalog.database(context.database).activeRowversions.values()]
  return bounds.reduce((low, bound) => (bound < low ? bound : low), context.rowversion(context.database) + 1n)
}

const PROPERTIES: Record<string, string | number> = {
  EDITIONID: -2117995310,
  ISCLUSTERED: 0,
  ISFULLTEXTINSTALLED: 0,
  ISINTEGRATEDSECURITYONLY: 0,
  MACHINENAME: 'STANDIN',
  PRODUCTMINORVERSION: '0',
  PRODUCTUPDATELEVEL: 'RTM',
  PRODUCTVERSION: '16.0.1000.6',
  PRODUCTLEVEL: 'RTM',
  PRODUCTMAJORVERSION: '16',
  EDITION: 'Developer Edition (64-bit)',
  ENGINEEDITION: 3,
  SERVERNAME: 'STANDIN',
  COLLATION: 'SQL_Latin1_General_CP1_CI_AS',
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
  SERVERPROPERTY: {
    arguments: [1, 1],
    translate: ([name]) => {
      const value = PROPERTIES[(known('SERVERPROPERTY', name) ?? '').toUpperCase()] ?? null
      const type: SqlType = typeof value === 'number' ? { name: 'int' } : NAME
      return constant({ name: 'sql_variant' }, value === null ? null : { type, value })
    },
  },
  DATABASEPROPERTYEX: {
    arguments: [2, 2],
    translate: ([name, property], context) => {
      const database = known('DATABASEPROPERTYEX', name)?.toLowerCase() ?? ''
      const wanted = (known('DATABASEPROPERTYEX', property) ?? '').toUpperCase()
      const value = context.catalog.databases.has(database) ? (DATABASE_PROPERTIES[wanted] ?? null) : null
      const type: SqlType = typeof value === 'number' ? { name: 'int' } : NAME
      return constant({ name: 'sql_variant' }, value === null ? null : { type, value })
    },
  },
  MIN_ACTIVE_ROWVERSION: {
    arguments: [0, 0],
    translate: (_, context) => constant({ name: 'binary', length: 8 }, rowversionBytes(minActiveRowversion(context))),
  },
  SCOPE_IDENTITY: fact({ name: 'numeric', precision: 38, scale: 0 }, ({ session }) => session.lastIdentity),
  IDENT_CURRENT: {
    arguments: [1, 1],
    translate: ([name], context) => {
      const table = tableNamed(context, known('IDENT_CURRENT', name))
      const type: SqlType = { name: 'numeric', precision: 38, scale: 0 }
      const sequence = table?.columns.find(({ identity }) => identity) && identityName(table)
      if (!table || !sequence) return constant(type, null)
      const found = `FROM duckdb_sequences() WHERE schema_name = ${quoteText(table.database.toLowerCase())} AND sequence_name = ${quoteText(sequence)}`
      return typed(`(SELECT CAST(coalesce(last_value, start_value) AS DECIMAL(38,0)) ${found})`, type)
    },
  },
  SUSER_SNAME: fact(NAME, ({ session }) => session.user),
  SUSER_NAME: fact(NAME, ({ session }) => session.user),
  ORIGINAL_LOGIN: fact(NAME, ({ session }) => session.user),
  USER_NAME: fact(NAME, ({ session }) => session.user),
  CURRENT_USER: fact(NAME, ({ session }) => session.user),
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
