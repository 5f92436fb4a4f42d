/** Tables and their keys as DuckDB DDL. */
import type { SqlType } from '../../types.ts'
import { type Column, columnOf, duckSchema, duckTable, type Index, type Table } from '../table.ts'
import { familyOf } from '../types/sql-type.ts'
import { duckType, quoteName } from '../types/storage.ts'
import { sortKey } from './typed.ts'

/** The statements that make a table: itself, then the indexes that refuse duplicates. */
export function createTableSql(table: Table): string[] {
  const lines = table.columns.map(({ name, type, nullable, computed }) =>
    computed
      ? `${quoteName(name)} ${duckType(type)} GENERATED ALWAYS AS (${computed.sql})`
      : `${quoteName(name)} ${duckType(type)}${nullable ? '' : ' NOT NULL'}`,
  )
  return [
    `CREATE TABLE ${duckTable(table)} (${lines.join(', ')})`,
    ...table.indexes.filter(({ storage }) => storage !== undefined).map(index => createIndexSql(table, index)),
  ]
}

export function createIndexSql(table: Table, index: Index): string {
  const { storage = '', filter } = index
  const keys = index.columns.flatMap(name => storedKeys(columnOf(table, name)))
  // DuckDB has no filtered indexes: rows that are not meant have NULLs, which are never duplicates.
  const parts = keys.map(key => (filter ? `(CASE WHEN ${filter.sql} THEN ${key} END)` : `(${key})`))
  return `CREATE UNIQUE INDEX ${quoteName(storage)} ON ${duckTable(table)} (${parts.join(', ')})`
}

/** For SQL Server two NULLs are duplicates: what can be NULL is a key of two parts. */
function storedKeys(column: Column): string[] {
  const key = keyOf(column)
  return column.nullable ? [`(${key} IS NULL)`, `coalesce(${key}, ${nothing(column.type)})`] : [key]
}

function nothing(type: SqlType): string {
  switch (familyOf(type)) {
    case 'text':
    case 'variant':
      return "''"
    case 'binary':
    case 'guid':
    case 'udt':
      return "''::BLOB"
    case 'bit':
      return 'false'
    default:
      return '0'
  }
}

const keyOf = ({ name, type }: Column): string => sortKey({ sql: quoteName(name), type, nullable: true })

/** Keys are the same when they compare as equal: text without regard to case where the collation says so. */
export const keysOf = (table: Table, { columns }: Index): string[] => columns.map(name => keyOf(columnOf(table, name)))

export const dropIndexSql = ({ database }: Table, { storage = '' }: Index): string =>
  `DROP INDEX ${duckSchema(database)}.${quoteName(storage)}`

export const createSchemaSql = (database: string): string => `CREATE SCHEMA IF NOT EXISTS ${duckSchema(database)}`
