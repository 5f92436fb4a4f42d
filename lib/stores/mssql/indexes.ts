/** Indexes of a table that is replaced, for the one that takes its place. */
import { StoreError } from '../../errors.ts'
import { quote } from '../../mssql/identifier.ts'
import type { Row, Session } from '../../mssql/session.ts'
import type { Storage } from './config.ts'
import { execute } from './database.ts'
import { quoted, type TableName } from './names.ts'

/** `sys.indexes.type`. */
const CLUSTERED = 1
const NONCLUSTERED = 2
const CLUSTERED_COLUMNSTORE = 5
const NONCLUSTERED_COLUMNSTORE = 6
/** sysname is nvarchar(128). */
const MAX_NAME = 128

export interface Index {
  name: string
  type: number
  unique: boolean
  /** It is a constraint, whose name belongs to the schema and not to the table. */
  constraint: 'PRIMARY KEY' | 'UNIQUE' | null
  filter: string | null
  keys: { name: string; descending: boolean }[]
  included: string[]
}

/** Those of the table, the clustered one first: the others are built upon it. */
export async function indexesOf(session: Session, table: TableName): Promise<Index[]> {
  const rows = await execute(
    session,
    'SELECT i.name, i.type, i.is_unique, i.is_primary_key, i.is_unique_constraint, i.filter_definition, ' +
      'c.name AS [column], ic.is_descending_key, ic.is_included_column FROM sys.indexes AS i ' +
      'JOIN sys.index_columns AS ic ON ic.object_id = i.object_id AND ic.index_id = i.index_id ' +
      'JOIN sys.columns AS c ON c.object_id = ic.object_id AND c.column_id = ic.column_id ' +
      'WHERE i.object_id = OBJECT_ID(@table) AND i.type > 0 ORDER BY i.index_id, ic.key_ordinal, ic.index_column_id',
    { table: quoted(table) },
  )
  const indexes = new Map<string, Index>()
  for (const row of rows) {
    const name = String(row.name)
    const index = indexes.get(name) ?? indexOf(name, row)
    indexes.set(name, index)
    if (row.is_included_column === true) index.included.push(String(row.column))
    else index.keys.push({ name: String(row.column), descending: row.is_descending_key === true })
  }
  return [...indexes.values()]
}

function indexOf(name: string, row: Row): Index {
  return {
    name,
    type: Number(row.type),
    unique: row.is_unique === true,
    constraint: row.is_primary_key === true ? 'PRIMARY KEY' : row.is_unique_constraint === true ? 'UNIQUE' : null,
    filter: row.filter_definition === null ? null : String(row.filter_definition),
    keys: [],
    included: [],
  }
}

/** The index that makes a new table what it shall be. */
export function storageIndexes(storage: Storage, { table }: TableName, key: readonly string[]): Index[] {
  const common = { unique: false, constraint: null, filter: null, included: [] }
  switch (storage) {
    case 'heap':
      return []
    case 'columnstore':
      return [{ ...common, name: `cci ${table}`.slice(0, MAX_NAME), type: CLUSTERED_COLUMNSTORE, keys: [] }]
    case 'rowstore': {
      const keys = key.map(name => ({ name, descending: false }))
      return [{ ...common, name: `cx ${table}`.slice(0, MAX_NAME), type: CLUSTERED, keys }]
    }
  }
}

/**
 * @param columns those that the new table has
 * @throws {StoreError} `SWAP_REFUSED` for indexes of kinds that hygge does not build (XML, spatial …) and on columns that are gone
 */
export function checkBuildable(table: TableName, indexes: readonly Index[], columns: readonly string[]): void {
  const there = new Set(columns.map(name => name.toLowerCase()))
  const orphaned = indexes.filter(
    ({ type, keys, included }) =>
      type !== CLUSTERED_COLUMNSTORE &&
      [...keys.map(({ name }) => name), ...included].some(name => !there.has(name.toLowerCase())),
  )
  if (orphaned.length > 0) {
    const names = orphaned.map(({ name }) => name).join(', ')
    throw new StoreError(
      'SWAP_REFUSED',
      `${quoted(table)} has indexes on columns that the new rows do not have: ${names}.`,
      {
        advice: 'Nothing was loaded. Drop these indexes, or leave `indexes` out of `keep`.',
        facts: { table: quoted(table), indexes: orphaned.map(({ name }) => name) },
      },
    )
  }
  const known = [CLUSTERED, NONCLUSTERED, CLUSTERED_COLUMNSTORE, NONCLUSTERED_COLUMNSTORE]
  const strange = indexes.filter(({ type }) => !known.includes(type)).map(({ name }) => name)
  if (strange.length === 0) return
  throw new StoreError(
    'SWAP_REFUSED',
    `${quoted(table)} has indexes of a kind that cannot be kept: ${strange.join(', ')}.`,
    {
      advice: 'Nothing was loaded. Leave `indexes` out of `keep`, or choose `if_exists: append` or `merge`.',
      facts: { table: quoted(table), indexes: strange },
    },
  )
}

/** T-SQL that builds the index on another table; a constraint under another name, since its own is taken. */
export function createIndex(index: Index, table: TableName): string {
  const { type, unique, constraint, filter, keys, included } = index
  const columns = keys.map(({ name, descending }) => `${quote(name)}${descending ? ' DESC' : ''}`).join(', ')
  const on = quoted(table)
  if (constraint !== null) {
    const kind = type === CLUSTERED ? 'CLUSTERED' : 'NONCLUSTERED'
    return `ALTER TABLE ${on} ADD CONSTRAINT ${quote(constraintName(index, table))} ${constraint} ${kind} (${columns})`
  }
  const name = quote(index.name)
  if (type === CLUSTERED_COLUMNSTORE) return `CREATE CLUSTERED COLUMNSTORE INDEX ${name} ON ${on}`
  const condition = filter === null ? '' : ` WHERE ${filter}`
  const all = [...keys.map(key => key.name), ...included].map(quote).join(', ')
  if (type === NONCLUSTERED_COLUMNSTORE)
    return `CREATE NONCLUSTERED COLUMNSTORE INDEX ${name} ON ${on} (${all})${condition}`
  const kind = `${unique ? 'UNIQUE ' : ''}${type === CLUSTERED ? 'CLUSTERED' : 'NONCLUSTERED'}`
  const more = included.length === 0 ? '' : ` INCLUDE (${included.map(quote).join(', ')})`
  return `CREATE ${kind} INDEX ${name} ON ${on} (${columns})${more}${condition}`
}

/** The name that a constraint has until the table has its own. */
export function constraintName({ name }: Index, { table }: TableName): string {
  const suffix = table.slice(table.lastIndexOf('__hygge_'))
  return `${name.slice(0, 128 - suffix.length)}${suffix}`
}
