/** The key of a table: an index in which no two rows are the same. */
import type { DatabaseSync } from 'node:sqlite'
import { StoreError } from '../../errors.ts'
import { errorNumber } from './database.ts'
import { quoted, sameName } from './names.ts'
import type { Table } from './table.ts'
import type { Loading } from './task.ts'

/** SQLITE_CONSTRAINT_UNIQUE */
const NOT_UNIQUE = 2067

/** Makes the index unless the table has one of these columns. @throws {StoreError} `KEY_NOT_UNIQUE` */
export function ensureKey(database: DatabaseSync, table: Table, { path, key }: Loading): void {
  if (hasKey(database, table, key)) return
  try {
    database.exec(
      `CREATE UNIQUE INDEX ${quoted(`${table.name}__hygge_key`)} ON ${quoted(table.name)} (${key.map(quoted).join(', ')})`,
    )
  } catch (error) {
    if (errorNumber(error) !== NOT_UNIQUE) throw error
    throw new StoreError('KEY_NOT_UNIQUE', `Rows of ${table.name} in ${path} have the same ${key.join(', ')}.`, {
      advice: 'Choose a `key` that tells rows apart. Nothing was changed.',
      cause: error,
      facts: { path, table: table.name, key },
    })
  }
}

function hasKey(database: DatabaseSync, table: Table, key: string[]): boolean {
  const primary = table.columns.filter(column => column.primary > 0).map(({ name }) => name)
  if (sameColumns(primary, key)) return true
  const indexes = database.prepare(`PRAGMA index_list(${quoted(table.name)})`).all()
  return indexes.some(({ name, unique, partial }) => {
    if (unique !== 1 || partial !== 0) return false
    const columns = database.prepare(`PRAGMA index_info(${quoted(String(name))})`).all()
    return sameColumns(
      columns.map(column => String(column.name)),
      key,
    )
  })
}

function sameColumns(columns: string[], key: string[]): boolean {
  return columns.length === key.length && key.every(name => columns.some(column => sameName(column, name)))
}
