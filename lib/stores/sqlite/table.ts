/** The table: made from a schema, or looked at whether rows of that schema stay what they are in it. */
import type { DatabaseSync } from 'node:sqlite'
import type { Field, Schema } from '../../columns/schema.ts'
import { typeName } from '../../columns/type-name.ts'
import { StoreError } from '../../errors.ts'
import { didYouMean } from '../../suggest.ts'
import { quoted, sameName } from './names.ts'
import type { Loading, Target } from './task.ts'
import { type StorageClass, storageOf } from './values.ts'

/** A column that is there. */
interface TableColumn {
  name: string
  declared: string
  notNull: boolean
  hasDefault: boolean
  /** Place in the primary key, from 1; 0 for none. */
  primary: number
  generated: boolean
}

export interface Table {
  /** As it is written in the database. */
  name: string
  columns: TableColumn[]
  /** Rows have numbers of their own, which are no column of it. */
  numbered: boolean
}

/** The table as it is; null when there is none. @throws {StoreError} `NOT_A_TABLE` */
export function tableOf(database: DatabaseSync, { path, table }: Target): Table | null {
  const found = database
    .prepare("SELECT name, type, sql FROM sqlite_master WHERE name = ? COLLATE NOCASE AND type IN ('table', 'view')")
    .get(table)
  if (found === undefined) return null
  if (found.type !== 'table') {
    throw new StoreError('NOT_A_TABLE', `${table} in ${path} is a view.`, {
      advice: 'Choose another `table`.',
      facts: { path, table },
    })
  }
  const name = String(found.name)
  const columns = database
    .prepare(`PRAGMA table_xinfo(${quoted(name)})`)
    .all()
    .map(column => ({
      name: String(column.name),
      declared: String(column.type),
      notNull: column.notnull === 1,
      hasDefault: column.dflt_value !== null,
      primary: Number(column.pk),
      generated: column.hidden !== 0,
    }))
  const primary = columns.filter(column => column.primary > 0)
  const [only] = primary
  const alias = primary.length === 1 && only?.declared.toUpperCase() === 'INTEGER'
  const withoutNumbers = /\bWITHOUT\s+ROWID\b/i.test(String(found.sql).slice(String(found.sql).lastIndexOf(')')))
  return { name, columns, numbered: !alias && !withoutNumbers }
}

/** Columns as our tables have them. */
export function definitionOf(table: string, { fields }: Schema): string {
  const columns = fields.map(({ name, type }) => `${quoted(name)} ${storageOf(type)}`)
  return `CREATE TABLE ${quoted(table)} (${columns.join(', ')})`
}

/** True when the table is one that we would make of the schema. */
export function isSame({ columns }: Table, { fields }: Schema): boolean {
  return (
    columns.length === fields.length &&
    columns.every(({ name, declared }, at) => name === fields[at].name && declared === storageOf(fields[at].type))
  )
}

/**
 * Fields that the table does not have.
 * @throws {StoreError} `COLUMN_AFFINITY`, `COLUMN_MISSING`, `COLUMN_GENERATED`
 */
export function missingFrom(table: Table, { path, schema: { fields } }: Loading): Field[] {
  const missing: Field[] = []
  for (const field of fields) {
    const column = table.columns.find(({ name }) => sameName(name, field.name))
    if (column === undefined) missing.push(field)
    else checkColumn(path, table, column, field)
  }
  const empty = table.columns.find(
    ({ name, notNull, hasDefault, generated }) =>
      notNull && !hasDefault && !generated && !fields.some(field => sameName(field.name, name)),
  )
  if (empty !== undefined) {
    throw misfit(
      'COLUMN_MISSING',
      path,
      table,
      `its column ${empty.name} is NOT NULL, and the source has none of that name`,
      {
        advice: 'Give the column a default, or the rows a value: polish: { constants: … }.',
      },
    )
  }
  return missing
}

