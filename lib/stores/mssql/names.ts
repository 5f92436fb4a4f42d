/** Names of the tables that a run works with. Pure. */
import { createHash } from 'node:crypto'
import { ConfigError } from '../../errors.ts'
import { parseName, quoteName } from '../../mssql/identifier.ts'

const DEFAULT_SCHEMA = 'dbo'
/** sysname is nvarchar(128). */
const MAX_LENGTH = 128

export interface TableName {
  schema: string
  table: string
}

/** @throws {ConfigError} `NAME_INVALID` for what is no table, or one of another database. */
export function parseTable(text: string): TableName {
  const parts = parseName(text)
  if (parts.length > 2) {
    throw new ConfigError('NAME_INVALID', `The table ${text} is named with its database.`, {
      advice: `Make a connection to the database ${parts[0]}, and name the table without it.`,
      facts: { name: text },
    })
  }
  const [schema, table] = parts.length === 2 ? parts : [DEFAULT_SCHEMA, parts[0]]
  return { schema: schema!, table: table! }
}

export function quoted({ schema, table }: TableName): string {
  return quoteName([schema, table])
}

/** Beside the table of the first version, in the same schema; as it is written in a configuration. */
export function versionOf(text: string, version: number): string {
  if (version === 1) return text
  const { schema, table } = parseTable(text)
  return quoted({ schema, table: `${table}_v${version}` })
}

/** `orders` → `orders__hygge_20261124T101500Z-1a2b3c4d`; of a name that is too long what fits, told apart by a hash of the whole. */
export function workTable({ schema, table }: TableName, run: string): TableName {
  const suffix = `__hygge_${run}`
  if (table.length + suffix.length <= MAX_LENGTH) return { schema, table: `${table}${suffix}` }
  const hash = createHash('sha256').update(table).digest('hex').slice(0, 8)
  return { schema, table: `${table.slice(0, MAX_LENGTH - suffix.length - 9)}_${hash}${suffix}` }
}

/** What the runs of all tables of a schema remember at the server: which are under way or published, and their parts. */
export function recordTables({ schema }: TableName): { runs: string; parts: string } {
  return { runs: quoteName([schema, '__hygge_runs']), parts: quoteName([schema, '__hygge_parts']) }
}
