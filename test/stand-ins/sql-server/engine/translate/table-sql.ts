/** Tables and their keys as DuckDB DDL. */
import { columnOf, duckSchema, duckTable, type Index, type Table } from '../table.ts'
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
  // DuckDB has no filtered indexes; NULLs are never duplicates.
  const keys = keysOf(table, index).map(key => (filter ? `(CASE WHEN ${filter.sql} THEN ${key} END)` : `(${key})`))
  return `CREATE UNIQUE INDEX ${quoteName(storage)} ON ${duckTable(table)} (${keys.join(', ')})`
}

/** Keys are the same when they compare as equal: text without regard to case where the collation says so. */
export const keysOf = (table: Table, { columns }: Index): string[] =>
  columns.map(name => {
    const column = columnOf(table, name)
    return sortKey({ sql: quoteName(column.name), type: column.type, nullable: true })
  })

export const dropIndexSql = ({ database }: Table, { storage = '' }: Index): string =>
  `DROP INDEX ${duckSchema(database)}.${quoteName(storage)}`

export const createSchemaSql = (database: string): string => `CREATE SCHEMA IF NOT EXISTS ${duckSchema(database)}`