/** @throws {StoreError} `NAMES_COLLIDE`: SQLite takes two names for one */
export function checkNames({ path, table, schema: { fields } }: Loading): void {
  const twin = fields.find(({ name }, at) => fields.findIndex(other => sameName(other.name, name)) < at)
  if (twin === undefined) return
  throw new StoreError(
    'NAMES_COLLIDE',
    `The rows for ${table} in ${path} have ${twin.name} twice: SQLite takes upper and lower case for the same.`,
    {
      advice: 'Leave one of them out with `columns`, or rename it in the source.',
      facts: { path, table, column: twin.name },
    },
  )
}

/** @param nulls columns that are NULL in every row @throws {StoreError} `KEY_UNKNOWN`, `KEY_NULL` */
export function checkKey({ path, table, key, schema: { fields } }: Loading, nulls: string[] = []): void {
  const empty = key.find(name => nulls.some(column => sameName(column, name)))
  if (empty !== undefined) throw nullKey({ path, table }, empty)
  const unknown = key.find(name => !fields.some(field => sameName(field.name, name)))
  if (unknown === undefined) return
  throw new StoreError(
    'KEY_UNKNOWN',
    `The key of ${table} in ${path} names ${unknown}, and the rows have no such column.`,
    {
      advice: `Look at the name: ${didYouMean(
        unknown,
        fields.map(({ name }) => name),
        'columns',
      )}.`,
      facts: { path, table, column: unknown },
    },
  )
}

/** A key tells rows apart, and NULL does not. */
export function nullKey({ path, table }: Target, column: string): StoreError {
  return new StoreError('KEY_NULL', `A row for ${table} in ${path} has NULL in the column ${column} of its key.`, {
    advice: 'A key tells rows apart, and NULL does not: choose other columns. Nothing was changed.',
    facts: { path, table, column },
  })
}

/** What a column does to values (sqlite.org/datatype3.html, 3.1). */
type Affinity = StorageClass | 'NUMERIC'

function affinityOf(declared: string): Affinity {
  const type = declared.toUpperCase()
  if (type.includes('INT')) return 'INTEGER'
  if (/CHAR|CLOB|TEXT/.test(type)) return 'TEXT'
  if (type === '' || type.includes('BLOB')) return 'BLOB'
  return /REAL|FLOA|DOUB/.test(type) ? 'REAL' : 'NUMERIC'
}

/** Affinities that leave values of a storage class as they are. */
const HARMLESS: Record<StorageClass, ReadonlySet<Affinity>> = {
  INTEGER: new Set(['INTEGER', 'NUMERIC', 'BLOB']),
  REAL: new Set(['REAL', 'NUMERIC', 'INTEGER', 'BLOB']),
  TEXT: new Set(['TEXT', 'BLOB']),
  BLOB: new Set(['INTEGER', 'REAL', 'TEXT', 'NUMERIC', 'BLOB']),
}

function checkColumn(path: string, table: Table, { name, declared, generated }: TableColumn, { type }: Field): void {
  if (generated) {
    throw misfit('COLUMN_GENERATED', path, table, `its column ${name} is generated`, {
      advice: 'Leave the column out: columns: […].',
    })
  }
  const storage = storageOf(type)
  const affinity = affinityOf(declared)
  // No number is written like a date.
  const moment = type.kind === 'date' || type.kind === 'time' || type.kind === 'timestamp'
  if (HARMLESS[storage].has(affinity) || (moment && affinity === 'NUMERIC')) return
  throw misfit(
    'COLUMN_AFFINITY',
    path,
    table,
    `its column ${name} is ${declared || 'without a type'}, which would change values of ${typeName(type)}`,
    { advice: `Make the column ${storage}, or load into another table.` },
  )
}

function misfit(code: string, path: string, { name }: Table, what: string, { advice }: { advice: string }): StoreError {
  return new StoreError(code, `The rows do not fit the table ${name} in ${path}: ${what}.`, {
    advice: `${advice} Nothing was changed.`,
    facts: { path, table: name },
  })
}
